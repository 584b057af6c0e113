-- A partner's page reads the latest of each list, not all of it.
DROP INDEX referral_partner;
CREATE INDEX referral_partner ON referral(partner_id, introduced, stage);
CREATE INDEX statement_numbers ON statement(partner_id, series, no);

-- Nothing reads these by all that is in them, and every saved form wrote to both.
DROP INDEX audit_touch_seq;
DROP INDEX step_reached;
CREATE INDEX step_reached ON step(to_state, day) WHERE kind = 'partner';

-- A total of no lines says nothing.
DELETE FROM line_sum WHERE count = 0 AND minor = 0;
