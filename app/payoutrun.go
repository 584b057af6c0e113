package app

import (
	"context"
	"fmt"
	"slices"

	"rapport/app/bank"
	"rapport/app/money"
)

// Payouts are the use-cases of money out of the door.
type Payouts struct{ f *Firm }

// PayoutOrder says whom to draft payouts for. Nothing given means every partner in every currency.
type PayoutOrder struct {
	Currency money.Currency
	Partners []ID[Partner]
}

// LeftOut is a partner that gets no payout, and why.
type LeftOut struct {
	Partner     ID[Partner]
	PartnerName string
	Amount      money.Money // what is owed; may be negative
	Why         string      // "below the least", "issued later", "negative", "held", "no bank details", "not confirmed", "no tax number", "approval"
	Say         string
	Gate        Gate // the gate that stops it, where one does; it may be set aside
}

// RunPayouts is what a run of payouts drafted or would draft.
type RunPayouts struct {
	Run  string
	Made []PayoutRow
	Left []LeftOut
	Sums []Sums // of Made by currency
}

// Run drafts a payout for every balance that can be paid. Who is left out is named with the reason; nobody waits for them.
func (u Payouts) Run(ctx context.Context, ask Ask, o PayoutOrder) (Receipt, RunPayouts, error) {
	var res RunPayouts
	receipt, err := u.f.write(ctx, ask, "payout.run", func(t *tx) error {
		balances, err := t.balances(o)
		if err != nil {
			return err
		}
		if res.Run, err = t.nextNumber(fmt.Sprintf("B-%d", t.today.Year()), 4); err != nil {
			return err
		}
		for _, s := range balances {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := t.draftPayout(&res, s.Partner, s.Currency); err != nil {
				return err
			}
		}
		if len(res.Made) == 0 {
			return nil
		}
		t.noUndo = true
		t.did(KindPayout, int64(res.Made[0].ID), "Drafted %s in %s, %s", counted(len(res.Made), "payout"), res.Run, sumWords(res.Sums))
		t.touch(KindPayout, 0)
		return nil
	})
	if receipt.Label == "" {
		receipt.Label = "No payout is due."
		if n := len(res.Left); n > 0 {
			receipt.Label = fmt.Sprintf("No payout is due: %s left out.", counted(n, "balance"))
		}
	}
	return receipt, res, err
}

// balances are the partners and currencies that have lines, narrowed to what was asked.
func (t *tx) balances(o PayoutOrder) ([]Sums, error) {
	sums, err := t.PartnerSums(0)
	if err != nil {
		return nil, err
	}
	var out []Sums
	for _, s := range sums {
		if o.Currency != "" && s.Currency != o.Currency || len(o.Partners) > 0 && !slices.Contains(o.Partners, s.Partner) {
			continue
		}
		if (s.State == OnStatement || s.State == Paid) && (len(out) == 0 || out[len(out)-1].Partner != s.Partner || out[len(out)-1].Currency != s.Currency) {
			out = append(out, s)
		}
	}
	return out, nil
}

// draftPayout drafts the payout of one balance, or says why there is none.
func (t *tx) draftPayout(res *RunPayouts, partner ID[Partner], currency money.Currency) error {
	pay, err := t.payable(partner, currency)
	if err != nil || pay.open == 0 {
		return err
	}
	p, err := t.Partner(partner)
	if err != nil {
		return err
	}
	d, left, err := t.mayPay(p, pay, currency)
	if err != nil {
		return err
	}
	if s, ok, err := t.LastStatement(partner, currency); err != nil {
		return err
	} else if ok && s.Issued > t.today {
		left = &LeftOut{partner, p.Name, money.New(pay.open, currency), "issued later", fmt.Sprintf("Statement %s was issued on %s, after %s.", s.Number, s.Issued, t.today), ""}
	}
	if left != nil {
		res.Left = append(res.Left, *left)
		return nil
	}
	made, err := t.addPayout(res.Run, p, d, money.New(pay.amount, currency), pay.claims)
	if err != nil {
		return err
	}
	res.Made = append(res.Made, PayoutRow{Payout: made, PartnerName: p.Name, Account: d.Account, ConfirmedOn: d.ConfirmedOn})
	res.Sums = addSum(res.Sums, made.Amount)
	return nil
}

