-- The day of the oral. The real times of each part: each instant is kept once (E4-16).
CREATE TABLE part_time (
    sheet_id TEXT NOT NULL REFERENCES sheet (id),
    part TEXT NOT NULL,
    started_at TEXT NOT NULL,
    started_by TEXT NOT NULL REFERENCES account (id),
    ended_at TEXT,
    ended_by TEXT REFERENCES account (id),
    CONSTRAINT part_time_once PRIMARY KEY (sheet_id, part)
);

-- Extra time granted to a candidate, as a share of every duration (E4-16).
CREATE TABLE arrangement (
    candidate_id TEXT NOT NULL PRIMARY KEY REFERENCES candidate (id),
    extra_time TEXT NOT NULL,
    granted_by TEXT NOT NULL REFERENCES account (id),
    granted_at TEXT NOT NULL
);

-- The candidate is there: which proof of identity was seen, when, by whom.
CREATE TABLE arrival (
    sheet_id TEXT NOT NULL PRIMARY KEY REFERENCES sheet (id),
    identity TEXT NOT NULL,
    arrived_at TEXT NOT NULL,
    seen_by TEXT NOT NULL REFERENCES account (id),
    CONSTRAINT arrival_identity CHECK (identity IN
        ('national_card', 'passport', 'residence_permit', 'driving_licence', 'other'))
);

-- What happened, appended only: no statement of the program updates or deletes a line.
CREATE TABLE incident (
    id TEXT NOT NULL PRIMARY KEY,
    commission_id TEXT NOT NULL REFERENCES commission (id),
    candidate_id TEXT REFERENCES candidate (id),
    kind TEXT NOT NULL,
    content TEXT NOT NULL,
    written_by TEXT NOT NULL REFERENCES account (id),
    written_at TEXT NOT NULL,
    CONSTRAINT incident_kind CHECK (kind IN ('remark', 'candidate_missing', 'commission_missing'))
);
CREATE INDEX incident_by_commission ON incident (commission_id);

-- What one examiner prepares for oneself: read by nobody else, deleted after its day.
CREATE TABLE private_note (
    candidate_id TEXT NOT NULL REFERENCES candidate (id),
    account_id TEXT NOT NULL REFERENCES account (id),
    content TEXT NOT NULL,
    revision BIGINT NOT NULL,
    written_at TEXT NOT NULL,
    kept_until TEXT NOT NULL,
    CONSTRAINT private_note_once PRIMARY KEY (candidate_id, account_id),
    CONSTRAINT private_note_revision CHECK (revision > 0)
);

-- The two members do not agree; the president of the jury settles it (E4-17).
CREATE TABLE divergence (
    sheet_id TEXT NOT NULL PRIMARY KEY REFERENCES sheet (id),
    reason TEXT NOT NULL,
    raised_by TEXT NOT NULL REFERENCES account (id),
    raised_at TEXT NOT NULL,
    settlement TEXT,
    settled_by TEXT REFERENCES account (id),
    settled_at TEXT
);
