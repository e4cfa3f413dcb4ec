-- A seller's deal has a link before it has a referral.
ALTER TABLE link ADD COLUMN record_seen VARCHAR(200);
-- Two links of one deal become one: the other one keeps only where its changes go.
ALTER TABLE link ADD COLUMN joined_to BIGINT;

-- What is known of a referral that is being created for a link. Written in transactions of its own,
-- so that a crash or a lost answer never creates a second one.
CREATE TABLE creation (
  link_id       BIGINT       PRIMARY KEY,
  request_id    VARCHAR(36)  NOT NULL,
  begun_at      TIMESTAMP(6) WITH TIME ZONE,
  referral_id   VARCHAR(36)
);
