-- An address where one reader sees one hosted portfolio for some hours. Hosted pages are served without cookies: the
-- address itself is the right. Only its hash is kept.
CREATE TABLE portfolio_view (
    token_hash TEXT NOT NULL PRIMARY KEY,
    site_hash TEXT NOT NULL REFERENCES blob (hash),
    account_id TEXT NOT NULL REFERENCES account (id),
    expires_at TEXT NOT NULL
);

-- The portfolio that a candidate writes here: one for each candidate, replaced at each write.
CREATE TABLE portfolio_pages (
    candidate_id TEXT NOT NULL PRIMARY KEY REFERENCES candidate (id),
    content TEXT NOT NULL,
    revision BIGINT NOT NULL,
    written_by TEXT NOT NULL REFERENCES account (id),
    written_at TEXT NOT NULL,
    CONSTRAINT portfolio_pages_revision CHECK (revision > 0)
);
