package app_test

import (
	"fmt"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/money"
)

func stages() []app.Stage {
	return []app.Stage{app.Logged, app.Checking, app.Accepted, app.Contacted, app.Meeting, app.Proposal, app.Won, app.Lost,
		app.NotAccepted, app.Duplicate, app.Withdrawn}
}

// stageTable is the table of domain.md 2 and field.md 5.3. Forward steps of the main line may be skipped: the history keeps them.
func stageTable() map[app.Stage]string {
	return map[app.Stage]string{
		app.Logged:      "checking, accepted, contacted, meeting, proposal, won, not accepted, duplicate",
		app.Checking:    "accepted, contacted, meeting, proposal, won, not accepted, duplicate",
		app.Accepted:    "contacted, meeting, proposal, won, lost, withdrawn",
		app.Contacted:   "meeting, proposal, won, lost, withdrawn",
		app.Meeting:     "contacted, proposal, won, lost, withdrawn",
		app.Proposal:    "contacted, meeting, won, lost, withdrawn",
		app.Won:         "proposal", // reopened, while nothing stands
		app.Lost:        "logged",
		app.NotAccepted: "logged",
		app.Duplicate:   "logged",
		app.Withdrawn:   "logged",
	}
}

func TestStageTableEveryPair(t *testing.T) {
	for _, from := range stages() {
		t.Run(string(from), func(t *testing.T) {
			t.Parallel()
			d := open(t)
			p := d.partner("Harcourt & Lowe")
			first := d.logged(p, "The first", "2026-01-01")
			for i, to := range stages() {
				id := d.at(p, from, first, i)
				move := func() error {
					_, err := d.Referrals.SetStage(ctx(), app.Ask{}, id, to, app.StageMove{Day: day("2026-06-02"), Reason: "price", First: first})
					return err
				}
				early := (from == app.Logged || from == app.Checking) && (to == app.Lost || to == app.Withdrawn)
				switch {
				case early: // see TestWhatWasNeverAcceptedEarnsNothing
				case listed(stageTable()[from], string(to)):
					if err := move(); err != nil {
						t.Errorf("to %s: %v", to, err)
					}
				default:
					d.refused("to "+string(to), refusal{kind: app.Refused, final: from == to}, move)
				}
			}
			d.clean()
		})
	}
}

// at is a referral that stands in a stage.
func (d *desk) at(p app.ID[app.Partner], stage app.Stage, first app.ID[app.Referral], no int) app.ID[app.Referral] {
	d.t.Helper()
	id := d.logged(p, fmt.Sprintf("Client %d", no), "2026-05-01")
	via := map[app.Stage]app.Stage{app.Lost: app.Accepted, app.Withdrawn: app.Accepted}
	if v := via[stage]; v != "" {
		d.move(id, v, "2026-06-01")
	}
	if stage != app.Logged {
		d.ok(d.Referrals.SetStage(ctx(), app.Ask{}, id, stage, app.StageMove{Day: day("2026-06-01"), Reason: "price", First: first}))
	}
	return id
}

func TestSkippedStagesAreKeptInTheHistory(t *testing.T) {
	d := open(t)
	id := d.logged(d.partner("Harcourt & Lowe"), "Amber Ltd", "2026-05-01")
	d.ok(d.Referrals.SetStage(ctx(), app.Ask{}, id, app.Won, app.StageMove{Day: day("2026-05-20"), Note: "signed in Bonn"}))
	steps, err := d.Referrals.History(ctx(), id)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range steps {
		got = append(got, fmt.Sprintf("%s>%s %s", s.From, s.To, s.Day))
		if !s.At.Equal(d.now) || s.Who != "Ms Tester" {
			t.Errorf("entered %v by %s", s.At, s.Who)
		}
	}
	want := ">logged 2026-05-01|logged>checking 2026-05-20|checking>accepted 2026-05-20|accepted>contacted 2026-05-20|" +
		"contacted>meeting 2026-05-20|meeting>won 2026-05-20"
	if strings.Join(got, "|") != want {
		t.Errorf("history\n%s\nwanted\n%s", strings.Join(got, "|"), want)
	}
	if steps[len(steps)-1].Note != "signed in Bonn" {
		t.Errorf("note %q", steps[len(steps)-1].Note)
	}
}

