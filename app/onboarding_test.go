package app_test

import (
	"fmt"
	"strings"
	"testing"

	"rapport/app"
)

// inOnboarding is a partner that has its checklist.
func (d *desk) inOnboarding(name string) app.ID[app.Partner] {
	d.t.Helper()
	id := d.partner(name)
	d.ok(d.Partners.SetState(ctx(), app.Ask{}, id, app.PartnerCheck, app.Move{}))
	d.ok(d.Partners.SetState(ctx(), app.Ask{}, id, app.Onboarding, app.Move{}))
	return id
}

// checklist is a partner's list in short: "1 Agreement signed: open, due 2026-06-29; …".
func (d *desk) checklist(id app.ID[app.Partner]) string {
	d.t.Helper()
	rows, err := d.Onboarding.Of(ctx(), id)
	if err != nil {
		d.t.Fatalf("%v", err)
	}
	out := make([]string, len(rows))
	for i, r := range rows {
		out[i] = fmt.Sprintf("%d %s: %s", r.No, r.What, r.State)
		if r.On != 0 {
			out[i] += " " + r.On.String()
		} else if r.Waits() && r.Due != 0 {
			out[i] += ", due " + r.Due.String()
		}
	}
	return strings.Join(out, "; ")
}

func (d *desk) sees(what, got, want string) {
	d.t.Helper()
	if got != want {
		d.t.Errorf("%s:\n got %s\nwant %s", what, got, want)
	}
}

func TestOnboardingTicksWhatTheFileTells(t *testing.T) {
	d := open(t)
	id := d.inOnboarding("Alder Tax")
	d.sees("at first", d.checklist(id), "1 Agreement signed: open, due 2026-06-29; 2 Kickoff meeting: open, due 2026-07-06; 3 Tax form: open, due 2026-07-06; "+
		"4 Bank details confirmed: open, due 2026-07-06; 5 Materials delivered: open, due 2026-07-15; 6 First referral: open, due 2026-09-13")
	activate := func(reason string) func() error {
		return func() error {
			_, err := d.Partners.SetState(ctx(), app.Ask{}, id, app.Active, app.Move{Reason: reason})
			return err
		}
	}
	d.refused("no agreement", refusal{kind: app.Refused, say: "no agreement in force"}, activate("a sister firm"))
	d.sign(id, "2026-06-01", percentOfAll("0.10"))
	d.refused("what is missing is named", refusal{kind: app.Invalid, field: "checklist",
		say: "Kickoff meeting, Tax form, Bank details confirmed and Materials delivered are missing"}, activate(""))
	kick := app.Checkin{Partner: id, Kind: "kickoff", State: app.CheckinPlanned, Day: day("2026-06-16")}
	r, err := d.Checkins.Plan(ctx(), app.Ask{}, kick)
	d.ok(r, err)
	if strings.Contains(d.checklist(id), "Kickoff meeting: done") {
		t.Error("a kickoff that is planned is not held")
	}
	d.on("2026-06-20")
	d.ok(d.Taxes.SetProfile(ctx(), app.Ask{}, app.TaxProfile{Partner: id, W9On: day("2026-06-18")}))
	d.ok(d.Onboarding.Waive(ctx(), app.Ask{}, id, 4, "paid by cheque"))
	d.ok(d.Onboarding.Done(ctx(), app.Ask{}, id, 5, day("2026-06-19")))
	d.logged(id, "Marlow Ltd", "2026-06-20")
	d.refused("one is left", refusal{kind: app.Invalid, field: "checklist", say: "Kickoff meeting is missing"}, activate(""))
	d.refused("not by hand", refusal{kind: app.Refused, say: "not ticked by hand"}, func() error {
		_, err := d.Onboarding.Done(ctx(), app.Ask{}, id, 2, 0)
		return err
	})
	made := d.ok(d.Partners.SetState(ctx(), app.Ask{}, id, app.Active, app.Move{Reason: "met at the fair"}))
	d.sees("closed", d.checklist(id), "1 Agreement signed: done 2026-06-01; 2 Kickoff meeting: waived; 3 Tax form: done 2026-06-18; "+
		"4 Bank details confirmed: waived; 5 Materials delivered: done 2026-06-19; 6 First referral: done 2026-06-20")
	d.ok(d.History.Undo(ctx(), app.Ask{}, made.Audit))
	if p, _ := d.Partners.Get(ctx(), id); p.State != app.Onboarding || !strings.Contains(d.checklist(id), "2 Kickoff meeting: open") {
		t.Errorf("taken back: %s, %s", p.State, d.checklist(id))
	}
}

