-- A partner's timeline reads the newest of each kind by index, however long the past is. A file knows the partner it is about.
ALTER TABLE attachment ADD COLUMN partner_id INTEGER REFERENCES partner(id);
ALTER TABLE attachment ADD COLUMN day TEXT NOT NULL DEFAULT '' CHECK (day = '' OR date(day) IS day);
UPDATE attachment SET day = substr(at, 1, 10), partner_id = CASE kind
  WHEN 'checkin' THEN (SELECT i.partner_id FROM checkin i WHERE i.id = subject)
  WHEN 'credential' THEN (SELECT n.partner_id FROM credential n WHERE n.id = subject)
  WHEN 'dispute' THEN (SELECT l.partner_id FROM dispute d CROSS JOIN line l ON l.seq = d.line_seq WHERE d.id = subject) END;
CREATE INDEX attachment_partner ON attachment(partner_id, day) WHERE partner_id IS NOT NULL;

CREATE INDEX promise_made ON promise(partner_id, made);
CREATE INDEX referral_ended ON referral(partner_id, closed) WHERE closed <> '';
CREATE INDEX outbound_over ON outbound(partner_id, ended) WHERE ended <> '';
CREATE INDEX statement_days ON statement(partner_id, issued);
DROP INDEX task_partner;
CREATE INDEX task_partner ON task(partner_id, due) WHERE partner_id IS NOT NULL;
DROP INDEX payout_partner;
CREATE INDEX payout_partner ON payout(partner_id, made);
DROP INDEX gift_partner;
CREATE INDEX gift_partner ON gift(partner_id, proposed);
DROP INDEX material_delivery_partner;
CREATE INDEX material_delivery_partner ON material_delivery(partner_id, day);
