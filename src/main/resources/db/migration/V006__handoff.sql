-- One row each time a conversation is given to a human: why, and for whom.
CREATE TABLE handoff (
    id              uuid PRIMARY KEY,
    conversation_id uuid        NOT NULL REFERENCES conversation,
    epoch           bigint      NOT NULL,  -- that began with it
    source          text        NOT NULL CHECK (source IN ('model', 'customer', 'rule', 'staff', 'echo')),
    cause           text        NOT NULL,
    department      text,
    priority        text        NOT NULL DEFAULT 'normal' CHECK (priority IN ('low', 'normal', 'high')),
    summary         text,
    created_at      timestamptz NOT NULL DEFAULT now(),
    UNIQUE (conversation_id, epoch)
);
CREATE INDEX handoff_recent ON handoff (created_at DESC, id DESC);
