-- A ticket may also live in a ticket system outside. The row here is written with the turn; what goes out stands in
-- ticket_dispatch and is done by a worker.
ALTER TABLE ticket DROP CONSTRAINT ticket_status_check;
ALTER TABLE ticket ADD CONSTRAINT ticket_status_check CHECK (status IN ('open', 'waiting', 'solved', 'closed'));
ALTER TABLE ticket
    ADD COLUMN reference      text UNIQUE,   -- conversation and action, as the other system knows it
    ADD COLUMN outside_id     text,
    ADD COLUMN outside_number text,          -- what its people call it
    ADD COLUMN outside_url    text,
    ADD COLUMN outside_status text,          -- in its own words
    ADD COLUMN look_at        timestamptz,   -- when its status is read next; null: not any more
    ADD COLUMN looked_at      timestamptz,
    ADD COLUMN solved_at      timestamptz;
CREATE INDEX ticket_outside ON ticket (outside_id, gateway) WHERE outside_id IS NOT NULL;
CREATE INDEX ticket_look ON ticket (look_at) WHERE look_at IS NOT NULL;
CREATE INDEX ticket_in_state ON ticket (status, number DESC);

ALTER TABLE ticket_comment ADD COLUMN private boolean NOT NULL DEFAULT false;

-- One thing that the other system must be told: the ticket itself, or one comment. `id` is that of the ticket or comment.
CREATE TABLE ticket_dispatch (
    id            uuid PRIMARY KEY,
    ticket_id     uuid        NOT NULL REFERENCES ticket,
    kind          text        NOT NULL CHECK (kind IN ('ticket', 'comment')),
    state         text        NOT NULL DEFAULT 'pending'
        CHECK (state IN ('pending', 'sending', 'done', 'ambiguous', 'failed')),
    due_at        timestamptz,               -- null: nothing to do, or the ticket has to be there first
    attempts      int         NOT NULL DEFAULT 0,
    refusals      int         NOT NULL DEFAULT 0,  -- since staff last asked to try again
    repeated      boolean     NOT NULL DEFAULT false,  -- the one repeat after a look-up that found nothing
    claim_until   timestamptz,
    unclear_since timestamptz,
    error_code    text,
    error_detail  text,
    created_at    timestamptz NOT NULL DEFAULT now(),
    finished_at   timestamptz
) WITH (fillfactor = 70);
CREATE INDEX ticket_dispatch_due ON ticket_dispatch (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX ticket_dispatch_of_ticket ON ticket_dispatch (ticket_id, id);

-- Written before the wire, closed after it. An attempt without an end may have had its effect.
CREATE TABLE ticket_attempt (
    dispatch_id uuid        NOT NULL REFERENCES ticket_dispatch,
    number      int         NOT NULL,
    started_at  timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    outcome     text,
    code        text,
    detail      text,
    PRIMARY KEY (dispatch_id, number)
);

-- Webhooks of ticket systems that were taken; one of them may come several times.
CREATE TABLE ticket_hint (
    gateway     text        NOT NULL,
    delivery    text        NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (gateway, delivery)
);
CREATE INDEX ticket_hint_old ON ticket_hint (received_at);

INSERT INTO platform_allowed_transition (entity, from_state, to_state) VALUES
    ('ticket_dispatch', 'pending', 'sending'),
    ('ticket_dispatch', 'sending', 'done'),
    ('ticket_dispatch', 'sending', 'pending'),
    ('ticket_dispatch', 'sending', 'ambiguous'),
    ('ticket_dispatch', 'sending', 'failed'),
    ('ticket_dispatch', 'ambiguous', 'done'),
    ('ticket_dispatch', 'ambiguous', 'pending'),
    ('ticket_dispatch', 'ambiguous', 'failed'),
    ('ticket_dispatch', 'failed', 'pending');

CREATE FUNCTION ticket_guard_dispatch() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM platform_assert_transition('ticket_dispatch', OLD.state, NEW.state);
    RETURN NEW;
END $$;
CREATE TRIGGER ticket_guard_dispatch BEFORE UPDATE OF state ON ticket_dispatch
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION ticket_guard_dispatch();