func TestStageGuards(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	first := d.logged(p, "Amber Ltd", "2026-05-01")
	move := func(id app.ID[app.Referral], to app.Stage, m app.StageMove) func() error {
		return func() error { _, err := d.Referrals.SetStage(ctx(), app.Ask{}, id, to, m); return err }
	}
	second := d.logged(p, "Amber Ltd", "2026-05-10")
	d.refused("won before introduced", refusal{kind: app.Invalid, field: "day", say: "before it was introduced"},
		move(first, app.Won, app.StageMove{Day: day("2026-04-30")}))
	d.refused("won tomorrow", refusal{kind: app.Invalid, field: "day", say: "future"}, move(first, app.Won, app.StageMove{Day: day("2026-06-16")}))
	d.refused("not accepted without a reason", refusal{kind: app.Invalid, field: "reason"}, move(first, app.NotAccepted, app.StageMove{}))
	d.refused("a duplicate of nothing", refusal{kind: app.Invalid, field: "first"}, move(second, app.Duplicate, app.StageMove{}))
	d.refused("a duplicate of itself", refusal{kind: app.Invalid, field: "first"}, move(second, app.Duplicate, app.StageMove{First: second}))
	d.refused("a duplicate of a later one", refusal{kind: app.Invalid, field: "first", say: "after"}, move(first, app.Duplicate, app.StageMove{First: second}))
	d.ok(d.Referrals.SetStage(ctx(), app.Ask{}, second, app.Duplicate, app.StageMove{First: first}))
	if r, _ := d.Referrals.Get(ctx(), second); r.DuplicateOf != first {
		t.Errorf("duplicate of %d", r.DuplicateOf)
	}
	lost := d.at(p, app.Proposal, 0, 7)
	d.refused("lost without a reason", refusal{kind: app.Invalid, field: "reason"}, move(lost, app.Lost, app.StageMove{}))
	d.refused("lost for a reason of one's own", refusal{kind: app.Invalid, field: "reason"}, move(lost, app.Lost, app.StageMove{Reason: "bad luck"}))
	for _, reason := range app.LostReasons() {
		d.ok(d.Referrals.SetStage(ctx(), app.Ask{Preview: true}, lost, app.Lost, app.StageMove{Reason: reason}))
	}
}

// Commission for an accepted referral is not owed on one that the firm never accepted, however it ended.
func TestWhatWasNeverAcceptedEarnsNothing(t *testing.T) {
	for _, from := range []app.Stage{app.Logged, app.Checking} {
		for _, to := range []app.Stage{app.Lost, app.Withdrawn} {
			t.Run(fmt.Sprint(from, " to ", to), func(t *testing.T) {
				d := open(t)
				p := d.partner("Harcourt & Lowe")
				d.sign(p, "2026-01-01", flatAccepted(5_000))
				id := d.at(p, from, 0, 1)
				_, err := d.Referrals.SetStage(ctx(), app.Ask{}, id, to, app.StageMove{Reason: "no response"})
				d.run()
				if d.owed(p) != 0 {
					t.Errorf("%v; the partner is owed %s", err, said(d.lines(p)))
				}
			})
		}
	}
}

func TestWonFreezesCreditAndAgreement(t *testing.T) {
	d := open(t)
	p, other := d.partner("Harcourt & Lowe"), d.partner("Becker")
	agreement := d.sign(p, "2026-01-01", percentOfAll("0.10"))
	id := d.won(p, "Amber Ltd", "2026-02-01")
	r, _ := d.Referrals.Get(ctx(), id)
	s, _ := d.Agreements.Get(ctx(), agreement)
	if r.Agreement != s.Versions[0].ID || r.Agreement == 0 || r.Closed != day("2026-02-01") {
		t.Errorf("frozen: %+v", r)
	}
	d.refused("another partner", refusal{kind: app.Refused, say: "frozen"}, func() error {
		changed := r
		changed.Partner = other
		_, err := d.Referrals.Edit(ctx(), app.Ask{}, changed)
		return err
	})
	d.refused("a split", refusal{kind: app.Refused, say: "frozen"}, func() error {
		_, err := d.Referrals.Split(ctx(), app.Ask{}, id, []app.Attribution{{Partner: p, Role: app.Sourced, Share: 10000}})
		return err
	})
	// An amendment is for later wins: this one keeps its version, also for a fee of after the amendment.
	d.ok(d.Agreements.Amend(ctx(), app.Ask{}, agreement, day("2026-03-01"), percentOfAll("0.20"), app.Signature{By: "A"}))
	late := d.won(p, "Birch Ltd", "2026-03-02")
	d.received(id, "2026-04-01", 100_000)
	d.received(late, "2026-04-02", 100_000)
	d.run()
	d.expect(p, "earning 100.00 accrued", "earning 200.00 accrued")
	d.clean()
}

