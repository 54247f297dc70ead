-- What the model asked for, and what became of it. Refused requests stand here too, with the reason.
CREATE TABLE action (
    id              uuid PRIMARY KEY,
    conversation_id uuid        NOT NULL REFERENCES conversation,
    customer_id     uuid        NOT NULL REFERENCES conversation_customer,
    turn_id         uuid        NOT NULL,
    epoch           bigint      NOT NULL,  -- in which it was asked for; in another it is not done any more
    name            text        NOT NULL,
    asked_as        text        NOT NULL,  -- the name the model used, an alias perhaps
    reason          text        NOT NULL,
    parameters      jsonb       NOT NULL,
    tier            text        NOT NULL CHECK (tier IN ('auto', 'confirm_customer', 'approve_staff', 'never')),
    verdict         text        NOT NULL,
    detail          text,
    state           text        NOT NULL CHECK (state IN ('pending', 'validated', 'awaiting_confirmation', 'executing',
        'succeeded', 'failed', 'rejected', 'duplicate', 'cancelled', 'expired', 'ambiguous')),
    duplicate_of    uuid REFERENCES action,
    idempotency_key text        NOT NULL UNIQUE,
    fingerprint     text        NOT NULL,
    counts          boolean     NOT NULL,  -- stands in the way of an equal one: under way, or done within the action's window
    model_calls     int         NOT NULL,  -- for the same word of the customer, up to the reply that asked for it
    outcome         text,                  -- what the customer is told, by us
    result          text,                  -- what the system answered; hostile
    result_message  uuid,                  -- in which the model was told
    error_code      text,
    error_detail    text,
    due_at          timestamptz,           -- when the worker looks at it again
    attempts        int         NOT NULL DEFAULT 0,
    repeated        boolean     NOT NULL DEFAULT false,  -- the one repeat after a look-up that found nothing
    claim_until     timestamptz,
    unclear_since   timestamptz,
    nonce           text,                  -- of the question to the customer
    answer_until    timestamptz,
    created_at      timestamptz NOT NULL DEFAULT now(),
    finished_at     timestamptz
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX action_not_twice ON action (fingerprint) WHERE counts;
CREATE UNIQUE INDEX action_one_question ON action (conversation_id) WHERE state = 'awaiting_confirmation';
CREATE INDEX action_due ON action (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX action_of_turn ON action (turn_id);
CREATE INDEX action_of_result ON action (result_message) WHERE result_message IS NOT NULL;
CREATE INDEX action_of_customer ON action (customer_id, name, created_at);
CREATE INDEX action_of_conversation ON action (conversation_id, id);
CREATE INDEX action_recent ON action (created_at DESC, id DESC);

-- Written before the wire, closed after it. An attempt without an end may have had its effect.
CREATE TABLE action_attempt (
    action_id   uuid        NOT NULL REFERENCES action,
    number      int         NOT NULL,
    started_at  timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    outcome     text,
    code        text,
    detail      text,
    PRIMARY KEY (action_id, number)
);

-- What the operator changed; what is not here is as it comes (docs/actions.md).
CREATE TABLE action_policy (
    action                text PRIMARY KEY,
    enabled               boolean     NOT NULL,
    tier                  text        NOT NULL CHECK (tier IN ('auto', 'confirm_customer', 'approve_staff', 'never')),
    quota                 int         NOT NULL CHECK (quota >= 0),
    quota_window_seconds  bigint      NOT NULL CHECK (quota_window_seconds >= 0),
    dedupe_window_seconds bigint      NOT NULL CHECK (dedupe_window_seconds >= 0),
    modes                 text[]      NOT NULL,
    version               bigint      NOT NULL DEFAULT 1,
    updated_at            timestamptz NOT NULL DEFAULT now(),
    updated_by            text        NOT NULL
);

INSERT INTO platform_allowed_transition (entity, from_state, to_state) VALUES
    ('action', 'validated', 'awaiting_confirmation'),
    ('action', 'validated', 'executing'),
    ('action', 'validated', 'cancelled'),
    ('action', 'validated', 'failed'),
    ('action', 'awaiting_confirmation', 'validated'),
    ('action', 'awaiting_confirmation', 'cancelled'),
    ('action', 'awaiting_confirmation', 'expired'),
    ('action', 'executing', 'succeeded'),
    ('action', 'executing', 'failed'),
    ('action', 'executing', 'ambiguous'),
    ('action', 'executing', 'validated'),
    ('action', 'ambiguous', 'succeeded'),
    ('action', 'ambiguous', 'failed'),
    ('action', 'ambiguous', 'validated');

-- The law, and the log of it.
CREATE FUNCTION action_guard_state() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        PERFORM platform_assert_transition('action', OLD.state, NEW.state);
    END IF;
    INSERT INTO platform_transition (entity, entity_id, from_state, to_state, cause, actor, epoch)
    VALUES ('action', NEW.id, CASE WHEN TG_OP = 'UPDATE' THEN OLD.state END, NEW.state,
            coalesce(NEW.error_code, NEW.verdict), 'relaydesk', NEW.epoch);
    RETURN NEW;
END $$;
CREATE TRIGGER action_guard_first AFTER INSERT ON action FOR EACH ROW EXECUTE FUNCTION action_guard_state();
CREATE TRIGGER action_guard_state AFTER UPDATE OF state ON action
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION action_guard_state();
