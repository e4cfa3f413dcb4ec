-- What one synchronization does at a time although a CRM lets two do it: creating the account of a new customer.
-- A lease ends by itself, so that a crash holds nobody up for long.
CREATE TABLE lease (
  name    VARCHAR(64) PRIMARY KEY,
  holder  BIGINT      NOT NULL,
  ends_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
