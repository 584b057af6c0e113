package app_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"rapport/app"
)

// mailMaterial writes the messages of a version, which must succeed.
func (d *desk) mailMaterial(v app.ID[app.MaterialVersion], to ...app.ID[app.Partner]) app.MessageRun {
	d.t.Helper()
	_, run, err := d.Materials.Mail(ctx(), app.Ask{}, app.MaterialMailing{Of: v, Partners: to}, nil)
	if err != nil {
		d.t.Fatalf("%v", err)
	}
	return run
}

// reachable is a partner that works with the firm and has an address.
func (d *desk) reachable(name, country string) app.ID[app.Partner] {
	d.t.Helper()
	id := d.activePartner(name)
	row, err := d.Partners.Get(ctx(), id)
	d.check(err)
	row.Email, row.Country = strings.ToLower(name)+"@partner.example", country
	d.ok(d.Partners.Edit(ctx(), app.Ask{}, row))
	return id
}

// wentOut marks messages as handed over and gone, as when they were sent by the mail program.
func (d *desk) wentOut(run app.MessageRun) {
	d.t.Helper()
	for _, m := range run.Made {
		d.ok(d.Messages.HandOver(ctx(), app.Ask{}, m.ID))
		d.ok(d.Messages.Went(ctx(), app.Ask{}, 0, m.ID))
	}
}

// A version that is published is mailed to whom it concerns; that they got it is kept when it went, and not before.
func TestAMaterialIsMailedToWhomItConcerns(t *testing.T) {
	d := library(t)
	lowe, weber, silent := d.reachable("Lowe", "GB"), d.reachable("Weber", "DE"), d.activePartner("Silent")
	id, v := d.published("Fees")
	run := d.mailMaterial(v)
	if len(run.Made) != 2 || len(run.Left) != 1 || run.Left[0].Partner != silent || !strings.Contains(run.Left[0].Why, "no e-mail address") {
		t.Fatalf("%+v", run)
	}
	for _, m := range run.Made {
		got, _, err := d.Messages.Get(ctx(), m.ID)
		d.check(err)
		want := map[app.ID[app.Partner]][2]string{lowe: {"For you: Fees", "below you find **Fees** (version 1)"}, weber: {"Für Sie: Fees", "unten finden Sie **Fees** (Fassung 1)"}}[m.Partner]
		if got.Subject != want[0] || !strings.Contains(got.Body, want[1]) || !strings.HasSuffix(got.Body, "\n---\n\nAbout Fees") || got.Kind != app.MessageMaterial || got.State != app.MessageDraft {
			t.Errorf("%q\n%s\n%s %s", got.Subject, got.Body, got.Kind, got.State)
		}
	}
	if w := d.whole(id); len(w.Holders) != 0 || len(w.Waiting) != 3 {
		t.Errorf("nobody got it yet: %s, %d wait", heldSaid(w.Holders), len(w.Waiting))
	}
	d.refused("twice", refusal{kind: app.Refused, say: "nobody to write to"}, func() error {
		_, _, err := d.Materials.Mail(ctx(), app.Ask{}, app.MaterialMailing{Of: v, Partners: []app.ID[app.Partner]{lowe}}, nil)
		return err
	})
	d.wentOut(run)
	w := d.whole(id)
	if heldSaid(w.Holders) != "Lowe Fees 1 current; Weber Fees 1 current" || w.Holders[0].Way != "e-mail" || w.Holders[0].Note != run.Made[0].Number || len(w.Waiting) != 1 {
		t.Errorf("%s %+v, %d wait", heldSaid(w.Holders), w.Holders[0].MaterialDelivery, len(w.Waiting))
	}
	back := d.ok(d.Messages.Bounced(ctx(), app.Ask{}, "mailbox full", run.Made[0].ID))
	if w := d.whole(id); heldSaid(w.Holders) != "Weber Fees 1 current" || len(w.Waiting) != 2 {
		t.Errorf("what came back was not got: %s, %d wait", heldSaid(w.Holders), len(w.Waiting))
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, back.Audit))
	if w := d.whole(id); heldSaid(w.Holders) != "Lowe Fees 1 current; Weber Fees 1 current" || len(w.Waiting) != 1 {
		t.Errorf("undone: %s, %d wait", heldSaid(w.Holders), len(w.Waiting))
	}
}

// A file goes as an attachment; who opted out of mailings gets no material, but is told of a recall.
func TestAFileIsMailedAndCalledBack(t *testing.T) {
	d := library(t)
	lowe, weber := d.reachable("Lowe", "GB"), d.reachable("Weber", "DE")
	id := app.ID[app.Material](d.ok(d.Materials.Add(ctx(), app.Ask{}, app.Material{Kind: app.Training, Title: "Course"}, app.NewVersion{News: "shorter", File: &app.File{Name: "../course.pdf", Bytes: []byte("pdf")}})).ID)
	v := d.whole(id).Versions[0].ID
	d.ok(d.Materials.Approve(ctx(), app.Ask{}, v, day("2026-12-31")))
	d.ok(d.Materials.Publish(ctx(), app.Ask{}, v))
	d.asks(weber, 0, app.OptedOut, "")
	run := d.mailMaterial(v)
	if len(run.Made) != 1 || run.Made[0].Partner != lowe || !strings.Contains(run.Left[0].Why, "opted out") {
		t.Fatalf("%+v", run)
	}
	m, files, err := d.Messages.Get(ctx(), run.Made[0].ID)
	d.check(err)
	if !slices.Equal(files, []string{"course.pdf"}) || !strings.Contains(m.Body, "What is new: shorter") || !strings.Contains(m.Body, "until 31 December 2026") {
		t.Errorf("%v %s", files, m.Body)
	}
	d.wentOut(run)
	d.hand(v, weber)
	d.ok(d.Materials.Withdraw(ctx(), app.Ask{}, v, "It names an old fee."))
	recall := d.mailMaterial(v)
	if len(recall.Made) != 2 || recall.Made[0].Kind != app.MessageRecall || recall.Made[0].Run != "Recall of Course, version 1" {
		t.Fatalf("%+v", recall)
	}
	for _, m := range recall.Made {
		got, files, err := d.Messages.Get(ctx(), m.ID)
		d.check(err)
		if len(files) != 0 || !strings.Contains(got.Body, "It names an old fee.") {
			t.Errorf("%v %s", files, got.Body)
		}
	}
	told := func() (n int) {
		held, err := d.Materials.HoldersOf(ctx(), v)
		d.check(err)
		for _, h := range held {
			if h.Recalled != 0 {
				n++
			}
		}
		return n
	}
	if told() != 0 {
		t.Error("told before a message went")
	}
	d.wentOut(recall)
	if told() != 2 {
		t.Errorf("%d were told", told())
	}
	d.ok(d.Messages.Bounced(ctx(), app.Ask{}, "unknown", recall.Made[1].ID))
	if told() != 1 {
		t.Errorf("%d were told, one of two came back", told())
	}
	if again := d.mailMaterial(v); len(again.Made) != 1 || again.Made[0].Partner != recall.Made[1].Partner {
		t.Errorf("only who was not told is told: %+v", again)
	}
}