func TestWonIsReopenedOnlyWhileNothingStands(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", flatOnWin(10_000))
	id := d.won(p, "Amber Ltd", "2026-02-01")
	back := func() error {
		_, err := d.Referrals.SetStage(ctx(), app.Ask{}, id, app.Proposal, app.StageMove{})
		return err
	}
	fee := d.received(id, "2026-02-10", 50_000)
	d.refused("with a fee", refusal{kind: app.Refused, say: "fees"}, back)
	d.ok(d.Fees.Void(ctx(), app.Ask{}, fee, "typed twice"))
	d.run()
	d.refused("with a line", refusal{kind: app.Refused, say: "commission line"}, back)
	d.ok(d.Commissions.Void(ctx(), app.Ask{}, d.lines(p)[0].Seq, "won by mistake"))
	if err := back(); err != nil {
		t.Fatal(err)
	}
	d.run()
	if d.owed(p) != 0 {
		t.Errorf("reopened, it owes %d", d.owed(p))
	}
	d.move(id, app.Won, "2026-03-01")
	d.run()
	if d.owed(p) != 10_000 {
		t.Errorf("won again it owes %d: %s", d.owed(p), said(d.lines(p)))
	}
	d.clean()
}

// Taken back before the run, a win is as if it had not been.
func TestReopenedBeforeTheRunEarnsOnce(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", flatOnWin(10_000))
	id := d.won(p, "Amber Ltd", "2026-02-01")
	d.move(id, app.Proposal, "2026-02-02")
	d.move(id, app.Won, "2026-02-03")
	d.run()
	d.expect(p, "earning 100.00 accrued")
}

// A referral that was lost, reopened and accepted anew earns its fee for acceptance once.
func TestAcceptedTwiceEarnsOnce(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", flatAccepted(5_000))
	id := d.logged(p, "Amber Ltd", "2026-02-01")
	for _, to := range []app.Stage{app.Accepted, app.Lost, app.Logged, app.Accepted} {
		d.move(id, to, "2026-02-05")
		d.run()
	}
	d.expect(p, "earning 50.00 accrued")
}

func TestBadInputOfReferrals(t *testing.T) {
	d := open(t)
	p, other := d.partner("Harcourt & Lowe"), d.partner("Becker")
	stranger := app.ID[app.Person](d.ok(d.Partners.AddPerson(ctx(), app.Ask{}, app.Person{Partner: other, Name: "Ann"})).ID)
	for _, c := range []struct {
		what string
		in   app.NewReferral
		want refusal
	}{
		{"no partner", app.NewReferral{ClientName: "A"}, refusal{app.Invalid, "partner", "needs the partner", false}},
		{"an unknown partner", app.NewReferral{Partner: 99, ClientName: "A"}, refusal{kind: app.NotFound}},
		{"an unknown client", app.NewReferral{Partner: p, Client: 99}, refusal{kind: app.NotFound}},
		{"tomorrow", app.NewReferral{Partner: p, ClientName: "A", Introduced: day("2026-06-16")}, refusal{app.Invalid, "introduced", "future", false}},
		{"long ago", app.NewReferral{Partner: p, ClientName: "A", Introduced: day("1926-06-14")}, refusal{app.Invalid, "introduced", "1926", false}},
		{"somebody of another partner", app.NewReferral{Partner: p, ClientName: "A", Person: stranger}, refusal{app.Invalid, "person", "another partner", false}},
		{"a negative estimate", app.NewReferral{Partner: p, ClientName: "A", Estimate: eur(-1)}, refusal{app.Invalid, "estimate", "-0.01", false}},
		{"MN-09: an estimate too large", app.NewReferral{Partner: p, ClientName: "A", Estimate: eur(money.Max + 1)}, refusal{app.Invalid, "estimate", "", false}},
		{"an estimate in an unknown currency", app.NewReferral{Partner: p, ClientName: "A", Estimate: money.New(1, "XQQ")}, refusal{app.Invalid, "estimate", "XQQ", false}},
		{"a client name too long", app.NewReferral{Partner: p, ClientName: strings.Repeat("a", 201)}, refusal{app.Invalid, "name", "", false}},
		{"a note too long", app.NewReferral{Partner: p, ClientName: "A", Note: strings.Repeat("a", 10001)}, refusal{app.Invalid, "note", "", false}},
	} {
		d.refused(c.what, c.want, func() error { _, err := d.Referrals.Log(ctx(), app.Ask{}, c.in); return err })
	}
	for _, state := range []app.PartnerState{app.Blocked, app.Declined, app.Merged} {
		id := d.reach(state)
		d.refused("of a partner that is "+string(state), refusal{app.Refused, "partner", string(state), false}, func() error {
			_, err := d.Referrals.Log(ctx(), app.Ask{}, app.NewReferral{Partner: id, ClientName: "A"})
			return err
		})
	}
	r := d.ok(d.Referrals.Log(ctx(), app.Ask{}, app.NewReferral{Partner: d.reach(app.Paused), Estimate: eur(money.Max)}))
	if len(r.Warnings) == 0 {
		t.Error("a paused partner is not warned of")
	}
	if c, err := d.Clients.Find(ctx(), "Client C-00001"); err != nil || !c.CodeName {
		t.Errorf("without a name the client gets a code name: %+v, %v", c, err)
	}
}

