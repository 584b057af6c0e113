package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"rapport/app/money"
	"rapport/app/terms"
)

// Payments are the use-cases of money paid to partners.
type Payments struct{ f *Firm }

// Methods are the ways a payment is made.
func Methods() []string { return []string{"bank transfer", "cheque", "card", "cash", "other"} }

// Of gives a partner's payments by day.
func (u Payments) Of(ctx context.Context, id ID[Partner]) ([]Payment, error) {
	return read(ctx, u.f, func(b Books) ([]Payment, error) { return b.PaymentsOf(id) })
}

// Record keeps a payment on a statement. What is above the partner's open balance is refused.
func (u Payments) Record(ctx context.Context, ask Ask, p Payment) (Receipt, error) {
	return u.f.write(ctx, ask, "payment.record", func(t *tx) error {
		s, err := t.Statement(p.Statement)
		if err != nil {
			return err
		}
		p.Partner = s.Partner
		if p.Day == 0 {
			p.Day = t.today
		}
		if err := t.checkPayment(&p, s); err != nil {
			return err
		}
		if err := t.postPayment(&p, 0); err != nil {
			return err
		}
		t.noUndo = true
		t.did(KindPayment, p.Seq, "Recorded a payment of %s on %s", p.Amount, s.Number)
		t.touch(KindPartner, int64(s.Partner))
		if err := t.warnOfForms(p); err != nil {
			return err
		}
		return t.settle(s.Partner, p.Amount.Currency)
	})
}

func (t *tx) checkPayment(p *Payment, s Statement) error {
	partner, err := t.Partner(s.Partner)
	if err != nil {
		return err
	}
	open, err := owed(t.Books, s.Partner, s.Currency)
	if err != nil {
		return err
	}
	got, err := t.taken(s.Partner, s.Currency)
	if err != nil {
		return err
	}
	p.Reference = strings.TrimSpace(p.Reference)
	switch {
	case partner.State == Blocked:
		return No(partner.Name+" is blocked and can't be paid.", "Clear that up first.")
	case s.State == StatementVoid:
		return No(fmt.Sprintf("Statement %s is void.", s.Number), "Record the payment on a statement that stands.")
	case p.Amount.Currency != s.Currency:
		return Bad("amount", fmt.Sprintf("Statement %s is in %s.", s.Number, s.Currency), "Enter the amount in that currency.")
	case p.Amount.Minor <= 0:
		return Bad("amount", "A payment must be above zero.", "Enter the amount that was paid.")
	case p.Amount.Minor > open:
		return Bad("amount", fmt.Sprintf("Only %s is owed to %s.", money.New(max(0, open), s.Currency), partner.Name), "Enter at most that.")
	case p.Amount.Minor > open-got.sum:
		return Bad("amount", fmt.Sprintf("%s of what is owed to %s is in a payout.", money.New(got.sum, s.Currency), partner.Name), "Mark the payout, or cancel it first.")
	case p.Day > t.today:
		return Bad("day", fmt.Sprintf("%s lies in the future.", p.Day), "Enter the day it was paid.")
	case p.Day < s.Issued:
		return Bad("day", fmt.Sprintf("%s is before statement %s was issued on %s.", p.Day, s.Number, s.Issued), "Correct the day.")
	case !slices.Contains(Methods(), p.Method):
		return Bad("method", fmt.Sprintf("%q is not a way to pay.", p.Method), "Choose "+orList(Methods())+".")
	}
	return within("reference", p.Reference, 140)
}

// owed is the closing balance of the latest statement less what was paid since.
func owed(b Books, partner ID[Partner], currency money.Currency) (int64, error) {
	last, _, err := b.LastStatement(partner, currency)
	if err != nil {
		return 0, err
	}
	paid, err := b.PaymentsToShow(partner)
	open := last.Closing
	for _, p := range paid {
		if p.Amount.Currency == currency {
			open -= p.Amount.Minor
		}
	}
	return open, err
}

// postPayment adds the ledger line and the payment's own row. One that came back points at the ledger line of the payment.
func (t *tx) postPayment(p *Payment, back int64) error {
	post, err := t.poster()
	if err != nil {
		return err
	}
	why := terms.Reason{Currency: p.Amount.Currency, Event: "paid", Result: -p.Amount.Minor}
	if back != 0 {
		why.Event, why.Label = "came back", "A payment that came back"
	}
	l := Line{Key: lineKey(keyPayment, post.head.Seq+1, p.Statement, 0), Partner: p.Partner, Kind: PaymentLine, Day: p.Day,
		Amount: p.Amount.Neg(), Reverses: back, Reason: why.Compact()}
	if err := post.add(l, Standing{}); err != nil {
		return err
	}
	p.Seq = post.head.Seq
	if err := post.flush(); err != nil {
		return err
	}
	return t.AddPayment(*p)
}

// settle marks as settled every statement whose closing balance the payments since have covered, with its lines.
func (t *tx) settle(partner ID[Partner], currency money.Currency) error {
	open, err := owed(t.Books, partner, currency)
	if err != nil {
		return err
	}
	list, err := t.StatementsOf(partner)
	if err != nil {
		return err
	}
	// What is still owed is the newest earnings: going back from the latest statement, those above it are open.
	for _, s := range slices.Backward(list) {
		if s.Currency != currency || s.State == StatementVoid {
			continue
		}
		if open > 0 {
			open -= s.Earned
			continue
		}
		if !slices.Contains(NextStatementStates(s.State), StatementSettled) {
			continue
		}
		if err := t.settleOne(s); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) settleOne(s Statement) error {
	var paid []Standing
	err := t.Standings(Query{}.With(Is("statement", fmt.Sprint(int64(s.ID)))), func(l *LineRow) error {
		st := l.Standing
		st.State = Paid
		paid = append(paid, st)
		return nil
	})
	if err != nil {
		return err
	}
	if err := t.PutStanding(paid); err != nil {
		return err
	}
	from := s.State
	s.State = StatementSettled
	t.touch(KindStatement, int64(s.ID))
	t.touch(KindLine, 0)
	return t.saveStatement(s, from, Move{Note: "paid"})
}

// Owed gives what is owed to a partner, as a statement of today would say, in each currency it has sums in.
func (u Payments) Owed(ctx context.Context, partner ID[Partner], sums []Sums) ([]money.Money, error) {
	return read(ctx, u.f, func(b Books) (out []money.Money, err error) {
		for i, s := range sums {
			if i > 0 && s.Currency == sums[i-1].Currency {
				continue
			}
			minor, err := owed(b, partner, s.Currency)
			if err != nil {
				return nil, err
			}
			out = append(out, money.New(minor, s.Currency))
		}
		return out, nil
	})
}

// Compare holds the figure a partner or a bank names against ours, to the cent.
func (u Payments) Compare(ctx context.Context, partner ID[Partner], figure money.Money) (ours money.Money, difference money.Money, err error) {
	ours, err = read(ctx, u.f, func(b Books) (money.Money, error) {
		minor, err := owed(b, partner, figure.Currency)
		return money.New(minor, figure.Currency), err
	})
	if err != nil {
		return ours, difference, err
	}
	difference, err = figure.Sub(ours)
	return ours, difference, err
}
