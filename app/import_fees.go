package app

import (
	"fmt"
	"strings"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/names"
)

// feeImport takes rows of fee events. A fee is recognised by its reference, else by referral, kind, day, amount and invoice; of rows that
// are alike the file may hold as many as there are.
type feeImport struct {
	im        *importer
	byRef     map[string]Fee // of this chunk
	referrals map[string]*Referral
	fees      map[ID[Referral]][]Fee // of the referrals met so far, with those this file adds
	alike     map[feeLikeness]int    // kept ones that no row has claimed yet

	ahead, early int
}

type feeLikeness struct {
	referral ID[Referral]
	kind     FeeKind
	day      calendar.Day
	amount   money.Money
	invoice  string
}

func newFeeImport(im *importer) *feeImport {
	return &feeImport{im: im, referrals: map[string]*Referral{}, fees: map[ID[Referral]][]Fee{}, alike: map[feeLikeness]int{}}
}

func (u *feeImport) prepare(rows []importRow) (err error) {
	if u.byRef, err = u.im.t.FeesByReference(column(rows, "reference")); err != nil {
		return err
	}
	met, err := u.look(column(rows, "referral"))
	if err != nil || len(met) == 0 {
		return err
	}
	return u.im.t.FeeIDs(Query{}.With(Is("referral", met...)), func(some []int32) error {
		found, err := u.im.t.FeeRows(some)
		for _, row := range found {
			u.fees[row.Referral] = append(u.fees[row.Referral], row.Fee)
			if row.Reverses == 0 {
				u.alike[likenessOf(row.Fee)]++
			}
		}
		return err
	})
}

func likenessOf(f Fee) feeLikeness {
	return feeLikeness{f.Referral, f.Kind, f.Day, f.Amount, f.Invoice}
}

// look finds the referrals that are named, by number or reference, and gives the ids of those met for the first time.
func (u *feeImport) look(texts []string) ([]string, error) {
	var open, met []string
	for _, text := range texts {
		if _, asked := u.referrals[text]; !asked {
			open = append(open, text)
		}
	}
	byRef, err := u.im.t.ReferralsByReference(open)
	if err != nil {
		return nil, err
	}
	for _, text := range open {
		r, ok := byRef[text]
		if number := strings.ToUpper(text); strings.HasPrefix(number, "R-") {
			if n, err := u.im.t.ReferralByNumber(number); err == nil {
				r, ok = n, true
			} else if !IsNotFound(err) {
				return nil, err
			}
		}
		u.referrals[text] = nil
		if !ok {
			continue
		}
		u.referrals[text] = &r
		if _, known := u.fees[r.ID]; !known {
			u.fees[r.ID] = nil
			met = append(met, fmt.Sprint(int64(r.ID)))
		}
	}
	return met, nil
}

func (u *feeImport) take(r *importRow) error {
	text := r.text("referral")
	referral := u.referrals[text]
	if referral == nil {
		return &Problem{Kind: NotFound, Field: "referral", Say: fmt.Sprintf("There is no referral %q.", text),
			Try: "Import the referrals first, or use a number such as R-2026-0147."}
	}
	f := u.read(r)
	f.Referral = referral.ID
	if r.bad != nil {
		return r.bad
	}
	var keys []string
	if f.Reference != "" {
		keys = identity(f.Reference, "", 0)
	}
	if err := u.im.twice("reference", "Reference "+f.Reference, keys); err != nil {
		return err
	}
	if err := u.takeFee(f, *referral); err != nil {
		return err
	}
	u.im.mark(r.line, keys...)
	return nil
}

func (u *feeImport) read(r *importRow) Fee {
	f := Fee{Reference: r.text("reference"), Kind: Received, Day: r.day("day"), Invoice: r.text("invoice"), Rate: r.text("rate"),
		RateTo: money.Currency(r.text("rate_to")), Note: r.lines("note", 10000), EnteredAt: u.im.t.now}
	c := r.currency("currency")
	f.Amount, f.Excluded = r.money("amount", c), r.money("excluded", c).Minor
	if text := r.text("kind"); text != "" {
		kind, ok := feeKindMeant(names.Fold(text))
		if !ok {
			r.refuse("kind", fmt.Sprintf("%q is not a kind of fee event.", text), "Write invoiced, received, credited or written off.")
		}
		f.Kind = kind
	}
	if f.Rate != "" && f.RateTo == "" {
		f.RateTo = u.im.t.settings.Currency
	}
	return f
}

// takeFee records a fee event, unless it is kept already.
func (u *feeImport) takeFee(f Fee, referral Referral) error {
	if known, ok := u.byRef[f.Reference]; ok && f.Reference != "" {
		return u.compare(known, f)
	}
	like := likenessOf(f)
	if f.Reference == "" && u.alike[like] > 0 {
		u.alike[like]--
		u.im.res.Unchanged[conceptName(KindFee)]++
		return nil
	}
	if err := u.check(&f, referral); err != nil {
		return err
	}
	err := u.im.addFee(&f)
	u.fees[f.Referral] = append(u.fees[f.Referral], f)
	return err
}

// check holds a new fee event against its referral and the events before it, as recording one by hand does.
func (u *feeImport) check(f *Fee, referral Referral) error {
	if err := CheckFeeAlone(*f, referral); err != nil {
		return err
	}
	if err := f.belong(referral, u.fees[f.Referral]); err != nil {
		return err
	}
	if err := f.checkRate(); err != nil {
		return err
	}
	if f.Day > u.im.t.today {
		u.ahead++
	}
	if f.Day < referral.Closed {
		u.early++
	}
	return nil
}

// compare holds a row against the fee that is kept under its reference. Fees are never edited: what differs is refused.
func (u *feeImport) compare(known, f Fee) error {
	switch {
	case known.Referral != f.Referral:
		return Bad("reference", fmt.Sprintf("A fee with reference %s was recorded before, on another referral.", f.Reference), "Look it up there.")
	case known.Amount != f.Amount:
		return otherAmount("amount", f.Reference, known, f)
	case known.Kind != f.Kind || known.Day != f.Day:
		return Bad("reference", fmt.Sprintf("Fee %s was recorded before as %s on %s; this row says %s on %s.", f.Reference, known.Kind, known.Day,
			f.Kind, f.Day), "Correct the file, or take the recorded fee back first.")
	}
	u.im.unchanged(KindFee, int64(known.ID))
	return nil
}

func (u *feeImport) finish() []string {
	var notes []string
	if u.ahead > 0 {
		notes = append(notes, "Dated ahead, and counted from their day on: "+counted(u.ahead, "fee")+".")
	}
	if u.early > 0 {
		notes = append(notes, "Dated before the win of their referral: "+counted(u.early, "fee")+".")
	}
	return notes
}
