-- Check-ins with partners, what was promised there, how often there should be one, tasks, and which reminders were shown.
-- at is a time of day as HH:MM in zone, '' for the whole day; every is an interval such as 2w or 1m, '' for once.

CREATE TABLE checkin(
  id         INTEGER PRIMARY KEY,
  reference  TEXT NOT NULL,
  partner_id INTEGER NOT NULL REFERENCES partner(id),
  person_id  INTEGER REFERENCES person(id),
  kind       TEXT NOT NULL,
  state      TEXT NOT NULL,
  day        TEXT NOT NULL CHECK (date(day) IS day),
  at         TEXT NOT NULL,
  zone       TEXT NOT NULL,
  minutes    INTEGER NOT NULL CHECK (minutes >= 0),
  subject    TEXT NOT NULL,
  note       TEXT NOT NULL,
  learned    TEXT NOT NULL,
  mood       TEXT NOT NULL,
  reason     TEXT NOT NULL,
  moved_to   INTEGER REFERENCES checkin(id),
  owner      TEXT NOT NULL,
  words      TEXT NOT NULL,
  entered_at TEXT NOT NULL,
  version    INTEGER NOT NULL
) STRICT;
CREATE INDEX checkin_partner ON checkin(partner_id, day);
CREATE INDEX checkin_state ON checkin(state, day);
CREATE INDEX checkin_day ON checkin(day);
CREATE INDEX checkin_held ON checkin(partner_id, kind, day) WHERE state = 'held';
CREATE INDEX checkin_person ON checkin(person_id) WHERE person_id IS NOT NULL;
CREATE INDEX checkin_moved ON checkin(moved_to) WHERE moved_to IS NOT NULL;
CREATE INDEX checkin_reference ON checkin(reference) WHERE reference <> '';

CREATE TABLE mention(
  checkin_id INTEGER NOT NULL REFERENCES checkin(id),
  kind       TEXT NOT NULL,
  subject    INTEGER NOT NULL,
  PRIMARY KEY (checkin_id, kind, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_subject ON mention(kind, subject);

CREATE TABLE promise(
  id         INTEGER PRIMARY KEY,
  checkin_id INTEGER REFERENCES checkin(id),
  partner_id INTEGER NOT NULL REFERENCES partner(id),
  ours       INTEGER NOT NULL CHECK (ours IN (0, 1)),
  what       TEXT NOT NULL,
  due        TEXT NOT NULL CHECK (due = '' OR date(due) IS due),
  state      TEXT NOT NULL,
  ended      TEXT NOT NULL CHECK (ended = '' OR date(ended) IS ended),
  reason     TEXT NOT NULL,
  owner      TEXT NOT NULL,
  made       TEXT NOT NULL CHECK (date(made) IS made),
  version    INTEGER NOT NULL
) STRICT;
CREATE INDEX promise_partner ON promise(partner_id, state);
CREATE INDEX promise_state ON promise(state, due);
CREATE INDEX promise_checkin ON promise(checkin_id) WHERE checkin_id IS NOT NULL;

CREATE TABLE cadence(
  id         INTEGER PRIMARY KEY,
  partner_id INTEGER UNIQUE REFERENCES partner(id),
  type       TEXT NOT NULL,
  tag        TEXT NOT NULL,
  kind       TEXT NOT NULL,
  ideal      TEXT NOT NULL,
  most       TEXT NOT NULL,
  from_day   TEXT NOT NULL CHECK (date(from_day) IS from_day),
  state      TEXT NOT NULL,
  until      TEXT NOT NULL CHECK (until = '' OR date(until) IS until),
  owner      TEXT NOT NULL,
  version    INTEGER NOT NULL
) STRICT;

CREATE TABLE task(
  id         INTEGER PRIMARY KEY,
  partner_id INTEGER REFERENCES partner(id),
  about      TEXT NOT NULL,
  about_id   INTEGER NOT NULL,
  what       TEXT NOT NULL,
  note       TEXT NOT NULL,
  owner      TEXT NOT NULL,
  start      TEXT NOT NULL CHECK (date(start) IS start),
  due        TEXT NOT NULL CHECK (date(due) IS due),
  at         TEXT NOT NULL,
  zone       TEXT NOT NULL,
  every      TEXT NOT NULL,
  until      TEXT NOT NULL CHECK (until = '' OR date(until) IS until),
  state      TEXT NOT NULL,
  ended      TEXT NOT NULL CHECK (ended = '' OR date(ended) IS ended),
  made_at    TEXT NOT NULL,
  version    INTEGER NOT NULL
) STRICT;
CREATE INDEX task_state ON task(state, due);
CREATE INDEX task_partner ON task(partner_id) WHERE partner_id IS NOT NULL;
CREATE INDEX task_about ON task(about, about_id) WHERE about <> '';

-- What was shown when, so that no reminder comes twice; again is when it comes back because somebody asked for that.
CREATE TABLE reminder(
  kind     TEXT NOT NULL,
  subject  INTEGER NOT NULL,
  occasion TEXT NOT NULL,
  shown_at TEXT NOT NULL,
  again    TEXT NOT NULL,
  PRIMARY KEY (kind, subject, occasion)
) STRICT, WITHOUT ROWID;
CREATE INDEX reminder_shown ON reminder(shown_at);

CREATE VIEW checkin_words AS SELECT id, words FROM checkin;
CREATE VIRTUAL TABLE checkin_search USING fts5(words, content = '', detail = none, columnsize = 0, prefix = '1 2 3 4 5 6', tokenize = 'ascii');
