-- A referral given is found by its partner and its client as well, like one received.
DROP VIEW outbound_words;
CREATE VIEW outbound_words AS
  SELECT o.id, o.words || ' ' || p.folded || ' ' || c.folded AS words, o.partner_id, o.client_id
  FROM outbound o CROSS JOIN partner p ON p.id = o.partner_id CROSS JOIN client c ON c.id = o.client_id;
INSERT INTO outbound_search(outbound_search) VALUES ('delete-all');
INSERT INTO outbound_search(rowid, words) SELECT id, words FROM outbound_words;
