-- One row for each turn that ended, well or not: what was asked, what came back word for word, and the verdict on it.
CREATE TABLE turn (
    id              uuid PRIMARY KEY,
    conversation_id uuid        NOT NULL,
    epoch           bigint      NOT NULL,
    lease_token     bigint      NOT NULL,
    started_at      timestamptz NOT NULL,
    finished_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    outcome         text        NOT NULL CHECK (outcome IN ('answered', 'repaired', 'failed', 'dead_letter', 'lost')),
    verdict         text        NOT NULL,
    detail          text,
    prompt          text        NOT NULL,
    gateway         text,
    streamed        boolean     NOT NULL DEFAULT false,
    raw_reply       text,
    answer          text,
    citations       jsonb       NOT NULL DEFAULT '[]',
    checks          jsonb       NOT NULL DEFAULT '[]',  -- what the reply passed on its way to an action, in order
    model_calls     int         NOT NULL DEFAULT 1,     -- for the same word of the customer: repairs and results too
    thread_frontend uuid        NOT NULL,
    backend_before  text,
    backend_after   text,
    model_millis    bigint,
    attempt         int         NOT NULL
);
CREATE INDEX turn_of_conversation ON turn (conversation_id, id);
