-- Harmonisation (E4-23, E4-35): who meets, which school each represents, and what they recommend.
CREATE TABLE harmoniser (
    session_id TEXT NOT NULL REFERENCES exam_session (id),
    account_id TEXT NOT NULL REFERENCES account (id),
    school_id TEXT REFERENCES school (id),
    named_by TEXT NOT NULL REFERENCES account (id),
    named_at TEXT NOT NULL,
    CONSTRAINT harmoniser_once PRIMARY KEY (session_id, account_id)
);

-- A recommendation beside a proposal. Appended only: no statement of the program updates or deletes one.
CREATE TABLE recommendation (
    id TEXT NOT NULL PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES exam_session (id),
    sheet_id TEXT NOT NULL REFERENCES sheet (id),
    set_id TEXT NOT NULL,
    proposed BIGINT NOT NULL,
    recommended BIGINT NOT NULL,
    reason TEXT NOT NULL,
    made_by TEXT NOT NULL REFERENCES account (id),
    made_at TEXT NOT NULL
);
CREATE INDEX recommendation_by_sheet ON recommendation (sheet_id);
CREATE INDEX recommendation_by_session ON recommendation (session_id);

-- What a member of the commission answers. Appended only.
CREATE TABLE recommendation_answer (
    id TEXT NOT NULL PRIMARY KEY,
    recommendation_id TEXT NOT NULL REFERENCES recommendation (id),
    content TEXT NOT NULL,
    written_by TEXT NOT NULL REFERENCES account (id),
    written_at TEXT NOT NULL
);
CREATE INDEX recommendation_answer_by_recommendation ON recommendation_answer (recommendation_id);