func TestBadInputOfSplits(t *testing.T) {
	d := open(t)
	p, other := d.partner("Harcourt & Lowe"), d.partner("Becker")
	id := d.logged(p, "Amber Ltd", "2026-05-01")
	for what, c := range map[string]struct {
		shares []app.Attribution
		want   refusal
	}{
		"not 100 %":       {[]app.Attribution{{Partner: p, Role: app.Sourced, Share: 6000}, {Partner: other, Role: app.Assisted, Share: 3999}}, refusal{app.Invalid, "shares", "99.99 %", false}},
		"more than 100 %": {[]app.Attribution{{Partner: p, Role: app.Sourced, Share: 6000}, {Partner: other, Role: app.Assisted, Share: 4001}}, refusal{app.Invalid, "shares", "100.01 %", false}},
		"nothing":         {[]app.Attribution{{Partner: p, Role: app.Sourced, Share: 10000}, {Partner: other, Role: app.Assisted}}, refusal{app.Invalid, "shares.2.share", "above zero", false}},
		"less":            {[]app.Attribution{{Partner: p, Role: app.Sourced, Share: 10001}, {Partner: other, Role: app.Assisted, Share: -1}}, refusal{app.Invalid, "shares.1.share", "above zero", false}},
		"twice":           {[]app.Attribution{{Partner: p, Role: app.Sourced, Share: 5000}, {Partner: p, Role: app.Assisted, Share: 5000}}, refusal{app.Invalid, "shares.2.partner", "twice", false}},
		"a role unknown":  {[]app.Attribution{{Partner: p, Role: "watched", Share: 10000}}, refusal{app.Invalid, "shares.1.role", "watched", false}},
		"without its own": {[]app.Attribution{{Partner: other, Role: app.Sourced, Share: 10000}}, refusal{app.Invalid, "shares", "not among", false}},
		"nobody":          {nil, refusal{app.Invalid, "shares", "0 %", false}},
	} {
		d.refused(what, c.want, func() error { _, err := d.Referrals.Split(ctx(), app.Ask{}, id, c.shares); return err })
	}
}

func TestTheSameClientTwiceIsWarnedOf(t *testing.T) {
	d := open(t)
	p, other := d.partner("Harcourt & Lowe"), d.partner("Becker")
	d.logged(p, "Müller GmbH", "2026-05-01")
	r := d.ok(d.Referrals.Log(ctx(), app.Ask{}, app.NewReferral{Partner: other, ClientName: "MULLER gmbh", Introduced: day("2026-05-20")}))
	if len(r.Warnings) != 1 || !strings.Contains(r.Warnings[0], "R-2026-0001 by Harcourt & Lowe on 1 May 2026") {
		t.Errorf("warned: %q", r.Warnings)
	}
	twins, err := d.Clients.Twins(ctx(), " müller  GMBH ")
	if err != nil || len(twins) != 2 {
		t.Errorf("twins: %+v, %v", twins, err)
	}
}
