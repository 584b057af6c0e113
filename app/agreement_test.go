package app_test

import (
	"fmt"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/terms"
)

func agreementStates() []app.AgreementState {
	return []app.AgreementState{app.AgreementDraft, app.AgreementReview, app.AgreementOut, app.AgreementActive, app.AgreementSuspended,
		app.AgreementRunOff, app.AgreementClosed, app.AgreementWithdrawn}
}

// agreementTable is the table of domain.md 2: active comes by a signature and run-off by an end, which are acts of their own.
func agreementTable() map[app.AgreementState]string {
	return map[app.AgreementState]string{
		app.AgreementDraft:     "in review, out for signature, withdrawn",
		app.AgreementReview:    "out for signature, draft, withdrawn",
		app.AgreementOut:       "draft, withdrawn",
		app.AgreementActive:    "suspended",
		app.AgreementSuspended: "active",
		app.AgreementRunOff:    "closed",
	}
}

// agreementIn is an agreement in a state, of a partner of its own.
func (d *desk) agreementIn(state app.AgreementState, no int) app.ID[app.Agreement] {
	d.t.Helper()
	p := d.partner(fmt.Sprintf("Partner %d", no))
	id := app.ID[app.Agreement](d.ok(d.Agreements.Add(ctx(), app.Ask{}, app.Agreement{Partner: p, From: day("2026-01-01")}, percentOfAll("0.10"))).ID)
	set := func(to app.AgreementState) { d.ok(d.Agreements.SetState(ctx(), app.Ask{}, id, to, app.Move{})) }
	switch state {
	case app.AgreementReview, app.AgreementOut, app.AgreementWithdrawn:
		set(state)
	case app.AgreementActive, app.AgreementSuspended, app.AgreementRunOff, app.AgreementClosed:
		d.ok(d.Agreements.Sign(ctx(), app.Ask{}, id, app.Signature{By: "A"}))
	}
	switch state {
	case app.AgreementSuspended:
		set(state)
	case app.AgreementRunOff, app.AgreementClosed:
		d.ok(d.Agreements.End(ctx(), app.Ask{}, id, day("2026-03-31"), "notice"))
	}
	if state == app.AgreementClosed {
		set(state)
	}
	return id
}

func TestAgreementStateTableEveryPair(t *testing.T) {
	for _, from := range agreementStates() {
		t.Run(string(from), func(t *testing.T) {
			t.Parallel()
			d := open(t)
			for i, to := range agreementStates() {
				id := d.agreementIn(from, i)
				move := func() error { _, err := d.Agreements.SetState(ctx(), app.Ask{}, id, to, app.Move{}); return err }
				if listed(agreementTable()[from], string(to)) {
					if err := move(); err != nil {
						t.Errorf("to %s: %v", to, err)
					}
					continue
				}
				final := from == to || from == app.AgreementClosed || from == app.AgreementWithdrawn
				d.refused("to "+string(to), refusal{kind: app.Refused, final: final}, move)
			}
			sign := d.agreementIn(from, 20)
			end := d.agreementIn(from, 21)
			act := map[string]func() error{
				"sign": func() error {
					_, err := d.Agreements.Sign(ctx(), app.Ask{}, sign, app.Signature{By: "A"})
					return err
				},
				"end":   func() error { _, err := d.Agreements.End(ctx(), app.Ask{}, end, day("2026-03-31"), ""); return err },
				"amend": func() error { return d.amend(d.agreementIn(from, 22), "2026-07-01") },
			}
			can := map[app.AgreementState]string{app.AgreementDraft: "sign", app.AgreementReview: "sign", app.AgreementOut: "sign",
				app.AgreementActive: "end, amend", app.AgreementSuspended: "end, amend"}
			if from == app.AgreementSuspended {
				can[from] += ", sign" // see TestASignedAgreementIsNotSignedAgain
			}
			for name, do := range act {
				if err := do(); (err == nil) != listed(can[from], name) && !(from == app.AgreementSuspended && name == "sign") {
					t.Errorf("%s: %v", name, err)
				}
			}
			d.clean()
		})
	}
}

