package sample_test

import (
	"slices"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/terms"
)

// The example firm as the program, the tests and the gallery show it.
func TestExampleFirm(t *testing.T) {
	f := fill(t, "2026-11-22")
	for _, c := range []struct {
		name  string
		check func(*testing.T)
	}{
		{"partners of all states and six types", f.allPartners},
		{"referrals in all stages", f.allStages},
		{"agreements of every kind with their lines", f.everyKind},
		{"lines of all kinds", f.lineKinds},
		{"zero lines say why", f.zeros},
		{"fees of every sort", f.feeSorts},
		{"names of three alphabets", f.alphabets},
		{"statements add up", f.statementsAddUp},
		{"statement states", f.statementStates},
		{"in order", f.inOrder},
		{"something to do", f.hasWork},
		{"nothing ahead", f.nothingAhead},
		{"last month can be run", f.runsLastMonth},
	} {
		t.Run(c.name, c.check)
	}
}

func (f filled) allPartners(t *testing.T) {
	states, types := map[app.PartnerState]int{}, map[string]int{}
	for _, p := range f.partners(t) {
		states[p.State]++
		types[p.Type]++
	}
	want := map[app.PartnerState]int{app.Prospect: 2, app.InTalks: 1, app.Applied: 1, app.PartnerCheck: 1, app.Onboarding: 1, app.Active: 26,
		app.Paused: 2, app.Ended: 2, app.Declined: 2, app.Blocked: 1, app.Merged: 1}
	sum := 0
	for state, n := range want {
		if sum += n; states[state] != n {
			t.Errorf("%d partners %s, want %d", states[state], state, n)
		}
	}
	if n := len(f.partners(t)); n != sum || n != 40 {
		t.Errorf("%d partners, want 40", n)
	}
	if len(types) != 6 {
		t.Errorf("types %v, want six", types)
	}
	s, err := f.Setup.Settings(t.Context())
	if err != nil || !s.Example || s.FirmName != "Harcourt & Lowe LLP" {
		t.Errorf("settings of %q, example %v, %v", s.FirmName, s.Example, err)
	}
}

func (f filled) allStages(t *testing.T) {
	least := map[app.Stage]int{app.Logged: 3, app.Checking: 1, app.Accepted: 1, app.Contacted: 3, app.Meeting: 1, app.Proposal: 3, app.Won: 180,
		app.Lost: 150, app.NotAccepted: 8, app.Duplicate: 15, app.Withdrawn: 8}
	stages, split, codes := map[app.Stage]int{}, 0, 0
	for _, r := range f.referrals(t) {
		stages[r.Stage]++
		if r.Split {
			split++
		}
		if strings.HasPrefix(r.ClientName, "Client C-") {
			codes++
		}
		if (r.Stage == app.Duplicate) != (r.DuplicateOf != 0) || (r.Stage == app.Lost) != slices.Contains(app.LostReasons(), r.Reason) {
			t.Errorf("%s is %s: duplicate of %d, reason %q", r.Number, r.Stage, r.DuplicateOf, r.Reason)
		}
	}
	sum := 0
	for stage, n := range least {
		if sum += stages[stage]; stages[stage] < n {
			t.Errorf("%d referrals %s, want at least %d", stages[stage], stage, n)
		}
	}
	if sum < 590 || sum > 640 || sum != len(f.referrals(t)) {
		t.Errorf("%d referrals, want some 600", sum)
	}
	if split == 0 || codes < 10 {
		t.Errorf("%d split, %d with a code name", split, codes)
	}
}

