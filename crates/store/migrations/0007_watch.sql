-- What an outside portfolio answered, each time it was looked at. Nothing is deleted.
CREATE TABLE probe (
    id TEXT NOT NULL PRIMARY KEY,
    deposit_id TEXT NOT NULL REFERENCES deposit (id),
    at TEXT NOT NULL,
    finding TEXT NOT NULL,
    content_hash TEXT,
    report TEXT NOT NULL
);
CREATE INDEX probe_by_deposit ON probe (deposit_id, at);

-- A dossier as it stood when the date was over: its pieces with their hashes, and the hash of them all.
CREATE TABLE snapshot (
    candidate_id TEXT NOT NULL PRIMARY KEY REFERENCES candidate (id),
    taken_at TEXT NOT NULL,
    content TEXT NOT NULL,
    hash TEXT NOT NULL
);

-- A copy of an outside portfolio, within bounds: the manifest of its files, or the reason why there is none.
CREATE TABLE portfolio_copy (
    id TEXT NOT NULL PRIMARY KEY,
    deposit_id TEXT NOT NULL REFERENCES deposit (id),
    at TEXT NOT NULL,
    site_hash TEXT REFERENCES blob (hash),
    files BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    note TEXT NOT NULL,
    CONSTRAINT portfolio_copy_once UNIQUE (deposit_id)
);
