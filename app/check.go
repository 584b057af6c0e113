package app

import (
	"context"
	"crypto/sha256"
	"fmt"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// checkBooks holds the books against the rules: what tallies and statements say against its lines,
// statement numbers without gaps, opening balances that follow on, and the kept PDF bytes.
func (t *tx) checkBooks(ctx context.Context, c *Checkup) error {
	b := t.Books
	if c.Checked == nil {
		c.Checked = map[string]int64{}
	}
	sums, err := checkLedger(b, c)
	if err != nil {
		return err
	}
	if err := checkPayments(b, c, sums); err != nil {
		return err
	}
	if err := checkStatements(b, c, sums); err != nil {
		return err
	}
	if err := checkSelfBills(b, c); err != nil {
		return err
	}
	for seq := range sums.payments {
		c.find("payment", fmt.Sprint("line ", seq), "The ledger holds a payment that is not recorded.")
	}
	kept, err := checkTallies(b, c, sums)
	if err != nil {
		return err
	}
	return t.checkMeasured(ctx, c, sums.competing, kept)
}

func (c *Checkup) find(what, where, format string, args ...any) {
	c.Problems = append(c.Problems, Finding{What: what, Where: where, Say: fmt.Sprintf(format, args...)})
}

// ledgerSums is what one pass over the ledger adds up.
type ledgerSums struct {
	statement map[ID[Statement]]stated
	tallies   map[tallyKey]terms.Tally
	competing map[ID[Agreement]]bool // a line names only the rule that won, not all that measured it, or was measured under other terms
	payments  map[int64]paidLine
}

// stated is what the ledger has on a statement, and the payments that it shows.
type stated struct{ lines, earned, paid int64 }

// paidLine is what the ledger holds of a payment.
type paidLine struct {
	partner ID[Partner]
	amount  money.Money
	day     calendar.Day
}

// checkLedger adds up what the other checks need of the ledger; its chain was checked by what keeps it.
func checkLedger(b Books, c *Checkup) (ledgerSums, error) {
	s := ledgerSums{map[ID[Statement]]stated{}, map[tallyKey]terms.Tally{}, map[ID[Agreement]]bool{}, map[int64]paidLine{}}
	engines := map[ID[AgreementVersion]]*terms.Engine{}
	err := b.AllVersions(func(a Agreement, v AgreementVersion) error {
		e, err := terms.Compile(v.Terms, a.From)
		if err != nil {
			c.find("terms", a.Number, "Version %d can't be read: %v.", v.No, err)
			return nil
		}
		engines[v.ID] = e
		s.competing[a.ID] = s.competing[a.ID] || e.Competes() || v.Retroactive
		return nil
	})
	if err != nil {
		return s, err
	}
	err = b.Standings(Query{}, func(l *LineRow) error {
		if l.Kind == PaymentLine {
			s.payments[l.Seq] = paidLine{l.Partner, l.Amount, l.Day}
		}
		if l.Standing.Statement != 0 {
			on := s.statement[l.Standing.Statement]
			on.lines, on.earned = on.lines+1, on.earned+l.Amount.Minor
			s.statement[l.Standing.Statement] = on
		}
		s.tally(l, engines[l.Version])
		return nil
	})
	return s, err
}

// tally adds a line to what its rule, and cap and floor, should have measured and paid.
func (s ledgerSums) tally(l *LineRow, e *terms.Engine) {
	if e == nil || l.Kind == AdjustmentLine || l.voided() && !e.ByPeriod(l.Rule) {
		return
	}
	amount := l.Amount.Minor
	if l.voided() { // nothing is owed for a period, and it is not due again
		amount = 0
	}
	_ = counts(e, &l.Line, func(number int, window calendar.Day, measured int64) { // what cannot be read shows as a difference
		k := tallyKey{l.Agreement, number, window}
		t := s.tallies[k]
		t.Earned, t.Measured = t.Earned+amount, t.Measured+measured
		s.tallies[k] = t
	})
}

// checkStatements holds each statement against its lines, payments, predecessor and kept bytes, and numbers against gaps.
func checkStatements(b Books, c *Checkup, sums ledgerSums) error {
	var all []Statement
	byID := map[ID[Statement]]Statement{}
	err := b.StatementIDs(Query{}.By("number", false), func(ids []int32) error {
		rows, err := b.StatementRows(ids)
		for _, r := range rows {
			all, byID[r.ID] = append(all, r.Statement), r.Statement
		}
		return err
	})
	last := map[string]int64{}
	c.Checked["statements"] = int64(len(all))
	for _, s := range all {
		if s.No != last[s.Series]+1 {
			c.find("number", s.Number, "The number before it is missing.")
		}
		last[s.Series] = s.No
		if err := checkStatement(b, c, s, byID, sums); err != nil {
			return err
		}
	}
	return err
}

func checkStatement(b Books, c *Checkup, s Statement, byID map[ID[Statement]]Statement, sums ledgerSums) error {
	has, says := sums.statement[s.ID], stated{s.Lines, s.Earned, s.Paid}
	if s.State != StatementVoid && s.State != StatementOver && has != says {
		c.find("balance", s.Number, "It shows %d lines of %s and payments of %s; the ledger has %d lines of %s and payments of %s.",
			says.lines, money.New(says.earned, s.Currency), money.New(says.paid, s.Currency), has.lines, money.New(has.earned, s.Currency), money.New(has.paid, s.Currency))
	}
	if s.Opening+s.Earned-s.Paid != s.Closing {
		c.find("balance", s.Number, "Opening balance, lines and payments do not give its closing balance.")
	}
	if p, ok := byID[s.Previous]; s.Previous != 0 && (!ok || p.Closing != s.Opening) {
		c.find("balance", s.Number, "It does not open with the closing balance of the statement before.")
	}
	pdf, err := b.StatementPDF(s.ID)
	if IsNotFound(err) || err == nil && sha256.Sum256(pdf) != s.SHA256 {
		c.find("document", s.Number, "The kept PDF is not what was issued.")
	}
	return orMissing(err)
}

// checkTallies compares the kept tallies with the ledger's sums, both ways, and gives them. What rules that compete have measured is not in the
// ledger.
func checkTallies(b Books, c *Checkup, sums ledgerSums) (map[tallyKey]int64, error) {
	seen := map[tallyKey]int64{}
	err := b.Tallies(func(t Tally) error {
		c.Checked["tallies"]++
		k := tallyKey{t.Agreement, t.Rule, t.Window}
		seen[k] = t.Measured
		want := sums.tallies[k]
		if want.Earned != t.Earned || t.Rule != terms.AllRules && want.Measured != t.Measured && !sums.competing[t.Agreement] {
			c.find("tally", k.String(), "It says %d measured, %d paid; the ledger says %d and %d.", t.Measured, t.Earned, want.Measured, want.Earned)
		}
		return nil
	})
	for k, want := range sums.tallies {
		if _, ok := seen[k]; !ok && (want.Earned != 0 || want.Measured != 0) {
			c.find("tally", k.String(), "It is missing; the ledger says %d measured, %d paid.", want.Measured, want.Earned)
		}
	}
	return seen, err
}

// String names a tally to people who look after the file.
func (k tallyKey) String() string {
	return fmt.Sprintf("agreement %d rule %d from %s", k.agreement, k.rule, k.window)
}

// checkPayments holds each recorded payment against its ledger line, both ways.
func checkPayments(b Books, c *Checkup, sums ledgerSums) error {
	return b.PartnerIDs(Query{}, func(ids []int32) error {
		for _, id := range ids {
			paid, err := b.PaymentsOf(ID[Partner](id))
			if err != nil {
				return err
			}
			for _, p := range paid {
				c.Checked["payments"]++
				on := sums.statement[p.Shown]
				on.paid += p.Amount.Minor
				sums.statement[p.Shown] = on
				l := sums.payments[p.Seq]
				delete(sums.payments, p.Seq)
				if l.partner != p.Partner || l.amount != p.Amount.Neg() || l.day != p.Day {
					c.find("payment", fmt.Sprint("line ", p.Seq), "The recorded payment is not what the ledger holds.")
				}
			}
		}
		return nil
	})
}
