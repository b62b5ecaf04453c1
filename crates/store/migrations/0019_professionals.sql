-- Professionals whom a school proposes for commissions (E4-22); the authority answers.
CREATE TABLE professional (
    id TEXT NOT NULL PRIMARY KEY,
    school_id TEXT NOT NULL REFERENCES school (id),
    name TEXT NOT NULL,
    company TEXT NOT NULL,
    speciality TEXT NOT NULL,
    email TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    examiner_id TEXT REFERENCES examiner (id),
    proposed_by TEXT NOT NULL REFERENCES account (id),
    proposed_at TEXT NOT NULL,
    answered_by TEXT REFERENCES account (id),
    answered_at TEXT,
    CONSTRAINT professional_once UNIQUE (school_id, email),
    CONSTRAINT professional_speciality CHECK (speciality IN ('sisr', 'slam', 'both')),
    CONSTRAINT professional_state CHECK (state IN ('proposed', 'accepted', 'declined')),
    CONSTRAINT professional_answer CHECK ((state = 'proposed') = (answered_at IS NULL))
);
