-- Only for what asks by time. With the same condition as delivery_outbox_open the planner took either for the messages of one
-- conversation, and this one then meant reading every message that was ever queued since the last vacuum.
DROP INDEX delivery_outbox_due;
CREATE INDEX delivery_outbox_due ON delivery_outbox (due_at)
    WHERE state IN ('queued', 'sending', 'unknown') AND due_at IS NOT NULL;
