-- Keys under which partners and clients that may be one stand together, as app/names makes them, and the pairs that are not. since is the day
-- from which a client is known to be one of the firm, whoever introduces it; '' when only a referral brought it.

ALTER TABLE partner ADD COLUMN alike TEXT NOT NULL DEFAULT '';
ALTER TABLE partner ADD COLUMN mail_key TEXT NOT NULL DEFAULT '';
ALTER TABLE partner ADD COLUMN domain TEXT NOT NULL DEFAULT '';
ALTER TABLE partner ADD COLUMN phone_key TEXT NOT NULL DEFAULT '';
ALTER TABLE partner ADD COLUMN tax_key TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN mail_key TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN domain TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN phone_key TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN alike TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN mail_key TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN domain TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN phone_key TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN since TEXT NOT NULL DEFAULT '' CHECK (since = '' OR date(since) IS since);
CREATE INDEX client_alike ON client(alike) WHERE alike <> '';
CREATE INDEX client_mail ON client(mail_key) WHERE mail_key <> '';
CREATE INDEX client_domain ON client(domain) WHERE domain <> '';
CREATE INDEX client_phone ON client(phone_key) WHERE phone_key <> '';

CREATE TABLE apart(
  kind TEXT NOT NULL,
  a    INTEGER NOT NULL,
  b    INTEGER NOT NULL CHECK (a < b),
  why  TEXT NOT NULL,
  by   TEXT NOT NULL,
  day  TEXT NOT NULL CHECK (date(day) IS day),
  PRIMARY KEY (kind, a, b)
) STRICT, WITHOUT ROWID;

INSERT INTO meta VALUES ('unfolded', '2') ON CONFLICT(key) DO UPDATE SET value = excluded.value;
