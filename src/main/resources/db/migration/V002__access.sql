CREATE TABLE access_staff (
    id            uuid PRIMARY KEY,
    email         text        NOT NULL CHECK (email = lower(email)),
    display_name  text        NOT NULL,
    role          text        NOT NULL CHECK (role IN ('viewer', 'agent', 'admin')),
    password_hash text        NOT NULL,
    disabled_at   timestamptz,
    created_at    timestamptz NOT NULL DEFAULT now(),
    UNIQUE (email)
);

-- A session is known to the browser by a random value of which only the SHA-256 stands here.
CREATE TABLE access_session (
    token_hash   text PRIMARY KEY,  -- hexadecimal
    staff_id     uuid        NOT NULL REFERENCES access_staff ON DELETE CASCADE,
    csrf_token   text        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz NOT NULL
);
CREATE INDEX access_session_of_staff ON access_session (staff_id);

-- The one-time link of the first start; used up by the first administrator.
CREATE TABLE access_setup (
    token_hash text PRIMARY KEY,
    created_at timestamptz NOT NULL DEFAULT now(),
    used_at    timestamptz
);

-- Sign-ins that have not succeeded, counted per e-mail (hashed: people type passwords into the wrong box) and per
-- address. In PostgreSQL, so that every replica counts the same.
CREATE TABLE access_failed_sign_in (
    subject      text PRIMARY KEY,
    failures     int         NOT NULL,
    window_start timestamptz NOT NULL
);

-- What happened, by whom. Append-only; each row carries the hash of the row before it.
CREATE TABLE access_audit (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor    text        NOT NULL,
    action   text        NOT NULL,
    subject  text,
    detail   jsonb       NOT NULL DEFAULT '{}',
    previous bytea       NOT NULL,
    hash     bytea       NOT NULL
);

-- What a row's hash covers. jsonb is written in one form only, so the same row always gives the same bytes.
CREATE FUNCTION access_audit_hash(previous bytea, at timestamptz, actor text, action text, subject text, detail jsonb)
    RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256(previous
        || convert_to(jsonb_build_array(extract(epoch FROM at), actor, action, subject, detail)::text, 'UTF8'))
$$;
CREATE TRIGGER access_audit_append_only BEFORE UPDATE OR DELETE ON access_audit
    FOR EACH ROW EXECUTE FUNCTION platform_refuse_change();
