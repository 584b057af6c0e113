//go:build bench

package bench

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/report"
	"rapport/data"
)

// partner holds opening a partner with twenty years of history against opening one that is new: everything that its page reads.
func (m *run) partner(t *testing.T) {
	store, firm := openFirm(t, copied(t, m.smallFirm(t)))
	old, fresh := m.signPartner(t, store, 240), m.signPartner(t, store, 1)
	m.live(t, store, old)
	const times = 40
	open := func(id app.ID[app.Partner]) func() cost {
		return func() cost {
			return spend(t, func() error {
				for range times {
					if err := openPartner(firm, id); err != nil {
						return err
					}
				}
				return nil
			})
		}
	}
	m.times("opening a partner with 20 years of history", duel(7, open(old), open(fresh)), cpuOf, times, "a new partner", "≤ 1.3 ×")
}

// signPartner adds a partner with an agreement, and for each of its months a won referral with a fee, and a call.
func (m *run) signPartner(t *testing.T, store *data.Store, months int) (id app.ID[app.Partner]) {
	t.Helper()
	err := store.Write(t.Context(), func(b app.Books) error {
		first := func(kind app.Kind, n int) int64 {
			from, err := b.NextID(kind, n)
			if err != nil {
				t.Fatal(err)
			}
			return from
		}
		id = app.ID[app.Partner](first(app.KindPartner, 1))
		since := calendar.D(today).AddMonths(-months)
		a := app.Agreement{ID: app.ID[app.Agreement](id), Number: app.Number("A", int64(id), 4), Partner: id, State: app.AgreementActive, From: since, Version: 1}
		v := app.AgreementVersion{ID: app.ID[app.AgreementVersion](id), Agreement: a.ID, No: 1, State: app.VersionFrozen, Effective: since, SignedOn: since, Terms: plans()[0]}
		p := app.Partner{ID: id, Number: app.Number("P", int64(id), 4), Name: fmt.Sprintf("%d months", months), Type: "accountant", State: app.Active, Currency: "EUR", Version: 1}
		client, referral, fee, call := first(app.KindClient, 1), first(app.KindReferral, months), first(app.KindFee, months), first(app.KindCheckin, months)
		c := app.Client{ID: app.ID[app.Client](client), Number: app.Number("C", client, 5), Name: "Lasting", Version: 1}
		var rs []app.Referral
		var fs []app.Fee
		var facts []app.Fact
		var calls []app.Checkin
		for i := range months {
			day := since.AddMonths(i) + 1
			r := app.Referral{ID: app.ID[app.Referral](referral + int64(i)), Number: fmt.Sprintf("X-%d-%d", id, i), Partner: id, Client: c.ID, Introduced: day, Accepted: day,
				Closed: day, Stage: app.Won, Agreement: v.ID, EnteredAt: day.Time(), Version: 1}
			f := app.Fee{ID: app.ID[app.Fee](fee + int64(i)), Referral: r.ID, Kind: app.Received, Day: day, Amount: money.New(90_000, "EUR"), EnteredAt: day.Time()}
			rs, fs, facts = append(rs, r), append(fs, f), append(facts, app.Fact{Kind: app.FactFee, Day: day, Referral: r.ID, Fee: f.ID})
			calls = append(calls, app.Checkin{ID: app.ID[app.Checkin](call + int64(i)), Partner: id, Kind: "call", State: app.CheckinHeld, Day: day, EnteredAt: day.Time(), Version: 1})
		}
		return errors.Join(b.AddPartners([]app.Partner{p}), b.AddAgreement(a), b.AddVersion(v), b.AddClients([]app.Client{c}), b.AddReferrals(rs), b.AddFees(fs),
			b.AddFacts(facts), b.AddCheckins(calls))
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// live works everything out, and issues and pays a statement for every month.
func (m *run) live(t *testing.T, store *data.Store, id app.ID[app.Partner]) {
	t.Helper()
	ctx, firm := t.Context(), firmOn(store, nil)
	_, _, err := firm.Commissions.Run(ctx, app.Ask{}, calendar.D(today), nil)
	if err == nil {
		_, _, err = firm.Commissions.Approve(ctx, app.Ask{}, app.Query{}, nil)
	}
	for month := calendar.MonthOf(calendar.D(today).AddMonths(-240)); err == nil && month < calendar.MonthOf(calendar.D(today)); month++ {
		day := month.Period().To
		firm = app.New(app.Deps{Store: store, Now: day.Time, Today: day, Actor: "bench", Print: func(d report.Document) ([]byte, error) {
			return []byte("%PDF- stand-in of " + d.Meta.Number), nil
		}})
		var made app.RunStatements
		_, made, err = firm.Statements.Run(ctx, app.Ask{}, month.Period(), []app.ID[app.Partner]{id}, nil)
		for _, s := range made.Made {
			if err == nil {
				_, err = firm.Payments.Record(ctx, app.Ask{}, app.Payment{Statement: s.ID, Day: day, Amount: money.New(s.Earned, "EUR"), Method: "bank transfer"})
			}
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}

// openPartner reads what the page of a partner shows.
func openPartner(firm *app.Firm, id app.ID[app.Partner]) error {
	for what, read := range partnerReads(firm, id) {
		if err := read(); err != nil {
			return fmt.Errorf("%s: %w", what, err)
		}
	}
	return nil
}

// partnerReads are what the page of a partner reads.
func partnerReads(firm *app.Firm, id app.ID[app.Partner]) map[string]func() error {
	ctx, of := context.Background(), app.Query{}.With(app.Is("partner", fmt.Sprint(int64(id))))
	var first []int32
	ids := func(some []int32) error {
		first = some
		return nil
	}
	return map[string]func() error{
		"rows":         func() error { _, err := firm.Partners.Rows(ctx, []int32{int32(id)}); return err },
		"people":       func() error { _, err := firm.Partners.People(ctx, id); return err },
		"agreements":   func() error { _, err := firm.Agreements.Of(ctx, id); return err },
		"history":      func() error { _, err := firm.History.Of(ctx, app.KindPartner, int64(id), 40); return err },
		"steps":        func() error { _, err := firm.Partners.Steps(ctx, id); return err },
		"score":        func() error { _, err := firm.Recruiting.Score(ctx, id); return err },
		"applications": func() error { _, err := firm.Recruiting.Applications(ctx, id); return err },
		"credentials":  func() error { _, err := firm.Credentials.Of(ctx, id); return err },
		"onboarding":   func() error { _, err := firm.Onboarding.Of(ctx, id); return err },
		"tiers":        func() error { _, err := firm.Partners.Tiers(ctx, id); return err },
		"delivered":    func() error { _, err := firm.Deliveries.Of(ctx, id); return err },
		"due":          func() error { _, err := firm.Cadences.Due(ctx, 0, id); return err },
		"rhythm":       func() error { _, err := firm.Cadences.Rhythm(ctx, id); return err },
		"check-ins":    func() error { _, err := firm.Checkins.Of(ctx, id, 5); return err },
		"tasks":        func() error { _, err := firm.Tasks.Of(ctx, id); return err },
		"rules":        func() error { _, err := firm.Taxes.Rules(ctx, id); return err },
		"bank":         func() error { _, err := firm.Banks.Of(ctx, id); return err },
		"gifts":        func() error { _, err := firm.Gifts.Of(ctx, id); return err },
		"sums": func() error {
			sums, err := firm.Commissions.Sums(ctx, of)
			if err == nil {
				_, err = firm.Payments.Owed(ctx, id, sums)
			}
			return err
		},
		"statements": func() error {
			if err := firm.Statements.IDs(ctx, of.By("number", true).First(6), ids); err != nil {
				return err
			}
			_, err := firm.Statements.Rows(ctx, first)
			return err
		},
		"referrals": func() error {
			if err := firm.Referrals.IDs(ctx, of.By("introduced", true).First(6), ids); err != nil {
				return err
			}
			_, err := firm.Referrals.Rows(ctx, first)
			return err
		},
	}
}
