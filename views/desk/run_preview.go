package desk

import (
	"context"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/views/kit"
)

// mostDrafts is how many things the preview of a run lists; the rest are counted.
const mostDrafts = 200

// highRun is how high the list of a preview gets before it scrolls.
const highRun = 300

// periodAsk is the question of a run for its period.
type periodAsk struct {
	title, note string
	work        func(ctx context.Context, p calendar.Period) error // the preview, away from the screen
	show        func(p calendar.Period)                            // what it came to
}

// askPeriod asks which period a run is for, last month at first, and previews it.
func (d *Desk) askPeriod(a periodAsk) {
	last := calendar.MonthPeriod(calendar.MonthOf(d.today).First().AddDays(-1))
	var period *kit.TextField
	period = kit.NewTextField(kit.Spec{Key: "period", Label: "Period", Required: true, Hint: last.Label() + " is the month before this one; also 2026-Q3 or 2026", Check: func() string {
		if _, err := calendar.ParsePeriod(period.Value()); err != nil {
			return sentence(err)
		}
		return ""
	}}, last.Key())
	period.Set(last.Key())
	var chosen calendar.Period
	d.root.OpenSheet(kit.SheetSpec{Title: a.title, Form: kit.NewForm().Add(period), Save: "Preview", Note: a.note + " Nothing is issued before you have seen it.",
		Submit: func() func(context.Context) error {
			chosen, _ = calendar.ParsePeriod(period.Value())
			return func(ctx context.Context) error { return a.work(ctx, chosen) }
		},
		Saved: func() { a.show(chosen) }})
}

// runLine is one thing that a run would make.
type runLine struct {
	number, partner, more string // number may be empty
	amount                money.Money
}

// runLines gives what a run would make as lines.
func runLines[T any](made []T, line func(T) runLine) []runLine {
	out := make([]runLine, len(made))
	for i, m := range made {
		out[i] = line(m)
	}
	return out
}

// runRows lists what a run would make, and who is left out and why; aside sets the rule aside that leaves somebody out.
func runRows(made []runLine, left []app.LeftOut, aside func(app.LeftOut)) fyne.CanvasObject {
	rows := kit.Down(5)
	for i, m := range made {
		if i == mostDrafts {
			rows.Add(kit.NewText("and "+grouped(len(made)-mostDrafts)+" more", kit.Muted()))
			break
		}
		rows.Add(m.drawn())
	}
	if len(left) > 0 {
		rows.Add(kit.Pad(6, 0, 0, 0, kit.NewText("Left out: "+plural(len(left), "balance", "balances"), kit.Look{Bold: true, Size: 12})))
	}
	for i, l := range left {
		if i == mostDrafts {
			rows.Add(kit.NewText("and "+grouped(len(left)-mostDrafts)+" more", kit.Muted()))
			break
		}
		rows.Add(kit.Down(1, quietLine(l.PartnerName, "", nil, kit.NewText(l.Amount.String(), kit.Look{Hug: true, Role: kit.RoleMuted})), quiet(l.Say)))
		if l.Gate != "" {
			rows.Add(kit.Across(0, kit.NewLink("Set the rule aside…", func() { aside(l) }), kit.Space()))
		}
	}
	return kit.Fixed(0, runHigh(len(made), left), kit.Scrolled(kit.Pad(0, 12, 0, 0, rows)))
}

// runHigh is about how high the list gets, before it scrolls.
func runHigh(made int, left []app.LeftOut) float32 {
	high := float32(min(made, mostDrafts)) * 24
	if len(left) > 0 {
		high += 32
	}
	for _, l := range left[:min(len(left), mostDrafts)] {
		high += 26 + 16*float32(1+len(l.Say)/70) // as many letters stand on a line
		if l.Gate != "" {
			high += 24
		}
	}
	return min(highRun, high+8)
}

func (m runLine) drawn() fyne.CanvasObject {
	line := []fyne.CanvasObject{}
	if m.number != "" {
		line = append(line, kit.Fixed(102, 0, kit.NewText(m.number, kit.Muted())))
	}
	return kit.Across(10, append(line, kit.Grow(kit.NewText(m.partner, kit.Look{})), kit.NewText(m.more, kit.Look{Role: kit.RoleMuted, Hug: true, Size: 12}),
		kit.Fixed(116, 0, kit.NewText(m.amount.String(), kit.Look{Align: fyne.TextAlignTrailing})))...)
}
