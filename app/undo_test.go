package app_test

import (
	"testing"

	"rapport/app"
)

// Each act that offers undo is taken back: the thing is what it was, and its history says so.
func TestUndoPutsBackWhatWas(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	before, _ := d.Partners.Get(ctx(), p)
	renamed := before
	renamed.Name = "Lowe"
	edit := d.ok(d.Partners.Edit(ctx(), app.Ask{}, renamed))
	if !edit.Undoable {
		t.Error("an edit does not offer undo")
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, edit.Audit))
	if now, _ := d.Partners.Get(ctx(), p); now.Name != before.Name {
		t.Errorf("renamed back: %+v", now)
	}
	log := d.ok(d.Referrals.Log(ctx(), app.Ask{}, app.NewReferral{Partner: p, ClientName: "Amber Ltd"}))
	d.ok(d.History.Undo(ctx(), app.Ask{}, log.Audit))
	if _, err := d.Referrals.Get(ctx(), app.ID[app.Referral](log.ID)); !app.IsNotFound(err) {
		t.Errorf("the referral is still there: %v", err)
	}
	if _, err := d.Clients.Find(ctx(), "Amber Ltd"); !app.IsNotFound(err) {
		t.Errorf("so is the client made for it: %v", err)
	}
	d.clean()
}

func TestUndoOnceAndNotOverLaterWork(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	move := d.ok(d.Partners.SetState(ctx(), app.Ask{}, p, app.InTalks, app.Move{}))
	d.ok(d.Partners.SetState(ctx(), app.Ask{}, p, app.Applied, app.Move{}))
	d.refused("over a later change", refusal{kind: app.Conflict, say: "changed meanwhile"}, func() error {
		_, err := d.History.Undo(ctx(), app.Ask{}, move.Audit)
		return err
	})
	add := d.ok(d.Clients.Add(ctx(), app.Ask{}, app.Client{Name: "Amber Ltd"}))
	d.ok(d.History.Undo(ctx(), app.Ask{}, add.Audit))
	d.refused("twice", refusal{kind: app.Refused, say: "before", final: true}, func() error {
		_, err := d.History.Undo(ctx(), app.Ask{}, add.Audit)
		return err
	})
	settings, _ := d.Setup.Settings(ctx())
	settings.Phone = "1"
	edit := d.ok(d.Setup.Edit(ctx(), app.Ask{}, settings))
	settings, _ = d.Setup.Settings(ctx())
	settings.Phone = "2"
	d.ok(d.Setup.Edit(ctx(), app.Ask{}, settings))
	d.refused("settings that were changed since", refusal{kind: app.Conflict}, func() error {
		_, err := d.History.Undo(ctx(), app.Ask{}, edit.Audit)
		return err
	})
}

// Ctrl+Z twice takes back the last two acts, not the last one twice.
func TestUndoGoesBackActByAct(t *testing.T) {
	d := open(t)
	d.ok(d.Clients.Add(ctx(), app.Ask{}, app.Client{Name: "Amber Ltd"}))
	d.ok(d.Clients.Add(ctx(), app.Ask{}, app.Client{Name: "Birch Ltd"}))
	for _, want := range []string{"Added client Birch Ltd", "Added client Amber Ltd"} {
		last, ok, err := d.History.LastUndoable(ctx())
		if err != nil || !ok || last.Label != want {
			t.Fatalf("next to undo is %q (%v, %v), wanted %q", last.Label, ok, err, want)
		}
		d.ok(d.History.Undo(ctx(), app.Ask{}, last.Seq))
	}
}

