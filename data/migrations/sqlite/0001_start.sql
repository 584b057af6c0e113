-- Conventions: days are YYYY-MM-DD text and '' for none; times are UTC RFC 3339 text; booleans 0/1; money whole minor units beside
-- its currency. folded is the name as names.Fold gives it; words is what else of the row is found by search, folded too.

CREATE TABLE meta(
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('uuid', lower(hex(randomblob(16))));

-- The last number taken of every series: ids of tables ('#partner'), people-facing numbers ('P', 'R-2026'), statements ('S-2026').
CREATE TABLE counter(
  series TEXT PRIMARY KEY,
  last   INTEGER NOT NULL CHECK (last >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE settings(
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  body    TEXT NOT NULL CHECK (json_valid(body)),
  logo    BLOB NOT NULL,
  version INTEGER NOT NULL
) STRICT;

-- Partners and their people

CREATE TABLE partner(
  id           INTEGER PRIMARY KEY,
  number       TEXT NOT NULL UNIQUE,
  reference    TEXT NOT NULL,
  name         TEXT NOT NULL,
  folded       TEXT NOT NULL,
  words        TEXT NOT NULL,
  type         TEXT NOT NULL,
  state        TEXT NOT NULL,
  tags         TEXT NOT NULL CHECK (json_valid(tags)),
  email        TEXT NOT NULL,
  phone        TEXT NOT NULL,
  website      TEXT NOT NULL,
  address      TEXT NOT NULL,
  country      TEXT NOT NULL,
  tax_number   TEXT NOT NULL,
  currency     TEXT NOT NULL,
  client_shown TEXT NOT NULL,
  owner        TEXT NOT NULL,
  note         TEXT NOT NULL,
  may_reapply  TEXT NOT NULL CHECK (may_reapply = '' OR date(may_reapply) IS may_reapply),
  merged_into  INTEGER REFERENCES partner(id),
  archived     INTEGER NOT NULL CHECK (archived IN (0, 1)),
  checklist    TEXT NOT NULL,
  version      INTEGER NOT NULL
) STRICT;
CREATE INDEX partner_folded ON partner(folded);
CREATE INDEX partner_reference ON partner(reference) WHERE reference <> '';
CREATE INDEX partner_merged ON partner(merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE person(
  id         INTEGER PRIMARY KEY,
  partner_id INTEGER NOT NULL REFERENCES partner(id),
  reference  TEXT NOT NULL,
  name       TEXT NOT NULL,
  folded     TEXT NOT NULL,
  words      TEXT NOT NULL,
  role       TEXT NOT NULL,
  email      TEXT NOT NULL,
  phone      TEXT NOT NULL,
  is_primary INTEGER NOT NULL CHECK (is_primary IN (0, 1)),
  note       TEXT NOT NULL,
  version    INTEGER NOT NULL
) STRICT;
CREATE INDEX person_partner ON person(partner_id);
CREATE INDEX person_reference ON person(reference) WHERE reference <> '';

-- Clients

CREATE TABLE client(
  id        INTEGER PRIMARY KEY,
  number    TEXT NOT NULL UNIQUE,
  reference TEXT NOT NULL,
  name      TEXT NOT NULL,
  folded    TEXT NOT NULL,
  words     TEXT NOT NULL,
  code_name INTEGER NOT NULL CHECK (code_name IN (0, 1)),
  person    INTEGER NOT NULL CHECK (person IN (0, 1)),
  email     TEXT NOT NULL,
  phone     TEXT NOT NULL,
  country   TEXT NOT NULL,
  industry  TEXT NOT NULL,
  note      TEXT NOT NULL,
  version   INTEGER NOT NULL
) STRICT;
CREATE INDEX client_folded ON client(folded);
CREATE INDEX client_reference ON client(reference) WHERE reference <> '';

-- Agreements and their versions

CREATE TABLE agreement(
  id           INTEGER PRIMARY KEY,
  number       TEXT NOT NULL UNIQUE,
  partner_id   INTEGER NOT NULL REFERENCES partner(id),
  title        TEXT NOT NULL,
  words        TEXT NOT NULL,
  state        TEXT NOT NULL,
  from_day     TEXT NOT NULL CHECK (from_day = '' OR date(from_day) IS from_day),
  to_day       TEXT NOT NULL CHECK (to_day = '' OR date(to_day) IS to_day),
  payee_name   TEXT NOT NULL,
  payment_days INTEGER NOT NULL,
  note         TEXT NOT NULL,
  version      INTEGER NOT NULL
) STRICT;
CREATE INDEX agreement_partner ON agreement(partner_id, from_day);

CREATE TABLE agreement_version(
  id           INTEGER PRIMARY KEY,
  agreement_id INTEGER NOT NULL REFERENCES agreement(id),
  no           INTEGER NOT NULL,
  state        TEXT NOT NULL,
  effective    TEXT NOT NULL CHECK (effective = '' OR date(effective) IS effective),
  signed_on    TEXT NOT NULL CHECK (signed_on = '' OR date(signed_on) IS signed_on),
  signed_by    TEXT NOT NULL,
  terms        TEXT NOT NULL CHECK (json_valid(terms)),
  UNIQUE (agreement_id, no)
) STRICT;
-- Terms that pay something by the calendar alone: guaranteed amounts, and rules by period.
CREATE INDEX agreement_version_floor ON agreement_version(agreement_id) WHERE instr(terms, '"floor":{') > 0 OR instr(terms, '"every":"') > 0;
CREATE INDEX agreement_version_terms ON agreement_version(terms); -- which agreements hold a plan
CREATE INDEX agreement_version_later ON agreement_version(effective) WHERE no > 1;
CREATE TRIGGER agreement_version_frozen BEFORE UPDATE ON agreement_version
  WHEN OLD.state <> 'draft' AND (NEW.terms IS NOT OLD.terms OR NEW.agreement_id IS NOT OLD.agreement_id OR NEW.no IS NOT OLD.no OR NEW.state = 'draft')
  BEGIN SELECT RAISE(ABORT, 'a frozen version is never edited'); END;
CREATE TRIGGER agreement_version_kept BEFORE DELETE ON agreement_version WHEN OLD.state <> 'draft'
  BEGIN SELECT RAISE(ABORT, 'a frozen version is never removed'); END;

-- Referrals

CREATE TABLE referral(
  id                INTEGER PRIMARY KEY,
  partner_id        INTEGER NOT NULL REFERENCES partner(id),
  client_id         INTEGER NOT NULL REFERENCES client(id),
  person_id         INTEGER REFERENCES person(id),
  duplicate_of      INTEGER REFERENCES referral(id),
  version_id        INTEGER REFERENCES agreement_version(id),
  split             INTEGER NOT NULL CHECK (split IN (0, 1)),
  stage             TEXT NOT NULL,
  introduced        TEXT NOT NULL CHECK (introduced = '' OR date(introduced) IS introduced),
  accepted          TEXT NOT NULL CHECK (accepted = '' OR date(accepted) IS accepted),
  closed            TEXT NOT NULL CHECK (closed = '' OR date(closed) IS closed),
  service           TEXT NOT NULL,
  number            TEXT NOT NULL UNIQUE,
  reference         TEXT NOT NULL,
  words             TEXT NOT NULL,
  estimate_minor    INTEGER NOT NULL,
  estimate_currency TEXT NOT NULL,
  owner             TEXT NOT NULL,
  reason            TEXT NOT NULL,
  disclosed         TEXT NOT NULL CHECK (disclosed = '' OR date(disclosed) IS disclosed),
  consented         TEXT NOT NULL CHECK (consented = '' OR date(consented) IS consented), -- the client, in writing, to a division of the fee
  entered_at        TEXT NOT NULL,
  version           INTEGER NOT NULL,
  note              TEXT NOT NULL
) STRICT;
CREATE INDEX referral_introduced ON referral(introduced);
CREATE INDEX referral_partner ON referral(partner_id, stage, introduced);
CREATE INDEX referral_client ON referral(client_id, introduced);
CREATE INDEX referral_stage ON referral(stage, introduced);
CREATE INDEX referral_closed ON referral(stage, closed);
CREATE INDEX referral_reference ON referral(reference) WHERE reference <> '';
CREATE INDEX referral_person ON referral(person_id) WHERE person_id IS NOT NULL;
CREATE INDEX referral_duplicate ON referral(duplicate_of) WHERE duplicate_of IS NOT NULL;
CREATE INDEX referral_split ON referral(id) WHERE split = 1;
CREATE INDEX referral_version ON referral(version_id) WHERE version_id IS NOT NULL;

CREATE TABLE attribution(
  referral_id INTEGER NOT NULL REFERENCES referral(id),
  pos         INTEGER NOT NULL,
  partner_id  INTEGER NOT NULL REFERENCES partner(id),
  person_id   INTEGER REFERENCES person(id),
  role        TEXT NOT NULL,
  share       INTEGER NOT NULL CHECK (share BETWEEN 0 AND 10000),
  PRIMARY KEY (referral_id, pos)
) STRICT, WITHOUT ROWID;
CREATE INDEX attribution_partner ON attribution(partner_id);
CREATE INDEX attribution_person ON attribution(person_id) WHERE person_id IS NOT NULL;

-- One transition of a thing that has states.
CREATE TABLE step(
  id         INTEGER PRIMARY KEY,
  kind       TEXT NOT NULL,
  subject    INTEGER NOT NULL,
  from_state TEXT NOT NULL,
  to_state   TEXT NOT NULL,
  day        TEXT NOT NULL CHECK (day = '' OR date(day) IS day),
  at         TEXT NOT NULL,
  who        TEXT NOT NULL,
  reason     TEXT NOT NULL,
  note       TEXT NOT NULL
) STRICT;
CREATE INDEX step_subject ON step(kind, subject);

-- Fee events and the queue of facts

CREATE TABLE fee(
  id           INTEGER PRIMARY KEY,
  reference    TEXT NOT NULL,
  referral_id  INTEGER NOT NULL REFERENCES referral(id),
  kind         TEXT NOT NULL,
  day          TEXT NOT NULL CHECK (date(day) IS day),
  amount_minor INTEGER NOT NULL CHECK (amount_minor BETWEEN -900000000000000 AND 900000000000000),
  currency     TEXT NOT NULL CHECK (length(currency) = 3),
  excluded     INTEGER NOT NULL,
  cost         INTEGER NOT NULL, -- of a margin
  invoice      TEXT NOT NULL,
  of_id        INTEGER REFERENCES fee(id),
  reverses_id  INTEGER REFERENCES fee(id),
  rate         TEXT NOT NULL,
  rate_to      TEXT NOT NULL,
  rate_day     TEXT NOT NULL CHECK (rate_day = '' OR date(rate_day) IS rate_day),
  rate_source  TEXT NOT NULL,
  note         TEXT NOT NULL,
  entered_at   TEXT NOT NULL
) STRICT;
CREATE INDEX fee_referral ON fee(referral_id);
CREATE INDEX fee_day ON fee(day);
CREATE INDEX fee_reference ON fee(reference) WHERE reference <> '';
CREATE INDEX fee_invoice ON fee(invoice) WHERE invoice <> '';
CREATE INDEX fee_of ON fee(of_id) WHERE of_id IS NOT NULL;
CREATE INDEX fee_reverses ON fee(reverses_id) WHERE reverses_id IS NOT NULL;

CREATE TABLE fact(
  id          INTEGER PRIMARY KEY,
  kind        TEXT NOT NULL CHECK (kind IN ('accepted', 'meeting', 'won', 'fee')),
  day         TEXT NOT NULL CHECK (date(day) IS day),
  referral_id INTEGER NOT NULL REFERENCES referral(id),
  partner_id  INTEGER NOT NULL, -- the referral's, kept here so that the queue reads in order
  fee_id      INTEGER REFERENCES fee(id),
  run         INTEGER NOT NULL DEFAULT 0,              -- 0 while it waits
  unmatched   INTEGER NOT NULL DEFAULT 0 CHECK (unmatched IN (0, 1)),
  again       INTEGER NOT NULL DEFAULT 0 CHECK (again IN (0, 1)) -- queued again: a line of it may exist
) STRICT;
CREATE INDEX fact_waiting ON fact(partner_id, day, id, kind, referral_id, fee_id, again) WHERE run = 0;
CREATE INDEX fact_done ON fact(partner_id, day, id, kind, referral_id, fee_id, again) WHERE run <> 0; -- a replay reads them in order
CREATE INDEX fact_unmatched ON fact(referral_id) WHERE unmatched = 1;
CREATE INDEX fact_referral ON fact(referral_id, run);
CREATE INDEX fact_fee ON fact(fee_id) WHERE fee_id IS NOT NULL;

CREATE TABLE run(
  id        INTEGER PRIMARY KEY,
  at        TEXT NOT NULL,
  until_day TEXT NOT NULL CHECK (date(until_day) IS until_day),
  facts     INTEGER NOT NULL,
  lines     INTEGER NOT NULL
) STRICT;

-- The ledger: append-only and chained. Where a line stands is kept beside it.

CREATE TABLE line(
  seq          INTEGER PRIMARY KEY,
  key          BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
  partner_id   INTEGER NOT NULL REFERENCES partner(id),
  kind         TEXT NOT NULL,
  day          TEXT NOT NULL CHECK (date(day) IS day),
  recorded_at  TEXT NOT NULL,
  amount_minor INTEGER NOT NULL CHECK (amount_minor BETWEEN -900000000000000 AND 900000000000000),
  currency     TEXT NOT NULL CHECK (length(currency) = 3),
  base         INTEGER NOT NULL,
  rate         TEXT NOT NULL,
  agreement_id INTEGER, -- the version's
  version_id   INTEGER REFERENCES agreement_version(id),
  rule         INTEGER NOT NULL,
  window       TEXT NOT NULL CHECK (window = '' OR date(window) IS window),
  referral_id  INTEGER REFERENCES referral(id),
  fee_id       INTEGER REFERENCES fee(id),
  reverses     INTEGER REFERENCES line(seq),
  reason       TEXT NOT NULL,
  prev         BLOB NOT NULL CHECK (length(prev) = 32),
  hash         BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX line_day ON line(day);
CREATE INDEX line_partner ON line(partner_id, day);
CREATE INDEX line_window ON line(agreement_id, rule, window, day) WHERE agreement_id IS NOT NULL;
CREATE INDEX line_referral ON line(referral_id) WHERE referral_id IS NOT NULL;
CREATE INDEX line_fee ON line(fee_id) WHERE fee_id IS NOT NULL;
CREATE INDEX line_reverses ON line(reverses) WHERE reverses IS NOT NULL;
CREATE TRIGGER line_insert BEFORE INSERT ON line
  WHEN (NEW.seq - 1, NEW.prev) IS NOT (SELECT seq, hash FROM line ORDER BY seq DESC LIMIT 1)
    AND (NEW.seq <> 1 OR NEW.prev <> zeroblob(32) OR EXISTS (SELECT 1 FROM line))
  BEGIN SELECT RAISE(ABORT, 'ledger: sequence or chain'); END;
CREATE TRIGGER line_update BEFORE UPDATE ON line
  BEGIN SELECT RAISE(ABORT, 'ledger rows are append-only'); END;
CREATE TRIGGER line_delete BEFORE DELETE ON line
  BEGIN SELECT RAISE(ABORT, 'ledger rows are append-only'); END;

-- Statements and their bytes

CREATE TABLE statement(
  id          INTEGER PRIMARY KEY,
  number      TEXT NOT NULL UNIQUE,
  words       TEXT NOT NULL,
  series      TEXT NOT NULL,
  no          INTEGER NOT NULL,
  partner_id  INTEGER NOT NULL REFERENCES partner(id),
  period      TEXT NOT NULL,
  period_from TEXT NOT NULL CHECK (date(period_from) IS period_from),
  period_to   TEXT NOT NULL CHECK (date(period_to) IS period_to),
  currency    TEXT NOT NULL CHECK (length(currency) = 3),
  state       TEXT NOT NULL,
  opening     INTEGER NOT NULL,
  earned      INTEGER NOT NULL,
  paid        INTEGER NOT NULL,
  closing     INTEGER NOT NULL,
  lines       INTEGER NOT NULL,
  issued      TEXT NOT NULL CHECK (issued = '' OR date(issued) IS issued),
  query_by    TEXT NOT NULL CHECK (query_by = '' OR date(query_by) IS query_by),
  sent        TEXT NOT NULL CHECK (sent = '' OR date(sent) IS sent),
  sent_to     TEXT NOT NULL,
  reason      TEXT NOT NULL,
  sha256      BLOB NOT NULL CHECK (length(sha256) = 32),
  ledger      INTEGER NOT NULL,
  head        BLOB NOT NULL CHECK (length(head) = 32),
  issued_at   TEXT NOT NULL,
  previous_id INTEGER REFERENCES statement(id),
  version     INTEGER NOT NULL,
  UNIQUE (series, no)
) STRICT;
CREATE INDEX statement_partner ON statement(partner_id, currency, period_to);
CREATE INDEX statement_issued ON statement(issued);
CREATE INDEX statement_sha256 ON statement(sha256);
CREATE INDEX statement_previous ON statement(previous_id) WHERE previous_id IS NOT NULL;
CREATE TRIGGER statement_fixed
  BEFORE UPDATE OF number, series, no, partner_id, period, period_from, period_to, currency, opening, earned, paid, closing, lines,
    issued, sha256, ledger, head, issued_at, previous_id ON statement
  BEGIN SELECT RAISE(ABORT, 'what was issued is not edited'); END;
CREATE TRIGGER statement_delete BEFORE DELETE ON statement
  BEGIN SELECT RAISE(ABORT, 'statements are kept'); END;

CREATE TABLE statement_pdf(
  statement_id INTEGER PRIMARY KEY REFERENCES statement(id),
  bytes        BLOB NOT NULL
) STRICT;
CREATE TRIGGER statement_pdf_update BEFORE UPDATE ON statement_pdf
  BEGIN SELECT RAISE(ABORT, 'what was issued is not edited'); END;
CREATE TRIGGER statement_pdf_delete BEFORE DELETE ON statement_pdf
  BEGIN SELECT RAISE(ABORT, 'statements are kept'); END;

CREATE TABLE standing(
  line_seq     INTEGER PRIMARY KEY REFERENCES line(seq),
  state        TEXT NOT NULL,
  holds        TEXT NOT NULL,
  statement_id INTEGER REFERENCES statement(id),
  made_by      TEXT NOT NULL,
  approved_by  TEXT NOT NULL,
  approved_on  TEXT NOT NULL CHECK (approved_on = '' OR date(approved_on) IS approved_on),
  note         TEXT NOT NULL
) STRICT;
CREATE INDEX standing_state ON standing(state);
CREATE INDEX standing_statement ON standing(statement_id) WHERE statement_id IS NOT NULL;

CREATE TABLE payment(
  seq          INTEGER PRIMARY KEY REFERENCES line(seq),
  partner_id   INTEGER NOT NULL REFERENCES partner(id),
  day          TEXT NOT NULL CHECK (date(day) IS day),
  amount_minor INTEGER NOT NULL,
  currency     TEXT NOT NULL CHECK (length(currency) = 3),
  method       TEXT NOT NULL,
  reference    TEXT NOT NULL,
  statement_id INTEGER REFERENCES statement(id),
  shown_id     INTEGER REFERENCES statement(id),
  note         TEXT NOT NULL
) STRICT;
CREATE INDEX payment_partner ON payment(partner_id, day);
CREATE INDEX payment_day ON payment(day);
CREATE INDEX payment_waiting ON payment(partner_id, day) WHERE shown_id IS NULL;
CREATE INDEX payment_statement ON payment(statement_id) WHERE statement_id IS NOT NULL;
CREATE INDEX payment_shown ON payment(shown_id) WHERE shown_id IS NOT NULL;

-- Tax: what papers take to know of a partner.

CREATE TABLE tax_profile(
  partner_id INTEGER PRIMARY KEY REFERENCES partner(id),
  w9_on      TEXT NOT NULL CHECK (w9_on = '' OR date(w9_on) IS w9_on),
  vat_number TEXT NOT NULL,
  vat_rate   TEXT NOT NULL,
  vat_by     TEXT NOT NULL CHECK (vat_by IN ('line', 'total')),
  self_from  TEXT NOT NULL CHECK (self_from = '' OR date(self_from) IS self_from),
  self_to    TEXT NOT NULL CHECK (self_to = '' OR date(self_to) IS self_to),
  wording    TEXT NOT NULL,
  version    INTEGER NOT NULL
) STRICT;

-- Self-billing documents and their bytes: issued once, taken back only by another one.

CREATE TABLE selfbill(
  id           INTEGER PRIMARY KEY,
  number       TEXT NOT NULL UNIQUE,
  series       TEXT NOT NULL,
  no           INTEGER NOT NULL,
  partner_id   INTEGER NOT NULL REFERENCES partner(id),
  statement_id INTEGER NOT NULL REFERENCES statement(id),
  currency     TEXT NOT NULL CHECK (length(currency) = 3),
  day          TEXT NOT NULL CHECK (date(day) IS day),
  rate         TEXT NOT NULL,
  vat_by       TEXT NOT NULL CHECK (vat_by IN ('line', 'total')),
  net          INTEGER NOT NULL,
  vat          INTEGER NOT NULL,
  gross        INTEGER NOT NULL CHECK (gross = net + vat),
  lines        INTEGER NOT NULL,
  credits_id   INTEGER UNIQUE REFERENCES selfbill(id),
  reason       TEXT NOT NULL,
  vat_seq      INTEGER UNIQUE REFERENCES line(seq),
  sha256       BLOB NOT NULL CHECK (length(sha256) = 32),
  issued_at    TEXT NOT NULL,
  UNIQUE (series, no)
) STRICT;
CREATE INDEX selfbill_partner ON selfbill(partner_id);
CREATE INDEX selfbill_statement ON selfbill(statement_id);
CREATE INDEX selfbill_sha256 ON selfbill(sha256);
CREATE TRIGGER selfbill_update BEFORE UPDATE ON selfbill
  BEGIN SELECT RAISE(ABORT, 'what was issued is not edited'); END;
CREATE TRIGGER selfbill_delete BEFORE DELETE ON selfbill
  BEGIN SELECT RAISE(ABORT, 'self-billing documents are kept'); END;

CREATE TABLE selfbill_pdf(
  selfbill_id INTEGER PRIMARY KEY REFERENCES selfbill(id),
  bytes       BLOB NOT NULL
) STRICT;
CREATE TRIGGER selfbill_pdf_update BEFORE UPDATE ON selfbill_pdf
  BEGIN SELECT RAISE(ABORT, 'what was issued is not edited'); END;
CREATE TRIGGER selfbill_pdf_delete BEFORE DELETE ON selfbill_pdf
  BEGIN SELECT RAISE(ABORT, 'self-billing documents are kept'); END;

-- Caches that one check compares with what they were summed from: what rules measured and paid in a window, and the ledger by
-- partner, currency, state and month.
CREATE TABLE tally(
  agreement_id INTEGER NOT NULL REFERENCES agreement(id),
  rule         INTEGER NOT NULL,
  window       TEXT NOT NULL CHECK (window = '' OR date(window) IS window),
  measured     INTEGER NOT NULL,
  earned       INTEGER NOT NULL,
  last_day     TEXT NOT NULL CHECK (last_day = '' OR date(last_day) IS last_day),
  PRIMARY KEY (agreement_id, rule, window)
) STRICT, WITHOUT ROWID;
CREATE TABLE line_sum(
  partner_id INTEGER NOT NULL REFERENCES partner(id),
  currency   TEXT NOT NULL,
  state      TEXT NOT NULL,
  month      TEXT NOT NULL,
  count      INTEGER NOT NULL,
  minor      INTEGER NOT NULL,
  PRIMARY KEY (partner_id, currency, state, month)
) STRICT, WITHOUT ROWID;

-- Disputes, and files kept with things: equal bytes are kept once.

CREATE TABLE dispute(
  id            INTEGER PRIMARY KEY,
  number        TEXT NOT NULL UNIQUE,
  line_seq      INTEGER NOT NULL REFERENCES line(seq),
  state         TEXT NOT NULL,
  raised_by     TEXT NOT NULL,
  raised_on     TEXT NOT NULL CHECK (date(raised_on) IS raised_on),
  deadline      TEXT NOT NULL CHECK (date(deadline) IS deadline),
  figure_minor  INTEGER NOT NULL,
  currency      TEXT NOT NULL CHECK (length(currency) = 3),
  claim         TEXT NOT NULL,
  agreed_minor  INTEGER,
  adjustment    INTEGER REFERENCES line(seq),
  entered_at    TEXT NOT NULL,
  version       INTEGER NOT NULL
) STRICT;
CREATE INDEX dispute_line ON dispute(line_seq);
CREATE INDEX dispute_state ON dispute(state, deadline);
CREATE INDEX dispute_adjustment ON dispute(adjustment) WHERE adjustment IS NOT NULL;

CREATE TABLE attachment(
  id      INTEGER PRIMARY KEY,
  kind    TEXT NOT NULL,
  subject INTEGER NOT NULL,
  name    TEXT NOT NULL,
  size    INTEGER NOT NULL,
  sha256  BLOB NOT NULL REFERENCES attached(sha256),
  at      TEXT NOT NULL,
  who     TEXT NOT NULL
) STRICT;
CREATE INDEX attachment_subject ON attachment(kind, subject);
CREATE INDEX attachment_sha256 ON attachment(sha256);
CREATE TABLE attached(
  sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
  bytes  BLOB NOT NULL
) STRICT;

-- Exchange rates by day: how much of "quote" one of "base" buys.

CREATE TABLE rate(
  base   TEXT NOT NULL CHECK (length(base) = 3),
  quote  TEXT NOT NULL CHECK (length(quote) = 3),
  day    TEXT NOT NULL CHECK (date(day) IS day),
  rate   TEXT NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (base, quote, day)
) STRICT, WITHOUT ROWID;

-- Imports

CREATE TABLE batch(
  id        INTEGER PRIMARY KEY,
  at        TEXT NOT NULL,
  actor     TEXT NOT NULL,
  what      TEXT NOT NULL,
  file      TEXT NOT NULL,
  sha256    BLOB NOT NULL CHECK (length(sha256) = 32),
  created   TEXT NOT NULL CHECK (json_valid(created)),
  updated   TEXT NOT NULL CHECK (json_valid(updated)),
  unchanged TEXT NOT NULL CHECK (json_valid(unchanged)),
  refused   INTEGER NOT NULL,
  made      TEXT NOT NULL CHECK (json_valid(made)),
  changed   TEXT NOT NULL CHECK (json_valid(changed)),
  undone    INTEGER NOT NULL CHECK (undone IN (0, 1))
) STRICT;
CREATE INDEX batch_sha256 ON batch(sha256);
CREATE TABLE mapping(
  what   TEXT NOT NULL,
  header TEXT NOT NULL,
  body   TEXT NOT NULL CHECK (json_valid(body)),
  PRIMARY KEY (what, header)
) STRICT, WITHOUT ROWID;

-- The audit log: append-only. audit_touch finds the lines that name a thing; undone tells which were taken back.

CREATE TABLE audit(
  seq     INTEGER PRIMARY KEY,
  at      TEXT NOT NULL,
  actor   TEXT NOT NULL,
  act     TEXT NOT NULL,
  label   TEXT NOT NULL,
  kind    TEXT NOT NULL,
  subject INTEGER NOT NULL,
  key     BLOB UNIQUE CHECK (length(key) = 16),
  images  TEXT NOT NULL CHECK (json_valid(images)),
  undoes  INTEGER REFERENCES audit(seq),
  result  INTEGER NOT NULL
) STRICT;
CREATE INDEX audit_undoes ON audit(undoes) WHERE undoes IS NOT NULL;
CREATE TRIGGER audit_update BEFORE UPDATE ON audit
  BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_delete BEFORE DELETE ON audit
  BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TABLE audit_touch(
  kind    TEXT NOT NULL,
  subject INTEGER NOT NULL,
  seq     INTEGER NOT NULL REFERENCES audit(seq),
  PRIMARY KEY (kind, subject, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_touch_seq ON audit_touch(seq);
CREATE TABLE undone(
  seq    INTEGER PRIMARY KEY REFERENCES audit(seq),
  by_seq INTEGER NOT NULL
) STRICT;

-- Bank details: every version of where a partner is paid in a currency. account is JSON; what is confirmed moves, the rest is fixed.

CREATE TABLE bank_detail(
  id            INTEGER PRIMARY KEY,
  partner_id    INTEGER NOT NULL REFERENCES partner(id),
  currency      TEXT NOT NULL CHECK (length(currency) = 3),
  no            INTEGER NOT NULL,
  payee         TEXT NOT NULL CHECK (payee IN ('partner', 'person', 'charity')),
  person_id     INTEGER REFERENCES person(id),
  account       TEXT NOT NULL CHECK (json_valid(account)),
  note          TEXT NOT NULL,
  set_at        TEXT NOT NULL,
  set_by        TEXT NOT NULL,
  confirmed_on  TEXT NOT NULL CHECK (confirmed_on = '' OR date(confirmed_on) IS confirmed_on),
  confirmed_by  TEXT NOT NULL,
  confirmed_how TEXT NOT NULL,
  version       INTEGER NOT NULL,
  UNIQUE (partner_id, currency, no)
) STRICT;
CREATE INDEX bank_detail_person ON bank_detail(person_id) WHERE person_id IS NOT NULL;
CREATE TRIGGER bank_detail_fixed BEFORE UPDATE OF partner_id, currency, no, payee, person_id, account, note, set_at, set_by ON bank_detail
  BEGIN SELECT RAISE(ABORT, 'a version of bank details is not edited'); END;

-- Payouts: one payment to one payee each, the lines it claims, and the files they were exported in, byte for byte. A claim is live until
-- its payout comes to nothing; no line has two live claims.

CREATE TABLE payout_file(
  id       INTEGER PRIMARY KEY,
  number   TEXT NOT NULL UNIQUE,
  run      TEXT NOT NULL,
  format   TEXT NOT NULL,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  count    INTEGER NOT NULL CHECK (count > 0),
  minor    INTEGER NOT NULL CHECK (minor > 0),
  name     TEXT NOT NULL,
  day      TEXT NOT NULL CHECK (date(day) IS day),
  sha256   BLOB NOT NULL CHECK (length(sha256) = 32),
  made_at  TEXT NOT NULL,
  made_by  TEXT NOT NULL,
  bytes    BLOB NOT NULL
) STRICT;
CREATE TRIGGER payout_file_update BEFORE UPDATE ON payout_file
  BEGIN SELECT RAISE(ABORT, 'what was exported is not edited'); END;
CREATE TRIGGER payout_file_delete BEFORE DELETE ON payout_file
  BEGIN SELECT RAISE(ABORT, 'what was exported is kept'); END;

CREATE TABLE payout(
  id           INTEGER PRIMARY KEY,
  number       TEXT NOT NULL UNIQUE,
  words        TEXT NOT NULL,
  run          TEXT NOT NULL,
  partner_id   INTEGER NOT NULL REFERENCES partner(id),
  detail_id    INTEGER NOT NULL REFERENCES bank_detail(id),
  method       TEXT NOT NULL,
  amount_minor INTEGER NOT NULL CHECK (amount_minor BETWEEN 1 AND 900000000000000),
  currency     TEXT NOT NULL CHECK (length(currency) = 3),
  lines        INTEGER NOT NULL CHECK (lines > 0),
  state        TEXT NOT NULL,
  made         TEXT NOT NULL CHECK (date(made) IS made),
  made_by      TEXT NOT NULL,
  approved     TEXT NOT NULL CHECK (approved = '' OR date(approved) IS approved),
  approver     TEXT NOT NULL,
  file_id      INTEGER REFERENCES payout_file(id),
  sent         TEXT NOT NULL CHECK (sent = '' OR date(sent) IS sent),
  ended        TEXT NOT NULL CHECK (ended = '' OR date(ended) IS ended),
  reference    TEXT NOT NULL,
  reason       TEXT NOT NULL,
  after_id     INTEGER REFERENCES payout(id),
  payment_seq  INTEGER REFERENCES line(seq),
  version      INTEGER NOT NULL
) STRICT;
CREATE INDEX payout_partner ON payout(partner_id);
CREATE INDEX payout_state ON payout(state);
CREATE INDEX payout_run ON payout(run);
CREATE INDEX payout_made ON payout(made);
CREATE INDEX payout_detail ON payout(detail_id);
CREATE INDEX payout_of_file ON payout(file_id) WHERE file_id IS NOT NULL;
CREATE INDEX payout_after ON payout(after_id) WHERE after_id IS NOT NULL;
CREATE INDEX payout_payment ON payout(payment_seq) WHERE payment_seq IS NOT NULL;
CREATE TRIGGER payout_fixed BEFORE UPDATE OF number, run, partner_id, detail_id, method, amount_minor, currency, lines, made, made_by, after_id ON payout
  BEGIN SELECT RAISE(ABORT, 'what a payout pays is not edited'); END;
CREATE TRIGGER payout_delete BEFORE DELETE ON payout
  BEGIN SELECT RAISE(ABORT, 'payouts are kept'); END;

CREATE TABLE payout_line(
  payout_id    INTEGER NOT NULL REFERENCES payout(id),
  line_seq     INTEGER NOT NULL REFERENCES line(seq),
  amount_minor INTEGER NOT NULL CHECK (amount_minor <> 0),
  live         INTEGER NOT NULL CHECK (live IN (0, 1)),
  PRIMARY KEY (payout_id, line_seq)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX payout_line_live ON payout_line(line_seq) WHERE live = 1;
CREATE INDEX payout_line_line ON payout_line(line_seq);
CREATE TRIGGER payout_line_delete BEFORE DELETE ON payout_line
  BEGIN SELECT RAISE(ABORT, 'payouts are kept'); END;

-- Plans: terms that agreements take a copy of.

CREATE TABLE plan(
  id       INTEGER PRIMARY KEY,
  number   TEXT NOT NULL UNIQUE,
  name     TEXT NOT NULL,
  folded   TEXT NOT NULL UNIQUE,
  note     TEXT NOT NULL,
  terms    TEXT NOT NULL CHECK (json_valid(terms)),
  archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
  version  INTEGER NOT NULL
) STRICT;

-- Services that partners delivered, recorded by hand.

CREATE TABLE delivery(
  id          INTEGER PRIMARY KEY,
  partner_id  INTEGER NOT NULL REFERENCES partner(id),
  day         TEXT NOT NULL CHECK (date(day) IS day),
  service     TEXT NOT NULL,
  quantity    INTEGER NOT NULL CHECK (quantity <> 0),
  note        TEXT NOT NULL,
  reverses_id INTEGER UNIQUE REFERENCES delivery(id),
  entered_at  TEXT NOT NULL,
  run         INTEGER NOT NULL DEFAULT 0 -- 0 while it waits
) STRICT;
CREATE INDEX delivery_waiting ON delivery(partner_id, day, id) WHERE run = 0;
CREATE INDEX delivery_partner ON delivery(partner_id, day, id);

-- Gifts and other rewards that are not money, to a named person.

CREATE TABLE gift(
  id           INTEGER PRIMARY KEY,
  partner_id   INTEGER NOT NULL REFERENCES partner(id),
  person_id    INTEGER NOT NULL REFERENCES person(id),
  kind         TEXT NOT NULL,
  what         TEXT NOT NULL,
  value_minor  INTEGER NOT NULL CHECK (value_minor BETWEEN 1 AND 900000000000000),
  currency     TEXT NOT NULL CHECK (length(currency) = 3),
  state        TEXT NOT NULL,
  proposed     TEXT NOT NULL CHECK (date(proposed) IS proposed),
  made_by      TEXT NOT NULL,
  approver     TEXT NOT NULL,
  given        TEXT NOT NULL CHECK (given = '' OR date(given) IS given),
  note         TEXT NOT NULL,
  statement_id INTEGER REFERENCES statement(id),
  version      INTEGER NOT NULL
) STRICT;
CREATE INDEX gift_partner ON gift(partner_id);
CREATE INDEX gift_person ON gift(person_id);
CREATE INDEX gift_statement ON gift(statement_id) WHERE statement_id IS NOT NULL;

-- Search: beginnings of words. The views say what is found by which words; the indexes keep no text of their own, so a row is taken
-- out with the same words it was put in with.

CREATE VIEW partner_words AS SELECT id, folded || ' ' || words AS words FROM partner;
CREATE VIEW person_words AS SELECT id, folded || ' ' || words AS words FROM person;
CREATE VIEW client_words AS SELECT id, folded || ' ' || words AS words FROM client;
CREATE VIEW plan_words AS SELECT id, folded || ' ' || lower(number) AS words FROM plan;
CREATE VIEW agreement_words AS
  SELECT a.id, a.words || ' ' || p.folded AS words, a.partner_id FROM agreement a CROSS JOIN partner p ON p.id = a.partner_id;
CREATE VIEW referral_words AS
  SELECT r.id, r.words || ' ' || p.folded || ' ' || c.folded AS words, r.partner_id, r.client_id
  FROM referral r CROSS JOIN partner p ON p.id = r.partner_id CROSS JOIN client c ON c.id = r.client_id;
CREATE VIEW statement_words AS
  SELECT s.id, s.words || ' ' || p.folded AS words, s.partner_id FROM statement s CROSS JOIN partner p ON p.id = s.partner_id;
CREATE VIEW payout_words AS SELECT id, words FROM payout;

CREATE VIRTUAL TABLE partner_search USING fts5(words, content = '', detail = none, columnsize = 0, prefix = '1 2 3 4 5 6', tokenize = 'ascii');
CREATE VIRTUAL TABLE person_search USING fts5(words, content = '', detail = none, columnsize = 0, prefix = '1 2 3 4 5 6', tokenize = 'ascii');
CREATE VIRTUAL TABLE client_search USING fts5(words, content = '', detail = none, columnsize = 0, prefix = '1 2 3 4 5 6', tokenize = 'ascii');
CREATE VIRTUAL TABLE plan_search USING fts5(words, content = '', detail = none, columnsize = 0, prefix = '1 2 3 4 5 6', tokenize = 'ascii');
CREATE VIRTUAL TABLE agreement_search USING fts5(words, content = '', detail = none, columnsize = 0, prefix = '1 2 3 4 5 6', tokenize = 'ascii');
CREATE VIRTUAL TABLE referral_search USING fts5(words, content = '', detail = none, columnsize = 0, prefix = '1 2 3 4 5 6', tokenize = 'ascii');
CREATE VIRTUAL TABLE statement_search USING fts5(words, content = '', detail = none, columnsize = 0, prefix = '1 2 3 4 5 6', tokenize = 'ascii');
CREATE VIRTUAL TABLE payout_search USING fts5(words, content = '', detail = none, columnsize = 0, prefix = '1 2 3 4 5 6', tokenize = 'ascii');
