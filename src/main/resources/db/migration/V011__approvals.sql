-- What waits for a colleague stays validated. It is not due: the worker must not do it, only give it up when nobody decides.
ALTER TABLE action
    ADD COLUMN approval_until  timestamptz,  -- a colleague may decide until then; null when nobody has to
    ADD COLUMN decision        text CHECK (decision IN ('approved', 'rejected')),
    ADD COLUMN decided_by      text,         -- the colleague's name, as it was then
    ADD COLUMN decided_at      timestamptz,
    ADD COLUMN decision_reason text;
CREATE INDEX action_unapproved ON action (approval_until) WHERE approval_until IS NOT NULL;

INSERT INTO platform_allowed_transition (entity, from_state, to_state) VALUES
    ('action', 'validated', 'rejected'),
    ('action', 'validated', 'expired');

-- Until now they waited for ever.
UPDATE action SET approval_until = now() + interval '1 day'
WHERE state = 'validated' AND tier = 'approve_staff' AND due_at IS NULL AND attempts = 0;
