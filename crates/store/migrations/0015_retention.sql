-- How long documents are kept (E4-32). The end of the training, where the authority fixed it.
ALTER TABLE exam_session ADD COLUMN training_end TEXT;

-- A purge from its announcement to its record: of what is sat one-off in a session, or in CCF in a school.
CREATE TABLE purge (
    id TEXT NOT NULL PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES exam_session (id),
    school_id TEXT REFERENCES school (id),
    announced_on TEXT NOT NULL,
    announced_at TEXT NOT NULL,
    announced_by TEXT NOT NULL REFERENCES account (id),
    asked_at TEXT,
    asked_by TEXT REFERENCES account (id),
    done_at TEXT,
    done_by TEXT REFERENCES account (id),
    record TEXT,
    CONSTRAINT purge_two_people CHECK (done_by IS NULL OR (asked_by IS NOT NULL AND done_by <> asked_by)),
    CONSTRAINT purge_leaves_a_record CHECK ((done_at IS NULL) = (record IS NULL))
);
CREATE UNIQUE INDEX purge_one_of_a_school ON purge (school_id) WHERE done_at IS NULL AND school_id IS NOT NULL;
CREATE UNIQUE INDEX purge_one_of_a_session ON purge (session_id) WHERE done_at IS NULL AND school_id IS NULL;

-- The documents of one candidate stay, for a claim or an appeal, until somebody lifts it.
CREATE TABLE retention_hold (
    id TEXT NOT NULL PRIMARY KEY,
    candidate_id TEXT NOT NULL REFERENCES candidate (id),
    reason TEXT NOT NULL,
    placed_by TEXT NOT NULL REFERENCES account (id),
    placed_at TEXT NOT NULL,
    lifted_by TEXT REFERENCES account (id),
    lifted_at TEXT
);
CREATE UNIQUE INDEX retention_hold_one ON retention_hold (candidate_id) WHERE lifted_at IS NULL;

-- The numbers of a session, as they were before the first purge: they name nobody and stay.
CREATE TABLE session_statistics (
    session_id TEXT NOT NULL PRIMARY KEY REFERENCES exam_session (id),
    taken_at TEXT NOT NULL,
    content TEXT NOT NULL
);

-- A line whose words a purge took away: its place and its hashes stay, and the purge seals them.
ALTER TABLE journal ADD COLUMN purge_id TEXT REFERENCES purge (id);
