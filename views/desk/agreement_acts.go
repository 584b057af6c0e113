package desk

import (
	"context"
	"slices"

	"rapport/app"
	"rapport/views/kit"
)

// draftish tells whether the terms of an agreement may still be edited.
func draftish(s app.AgreementState) bool {
	return s == app.AgreementDraft || s == app.AgreementReview || s == app.AgreementOut
}

// nextAgreementAct is what most likely comes next; nil for nothing.
func (d *Desk) nextAgreementAct(f partnerFacts, a app.Signed) (run func(), verb string) {
	if draftish(a.State) {
		return func() { d.signAgreement(a) }, "Sign"
	}
	return nil, ""
}

// agreementItems are what can be done with an agreement.
func (d *Desk) agreementItems(f partnerFacts, a app.Signed) []kit.MenuItem {
	var items []kit.MenuItem
	add := func(yes bool, title, icon string, run func()) {
		if yes {
			items = append(items, kit.MenuItem{Title: title, Icon: icon, Run: run})
		}
	}
	next := app.NextAgreementStates(a.State)
	add(draftish(a.State), "Sign …", "check", func() { d.signAgreement(a) })
	add(draftish(a.State), "Edit draft …", "edit", func() { d.editAgreement(f, a) })
	add(a.State == app.AgreementActive || a.State == app.AgreementSuspended, "Amend from a day …", "edit", func() { d.amendAgreement(f, a) })
	add(len(a.Versions) > 0, "What would it have paid? …", "eye", func() {
		was := latestTerms(a)
		d.replayForm(a.Number+" with "+f.row.Name, app.ReplayAsk{Agreement: a.ID}, &was, was.Currency)
	})
	add(slices.Contains(next, app.AgreementRunOff), "End …", "flag", func() { d.endAgreement(a) })
	for _, to := range next {
		if to == app.AgreementActive && a.State != app.AgreementSuspended || to == app.AgreementRunOff {
			continue
		}
		add(true, agreementVerb(to), "", func() { d.setAgreement(a, to) })
	}
	return items
}

// agreementVerb says a move to a state as a thing to do.
func agreementVerb(to app.AgreementState) string {
	switch to {
	case app.AgreementReview:
		return "Put in review"
	case app.AgreementOut:
		return "Send out for signature"
	case app.AgreementActive:
		return "Resume"
	case app.AgreementSuspended:
		return "Suspend"
	case app.AgreementDraft:
		return "Back to draft"
	case app.AgreementWithdrawn:
		return "Withdraw"
	case app.AgreementClosed:
		return "Close"
	}
	return "Move to " + string(to)
}

func (d *Desk) setAgreement(a app.Signed, to app.AgreementState) {
	ask := app.Ask{Key: d.opts.NewKey()}
	d.do(func(ctx context.Context) (app.Receipt, error) {
		return d.firm.Agreements.SetState(ctx, ask, a.ID, to, app.Move{})
	}, nil)
}

// signature is the two fields of a signature.
type signature struct {
	day *kit.DateField
	by  *kit.TextField
}

func newSignature(d *Desk) signature {
	s := signature{day: kit.NewDateField(d.stage, kit.Spec{Key: "signed on", Label: "Signed on", Required: true}),
		by: kit.NewTextField(kit.Spec{Key: "signed by", Label: "Signed by", Required: true, Hint: "Who signed for the partner"}, "")}
	s.day.Set(d.today)
	return s
}

func (s signature) entered() app.Signature { return app.Signature{Day: dayOf(s.day), By: s.by.Value()} }

// signAgreement asks for the signature that puts an agreement in force.
func (d *Desk) signAgreement(a app.Signed) {
	s := newSignature(d)
	form := kit.NewForm().Put(planCard("These terms are frozen by the signature", termsSentence(latestTerms(a)))).Beside(s.by, s.day)
	d.openForm(formSpec{title: "Sign " + a.Number, note: "In force " + agreementSpan(a.Agreement), form: form, save: "Sign",
		submit: func(ask app.Ask) act {
			by := s.entered()
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Agreements.Sign(ctx, ask, a.ID, by) }
		}})
}

// planCard shows a plan inside a form.
func planCard(title, words string) *kit.Panel {
	return kit.Card(kit.Down(4, kit.SectionTitle(title), kit.NewText(words, kit.Look{Wrap: true})))
}

// amendAgreement asks for new terms from a day on; what was earned before stays.
func (d *Desk) amendAgreement(p partnerFacts, a app.Signed) {
	was := latestTerms(a)
	form := kit.NewForm()
	effective := kit.NewDateField(d.stage, kit.Spec{Key: "effective", Label: "In effect from", Required: true, Hint: "After the last line, unless it goes back"})
	back := kit.NewCheckField(kit.Spec{Key: "retroactive", Label: "Lines until now", Hint: "No line changes: the next commission run adds true-ups, each at the line it corrects"}, "Also for what was already worked out from that day on")
	s := newSignature(d)
	form.Put(planCard("Until then", namedPeople(termsSentence(was), p.people))).Section("Amendment").Beside(effective, s.day).Add(s.by, back)
	effect := newAmendEffect(d, form, a.ID)
	plan := newTermsForm(d, form, was.Currency)
	plan.people = p.people
	if !plan.set(was) {
		d.refuse(tooLong(a))
		return
	}
	plan.follow()
	plan.tell()
	effect.plan, effect.from, effect.back = plan, effective, back
	effect.follow()
	form.OnEdit(effect.follow)
	d.openForm(formSpec{title: "Amend " + a.Number, note: "With " + p.row.Name + ". Lines that were worked out never change.", form: form, save: "Amend",
		submit: func(ask app.Ask) act {
			day, by, now := dayOf(effective), s.entered(), plan.terms()
			by.Retroactive = back.Value()
			return func(ctx context.Context) (app.Receipt, error) {
				r, err := d.firm.Agreements.Amend(ctx, ask, a.ID, day, now, by)
				return r, atField(err)
			}
		}})
}

// endAgreement asks for the last day; the tail rule says what still earns.
func (d *Desk) endAgreement(a app.Signed) {
	last := kit.NewDateField(d.stage, kit.Spec{Key: "last day", Label: "Last day in force", Required: true})
	last.Set(d.today)
	note := kit.NewMultilineField(kit.Spec{Key: "note", Label: "Note"}, "", 3)
	form := kit.NewForm().Put(planCard("What still earns is in the terms", termsSentence(latestTerms(a)))).Add(last, note)
	d.openForm(formSpec{title: "End " + a.Number, note: "In force " + agreementSpan(a.Agreement), form: form, save: "End agreement",
		submit: func(ask app.Ask) act {
			day, why := dayOf(last), note.Value()
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Agreements.End(ctx, ask, a.ID, day, why) }
		}})
}
