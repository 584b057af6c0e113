-- Templates, what was written with them, and the logos of partners. words are what search finds.

CREATE TABLE template(
  id       INTEGER PRIMARY KEY,
  number   TEXT NOT NULL UNIQUE,
  starter  TEXT NOT NULL,
  title    TEXT NOT NULL,
  folded   TEXT NOT NULL,
  kind     TEXT NOT NULL CHECK (kind IN ('letter', 'e-mail', 'talking points', 'one-pager')),
  language TEXT NOT NULL,
  subject  TEXT NOT NULL,
  body     TEXT NOT NULL,
  service  TEXT NOT NULL,
  type     TEXT NOT NULL,
  note     TEXT NOT NULL,
  archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
  words    TEXT NOT NULL,
  made_at  TEXT NOT NULL,
  version  INTEGER NOT NULL
) STRICT;
CREATE INDEX template_folded ON template(folded);
CREATE UNIQUE INDEX template_starter ON template(starter, language) WHERE starter <> '';
CREATE VIEW template_words AS SELECT id, words FROM template;
CREATE VIRTUAL TABLE template_search USING fts5(words, content = '', detail = none, columnsize = 0, prefix = '1 2 3 4 5 6', tokenize = 'ascii');

CREATE TABLE letter(
  id          INTEGER PRIMARY KEY,
  number      TEXT NOT NULL UNIQUE,
  partner_id  INTEGER NOT NULL REFERENCES partner(id),
  person_id   INTEGER REFERENCES person(id),
  referral_id INTEGER REFERENCES referral(id),
  template_id INTEGER NOT NULL, -- which may be gone; 0 none
  title       TEXT NOT NULL,
  kind        TEXT NOT NULL,
  language    TEXT NOT NULL,
  subject     TEXT NOT NULL,
  body        TEXT NOT NULL,
  way         TEXT NOT NULL,
  day         TEXT NOT NULL CHECK (date(day) IS day),
  at          TEXT NOT NULL,
  who         TEXT NOT NULL,
  version     INTEGER NOT NULL
) STRICT;
CREATE INDEX letter_partner ON letter(partner_id, day);
CREATE INDEX letter_person ON letter(person_id) WHERE person_id IS NOT NULL;
CREATE INDEX letter_referral ON letter(referral_id) WHERE referral_id IS NOT NULL;

CREATE TABLE partner_logo(
  partner_id INTEGER PRIMARY KEY REFERENCES partner(id),
  image      BLOB NOT NULL
) STRICT;
