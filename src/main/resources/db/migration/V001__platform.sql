-- Which changes of state are possible at all. The rows are the law (docs/concepts.md shows them); a trigger of each
-- table with a state asks here, so that a fault in one path of the code cannot make an illegal jump.
CREATE TABLE platform_allowed_transition (
    entity     text NOT NULL,
    from_state text NOT NULL,
    to_state   text NOT NULL,
    PRIMARY KEY (entity, from_state, to_state)
);

CREATE FUNCTION platform_assert_transition(entity_name text, old_state text, new_state text) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM platform_allowed_transition
                   WHERE entity = entity_name AND from_state = old_state AND to_state = new_state) THEN
        RAISE EXCEPTION 'a % cannot go from % to %', entity_name, old_state, new_state USING ERRCODE = 'check_violation';
    END IF;
END $$;

-- The transition log: one row for each change of a conversation's mode, an action or a job, written in the same
-- transaction. Append-only; the trigger refuses everything else.
CREATE TABLE platform_transition (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    entity      text        NOT NULL,
    entity_id   uuid        NOT NULL,
    from_state  text,
    to_state    text        NOT NULL,
    cause       text        NOT NULL,
    actor       text        NOT NULL,
    epoch       bigint,
    lease_token bigint,
    at          timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX platform_transition_of_entity ON platform_transition (entity, entity_id, id);

CREATE FUNCTION platform_refuse_change() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER platform_transition_append_only BEFORE UPDATE OR DELETE ON platform_transition
    FOR EACH ROW EXECUTE FUNCTION platform_refuse_change();

-- Shared rate limits: the theoretical arrival time of the generic cell rate algorithm, one row for each limited thing.
CREATE TABLE platform_rate_limit (
    key         text PRIMARY KEY,
    next_due_at timestamptz NOT NULL
) WITH (fillfactor = 50);

-- Values that the installation makes for itself once and every replica shares (for example the simulator's secret).
CREATE TABLE platform_setting (
    key        text PRIMARY KEY,
    value      text        NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now()
);
