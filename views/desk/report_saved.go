package desk

import (
	"context"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/views/kit"
)

// savable is a report that is kept with what it is asked for, and asked again.
type savable interface {
	kept() app.SavedReport // without a name
	again(by string, p calendar.Period)
}

func (t *figures) kept() app.SavedReport {
	return app.SavedReport{Report: app.FiguresReport, Period: t.period.Key()}
}

func (t *figures) again(_ string, p calendar.Period) { t.of(p) }

func (t *works) kept() app.SavedReport {
	return app.SavedReport{Report: app.WorksReport, By: string(t.across), Period: t.period.Key()}
}

func (t *works) again(by string, p calendar.Period) {
	if by != "" {
		t.across = app.Dimension(by)
	}
	t.period, t.ready = p, false
	t.r.tell()
	t.load()
}

func (t *study) kept() app.SavedReport {
	if t.kind.Ahead() {
		return app.SavedReport{Report: string(t.kind)}
	}
	return app.SavedReport{Report: string(t.kind), Period: t.period.Key()}
}

func (t *study) again(_ string, p calendar.Period) {
	t.period, t.ready = p, false
	t.r.tell()
	t.load()
}

// offerSaved lists the saved reports, each run in one choice, and what can be done with them.
func (r *reports) offerSaved() {
	var items []kit.MenuItem
	for _, x := range r.d.settings.Reports {
		items = append(items, kit.MenuItem{Title: x.Name, Icon: "dashboard", Run: func() { r.rerun(x) }})
	}
	if len(items) > 0 {
		items = append(items, kit.MenuItem{Line: true})
	}
	items = append(items, kit.MenuItem{Title: "Save this report …", Keys: "S", Icon: "star", Run: r.keep})
	if len(r.d.settings.Reports) > 0 {
		items = append(items, kit.MenuItem{Title: "Remove a saved report …", Icon: "x", Run: r.drop})
	}
	r.d.root.MenuUnder(r.stars, items)
}

// rerun shows a saved report as of today.
func (r *reports) rerun(x app.SavedReport) {
	p, err := app.PeriodOn(x.Period, r.d.today)
	if err != nil {
		r.d.refuse(err)
		return
	}
	if x.Report == app.ReviewReport {
		r.d.viewReview(p)
		return
	}
	r.choose(x.Report)
	if t, ok := r.tab().(savable); ok {
		t.again(x.By, p)
	}
	r.Focus()
}

// review shows the program review of the period of the report at hand.
func (r *reports) review() {
	p := calendar.YearOf(r.d.today)
	if t, ok := r.tab().(savable); ok {
		if q, err := app.PeriodOn(t.kept().Period, r.d.today); err == nil {
			p = q
		}
	}
	r.d.viewReview(p)
}

func (d *Desk) viewReview(p calendar.Period) {
	d.viewDocument(document{name: "Program review", note: p.Label(), file: fileName("Program review "+p.Key(), ".pdf"),
		read: func(ctx context.Context) ([]byte, error) { return d.firm.Insights.ReviewPDF(ctx, p) }})
}

// keep saves the report at hand under a name. A period that is this year, quarter or month, or the last one, moves on with time unless the person wants it to stay.
func (r *reports) keep() {
	t, ok := r.tab().(savable)
	if !ok {
		r.d.root.Toast(kit.Toast{Text: "This report is not saved with filters. Figures, what works and the studies are."})
		return
	}
	x := t.kept()
	name := kit.NewTextField(kit.Spec{Key: "name", Label: "Name", Required: true, Hint: "One of that name is replaced"}, "")
	form := kit.NewForm().Add(name)
	var period *kit.ChoiceField
	if x.Period != "" {
		var choices []kit.Pair
		for _, words := range app.MovingPeriods() {
			if p, err := app.PeriodOn(words, r.d.today); err == nil && p.Key() == x.Period {
				choices = append(choices, kit.Pair{Value: words, Text: capital(words) + ", moving on"})
			}
		}
		period = kit.NewChoiceField(kit.Spec{Key: "period", Label: "Period"}, append(choices, kit.Pair{Value: x.Period, Text: "Always " + x.Period})...)
		form.Add(period)
	}
	r.d.openForm(formSpec{title: "Save this report", note: reportTitle(r.tab().key()), form: form, save: "Save",
		submit: func(ask app.Ask) act {
			x := x
			if x.Name = name.Value(); period != nil {
				x.Period = period.Value()
			}
			return func(ctx context.Context) (app.Receipt, error) { return r.d.firm.Insights.Save(ctx, ask, x) }
		}})
}

// drop offers which saved report to remove; it can be undone.
func (r *reports) drop() {
	var items []kit.MenuItem
	for _, x := range r.d.settings.Reports {
		items = append(items, kit.MenuItem{Title: x.Name, Icon: "x", Run: func() {
			ask := app.Ask{Key: r.d.opts.NewKey()}
			r.d.do(func(ctx context.Context) (app.Receipt, error) { return r.d.firm.Insights.Drop(ctx, ask, x.Name) }, nil)
		}})
	}
	r.d.root.MenuUnder(r.stars, items)
}
