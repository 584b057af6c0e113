package app

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/money"
)

// Taxes are the use-cases of tax papers: what is known of a payee, thresholds, and the totals of a year.
type Taxes struct{ f *Firm }

// TaxProfile is what tax papers take to know of a partner, beside its tax number, address and country. Version 0: nothing was entered.
type TaxProfile struct {
	Partner   ID[Partner]  `json:"partner"`
	W9On      calendar.Day `json:"w9_on,omitempty"` // day its W-9 came; 0 not yet
	VATNumber string       `json:"vat_number,omitempty"`
	VATRate   money.Rate   `json:"vat_rate"` // 0: none is charged
	VATBy     VATBy        `json:"vat_by,omitempty"`
	SelfFrom  calendar.Day `json:"self_from,omitempty"` // the self-billing agreement in force from, 0 none
	SelfTo    calendar.Day `json:"self_to,omitempty"`   // its last day, 0 open
	Wording   string       `json:"wording,omitempty"`   // in the place of the country's own words
	Version   int64        `json:"version"`
}

// VATBy says what VAT is worked out of.
type VATBy string

// The two ways: of each line, rounded there, or once of the total.
const (
	VATByLine  VATBy = "line"
	VATByTotal VATBy = "total"
)

// Threshold is an amount that a rule names, from a day on.
type Threshold struct {
	Rule   string       `json:"rule"` // Form1099
	From   calendar.Day `json:"from,omitempty"`
	Amount money.Money  `json:"amount"`
	Source string       `json:"source"`
}

// Form1099 is the threshold of payments to one payee in a calendar year that are reported on Form 1099-NEC.
const Form1099 = "US 1099-NEC"

// knownThresholds are the rows the program comes with; a firm adds later ones, or corrects these, in its settings.
func knownThresholds() []Threshold {
	return []Threshold{
		{Rule: Form1099, Amount: money.New(600_00, "USD"), Source: "26 USC 6041(a), payments before 2026"},
		{Rule: Form1099, From: calendar.D("2026-01-01"), Amount: money.New(2_000_00, "USD"), Source: "26 USC 6041(a) as amended in 2025; indexed for years after 2026"},
	}
}

// thresholds are the rows in force for a firm, by rule and day.
func thresholds(s Settings) []Threshold {
	rows := slices.Clone(s.Thresholds)
	for _, k := range knownThresholds() {
		if !slices.ContainsFunc(rows, func(r Threshold) bool { return r.Rule == k.Rule && r.From == k.From }) {
			rows = append(rows, k)
		}
	}
	slices.SortFunc(rows, func(a, b Threshold) int { return cmp.Or(cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.From, b.From)) })
	return rows
}

// thresholdOn is the row of a rule that holds on a day.
func thresholdOn(s Settings, rule string, day calendar.Day) (found Threshold) {
	for _, r := range thresholds(s) {
		if r.Rule == rule && r.From <= day {
			found = r
		}
	}
	return found
}

// Thresholds gives the rows in force, by rule and day.
func (u Taxes) Thresholds(ctx context.Context) ([]Threshold, error) {
	s, err := u.f.Setup.Settings(ctx)
	return thresholds(s), err
}

// SetThreshold keeps a row of a rule from a day on, in the place of the one of that day.
func (u Taxes) SetThreshold(ctx context.Context, ask Ask, row Threshold) (Receipt, error) {
	return u.f.write(ctx, ask, "settings.edit", func(t *tx) error {
		row.Source = strings.TrimSpace(row.Source)
		switch {
		case row.Rule != Form1099:
			return Bad("rule", fmt.Sprintf("%q is not a rule with a threshold.", row.Rule), "Use "+Form1099+".")
		case row.Amount.Currency != "USD" || row.Amount.Minor <= 0:
			return Bad("amount", "The threshold of "+Form1099+" is an amount in USD above zero.", "Enter the published figure.")
		case row.Source == "":
			return Bad("source", "A threshold needs its source.", "Write where it is published.")
		}
		if err := within("source", row.Source, 200); err != nil {
			return err
		}
		old, s := t.settings, t.settings
		s.Thresholds = append(slices.DeleteFunc(slices.Clone(s.Thresholds), func(r Threshold) bool { return r.Rule == row.Rule && r.From == row.From }), row)
		s.Version++
		if err := t.PutSettings(s); err != nil {
			return err
		}
		t.did(KindSettings, 1, "The threshold of %s is %s from %s", row.Rule, row.Amount, row.From)
		return t.image(KindSettings, 1, old, s)
	})
}

