package app

import (
	"context"
	"fmt"
	"strings"

	"rapport/app/money"
)

// Fees are the use-cases of fee events.
type Fees struct{ f *Firm }

// Of gives a referral's fee events in the order of entry.
func (u Fees) Of(ctx context.Context, id ID[Referral]) ([]Fee, error) {
	return read(ctx, u.f, func(b Books) ([]Fee, error) { return b.FeesOf(id) })
}

// Get gives one fee event.
func (u Fees) Get(ctx context.Context, id ID[Fee]) (Fee, error) {
	return read(ctx, u.f, func(b Books) (Fee, error) { return b.Fee(id) })
}

// IDs gives the ids of a list in order, in chunks.
func (u Fees) IDs(ctx context.Context, q Query, each func([]int32) error) error {
	return u.f.deps.Store.Read(ctx, u.f.ids(Books.FeeIDs, q, each))
}

// Rows gives list rows by id.
func (u Fees) Rows(ctx context.Context, ids []int32) ([]FeeRow, error) {
	return read(ctx, u.f, func(b Books) ([]FeeRow, error) { return b.FeeRows(ids) })
}

// Account is where the money of one referral stands in one currency, minor units.
type Account struct {
	Currency   money.Currency
	Invoiced   int64
	Received   int64
	Credited   int64
	WrittenOff int64
}

// Open is what invoices still wait for; receipts without an invoice do not lower it below zero.
func (a Account) Open() int64 { return max(0, a.Invoiced-a.Received-a.Credited-a.WrittenOff) }

// State is the derived state of the fees: "none", "invoiced", "part collected", "collected", "credited", "written off".
func (a Account) State() string {
	switch {
	case a.Invoiced == 0 && a.Received == 0:
		return "none"
	case a.Open() == 0 && a.Received == 0 && a.WrittenOff > 0:
		return "written off"
	case a.Open() == 0 && a.Received <= a.Credited:
		return "credited"
	case a.Open() == 0:
		return "collected"
	case a.Received > 0:
		return "part collected"
	}
	return "invoiced"
}

// Accounts sums fee events by currency, in the order of first appearance.
func Accounts(fees []Fee) []Account {
	var out []Account
	for _, f := range fees {
		i := 0
		for i < len(out) && out[i].Currency != f.Amount.Currency {
			i++
		}
		if i == len(out) {
			out = append(out, Account{Currency: f.Amount.Currency})
		}
		out[i].add(f.Kind, f.Amount.Minor)
	}
	return out
}

func (a *Account) add(kind FeeKind, minor int64) {
	switch kind {
	case Invoiced:
		a.Invoiced += minor
	case Received:
		a.Received += minor
	case Credited:
		a.Credited += minor
	case WrittenOff:
		a.WrittenOff += minor
	}
}

// Record keeps a fee event of a won referral.
func (u Fees) Record(ctx context.Context, ask Ask, f Fee) (Receipt, error) {
	return u.f.write(ctx, ask, "fee.record", func(t *tx) error {
		r, err := t.Referral(f.Referral)
		if err != nil {
			return err
		}
		earlier, err := t.FeesOf(r.ID)
		if err != nil {
			return err
		}
		if f.Day == 0 {
			f.Day = t.today
		}
		if err := t.checkFee(&f, r, earlier); err != nil {
			return err
		}
		if err := t.addFee(&f); err != nil {
			return err
		}
		t.touch(KindReferral, int64(r.ID))
		t.did(KindFee, int64(f.ID), "Recorded %s %s on %s", f.Kind, f.Amount, r.Number)
		return t.image(KindFee, int64(f.ID), nil, f)
	})
}

func (t *tx) addFee(f *Fee) error {
	id, err := t.nextID(KindFee)
	if err != nil {
		return err
	}
	f.ID, f.EnteredAt = ID[Fee](id), t.now
	if err := t.AddFees([]Fee{*f}); err != nil {
		return err
	}
	return t.AddFacts([]Fact{{Kind: FactFee, Day: f.Day, Referral: f.Referral, Fee: f.ID}})
}

