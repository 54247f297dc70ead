-- What a research job needs to go on after a crash, and what it has cost.
CREATE TABLE research_run (
    job_id       uuid PRIMARY KEY REFERENCES job ON DELETE CASCADE,
    engine       text        NOT NULL,
    tried        text[]      NOT NULL DEFAULT '{}',  -- engines that failed before this one
    submitting_at timestamptz,                       -- committed before the wire; without a remote id nobody knows its end
    remote_id    text,
    polls        int         NOT NULL DEFAULT 0,
    last_poll_at timestamptz,
    unknown_since timestamptz,                       -- the remote side says that there is no such run
    spent_usd    numeric(12, 6) NOT NULL DEFAULT 0,
    report       jsonb,                              -- found and not judged yet
    memory       jsonb,                              -- what an engine keeps between its own stages
    created_at   timestamptz NOT NULL DEFAULT now()
);
