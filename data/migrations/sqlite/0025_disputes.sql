-- The partner of a dispute is that of its line; it is kept beside it so that a partner's timeline reads its own alone.
ALTER TABLE dispute ADD COLUMN partner_id INTEGER REFERENCES partner(id);
UPDATE dispute SET partner_id = (SELECT l.partner_id FROM line l WHERE l.seq = line_seq);
CREATE INDEX dispute_partner ON dispute(partner_id, raised_on);
CREATE TRIGGER dispute_added AFTER INSERT ON dispute BEGIN
  UPDATE dispute SET partner_id = (SELECT l.partner_id FROM line l WHERE l.seq = NEW.line_seq) WHERE id = NEW.id;
END;