// checkFee holds a fee event against its referral and the events before it, and finds what it belongs to.
func (t *tx) checkFee(f *Fee, r Referral, earlier []Fee) error {
	if c, err := money.ParseCurrency(string(f.Amount.Currency)); err == nil {
		f.Amount.Currency = c // as people may type it
	}
	if err := CheckFeeAlone(*f, r); err != nil {
		return err
	}
	if f.Day > t.today {
		t.warn("%s lies ahead: it counts from that day on.", f.Day)
	}
	if f.Day < r.Closed {
		t.warn("%s is before the win on %s.", f.Day, r.Closed)
	}
	f.Invoice = strings.TrimSpace(f.Invoice)
	if f.Reference != "" {
		if known, err := t.FeesByReference([]string{f.Reference}); err != nil || len(known) > 0 {
			return orError(err, Bad("reference", fmt.Sprintf("A fee with reference %s was recorded before.", f.Reference), "Look it up on its referral."))
		}
	}
	if err := f.belong(r, earlier); err != nil {
		return err
	}
	return f.checkRate()
}

func orError(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

// MayHaveFees tells whether fees may be recorded: only a won referral brings them.
func (r Referral) MayHaveFees() error {
	if r.Stage == Won {
		return nil
	}
	return &Problem{Kind: Refused, Field: "referral", Say: fmt.Sprintf("%s stands at %s; only a won referral brings fees.", r.Number, r.Stage),
		Try: "Mark it won first."}
}

// CheckFeeAlone holds a fee event against its referral only: kind, stage, days, amounts.
func CheckFeeAlone(f Fee, r Referral) error {
	switch f.Kind {
	case Invoiced, Received, Credited, WrittenOff:
	default:
		return Bad("kind", fmt.Sprintf("%q is not a kind of fee event.", f.Kind), "Choose invoiced, received, credited or written off.")
	}
	if err := r.MayHaveFees(); err != nil {
		return err
	}
	if f.Day < r.Introduced {
		return Bad("day", fmt.Sprintf("%s is before the introduction on %s.", f.Day, r.Introduced), "Correct the day.")
	}
	if _, err := money.ParseCurrency(string(f.Amount.Currency)); err != nil {
		return Bad("currency", err.Error(), "")
	}
	if f.Amount.Minor <= 0 {
		return Bad("amount", "The amount must be above zero.", "A refund is a fee event of kind credited, with a positive amount.")
	}
	if f.Amount.Minor > money.Max {
		return Bad("amount", "The amount is larger than this program can keep.", "Check the number of zeros.")
	}
	if f.Cost < 0 || f.Cost > money.Max {
		return Bad("cost", "The cost must lie between zero and what this program can keep.", "Correct it.")
	}
	if f.Excluded < 0 || f.Excluded > f.Amount.Minor {
		return Bad("excluded", "Disbursements and taxes must lie between zero and the amount.", "Correct them.")
	}
	return nil
}

// belong finds the invoice (or for a refund without one, the receipt) that the event belongs to and what is open on it.
func (f *Fee) belong(r Referral, earlier []Fee) error {
	var target *Fee
	for i := range earlier {
		e := &earlier[i]
		if e.Void || e.Reverses != 0 {
			continue
		}
		byNumber := f.Of == 0 && f.Invoice != "" && e.Kind == Invoiced && e.Invoice == f.Invoice
		if byNumber || f.Of != 0 && e.ID == f.Of {
			target = e
		}
	}
	switch {
	case f.Kind == Invoiced && target != nil:
		return Bad("invoice", fmt.Sprintf("Invoice %s was recorded before.", f.Invoice), "Use another number, or record what was received on it.")
	case f.Of != 0 && target == nil:
		return Bad("invoice", "What this belongs to is not among the fees of "+r.Number+".", "Choose one of its invoices or receipts.")
	case f.Kind == WrittenOff && target == nil:
		return Bad("invoice", "Only an invoice can be written off.", "Enter the number of an invoice of this referral.")
	case f.Kind == Credited && target == nil:
		return f.fitsAll(earlier)
	case f.Kind == Invoiced || target == nil:
		return nil
	}
	if target.Amount.Currency != f.Amount.Currency {
		return Bad("currency", fmt.Sprintf("The invoice is in %s.", target.Amount.Currency), "Enter the amount in that currency.")
	}
	if f.Day < target.Day {
		return Bad("day", fmt.Sprintf("%s is before the day of what it belongs to, %s.", f.Day, target.Day), "Correct the day.")
	}
	f.Of, f.Invoice = target.ID, target.Invoice
	return f.fits(*target, earlier)
}

// fits refuses more than is open: a receipt above the invoice, a refund above what was billed or received.
func (f *Fee) fits(target Fee, earlier []Fee) error {
	var acc Account
	acc.add(target.Kind, target.Amount.Minor)
	for _, e := range earlier {
		if e.Of == target.ID {
			acc.add(e.Kind, e.Amount.Minor)
		}
	}
	open := acc.Open()
	switch {
	case f.Kind == Credited && target.Kind == Invoiced:
		open = acc.Invoiced - acc.Credited - acc.WrittenOff
	case f.Kind == Credited:
		open = acc.Received - acc.Credited
	}
	if f.Amount.Minor > open {
		return Bad("amount", fmt.Sprintf("Only %s is open there.", money.New(open, f.Amount.Currency)), "Correct the amount, or record the rest without the invoice.")
	}
	return nil
}

// fitsAll refuses a refund without an invoice that is above all that came in on the referral.
func (f *Fee) fitsAll(earlier []Fee) error {
	var acc Account
	for _, e := range earlier {
		if e.Amount.Currency == f.Amount.Currency {
			acc.add(e.Kind, e.Amount.Minor)
		}
	}
	if left := max(acc.Received, acc.Invoiced) - acc.Credited; f.Amount.Minor > left {
		return Bad("amount", fmt.Sprintf("Only %s of this referral can be given back.", money.New(max(0, left), f.Amount.Currency)),
			"Correct the amount, or record what was received first.")
	}
	return nil
}

func (f *Fee) checkRate() error {
	if f.Rate == "" {
		f.RateTo, f.RateDay, f.RateFrom = "", 0, ""
		return nil
	}
	if _, err := money.ParseFX(f.Rate); err != nil {
		return Bad("rate", err.Error(), "")
	}
	to, err := money.ParseCurrency(string(f.RateTo))
	if err != nil {
		return Bad("rate to", err.Error(), "")
	}
	if to == f.Amount.Currency {
		return Bad("rate", "The exchange rate is from a currency into itself.", "Leave it out.")
	}
	f.RateTo = to
	if f.RateDay == 0 {
		f.RateDay = f.Day
	}
	if f.RateFrom == "" {
		f.RateFrom = "entered by hand"
	}
	return nil
}

// Void takes a fee event back that was entered by mistake: a row of its own with the negative amount that points at it.
func (u Fees) Void(ctx context.Context, ask Ask, id ID[Fee], reason string) (Receipt, error) {
	return u.f.write(ctx, ask, "fee.void", func(t *tx) error { return t.voidFee(id, reason) })
}

func (t *tx) voidFee(id ID[Fee], reason string) error {
	f, err := t.Fee(id)
	if err != nil {
		return err
	}
	if f.Void || f.Reverses != 0 {
		return No("This fee event was taken back before.", "")
	}
	if strings.TrimSpace(reason) == "" {
		return Bad("reason", "Taking a fee back needs a reason.", "Write what was wrong.")
	}
	all, err := t.FeesOf(f.Referral)
	if err != nil {
		return err
	}
	for _, e := range all {
		if e.Of == id && !e.Void && e.Reverses == 0 {
			return No(fmt.Sprintf("%s of %s is recorded on it.", e.Amount, e.Day), "Take that back first.")
		}
	}
	back := f
	back.Reverses, back.Amount, back.Excluded, back.Cost, back.Note, back.Reference = f.ID, f.Amount.Neg(), -f.Excluded, -f.Cost, reason, ""
	if err := t.addFee(&back); err != nil {
		return err
	}
	t.noUndo = true
	t.touch(KindReferral, int64(f.Referral))
	t.did(KindFee, int64(back.ID), "Took back %s %s of %s", f.Kind, f.Amount, f.Day)
	return t.image(KindFee, int64(back.ID), nil, back)
}

// Suggest gives what the next fee of a referral most likely is: the open part of its latest invoice, or its estimate.
func (u Fees) Suggest(ctx context.Context, id ID[Referral]) (Fee, error) {
	return read(ctx, u.f, func(b Books) (Fee, error) {
		r, err := b.Referral(id)
		if err != nil {
			return Fee{}, err
		}
		fees, err := b.FeesOf(id)
		if err != nil {
			return Fee{}, err
		}
		s, err := b.Settings()
		out := Fee{Referral: id, Kind: Received, Day: u.f.today(s), Amount: r.Estimate}
		if out.Amount.Currency == "" {
			out.Amount = money.New(0, s.Currency)
		}
		for _, f := range fees {
			if f.Kind != Invoiced || f.Void || f.Reverses != 0 {
				continue
			}
			acc := Account{Invoiced: f.Amount.Minor}
			for _, e := range fees {
				if e.Of == f.ID {
					acc.add(e.Kind, e.Amount.Minor)
				}
			}
			if acc.Open() > 0 {
				out.Amount, out.Invoice, out.Of = money.New(acc.Open(), f.Amount.Currency), f.Invoice, f.ID
			}
		}
		return out, err
	})
}
