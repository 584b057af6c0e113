package desk

import (
	"context"
	"encoding/json"

	"rapport/app"
	"rapport/app/catalogue"
	"rapport/app/money"
	"rapport/app/terms"
	"rapport/views/kit"
)

// planForm is a plan's name and its terms.
type planForm struct {
	form       *kit.Form
	plan       *termsForm
	name, note *kit.TextField
}

func newPlanForm(d *Desk, currency money.Currency) *planForm {
	f := &planForm{form: kit.NewForm()}
	f.name = kit.NewTextField(kit.Spec{Key: "name", Label: "Name", Required: true}, "")
	f.note = kit.NewMultilineField(kit.Spec{Key: "note", Label: "Note", Hint: "When it is used"}, "", 2)
	code := kit.NewTextField(kit.Spec{Key: "currency", Label: "Currency", Required: true, Check: func() string { return currencyProblem(f.plan.currency.Value()) }}, "")
	code.Set(string(currency))
	f.form.Section("Plan").Beside(f.name, code).Add(f.note)
	f.plan = newTermsForm(d, f.form, currency)
	f.plan.currency = code
	return f
}

func (f *planForm) entered(p app.Plan) app.Plan {
	p.Name, p.Note, p.Terms = f.name.Value(), f.note.Value(), f.plan.terms()
	return p
}

// newPlan opens the form of a plan.
func (d *Desk) newPlan() {
	f := newPlanForm(d, d.settings.Currency)
	f.plan.follow()
	f.plan.tell()
	d.openForm(formSpec{again: "plan.new", title: "New plan", note: "Terms to use again; an agreement takes a copy.", form: f.form, save: "Add plan",
		submit: func(ask app.Ask) act {
			p := f.entered(app.Plan{})
			return func(ctx context.Context) (app.Receipt, error) {
				r, err := d.firm.Plans.Add(ctx, ask, p)
				return r, atField(err)
			}
		}})
}

// editPlan opens the form of a plan that is kept.
func (d *Desk) editPlan(r app.PlanRow) {
	f := newPlanForm(d, r.Terms.Currency)
	f.name.Set(r.Name)
	f.note.Set(r.Note)
	if !f.plan.take(r.Terms) {
		d.refuse(app.No("The terms of "+r.Number+" say more than this form has room for; nothing was changed.", "Write them in a file and use: rapport plan edit."))
		return
	}
	d.openForm(formSpec{again: "plan.edit", title: "Edit " + r.Number, note: "Agreements that took it keep their terms.", form: f.form, save: "Save plan",
		submit: func(ask app.Ask) act {
			p := f.entered(r.Plan)
			return func(ctx context.Context) (app.Receipt, error) {
				r, err := d.firm.Plans.Edit(ctx, ask, p)
				return r, atField(err)
			}
		}})
}

// take shows the terms of a plan; false when the form has no room for all they say.
func (t *termsForm) take(plan terms.Terms) bool {
	for _, f := range []*kit.TextField{t.cap, t.floor, t.hold, t.tailMonths} {
		f.Set("")
	}
	t.tail.Set(string(terms.TailNone))
	if t.currency != nil {
		t.currency.Set(string(plan.Currency))
	}
	if !t.set(plan) {
		return false
	}
	t.follow()
	t.tell()
	want, err := json.Marshal(plain(plan))
	got, other := json.Marshal(plain(t.terms()))
	return err == nil && other == nil && string(want) == string(got)
}

// plain is terms without what means the same as nothing.
func plain(t terms.Terms) terms.Terms {
	t.Rules = append([]terms.Rule(nil), t.Rules...)
	for i := range t.Rules {
		r := &t.Rules[i]
		if r.Basis == terms.Collected {
			r.Basis = ""
		}
		if len(r.Services) == 0 {
			r.Services = nil
		}
	}
	if t.Tail.Kind == terms.TailNone {
		t.Tail = terms.Tail{}
	}
	return t
}

// archivePlan takes a plan out of what is offered, or brings it back; it can be undone.
func (d *Desk) archivePlan(r app.PlanRow) {
	ask := app.Ask{Key: d.opts.NewKey()}
	d.do(func(ctx context.Context) (app.Receipt, error) {
		return d.firm.Plans.Archive(ctx, ask, r.ID, !r.Archived)
	}, nil)
}

// removePlan takes a plan away; it can be undone.
func (d *Desk) removePlan(r app.PlanRow) {
	ask := app.Ask{Key: d.opts.NewKey()}
	d.do(func(ctx context.Context) (app.Receipt, error) { return d.firm.Plans.Remove(ctx, ask, r.ID) }, nil)
}

// keepReadyPlan shows what a ready plan pays and keeps it under its name or another.
func (d *Desk) keepReadyPlan(ready catalogue.Plan) {
	name := kit.NewTextField(kit.Spec{Key: "name", Label: "Name", Required: true}, "")
	name.Set(ready.Name)
	note := kit.NewMultilineField(kit.Spec{Key: "note", Label: "Note"}, "", 3)
	note.Set(ready.About)
	words, pays := kit.NewText(termsSentence(ready.Terms), kit.Look{Wrap: true, Size: 13}), newPayTable()
	pays.show(ready.Terms, "")
	form := kit.NewForm().Add(name, note).Put(kit.Card(kit.Down(6, kit.SectionTitle("In plain words"), words, kit.SectionTitle("What it pays"), pays.content())))
	sheet := form.Content()
	defer sheet.Refresh() // the sentence takes the lines it needs once it is as wide as the sheet
	d.openForm(formSpec{title: "Add a ready plan", note: ready.Firm + ". Change what you like once it is yours.", form: form, save: "Add plan",
		submit: func(ask app.Ask) act {
			p := app.Plan{Name: name.Value(), Note: note.Value(), Terms: ready.Terms}
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Plans.Add(ctx, ask, p) }
		}})
}

// findPlans offers the plans that are not archived.
func (d *Desk) findPlans(ctx context.Context, text string) ([]kit.Option, error) {
	q := app.Query{Search: text}.With(app.Is("archived", "no"))
	rows, err := latest(ctx, offered, q, d.firm.Plans.IDs, d.firm.Plans.Rows)
	out := make([]kit.Option, len(rows))
	for i, p := range rows {
		out[i] = kit.Option{ID: int64(p.ID), Text: p.Name, Note: p.Number}
	}
	return out, err
}

// planField is the field that fills the terms of a form from a plan.
func (d *Desk) planField(form func() *termsForm) *kit.PickField {
	var slot kit.Slot
	field := kit.NewPickField(d.stage, kit.Spec{Key: "plan", Label: "Take the terms from a plan", Hint: "The agreement gets a copy"}, d.findPlans)
	field.OnChange(func() {
		o, ok := field.Value()
		if !ok {
			return
		}
		kit.Load(d.stage, &slot, func(ctx context.Context) (app.Plan, error) { return d.firm.Plans.Get(ctx, app.ID[app.Plan](o.ID)) }, func(p app.Plan, err error) {
			if err == nil && !form().take(p.Terms) {
				err = app.No("The terms of "+p.Number+" say more than this form has room for.", "Close it and use: rapport agreement add, with --plan.")
			}
			if err != nil {
				d.refuse(err)
			}
		})
	})
	return field
}
