package desk

import (
	"rapport/app"
	"rapport/views/kit"
)

// reportGroup is a few reports on one thing, as the choice of reports shows them.
type reportGroup struct {
	title   string
	reports []kit.Pair
}

// reportGroups are all reports.
func reportGroups() []reportGroup {
	study := func(k app.StudyKind) kit.Pair { return kit.Pair{Value: string(k), Text: k.Title()} }
	return []reportGroup{
		{"Program", []kit.Pair{{Value: "figures", Text: "Figures of the program"}, {Value: "works", Text: "What works"}, study(app.Forecast)}},
		{"Referrals", []kit.Pair{study(app.Cohorts), study(app.TimeToWin), study(app.FunnelStudy), study(app.LostStudy), study(app.Objections), {Value: "market", Text: "The market, as it was heard"}}},
		{"Partners", []kit.Pair{study(app.League), {Value: "reciprocity", Text: "Given and received"}, study(app.IdealStudy)}},
		{"Money", []kit.Pair{{Value: "liability", Text: "What is owed"}, {Value: "tax", Text: "What was paid in a year"}, {Value: "replay", Text: "Replay with other terms"}}},
	}
}

// reportTitle is what a report is called.
func reportTitle(key string) string {
	for _, g := range reportGroups() {
		for _, r := range g.reports {
			if r.Value == key {
				return r.Text
			}
		}
	}
	return key
}

// offer lists the reports by what they are about; the one shown is marked.
func (r *reports) offer() {
	var items []kit.MenuItem
	for i, g := range reportGroups() {
		if i > 0 {
			items = append(items, kit.MenuItem{Line: true})
		}
		items = append(items, kit.MenuItem{Title: g.title, Off: true})
		for _, x := range g.reports {
			icon := ""
			if x.Value == r.tab().key() {
				icon = "check"
			}
			items = append(items, kit.MenuItem{Title: x.Text, Icon: icon, Run: func() { r.choose(x.Value); r.Focus() }})
		}
		if i == 0 {
			items = append(items, kit.MenuItem{Title: "Program review, as pages", Icon: "eye", Run: r.review})
		}
	}
	r.d.root.MenuUnder(r.which, items)
}

// next shows the report so many places further down the list, around its end.
func (r *reports) next(by int) {
	var keys []string
	at := 0
	for _, g := range reportGroups() {
		for _, x := range g.reports {
			if x.Value == r.tab().key() {
				at = len(keys)
			}
			keys = append(keys, x.Value)
		}
	}
	r.choose(keys[(at+by+len(keys))%len(keys)])
	r.Focus()
}
