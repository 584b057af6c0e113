-- Saved filters over partners, and what goes by them: contact and materials. rule is a document.
CREATE TABLE segment(
  id      INTEGER PRIMARY KEY,
  name    TEXT NOT NULL,
  folded  TEXT NOT NULL UNIQUE,
  note    TEXT NOT NULL,
  rule    TEXT NOT NULL CHECK (json_valid(rule)),
  made_at TEXT NOT NULL,
  version INTEGER NOT NULL
) STRICT;

ALTER TABLE cadence ADD COLUMN segment_id INTEGER REFERENCES segment(id);
CREATE UNIQUE INDEX cadence_segment ON cadence(segment_id) WHERE segment_id IS NOT NULL;
ALTER TABLE material ADD COLUMN segment_id INTEGER REFERENCES segment(id);
CREATE INDEX material_segment ON material(segment_id) WHERE segment_id IS NOT NULL;

-- What was paid is summed off the index alone.
DROP INDEX payment_partner;
CREATE INDEX payment_partner ON payment(partner_id, day, currency, amount_minor);
