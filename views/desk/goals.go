package desk

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/views/kit"
)

// drawGoals shows how far the goals of the day have come, each a way to the rows its figure is made of.
func (t *today) drawGoals() {
	t.goals.RemoveAll()
	if len(t.now.Goals) == 0 {
		return
	}
	lines := []fyne.CanvasObject{kit.NewText("Goals", kit.Look{Bold: true})}
	for _, g := range t.now.Goals {
		hue := map[app.GoalState]kit.Hue{app.GoalOnPace: kit.Green, app.GoalReached: kit.Green, app.GoalBehind: kit.Amber, app.GoalMissed: kit.Red}[g.State]
		line := quietLine(capital(string(g.KPI))+", "+g.Period.Label(), g.Words(), func() { t.openGoal(g) })
		line.Add(kit.NewChip(capital(string(g.State)), hue))
		line.Add(kit.NewIconButton("edit", "Change this goal", "", func() { t.d.editGoal(g) }).Small())
		lines = append(lines, line)
	}
	t.goals.Add(kit.Card(kit.Pad(6, 8, 8, 8, kit.Down(10, lines...))))
}

// openGoal shows the rows that a goal's figure is made of.
func (t *today) openGoal(g app.GoalRow) {
	days := func(field, words string) filter {
		f := daysFilter(g.Period.From, g.Period.Last())
		f.Field, f.Cond.Field, f.Text = field, field, words+" "+g.Period.Label()
		return f
	}
	switch g.KPI {
	case app.QualifiedReferrals:
		t.d.open("referrals", view{Filters: []filter{days("accepted", "Accepted in")}})
	case app.Conversion:
		t.d.open("referrals", view{Filters: []filter{days("closed", "Closed in"),
			oneOf("stage", "Stage", "closed", string(app.Won), string(app.Lost), string(app.Withdrawn))}})
	case app.CostPerClient:
		t.d.open("commissions", view{Filters: []filter{days("day", "Arose in")}})
	case app.Revenue:
		t.d.open("referrals", view{Filters: []filter{oneOf("stage", "Stage", "won", string(app.Won))}})
	case app.NewPartners:
		kit.Load(t.d.stage, &t.goalSlot, func(ctx context.Context) ([]int64, error) { return t.d.firm.Goals.NewPartners(ctx, g.Period) }, func(ids []int64, err error) {
			if err != nil {
				t.d.refuse(err)
				return
			}
			t.d.open("partners", view{Filters: []filter{partnersFilter("new in "+g.Period.Label(), ids)}})
		})
	case app.ReciprocityRate:
		t.d.open("reports", view{Search: "reciprocity"})
	case app.CheckinsHeld:
		t.d.open("checkins", view{})
	}
}

// partnersFilter keeps certain partners.
func partnersFilter(words string, ids []int64) filter {
	values := []string{"0"}
	for _, id := range ids {
		if text := strconv.FormatInt(id, 10); !slices.Contains(values, text) {
			values = append(values, text)
		}
	}
	return oneOf("id", "Partners", words, values...)
}

// editGoal asks for a goal; one without an id is new.
func (d *Desk) editGoal(g app.GoalRow) {
	kpi := kit.NewChoiceField(kit.Spec{Key: "kpi", Label: "Figure"}, pairsOf(app.KPIs()...)...)
	target := kit.NewTextField(kit.Spec{Key: "target", Label: "Goal", Required: true, Hint: "A count, a percentage, or an amount in " + string(d.settings.Currency)}, "")
	period := kit.NewTextField(kit.Spec{Key: "period", Label: "Period", Required: true, Hint: "2026, 2026-Q4 or 2026-11"}, "")
	owner := kit.NewTextField(kit.Spec{Key: "owner", Label: "Who is to reach it"}, "")
	remove := kit.NewCheckField(kit.Spec{Key: "remove", Label: "Remove"}, "Take this goal away")
	period.Set(strconv.Itoa(d.today.Year()))
	if g.ID != 0 {
		kpi.Set(string(g.KPI))
		target.Set(g.TargetText())
		owner.Set(g.Owner)
	}
	kit.Shown(kpi, g.ID == 0)
	kit.Shown(period, g.ID == 0)
	kit.Shown(remove, g.ID != 0)
	title, note := "Set a goal", "Of the program as a whole."
	if g.ID != 0 {
		title, note = capital(string(g.KPI))+", "+g.Period.Label(), g.Words()
	}
	d.openForm(formSpec{title: title, note: note, form: kit.NewForm().Beside(kpi, period).Beside(target, owner).Add(remove), save: "Save goal", submit: func(ask app.Ask) act {
		one := g.Goal
		away, text, span := remove.Value(), target.Value(), period.Value()
		one.Owner = owner.Value()
		if one.ID == 0 {
			one.KPI, one.Currency = app.KPI(kpi.Value()), d.settings.Currency
		}
		return func(ctx context.Context) (_ app.Receipt, err error) {
			if away {
				return d.firm.Goals.Remove(ctx, ask, one.ID)
			}
			if one.Target, err = app.ParseTarget(one.KPI, text, one.Currency); err != nil {
				return app.Receipt{}, err
			}
			if one.ID != 0 {
				return d.firm.Goals.Edit(ctx, ask, one)
			}
			if one.Period, err = calendar.ParsePeriod(span); err != nil {
				return app.Receipt{}, app.Bad("period", err.Error(), "Write it as 2026, 2026-Q4 or 2026-11.")
			}
			return d.firm.Goals.Add(ctx, ask, one)
		}
	}})
}
