-- How long before it ends an agreement is to be given notice of: an interval such as 3m, '' for none.
ALTER TABLE agreement ADD COLUMN notice TEXT NOT NULL DEFAULT '';
