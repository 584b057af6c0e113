-- Messages: each one e-mail to one recipient. Their files are attachments. words are what search finds.

CREATE TABLE message(
  id           INTEGER PRIMARY KEY,
  number       TEXT NOT NULL UNIQUE,
  partner_id   INTEGER NOT NULL REFERENCES partner(id),
  person_id    INTEGER REFERENCES person(id),
  kind         TEXT NOT NULL,
  referral_id  INTEGER REFERENCES referral(id),
  statement_id INTEGER REFERENCES statement(id),
  letter_id    INTEGER REFERENCES letter(id),
  version_id   INTEGER REFERENCES material_version(id),
  run          TEXT NOT NULL,
  address      TEXT NOT NULL,
  name         TEXT NOT NULL,
  subject      TEXT NOT NULL,
  language     TEXT NOT NULL,
  unsubscribe  TEXT NOT NULL,
  sum          BLOB NOT NULL CHECK (length(sum) = 32),
  state        TEXT NOT NULL,
  day          TEXT NOT NULL CHECK (date(day) IS day),
  made_at      TEXT NOT NULL,
  who          TEXT NOT NULL,
  tries        INTEGER NOT NULL,
  said         TEXT NOT NULL,
  retry        TEXT NOT NULL,
  sent_at      TEXT NOT NULL,
  words        TEXT NOT NULL,
  version      INTEGER NOT NULL
) STRICT;
CREATE INDEX message_partner ON message(partner_id, day);
CREATE INDEX message_state ON message(state, id);
CREATE INDEX message_run ON message(run, state) WHERE run <> '';
CREATE INDEX message_person ON message(person_id) WHERE person_id IS NOT NULL;
CREATE INDEX message_referral ON message(referral_id) WHERE referral_id IS NOT NULL;
CREATE INDEX message_statement ON message(statement_id) WHERE statement_id IS NOT NULL;
CREATE INDEX message_letter ON message(letter_id) WHERE letter_id IS NOT NULL;
CREATE INDEX message_version ON message(version_id) WHERE version_id IS NOT NULL;
CREATE VIEW message_words AS SELECT id, words FROM message;
CREATE VIRTUAL TABLE message_search USING fts5(words, content = '', detail = none, columnsize = 0, prefix = '1 2 3 4 5 6', tokenize = 'ascii');

CREATE TABLE message_text(
  message_id INTEGER PRIMARY KEY REFERENCES message(id),
  body       TEXT NOT NULL,
  html       TEXT NOT NULL
) STRICT;
