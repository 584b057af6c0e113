package desk

import (
	"bytes"
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/money"
	"rapport/app/report"
	"rapport/app/terms"
	"rapport/views/files"
	"rapport/views/kit"
)

// replayForm asks what to replay: which months, and which terms beside those that were in force. was may be nil.
func (d *Desk) replayForm(of string, ask app.ReplayAsk, was *terms.Terms, currency money.Currency) {
	var slot kit.Slot
	kit.Load(d.stage, &slot, func(ctx context.Context) (plans []app.PlanRow, err error) {
		var ids []int32
		if err = d.firm.Plans.IDs(ctx, app.Query{}, func(some []int32) error { ids = append(ids, some...); return nil }); err != nil {
			return nil, err
		}
		return d.firm.Plans.Rows(ctx, ids)
	}, func(plans []app.PlanRow, err error) {
		if err != nil {
			d.refuse(err)
			return
		}
		d.openReplay(of, ask, was, currency, plans)
	})
}

func (d *Desk) openReplay(of string, ask app.ReplayAsk, was *terms.Terms, currency money.Currency, plans []app.PlanRow) {
	form := kit.NewForm()
	months := kit.NewChoiceField(kit.Spec{Key: "months", Label: "The last months"}, kit.Pair{Value: "12", Text: "12"}, kit.Pair{Value: "6", Text: "6"},
		kit.Pair{Value: "24", Text: "24"}, kit.Pair{Value: "36", Text: "36"}, kit.Pair{Value: "60", Text: "60"})
	pairs := []kit.Pair{{Value: "", Text: "No plan"}}
	for i := range plans {
		if plans[i].Terms.Currency == currency {
			pairs = append(pairs, kit.Pair{Value: strconv.Itoa(i), Text: plans[i].Name})
		}
	}
	plan := kit.NewChoiceField(kit.Spec{Key: "plan", Label: "Beside a plan"}, pairs...)
	form.Beside(months, plan)
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

// showReplay shows a replay as tables, and the ways to take it along.
func (d *Desk) showReplay(of string, r app.Replay) {
	var shut func()
	leave := func() { shut(); d.focus() }
	sheet := kit.NewButton("Spreadsheet…", "save", kit.Normal, func() { d.takeReplay("replay.xlsx", r, false) })
	head := kit.Across(10, kit.NewText("What would it have paid?", kit.Look{Size: 15, Bold: true, Hug: true}),
		kit.Grow(kit.NewText(of+" · "+r.Months.Label()+" · "+string(r.Currency), kit.Look{Role: kit.RoleMuted})), sheet,
		kit.NewButton("PDF…", "save", kit.Normal, func() { d.takeReplay("replay.pdf", r, false) }),
		kit.NewButton("Print", "print", kit.Normal, func() { d.takeReplay("replay.pdf", r, true) }), kit.NewIconButton("x", "Close", "Esc", leave))
	body := kit.Down(6)
	for _, s := range r.Sections() {
		body.Add(kit.Pad(8, 0, 2, 0, kit.SectionTitle(s.Heading)))
		for _, note := range s.Text {
			body.Add(kit.NewText(note, kit.Look{Role: kit.RoleMuted, Wrap: true, Size: 12}))
		}
		body.Add(replayTable(*s.Table))
	}
	shut = d.root.Dialog(920, kit.Down(10, head, kit.NewRule(kit.RoleBorder), kit.Fixed(0, 560, kit.Scrolled(kit.Pad(0, 12, 8, 0, body)))), sheet)
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
			cells[i] = c.Shown()
		}
		line(cells, kit.Look{Bold: r.Style == report.Total})
	}
	return rows
}

// takeReplay saves a replay as a workbook or a PDF, by the ending of the name, or puts it on paper.
func (d *Desk) takeReplay(name string, r app.Replay, paper bool) {
	said := ""
	d.runJob("Writing "+name, func(ctx context.Context, _ func(done, total int64)) (err error) {
		var raw []byte
		if name == "replay.pdf" {
			raw, err = d.firm.Commissions.ReplayPDF(ctx, r)
		} else {
			var buf bytes.Buffer
			err = files.WriteXLSX(&buf, files.Of("Replay", r.Table()))
			raw = buf.Bytes()
		}
		if err != nil {
			return err
		}
		if d.opts.Outside == nil {
			return noOutside()
		}
		if printer, ok := d.opts.Outside.(Printer); ok && paper {
			said = "The replay was sent to the printer"
			return printer.Print(ctx, name, raw)
		}
		if paper {
			return d.opts.Outside.ShowFile(ctx, name, raw)
		}
		path, err := d.opts.Outside.SaveFile(ctx, name, raw)
		if path != "" {
			said = "Saved " + path
		}
		return err
	}, func(err error) {
		switch {
		case err != nil:
			d.refuse(err)
		case said != "":
			d.root.Toast(kit.Toast{Text: said})
		}
	})
}

// amendEffect shows in the form of an amendment, while it is written, what the last twelve months would have paid.
type amendEffect struct {
	d    *Desk
	id   app.ID[app.Agreement]
	plan *termsForm
	body *fyne.Container
	slot kit.Slot
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
	kit.Load(e.d.stage, &e.slot, func(ctx context.Context) (app.Replay, error) { return e.d.firm.Agreements.AmendReplay(ctx, e.id, tm) }, func(r app.Replay, err error) {
		if err != nil {
			replace(e.body, kit.NewText(app.AsProblem(err).Say, kit.Look{Wrap: true}))
			return
		}
		replace(e.body, replayTable(r.Difference()))
		e.plan.form.Content().Refresh()
	})
}
