-- The job engine: claims with lease and token, progress, cancellation, an end.
ALTER TABLE job
    ADD created_by      text        NOT NULL DEFAULT 'relaydesk',
    ADD due_at          timestamptz DEFAULT now(),       -- when a worker looks at it; null when it has ended
    ADD deadline_at     timestamptz,                     -- by the clock of the database; null for none
    ADD attempts        int         NOT NULL DEFAULT 0,  -- claims since the last step that came to its end
    ADD lease_owner     text,
    ADD lease_until     timestamptz,
    ADD lease_token     bigint      NOT NULL DEFAULT 0,
    ADD cancel_asked_at timestamptz,
    ADD cancel_asked_by text,
    ADD current_stage   text,
    ADD progress        int         NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 100),
    ADD events          int         NOT NULL DEFAULT 0,  -- how many there are
    ADD result          jsonb,
    ADD error_code      text,
    ADD error_message   text,
    ADD cost_usd        numeric(12, 6) NOT NULL DEFAULT 0,
    ADD started_at      timestamptz,
    ADD completed_at    timestamptz,
    ADD CONSTRAINT job_priority CHECK (priority BETWEEN 1 AND 9),
    ADD CONSTRAINT job_ended CHECK ((due_at IS NULL) = (status NOT IN ('pending', 'running')));
CREATE INDEX job_due ON job (type, priority, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX job_of_conversation ON job (conversation_id, created_at DESC) WHERE conversation_id IS NOT NULL;

-- The progress log. Numbered under the lock of the job's row, so that a number is never seen before a smaller one.
CREATE TABLE job_event (
    job_id     uuid        NOT NULL REFERENCES job ON DELETE CASCADE,
    number     int         NOT NULL,
    at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    kind       text        NOT NULL CHECK (kind IN ('status', 'progress', 'log')),
    stage      text,
    percentage int,
    text       text        NOT NULL,
    PRIMARY KEY (job_id, number)
);

CREATE FUNCTION job_log_transition() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    IF NOT ((OLD.status, NEW.status) IN (('pending', 'running'), ('pending', 'cancelled'), ('pending', 'timed_out'),
            ('pending', 'failed'), ('running', 'completed'), ('running', 'failed'), ('running', 'cancelled'),
            ('running', 'timed_out'), ('failed', 'pending'), ('cancelled', 'pending'), ('timed_out', 'pending'))) THEN
        RAISE EXCEPTION 'a job does not go from % to %', OLD.status, NEW.status USING ERRCODE = 'check_violation';
    END IF;
    INSERT INTO platform_transition (entity, entity_id, from_state, to_state, cause, actor, lease_token)
    VALUES ('job', NEW.id, OLD.status, NEW.status, coalesce(NEW.error_code, NEW.type),
            coalesce(NEW.cancel_asked_by, NEW.lease_owner, NEW.created_by), NEW.lease_token);
    RETURN NEW;
END $$;
CREATE TRIGGER job_transition BEFORE UPDATE OF status ON job
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION job_log_transition();
