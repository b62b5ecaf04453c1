-- The optional exam EF4 (E4-37): a request of the candidate, and a second sheet before the same commission.

-- Last day to send the request; where the authority fixed none, the dossier's. The optional exam's own referential,
-- as it was when the session opened; a session opened before this migration takes the one that comes with the software.
ALTER TABLE exam_session ADD COLUMN request_due TEXT;
ALTER TABLE exam_session ADD COLUMN optional_referential TEXT;

CREATE TABLE optional_request (
    candidate_id TEXT NOT NULL PRIMARY KEY REFERENCES candidate (id),
    place TEXT NOT NULL,
    duty TEXT NOT NULL,
    period TEXT NOT NULL,
    activities TEXT NOT NULL,
    skills TEXT NOT NULL,
    revision BIGINT NOT NULL,
    written_at TEXT NOT NULL,
    sent_at TEXT,
    late BOOLEAN NOT NULL,
    answer TEXT,
    answer_reason TEXT NOT NULL,
    answered_by TEXT REFERENCES account (id),
    answered_at TEXT,
    CONSTRAINT optional_request_revision CHECK (revision > 0),
    CONSTRAINT optional_request_answer CHECK (answer IN ('accepted', 'refused'))
);

-- A candidate has one sheet for each exam. SQLite drops no constraint of a table that stands: the sheet and what hangs
-- on it are written anew, the new ones beside the old ones, then in their place.
CREATE TABLE new_sheet (
    id TEXT NOT NULL PRIMARY KEY,
    candidate_id TEXT NOT NULL REFERENCES candidate (id),
    commission_id TEXT NOT NULL REFERENCES commission (id),
    starts_at TEXT NOT NULL,
    exam TEXT NOT NULL,
    CONSTRAINT sheet_exam CHECK (exam IN ('oral', 'optional')),
    CONSTRAINT sheet_one_an_exam UNIQUE (candidate_id, exam),
    CONSTRAINT sheet_one_exam_at_a_time UNIQUE (commission_id, starts_at, exam)
);
INSERT INTO new_sheet (id, candidate_id, commission_id, starts_at, exam)
    SELECT id, candidate_id, commission_id, starts_at, 'oral' FROM sheet;

CREATE TABLE new_sheet_field (
    sheet_id TEXT NOT NULL REFERENCES new_sheet (id),
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    revision BIGINT NOT NULL,
    written_by TEXT NOT NULL REFERENCES account (id),
    written_at TEXT NOT NULL,
    CONSTRAINT sheet_field_key PRIMARY KEY (sheet_id, field),
    CONSTRAINT sheet_field_revision CHECK (revision > 0)
);
INSERT INTO new_sheet_field (sheet_id, field, value, revision, written_by, written_at)
    SELECT sheet_id, field, value, revision, written_by, written_at FROM sheet_field;
DROP TABLE sheet_field;
ALTER TABLE new_sheet_field RENAME TO sheet_field;

CREATE TABLE new_visa (
    id TEXT NOT NULL PRIMARY KEY,
    sheet_id TEXT NOT NULL REFERENCES new_sheet (id),
    examiner_id TEXT NOT NULL REFERENCES examiner (id),
    content_hash TEXT NOT NULL,
    given_at TEXT NOT NULL,
    voided_at TEXT
);
INSERT INTO new_visa (id, sheet_id, examiner_id, content_hash, given_at, voided_at)
    SELECT id, sheet_id, examiner_id, content_hash, given_at, voided_at FROM visa;
DROP TABLE visa;
ALTER TABLE new_visa RENAME TO visa;
CREATE UNIQUE INDEX visa_one_standing ON visa (sheet_id, examiner_id) WHERE voided_at IS NULL;

CREATE TABLE new_part_time (
    sheet_id TEXT NOT NULL REFERENCES new_sheet (id),
    part TEXT NOT NULL,
    started_at TEXT NOT NULL,
    started_by TEXT NOT NULL REFERENCES account (id),
    ended_at TEXT,
    ended_by TEXT REFERENCES account (id),
    CONSTRAINT part_time_key PRIMARY KEY (sheet_id, part)
);
INSERT INTO new_part_time (sheet_id, part, started_at, started_by, ended_at, ended_by)
    SELECT sheet_id, part, started_at, started_by, ended_at, ended_by FROM part_time;
DROP TABLE part_time;
ALTER TABLE new_part_time RENAME TO part_time;

CREATE TABLE new_arrival (
    sheet_id TEXT NOT NULL PRIMARY KEY REFERENCES new_sheet (id),
    identity TEXT NOT NULL,
    arrived_at TEXT NOT NULL,
    seen_by TEXT NOT NULL REFERENCES account (id),
    CONSTRAINT arrival_identity CHECK (identity IN
        ('national_card', 'passport', 'residence_permit', 'driving_licence', 'other'))
);
INSERT INTO new_arrival (sheet_id, identity, arrived_at, seen_by)
    SELECT sheet_id, identity, arrived_at, seen_by FROM arrival;
DROP TABLE arrival;
ALTER TABLE new_arrival RENAME TO arrival;

CREATE TABLE new_divergence (
    sheet_id TEXT NOT NULL PRIMARY KEY REFERENCES new_sheet (id),
    reason TEXT NOT NULL,
    raised_by TEXT NOT NULL REFERENCES account (id),
    raised_at TEXT NOT NULL,
    settlement TEXT,
    settled_by TEXT REFERENCES account (id),
    settled_at TEXT
);
INSERT INTO new_divergence (sheet_id, reason, raised_by, raised_at, settlement, settled_by, settled_at)
    SELECT sheet_id, reason, raised_by, raised_at, settlement, settled_by, settled_at FROM divergence;
DROP TABLE divergence;
ALTER TABLE new_divergence RENAME TO divergence;

DROP TABLE sheet;
ALTER TABLE new_sheet RENAME TO sheet;

-- The jury decides each exam apart. Written once, as before.
CREATE TABLE new_decision (
    candidate_id TEXT NOT NULL REFERENCES candidate (id),
    exam TEXT NOT NULL,
    mark BIGINT NOT NULL,
    remark TEXT NOT NULL,
    decided_by TEXT NOT NULL REFERENCES account (id),
    decided_at TEXT NOT NULL,
    CONSTRAINT decision_once PRIMARY KEY (candidate_id, exam),
    CONSTRAINT decision_exam CHECK (exam IN ('oral', 'optional')),
    CONSTRAINT decision_mark CHECK (mark >= 0)
);
INSERT INTO new_decision (candidate_id, exam, mark, remark, decided_by, decided_at)
    SELECT candidate_id, 'oral', mark, remark, decided_by, decided_at FROM decision;
DROP TABLE decision;
ALTER TABLE new_decision RENAME TO decision;
