-- The synthesis table that a candidate edits on line: one for each candidate, replaced at each write. « replaced » is
-- what an import took the place of, so that it can be taken back.
CREATE TABLE online_table (
    candidate_id TEXT NOT NULL PRIMARY KEY REFERENCES candidate (id),
    content TEXT NOT NULL,
    revision BIGINT NOT NULL,
    replaced TEXT,
    written_by TEXT NOT NULL REFERENCES account (id),
    written_at TEXT NOT NULL,
    CONSTRAINT online_table_revision CHECK (revision > 0)
);

-- The official blank file of a session, where the authority gave one.
CREATE TABLE session_model (
    session_id TEXT NOT NULL PRIMARY KEY REFERENCES exam_session (id),
    file_name TEXT NOT NULL,
    blob_hash TEXT NOT NULL REFERENCES blob (hash),
    year TEXT,
    takes_portfolio BOOLEAN NOT NULL,
    received_from TEXT NOT NULL REFERENCES account (id),
    received_at TEXT NOT NULL
);
