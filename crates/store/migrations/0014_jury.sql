-- The jury's work (E4-34, E4-36): nominations, deliberations, remarks, minutes.

-- The jury as the authority nominated it, and who is there before a deliberation opens.
CREATE TABLE nomination (
    session_id TEXT NOT NULL REFERENCES exam_session (id),
    account_id TEXT NOT NULL REFERENCES account (id),
    side TEXT NOT NULL,
    president BOOLEAN NOT NULL,
    present BOOLEAN NOT NULL,
    CONSTRAINT nomination_key PRIMARY KEY (session_id, account_id),
    CONSTRAINT nomination_side CHECK (side IN ('teacher', 'professional'))
);

CREATE TABLE deliberation (
    id TEXT NOT NULL PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES exam_session (id),
    opened_at TEXT NOT NULL,
    opened_by TEXT NOT NULL REFERENCES account (id),
    reason TEXT NOT NULL,
    closed_at TEXT,
    closed_by TEXT REFERENCES account (id)
);
CREATE UNIQUE INDEX deliberation_one_open ON deliberation (session_id) WHERE closed_at IS NULL;

-- The jury as it was when a deliberation opened.
CREATE TABLE deliberation_member (
    deliberation_id TEXT NOT NULL REFERENCES deliberation (id),
    account_id TEXT NOT NULL REFERENCES account (id),
    name TEXT NOT NULL,
    side TEXT NOT NULL,
    president BOOLEAN NOT NULL,
    present BOOLEAN NOT NULL,
    CONSTRAINT deliberation_member_key PRIMARY KEY (deliberation_id, account_id)
);

-- What the jury observes on a candidate (E4-34): written once, as many as it judges useful.
CREATE TABLE jury_remark (
    id TEXT NOT NULL PRIMARY KEY,
    candidate_id TEXT NOT NULL REFERENCES candidate (id),
    remark TEXT NOT NULL,
    by_account TEXT NOT NULL REFERENCES account (id),
    by_name TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX jury_remark_of_candidate ON jury_remark (candidate_id);

-- The minutes as they were signed; their content never changes.
CREATE TABLE minutes (
    session_id TEXT NOT NULL PRIMARY KEY REFERENCES exam_session (id),
    content TEXT NOT NULL,
    hash TEXT NOT NULL,
    signed_by TEXT NOT NULL REFERENCES account (id),
    signed_name TEXT NOT NULL,
    signed_at TEXT NOT NULL
);
