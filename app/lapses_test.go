package app_test

import (
	"slices"
	"strings"
	"testing"

	"rapport/app"
)

// licensed is a partner whose licence is good until 30 June 2026, with a line of 100.00; the firm's rule is given.
func licensed(t *testing.T, rule app.CredentialRule) (*desk, app.ID[app.Partner], app.ID[app.Referral]) {
	t.Helper()
	d := open(t).on("2026-06-15")
	d.settings(func(s *app.Settings) { s.Credentials = rule })
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", percentOfAll("0.10"))
	r := d.won(p, "Amber Ltd", "2026-02-01")
	d.ok(d.Credentials.Add(ctx(), app.Ask{}, app.Credential{Partner: p, Kind: app.Licence, What: "Chartered accountant", Issuer: "ICAEW", Expires: day("2026-06-30")}))
	d.received(r, "2026-06-10", 100_000)
	d.run()
	return d, p, r
}

func (d *desk) credential(p app.ID[app.Partner]) app.Credential {
	d.t.Helper()
	rows, err := d.Credentials.Of(ctx(), p)
	d.check(err)
	return rows[0].Credential
}

// From the day after its last one, the money of a partner whose licence ran out is held: what is unpaid, and what comes in; until it is renewed.
func TestALapsedCredentialHoldsMoney(t *testing.T) {
	d, p, r := licensed(t, app.CredentialRule{Effect: app.LapseHolds})
	d.on("2026-06-30").run()
	d.expect(p, "earning 100.00 accrued")
	d.approve()
	d.on("2026-07-01")
	r1, _, err := d.Commissions.Run(ctx(), app.Ask{}, 0, nil)
	d.check(err)
	d.sees("said", strings.Join(r1.Warnings, " "), "The licence Chartered accountant of Harcourt & Lowe ran out on 30 Jun 2026. 1 unpaid line held now.")
	d.received(r, "2026-07-01", 50_000)
	d.run()
	d.expect(p, "earning 100.00 held", "earning 50.00 held")
	if s := d.statements("2026-06"); len(s) != 0 {
		t.Errorf("stated %+v", s)
	}
	queue, err := d.Commissions.Queue(ctx())
	d.check(err)
	if !slices.ContainsFunc(queue, func(q app.QueueItem) bool {
		return strings.Contains(q.What, app.HoldCredential) && q.Count == 2 && strings.HasPrefix(q.For, "The credential to be renewed")
	}) {
		t.Errorf("queue: %+v", queue)
	}

	d.ok(d.Commissions.Release(ctx(), app.Ask{}, d.lines(p)[0].Seq, "the regulator confirmed it by telephone"))
	d.run()
	d.expect(p, "earning 100.00 accrued", "earning 50.00 held") // what a person released is not held for it again
	old := d.credential(p)
	again := old
	again.Expires = day("2027-06-30")
	renewed := d.ok(d.Credentials.Renew(ctx(), app.Ask{}, old.ID, again))
	d.expect(p, "earning 100.00 accrued", "earning 50.00 accrued")
	d.ok(d.History.Undo(ctx(), app.Ask{}, renewed.Audit))
	d.expect(p, "earning 100.00 accrued", "earning 50.00 held")
	d.run()
	d.expect(p, "earning 100.00 accrued", "earning 50.00 held")
	d.ok(d.Credentials.Retire(ctx(), app.Ask{}, old.ID))
	d.expect(p, "earning 100.00 accrued", "earning 50.00 accrued")
	d.clean()
}

// A correction of the last day lets go too; when that day passes as well, what is unpaid then is held once more.
func TestACorrectedCredentialMayLapseAgain(t *testing.T) {
	d, p, _ := licensed(t, app.CredentialRule{Effect: app.LapseHolds})
	d.on("2026-07-05").run()
	d.expect(p, "earning 100.00 held")
	c := d.credential(p)
	c.Expires = day("2026-08-31")
	d.ok(d.Credentials.Edit(ctx(), app.Ask{}, c))
	d.expect(p, "earning 100.00 accrued")
	d.on("2026-09-01").run()
	d.expect(p, "earning 100.00 held")
	d.ok(d.Commissions.Adjust(ctx(), app.Ask{}, app.Adjustment{Partner: p, Amount: eur(1_000), Reason: "a mistake of ours"}))
	d.expect(p, "earning 100.00 held", "adjustment 10.00 held")
	d.clean()
}

// What the rule does not ask for, or only warns of, holds nothing.
func TestOtherRulesOnCredentialsHoldNothing(t *testing.T) {
	for name, c := range map[string]struct {
		rule app.CredentialRule
		says bool
	}{
		"no rule":                  {app.CredentialRule{}, false},
		"a warning":                {app.CredentialRule{Effect: app.LapseWarns}, true},
		"only insurance is needed": {app.CredentialRule{Effect: app.LapseHolds, Kinds: []app.CredentialKind{app.Insurance}}, false},
	} {
		d, p, _ := licensed(t, c.rule)
		d.on("2026-07-01")
		r, _, err := d.Commissions.Run(ctx(), app.Ask{}, 0, nil)
		d.check(err)
		if strings.Contains(strings.Join(r.Warnings, " "), "ran out") != c.says {
			t.Errorf("%s: said %q", name, r.Warnings)
		}
		d.expect(p, "earning 100.00 accrued")
	}
	d := open(t)
	for field, bad := range map[string]app.CredentialRule{"lapsed credential": {Effect: "shout"}, "required": {Kinds: []app.CredentialKind{"badge"}}} {
		s, err := d.Setup.Settings(ctx())
		d.check(err)
		s.Credentials = bad
		d.refused(field, refusal{kind: app.Invalid, field: field}, func() error { _, err := d.Setup.Edit(ctx(), app.Ask{}, s); return err })
	}
}
