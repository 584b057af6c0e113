package app

import (
	"context"
	"fmt"
	"strings"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// Reverse takes an approved line back as a whole, by a line of its own that points at it. A line is reversed once; a
// reversal can itself be reversed once.
func (u Commissions) Reverse(ctx context.Context, ask Ask, seq int64, reason string) (Receipt, error) {
	return u.f.write(ctx, ask, "commission.reverse", func(t *tx) error {
		l, s, err := t.Line(seq)
		if err != nil {
			return err
		}
		if s.State != Approved && s.State != OnStatement && s.State != Paid {
			return No(fmt.Sprintf("Line %d is %s.", seq, s.State), "A line that is not approved yet is voided instead.")
		}
		if s.Disputed() {
			return inDispute(seq)
		}
		if err := isVAT(l); err != nil {
			return err
		}
		if err := t.ofItsOwn(l); err != nil {
			return err
		}
		head, err := t.Head()
		if err != nil {
			return err
		}
		left, base, err := t.leftOf(l)
		if err != nil {
			return err
		}
		e, err := t.engineOf(l)
		if err != nil {
			return err
		}
		if left, err = t.paidInWindow(e, l, left); err != nil {
			return err
		}
		if left == 0 {
			return No(fmt.Sprintf("Nothing is left of line %d; it was taken back before.", seq), "Reverse what took it back, if that was a mistake.")
		}
		why := terms.Reason{Currency: l.Amount.Currency, Event: "reversed", Base: -base, Of: seq, OfBase: l.Base,
			OfAmount: l.Amount.Minor, Taken: l.Amount.Minor - left, Result: -left}
		back := Line{Key: lineKey(keyReverse, seq, head.Seq+1, 0), Partner: l.Partner, Kind: Reversal, Day: t.today, Amount: money.New(-left, l.Amount.Currency),
			Base: -base, Rate: l.Rate, Agreement: l.Agreement, Version: l.Version, Rule: l.Rule,
			Referral: l.Referral, Fee: l.Fee, Reverses: seq}
		if err := t.lowerTallies(e, l, &back, &why); err != nil {
			return err
		}
		return t.postByHand(back, why, reason, "Reversed line %d of %s", seq, l.Amount)
	})
}

// ofItsOwn refuses a true-up that goes with another line, or with all lines of a window.
func (t *tx) ofItsOwn(l Line) error {
	switch {
	case l.Kind != TrueUp:
		return nil
	case l.Reverses == 0:
		return No(fmt.Sprintf("Line %d is of all that was measured before it.", l.Seq), "Reverse a line that is not owed; what the others come to without it follows.")
	}
	of, _, err := t.Line(l.Reverses)
	if err == nil && of.Amount.Minor == 0 {
		return nil
	}
	return orError(err, No(fmt.Sprintf("Line %d belongs to line %d.", l.Seq, l.Reverses), "Reverse that line; its true-ups go with it."))
}

// lowerTallies takes a reversal out of what its rule, and cap and floor, have measured and paid in the window of its day. Where all of a window
// is paid at the step that its total reaches, the next run trues up the others.
func (t *tx) lowerTallies(e *terms.Engine, of Line, back *Line, why *terms.Reason) error {
	if e == nil {
		return nil
	}
	r := &runner{t: t, tallies: map[tallyKey]*kept{}}
	if e.PaysBySum(of.Rule) || of.Rule != 0 && e.ByPeriod(of.Rule) {
		back.Window = of.Window
	}
	if e.TruesUp(of.Rule) {
		if err := r.uncount(e, of, why); err != nil {
			return err
		}
	}
	back.Reason = why.Compact()
	if err := r.lower(e, back); err != nil {
		return err
	}
	return r.putTallies()
}

// uncount takes a line out of the total of its window, which all of the window is paid by: the next run trues up the others.
func (r *runner) uncount(e *terms.Engine, of Line, why *terms.Reason) error {
	if e.Counts(of.Rule) {
		was, err := of.Why()
		if err != nil {
			return err
		}
		k := r.tally(of.Agreement, of.Rule, of.Window, &err)
		why.Counts, why.Before, why.After = true, k.Measured, k.Measured+was.Before-was.After
		if err != nil {
			return err
		}
	}
	r.t.warn("The total of its window is another one without it: the next commission run trues up what the others come to.")
	return r.t.Unsettle(of.Agreement)
}

// engineOf is the engine of the terms that a line was earned under; nil for a line without an agreement.
func (t *tx) engineOf(l Line) (*terms.Engine, error) {
	if l.Agreement == 0 {
		return nil, nil
	}
	v, err := t.Version(l.Version)
	if err != nil {
		return nil, err
	}
	a, err := t.Agreement(l.Agreement)
	if err != nil {
		return nil, err
	}
	return terms.Compile(v.Terms, a.From)
}

// paidInWindow is what is left of a line of a rule that pays by the total of a window: no more than the window has paid, because a refund takes back
// at another line than the one that earned.
func (t *tx) paidInWindow(e *terms.Engine, l Line, left int64) (int64, error) {
	if e == nil || l.Amount.Minor < 0 || !e.PaysBySum(l.Rule) {
		return left, nil
	}
	k, _, err := t.Tally(l.Agreement, l.Rule, l.Window)
	return max(0, min(left, k.Earned)), err
}

// leftOf is what reversals have left of a line, its true-ups and adjustments included, and of its base.
func (t *tx) leftOf(l Line) (amount, base int64, err error) {
	var all family
	if l.Referral != 0 {
		all, err = t.LinesOfReferral(l.Referral)
	} else {
		err = t.Standings(Query{}.With(Is("partner", fmt.Sprint(int64(l.Partner)))), func(r *LineRow) error {
			all = append(all, *r)
			return nil
		})
	}
	amount, base = all.net(l.Seq)
	if all.reversed(l.Seq) {
		return 0, 0, err
	}
	if whole, _ := all.net(all.root(l.Seq)); l.Kind == TrueUp && min(amount, -amount) < min(whole, -whole) {
		amount = whole // what is left of a true-up is at most what is left of its line, refunds and their true-ups included
	}
	return amount, base, err
}

// Adjustment is a correction by hand: an amount up or down with its reason, on a line or on the account.
type Adjustment struct {
	Partner ID[Partner]
	Line    int64 // that it corrects; 0 none
	Amount  money.Money
	Day     calendar.Day // 0 today
	Reason  string
}

// Adjust posts a correction. Past lines never move; the statement shows the adjustment with what it refers to.
func (u Commissions) Adjust(ctx context.Context, ask Ask, a Adjustment) (Receipt, error) {
	return u.f.write(ctx, ask, "commission.adjust", func(t *tx) error {
		_, err := t.adjust(a)
		return err
	})
}

// adjust posts a correction and gives its line.
func (t *tx) adjust(a Adjustment) (int64, error) {
	l := Line{Partner: a.Partner, Kind: AdjustmentLine, Day: orDay(a.Day, t.today), Amount: a.Amount, Reverses: a.Line}
	var ofAmount int64
	if a.Line != 0 {
		of, _, err := t.Line(a.Line)
		if err != nil {
			return 0, err
		}
		if a.Partner != 0 && a.Partner != of.Partner {
			return 0, Bad("line", fmt.Sprintf("Line %d belongs to another partner.", a.Line), "Name a line of this partner.")
		}
		if of.Amount.Currency != a.Amount.Currency {
			return 0, Bad("amount", fmt.Sprintf("Line %d is in %s.", a.Line, of.Amount.Currency), "Enter the amount in that currency.")
		}
		ofAmount = of.Amount.Minor
		l.Partner, l.Referral, l.Fee, l.Agreement, l.Version = of.Partner, of.Referral, of.Fee, of.Agreement, of.Version
	}
	p, err := t.Partner(l.Partner)
	if err != nil {
		return 0, err
	}
	if err := checkAdjustment(a, l.Day, t.today); err != nil {
		return 0, err
	}
	head, err := t.Head()
	if err != nil {
		return 0, err
	}
	l.Key = lineKey(keyAdjustment, head.Seq+1, 0, 0) // the form's own key recognises a repeated request
	why := terms.Reason{Currency: a.Amount.Currency, Event: terms.OnAdjusted, Of: a.Line, OfAmount: ofAmount, Result: a.Amount.Minor}
	return head.Seq + 1, t.postByHand(l, why, a.Reason, "Adjusted the account of %s by %s", p.Name, a.Amount)
}

func checkAdjustment(a Adjustment, day, today calendar.Day) error {
	if a.Amount.Minor == 0 {
		return Bad("amount", "An adjustment of nothing changes nothing.", "Enter an amount above or below zero.")
	}
	if _, err := money.ParseCurrency(string(a.Amount.Currency)); err != nil {
		return Bad("currency", err.Error(), "")
	}
	if a.Amount.Minor > money.Max || a.Amount.Minor < -money.Max {
		return Bad("amount", "The amount is larger than this program can keep.", "Check the number of zeros.")
	}
	if day > today {
		return Bad("day", fmt.Sprintf("%s lies in the future.", day), "Enter today or an earlier day.")
	}
	return nil
}

// postByHand posts a line that a person decided on, with the reason beside it.
func (t *tx) postByHand(l Line, why terms.Reason, reason, label string, args ...any) error {
	if reason = strings.TrimSpace(reason); reason == "" {
		return Bad("reason", "This needs a reason; the partner may ask for it.", "Write why.")
	}
	if err := within("reason", reason, 500); err != nil {
		return err
	}
	l.Reason = why.Compact()
	post, err := t.poster()
	if err != nil {
		return err
	}
	s := Standing{State: Accrued, Note: reason}
	p, err := t.Partner(l.Partner)
	if err != nil {
		return err
	}
	if p.State == Blocked {
		s.State, s.Holds = Held, []HoldReason{{Kind: HoldBlocked}}
	}
	hold, lapsed, err := t.lapsedOf(l.Partner)
	if err != nil {
		return err
	}
	if lapsed {
		s.State, s.Holds = Held, append(s.Holds, hold)
	}
	if err := post.add(l, s); err != nil {
		return err
	}
	t.noUndo = true
	t.did(KindLine, post.head.Seq, label, args...)
	return post.flush()
}
