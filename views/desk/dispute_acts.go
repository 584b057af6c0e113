package desk

import (
	"context"

	"rapport/app"
	"rapport/app/money"
	"rapport/views/kit"
)

// disputeLine asks what a partner says of a line.
func (d *Desk) disputeLine(r app.LineRow) {
	figure := kit.NewMoneyField(kit.Spec{Key: "figure", Label: "Should be", Required: true, Hint: "What the line comes to, as the partner says"}, r.Amount.Currency, money.Point)
	by := kit.NewTextField(kit.Spec{Key: "raised by", Label: "Raised by", Required: true, Hint: "Who at the partner"}, "")
	claim := kit.NewMultilineField(kit.Spec{Key: "claim", Label: "What the partner says", Required: true}, "", 4)
	on := kit.NewDateField(d.stage, kit.Spec{Key: "raised on", Label: "Raised on", Required: true})
	on.Set(d.today)
	deadline := kit.NewDateField(d.stage, kit.Spec{Key: "deadline", Label: "Decide by", Required: true})
	deadline.Set(d.today.AddDays(max(1, d.settings.QueryDays)))
	d.openForm(formSpec{again: "commission.dispute", title: "Open a dispute", note: lineTitle(r), form: kit.NewForm().Beside(figure, by).Add(claim).Beside(on, deadline), save: "Open dispute",
		submit: func(ask app.Ask) act {
			n := app.NewDispute{Line: r.Seq, RaisedBy: by.Value(), RaisedOn: dayOf(on), Deadline: dayOf(deadline), Figure: moneyOf(figure), Claim: claim.Value()}
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Disputes.Open(ctx, ask, n) }
		}})
}

// disputeTitle says which dispute it is.
func disputeTitle(r app.DisputeRow) string {
	return r.PartnerName + ", " + r.Figure.String() + " instead of " + r.Amount.Amount()
}

// moveDispute asks where a dispute goes, and why.
func (d *Desk) moveDispute(r app.DisputeRow) {
	to := kit.NewChoiceField(kit.Spec{Key: "to", Label: "It is now"}, pairsOf(stepsOf(r.State)...)...)
	note := kit.NewMultilineField(kit.Spec{Key: "note", Label: "Note", Hint: "What was asked or answered"}, "", 4)
	day := kit.NewDateField(d.stage, kit.Spec{Key: "day", Label: "On", Required: true})
	day.Set(d.today)
	d.openForm(formSpec{again: "dispute.move", title: "Move " + r.Number + " on", note: disputeTitle(r), form: kit.NewForm().Add(to, day, note), save: "Move on",
		submit: func(ask app.Ask) act {
			state, m := app.DisputeState(to.Value()), app.DisputeMove{Day: dayOf(day), Note: note.Value()}
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Disputes.Move(ctx, ask, r.ID, state, m) }
		}})
}

// decideDispute asks for the outcome.
func (d *Desk) decideDispute(r app.DisputeRow) {
	outcome := kit.NewChoiceField(kit.Spec{Key: "outcome", Label: "Outcome"}, pairsOf(app.DisputeUpheld, app.DisputePartly, app.DisputeRejected)...)
	agreed := kit.NewMoneyField(kit.Spec{Key: "agreed", Label: "The line comes to", Hint: "Between what the line says and what the partner says"}, r.Figure.Currency, money.Point)
	why := kit.NewMultilineField(kit.Spec{Key: "note", Label: "Why", Required: true, Hint: "The partner will ask for it"}, "", 4)
	follow := func() { kit.Shown(agreed, app.DisputeState(outcome.Value()) == app.DisputePartly) }
	outcome.OnChange(follow)
	follow()
	warn := newWarning()
	warn.say("The line is released. What the outcome changes is posted as an adjustment that waits for approval. This cannot be undone.")
	d.openForm(formSpec{again: "dispute.decide", title: "Decide " + r.Number, note: disputeTitle(r), form: kit.NewForm().Put(warn.panel).Add(outcome, agreed, why), save: "Decide",
		submit: func(ask app.Ask) act {
			to, sum, m := app.DisputeState(outcome.Value()), moneyOf(agreed), app.DisputeMove{Note: why.Value()}
			return func(ctx context.Context) (app.Receipt, error) {
				return d.firm.Disputes.Decide(ctx, ask, r.ID, to, sum, m)
			}
		}})
}

// noteDispute adds a note, and a later deadline when it needs one.
func (d *Desk) noteDispute(r app.DisputeRow) {
	note := kit.NewMultilineField(kit.Spec{Key: "note", Label: "Note", Required: true}, "", 5)
	deadline := kit.NewDateField(d.stage, kit.Spec{Key: "deadline", Label: "Decide by", Hint: "Another deadline; empty: " + r.Deadline.Label()})
	form := kit.NewForm().Add(note)
	if !r.State.Decided() {
		form.Add(deadline)
	}
	d.openForm(formSpec{again: "dispute.note", title: "Note on " + r.Number, note: disputeTitle(r), form: form, save: "Add note",
		submit: func(ask app.Ask) act {
			m := app.DisputeMove{Note: note.Value(), Deadline: dayOf(deadline)}
			return func(ctx context.Context) (app.Receipt, error) {
				return d.firm.Disputes.Move(ctx, ask, r.ID, r.State, m)
			}
		}})
}

// attachDispute asks for a file and keeps it with the dispute.
func (d *Desk) attachDispute(r app.DisputeRow) {
	if d.opts.Outside == nil {
		d.refuse(app.No("This window has no way to files.", "Use the command line: rapport dispute move, with --attach."))
		return
	}
	ask := app.Ask{Key: d.opts.NewKey()}
	d.do(func(ctx context.Context) (app.Receipt, error) {
		name, raw, err := d.opts.Outside.PickFile(ctx, "Choose a file to keep with "+r.Number, ".pdf", ".png", ".jpg", ".jpeg", ".txt", ".eml", ".docx", ".xlsx", ".csv")
		if err != nil || name == "" {
			return app.Receipt{}, err
		}
		return d.firm.Disputes.Move(ctx, ask, r.ID, r.State, app.DisputeMove{Files: []app.File{{Name: name, Bytes: raw}}})
	}, nil)
}

// saveAttachment writes a kept file where the person wants it.
func (d *Desk) saveAttachment(f app.Attachment) {
	if d.opts.Outside == nil {
		d.refuse(app.No("This window has no way to files.", "Use the command line: rapport dispute show, with --out."))
		return
	}
	var slot kit.Slot
	kit.Load(d.stage, &slot, func(ctx context.Context) (string, error) {
		raw, err := d.firm.Disputes.File(ctx, f.ID)
		if err != nil {
			return "", err
		}
		return d.opts.Outside.SaveFile(ctx, f.Name, raw)
	}, func(path string, err error) {
		switch {
		case err != nil:
			d.refuse(err)
		case path != "":
			d.root.Toast(kit.Toast{Text: "Saved " + path})
		}
	})
}