// "Undoing an undo does the act again."
func TestUndoOfAnUndoDoesItAgain(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", flatAccepted(5_000))
	r := d.logged(p, "Amber Ltd", "2026-05-01")
	partner, _ := d.Partners.Get(ctx(), p)
	partner.Name = "Lowe"
	for what, act := range map[string]func() app.Receipt{
		"a rename": func() app.Receipt { return d.ok(d.Partners.Edit(ctx(), app.Ask{}, partner)) },
		"an acceptance": func() app.Receipt {
			return d.ok(d.Referrals.SetStage(ctx(), app.Ask{}, r, app.Accepted, app.StageMove{}))
		},
		"a new client": func() app.Receipt { return d.ok(d.Clients.Add(ctx(), app.Ask{}, app.Client{Name: "Cedar Ltd"})) },
	} {
		undo := d.ok(d.History.Undo(ctx(), app.Ask{}, act().Audit))
		if _, err := d.History.Undo(ctx(), app.Ask{}, undo.Audit); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	if now, _ := d.Partners.Get(ctx(), p); now.Name != "Lowe" {
		t.Errorf("the partner is called %s", now.Name)
	}
	if now, _ := d.Referrals.Get(ctx(), r); now.Stage != app.Accepted {
		t.Errorf("the referral is %s", now.Stage)
	}
	d.run()
	d.expect(p, "earning 50.00 accrued")
	if _, err := d.Clients.Find(ctx(), "Cedar Ltd"); err != nil {
		t.Error(err)
	}
}

func TestUndoOfAnAcceptanceEarnsNothing(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", flatAccepted(5_000))
	r := d.logged(p, "Amber Ltd", "2026-05-01")
	accepted := d.ok(d.Referrals.SetStage(ctx(), app.Ask{}, r, app.Accepted, app.StageMove{}))
	d.ok(d.History.Undo(ctx(), app.Ask{}, accepted.Audit))
	d.run()
	d.expect(p)
	steps, err := d.Referrals.History(ctx(), r)
	if last := steps[len(steps)-1]; err != nil || last.From != "accepted" || last.To != "logged" || last.Note != "undone" {
		t.Errorf("history: %+v, %v", steps, err)
	}
	d.move(r, app.Accepted, "2026-05-02")
	d.run()
	d.expect(p, "earning 50.00 accrued")
}

func TestUndoOfAPartnersStateIsInItsHistory(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	move := d.ok(d.Partners.SetState(ctx(), app.Ask{}, p, app.InTalks, app.Move{}))
	d.ok(d.History.Undo(ctx(), app.Ask{}, move.Audit))
	var steps []app.Step
	_ = d.store.Read(ctx(), func(b app.Books) (err error) { steps, err = b.Steps(app.KindPartner, int64(p)); return err })
	now, _ := d.Partners.Get(ctx(), p)
	if now.State != app.Prospect || len(steps) == 0 || steps[len(steps)-1].To != "prospect" {
		t.Errorf("it is %s, and its history ends with %+v", now.State, steps)
	}
}

func TestUndoOfAFeeIsARowOfItsOwn(t *testing.T) {
	d, p, r := engaged(t)
	rec := d.ok(d.Fees.Record(ctx(), app.Ask{}, app.Fee{Referral: r, Kind: app.Received, Day: day("2026-02-10"), Amount: eur(100_000)}))
	d.run()
	d.ok(d.History.Undo(ctx(), app.Ask{}, rec.Audit))
	d.run()
	d.expect(p, "earning 100.00 accrued", "reversal -100.00 accrued")
	fees, _ := d.Fees.Of(ctx(), r)
	if len(fees) != 2 || !fees[0].Void || fees[1].Reverses != fees[0].ID || fees[1].Amount.Minor != -100_000 {
		t.Errorf("%+v", fees)
	}
	d.clean()
}

// Undo does not let go of money that was held since for another reason.
func TestUndoOfAHoldKeepsABlockedPartnersMoney(t *testing.T) {
	d, p, r := engaged(t)
	d.received(r, "2026-02-10", 100_000)
	d.run()
	d.approve()
	hold := d.ok(d.Commissions.Hold(ctx(), app.Ask{}, 1, "unclear", 0))
	d.ok(d.Partners.SetState(ctx(), app.Ask{}, p, app.Blocked, app.Move{}))
	_, err := d.History.Undo(ctx(), app.Ask{}, hold.Audit)
	if d.lines(p)[0].Standing.State != app.Held {
		t.Errorf("%v; a blocked partner's line is %s", err, said(d.lines(p)))
	}
}

// Nor does it bring a block back without what blocking does.
func TestUndoOfUnblockingHoldsTheMoneyAgain(t *testing.T) {
	d, p, r := engaged(t)
	d.received(r, "2026-02-10", 100_000)
	d.run()
	d.ok(d.Partners.SetState(ctx(), app.Ask{}, p, app.Blocked, app.Move{}))
	free := d.ok(d.Partners.SetState(ctx(), app.Ask{}, p, app.PartnerCheck, app.Move{Note: "cleared"}))
	d.ok(d.Commissions.Release(ctx(), app.Ask{}, 1, "checked"))
	_, err := d.History.Undo(ctx(), app.Ask{}, free.Audit)
	if now, _ := d.Partners.Get(ctx(), p); now.State == app.Blocked && d.lines(p)[0].Standing.State != app.Held {
		t.Errorf("%v; the partner is blocked and its line %s", err, said(d.lines(p)))
	}
}

func TestUndoIsRefusedWhereMoneyFollowed(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", flatOnWin(10_000))
	r := d.logged(p, "Amber Ltd", "2026-02-01")
	won := d.ok(d.Referrals.SetStage(ctx(), app.Ask{}, r, app.Won, app.StageMove{Day: day("2026-02-05")}))
	d.run()
	ok := d.approveOne(1)
	undo := func(seq int64) func() error {
		return func() error { _, err := d.History.Undo(ctx(), app.Ask{}, seq); return err }
	}
	d.refused("a win that was paid for", refusal{kind: app.Refused, say: "Commission line 1"}, undo(won.Audit))
	d.statements("2026-02")
	d.refused("an approval that is on a statement", refusal{kind: app.Refused, say: "on statement"}, undo(ok.Audit))
	last, _ := d.History.Last(ctx(), 1)
	d.refused("a statement", refusal{kind: app.Refused, say: "can't be undone"}, undo(last[0].Seq))
}

func (d *desk) approveOne(seq int64) app.Receipt {
	d.t.Helper()
	r, _, err := d.Commissions.Approve(ctx(), app.Ask{}, app.Query{}, []int64{seq})
	return d.ok(r, err)
}
