package app

import (
	"crypto/sha256"
	"fmt"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// checkBooks holds the books against the rules: the ledger's chain, what tallies and statements say against its lines,
// statement numbers without gaps, opening balances that follow on, and the kept PDF bytes.
func checkBooks(b Books, c *Checkup) error {
	if c.Checked == nil {
		c.Checked = map[string]int64{}
	}
	sums, err := checkLedger(b, c)
	if err != nil {
		return err
	}
	if err := checkStatements(b, c, sums); err != nil {
		return err
	}
	return checkTallies(b, c, sums)
}

func (c *Checkup) find(what, where, format string, args ...any) {
	c.Problems = append(c.Problems, Finding{What: what, Where: where, Say: fmt.Sprintf(format, args...)})
}

// ledgerSums is what one pass over the ledger adds up.
type ledgerSums struct {
	statement map[ID[Statement]]int64
	tallies   map[tallyKey]terms.Tally
	competing map[ID[Agreement]]bool // a line names only the rule that won, not all that measured it
	paid      map[liabilityKey]int64
}

// checkLedger walks the chain once and adds up what the other checks need.
func checkLedger(b Books, c *Checkup) (ledgerSums, error) {
	s := ledgerSums{map[ID[Statement]]int64{}, map[tallyKey]terms.Tally{}, map[ID[Agreement]]bool{}, map[liabilityKey]int64{}}
	engines := map[ID[AgreementVersion]]*terms.Engine{}
	err := b.AllVersions(func(a Agreement, v AgreementVersion) error {
		e, err := terms.Compile(v.Terms, a.From)
		if err != nil {
			c.find("terms", a.Number, "Version %d can't be read: %v.", v.No, err)
			return nil
		}
		engines[v.ID] = e
		s.competing[a.ID] = s.competing[a.ID] || e.Competes()
		return nil
	})
	if err != nil {
		return s, err
	}
	var head Watermark
	err = b.EachLine(1, func(l *Line) error {
		if err := CheckLine(head, l); err != nil {
			c.find("ledger", fmt.Sprint("line ", l.Seq), "The ledger was altered: %v.", err)
		}
		head = Watermark{l.Seq, l.Hash}
		c.Checked["ledger lines"]++
		if l.Kind == PaymentLine {
			s.paid[liabilityKey{l.Partner, l.Amount.Currency}] -= l.Amount.Minor
		}
		return nil
	})
	if err != nil {
		return s, err
	}
	err = b.Standings(Query{}, func(l *LineRow) error {
		if l.Standing.Statement != 0 {
			s.statement[l.Standing.Statement] += l.Amount.Minor
		}
		if l.Standing.State != VoidLine || l.Amount.Minor == 0 {
			s.tally(l, engines[l.Version])
		}
		return nil
	})
	return s, err
}

// tally adds a line to what its rule, and cap and floor, should have measured and paid.
func (s ledgerSums) tally(l *LineRow, e *terms.Engine) {
	if e == nil || l.Kind == AdjustmentLine {
		return
	}
	if w := e.WindowOf(terms.AllRules, l.Day); w != (calendar.Period{}) {
		k := tallyKey{l.Agreement, terms.AllRules, w.From}
		t := s.tallies[k]
		t.Earned += l.Amount.Minor
		s.tallies[k] = t
	}
	if l.Rule == 0 {
		return
	}
	if w := e.WindowOf(l.Rule, l.Day); w != (calendar.Period{}) {
		k := tallyKey{l.Agreement, l.Rule, w.From}
		t := s.tallies[k]
		t.Earned += l.Amount.Minor
		if l.Kind == Earning || l.Kind == Reversal {
			t.Measured += e.MeasuredBy(l.Rule, l.Base, l.Kind == Earning)
		}
		s.tallies[k] = t
	}
}

// checkStatements holds each statement against its lines, payments, predecessor and kept bytes, and numbers against gaps.
func checkStatements(b Books, c *Checkup, sums ledgerSums) error {
	last := map[string]int64{}
	closing := map[ID[Statement]]Statement{}
	return b.StatementIDs(Query{}.By("number", false), func(ids []int32) error {
		rows, err := b.StatementRows(ids)
		if err != nil {
			return err
		}
		for _, row := range rows {
			s := row.Statement
			c.Checked["statements"]++
			closing[s.ID] = s
			if s.No != last[s.Series]+1 {
				c.find("number", s.Number, "The number before it is missing.")
			}
			last[s.Series] = s.No
			if s.State != StatementVoid && sums.statement[s.ID] != s.Earned {
				c.find("balance", s.Number, "Its lines add up to %s, not %s.", money.New(sums.statement[s.ID], s.Currency), money.New(s.Earned, s.Currency))
			}
			if s.Opening+s.Earned-s.Paid != s.Closing {
				c.find("balance", s.Number, "Opening balance, lines and payments do not give its closing balance.")
			}
			if p, ok := closing[s.Previous]; s.Previous != 0 && (!ok || p.Closing != s.Opening) {
				c.find("balance", s.Number, "It does not open with the closing balance of the statement before.")
			}
			pdf, err := b.StatementPDF(s.ID)
			if err != nil {
				return err
			}
			if sha256.Sum256(pdf) != s.SHA256 {
				c.find("document", s.Number, "The kept PDF is not what was issued.")
			}
		}
		return nil
	})
}

// checkTallies compares the kept tallies with the ledger's sums.
func checkTallies(b Books, c *Checkup, sums ledgerSums) error {
	return b.Tallies(func(t Tally) error {
		c.Checked["tallies"]++
		want := sums.tallies[tallyKey{t.Agreement, t.Rule, t.Window}]
		if want.Earned != t.Earned || t.Rule != terms.AllRules && want.Measured != t.Measured && !sums.competing[t.Agreement] {
			c.find("tally", fmt.Sprintf("agreement %d rule %d from %s", t.Agreement, t.Rule, t.Window),
				"It says %d measured, %d paid; the ledger says %d and %d.", t.Measured, t.Earned, want.Measured, want.Earned)
		}
		return nil
	})
}
