CREATE TABLE ticket (
    id              uuid PRIMARY KEY,
    number          bigint      GENERATED ALWAYS AS IDENTITY (START WITH 1001) UNIQUE,  -- RD-1001 is what the customer hears
    conversation_id uuid        NOT NULL REFERENCES conversation,
    customer_id     uuid        NOT NULL REFERENCES conversation_customer,
    action_id       uuid        UNIQUE,    -- an action opens at most one
    subject         text        NOT NULL,
    description     text        NOT NULL,
    priority        text        NOT NULL DEFAULT 'normal' CHECK (priority IN ('low', 'normal', 'high')),
    gateway         text        NOT NULL DEFAULT 'internal',
    status          text        NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'solved')),
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ticket_of_customer ON ticket (customer_id, number DESC);
CREATE INDEX ticket_of_conversation ON ticket (conversation_id, number DESC);

CREATE TABLE ticket_comment (
    id         uuid PRIMARY KEY,
    ticket_id  uuid        NOT NULL REFERENCES ticket,
    author     text        NOT NULL CHECK (author IN ('customer', 'bot', 'agent')),
    text       text        NOT NULL,
    message_id uuid        UNIQUE,         -- a customer's message is added once
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ticket_comment_of_ticket ON ticket_comment (ticket_id, id);
