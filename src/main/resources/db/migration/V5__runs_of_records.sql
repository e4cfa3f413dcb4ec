-- A deal without a referral is found by its record.
CREATE INDEX run_record ON run (record_id, id);
