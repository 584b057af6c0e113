-- Newsletters to segments. segment_id is of one that may be gone, where the newsletter was sent. blocks is a document.
CREATE TABLE newsletter(
  id         INTEGER PRIMARY KEY,
  number     TEXT NOT NULL UNIQUE,
  subject    TEXT NOT NULL,
  language   TEXT NOT NULL,
  segment_id INTEGER NOT NULL,
  blocks     TEXT NOT NULL CHECK (json_valid(blocks)),
  sent       TEXT NOT NULL CHECK (sent = '' OR date(sent) IS sent),
  made_at    TEXT NOT NULL,
  who        TEXT NOT NULL,
  version    INTEGER NOT NULL
) STRICT;
