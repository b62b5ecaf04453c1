-- What people are told: kept with its instant, and the instant somebody said it was read. A notice is for a candidacy,
-- whether or not an account is tied to it yet, or for an account.
CREATE TABLE notice (
    id TEXT NOT NULL PRIMARY KEY,
    candidate_id TEXT REFERENCES candidate (id),
    account_id TEXT REFERENCES account (id),
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    content TEXT NOT NULL,
    about_kind TEXT NOT NULL,
    about_id TEXT NOT NULL,
    created_at TEXT NOT NULL,
    created_by TEXT NOT NULL REFERENCES account (id),
    read_at TEXT,
    CONSTRAINT notice_for_one CHECK ((candidate_id IS NULL) <> (account_id IS NULL))
);
CREATE INDEX notice_by_candidate ON notice (candidate_id);
CREATE INDEX notice_by_account ON notice (account_id);

-- The address that a list gave, for the account to come.
ALTER TABLE candidate ADD COLUMN email TEXT;
