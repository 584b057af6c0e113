package desk

import (
	"fyne.io/fyne/v2"

	"rapport/app/examples"
	"rapport/app/money"
	"rapport/app/terms"
	"rapport/views/kit"
)

// payTable shows what terms pay at five example amounts.
type payTable struct {
	rows  *fyne.Container
	title *kit.Text
	given *kit.Text
	thin  bool // only amounts, for a pane
}

func newPayTable() *payTable {
	return &payTable{rows: kit.Down(4), title: kit.NewText("", kit.Look{Role: kit.RoleMuted, Size: 11}),
		given: kit.NewText("", kit.Look{Role: kit.RoleMuted, Size: 11, Wrap: true})}
}

// content is the table with what its amounts are, and what is supposed.
func (t *payTable) content() fyne.CanvasObject { return kit.Down(6, t.title, t.rows, t.given) }

// show works the terms out at amounts as they were typed; terms that are not finished show nothing.
func (t *payTable) show(plan terms.Terms, typed string) {
	table, err := examples.Of(plan, "", typedExamples(plan, typed)...)
	if err != nil {
		table = examples.Table{Title: "Five examples stand here as soon as the terms are whole."}
	}
	lines := make([]fyne.CanvasObject, 0, len(table.Rows))
	for _, r := range table.Rows {
		lines = append(lines, t.line(r))
	}
	replace(t.rows, lines...)
	t.title.Set(table.Title)
	t.given.Set(table.Suppose + table.Nothing)
	kit.Shown(t.title, table.Title != "")
	kit.Shown(t.given, t.given.Text() != "")
}

// line is one example: the amount at the left, because of what it pays where there is room for it, and what it pays at the right.
func (t *payTable) line(r examples.Row) fyne.CanvasObject {
	pays := kit.NewText(r.Pays.String(), kit.Look{Align: fyne.TextAlignTrailing, Hug: t.thin})
	if t.thin {
		return kit.Across(12, kit.Grow(kit.NewText(r.Of, kit.Muted())), pays)
	}
	return kit.Across(12, kit.Fixed(92, 0, kit.NewText(r.Of, kit.Muted())), kit.Grow(kit.NewText(r.Because, kit.Look{Role: kit.RoleMuted, Size: 12})), kit.Fixed(112, 0, pays))
}

// typedExamples reads example amounts; what cannot be read counts as none, and its field says why.
func typedExamples(plan terms.Terms, typed string) []int64 {
	amounts, err := examples.Parse(typed, firstWay(plan), plan.Currency)
	if err != nil {
		return nil
	}
	return amounts
}

func firstWay(plan terms.Terms) examples.By {
	if ways := examples.Ways(plan); len(ways) > 0 {
		return ways[0]
	}
	return examples.ByFees
}

// exampleProblem says what is wrong with example amounts, "" when they can be read.
func exampleProblem(typed string, c money.Currency, plan terms.Terms) string {
	if _, err := examples.Parse(typed, firstWay(plan), c); err != nil {
		return sentence(err)
	}
	return ""
}
