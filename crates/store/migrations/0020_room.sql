-- A grid that was held on paper and typed afterwards: its scanned pages. A page that is taken back stays, with its instant.
CREATE TABLE paper_scan (
    id TEXT NOT NULL PRIMARY KEY,
    sheet_id TEXT NOT NULL REFERENCES sheet (id),
    blob_hash TEXT NOT NULL REFERENCES blob (hash),
    file_name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    kept_by TEXT NOT NULL REFERENCES account (id),
    kept_at TEXT NOT NULL,
    withdrawn_at TEXT
);
CREATE INDEX paper_scan_by_sheet ON paper_scan (sheet_id);

-- Instants that a device without a network told afterwards: when the server received them. Without one, they are its own.
ALTER TABLE part_time ADD COLUMN start_received_at TEXT;
ALTER TABLE part_time ADD COLUMN end_received_at TEXT;
ALTER TABLE arrival ADD COLUMN received_at TEXT;
