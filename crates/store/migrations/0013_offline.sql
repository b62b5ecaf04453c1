-- Writes that a device sent under an identifier of its own: sent again, they are answered the same and never applied twice.
CREATE TABLE sent_write (
    account_id TEXT NOT NULL REFERENCES account (id),
    id TEXT NOT NULL,
    sheet_id TEXT NOT NULL REFERENCES sheet (id),
    field TEXT NOT NULL,
    revision BIGINT NOT NULL,
    received_at TEXT NOT NULL,
    typed_at TEXT,
    CONSTRAINT sent_write_once PRIMARY KEY (account_id, id),
    CONSTRAINT sent_write_revision CHECK (revision > 0)
);

-- A browser that holds the pack of a commission's day, sealed under a secret that is deleted when it is withdrawn.
CREATE TABLE device (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id),
    commission_id TEXT NOT NULL REFERENCES commission (id),
    name TEXT NOT NULL,
    secret TEXT,
    prepared_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    pending BIGINT NOT NULL,
    CONSTRAINT device_pending CHECK (pending >= 0)
);
CREATE INDEX device_by_commission ON device (commission_id);