// addSum counts an amount under its currency.
func addSum(sums []Sums, m money.Money) []Sums {
	for i := range sums {
		if sums[i].Currency == m.Currency {
			sums[i].Count++
			sums[i].Minor += m.Minor
			return sums
		}
	}
	return append(sums, Sums{Currency: m.Currency, Count: 1, Minor: m.Minor})
}

// mayPay gives where a balance is paid, or why it is not.
func (t *tx) mayPay(p Partner, pay payable, c money.Currency) (BankDetail, *LeftOut, error) {
	left := func(why, format string, args ...any) *LeftOut {
		return &LeftOut{p.ID, p.Name, money.New(pay.open, c), why, fmt.Sprintf(format, args...), ""}
	}
	least := t.settings.Payouts.Least[c]
	switch {
	case pay.open < 0:
		return BankDetail{}, left("negative", "More was taken back or paid than was earned; it is set against what is earned next."), nil
	case p.State == Blocked:
		return BankDetail{}, left("held", "%s is blocked.", p.Name), nil
	case pay.amount <= 0 && pay.held > 0:
		return BankDetail{}, left("held", "All of it is held."), nil
	case pay.amount <= 0 || pay.amount < least:
		return BankDetail{}, left("below the least", "Less than %s; it is carried to the next run.", money.New(max(least, 1), c)), nil
	}
	d, why, say, err := t.whereTo(p, c)
	if err != nil || why != "" {
		return d, left(why, "%s", say), err
	}
	if say, err := t.missingTIN(p, c, d.Account.Method, pay.amount); err != nil || say != "" {
		l := left("no tax number", "%s", say)
		l.Gate = GateTIN
		return d, l, err
	}
	return d, nil, nil
}

// whereTo gives the confirmed bank details of a partner, or why there are none.
func (t *tx) whereTo(p Partner, c money.Currency) (d BankDetail, why, say string, err error) {
	all, err := t.BankDetails(p.ID)
	if err != nil {
		return d, "", "", err
	}
	d, ok := latestDetail(all, c)
	switch {
	case !ok:
		return d, "no bank details", fmt.Sprintf("There are no bank details for %s.", c), nil
	case !d.Confirmed():
		return d, "not confirmed", fmt.Sprintf("Not confirmed: bank details set on %s by %s.", t.dayOf(d.SetAt).Label(), d.SetBy), nil
	}
	return d, "", "", nil
}

// addPayout keeps a payout with what it claims; its amount is their sum, or nothing is written.
func (t *tx) addPayout(run string, p Partner, d BankDetail, amount money.Money, claims []Claim) (Payout, error) {
	sum, err := sumOf(claims)
	if err == nil && sum != amount.Minor {
		err = fmt.Errorf("a payout of %s claims lines of %d", amount, sum)
	}
	if err != nil {
		return Payout{}, err
	}
	id, err := t.nextID(KindPayout)
	if err != nil {
		return Payout{}, err
	}
	out := Payout{ID: ID[Payout](id), Run: run, Partner: p.ID, Detail: d.ID, Method: d.Account.Method, Amount: amount, Lines: int64(len(claims)),
		State: PayoutDraft, Made: t.today, MadeBy: t.actor, Version: 1}
	if out.Number, err = t.nextNumber(fmt.Sprintf("PO-%d", t.today.Year()), 4); err != nil {
		return out, err
	}
	if out.After, err = t.attemptBefore(p.ID, amount.Currency); err != nil {
		return out, err
	}
	for i := range claims {
		claims[i].Payout = out.ID
	}
	if err := t.AddPayout(out, claims); err != nil {
		return out, err
	}
	return out, t.step(KindPayout, id, "", string(PayoutDraft), Move{})
}

// attemptBefore is the last payout of a partner and currency, when it came to nothing at the bank.
func (t *tx) attemptBefore(partner ID[Partner], c money.Currency) (ID[Payout], error) {
	last, err := t.LastPayouts(partner, 10)
	for _, p := range last {
		if p.Amount.Currency != c || p.State == PayoutCancelled {
			continue
		}
		if p.State == PayoutFailed || p.State == PayoutReturned {
			return p.ID, err
		}
		break
	}
	return 0, err
}

// paymentMethod is how the payment of a payout is recorded.
func paymentMethod(m bank.Method) string {
	switch m {
	case bank.Cheque:
		return "cheque"
	case bank.GiftCard:
		return "card"
	case bank.Other:
		return "other"
	}
	return "bank transfer"
}
