-- Codes by which referrals are credited to partners, beyond the one of its own that every partner has.

CREATE TABLE partner_code(
  id         INTEGER PRIMARY KEY,
  partner_id INTEGER NOT NULL REFERENCES partner(id),
  code       TEXT NOT NULL UNIQUE,
  campaign   TEXT NOT NULL,
  made       TEXT NOT NULL CHECK (date(made) IS made),
  ended      TEXT NOT NULL CHECK (ended = '' OR date(ended) IS ended),
  note       TEXT NOT NULL,
  version    INTEGER NOT NULL
) STRICT;
CREATE INDEX partner_code_partner ON partner_code(partner_id);

ALTER TABLE referral ADD COLUMN code TEXT NOT NULL DEFAULT '';
CREATE INDEX referral_code ON referral(code, introduced) WHERE code <> '';
