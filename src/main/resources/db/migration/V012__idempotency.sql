-- What a call with an Idempotency-Key was answered, for a day. A row without a status is a call under way.
CREATE TABLE platform_idempotency (
    actor      text        NOT NULL,
    key        text        NOT NULL,
    holder     uuid        NOT NULL,
    request    text        NOT NULL,
    body_hash  text        NOT NULL,
    status     integer,
    media_type text,
    response   text,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (actor, key)
);
CREATE INDEX platform_idempotency_old ON platform_idempotency (created_at);