func (d *desk) amend(id app.ID[app.Agreement], from string) error {
	_, err := d.Agreements.Amend(ctx(), app.Ask{}, id, day(from), percentOfAll("0.05"), app.Signature{By: "A"})
	return err
}

// A suspended agreement is resumed; its signature stays the one that froze its version.
func TestASignedAgreementIsNotSignedAgain(t *testing.T) {
	d := open(t)
	id := d.agreementIn(app.AgreementSuspended, 1)
	d.refused("signed again", refusal{kind: app.Refused}, func() error {
		_, err := d.Agreements.Sign(ctx(), app.Ask{}, id, app.Signature{By: "Somebody Else"})
		return err
	})
	if s, _ := d.Agreements.Get(ctx(), id); s.Versions[0].SignedBy != "A" {
		t.Errorf("signed by %s", s.Versions[0].SignedBy)
	}
}

func TestSigningFreezesTheVersion(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	id := d.sign(p, "2026-01-01", percentOfAll("0.10"))
	s, _ := d.Agreements.Get(ctx(), id)
	v := s.Versions[0]
	if s.State != app.AgreementActive || v.State != app.VersionFrozen || v.SignedOn != day("2026-06-15") || v.SignedBy != "A. Partner" {
		t.Errorf("%+v", s)
	}
	d.refused("edited", refusal{kind: app.Refused, say: "frozen"}, func() error {
		_, err := d.Agreements.Edit(ctx(), app.Ask{}, s.Agreement, percentOfAll("0.20"))
		return err
	})
	// Also whoever writes to the store directly is refused.
	err := d.store.Write(ctx(), func(b app.Books) error {
		v.Terms = percentOfAll("0.20")
		return b.PutVersion(v)
	})
	if err == nil {
		t.Error("a frozen version was changed in the store")
	}
	var steps []app.Step
	_ = d.store.Read(ctx(), func(b app.Books) (err error) { steps, err = b.Steps(app.KindAgreement, int64(id)); return err })
	if len(steps) != 1 || steps[0].From != "draft" || steps[0].To != "active" || steps[0].Day != day("2026-06-15") || !steps[0].At.Equal(d.now) {
		t.Errorf("history %+v", steps)
	}
}

func TestAmendingMakesAVersionAndLeavesLinesAlone(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	id := d.sign(p, "2026-01-01", percentOfAll("0.10"))
	r := d.won(p, "Amber Ltd", "2026-02-01")
	d.received(r, "2026-04-10", 100_000)
	d.run()
	before := d.lines(p)[0]
	d.refused("MN-18: before what was worked out", refusal{kind: app.Invalid, field: "effective"}, func() error { return d.amend(id, "2026-04-10") })
	d.refused("from its own start", refusal{kind: app.Invalid, field: "effective"}, func() error { return d.amend(id, "2026-01-01") })
	if err := d.amend(id, "2026-04-11"); err != nil {
		t.Fatal(err)
	}
	s, _ := d.Agreements.Get(ctx(), id)
	if len(s.Versions) != 2 || s.Versions[0].State != app.VersionSuperseded || s.Versions[1].State != app.VersionFrozen {
		t.Errorf("%+v", s.Versions)
	}
	d.run()
	if after := d.lines(p); len(after) != 1 || after[0].Hash != before.Hash {
		t.Errorf("lines moved: %s", said(after))
	}
	// One that takes effect later is superseded when its day has come, by the next run.
	if err := d.amend(id, "2026-09-01"); err != nil {
		t.Fatal(err)
	}
	state := func() app.VersionState { s, _ := d.Agreements.Get(ctx(), id); return s.Versions[1].State }
	if state() != app.VersionFrozen {
		t.Error("superseded before its day")
	}
	d.on("2026-09-01")
	d.received(r, "2026-09-01", 100)
	d.run()
	if state() != app.VersionSuperseded {
		t.Error("not superseded on its day")
	}
}

