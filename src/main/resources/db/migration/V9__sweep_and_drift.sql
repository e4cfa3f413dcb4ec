-- Up to which of its changes, by Partner Center's own time, the link knows the referral.
ALTER TABLE link ADD COLUMN referral_seen VARCHAR(40);

-- What the sweep and the comparison of both sides found, as JSON, so that every node tells the same.
CREATE TABLE report (
  name       VARCHAR(60) PRIMARY KEY,
  content    TEXT        NOT NULL,
  updated_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
INSERT INTO turn (name) VALUES ('sweep'), ('drift');
