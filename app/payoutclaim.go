package app

import (
	"fmt"
	"slices"

	"rapport/app/money"
)

// payable is what can be paid to a partner in a currency now.
type payable struct {
	open   int64   // owed and in no payout yet; negative when more was taken back or paid than was earned
	claims []Claim // the lines that make it up, in ledger order; their sum is amount
	amount int64   // open, less lines that are held
	held   int64   // held back, such as a line in dispute
}

// payable works out what a payout would claim: every line of a statement that no payout has, less what recorded payments have paid of
// the oldest, and what was taken back as lines of their own.
func (t *tx) payable(partner ID[Partner], currency money.Currency) (payable, error) {
	var p payable
	taken, err := t.taken(partner, currency)
	if err != nil {
		return p, err
	}
	owes, err := owed(t.Books, partner, currency)
	if err != nil {
		return p, err
	}
	p.open = owes - taken.sum
	q := Query{}.With(Is("partner", fmt.Sprint(int64(partner))), Is("currency", string(currency)), Is("state", string(OnStatement)))
	var free int64
	var held []bool
	err = t.Standings(q, func(l *LineRow) error {
		if !taken.lines[l.Seq] {
			p.claims = append(p.claims, Claim{Line: l.Seq, Minor: l.Amount.Minor})
			held = append(held, len(l.Standing.Holds) > 0)
			free += l.Amount.Minor
		}
		return nil
	})
	if err != nil {
		return p, err
	}
	p.payOff(free - p.open)
	return p, p.without(held)
}

// payOff takes what was paid already off the oldest lines.
func (p *payable) payOff(paid int64) {
	for i := range p.claims {
		c := &p.claims[i]
		if paid > 0 && c.Minor > 0 {
			less := min(paid, c.Minor)
			c.Minor, paid = c.Minor-less, paid-less
		}
	}
}

// without leaves out lines that are held and those with nothing left to pay.
func (p *payable) without(held []bool) (err error) {
	var keep []Claim
	var parts []int64
	for i, c := range p.claims {
		switch {
		case held[i] && c.Minor > 0:
			p.held += c.Minor
		case c.Minor != 0:
			keep, parts = append(keep, c), append(parts, c.Minor)
		}
	}
	p.claims = keep
	p.amount, err = money.SumMinor(parts...)
	return err
}

// taken is what live payouts have claimed of a partner's lines in a currency.
type taken struct {
	lines map[int64]bool
	sum   int64
}

func (t *tx) taken(partner ID[Partner], currency money.Currency) (taken, error) {
	out := taken{lines: map[int64]bool{}}
	claims, err := t.OpenClaims(partner)
	if err != nil || len(claims) == 0 {
		return out, err
	}
	payouts := map[ID[Payout]]Payout{}
	for _, c := range claims {
		p, ok := payouts[c.Payout]
		if !ok {
			if p, err = t.Payout(c.Payout); err != nil {
				return out, err
			}
			payouts[c.Payout] = p
		}
		if p.Amount.Currency == currency {
			out.lines[c.Line] = true
			out.sum += c.Minor
		}
	}
	return out, nil
}

// notTaken refuses what would touch lines of a statement that a payout has claimed.
func (t *tx) notTaken(s Statement) error {
	got, err := t.taken(s.Partner, s.Currency)
	if err != nil || len(got.lines) == 0 {
		return err
	}
	return t.Standings(Query{}.With(Is("statement", fmt.Sprint(int64(s.ID)))), func(l *LineRow) error {
		if got.lines[l.Seq] {
			return No(fmt.Sprintf("Lines of statement %s are in a payout.", s.Number), "Cancel the payout first.")
		}
		return nil
	})
}

// sumOf is what claims add up to.
func sumOf(claims []Claim) (int64, error) {
	parts := make([]int64, len(claims))
	for i, c := range claims {
		parts[i] = c.Minor
	}
	return money.SumMinor(parts...)
}

// paidLines marks the lines of a cleared payout as paid and gives the latest statement they are on.
func (t *tx) paidLines(p Payout) (ID[Statement], error) {
	claims, err := t.Claims(p.ID)
	if err != nil {
		return 0, err
	}
	var last ID[Statement]
	standings := make([]Standing, 0, len(claims))
	for _, c := range claims {
		_, s, err := t.Line(c.Line)
		if err != nil {
			return 0, err
		}
		last = max(last, s.Statement)
		s.State = Paid
		standings = append(standings, s)
	}
	slices.SortFunc(standings, func(a, b Standing) int { return int(a.Statement - b.Statement) })
	return last, t.PutStanding(standings)
}
