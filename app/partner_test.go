package app_test

import (
	"strings"
	"testing"

	"rapport/app"
)

func partnerStates() []app.PartnerState {
	return []app.PartnerState{app.Prospect, app.InTalks, app.Applied, app.PartnerCheck, app.Onboarding, app.Active, app.Paused, app.Ended,
		app.Declined, app.Blocked, app.Merged}
}

// partnerTable is the table of domain.md 2: a step may be skipped forward to in review, any state may become blocked, a
// declined partner may apply anew. Merging has its own act.
func partnerTable() map[app.PartnerState]string {
	return map[app.PartnerState]string{
		app.Prospect:     "in talks, applied, in review, declined, blocked",
		app.InTalks:      "applied, in review, declined, blocked",
		app.Applied:      "in review, declined, blocked",
		app.PartnerCheck: "onboarding, declined, blocked",
		app.Onboarding:   "active, declined, blocked",
		app.Active:       "paused, ended, blocked",
		app.Paused:       "active, ended, blocked",
		app.Ended:        "blocked",
		app.Declined:     "prospect, blocked",
		app.Blocked:      "in review",
		app.Merged:       "",
	}
}

func listed(list, item string) bool { return strings.Contains(", "+list+",", ", "+item+",") }

// reach takes a new partner with a signed agreement to a state.
func (d *desk) reach(state app.PartnerState) app.ID[app.Partner] {
	d.t.Helper()
	id := d.partner("Partner to be " + string(state))
	d.sign(id, "2026-01-01", percentOfAll("0.10"))
	ways := map[app.PartnerState]string{
		app.InTalks: "in talks", app.Applied: "applied", app.PartnerCheck: "in review", app.Onboarding: "in review>onboarding",
		app.Active: "in review>onboarding>active", app.Paused: "in review>onboarding>active>paused", app.Ended: "in review>onboarding>active>ended",
		app.Declined: "declined", app.Blocked: "blocked",
	}
	for _, to := range strings.Split(ways[state], ">") {
		if to != "" {
			d.ok(d.Partners.SetState(ctx(), app.Ask{}, id, app.PartnerState(to), app.Move{Reason: "other", MayReapply: day("2026-01-01")}))
		}
	}
	if state == app.Merged {
		d.ok(d.Partners.Merge(ctx(), app.Ask{}, id, d.partner("Survivor")))
	}
	return id
}

func TestPartnerStateTableEveryPair(t *testing.T) {
	for _, from := range partnerStates() {
		t.Run(string(from), func(t *testing.T) {
			t.Parallel()
			d := open(t)
			for _, to := range partnerStates() {
				id := d.reach(from)
				move := func() error {
					_, err := d.Partners.SetState(ctx(), app.Ask{}, id, to, app.Move{Day: day("2026-06-01"), Reason: "other", Note: "cleared by A.",
						MayReapply: day("2027-01-01")})
					return err
				}
				if listed(partnerTable()[from], string(to)) {
					if err := move(); err != nil {
						t.Errorf("to %s: %v", to, err)
					}
					continue
				}
				d.refused("to "+string(to), refusal{kind: app.Refused, final: from == to || from == app.Merged}, move)
			}
			d.clean()
		})
	}
}

func TestPartnerMovesKeepBothDates(t *testing.T) {
	d := open(t)
	id := d.partner("Harcourt & Lowe")
	d.ok(d.Partners.SetState(ctx(), app.Ask{}, id, app.Declined, app.Move{Day: day("2026-05-02"), Reason: "conflict", Note: "acts for the other side", MayReapply: day("2027-05-02")}))
	var steps []app.Step
	err := d.store.Read(ctx(), func(b app.Books) (err error) { steps, err = b.Steps(app.KindPartner, int64(id)); return err })
	if err != nil || len(steps) == 0 {
		t.Fatal(steps, err)
	}
	s := steps[len(steps)-1]
	if s.From != "prospect" || s.To != "declined" || s.Day != day("2026-05-02") || !s.At.Equal(d.now) || s.Who != "Ms Tester" ||
		s.Reason != "conflict" || s.Note != "acts for the other side" {
		t.Errorf("kept: %+v", s)
	}
	if p, _ := d.Partners.Get(ctx(), id); p.MayReapply != day("2027-05-02") {
		t.Errorf("may reapply %s", p.MayReapply)
	}
}

