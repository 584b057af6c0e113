package app_test

import (
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/letter"
)

// tells is a desk with a rule for a stage, a partner with an address, and a referral of it.
func tells(t *testing.T, rule app.StageRule, body string) (*desk, app.ID[app.Partner], app.ID[app.Referral]) {
	d := open(t)
	p, _ := withAddress(d)
	r := d.logged(p, "Northgate Dental", "2026-06-02")
	m := d.ok(d.Templates.Add(ctx(), app.Ask{}, app.Template{Title: "News", Kind: app.EmailPiece, Language: letter.English, Subject: "About {{ referral.number }}", Body: body}))
	rule.Template = app.ID[app.Template](m.ID)
	d.ok(d.Messages.AddRule(ctx(), app.Ask{}, rule))
	return d, p, r
}

func (d *desk) stage(r app.ID[app.Referral], to app.Stage) app.Receipt {
	d.t.Helper()
	return d.ok(d.Referrals.SetStage(ctx(), app.Ask{}, r, to, app.StageMove{Day: day("2026-06-10"), Reason: map[app.Stage]string{app.Lost: "timing"}[to]}))
}

func TestAPartnerIsToldOfAStageByRule(t *testing.T) {
	for _, c := range []struct {
		name  string
		rule  app.StageRule
		body  string
		state app.MessageState
		says  string
	}{
		{"waits for a look", app.StageRule{Stage: app.Accepted}, "{{ greeting }}", app.MessageDraft, "Dear Ann Alder"},
		{"goes by itself", app.StageRule{Stage: app.Accepted, Auto: true}, "{{ greeting }}", app.MessageQueued, "Dear Ann Alder"},
		{"the client by its code", app.StageRule{Stage: app.Accepted}, "{{ referral.client }}", app.MessageDraft, "C-00001"},
		{"the client by name", app.StageRule{Stage: app.Accepted, Names: true}, "{{ referral.client }}", app.MessageDraft, "Northgate Dental"},
		{"no amounts: it waits, even if it were to go by itself", app.StageRule{Stage: app.Accepted, Auto: true}, "Owed {{ balance }}.", app.MessageDraft, "Owed"},
		{"another stage", app.StageRule{Stage: app.Won}, "x", "", ""},
	} {
		d, _, r := tells(t, c.rule, c.body)
		receipt := d.stage(r, app.Accepted)
		m, err := d.Messages.Find(ctx(), "E-00001")
		if (err == nil) != (c.state != "") || m.State != c.state || !strings.Contains(m.Body, c.says) || err == nil && (m.Kind != app.MessageStage || m.Referral != r || m.Subject != "About R-2026-0001") {
			t.Errorf("%s: %+v %v, %v", c.name, m, err, receipt.Warnings)
		}
		d.clean()
	}
}

// Undo of the stage withdraws what waits; what went stays, and that is said.
func TestUndoOfAStageWithdrawsItsMessage(t *testing.T) {
	d, _, r := tells(t, app.StageRule{Stage: app.Accepted}, "x")
	done := d.stage(r, app.Accepted)
	back := d.ok(d.History.Undo(ctx(), app.Ask{}, done.Audit))
	if _, err := d.Messages.Find(ctx(), "E-00001"); !app.IsNotFound(err) || len(back.Warnings) > 0 {
		t.Errorf("%v %v", err, back.Warnings)
	}
	again := d.ok(d.History.Undo(ctx(), app.Ask{}, back.Audit))
	if m := d.message("E-00001"); m.Body != "x" || m.State != app.MessageDraft {
		t.Errorf("done again: %+v", m)
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, again.Audit))
	done = d.stage(r, app.Accepted)
	m := d.message("E-00002")
	d.ok(d.Messages.HandOver(ctx(), app.Ask{}, m.ID))
	back = d.ok(d.History.Undo(ctx(), app.Ask{}, done.Audit))
	if d.message("E-00002").State != app.MessageHanded || !strings.Contains(strings.Join(back.Warnings, " "), "E-00002 to Ann Alder is handed over; it stays.") {
		t.Errorf("%+v", back)
	}
	d.clean()
}

// Nothing about telling stands in the way of the stage itself.
func TestWhoCanNotBeToldIsSaid(t *testing.T) {
	d, p, r := tells(t, app.StageRule{Stage: app.Accepted}, "x")
	d.asks(p, 0, app.NoContact, "")
	if got := strings.Join(d.stage(r, app.Accepted).Warnings, " "); !strings.Contains(got, "Nobody is told of R-2026-0001: Alder & Co asked not to be contacted.") {
		t.Error(got)
	}
	if _, err := d.Messages.Find(ctx(), "E-00001"); !app.IsNotFound(err) {
		t.Error("written all the same")
	}
}

// Everybody who is credited is told, each of its own; without the rule only who introduced.
func TestEverybodyCreditedIsTold(t *testing.T) {
	d, p, r := tells(t, app.StageRule{Stage: app.Accepted, To: "everybody credited"}, "x")
	other := app.ID[app.Partner](d.ok(d.Partners.Add(ctx(), app.Ask{}, app.Partner{Name: "Birch", Email: "b@birch.example"})).ID)
	d.ok(d.Referrals.Split(ctx(), app.Ask{}, r, []app.Attribution{{Partner: p, Role: app.Sourced, Share: 6000}, {Partner: other, Role: app.Assisted, Share: 4000}}))
	d.stage(r, app.Accepted)
	if a, b := d.message("E-00001"), d.message("E-00002"); a.Partner != p || b.Partner != other || b.To != "b@birch.example" {
		t.Errorf("%+v\n%+v", a, b)
	}
}
