-- What colleagues write elsewhere becomes one message of the conversation, and they are shown what became of it.
ALTER TABLE handoff_event
    DROP CONSTRAINT handoff_event_kind_check,
    ADD CONSTRAINT handoff_event_kind_check CHECK (kind IN ('press', 'text', 'note')),
    ADD COLUMN message_id  uuid,         -- of the conversation; set with it, so that it is said once
    ADD COLUMN mark        text CHECK (mark IN ('kept', 'went_out', 'not_sent', 'refused')),  -- what the writer was shown
    ADD COLUMN watch_until timestamptz;  -- while its way to the customer is followed
CREATE INDEX handoff_event_watched ON handoff_event (watch_until) WHERE watch_until IS NOT NULL;

ALTER TABLE handoff_notice
    DROP CONSTRAINT handoff_notice_kind_check,
    ADD CONSTRAINT handoff_notice_kind_check CHECK (kind IN
        ('request', 'reminder', 'update', 'customer', 'agent', 'answer', 'kept', 'went_out', 'not_sent'));

-- What customers think of what the bot said. One opinion for each message and way to give it; the latest counts.
CREATE TABLE conversation_feedback (
    id              uuid PRIMARY KEY,
    conversation_id uuid        NOT NULL REFERENCES conversation,
    message_id      uuid        NOT NULL,  -- of the bot
    turn_id         uuid,                  -- that said it
    source          text        NOT NULL CHECK (source IN ('reaction', 'api')),
    rating          text        NOT NULL CHECK (rating IN ('positive', 'negative', 'none')),  -- none: taken back
    given_as        text,                  -- the emoji, or the comment; hostile
    said_at         timestamptz NOT NULL,  -- the provider's time; an older one does not replace a newer one
    rated_at        timestamptz NOT NULL DEFAULT now(),
    UNIQUE (message_id, source)
);
CREATE INDEX conversation_feedback_of_conversation ON conversation_feedback (conversation_id, rated_at);