func TestBadInputOfAgreements(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	gap := tiered(terms.Marginal, terms.Tier{From: 100, Rate: rate("0.1")})
	overlap := tiered(terms.Marginal, terms.Tier{Rate: rate("0.1")}, terms.Tier{From: 500, Rate: rate("0.2")}, terms.Tier{From: 400, Rate: rate("0.3")})
	for _, c := range []struct {
		what string
		a    app.Agreement
		tm   terms.Terms
		want refusal
	}{
		{"of nobody", app.Agreement{From: day("2026-01-01")}, percentOfAll("0.1"), refusal{kind: app.NotFound}},
		{"without a first day", app.Agreement{Partner: p}, percentOfAll("0.1"), refusal{app.Invalid, "from", "", false}},
		{"ending before it starts", app.Agreement{Partner: p, From: day("2026-02-01"), To: day("2026-01-31")}, percentOfAll("0.1"), refusal{app.Invalid, "to", "2026-01-31", false}},
		{"payment in 366 days", app.Agreement{Partner: p, From: day("2026-02-01"), PaymentDays: 366}, percentOfAll("0.1"), refusal{app.Invalid, "payment days", "", false}},
		{"a tier gap", app.Agreement{Partner: p, From: day("2026-02-01")}, gap, refusal{app.Invalid, "rules.1.tiers.1.from", "gap", false}},
		{"tiers that overlap", app.Agreement{Partner: p, From: day("2026-02-01")}, overlap, refusal{app.Invalid, "rules.1.tiers.3.from", "overlap", false}},
		{"an unknown currency", app.Agreement{Partner: p, From: day("2026-02-01")}, terms.Terms{Currency: "XQQ"}, refusal{app.Invalid, "currency", "", false}},
		{"without a rule", app.Agreement{Partner: p, From: day("2026-02-01")}, terms.Terms{Currency: "EUR"}, refusal{app.Invalid, "rules", "", false}},
		{"110 %", app.Agreement{Partner: p, From: day("2026-02-01")}, percentOfAll("1.1"), refusal{app.Invalid, "rules.1.rate", "110", false}},
	} {
		d.refused(c.what, c.want, func() error { _, err := d.Agreements.Add(ctx(), app.Ask{}, c.a, c.tm); return err })
	}
	id := app.ID[app.Agreement](d.ok(d.Agreements.Add(ctx(), app.Ask{}, app.Agreement{Partner: p, From: day("2026-01-01")}, percentOfAll("0.1"))).ID)
	sign := func(s app.Signature) func() error {
		return func() error { _, err := d.Agreements.Sign(ctx(), app.Ask{}, id, s); return err }
	}
	d.refused("signed by nobody", refusal{app.Invalid, "signed by", "", false}, sign(app.Signature{By: " "}))
	d.refused("signed tomorrow", refusal{app.Invalid, "signed on", "future", false}, sign(app.Signature{Day: day("2026-06-16"), By: "A"}))
	d.ok(d.Agreements.Sign(ctx(), app.Ask{}, id, app.Signature{By: "A"}))
	d.refused("ended before it began", refusal{app.Invalid, "last day", "", false}, func() error {
		_, err := d.Agreements.End(ctx(), app.Ask{}, id, day("2025-12-31"), "")
		return err
	})
	d.refused("amended into another currency", refusal{app.Invalid, "currency", "EUR", false}, func() error {
		tm := percentOfAll("0.1")
		tm.Currency = "USD"
		_, err := d.Agreements.Amend(ctx(), app.Ask{}, id, day("2026-07-01"), tm, app.Signature{By: "A"})
		return err
	})
}

