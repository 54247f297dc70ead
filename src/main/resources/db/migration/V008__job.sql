-- Work that takes longer than a turn.
CREATE TABLE job (
    id              uuid PRIMARY KEY,
    type            text        NOT NULL CHECK (type IN ('deep_research', 'judge', 'generation')),
    status          text        NOT NULL DEFAULT 'pending'
        CHECK (status IN ('pending', 'running', 'completed', 'failed', 'cancelled', 'timed_out')),
    priority        int         NOT NULL DEFAULT 5,
    input           jsonb       NOT NULL,
    conversation_id uuid,
    idempotency_key text        UNIQUE,
    created_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX job_recent ON job (created_at DESC, id DESC);