// everyKind looks for a posted line of each kind of agreement; each case says what such a line shows.
func (f filled) everyKind(t *testing.T) {
	type paid struct {
		app.LineRow
		why  terms.Reason
		rule terms.Rule
		tm   terms.Terms
		a    app.Signed
	}
	rows := f.lines(t)
	agreements := map[app.ID[app.Agreement]]app.Signed{}
	var all []paid
	for _, l := range rows {
		if l.Agreement == 0 {
			continue
		}
		if _, ok := agreements[l.Agreement]; !ok {
			a, err := f.Agreements.Get(t.Context(), l.Agreement)
			if err != nil {
				t.Fatal(err)
			}
			agreements[l.Agreement] = a
		}
		p := paid{LineRow: l, a: agreements[l.Agreement]}
		var err error
		if p.why, err = l.Why(); err != nil {
			t.Fatal(err)
		}
		for _, v := range p.a.Versions {
			if v.ID == l.Version {
				p.tm = v.Terms
			}
		}
		if l.Rule > 0 {
			p.rule = p.tm.Rules[l.Rule-1]
		}
		all = append(all, p)
	}
	tiered := func(p paid, m terms.Measure, w terms.Window) bool {
		return p.rule.Kind == terms.Tiered && p.rule.Measure == m && p.rule.Window == w
	}
	for name, shows := range map[string]func(paid) bool{
		"percent once": func(p paid) bool { return p.rule.Kind == terms.PercentOnce && p.Amount.Minor > 0 },
		"revenue share of 12 months": func(p paid) bool {
			return p.rule.Kind == terms.RevenueShare && p.rule.Months == 12 && p.Amount.Minor > 0
		},
		"revenue share of 24 months": func(p paid) bool {
			return p.rule.Kind == terms.RevenueShare && p.rule.Months == 24 && p.Amount.Minor > 0
		},
		"revenue share for life": func(p paid) bool {
			return p.rule.Kind == terms.RevenueShare && p.rule.Months == 0 && p.Amount.Minor > 0
		},
		"flat on win":       func(p paid) bool { return p.rule.Kind == terms.FlatOnWin && p.Amount.Minor > 0 },
		"flat per accepted": func(p paid) bool { return p.rule.Kind == terms.FlatPerReferral && p.Amount.Minor > 0 },
		"marginal by calendar year, a tier crossed": func(p paid) bool {
			return tiered(p, terms.ByRevenue, terms.CalendarYear) && p.rule.Mode == terms.Marginal && len(p.why.Bands) > 1
		},
		"cliff by agreement year, above the first tier": func(p paid) bool {
			return tiered(p, terms.ByRevenue, terms.AgreementYear) && p.rule.Mode == terms.Cliff && len(p.why.Bands) == 1 && p.why.Bands[0].From > 0
		},
		"by won count, above the first": func(p paid) bool {
			return tiered(p, terms.ByWonCount, terms.CalendarYear) && p.Amount.Minor > p.rule.Tiers[0].Flat
		},
		"by accepted count":        func(p paid) bool { return tiered(p, terms.ByAcceptedCount, terms.Quarter) && p.Amount.Minor > 0 },
		"cut by a cap":             func(p paid) bool { return p.why.Cut > 0 && p.Amount.Minor > 0 },
		"nothing left under a cap": func(p paid) bool { return p.why.Nothing == terms.WhyCap },
		"floor":                    func(p paid) bool { return p.Kind == app.FloorTopUp && p.Amount.Minor > 0 },
		"held for days":            func(p paid) bool { return holds(p.LineRow, app.HoldPeriod) },
		"paid after a hold":        func(p paid) bool { return p.tm.HoldDays > 0 && p.Standing.State == app.Paid },
		"reciprocal only":          func(p paid) bool { return p.why.Nothing == terms.WhyReciprocal },
		"no payment permitted":     func(p paid) bool { return p.why.Nothing == terms.WhyNoPayment },
		"amended, first version": func(p paid) bool {
			return len(p.a.Versions) == 2 && p.Version == p.a.Versions[0].ID && p.Amount.Minor > 0
		},
		"amended, second version": func(p paid) bool {
			return len(p.a.Versions) == 2 && p.Version == p.a.Versions[1].ID && p.Amount.Minor > 0
		},
		"ended, the tail pays":    func(p paid) bool { return p.a.State == app.AgreementRunOff && p.Day > p.a.To && p.Amount.Minor > 0 },
		"ended, the tail is over": func(p paid) bool { return p.why.Nothing == terms.WhyTail },
		"half even, at a tie":     func(p paid) bool { return p.why.Exact == "109.725" && p.Amount.Minor == 10972 },
		"when invoiced":           func(p paid) bool { return p.rule.Basis == terms.OnInvoice && p.Amount.Minor > 0 },
		"one rule over another":   func(p paid) bool { return len(p.why.Losers) > 0 },
		"a foreign fee": func(p paid) bool {
			return p.why.GrossIn == "USD" && p.Amount.Currency == "GBP" && p.why.Rate != "" && p.Amount.Minor > 0
		},
		"retainer": func(p paid) bool { return p.Kind == app.Retainer && p.Amount.Minor == 25_000 },
		"milestone": func(p paid) bool {
			return p.Kind == app.Milestone && p.rule.On == terms.AtMeeting && p.Amount.Minor > 0
		},
		"bonus with steps":       func(p paid) bool { return p.Kind == app.Bonus && p.Amount.Minor > 0 },
		"fixed fee":              func(p paid) bool { return p.rule.Kind == terms.FixedFee && p.Amount.Minor > 0 },
		"donation":               func(p paid) bool { return p.rule.Kind == terms.CharityDonation && p.Amount.Minor > 0 },
		"gifts only":             func(p paid) bool { return p.why.Nothing == terms.WhyGift },
		"a share of a split":     func(p paid) bool { return p.why.Share == 4000 && p.Amount.Minor > 0 },
		"disbursements left out": func(p paid) bool { return p.why.Excluded > 0 && p.Amount.Minor > 0 },
		"part of an invoice":     func(p paid) bool { return p.why.Before0 > 0 && p.Amount.Minor > 0 },
	} {
		if !slices.ContainsFunc(all, shows) {
			t.Errorf("no line shows: %s", name)
		}
	}
}

