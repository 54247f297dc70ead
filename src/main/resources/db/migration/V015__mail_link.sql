-- The links in mails to staff. Only hashes: who reads this table can open nothing.
CREATE TABLE handoff_mail_link (
    token_hash  text PRIMARY KEY,
    handoff_id  uuid        NOT NULL REFERENCES handoff,
    staff_id    uuid        NOT NULL,   -- whom the mail went to, and as whom the link acts
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    used_at     timestamptz,            -- when it took the handoff over; it does so once
    cookie_hash text                    -- of the browser that took over
);
CREATE INDEX handoff_mail_link_expired ON handoff_mail_link (expires_at);
