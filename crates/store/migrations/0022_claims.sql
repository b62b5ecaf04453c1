-- A candidate asks to read the own appraisal, once the results are published. What was given is kept as it was given:
-- its candidate reads this text, and never the sheet.
CREATE TABLE claim (
    candidate_id TEXT NOT NULL PRIMARY KEY REFERENCES candidate (id),
    asked_at TEXT NOT NULL,
    hold_id TEXT REFERENCES retention_hold (id),
    given TEXT,
    masked BIGINT NOT NULL,
    given_by TEXT REFERENCES account (id),
    given_at TEXT,
    read_at TEXT,
    CONSTRAINT claim_given CHECK ((given IS NULL) = (given_at IS NULL) AND (given IS NULL) = (given_by IS NULL)),
    CONSTRAINT claim_read CHECK (read_at IS NULL OR given_at IS NOT NULL),
    CONSTRAINT claim_masked CHECK (masked >= 0)
);

-- The official file of a form that the text names without giving it, where the authority gave one for the session.
CREATE TABLE official_form (
    session_id TEXT NOT NULL REFERENCES exam_session (id),
    form TEXT NOT NULL,
    file_name TEXT NOT NULL,
    blob_hash TEXT NOT NULL REFERENCES blob (hash),
    size BIGINT NOT NULL,
    received_from TEXT NOT NULL REFERENCES account (id),
    received_at TEXT NOT NULL,
    CONSTRAINT official_form_key PRIMARY KEY (session_id, form),
    CONSTRAINT official_form_form CHECK (form IN ('conformity', 'certificate', 'request', 'optional_grid'))
);
