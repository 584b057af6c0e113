-- How many minutes before a planned check-in it is pointed out; 0 for not at all.
ALTER TABLE checkin ADD COLUMN notice INTEGER NOT NULL DEFAULT 0 CHECK (notice >= 0);