func TestOnboardingActsAndTheirUndo(t *testing.T) {
	d := open(t)
	id := d.inOnboarding("Alder Tax")
	before := d.checklist(id)
	for _, act := range []struct {
		name string
		do   func() (app.Receipt, error)
		want string
	}{
		{"add", func() (app.Receipt, error) {
			return d.Onboarding.Add(ctx(), app.Ask{}, id, app.OnboardingItem{What: "Logo on our website", Due: day("2026-06-20")})
		}, "7 Logo on our website: open, due 2026-06-20"},
		{"edit", func() (app.Receipt, error) {
			return d.Onboarding.Edit(ctx(), app.Ask{}, id, app.OnboardingItem{No: 5, What: "Brochure", Due: day("2026-06-21")})
		}, "5 Brochure: open, due 2026-06-21"},
		{"done", func() (app.Receipt, error) { return d.Onboarding.Done(ctx(), app.Ask{}, id, 5, 0) }, "5 Materials delivered: done 2026-06-15"},
		{"waive", func() (app.Receipt, error) { return d.Onboarding.Waive(ctx(), app.Ask{}, id, 3, "no tax") }, "3 Tax form: waived"},
		{"remove", func() (app.Receipt, error) { return d.Onboarding.Remove(ctx(), app.Ask{}, id, 6) }, "5 Materials delivered: open, due 2026-07-15"},
	} {
		r := d.ok(act.do())
		if now := d.checklist(id); !strings.Contains(now, act.want) || now == before {
			t.Errorf("%s: %s", act.name, now)
		}
		if d.ok(d.History.Undo(ctx(), app.Ask{}, r.Audit)); d.checklist(id) != before {
			t.Errorf("%s taken back: %s", act.name, d.checklist(id))
		}
	}
	first := d.ok(d.Onboarding.Done(ctx(), app.Ask{}, id, 5, 0))
	d.ok(d.Onboarding.Reopen(ctx(), app.Ask{}, id, 5))
	d.ok(d.Onboarding.Waive(ctx(), app.Ask{}, id, 1, "later"))
	d.refused("changed since", refusal{kind: app.Conflict}, func() error { _, err := d.History.Undo(ctx(), app.Ask{}, first.Audit); return err })
	for _, bad := range []struct {
		name  string
		field string
		do    func() (app.Receipt, error)
	}{
		{"waived without a reason", "reason", func() (app.Receipt, error) { return d.Onboarding.Waive(ctx(), app.Ask{}, id, 2, " ") }},
		{"done tomorrow", "day", func() (app.Receipt, error) { return d.Onboarding.Done(ctx(), app.Ask{}, id, 5, day("2026-06-16")) }},
		{"an item without words", "what", func() (app.Receipt, error) { return d.Onboarding.Add(ctx(), app.Ask{}, id, app.OnboardingItem{}) }},
		{"a kind of its own", "kind", func() (app.Receipt, error) {
			return d.Onboarding.Add(ctx(), app.Ask{}, id, app.OnboardingItem{Kind: "party", What: "x"})
		}},
	} {
		d.refused(bad.name, refusal{kind: app.Invalid, field: bad.field}, func() error { _, err := bad.do(); return err })
	}
	d.refused("no such item", refusal{kind: app.NotFound, field: "item"}, func() error { _, err := d.Onboarding.Done(ctx(), app.Ask{}, id, 77, 0); return err })
}

func TestOnboardingTakesTheChecklistOfTheType(t *testing.T) {
	d := open(t)
	s, _ := d.Setup.Settings(ctx())
	s.Checklists = []app.Checklist{{Type: "accountant", Items: []app.ChecklistItem{{Kind: app.OnboardOwn, What: "Peer review", Days: 3}}}, {Items: []app.ChecklistItem{{Kind: app.OnboardKickoff}}}}
	d.ok(d.Setup.Edit(ctx(), app.Ask{}, s))
	id := d.inOnboarding("Alder Tax")
	d.sees("an accountant", d.checklist(id), "1 Peer review: open, due 2026-06-18")
	law := app.ID[app.Partner](d.ok(d.Partners.Add(ctx(), app.Ask{}, app.Partner{Name: "Birch Law", Type: "attorney"})).ID)
	d.ok(d.Onboarding.Fill(ctx(), app.Ask{}, law))
	d.sees("any other", d.checklist(law), "1 Kickoff meeting: open")
	d.refused("all there", refusal{kind: app.Refused, say: "every item"}, func() error { _, err := d.Onboarding.Fill(ctx(), app.Ask{}, law); return err })

	overdue := func() string {
		list, err := d.Onboarding.Overdue(ctx())
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, o := range list {
			out = append(out, o.Name+": "+o.What)
		}
		return strings.Join(out, "; ")
	}
	d.on("2026-06-18")
	d.sees("on its day", overdue(), "")
	d.on("2026-06-19")
	d.sees("the day after", overdue(), "Alder Tax: Peer review")
	d.ok(d.Onboarding.Done(ctx(), app.Ask{}, id, 1, 0))
	d.sees("done", overdue(), "")
	for _, bad := range [][]app.Checklist{{{Type: "x"}, {Type: "x"}}, {{Items: []app.ChecklistItem{{Kind: "party"}}}}, {{Items: []app.ChecklistItem{{Kind: app.OnboardOwn}}}},
		{{Items: []app.ChecklistItem{{Kind: app.OnboardBank, Days: -1}}}}} {
		s, _ = d.Setup.Settings(ctx())
		s.Checklists = bad
		d.refused("a checklist", refusal{kind: app.Invalid, field: "checklists"}, func() error { _, err := d.Setup.Edit(ctx(), app.Ask{}, s); return err })
	}
}