// TaxBooks keeps what tax papers take.
type TaxBooks interface {
	TaxProfile(ID[Partner]) (TaxProfile, error)                  // of a partner without one: Version 0
	PutTaxProfile(TaxProfile) error                              // refuses unless the kept Version is one less
	TaxProfiles() ([]TaxProfile, error)                          // by partner
	PaymentTotals(from, to calendar.Day) ([]PaymentTotal, error) // payments with from <= Day < to by partner, currency, method
}

// PaymentTotal is what was paid to a partner by one method.
type PaymentTotal struct {
	Partner  ID[Partner]
	Currency money.Currency
	Method   string
	Count    int64
	Minor    int64
}

// Profile gives what is known of a partner for tax papers.
func (u Taxes) Profile(ctx context.Context, id ID[Partner]) (TaxProfile, error) {
	return read(ctx, u.f, func(b Books) (TaxProfile, error) { return b.TaxProfile(id) })
}

// SetProfile keeps it.
func (u Taxes) SetProfile(ctx context.Context, ask Ask, p TaxProfile) (Receipt, error) {
	return u.f.write(ctx, ask, "tax.set", func(t *tx) error {
		partner, err := t.Partner(p.Partner)
		if err != nil {
			return err
		}
		old, err := t.TaxProfile(p.Partner)
		if err != nil {
			return err
		}
		if old.Version != p.Version {
			return Stale("The tax details of " + partner.Name)
		}
		if err := checkProfile(&p, t.today); err != nil {
			return err
		}
		p.Version++
		if err := t.PutTaxProfile(p); err != nil {
			return err
		}
		if p.SelfFrom != 0 && p.SelfTo == 0 && partner.Country == "GB" {
			t.warn("In the UK a self-billing agreement is reviewed within twelve months, unless a contract with an end says otherwise; enter its last day.")
		}
		t.did(KindTax, int64(p.Partner), "Changed the tax details of %s", partner.Name)
		t.touch(KindPartner, int64(p.Partner))
		return t.image(KindTax, int64(p.Partner), old, p)
	})
}

func checkProfile(p *TaxProfile, today calendar.Day) error {
	p.VATNumber = strings.ToUpper(strings.Join(strings.Fields(p.VATNumber), ""))
	p.Wording = strings.TrimSpace(p.Wording)
	if p.VATBy == "" {
		p.VATBy = VATByLine
	}
	whole, _ := money.ParseRate("1")
	switch {
	case p.W9On > today:
		return Bad("w9", fmt.Sprintf("%s lies in the future.", p.W9On), "Enter the day the form came.")
	case p.VATNumber != "" && !validVAT(p.VATNumber):
		return Bad("vat number", fmt.Sprintf("%q is not a VAT number.", p.VATNumber), "Write it with its country, such as GB123456789 or DE123456789.")
	case p.VATRate.Sign() < 0 || p.VATRate.Cmp(whole) >= 0:
		return Bad("vat rate", "A VAT rate lies from 0 to below 100 %.", "Enter something like 20 %.")
	case p.VATBy != VATByLine && p.VATBy != VATByTotal:
		return Bad("vat by", fmt.Sprintf("%q is not a way to work out VAT.", p.VATBy), "Choose line or total.")
	case p.SelfTo != 0 && p.SelfTo < p.SelfFrom, p.SelfTo != 0 && p.SelfFrom == 0:
		return Bad("self-billing", "The self-billing agreement ends before it begins.", "Correct its days.")
	}
	return within("wording", p.Wording, 300)
}

// validVAT tells whether a text has the shape of a VAT number: a country and two to twelve letters or digits, with one digit at least.
func validVAT(s string) bool {
	if len(s) < 4 || len(s) > 14 || !strings.ContainsAny(s[2:], "0123456789") {
		return false
	}
	for i, r := range s {
		letter, digit := r >= 'A' && r <= 'Z', r >= '0' && r <= '9'
		if !letter && (i < 2 || !digit) {
			return false
		}
	}
	return true
}

// restoreTax puts tax details back as they were.
func (t *tx) restoreTax(img Image) (json.RawMessage, error) {
	var before, after TaxProfile
	if err := errors.Join(json.Unmarshal(img.Before, &before), json.Unmarshal(img.After, &after)); err != nil {
		return nil, err
	}
	now, err := t.TaxProfile(after.Partner)
	if err != nil {
		return nil, err
	}
	if now.Version != after.Version {
		return nil, Stale("These tax details")
	}
	before.Partner, before.Version = after.Partner, now.Version+1
	if before.VATBy == "" {
		before.VATBy = VATByLine
	}
	if err := t.PutTaxProfile(before); err != nil {
		return nil, err
	}
	t.touch(KindPartner, int64(after.Partner))
	return json.Marshal(before)
}
