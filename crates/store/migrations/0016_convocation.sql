-- What a convener says to everybody of a place: of a session (one-off, the authority) or of a school (CCF, its head).
CREATE TABLE convocation_instructions (
    place_kind TEXT NOT NULL,
    place_id TEXT NOT NULL,
    content TEXT NOT NULL,
    revision BIGINT NOT NULL,
    CONSTRAINT convocation_instructions_once PRIMARY KEY (place_kind, place_id),
    CONSTRAINT convocation_instructions_place CHECK (place_kind IN ('session', 'school')),
    CONSTRAINT convocation_instructions_revision CHECK (revision > 0)
);

-- A convocation as it was sent (E4-27). It is never changed: another one takes its place, with the next number. Only
-- the instant at which its person was last reminded to answer is written afterwards.
CREATE TABLE convocation (
    id TEXT NOT NULL PRIMARY KEY,
    place_kind TEXT NOT NULL,
    place_id TEXT NOT NULL,
    candidate_id TEXT REFERENCES candidate (id),
    examiner_id TEXT REFERENCES examiner (id),
    number BIGINT NOT NULL,
    calls TEXT NOT NULL,
    instructions TEXT NOT NULL,
    notice_id TEXT NOT NULL REFERENCES notice (id),
    sent_by TEXT NOT NULL REFERENCES account (id),
    sent_at TEXT NOT NULL,
    chased_at TEXT,
    CONSTRAINT convocation_of_one CHECK ((candidate_id IS NULL) <> (examiner_id IS NULL)),
    CONSTRAINT convocation_candidate_number UNIQUE (candidate_id, number),
    CONSTRAINT convocation_examiner_number UNIQUE (place_kind, place_id, examiner_id, number)
);
CREATE INDEX convocation_by_place ON convocation (place_kind, place_id);

-- A link that opens the wall screen of a place without an account. Only its hash is kept.
CREATE TABLE wall_link (
    token_hash TEXT NOT NULL PRIMARY KEY,
    place_kind TEXT NOT NULL,
    place_id TEXT NOT NULL,
    made_by TEXT NOT NULL REFERENCES account (id),
    made_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    revoked_at TEXT
);
CREATE INDEX wall_link_by_place ON wall_link (place_kind, place_id);
