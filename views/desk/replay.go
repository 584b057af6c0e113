package desk

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/money"
	"rapport/app/report"
	"rapport/app/terms"
	"rapport/views/kit"
)

// withPlans reads the plans of a currency.
func (d *Desk) withPlans(currency money.Currency, then func([]app.PlanRow)) {
	var slot kit.Slot
	kit.Load(d.stage, &slot, func(ctx context.Context) (plans []app.PlanRow, err error) {
		var ids []int32
		if err = d.firm.Plans.IDs(ctx, app.Query{}, func(some []int32) error { ids = append(ids, some...); return nil }); err != nil {
			return nil, err
		}
		plans, err = d.firm.Plans.Rows(ctx, ids)
		return slices.DeleteFunc(plans, func(p app.PlanRow) bool { return p.Terms.Currency != currency }), err
	}, func(plans []app.PlanRow, err error) {
		if err != nil {
			d.refuse(err)
			return
		}
		then(plans)
	})
}

// replayForm asks what to replay: which months, and which terms beside those that were in force. was may be nil.
func (d *Desk) replayForm(of string, ask app.ReplayAsk, was *terms.Terms, currency money.Currency) {
	d.withPlans(currency, func(plans []app.PlanRow) { d.openReplay(of, ask, was, currency, plans) })
}

// monthsField asks for how many months are replayed.
func monthsField() *kit.ChoiceField {
	f := kit.NewChoiceField(kit.Spec{Key: "months", Label: "The last months"}, pairsOf("6", "12", "24", "36", "60")...)
	f.Set("12")
	return f
}

// planPairs are the plans to choose from, and none.
func planPairs(plans []app.PlanRow, none string) []kit.Pair {
	pairs := []kit.Pair{{Value: "", Text: none}}
	for i := range plans {
		pairs = append(pairs, kit.Pair{Value: strconv.Itoa(i), Text: plans[i].Name})
	}
	return pairs
}

// replayPlans asks for one or two plans to put beside the terms that were in force.
func (d *Desk) replayPlans(of string, ask app.ReplayAsk) {
	d.withPlans(d.settings.Currency, func(plans []app.PlanRow) {
		if len(plans) == 0 {
			d.refuse(app.No("There is no plan in "+string(d.settings.Currency)+" yet.", "Add one in Plans, also from the catalogue, or replay terms you write."))
			return
		}
		months := monthsField()
		first := kit.NewChoiceField(kit.Spec{Key: "plan", Label: "Plan", Required: true}, planPairs(plans, "")[1:]...)
		second := kit.NewChoiceField(kit.Spec{Key: "plan 2", Label: "Beside another plan"}, planPairs(plans, "No other")...)
		d.root.OpenSheet(kit.SheetSpec{Title: "What would it have paid?", Note: of + ", beside the terms that were in force. Nothing is written.", Form: kit.NewForm().Add(months, first, second), Save: "Replay",
			Submit: func() func(context.Context) error {
				ask.Last, ask.Drafts = int(typedCount(months.Value())), []app.Draft{{Name: "In force"}}
				for _, f := range []*kit.ChoiceField{first, second} {
					if i, err := strconv.Atoi(f.Value()); err == nil {
						ask.Drafts = append(ask.Drafts, app.Draft{Name: plans[i].Name, Terms: &plans[i].Terms})
					}
				}
				return func(context.Context) error { return nil }
			}, Saved: func() { d.focus(); d.replay(of, ask) }})
	})
}

func (d *Desk) openReplay(of string, ask app.ReplayAsk, was *terms.Terms, currency money.Currency, plans []app.PlanRow) {
	form := kit.NewForm()
	months := monthsField()
	plan := kit.NewChoiceField(kit.Spec{Key: "plan", Label: "Beside a plan"}, planPairs(plans, "No plan")...)
	form.Beside(months, plan)
	kit.Shown(plan, len(plans) > 0)
	edited := newTermsForm(d, form, currency)
	if was != nil && !edited.set(*was) {
		d.refuse(app.No("These terms have more rules or tiers than this form has room for; nothing was changed.", "Write them in a file and use: rapport commission replay."))
		return
	}
	edited.follow()
	edited.tell()
	d.root.OpenSheet(kit.SheetSpec{Title: "What would it have paid?", Note: of + ". Nothing is written.", Form: form, Save: "Replay",
		Submit: func() func(context.Context) error {
			tm := edited.terms()
			ask.Last = int(typedCount(months.Value()))
			ask.Drafts = []app.Draft{{Name: "In force"}, {Name: "As written", Terms: &tm}}
			if i, err := strconv.Atoi(plan.Value()); err == nil {
				ask.Drafts = append(ask.Drafts, app.Draft{Name: plans[i].Name, Terms: &plans[i].Terms})
			}
			return func(context.Context) error { return atField(app.CheckDraft(tm)) }
		}, Saved: func() { d.focus(); d.replay(of, ask) }})
}

