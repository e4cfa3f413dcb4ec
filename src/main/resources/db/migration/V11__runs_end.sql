-- Old runs are deleted in batches by one node, and everything of a deal when its link is deleted.
CREATE INDEX run_finished ON run (finished_at, id);
CREATE INDEX run_link ON run (link_id, id);
CREATE INDEX link_joined ON link (joined_to);
INSERT INTO turn (name) VALUES ('run-retention');
