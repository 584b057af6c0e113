-- The library: materials, their versions, who got them, and who is to get the published one. shown is the version that speaks for a
-- material: the published one, else the newest. words are what search finds, each once; text is what was read out of a file.

CREATE TABLE material(
  id       INTEGER PRIMARY KEY,
  number   TEXT NOT NULL UNIQUE,
  kind     TEXT NOT NULL,
  title    TEXT NOT NULL,
  folded   TEXT NOT NULL,
  note     TEXT NOT NULL,
  tags     TEXT NOT NULL CHECK (json_valid(tags)),
  types    TEXT NOT NULL CHECK (json_valid(types)),
  services TEXT NOT NULL CHECK (json_valid(services)),
  owner    TEXT NOT NULL,
  words    TEXT NOT NULL,
  made_at  TEXT NOT NULL,
  version  INTEGER NOT NULL,
  shown    INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX material_folded ON material(folded);

CREATE TABLE material_version(
  id          INTEGER PRIMARY KEY,
  material_id INTEGER NOT NULL REFERENCES material(id),
  no          INTEGER NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('draft', 'in approval', 'published', 'superseded', 'withdrawn')),
  news        TEXT NOT NULL,
  body        TEXT NOT NULL,
  file        TEXT NOT NULL,
  size        INTEGER NOT NULL,
  unread      TEXT NOT NULL,
  made_at     TEXT NOT NULL,
  made_by     TEXT NOT NULL,
  approver    TEXT NOT NULL,
  approved    TEXT NOT NULL CHECK (approved = '' OR date(approved) IS approved),
  published   TEXT NOT NULL CHECK (published = '' OR date(published) IS published),
  expires     TEXT NOT NULL CHECK (expires = '' OR date(expires) IS expires),
  ended       TEXT NOT NULL CHECK (ended = '' OR date(ended) IS ended),
  reason      TEXT NOT NULL,
  version     INTEGER NOT NULL,
  text        TEXT NOT NULL DEFAULT '',
  words       TEXT NOT NULL DEFAULT '',
  UNIQUE (material_id, no)
) STRICT;
CREATE UNIQUE INDEX material_in_use ON material_version(material_id) WHERE state = 'published';
CREATE INDEX material_expires ON material_version(expires) WHERE state = 'published' AND expires <> '';
CREATE TRIGGER material_version_frozen BEFORE UPDATE ON material_version
  WHEN OLD.state <> 'draft' AND (NEW.body IS NOT OLD.body OR NEW.file IS NOT OLD.file OR NEW.text IS NOT OLD.text OR NEW.no IS NOT OLD.no)
  BEGIN SELECT RAISE(ABORT, 'what a version says is never changed'); END;

CREATE TABLE material_delivery(
  id          INTEGER PRIMARY KEY,
  material_id INTEGER NOT NULL REFERENCES material(id),
  version_id  INTEGER NOT NULL REFERENCES material_version(id),
  partner_id  INTEGER NOT NULL REFERENCES partner(id),
  person_id   INTEGER REFERENCES person(id),
  day         TEXT NOT NULL CHECK (date(day) IS day),
  way         TEXT NOT NULL,
  note        TEXT NOT NULL,
  recalled    TEXT NOT NULL CHECK (recalled = '' OR date(recalled) IS recalled),
  entered_at  TEXT NOT NULL,
  who         TEXT NOT NULL,
  version     INTEGER NOT NULL
) STRICT;
CREATE INDEX material_delivery_partner ON material_delivery(partner_id);
CREATE INDEX material_delivery_person ON material_delivery(person_id) WHERE person_id IS NOT NULL;
CREATE INDEX material_delivery_material ON material_delivery(material_id, partner_id);
CREATE INDEX material_delivery_version ON material_delivery(version_id);

CREATE TABLE material_send(
  version_id INTEGER NOT NULL REFERENCES material_version(id),
  partner_id INTEGER NOT NULL REFERENCES partner(id),
  state      TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'left out')),
  PRIMARY KEY (version_id, partner_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX material_send_partner ON material_send(partner_id);
CREATE INDEX material_send_waiting ON material_send(version_id) WHERE state = 'waiting';

CREATE VIEW material_words AS SELECT m.id, m.words || ' ' || coalesce(v.words, '') AS words FROM material m LEFT JOIN material_version v ON v.id = m.shown;
CREATE VIRTUAL TABLE material_search USING fts5(words, content = '', detail = none, columnsize = 0, prefix = '1 2 3 4 5 6', tokenize = 'ascii');
