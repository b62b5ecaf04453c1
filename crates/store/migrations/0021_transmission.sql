-- The transmission to the jury (E4-30, E4-33). The last day, which the rector fixes for the schools, where there is one.
ALTER TABLE exam_session ADD COLUMN transmission_due TEXT;

-- What the head of a school signed. Appended only: the last signature counts, while the content is the one it was given on.
CREATE TABLE bundle_signature (
    id TEXT NOT NULL PRIMARY KEY,
    school_id TEXT NOT NULL REFERENCES school (id),
    content TEXT NOT NULL,
    signed_by TEXT NOT NULL REFERENCES account (id),
    signed_name TEXT NOT NULL,
    signed_at TEXT NOT NULL
);
CREATE INDEX bundle_signature_of_school ON bundle_signature (school_id);

-- Sealed bundles: of what is sat one-off in a session, or in CCF in a school. A later one stands in the place of the one
-- before, and overwrites nothing. The bytes go with a purge; the hash stays.
CREATE TABLE bundle (
    id TEXT NOT NULL PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES exam_session (id),
    school_id TEXT REFERENCES school (id),
    content TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    blob_hash TEXT REFERENCES blob (hash),
    size BIGINT NOT NULL,
    candidates BIGINT NOT NULL,
    documents BIGINT NOT NULL,
    late BOOLEAN NOT NULL,
    signed_name TEXT,
    signed_at TEXT,
    sent_by TEXT NOT NULL REFERENCES account (id),
    sent_name TEXT NOT NULL,
    sent_at TEXT NOT NULL
);
CREATE INDEX bundle_of_session ON bundle (session_id);

-- Whose documents a bundle holds.
CREATE TABLE bundle_candidate (
    bundle_id TEXT NOT NULL REFERENCES bundle (id),
    candidate_id TEXT NOT NULL REFERENCES candidate (id),
    CONSTRAINT bundle_candidate_key PRIMARY KEY (bundle_id, candidate_id)
);
CREATE INDEX bundle_candidate_of_candidate ON bundle_candidate (candidate_id);

-- What the jury's side did with a bundle: received, opened, verified; what is not as it was sealed, in words. Appended only.
CREATE TABLE bundle_step (
    id TEXT NOT NULL PRIMARY KEY,
    bundle_id TEXT NOT NULL REFERENCES bundle (id),
    position BIGINT NOT NULL,
    step TEXT NOT NULL,
    findings TEXT NOT NULL,
    done_by TEXT NOT NULL REFERENCES account (id),
    done_name TEXT NOT NULL,
    done_at TEXT NOT NULL,
    CONSTRAINT bundle_step_in_order UNIQUE (bundle_id, position)
);
