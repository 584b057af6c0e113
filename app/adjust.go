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
		if of, _, err := t.Line(max(l.Reverses, 1)); l.Kind == TrueUp && (err != nil || of.Amount.Minor != 0) {
			return No(fmt.Sprintf("Line %d belongs to line %d.", seq, l.Reverses), "Reverse that line; its true-ups go with it.")
		}
		head, err := t.Head()
		if err != nil {
			return err
		}
		left, base, err := t.leftOf(l)
		if err != nil {
			return err
		}
		if left == 0 {
			return No(fmt.Sprintf("Nothing is left of line %d; it was taken back before.", seq), "")
		}
		why := terms.Reason{Currency: l.Amount.Currency, Event: "reversed", Base: -base, Of: seq, OfBase: l.Base,
			OfAmount: l.Amount.Minor, Taken: l.Amount.Minor - left, Result: -left}
		back := Line{Key: lineKey(keyReverse, seq, head.Seq+1, 0), Partner: l.Partner, Kind: Reversal, Day: t.today, Amount: money.New(-left, l.Amount.Currency),
			Base: -base, Rate: l.Rate, Agreement: l.Agreement, Version: l.Version, Rule: l.Rule,
			Referral: l.Referral, Fee: l.Fee, Reverses: seq}
		if err := t.lowerTallies(&back); err != nil {
			return err
		}
		return t.postByHand(back, why, reason, "Reversed line %d of %s", seq, l.Amount)
	})
}

// lowerTallies takes a reversal out of what its rule, and cap and floor, have measured and paid in the window of its day.
func (t *tx) lowerTallies(back *Line) error {
	if back.Agreement == 0 {
		return nil
	}
	v, err := t.Version(back.Version)
	if err != nil {
		return err
	}
	a, err := t.Agreement(back.Agreement)
	if err != nil {
		return err
	}
	e, err := terms.Compile(v.Terms, a.From)
	if err != nil {
		return err
	}
	r := &runner{t: t, tallies: map[tallyKey]*kept{}}
	if of, _, err := t.Line(back.Reverses); err == nil && (e.PaysBySum(of.Rule) || of.Rule != 0 && e.ByPeriod(of.Rule)) {
		back.Window = of.Window
	}
	if err := r.lower(e, back); err != nil {
		return err
	}
	return r.putTallies()
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
	if err := post.add(l, s); err != nil {
		return err
	}
	t.noUndo = true
	t.did(KindLine, post.head.Seq, label, args...)
	return post.flush()
}
