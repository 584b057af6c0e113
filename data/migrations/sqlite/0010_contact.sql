-- Who asked not to be written to, or not to be contacted at all; and how a person would rather be reached.
ALTER TABLE partner ADD COLUMN contact TEXT NOT NULL DEFAULT '' CHECK (contact IN ('', 'opted out', 'do not contact'));
ALTER TABLE person ADD COLUMN contact TEXT NOT NULL DEFAULT '' CHECK (contact IN ('', 'opted out', 'do not contact'));
ALTER TABLE person ADD COLUMN channel TEXT NOT NULL DEFAULT '';
