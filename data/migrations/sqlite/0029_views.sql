-- Saved views: ways of looking at a list under a name. said is what the list is searched for, narrowed to and ordered by.

CREATE TABLE saved_view(
  id      INTEGER PRIMARY KEY,
  list    TEXT NOT NULL,
  name    TEXT NOT NULL,
  folded  TEXT NOT NULL UNIQUE,
  said    TEXT NOT NULL CHECK (json_valid(said)),
  version INTEGER NOT NULL
) STRICT;
