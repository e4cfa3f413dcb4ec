-- When Microsoft was invited to a deal without a known answer. Written in transactions of its own,
-- so that a lost answer does not lead to a second invitation.
CREATE TABLE invitation (
  link_id       BIGINT       PRIMARY KEY,
  request_id    VARCHAR(36)  NOT NULL,
  begun_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
