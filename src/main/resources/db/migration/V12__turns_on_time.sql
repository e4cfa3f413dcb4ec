-- When a turn was taken last, so that several nodes together ask no oftener than one.
ALTER TABLE turn ADD COLUMN taken_at TIMESTAMP(6) WITH TIME ZONE;