// takesAll is a mail server that takes whatever comes.
type takesAll struct{}

func (takesAll) Dial(context.Context, app.MailAccount) (app.MailLine, error) { return takesAll{}, nil }
func (takesAll) Send(context.Context, string, string, []byte) app.Delivered {
	return app.Delivered{Fate: app.MailTaken, Said: "250 ok"}
}
func (takesAll) Close() error { return nil }

// A message that waits does not leave once its version was withdrawn or replaced.
func TestWhatWasWithdrawnDoesNotLeave(t *testing.T) {
	d := library(t)
	d.Firm = app.New(app.Deps{Store: d.store, Keep: d.store, Now: func() time.Time { return d.now }, Actor: "Ms Tester", Mailer: takesAll{}, Mail: func(p app.Post) ([]byte, error) { return []byte(p.Body), nil }})
	s, err := d.Setup.Settings(ctx())
	d.check(err)
	s.Email, s.Mail = "office@firm.example", app.MailSettings{Way: "server", Host: "mail.firm.example"}
	d.ok(d.Setup.Edit(ctx(), app.Ask{}, s))
	d.reachable("Lowe", "GB")
	_, v := d.published("Fees")
	run := d.mailMaterial(v)
	d.ok(d.Messages.Queue(ctx(), app.Ask{}, run.Made[0].ID))
	d.ok(d.Materials.Withdraw(ctx(), app.Ask{}, v, "Wrong fee"))
	res, err := d.Messages.Send(ctx(), nil, nil)
	m, _, _ := d.Messages.Get(ctx(), run.Made[0].ID)
	if err != nil || res.Sent != 0 || res.Failed != 1 || m.State != app.MessageFailed || !strings.Contains(m.Said, "was withdrawn on") {
		t.Errorf("%+v %v %s %q", res, err, m.State, m.Said)
	}
}

// Who begins to work with the firm waits for what is published; who ends waits no more.
func TestNewPartnersJoinThoseToBeSentTo(t *testing.T) {
	d := library(t)
	d.activePartner("Alder")
	all, _ := d.published("Fees")
	lawyers, v := d.written("For lawyers", "b", func(m *app.Material) { m.Types = []string{"attorney"} })
	d.ok(d.Materials.Approve(ctx(), app.Ask{}, v, 0))
	d.ok(d.Materials.Publish(ctx(), app.Ask{}, v))
	waits := func(id app.ID[app.Material]) (names []string) {
		for _, w := range d.whole(id).Waiting {
			names = append(names, w.PartnerName)
		}
		return names
	}
	lowe := d.partner("Lowe")
	d.sign(lowe, "2026-01-01", rules(share("0.1")))
	d.ok(d.Partners.SetState(ctx(), app.Ask{}, lowe, app.PartnerCheck, app.Move{}))
	if got := waits(all); !slices.Equal(got, []string{"Alder"}) {
		t.Errorf("in review: %v", got)
	}
	began := d.ok(d.Partners.SetState(ctx(), app.Ask{}, lowe, app.Onboarding, app.Move{}))
	if got := waits(all); !slices.Equal(got, []string{"Alder", "Lowe"}) || len(waits(lawyers)) != 0 || !slices.Contains(began.Warnings, "To be sent to it: 1 material.") {
		t.Errorf("onboarding: %v %v %v", got, waits(lawyers), began.Warnings)
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, began.Audit))
	if got := waits(all); !slices.Equal(got, []string{"Alder"}) {
		t.Errorf("undone: %v", got)
	}
	d.ok(d.Partners.SetState(ctx(), app.Ask{}, lowe, app.Onboarding, app.Move{}))
	d.ok(d.Materials.Leave(ctx(), app.Ask{}, d.whole(all).Row.Shown.ID, []app.ID[app.Partner]{lowe}))
	d.ok(d.Partners.SetState(ctx(), app.Ask{}, lowe, app.Active, app.Move{Reason: "known"}))
	if got := waits(all); !slices.Equal(got, []string{"Alder"}) {
		t.Errorf("who was left out stays so: %v", got)
	}
	alder := d.whole(all).Waiting[0].Partner
	d.ok(d.Partners.SetState(ctx(), app.Ask{}, alder, app.Ended, app.Move{}))
	if got := waits(all); len(got) != 0 {
		t.Errorf("ended: %v", got)
	}
}