// replay works in the background, and shows what came out.
func (d *Desk) replay(of string, ask app.ReplayAsk) {
	var r app.Replay
	d.runJob("Replaying", func(ctx context.Context, progress func(done, total int64)) (err error) {
		r, err = d.firm.Commissions.Replay(ctx, ask, progress)
		return err
	}, func(err error) {
		if err != nil {
			d.refuse(err)
			return
		}
		d.showReplay(of, r)
	})
}

// showReplay shows a replay among the reports.
func (d *Desk) showReplay(of string, r app.Replay) {
	d.open("reports", view{Search: "replay"})
	if reports := power[*reports](d); reports != nil {
		reports.tab().(*replays).show(of, r)
	}
}

// replayTable lays a small table out: the first column takes the room, figures stand at the right.
func replayTable(t report.Table) fyne.CanvasObject {
	rows := kit.Down(3)
	line := func(cells []string, look kit.Look) {
		out := make([]fyne.CanvasObject, 0, len(cells))
		for i, text := range cells {
			cell := look
			if i == 0 {
				out = append(out, kit.Grow(kit.NewText(text, cell)))
				continue
			}
			if t.Columns[i].Resolved() == report.Right {
				cell.Align = fyne.TextAlignTrailing
			}
			out = append(out, kit.Fixed(124, 0, kit.NewText(text, cell)))
		}
		rows.Add(kit.Across(8, out...))
	}
	heads := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		heads[i] = c.Title
	}
	line(heads, kit.Look{Role: kit.RoleMuted, Size: 12})
	if len(t.Rows) == 0 {
		rows.Add(kit.NewText(t.Empty, kit.Look{Role: kit.RoleMuted, Wrap: true}))
	}
	for _, r := range t.Rows {
		cells := make([]string, len(r.Cells))
		for i, c := range r.Cells {
			cells[i] = shownCell(c)
		}
		line(cells, kit.Look{Bold: r.Style == report.Total})
	}
	return rows
}

// paperOfReplay is a replay as a PDF.
func (d *Desk) paperOfReplay(of string, r app.Replay) document {
	return document{name: "Replay", note: of + " · " + r.Months.Label(), file: "replay.pdf",
		read: func(ctx context.Context) ([]byte, error) { return d.firm.Commissions.ReplayPDF(ctx, r) }}
}

// amendEffect shows in the form of an amendment, while it is written, what the last twelve months would have paid.
type amendEffect struct {
	d    *Desk
	id   app.ID[app.Agreement]
	plan *termsForm
	from *kit.DateField
	back *kit.CheckField // also for what was already worked out
	body *fyne.Container
	slot kit.Slot
}

// amendEffected is what an amendment would have paid, and what it changes of what was worked out when that is asked for.
type amendEffected struct {
	replay app.Replay
	back   string
}

// read works it out; without a day or the choice nothing is said of what was worked out.
func (e *amendEffect) read(tm terms.Terms) func(context.Context) (amendEffected, error) {
	day, back := dayOf(e.from), e.back.Value()
	return func(ctx context.Context) (out amendEffected, err error) {
		if out.replay, err = e.d.firm.Agreements.AmendReplay(ctx, e.id, tm); err != nil || !back || day == 0 {
			return out, err
		}
		if out.back, err = e.d.firm.Agreements.AmendBackwards(ctx, e.id, day, tm); err != nil {
			out.back = app.AsProblem(err).Say
		}
		return out, nil
	}
}

func newAmendEffect(d *Desk, form *kit.Form, id app.ID[app.Agreement]) *amendEffect {
	e := &amendEffect{d: d, id: id, body: kit.Down(4)}
	form.Put(kit.Pad(0, 0, 8, 0, kit.Card(kit.Down(4, kit.SectionTitle("The last twelve months, until now and amended"), e.body))))
	return e
}

// follow works it out again.
func (e *amendEffect) follow() {
	tm := e.plan.terms()
	if err := app.CheckDraft(tm); err != nil {
		e.slot.Cancel()
		replace(e.body, kit.NewText("Not worked out: the terms are not whole yet.", kit.Look{Role: kit.RoleMuted, Wrap: true}))
		return
	}
	kit.Load(e.d.stage, &e.slot, e.read(tm), func(r amendEffected, err error) {
		if err != nil {
			replace(e.body, kit.NewText(app.AsProblem(err).Say, kit.Look{Wrap: true}))
			return
		}
		said := kit.NewText(r.back, kit.Look{Wrap: true})
		kit.Shown(said, r.back != "")
		replace(e.body, kit.Down(6, replayTable(r.replay.Difference()), said))
		e.plan.form.Content().Refresh()
	})
}
