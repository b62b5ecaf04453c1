-- Absences from the oral follow one another; the last counts (E4-29).
CREATE TABLE absence (
    id TEXT NOT NULL PRIMARY KEY,
    candidate_id TEXT NOT NULL REFERENCES candidate (id),
    position BIGINT NOT NULL,
    justification TEXT NOT NULL,
    ground TEXT NOT NULL,
    decided TEXT NOT NULL,
    reason TEXT NOT NULL,
    decided_by TEXT NOT NULL REFERENCES account (id),
    decided_at TEXT NOT NULL,
    CONSTRAINT absence_position UNIQUE (candidate_id, position),
    CONSTRAINT absence_justification CHECK (justification IN ('none', 'justified', 'force_majeure')),
    CONSTRAINT absence_decided CHECK (decided IN ('new_date', 'absent', 'mark_zero'))
);

-- A first password, handed over on paper, is to be changed.
ALTER TABLE account ADD COLUMN provisional BOOLEAN NOT NULL DEFAULT FALSE;
