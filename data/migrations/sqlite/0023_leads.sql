-- What people wrote by landing pages and forms, until it is accepted as a referral or set aside. mail_key and phone_key find the same person again.

CREATE TABLE lead(
  id           INTEGER PRIMARY KEY,
  state        TEXT NOT NULL CHECK (state IN ('new', 'accepted', 'declined', 'spam')),
  day          TEXT NOT NULL CHECK (date(day) IS day),
  name         TEXT NOT NULL,
  email        TEXT NOT NULL,
  phone        TEXT NOT NULL,
  organisation TEXT NOT NULL,
  folded       TEXT NOT NULL, -- of what it is listed by
  service      TEXT NOT NULL,
  message      TEXT NOT NULL,
  typed        TEXT NOT NULL,
  code         TEXT NOT NULL,
  partner_id   INTEGER REFERENCES partner(id),
  consent      INTEGER NOT NULL CHECK (consent IN (0, 1)),
  doubt        TEXT NOT NULL,
  source       TEXT NOT NULL,
  evidence     TEXT NOT NULL,
  mark         BLOB NOT NULL UNIQUE CHECK (length(mark) = 32),
  referral_id  INTEGER REFERENCES referral(id),
  reason       TEXT NOT NULL,
  decided      TEXT NOT NULL CHECK (decided = '' OR date(decided) IS decided),
  mail_key     TEXT NOT NULL,
  phone_key    TEXT NOT NULL,
  words        TEXT NOT NULL,
  at           TEXT NOT NULL,
  who          TEXT NOT NULL,
  version      INTEGER NOT NULL
) STRICT;
CREATE INDEX lead_state ON lead(state, day);
CREATE INDEX lead_day ON lead(day);
CREATE INDEX lead_partner ON lead(partner_id) WHERE partner_id IS NOT NULL;
CREATE INDEX lead_referral ON lead(referral_id) WHERE referral_id IS NOT NULL;
CREATE INDEX lead_mail ON lead(mail_key) WHERE mail_key <> '';
CREATE INDEX lead_phone ON lead(phone_key) WHERE phone_key <> '';
CREATE VIEW lead_words AS SELECT id, words FROM lead;
CREATE VIRTUAL TABLE lead_search USING fts5(words, content = '', detail = none, columnsize = 0, prefix = '1 2 3 4 5 6', tokenize = 'ascii');
