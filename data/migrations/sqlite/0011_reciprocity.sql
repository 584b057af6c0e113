-- Referrals from the firm to its partners, what is heard in the market, and what a partner and the firm want of a quarter.

CREATE TABLE outbound(
  id                INTEGER PRIMARY KEY,
  number            TEXT NOT NULL UNIQUE,
  reference         TEXT NOT NULL,
  partner_id        INTEGER NOT NULL REFERENCES partner(id),
  person_id         INTEGER REFERENCES person(id),
  client_id         INTEGER NOT NULL REFERENCES client(id),
  service           TEXT NOT NULL,
  state             TEXT NOT NULL,
  given             TEXT NOT NULL CHECK (date(given) IS given),
  ended             TEXT NOT NULL CHECK (ended = '' OR date(ended) IS ended),
  outcome           TEXT NOT NULL CHECK (outcome IN ('', 'engaged', 'not engaged')),
  reason            TEXT NOT NULL,
  estimate_minor    INTEGER NOT NULL,
  estimate_currency TEXT NOT NULL,
  value_minor       INTEGER NOT NULL,
  value_currency    TEXT NOT NULL,
  chase             TEXT NOT NULL CHECK (chase = '' OR date(chase) IS chase),
  consented         TEXT NOT NULL CHECK (consented = '' OR date(consented) IS consented), -- the client, to being named to the partner
  owner             TEXT NOT NULL,
  note              TEXT NOT NULL,
  words             TEXT NOT NULL,
  entered_at        TEXT NOT NULL,
  version           INTEGER NOT NULL
) STRICT;
CREATE INDEX outbound_partner ON outbound(partner_id, given);
CREATE INDEX outbound_client ON outbound(client_id);
CREATE INDEX outbound_person ON outbound(person_id) WHERE person_id IS NOT NULL;
CREATE INDEX outbound_given ON outbound(given);
CREATE INDEX outbound_ended ON outbound(ended) WHERE ended <> '';
CREATE INDEX outbound_state ON outbound(state, given);
CREATE INDEX outbound_chase ON outbound(chase) WHERE chase <> '';
CREATE INDEX outbound_reference ON outbound(reference) WHERE reference <> '';
CREATE VIEW outbound_words AS SELECT id, words FROM outbound;
CREATE VIRTUAL TABLE outbound_search USING fts5(words, content = '', detail = none, columnsize = 0, prefix = '1 2 3 4 5 6', tokenize = 'ascii');

CREATE TABLE market(
  id          INTEGER PRIMARY KEY,
  day         TEXT NOT NULL CHECK (date(day) IS day),
  kind        TEXT NOT NULL,
  said        TEXT NOT NULL,
  tags        TEXT NOT NULL CHECK (json_valid(tags)),
  partner_id  INTEGER REFERENCES partner(id),
  client_id   INTEGER REFERENCES client(id),
  referral_id INTEGER REFERENCES referral(id),
  checkin_id  INTEGER REFERENCES checkin(id),
  owner       TEXT NOT NULL,
  words       TEXT NOT NULL,
  entered_at  TEXT NOT NULL,
  version     INTEGER NOT NULL
) STRICT;
CREATE INDEX market_day ON market(day);
CREATE INDEX market_kind ON market(kind, day);
CREATE INDEX market_partner ON market(partner_id, day) WHERE partner_id IS NOT NULL;
CREATE INDEX market_client ON market(client_id) WHERE client_id IS NOT NULL;
CREATE INDEX market_referral ON market(referral_id) WHERE referral_id IS NOT NULL;
CREATE INDEX market_checkin ON market(checkin_id) WHERE checkin_id IS NOT NULL;
CREATE VIEW market_words AS SELECT id, words FROM market;
CREATE VIRTUAL TABLE market_search USING fts5(words, content = '', detail = none, columnsize = 0, prefix = '1 2 3 4 5 6', tokenize = 'ascii');

CREATE TABLE target(
  id         INTEGER PRIMARY KEY,
  partner_id INTEGER NOT NULL REFERENCES partner(id),
  from_day   TEXT NOT NULL CHECK (date(from_day) IS from_day),
  to_day     TEXT NOT NULL CHECK (date(to_day) IS to_day), -- outside
  received   INTEGER NOT NULL CHECK (received >= 0),
  given      INTEGER NOT NULL CHECK (given >= 0),
  note       TEXT NOT NULL,
  version    INTEGER NOT NULL
) STRICT;
CREATE INDEX target_partner ON target(partner_id, from_day);
