-- In which order due changes are worked on: by the time at which they are due, and later by a handicap for what nobody
-- waits for. NULL for a parked one, like due_at.
ALTER TABLE change ADD COLUMN turn_at TIMESTAMP(6) WITH TIME ZONE;
UPDATE change SET turn_at = due_at;
CREATE INDEX change_turn ON change (turn_at, id);
DROP INDEX change_due;

-- Since when a configured refresh token is in use, until it is rotated: Entra does not tell how old it is.
CREATE TABLE credential_seen (
  name       VARCHAR(100) PRIMARY KEY,
  seed       VARCHAR(64)  NOT NULL,
  seen_at    TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
