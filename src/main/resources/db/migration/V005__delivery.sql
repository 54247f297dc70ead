-- The one door through which text leaves. `id` is given by the database while the conversation's control row is locked,
-- so its order is the order in which the conversation speaks.
CREATE TABLE delivery_outbox (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    message_id      uuid        NOT NULL,  -- no foreign key, as on all rows of every turn (V003)
    part            int         NOT NULL DEFAULT 0,
    conversation_id uuid        NOT NULL,
    origin          text        NOT NULL CHECK (origin IN ('bot', 'agent', 'system')),
    epoch           bigint      NOT NULL,
    channel         text        NOT NULL,
    account         text        NOT NULL,
    text            text        NOT NULL,
    choices         text[],      -- id and title in turn, of the buttons under this part; the last part has them
    reply_to        text,
    correlation_id  text        NOT NULL UNIQUE,
    state           text        NOT NULL DEFAULT 'queued' CHECK (state IN
        ('queued', 'sending', 'sent', 'delivered', 'read', 'unknown', 'failed', 'suppressed', 'expired')),
    due_at          timestamptz NOT NULL DEFAULT now(),
    attempts        int         NOT NULL DEFAULT 0,
    refusals        int         NOT NULL DEFAULT 0,  -- attempts that the provider certainly did not take
    resends         int         NOT NULL DEFAULT 0,
    claim_until     timestamptz,
    expires_at      timestamptz,
    provider_id     text,
    error_code      text,
    error_detail    text,
    created_at      timestamptz NOT NULL DEFAULT now(),
    sent_at         timestamptz,
    UNIQUE (message_id, part)
) WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);
CREATE INDEX delivery_outbox_open ON delivery_outbox (conversation_id, id) WHERE state IN ('queued', 'sending', 'unknown');
CREATE INDEX delivery_outbox_due ON delivery_outbox (due_at) WHERE state IN ('queued', 'sending', 'unknown');
CREATE INDEX delivery_outbox_by_provider_id ON delivery_outbox (account, provider_id) WHERE provider_id IS NOT NULL;

-- Written before the wire, closed after it. An attempt without an end may have left the house.
CREATE TABLE delivery_attempt (
    outbox_id   bigint      NOT NULL,
    number      int         NOT NULL,
    started_at  timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    outcome     text,
    provider_id text,
    error_code  text,
    detail      text,
    PRIMARY KEY (outbox_id, number)
) WITH (fillfactor = 70);

-- What the provider reported. Kept when nothing matches yet: a receipt may overtake our own commit.
CREATE TABLE delivery_receipt (
    id             uuid PRIMARY KEY,
    channel        text        NOT NULL,
    account        text        NOT NULL,
    provider_id    text        NOT NULL,
    status         text        NOT NULL,
    participant    text        NOT NULL DEFAULT '',
    correlation_id text,
    reported_at    timestamptz NOT NULL,
    error_code     text,
    payload        text        NOT NULL,
    received_at    timestamptz NOT NULL DEFAULT now(),
    state          text        NOT NULL DEFAULT 'received' CHECK (state IN ('received', 'applied', 'unmatched')),
    UNIQUE (channel, account, provider_id, status, participant)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
CREATE INDEX delivery_receipt_of_account ON delivery_receipt (channel, account, received_at);
CREATE INDEX delivery_receipt_open ON delivery_receipt (received_at) WHERE state = 'received';

-- What the provider's word weighs. A state is only ever raised, so receipts may come late, twice and in any order.
CREATE FUNCTION delivery_rank(state text) RETURNS int
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE state WHEN 'sent' THEN 2 WHEN 'failed' THEN 3 WHEN 'delivered' THEN 4 WHEN 'read' THEN 5
                      WHEN 'suppressed' THEN 9 WHEN 'expired' THEN 9
                      WHEN 'queued' THEN 1 WHEN 'sending' THEN 1 WHEN 'unknown' THEN 1 ELSE 0 END $$;

-- An account of which nothing goes out for a while: its token, its limits or its standing with the provider.
CREATE TABLE delivery_pause (
    channel text        NOT NULL,
    account text        NOT NULL,
    until   timestamptz NOT NULL,
    code    text        NOT NULL,
    detail  text        NOT NULL,
    since   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (channel, account)
);

INSERT INTO platform_allowed_transition (entity, from_state, to_state) VALUES
    ('delivery', 'queued', 'sending'),
    ('delivery', 'queued', 'suppressed'),
    ('delivery', 'queued', 'expired'),
    ('delivery', 'sending', 'queued'),
    ('delivery', 'sending', 'sent'),
    ('delivery', 'sending', 'delivered'),
    ('delivery', 'sending', 'read'),
    ('delivery', 'sending', 'failed'),
    ('delivery', 'sending', 'unknown'),
    ('delivery', 'unknown', 'queued'),
    ('delivery', 'unknown', 'sent'),
    ('delivery', 'unknown', 'delivered'),
    ('delivery', 'unknown', 'read'),
    ('delivery', 'unknown', 'failed'),
    ('delivery', 'unknown', 'suppressed'),
    ('delivery', 'sent', 'failed'),
    ('delivery', 'sent', 'delivered'),
    ('delivery', 'sent', 'read'),
    ('delivery', 'failed', 'delivered'),
    ('delivery', 'failed', 'read'),
    ('delivery', 'delivered', 'read'),
    ('delivery', 'queued', 'sent'),
    ('delivery', 'queued', 'delivered'),
    ('delivery', 'queued', 'read'),
    ('delivery', 'queued', 'failed');

CREATE FUNCTION delivery_guard_state() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM platform_allowed_transition
                   WHERE entity = 'delivery' AND from_state = OLD.state AND to_state = NEW.state) THEN
        PERFORM platform_assert_transition('delivery', OLD.state, NEW.state);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER delivery_guard_state BEFORE UPDATE OF state ON delivery_outbox
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION delivery_guard_state();
