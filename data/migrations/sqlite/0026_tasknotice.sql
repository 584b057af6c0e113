-- How many minutes before a task is due it is pointed out; 0 for not at all.
ALTER TABLE task ADD COLUMN notice INTEGER NOT NULL DEFAULT 0 CHECK (notice >= 0);
