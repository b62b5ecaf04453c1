-- The timetable. A place is a session (one-off, by the authority) or a school (CCF, by its head). Contents are JSON,
-- read and written whole.
CREATE TABLE timetable_frame (
    place_kind TEXT NOT NULL,
    place_id TEXT NOT NULL,
    content TEXT NOT NULL,
    revision BIGINT NOT NULL,
    changed_by TEXT NOT NULL REFERENCES account (id),
    changed_at TEXT NOT NULL,
    CONSTRAINT timetable_frame_once PRIMARY KEY (place_kind, place_id),
    CONSTRAINT timetable_frame_place CHECK (place_kind IN ('session', 'school')),
    CONSTRAINT timetable_frame_revision CHECK (revision > 0)
);

-- When an examiner can come, by the person or by somebody for the person.
CREATE TABLE availability (
    place_kind TEXT NOT NULL,
    place_id TEXT NOT NULL,
    examiner_id TEXT NOT NULL REFERENCES examiner (id),
    content TEXT NOT NULL,
    revision BIGINT NOT NULL,
    entered_by TEXT NOT NULL REFERENCES account (id),
    entered_at TEXT NOT NULL,
    CONSTRAINT availability_once PRIMARY KEY (place_kind, place_id, examiner_id),
    CONSTRAINT availability_revision CHECK (revision > 0)
);

-- A link that opens one examiner's answer without an account. Only its hash is kept.
CREATE TABLE availability_link (
    token_hash TEXT NOT NULL PRIMARY KEY,
    place_kind TEXT NOT NULL,
    place_id TEXT NOT NULL,
    examiner_id TEXT NOT NULL REFERENCES examiner (id),
    sent_by TEXT NOT NULL REFERENCES account (id),
    sent_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    revoked_at TEXT
);
CREATE INDEX availability_link_by_examiner ON availability_link (examiner_id);

-- A draft: seen by those who plan, and by nobody else.
CREATE TABLE timetable_plan (
    id TEXT NOT NULL PRIMARY KEY,
    place_kind TEXT NOT NULL,
    place_id TEXT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    content TEXT NOT NULL,
    progress TEXT NOT NULL,
    stop_asked BOOLEAN NOT NULL,
    beat_at TEXT NOT NULL,
    revision BIGINT NOT NULL,
    made_by TEXT NOT NULL REFERENCES account (id),
    made_at TEXT NOT NULL,
    CONSTRAINT timetable_plan_state CHECK (state IN ('working', 'ready')),
    CONSTRAINT timetable_plan_revision CHECK (revision > 0)
);
CREATE INDEX timetable_plan_by_place ON timetable_plan (place_kind, place_id);

-- What a draft was before each change by hand, so that it can be taken back.
CREATE TABLE timetable_step (
    plan_id TEXT NOT NULL REFERENCES timetable_plan (id),
    position BIGINT NOT NULL,
    label TEXT NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT timetable_step_once PRIMARY KEY (plan_id, position)
);

-- A published timetable. Frozen: no statement of the program updates or deletes it.
CREATE TABLE timetable_version (
    id TEXT NOT NULL PRIMARY KEY,
    place_kind TEXT NOT NULL,
    place_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    content TEXT NOT NULL,
    plan_id TEXT NOT NULL REFERENCES timetable_plan (id),
    published_by TEXT NOT NULL REFERENCES account (id),
    published_at TEXT NOT NULL,
    CONSTRAINT timetable_version_number UNIQUE (place_kind, place_id, number)
);
