package app

import (
	"context"
	"fmt"

	"rapport/app/money"
	"rapport/app/terms"
)

// BalanceWriteOff is a negative balance that a firm gives up: more was taken back or paid than the partner has earned.
type BalanceWriteOff struct {
	Partner  ID[Partner]
	Currency money.Currency
	Minor    int64 // how much of it is given up, above zero; 0 all of it
	Reason   string
}

// WriteOff gives a partner's negative balance up, whole or in part, by a line of its own with a reason. A balance is never
// written off by itself: without this it is carried and set against what is earned next.
func (u Commissions) WriteOff(ctx context.Context, ask Ask, w BalanceWriteOff) (Receipt, error) {
	return u.f.write(ctx, ask, "commission.writeoff", func(t *tx) error {
		p, err := t.Partner(w.Partner)
		if err != nil {
			return err
		}
		c, err := money.ParseCurrency(string(w.Currency))
		if err != nil {
			return Bad("currency", err.Error(), "")
		}
		sums, err := t.LineSums(Query{}.With(Is("partner", fmt.Sprint(int64(p.ID))), Is("currency", string(c))))
		if err != nil {
			return err
		}
		balance, held := balanceOf(sums)
		if balance >= 0 {
			return No(fmt.Sprintf("The balance of %s is %s, not below zero.", p.Name, money.New(balance, c)), "There is nothing to write off.")
		}
		if w.Minor == 0 {
			w.Minor = -balance
		}
		if w.Minor < 0 || w.Minor > -balance {
			return Bad("amount", fmt.Sprintf("The balance of %s is %s.", p.Name, money.New(balance, c)), "Enter an amount above zero and at most that, or none for all of it.")
		}
		if held != 0 {
			t.warn("%s of held lines are not counted in the balance.", money.New(held, c))
		}
		head, err := t.Head()
		if err != nil {
			return err
		}
		why := terms.Reason{Label: fmt.Sprintf("balance of %s written off", money.New(balance, c)), Currency: c, Event: terms.OnAdjusted, Result: w.Minor}
		l := Line{Key: lineKey(keyAdjustment, head.Seq+1, 0, 0), Partner: p.ID, Kind: WriteOff, Day: t.today, Amount: money.New(w.Minor, c)}
		return t.postByHand(l, why, w.Reason, "Wrote off %s of the negative balance of %s", l.Amount, p.Name)
	})
}

// balanceOf is what sums of one partner and currency come to, payments taken off; what is void does not count, and what is
// held is given apart.
func balanceOf(sums []Sums) (balance, held int64) {
	for _, s := range sums {
		switch s.State {
		case VoidLine, Forfeited:
		case Held:
			held += s.Minor
		default:
			balance += s.Minor
		}
	}
	return balance, held
}

// Balances gives what a partner's account comes to by currency, below zero what is carried to the next statement. Lines that are
// held or void are not in it.
func (u Commissions) Balances(ctx context.Context, partner ID[Partner]) ([]money.Money, error) {
	return read(ctx, u.f, func(b Books) ([]money.Money, error) { return balancesOf(b, partner) })
}

func balancesOf(b Books, partner ID[Partner]) ([]money.Money, error) {
	sums, err := b.LineSums(Query{}.With(Is("partner", fmt.Sprint(int64(partner)))))
	var out []money.Money
	for i, s := range sums { // by currency
		if i > 0 && sums[i-1].Currency == s.Currency {
			continue
		}
		var same []Sums
		for _, o := range sums {
			if o.Currency == s.Currency {
				same = append(same, o)
			}
		}
		balance, _ := balanceOf(same)
		out = append(out, money.New(balance, s.Currency))
	}
	return out, err
}
