CREATE TABLE conversation_customer (
    id           uuid PRIMARY KEY,
    display_name text,
    created_at   timestamptz NOT NULL DEFAULT now()
);

-- How a channel names a customer. A phone number may be absent and a WhatsApp user id may change, so a customer has
-- several of these; `kind` says which (user, parent, phone, api, ...).
CREATE TABLE conversation_identity (
    channel       text        NOT NULL,
    account       text        NOT NULL,
    key           text        NOT NULL,
    kind          text        NOT NULL GENERATED ALWAYS AS (split_part(key, ':', 1)) STORED,
    customer_id   uuid        NOT NULL REFERENCES conversation_customer,
    first_seen_at timestamptz NOT NULL DEFAULT now(),
    last_seen_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (channel, account, key)
);
CREATE INDEX conversation_identity_of_customer ON conversation_identity (customer_id);

CREATE TABLE conversation (
    id               uuid PRIMARY KEY,
    customer_id      uuid        NOT NULL REFERENCES conversation_customer,
    channel          text        NOT NULL,
    account          text        NOT NULL,
    address          text        NOT NULL,  -- where to send: an identity key such as phone:447700900123 or user:GB.204
    space_account    text,                  -- pinned by the first good turn; a thread belongs to one account
    space_collection text,
    thread_frontend  uuid        NOT NULL,  -- frontend_context_uuid, minted by us, constant while the thread lives
    thread_backend   text,                  -- backend_uuid of the last good reply
    thread_slug      text,
    created_at       timestamptz NOT NULL DEFAULT now(),
    last_message_at  timestamptz NOT NULL DEFAULT now(),
    last_customer_at timestamptz,
    window_ends_at   timestamptz,           -- end of the customer service window
    streaming        boolean,               -- ask the Space by stream; null: as the setting says
    told_unreadable  boolean     NOT NULL DEFAULT false,
    needs_staff      text,                  -- why staff should look, until the handoff package does it better
    closed_at        timestamptz
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX conversation_one_open ON conversation (customer_id, channel, account) WHERE closed_at IS NULL;
CREATE INDEX conversation_recent ON conversation (last_message_at DESC, id DESC);

-- Who speaks, and which worker is at it. Narrow, because it is written several times in a turn.
CREATE TABLE conversation_control (
    conversation_id uuid PRIMARY KEY REFERENCES conversation,
    mode            text        NOT NULL DEFAULT 'bot'
        CHECK (mode IN ('bot', 'awaiting_confirmation', 'human_handoff', 'ticket_open', 'closed')),
    epoch           bigint      NOT NULL DEFAULT 1,
    assignee        uuid,
    wake_count      bigint      NOT NULL DEFAULT 0,  -- grows with each new message; a turn that saw an older count leaves due_at alone
    waiting_since   timestamptz,
    due_at          timestamptz,                     -- when a turn should start; null: nothing to do
    lease_owner     text,
    lease_token     bigint      NOT NULL DEFAULT 0,  -- the fencing token
    lease_until     timestamptz,
    claims          int         NOT NULL DEFAULT 0,  -- claims since the last finished turn; raised in the claim, so a crash counts
    failures        int         NOT NULL DEFAULT 0,  -- handled failures since the last finished turn
    paced_until     timestamptz NOT NULL DEFAULT '-infinity'  -- pair limit: theoretical arrival time of the next send
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX conversation_control_due ON conversation_control (due_at) WHERE due_at IS NOT NULL;

-- Everything a webhook brought, as it came. `payload` is text, not jsonb: jsonb cannot hold \u0000 and lone surrogates,
-- and a customer's message may contain both.
CREATE TABLE conversation_inbound (
    id              uuid PRIMARY KEY,
    channel         text        NOT NULL,
    account         text        NOT NULL,
    provider_id     text        NOT NULL,
    kind            text        NOT NULL,
    sender_keys     text[]      NOT NULL DEFAULT '{}',
    sender_name     text,
    said_at         timestamptz NOT NULL,
    message_kind    text,
    text            text,
    choice_id       text,       -- of the button that was pressed
    refers_to       text,       -- provider id of the message that is edited, revoked, reacted to
    new_key         text,       -- the identity that replaces the sender's, when a number changed
    payload         text        NOT NULL,
    received_at     timestamptz NOT NULL DEFAULT now(),
    state           text        NOT NULL CHECK (state IN ('received', 'assigned', 'stored', 'quarantined')),
    conversation_id uuid,       -- no foreign keys on the rows of every turn: each check locks a row, three in a turn
    UNIQUE (channel, account, provider_id, kind)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
CREATE INDEX conversation_inbound_refers_to ON conversation_inbound (refers_to) WHERE refers_to IS NOT NULL;
CREATE INDEX conversation_inbound_unassigned ON conversation_inbound (received_at) WHERE state = 'received';

CREATE TABLE conversation_quarantine (
    id          uuid PRIMARY KEY,
    channel     text        NOT NULL,
    reason      text        NOT NULL,
    body        bytea       NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now()
);

-- What was said, by whom.
CREATE TABLE conversation_message (
    id              uuid PRIMARY KEY,
    conversation_id uuid        NOT NULL,
    author          text        NOT NULL CHECK (author IN ('customer', 'bot', 'agent', 'system', 'draft')),
    kind            text        NOT NULL DEFAULT 'text',
    text            text,
    choice_id       text,       -- of the button that the customer pressed
    provider_id     text,
    said_at         timestamptz NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    state           text        NOT NULL
        CHECK (state IN ('pending', 'answered', 'left_to_human', 'stale', 'withdrawn', 'said', 'dead')),
    turn_id         uuid,
    edited_at       timestamptz,
    revoked_at      timestamptz
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
CREATE INDEX conversation_message_of_conversation ON conversation_message (conversation_id, id);
CREATE INDEX conversation_message_pending ON conversation_message (conversation_id) WHERE state = 'pending';
CREATE INDEX conversation_message_by_provider_id ON conversation_message (provider_id) WHERE provider_id IS NOT NULL;

INSERT INTO platform_allowed_transition (entity, from_state, to_state) VALUES
    ('conversation', 'bot', 'awaiting_confirmation'),
    ('conversation', 'awaiting_confirmation', 'bot'),
    ('conversation', 'bot', 'human_handoff'),
    ('conversation', 'awaiting_confirmation', 'human_handoff'),
    ('conversation', 'ticket_open', 'human_handoff'),
    ('conversation', 'human_handoff', 'bot'),
    ('conversation', 'bot', 'ticket_open'),
    ('conversation', 'human_handoff', 'ticket_open'),
    ('conversation', 'ticket_open', 'bot'),
    ('conversation', 'bot', 'closed'),
    ('conversation', 'awaiting_confirmation', 'closed'),
    ('conversation', 'human_handoff', 'closed'),
    ('conversation', 'ticket_open', 'closed');

CREATE FUNCTION conversation_guard_mode() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM platform_assert_transition('conversation', OLD.mode, NEW.mode);
    RETURN NEW;
END $$;
CREATE TRIGGER conversation_guard_mode BEFORE UPDATE OF mode ON conversation_control
    FOR EACH ROW WHEN (OLD.mode IS DISTINCT FROM NEW.mode) EXECUTE FUNCTION conversation_guard_mode();
