package desk

import (
	"context"

	"rapport/app"
	"rapport/views/kit"
)

// open is the application that is not decided yet.
func (f *partnerFacts) open() (app.Application, bool) {
	if len(f.applications) > 0 && f.applications[0].Decision == "" {
		return f.applications[0], true
	}
	return app.Application{}, false
}

// mayApply tells whether it can be noted that the partner applied.
func (f *partnerFacts) mayApply() bool {
	return f.row.State == app.Prospect || f.row.State == app.InTalks || f.row.State == app.Declined
}

// editApplication notes that a partner applied; of an open application, by when it is reviewed, or the decision.
func (d *Desk) editApplication(f partnerFacts) {
	a, open := f.open()
	if !open {
		d.apply(f)
		return
	}
	way := kit.NewChoiceField(kit.Spec{Key: "way", Label: "What to do"}, kit.Pair{Value: "review", Text: "Set the review"}, kit.Pair{Value: "accept", Text: "Accept it"}, kit.Pair{Value: "decline", Text: "Decline it"})
	by := kit.NewDateField(d.stage, kit.Spec{Key: "review by", Label: "Reviewed by", Required: true, Hint: "+2w, 1 Dec …"})
	by.Set(a.ReviewBy)
	note := kit.NewMultilineField(kit.Spec{Key: "note", Label: "Note"}, "", 4)
	note.Set(a.Note)
	day := kit.NewDateField(d.stage, kit.Spec{Key: "day", Label: "Decided on", Required: true})
	day.Set(d.today)
	why := kit.NewTextField(kit.Spec{Key: "why", Label: "Reason"}, "")
	declined := kit.NewChoiceField(kit.Spec{Key: "reason", Label: "Why it is declined", Required: true}, pairsOf(app.DeclineReasons()...)...)
	reapply := kit.NewDateField(d.stage, kit.Spec{Key: "may reapply", Label: "May apply again from", Required: true, Hint: "+1y, 1 Jan 2027 …"})
	form := kit.NewForm().Add(way, by, declined, why, reapply, day, note)
	follow := func() {
		to := way.Value()
		kit.Shown(by, to == "review")
		kit.Shown(day, to != "review")
		kit.Shown(why, to == "accept")
		kit.Shown(declined, to == "decline")
		kit.Shown(reapply, to == "decline")
		form.Content().Refresh()
	}
	way.OnChange(follow)
	follow()
	d.openForm(formSpec{again: "partner.apply", title: "Application of " + f.row.Name, note: "Applied " + dayWords(a.Applied, d.today), form: form, save: "Save", submit: func(ask app.Ask) act {
		id, to, until := f.row.ID, way.Value(), dayOf(by)
		m := app.Move{Day: dayOf(day), Note: note.Value(), Reason: why.Value()}
		if to == "decline" {
			m.Reason, m.MayReapply = declined.Value(), dayOf(reapply)
		}
		return func(ctx context.Context) (app.Receipt, error) {
			switch to {
			case "accept":
				return d.firm.Recruiting.Accept(ctx, ask, id, m)
			case "decline":
				return d.firm.Partners.SetState(ctx, ask, id, app.Declined, m)
			}
			return d.firm.Recruiting.Review(ctx, ask, id, until, m.Note)
		}
	}})
}

// apply notes that a partner applied.
func (d *Desk) apply(f partnerFacts) {
	day := kit.NewDateField(d.stage, kit.Spec{Key: "day", Label: "Applied on", Required: true})
	day.Set(d.today)
	by := kit.NewDateField(d.stage, kit.Spec{Key: "review by", Label: "Reviewed by", Hint: "30 days from then unless you say otherwise"})
	note := kit.NewMultilineField(kit.Spec{Key: "note", Label: "Note"}, "", 4)
	warn := newWarning()
	if f.row.State == app.Declined && f.row.MayReapply > d.today {
		warn.say("It was declined and may apply again from " + f.row.MayReapply.Label() + ".")
	}
	d.openForm(formSpec{again: "partner.apply", title: f.row.Name + " applied", note: "Now " + string(f.row.State), form: kit.NewForm().Put(warn.panel).Beside(day, by).Add(note), save: "Note application",
		submit: func(ask app.Ask) act {
			a, id := app.Application{Applied: dayOf(day), ReviewBy: dayOf(by), Note: note.Value()}, f.row.ID
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Recruiting.Apply(ctx, ask, id, a) }
		}})
}

// credentialFiles lists the files of a credential with what can be done with each, and takes another one.
func (d *Desk) credentialFiles(c app.CredentialRow, form *kit.Form) {
	if c.ID == 0 {
		return
	}
	form.Section("Files")
	for _, a := range c.Files {
		form.Put(quietLine(a.Name, sizeWords(a.Size)+" · "+momentWords(a.At, d.today)+" · "+a.Who, nil,
			kit.NewButton("Open", "open", kit.Normal, func() { d.openAttachment(a) }).Small(), kit.NewButton("Save…", "save", kit.Normal, func() { d.saveAttachment(a) }).Small()))
	}
	form.Put(kit.Across(0, kit.NewLink("Attach a file…", func() { d.attachCredential(c) }), kit.Space()))
}

// openAttachment shows a kept file in the system's own viewer.
func (d *Desk) openAttachment(a app.Attachment) {
	d.handOver("Opening "+a.Name, func(ctx context.Context) ([]byte, error) { return d.firm.Disputes.File(ctx, a.ID) }, func(ctx context.Context, raw []byte) (string, error) {
		return "", d.opts.Outside.ShowFile(ctx, a.Name, raw)
	})
}

// attachCredential asks for a file and keeps it with a credential.
func (d *Desk) attachCredential(c app.CredentialRow) {
	if d.opts.Outside == nil {
		d.refuse(app.No("This window has no way to files.", "Use the command line: rapport credential add, with --attach."))
		return
	}
	ask := app.Ask{Key: d.opts.NewKey()}
	d.do(func(ctx context.Context) (app.Receipt, error) {
		name, raw, err := d.opts.Outside.PickFile(ctx, "Choose a file to keep with "+c.What, ".pdf", ".png", ".jpg", ".jpeg", ".txt", ".eml", ".docx")
		if err != nil || name == "" {
			return app.Receipt{}, err
		}
		return d.firm.Credentials.Attach(ctx, ask, c.ID, app.File{Name: name, Bytes: raw})
	}, nil)
}