func holds(l app.LineRow, kind string) bool {
	return slices.ContainsFunc(l.Standing.Holds, func(h app.HoldReason) bool { return h.Kind == kind })
}

func (f filled) lineKinds(t *testing.T) {
	kinds, manual, blocked := map[app.LineKind]int{}, 0, 0
	for _, l := range f.lines(t) {
		kinds[l.Kind]++
		if l.Kind == app.Reversal && l.Amount.Minor > 0 {
			t.Errorf("line %d takes back %s", l.Seq, l.Amount)
		}
		if holds(l, app.HoldManual) {
			manual++
		}
		if holds(l, app.HoldBlocked) {
			blocked++
		}
	}
	for _, k := range []app.LineKind{app.Earning, app.Reversal, app.TrueUp, app.FloorTopUp, app.AdjustmentLine, app.PaymentLine} {
		if kinds[k] == 0 {
			t.Errorf("no line of kind %s", k)
		}
	}
	if manual != 1 || blocked < 2 {
		t.Errorf("%d lines held by hand, %d of the blocked partner", manual, blocked)
	}
}

func (f filled) zeros(t *testing.T) {
	reasons := map[terms.Why]int{}
	for _, l := range f.lines(t) {
		if l.Amount.Minor != 0 {
			continue
		}
		why, err := l.Why()
		if err != nil || why.Nothing == "" {
			t.Errorf("line %d is nothing for no reason (%v)", l.Seq, err)
		}
		e, err := f.Commissions.Explain(t.Context(), l.Seq)
		if err != nil || len(e.Tree) == 0 {
			t.Errorf("line %d can't be explained: %v", l.Seq, err)
		}
		reasons[why.Nothing]++
	}
	if len(reasons) < 6 {
		t.Errorf("zero lines for %v only", reasons)
	}
}

func (f filled) feeSorts(t *testing.T) {
	kinds, currencies, taken := map[app.FeeKind]int{}, map[string]int{}, 0
	for _, fee := range f.fees(t) {
		kinds[fee.Kind]++
		currencies[string(fee.Amount.Currency)]++
		if fee.Reverses != 0 {
			taken++
		}
	}
	for kind, least := range map[app.FeeKind]int{app.Invoiced: 150, app.Received: 350, app.Credited: 2, app.WrittenOff: 2} {
		if kinds[kind] < least {
			t.Errorf("%d fees %s, want at least %d", kinds[kind], kind, least)
		}
	}
	for _, c := range []string{"GBP", "EUR", "USD", "CHF"} {
		if currencies[c] == 0 {
			t.Errorf("no fee in %s", c)
		}
	}
	if taken != 2 {
		t.Errorf("%d fees taken back, want 2", taken)
	}
}

func (f filled) alphabets(t *testing.T) {
	for _, name := range []string{"Biuro Rachunkowe Łukasiewicz", "Őry Könyvelőiroda", "Müller & Söhne Steuerberatung", "Ángel Núñez Asesores",
		"Ιωάννα Παπαδοπούλου", "Мария Иванова"} {
		p, err := f.Partners.Find(t.Context(), name)
		if err != nil || p.State != app.Active {
			t.Errorf("%s: %s, %v", name, p.State, err)
		}
		people, err := f.Partners.People(t.Context(), p.ID)
		if err != nil || len(people) == 0 {
			t.Errorf("%s has nobody: %v", name, err)
		}
	}
}
