-- Where members of staff are reached, and for what.
ALTER TABLE access_staff
    ADD COLUMN departments text[] NOT NULL DEFAULT '{}',  -- empty: all of them
    ADD COLUMN slack_id    text UNIQUE,
    ADD COLUMN whatsapp    text UNIQUE;                   -- digits with the country code, as WhatsApp writes them

-- A handoff waits, is taken by one member of staff, and ends.
ALTER TABLE handoff
    ADD COLUMN state            text        NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'taken', 'ended')),
    ADD COLUMN brief            jsonb       NOT NULL DEFAULT '{}',
    ADD COLUMN assignee         uuid,
    ADD COLUMN taken_at         timestamptz,
    ADD COLUMN taken_via        text,
    ADD COLUMN ended_at         timestamptz,
    ADD COLUMN ended_by         text,
    ADD COLUMN end_cause        text,
    ADD COLUMN step             int         NOT NULL DEFAULT 0,  -- of the ladder
    ADD COLUMN next_step_at     timestamptz,                     -- when it climbs; null: it does not
    ADD COLUMN last_activity_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN reminded_at      timestamptz;
CREATE UNIQUE INDEX handoff_one_open ON handoff (conversation_id) WHERE state <> 'ended';
CREATE INDEX handoff_to_climb ON handoff (next_step_at) WHERE next_step_at IS NOT NULL;
CREATE INDEX handoff_taken ON handoff (last_activity_at) WHERE state = 'taken';

-- What is told to staff. Written with the handoff, sent by a worker, kept with what became of it.
CREATE TABLE handoff_notice (
    id           uuid PRIMARY KEY,
    handoff_id   uuid        NOT NULL REFERENCES handoff,
    kind         text        NOT NULL CHECK (kind IN ('request', 'reminder', 'update', 'customer', 'agent', 'answer')),
    channel      text        NOT NULL,   -- console, slack, whatsapp, mail
    recipient    text        NOT NULL,   -- a Slack channel, a number, an address
    staff_id     uuid,                   -- the person, where the recipient is one
    message_id   uuid,                   -- of the conversation, that this passes on
    text         text,
    state        text        NOT NULL DEFAULT 'pending'
        CHECK (state IN ('pending', 'sending', 'sent', 'delivered', 'read', 'failed', 'skipped')),
    due_at       timestamptz NOT NULL DEFAULT now(),
    attempts     int         NOT NULL DEFAULT 0,
    claim_until  timestamptz,
    provider_id  text,                   -- Slack's ts, WhatsApp's wamid, the mail's Message-ID
    place        text,                   -- where a reply belongs: Slack's channel id
    error_code   text,
    error_detail text,
    created_at   timestamptz NOT NULL DEFAULT now(),
    sent_at      timestamptz
);
CREATE INDEX handoff_notice_due ON handoff_notice (due_at) WHERE state IN ('pending', 'sending');
CREATE INDEX handoff_notice_of_handoff ON handoff_notice (handoff_id, id);
CREATE INDEX handoff_notice_by_provider_id ON handoff_notice (channel, provider_id) WHERE provider_id IS NOT NULL;
CREATE UNIQUE INDEX handoff_notice_once ON handoff_notice (handoff_id, channel, recipient, message_id)
    WHERE message_id IS NOT NULL;

-- A handoff that nobody is told of does not exist.
CREATE FUNCTION handoff_assert_notice() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM handoff_notice WHERE handoff_id = NEW.id) THEN
        RAISE EXCEPTION 'handoff % without a notice', NEW.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER handoff_assert_notice AFTER INSERT ON handoff
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION handoff_assert_notice();

-- What staff did in Slack or WhatsApp: stored and acknowledged first, done by a worker.
CREATE TABLE handoff_event (
    id          uuid PRIMARY KEY,
    channel     text        NOT NULL,
    provider_id text        NOT NULL,
    kind        text        NOT NULL CHECK (kind IN ('press', 'text')),
    staff_key   text        NOT NULL,   -- a Slack user id, a number
    notice_ref  text,                   -- provider id of the notice that was pressed or answered
    handoff_id  uuid,                   -- where the press names it
    place       text,
    value       text        NOT NULL,   -- the button, or what was written
    received_at timestamptz NOT NULL DEFAULT now(),
    state       text        NOT NULL DEFAULT 'received' CHECK (state IN ('received', 'done', 'refused')),
    attempts    int         NOT NULL DEFAULT 0,
    due_at      timestamptz NOT NULL DEFAULT now(),
    UNIQUE (channel, provider_id)
);
CREATE INDEX handoff_event_due ON handoff_event (due_at) WHERE state = 'received';

-- What staff agreed on with the customer, for the model's next turn.
ALTER TABLE conversation ADD COLUMN note_for_model text;

INSERT INTO platform_allowed_transition (entity, from_state, to_state) VALUES
    ('handoff', 'waiting', 'taken'),
    ('handoff', 'waiting', 'ended'),
    ('handoff', 'taken', 'waiting'),
    ('handoff', 'taken', 'ended');
CREATE FUNCTION handoff_guard_state() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM platform_assert_transition('handoff', OLD.state, NEW.state);
    RETURN NEW;
END $$;
CREATE TRIGGER handoff_guard_state BEFORE UPDATE OF state ON handoff
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION handoff_guard_state();
