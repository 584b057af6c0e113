-- From the first conversation to an active partner: onboarding checklists, applications, ratings, credentials; and the program's goals.
-- An item that the file itself can tell is not done by hand: its day is written down when the partner becomes active.

CREATE TABLE onboarding(
  partner_id INTEGER NOT NULL REFERENCES partner(id),
  no         INTEGER NOT NULL,
  kind       TEXT NOT NULL,
  what       TEXT NOT NULL,
  owner      TEXT NOT NULL,
  due        TEXT NOT NULL CHECK (due = '' OR date(due) IS due),
  later      INTEGER NOT NULL CHECK (later IN (0, 1)), -- may be done after the partner is active
  done       TEXT NOT NULL CHECK (done = '' OR date(done) IS done),
  waived     TEXT NOT NULL, -- why
  who        TEXT NOT NULL, -- did it, or waived it
  PRIMARY KEY (partner_id, no)
) STRICT, WITHOUT ROWID;

CREATE TABLE application(
  id          INTEGER PRIMARY KEY,
  partner_id  INTEGER NOT NULL REFERENCES partner(id),
  applied     TEXT NOT NULL CHECK (date(applied) IS applied),
  review_by   TEXT NOT NULL CHECK (review_by = '' OR date(review_by) IS review_by),
  note        TEXT NOT NULL,
  decision    TEXT NOT NULL CHECK (decision IN ('', 'accepted', 'declined')),
  decided     TEXT NOT NULL CHECK (decided = '' OR date(decided) IS decided),
  who         TEXT NOT NULL,
  reason      TEXT NOT NULL,
  may_reapply TEXT NOT NULL CHECK (may_reapply = '' OR date(may_reapply) IS may_reapply),
  version     INTEGER NOT NULL
) STRICT;
CREATE INDEX application_partner ON application(partner_id);
CREATE INDEX application_open ON application(review_by) WHERE decision = '';

CREATE TABLE rating(
  partner_id INTEGER NOT NULL REFERENCES partner(id),
  criterion  INTEGER NOT NULL, -- of the profile in the settings
  points     INTEGER NOT NULL CHECK (points BETWEEN 0 AND 3),
  note       TEXT NOT NULL,
  day        TEXT NOT NULL CHECK (date(day) IS day),
  who        TEXT NOT NULL,
  PRIMARY KEY (partner_id, criterion)
) STRICT, WITHOUT ROWID;

CREATE TABLE credential(
  id           INTEGER PRIMARY KEY,
  partner_id   INTEGER NOT NULL REFERENCES partner(id),
  kind         TEXT NOT NULL CHECK (kind IN ('licence', 'insurance', 'screening')),
  what         TEXT NOT NULL,
  issuer       TEXT NOT NULL,
  number       TEXT NOT NULL,
  jurisdiction TEXT NOT NULL,
  cover_minor  INTEGER NOT NULL,
  currency     TEXT NOT NULL,
  day          TEXT NOT NULL CHECK (day = '' OR date(day) IS day),
  expires      TEXT NOT NULL CHECK (expires = '' OR date(expires) IS expires),
  result       TEXT NOT NULL,
  note         TEXT NOT NULL,
  retired      TEXT NOT NULL CHECK (retired = '' OR date(retired) IS retired),
  version      INTEGER NOT NULL
) STRICT;
CREATE INDEX credential_partner ON credential(partner_id);
CREATE INDEX credential_expires ON credential(expires) WHERE retired = '' AND expires <> '';

CREATE TABLE goal(
  id       INTEGER PRIMARY KEY,
  kpi      TEXT NOT NULL,
  target   INTEGER NOT NULL CHECK (target > 0),
  currency TEXT NOT NULL,
  from_day TEXT NOT NULL CHECK (date(from_day) IS from_day),
  to_day   TEXT NOT NULL CHECK (date(to_day) IS to_day), -- outside
  owner    TEXT NOT NULL,
  note     TEXT NOT NULL,
  version  INTEGER NOT NULL
) STRICT;
CREATE INDEX goal_span ON goal(from_day, to_day);

CREATE INDEX partner_state ON partner(state);
CREATE INDEX step_reached ON step(kind, to_state, day);
CREATE INDEX referral_accepted ON referral(accepted) WHERE accepted <> '';
ALTER TABLE partner ADD COLUMN source TEXT NOT NULL DEFAULT '';

-- What was said of the checklist as a whole becomes its one item; who is in onboarding now gets the usual items.
INSERT INTO onboarding(partner_id, no, kind, what, owner, due, later, done, waived, who)
SELECT p.id, 1, 'own', 'Onboarding checklist', p.owner, '', 0, CASE WHEN p.checklist = 'done' THEN coalesce(s.day, '') ELSE '' END,
  CASE WHEN p.checklist <> 'done' THEN p.checklist WHEN coalesce(s.day, '') = '' THEN 'done' ELSE '' END, coalesce(s.who, '')
FROM partner p LEFT JOIN step s ON s.id = (SELECT max(id) FROM step WHERE kind = 'partner' AND subject = p.id AND from_state = 'onboarding' AND to_state = 'active')
WHERE p.checklist <> '';
WITH usual(no, kind, what, later) AS (VALUES (1, 'agreement', 'Agreement signed', 0), (2, 'kickoff', 'Kickoff meeting', 0), (3, 'tax', 'Tax form', 0),
  (4, 'bank', 'Bank details confirmed', 0), (5, 'materials', 'Materials delivered', 0), (6, 'referral', 'First referral', 1))
INSERT INTO onboarding(partner_id, no, kind, what, owner, due, later, done, waived, who)
SELECT p.id, u.no, u.kind, u.what, p.owner, '', u.later, '', '', '' FROM partner p CROSS JOIN usual u WHERE p.state = 'onboarding' AND p.checklist = '';
ALTER TABLE partner DROP COLUMN checklist;
