-- The period that a certificate is for, as its candidate tells it (E4-06): first and last day, or neither.
ALTER TABLE deposit ADD COLUMN period_from TEXT;
ALTER TABLE deposit ADD COLUMN period_to TEXT;
