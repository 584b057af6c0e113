-- What a person typed into a form and has not saved, so that it is there again after a crash. No part of the books: it is removed once
-- the form is saved or given up.
CREATE TABLE unsaved(
	actor TEXT NOT NULL, form TEXT NOT NULL, -- whose, and which
	title TEXT NOT NULL,
	section TEXT NOT NULL, row_id INTEGER NOT NULL, command TEXT NOT NULL, -- the way back to it
	kept_at TEXT NOT NULL,
	fields TEXT NOT NULL CHECK (json_valid(fields)),
	PRIMARY KEY (actor, form)
) STRICT, WITHOUT ROWID;
