-- One text for SQLite and PostgreSQL. Identifiers and instants are TEXT (UUIDv7; RFC 3339 UTC, milliseconds),
-- civil dates are TEXT YYYY-MM-DD, marks are BIGINT hundredths of a point.

CREATE TABLE account (
    id TEXT NOT NULL PRIMARY KEY,
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT,
    password_hash TEXT,
    created_at TEXT NOT NULL,
    CONSTRAINT account_login_once UNIQUE (login)
);

CREATE TABLE web_session (
    token_hash TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id),
    csrf TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
);
CREATE INDEX web_session_by_account ON web_session (account_id);

-- Failed log-ins, to slow guessing down.
CREATE TABLE login_failure (
    login TEXT NOT NULL PRIMARY KEY,
    failures BIGINT NOT NULL,
    last_at TEXT NOT NULL
);

CREATE TABLE exam_session (
    id TEXT NOT NULL PRIMARY KEY,
    academy TEXT NOT NULL,
    year BIGINT NOT NULL,
    referential_code TEXT NOT NULL,
    referential TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    dossier_due TEXT NOT NULL,
    reading_from TEXT NOT NULL,
    orals_from TEXT NOT NULL,
    orals_to TEXT NOT NULL,
    revision BIGINT NOT NULL,
    published_at TEXT,
    created_at TEXT NOT NULL,
    CONSTRAINT exam_session_once UNIQUE (academy, year, referential_code)
);

CREATE TABLE school (
    id TEXT NOT NULL PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES exam_session (id),
    uai TEXT NOT NULL,
    name TEXT NOT NULL,
    public_or_contract BOOLEAN NOT NULL,
    approved BOOLEAN NOT NULL,
    runs_ccf BOOLEAN NOT NULL,
    CONSTRAINT school_once UNIQUE (session_id, uai)
);

CREATE TABLE role_grant (
    account_id TEXT NOT NULL REFERENCES account (id),
    role TEXT NOT NULL,
    place_kind TEXT NOT NULL,
    place_id TEXT NOT NULL,
    CONSTRAINT role_grant_once PRIMARY KEY (account_id, role, place_kind, place_id),
    CONSTRAINT role_grant_place CHECK (place_kind IN ('everywhere', 'session', 'school'))
);

CREATE TABLE candidate (
    id TEXT NOT NULL PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES exam_session (id),
    school_id TEXT REFERENCES school (id),
    account_id TEXT REFERENCES account (id),
    number TEXT NOT NULL,
    family_name TEXT NOT NULL,
    usage_name TEXT,
    given_names TEXT NOT NULL,
    birth_date TEXT,
    class_name TEXT,
    preparation TEXT NOT NULL,
    speciality TEXT NOT NULL,
    track TEXT NOT NULL,
    optional_exam BOOLEAN NOT NULL,
    withdrawn BOOLEAN NOT NULL,
    CONSTRAINT candidate_once UNIQUE (session_id, number),
    CONSTRAINT candidate_speciality CHECK (speciality IN ('sisr', 'slam')),
    CONSTRAINT candidate_track CHECK (track IN ('one_off', 'continuous'))
);
CREATE INDEX candidate_by_account ON candidate (account_id);

-- A roster read and shown, waiting for a person to say yes. The INE never gets here.
CREATE TABLE roster_draft (
    id TEXT NOT NULL PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES exam_session (id),
    file_name TEXT NOT NULL,
    content TEXT NOT NULL,
    read_at TEXT NOT NULL,
    read_by TEXT NOT NULL REFERENCES account (id),
    applied_at TEXT
);

CREATE TABLE blob (
    hash TEXT NOT NULL PRIMARY KEY,
    size BIGINT NOT NULL,
    created_at TEXT NOT NULL
);

-- Every deposit ever made. The current ones have no replaced_at; nothing is deleted.
CREATE TABLE deposit (
    id TEXT NOT NULL PRIMARY KEY,
    candidate_id TEXT NOT NULL REFERENCES candidate (id),
    kind TEXT NOT NULL,
    file_name TEXT,
    media_type TEXT,
    blob_hash TEXT REFERENCES blob (hash),
    address TEXT,
    reading TEXT,
    received_at TEXT NOT NULL,
    received_from TEXT NOT NULL REFERENCES account (id),
    late BOOLEAN NOT NULL,
    replaced_at TEXT,
    CONSTRAINT deposit_kind CHECK (kind IN ('table', 'portfolio', 'certificate'))
);
CREATE INDEX deposit_by_candidate ON deposit (candidate_id);
CREATE UNIQUE INDEX deposit_one_table ON deposit (candidate_id) WHERE kind = 'table' AND replaced_at IS NULL;
CREATE UNIQUE INDEX deposit_one_portfolio ON deposit (candidate_id)
    WHERE kind = 'portfolio' AND replaced_at IS NULL;

