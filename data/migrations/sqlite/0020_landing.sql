-- Landing pages that were written for partners' codes: what their readers were told, and since when.

CREATE TABLE landing(
  id            INTEGER PRIMARY KEY,
  partner_id    INTEGER NOT NULL REFERENCES partner(id),
  code          TEXT NOT NULL,
  language      TEXT NOT NULL,
  template_id   INTEGER NOT NULL, -- which may be gone
  disclosure_id INTEGER REFERENCES material_version(id),
  folder        TEXT NOT NULL,
  sha256        BLOB NOT NULL CHECK (length(sha256) = 32),
  day           TEXT NOT NULL CHECK (date(day) IS day),
  down          TEXT NOT NULL CHECK (down = '' OR date(down) IS down),
  at            TEXT NOT NULL,
  who           TEXT NOT NULL,
  version       INTEGER NOT NULL,
  UNIQUE (code, language)
) STRICT;
CREATE INDEX landing_partner ON landing(partner_id);
CREATE INDEX landing_disclosure ON landing(disclosure_id) WHERE disclosure_id IS NOT NULL;