func TestOverlappingAgreementsAreRefused(t *testing.T) {
	only := func(service string) terms.Terms {
		tm := percentOfAll("0.10")
		tm.Rules[0].Services = []string{service}
		return tm
	}
	for _, c := range []struct {
		what          string
		from, to      string
		from2, to2    string
		first, second terms.Terms
		overlap       bool
	}{
		{"the same time", "2026-01-01", "", "2026-03-01", "", percentOfAll("0.1"), percentOfAll("0.2"), true},
		{"the last day is inside", "2026-01-01", "2026-03-31", "2026-03-31", "", percentOfAll("0.1"), percentOfAll("0.2"), true},
		{"the day after", "2026-01-01", "2026-03-31", "2026-04-01", "", percentOfAll("0.1"), percentOfAll("0.2"), false},
		{"before", "2026-04-01", "", "2026-01-01", "2026-03-31", percentOfAll("0.1"), percentOfAll("0.2"), false},
		{"other services", "2026-01-01", "", "2026-01-01", "", only("Tax"), only("Audit"), false},
		{"the same service in other letters", "2026-01-01", "", "2026-01-01", "", only("Tax"), only("tax"), true},
		{"all and one", "2026-01-01", "", "2026-01-01", "", percentOfAll("0.1"), only("Tax"), true},
	} {
		t.Run(c.what, func(t *testing.T) {
			t.Parallel()
			d := open(t)
			p := d.partner("Harcourt & Lowe")
			add := func(from, to string, tm terms.Terms) app.ID[app.Agreement] {
				a := app.Agreement{Partner: p, From: day(from)}
				if to != "" {
					a.To = day(to)
				}
				return app.ID[app.Agreement](d.ok(d.Agreements.Add(ctx(), app.Ask{}, a, tm)).ID)
			}
			d.ok(d.Agreements.Sign(ctx(), app.Ask{}, add(c.from, c.to, c.first), app.Signature{By: "A"}))
			second := add(c.from2, c.to2, c.second)
			sign := func() error {
				_, err := d.Agreements.Sign(ctx(), app.Ask{}, second, app.Signature{By: "A"})
				return err
			}
			if !c.overlap {
				if err := sign(); err != nil {
					t.Error(err)
				}
				return
			}
			d.refused("overlapping", refusal{app.Refused, "from", "A-0001", false}, sign)
		})
	}
}

// The same through a merge: the survivor has one agreement for a service on a day.
func TestMergingDoesNotMakeAgreementsOverlap(t *testing.T) {
	d := open(t)
	a, b := d.partner("Harcourt & Lowe"), d.partner("Harcourt LLP")
	d.sign(a, "2026-01-01", percentOfAll("0.10"))
	d.sign(b, "2026-01-01", percentOfAll("0.20"))
	if _, err := d.Partners.Merge(ctx(), app.Ask{}, b, a); err != nil {
		return // refused is right
	}
	list, err := d.Agreements.Of(ctx(), a)
	inForce := 0
	for _, one := range list {
		if one.State == app.AgreementActive {
			inForce++
		}
	}
	if err != nil || inForce != 1 {
		t.Errorf("%d agreements in force for the same services: %v", inForce, err)
	}
}

func TestTheTailSaysWhatEarnsAfterTheEnd(t *testing.T) {
	for tail, want := range map[terms.Tail]string{
		{}:                               "earning 0.00 void",
		{Kind: terms.TailOpen}:           "earning 10.00 accrued",
		{Kind: terms.TailWon, Months: 3}: "earning 10.00 accrued",
		{Kind: terms.TailWon, Months: 2}: "earning 0.00 void",
		{Kind: terms.TailLife}:           "earning 10.00 accrued",
	} {
		t.Run(fmt.Sprint(tail), func(t *testing.T) {
			t.Parallel()
			d := open(t)
			p := d.partner("Harcourt & Lowe")
			tm := percentOfAll("0.10")
			tm.Tail = tail
			id := d.sign(p, "2026-01-01", tm)
			r := d.won(p, "Amber Ltd", "2026-02-01")
			d.ok(d.Agreements.End(ctx(), app.Ask{}, id, day("2026-02-28"), ""))
			d.received(r, "2026-05-31", 10_000)
			d.run()
			d.expect(p, want)
			if line := d.lines(p)[0]; line.Amount.Minor == 0 {
				e, err := d.Commissions.Explain(ctx(), line.Seq)
				if err != nil || len(e.Tree) == 0 || !strings.Contains(fmt.Sprint(e.Tree), "2026") {
					t.Errorf("explained as %+v, %v", e.Tree, err)
				}
			}
			d.clean()
		})
	}
}
