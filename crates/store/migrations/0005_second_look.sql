-- « Non valide » is proposed by one controller and settled by another (E4-19). Verdicts given before count as they did.
ALTER TABLE verdict ADD COLUMN settled BOOLEAN NOT NULL DEFAULT TRUE
    CONSTRAINT verdict_settled CHECK (settled OR outcome = 'not_valid');
