package app

import (
	"context"
	"fmt"
	"strings"

	"rapport/app/calendar"
	"rapport/app/money"
)

// GateRule says what a gate asks for, who says so, since when, and what it does while that is missing.
type GateRule struct {
	Gate   Gate // empty where it is not set aside for a partner but cleared line by line
	Title  string
	Asks   string // as a sentence
	Does   string // "blocks", "holds"
	Source string
	From   calendar.Day // 0: of all days
}

// Gating is how a gate stands for a partner today.
type Gating struct {
	GateRule
	Missing string   // what is missing and what that stops, as sentences; empty when nothing is
	Blocks  bool     // it stops something now; while something is missing and it does not, it warns
	Aside   Override // by whom it is set aside; its Gate is empty while it stands
}

// SetAside tells whether a person set the gate aside.
func (g Gating) SetAside() bool { return g.Aside.Gate != "" }

// RuleOf is the rule behind a reason that a line is held for; false where it is none but somebody's act.
func RuleOf(hold string) (GateRule, bool) {
	if hold != HoldConsent {
		return GateRule{}, false
	}
	return GateRule{Title: "Division of a fee", Asks: "The client agrees to each share, and the agreement is confirmed in writing.", Does: "holds",
		Source: "ABA Model Rule 1.5(e)(2)"}, true
}

// Rules gives the gates that concern a partner today: those that stop something or are about to, and those that are set aside.
func (u Taxes) Rules(ctx context.Context, id ID[Partner]) ([]Gating, error) {
	return read(ctx, u.f, func(b Books) (out []Gating, err error) {
		s, err := b.Settings()
		if err != nil {
			return nil, err
		}
		p, err := b.Partner(id)
		if err != nil {
			return nil, err
		}
		g := gateReader{b, s, p, u.f.today(s)}
		for _, gate := range []func() (Gating, error){g.tin, g.selfBilling} {
			one, err := gate()
			if err != nil {
				return nil, err
			}
			if aside, ok, err := asideOn(b, one.Gate, id, g.today); err != nil {
				return nil, err
			} else if ok {
				one.Aside, one.Blocks = aside, false
			}
			if one.Missing != "" || one.SetAside() {
				out = append(out, one)
			}
		}
		return out, nil
	})
}

// gateReader holds a partner against the gates.
type gateReader struct {
	b     Books
	s     Settings
	p     Partner
	today calendar.Day
}

// tin is the rule on the tax number: from 80 % of the threshold on something is missing, and it blocks when what is owed would reach it.
func (g gateReader) tin() (Gating, error) {
	limit := thresholdOn(g.s, Form1099, g.today)
	out := Gating{GateRule: GateRule{Gate: GateTIN, Title: "Form 1099-NEC", Does: "blocks", Source: limit.Source, From: limit.From,
		Asks: fmt.Sprintf("The payee's tax number (TIN) is known before it is paid %s in a calendar year.", limit.Amount)}}
	c := limit.Amount.Currency
	if g.p.TaxNumber != "" || !reported(g.s, g.p, c) {
		return out, nil
	}
	details, err := g.b.BankDetails(g.p.ID)
	if err != nil {
		return out, err
	}
	if d, ok := latestDetail(details, c); ok && paymentMethod(d.Account.Method) == "card" {
		return out, nil
	}
	paid, err := g.paid(c)
	if err != nil {
		return out, err
	}
	owes, err := owed(g.b, g.p.ID, c)
	if err != nil {
		return out, err
	}
	sum, err := money.SumMinor(paid, max(owes, 0))
	if err != nil || sum < money.MulDiv(limit.Amount.Minor, 8, 10, money.HalfUp) {
		return out, err
	}
	out.Missing = fmt.Sprintf("The tax number (TIN) of %s is missing. %s were paid in %d and %s are owed; a payout that reaches %s is not made.",
		g.p.Name, money.New(paid, c), g.today.Year(), money.New(owes, c), limit.Amount)
	out.Blocks = owes > 0 && sum >= limit.Amount.Minor
	return out, nil
}

// paid is what the partner was paid this year by ways that Form 1099-NEC counts.
func (g gateReader) paid(c money.Currency) (sum int64, err error) {
	year := calendar.YearOf(g.today)
	totals, err := g.b.PaymentTotals(year.From, year.To)
	for _, t := range totals {
		if t.Partner == g.p.ID && t.Currency == c && t.Method != "card" {
			sum += t.Minor
		}
	}
	return sum, err
}

// selfBilling is the rule on self-billed documents; it concerns partners with whom the days of such an agreement were entered.
func (g gateReader) selfBilling() (Gating, error) {
	out := Gating{GateRule: GateRule{Gate: GateSelfBilling, Title: "Self-billing", Does: "blocks",
		Asks:   "A self-billing agreement is in force, the partner's VAT number is known, and the document says what it must.",
		Source: "HMRC VAT Notice 700/62; Article 224 and 226 (10a) of Council Directive 2006/112/EC"}}
	profile, err := g.b.TaxProfile(g.p.ID)
	if err != nil || profile.SelfFrom == 0 {
		return out, err
	}
	if p := AsProblem(profile.mayBeBilled(g.p.Name, g.today, true)); p != nil {
		out.Missing, out.Blocks = strings.TrimSuffix(p.Say, ".")+". No document is issued.", true
	}
	return out, nil
}
