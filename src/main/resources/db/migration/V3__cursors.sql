-- How far the polls of a CRM have come. It moves in the transaction that commits the changes of a page.
CREATE TABLE cursor (
  name       VARCHAR(60) PRIMARY KEY,
  watermark  TIMESTAMP(6) WITH TIME ZONE,
  token      TEXT,
  updated_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

-- What only one node does at a time; the row stays locked as long as it lasts. Its own table, because the cursor moves
-- in other transactions meanwhile.
CREATE TABLE turn (
  name VARCHAR(60) PRIMARY KEY
);
INSERT INTO turn (name) VALUES ('crm-poll'), ('crm-removed');

-- A CRM's version of a row may be as long as link.record_version.
ALTER TABLE change ALTER COLUMN version_hint SET DATA TYPE VARCHAR(200);
