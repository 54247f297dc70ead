-- What is known of a colleague's WhatsApp, for each of our numbers.
CREATE TABLE channel_whatsapp_staff (
    account   text        NOT NULL,
    number    text        NOT NULL,  -- as it stands in access_staff or the settings
    user_keys text[]      NOT NULL DEFAULT '{}', -- user ids that WhatsApp named beside the number
    wrote_at  timestamptz,           -- their last message: opens their 24 hours
    next_at   timestamptz NOT NULL DEFAULT '-infinity', -- when they may be told of the next request
    PRIMARY KEY (account, number)
);

-- Requests for one colleague. What comes too soon waits here, and goes out together with what waits beside it.
CREATE TABLE channel_whatsapp_staff_request (
    notice_id   uuid PRIMARY KEY,
    account     text        NOT NULL,
    number      text        NOT NULL,
    handoff_id  uuid        NOT NULL,
    line        text        NOT NULL, -- who waits and why, on one line
    created_at  timestamptz NOT NULL,
    sent_with   uuid,                 -- the notice in whose message it went, its own among them
    suffix      text NOT NULL DEFAULT '', -- of several in one message each has its own, behind the message's id
    provider_id text
);
CREATE INDEX channel_whatsapp_staff_request_of_colleague ON channel_whatsapp_staff_request (account, number, created_at);
CREATE INDEX channel_whatsapp_staff_request_together ON channel_whatsapp_staff_request (sent_with)
    WHERE sent_with IS NOT NULL;