-- Verdicts follow one another; the last counts.
CREATE TABLE verdict (
    id TEXT NOT NULL PRIMARY KEY,
    candidate_id TEXT NOT NULL REFERENCES candidate (id),
    position BIGINT NOT NULL,
    pieces TEXT NOT NULL,
    outcome TEXT NOT NULL,
    until_date TEXT,
    ground TEXT,
    reason TEXT NOT NULL,
    given_by TEXT NOT NULL REFERENCES account (id),
    given_at TEXT NOT NULL,
    CONSTRAINT verdict_position UNIQUE (candidate_id, position),
    CONSTRAINT verdict_outcome CHECK (outcome IN ('conform', 'to_put_right', 'not_valid', 'absent'))
);

CREATE TABLE examiner (
    id TEXT NOT NULL PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES exam_session (id),
    account_id TEXT NOT NULL REFERENCES account (id),
    school_id TEXT REFERENCES school (id),
    quality TEXT NOT NULL,
    CONSTRAINT examiner_once UNIQUE (session_id, account_id),
    CONSTRAINT examiner_quality CHECK (quality IN
        ('teacher_sisr', 'teacher_slam', 'teacher_both', 'teacher_other_block', 'professional'))
);

CREATE TABLE commission (
    id TEXT NOT NULL PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES exam_session (id),
    school_id TEXT REFERENCES school (id),
    number TEXT NOT NULL,
    speciality TEXT NOT NULL,
    track TEXT NOT NULL,
    held_on TEXT NOT NULL,
    room TEXT NOT NULL,
    lead_id TEXT NOT NULL REFERENCES examiner (id),
    second_id TEXT NOT NULL REFERENCES examiner (id),
    no_professional_reason TEXT NOT NULL,
    CONSTRAINT commission_number_once UNIQUE (session_id, number),
    CONSTRAINT commission_two_people CHECK (lead_id <> second_id)
);
CREATE INDEX commission_by_lead ON commission (lead_id);
CREATE INDEX commission_by_second ON commission (second_id);

-- One candidate before one commission: the sitting, and its evaluation sheet.
CREATE TABLE sheet (
    id TEXT NOT NULL PRIMARY KEY,
    candidate_id TEXT NOT NULL REFERENCES candidate (id),
    commission_id TEXT NOT NULL REFERENCES commission (id),
    starts_at TEXT NOT NULL,
    CONSTRAINT sheet_one_candidate UNIQUE (candidate_id),
    CONSTRAINT sheet_one_at_a_time UNIQUE (commission_id, starts_at)
);

CREATE TABLE sheet_field (
    sheet_id TEXT NOT NULL REFERENCES sheet (id),
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    revision BIGINT NOT NULL,
    written_by TEXT NOT NULL REFERENCES account (id),
    written_at TEXT NOT NULL,
    CONSTRAINT sheet_field_once PRIMARY KEY (sheet_id, field),
    CONSTRAINT sheet_field_revision CHECK (revision > 0)
);

CREATE TABLE visa (
    id TEXT NOT NULL PRIMARY KEY,
    sheet_id TEXT NOT NULL REFERENCES sheet (id),
    examiner_id TEXT NOT NULL REFERENCES examiner (id),
    content_hash TEXT NOT NULL,
    given_at TEXT NOT NULL,
    voided_at TEXT
);
CREATE UNIQUE INDEX visa_one_standing ON visa (sheet_id, examiner_id) WHERE voided_at IS NULL;

-- What the jury decided. Written once; no statement of the program updates or deletes it.
CREATE TABLE decision (
    candidate_id TEXT NOT NULL PRIMARY KEY REFERENCES candidate (id),
    mark BIGINT NOT NULL,
    remark TEXT NOT NULL,
    decided_by TEXT NOT NULL REFERENCES account (id),
    decided_at TEXT NOT NULL,
    CONSTRAINT decision_mark CHECK (mark >= 0)
);

-- Append-only, chained by subject: each hash covers the one before.
CREATE TABLE journal (
    id TEXT NOT NULL PRIMARY KEY,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    at TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    actor_name TEXT NOT NULL,
    act TEXT NOT NULL,
    before_text TEXT NOT NULL,
    after_text TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    CONSTRAINT journal_chain UNIQUE (subject_kind, subject_id, position)
);

CREATE TABLE outbox (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    created_at TEXT NOT NULL,
    due_at TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    last_error TEXT,
    done_at TEXT,
    CONSTRAINT outbox_attempts CHECK (attempts >= 0)
);
CREATE INDEX outbox_waiting ON outbox (due_at) WHERE done_at IS NULL;