func TestPartnerGuards(t *testing.T) {
	d := open(t)
	move := func(id app.ID[app.Partner], to app.PartnerState, m app.Move) func() error {
		return func() error { _, err := d.Partners.SetState(ctx(), app.Ask{}, id, to, m); return err }
	}
	fresh := d.partner("Harcourt & Lowe")
	d.refused("declined without a reason", refusal{kind: app.Invalid, field: "reason"},
		move(fresh, app.Declined, app.Move{MayReapply: day("2027-01-01")}))
	d.refused("declined for a reason of one's own", refusal{kind: app.Invalid, field: "reason", say: "did not like them"},
		move(fresh, app.Declined, app.Move{Reason: "did not like them", MayReapply: day("2027-01-01")}))
	d.refused("declined for ever", refusal{kind: app.Invalid, field: "may reapply"}, move(fresh, app.Declined, app.Move{Reason: "other"}))
	d.refused("tomorrow", refusal{kind: app.Invalid, field: "day"}, move(fresh, app.InTalks, app.Move{Day: day("2026-06-16")}))
	d.refused("out of blocked without a note", refusal{kind: app.Invalid, field: "note"}, move(d.reach(app.Blocked), app.PartnerCheck, app.Move{}))

	// Onboarding becomes active only with an agreement in force today; one that is reciprocal only will do.
	d.ok(d.Partners.SetState(ctx(), app.Ask{}, fresh, app.PartnerCheck, app.Move{}))
	d.ok(d.Partners.SetState(ctx(), app.Ask{}, fresh, app.Onboarding, app.Move{}))
	d.refused("no agreement", refusal{kind: app.Refused, say: "no agreement in force"}, move(fresh, app.Active, app.Move{}))
	d.sign(fresh, "2026-07-01", percentOfAll("0.10"))
	d.refused("one that is not in force yet", refusal{kind: app.Refused, say: "no agreement in force"}, move(fresh, app.Active, app.Move{}))
	d.on("2026-07-01")
	d.refused("nothing said of the checklist", refusal{kind: app.Invalid, field: "checklist"}, move(fresh, app.Active, app.Move{Note: "done"}))
	d.ok(d.Partners.SetState(ctx(), app.Ask{}, fresh, app.Active, app.Move{Reason: "waived: a sister firm"}))
}

