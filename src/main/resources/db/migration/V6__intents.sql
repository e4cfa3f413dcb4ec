-- What a synchronization meant to write. It outlives a lost answer or a crash, so that our own write
-- is not taken for somebody's edit; the next one that comes through takes it away.
CREATE TABLE intent (
  link_id BIGINT PRIMARY KEY,
  writes  TEXT NOT NULL
);