func TestEndedPartnerPutsItsAgreementsIntoRunOff(t *testing.T) {
	d := open(t)
	id := d.reach(app.Active)
	d.ok(d.Partners.SetState(ctx(), app.Ask{}, id, app.Ended, app.Move{Day: day("2026-06-01")}))
	list, err := d.Agreements.Of(ctx(), id)
	if err != nil || len(list) != 1 || list[0].State != app.AgreementRunOff || list[0].To != day("2026-06-01") {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestBadInputOfPartnersAndPeople(t *testing.T) {
	d := open(t)
	id := d.partner("Harcourt & Lowe")
	for _, c := range []struct {
		what  string
		p     app.Partner
		field string
	}{
		{"no name", app.Partner{Name: " \u200b "}, "name"},
		{"a name too long", app.Partner{Name: strings.Repeat("a", 201)}, "name"},
		{"a name that can't be shown", app.Partner{Name: "Har\x07court"}, "name"},
		{"an unknown type", app.Partner{Name: "A", Type: "wizard"}, "type"},
		{"an e-mail without @", app.Partner{Name: "A", Email: "ann.example"}, "email"},
		{"an unknown currency", app.Partner{Name: "A", Currency: "XQQ"}, "currency"},
		{"an unknown way to show clients", app.Partner{Name: "A", ClientShown: "backwards"}, "client shown"},
		{"a state it can't start in", app.Partner{Name: "A", State: app.Active}, "state"},
	} {
		add := func() error { _, err := d.Partners.Add(ctx(), app.Ask{}, c.p); return err }
		d.refused(c.what, refusal{kind: app.Invalid, field: c.field}, add)
		if c.field == "state" {
			continue
		}
		d.refused(c.what+", edited", refusal{kind: app.Invalid, field: c.field}, func() error {
			p, _ := d.Partners.Get(ctx(), id)
			c.p.ID, c.p.Version = id, p.Version
			_, err := d.Partners.Edit(ctx(), app.Ask{}, c.p)
			return err
		})
	}
	d.refused("an unknown partner", refusal{kind: app.NotFound, field: "partner", say: "no partner"}, func() error {
		_, err := d.Partners.Find(ctx(), "Nobody & Sons")
		return err
	})
	d.refused("a person at nobody", refusal{kind: app.NotFound}, func() error {
		_, err := d.Partners.AddPerson(ctx(), app.Ask{}, app.Person{Partner: 99, Name: "Ann"})
		return err
	})
	d.refused("a person without a name", refusal{kind: app.Invalid, field: "name"}, func() error {
		_, err := d.Partners.AddPerson(ctx(), app.Ask{}, app.Person{Partner: id})
		return err
	})
}

func TestOnePrimaryPersonAtATime(t *testing.T) {
	d := open(t)
	id := d.partner("Harcourt & Lowe")
	for _, p := range []app.Person{{Name: "Ann"}, {Name: "Ben"}, {Name: "Cleo", Primary: true}} {
		p.Partner = id
		d.ok(d.Partners.AddPerson(ctx(), app.Ask{}, p))
	}
	people, err := d.Partners.People(ctx(), id)
	if err != nil || len(people) != 3 || people[0].Name != "Cleo" || !people[0].Primary || people[1].Primary || people[2].Primary {
		t.Errorf("%+v, %v", people, err)
	}
}

func TestMN24_APartnerWithMoneyIsNotMergedAway(t *testing.T) {
	d := open(t)
	from, into := d.partner("Harcourt & Lowe"), d.partner("Harcourt LLP")
	d.sign(from, "2026-01-01", percentOfAll("0.10"))
	r := d.won(from, "Amber Ltd", "2026-02-01")
	d.received(r, "2026-02-10", 100_000)
	d.run()
	d.refused("merging away a balance", refusal{kind: app.Refused, say: "commission lines"}, func() error {
		_, err := d.Partners.Merge(ctx(), app.Ask{}, from, into)
		return err
	})
	// The other way round is fine: the survivor keeps everything.
	other := d.logged(into, "Birch Ltd", "2026-03-01")
	d.ok(d.Partners.Merge(ctx(), app.Ask{}, into, from))
	gone, _ := d.Partners.Get(ctx(), into)
	moved, _ := d.Referrals.Get(ctx(), other)
	if gone.State != app.Merged || gone.MergedInto != from || moved.Partner != from {
		t.Errorf("%+v, %+v", gone, moved)
	}
	if d.owed(from) != 10_000 {
		t.Errorf("the survivor is owed %d", d.owed(from))
	}
	d.refused("a referral of a tombstone", refusal{kind: app.Refused, field: "partner", say: "merged"}, func() error {
		_, err := d.Referrals.Log(ctx(), app.Ask{}, app.NewReferral{Partner: into, ClientName: "Cedar Ltd"})
		return err
	})
	d.clean()
}

// domain.md 2: merged is a tombstone; undo until either side changes.
func TestMergingIsUndone(t *testing.T) {
	d := open(t)
	from, into := d.partner("Harcourt & Lowe"), d.partner("Harcourt LLP")
	r := d.logged(from, "Amber Ltd", "2026-03-01")
	d.logged(into, "Birch Ltd", "2026-03-01")
	merged := d.ok(d.Partners.Merge(ctx(), app.Ask{}, from, into))
	d.ok(d.History.Undo(ctx(), app.Ask{}, merged.Audit))
	back, _ := d.Partners.Get(ctx(), from)
	own, _ := d.Referrals.Get(ctx(), r)
	if back.State != app.Prospect || back.MergedInto != 0 || own.Partner != from {
		t.Errorf("after undo: %+v, %+v", back, own)
	}
}

// Two partners credited for one referral are one after a merge: its shares still name each partner once and sum to 100 %.
func TestMergingPartnersThatShareAReferral(t *testing.T) {
	d := open(t)
	a, b := d.partner("Harcourt & Lowe"), d.partner("Harcourt LLP")
	r := d.logged(a, "Amber Ltd", "2026-03-01")
	d.ok(d.Referrals.Split(ctx(), app.Ask{}, r, []app.Attribution{{Partner: a, Role: app.Sourced, Share: 6000}, {Partner: b, Role: app.Assisted, Share: 4000}}))
	if _, err := d.Partners.Merge(ctx(), app.Ask{}, b, a); err != nil {
		return // a refusal is as good
	}
	d.sign(a, "2026-01-01", percentOfAll("0.10"))
	d.move(r, app.Won, "2026-03-05")
	d.received(r, "2026-03-10", 100_000)
	d.run()
	if d.owed(a) != 10_000 {
		t.Errorf("10 %% of 1,000.00 pays %d: %s", d.owed(a), said(d.lines(a)))
	}
}

// MN-24: what a partner is owed when it ends is still owed, shown and paid; it can't be merged away either.
func TestMN24_AnEndedPartnerIsStillOwed(t *testing.T) {
	d, p, _, mar := stated(t)
	before := d.liable(0)
	for _, to := range []app.PartnerState{app.PartnerCheck, app.Onboarding, app.Active, app.Ended} {
		d.ok(d.Partners.SetState(ctx(), app.Ask{}, p, to, app.Move{Reason: "known for years"}))
	}
	if after := d.liable(0); len(after) != 1 || after[0] != before[0] {
		t.Errorf("before %v, ended %v", before, after)
	}
	other := d.partner("Somebody Else")
	d.refused("merging it away", refusal{app.Refused, "", "commission lines", false}, func() error {
		_, err := d.Partners.Merge(ctx(), app.Ask{}, p, other)
		return err
	})
	d.pay(mar, 15_000)
	if after := d.liable(0); len(after) != 0 {
		t.Errorf("paid, and still owed: %v", after)
	}
	d.clean()
}
