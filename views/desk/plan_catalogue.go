package desk

import (
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app/catalogue"
	"rapport/app/names"
	"rapport/views/kit"
)

// readyPlans is the catalogue of ready plans: by kind of firm at the left, what one says and pays at the right.
type readyPlans struct {
	d      *Desk
	all    []catalogue.Plan // by kind of firm
	found  []catalogue.Plan
	list   *rowsGrid
	search *kit.Search
	count  *kit.Text

	name, firm, words, about *kit.Text
	pays                     *payTable
	add                      *kit.Button
	side                     *kit.Pages
	plan, none               fyne.CanvasObject
	shut                     func()
}

// addReadyPlan opens the catalogue.
func (d *Desk) addReadyPlan() {
	c := &readyPlans{d: d, all: catalogue.For(d.settings.Currency), count: kit.NewText("", kit.Look{Role: kit.RoleMuted, Hug: true}),
		name: kit.NewText("", kit.Look{Size: 17, Bold: true, Wrap: true}), firm: kit.NewText("", kit.Caption()), words: kit.NewText("", kit.Look{Wrap: true}),
		about: kit.NewText("", kit.Look{Role: kit.RoleMuted, Wrap: true, Size: 12}), pays: newPayTable(), side: kit.NewPages()}
	c.list = newRowsGrid(d, []kit.Column{{Key: "firm", Title: "Kind of firm", Kind: kit.KindMuted, Width: 104}, {Key: "name", Title: "Plan", Width: 160, Weight: 1}},
		c.follow, func(int) { c.take() })
	c.search = kit.NewSearch(d.stage, "Search: law, tiered, retainer, 10 % …", c.find)
	c.search.Back(c.list.grid)
	c.add = kit.NewButton("Add to my plans…", "plus", kit.Primary, c.take)
	c.plan = kit.Down(0, kit.Grow(kit.Scrolled(kit.Pad(4, 14, 8, 18, kit.Down(10, kit.Down(2, c.firm, c.name), kit.SectionTitle("In plain words"), c.words,
		kit.SectionTitle("What it pays"), c.pays.content(), kit.SectionTitle("When it is used"), c.about)))), kit.Pad(10, 0, 0, 18, kit.Across(8, c.add, kit.Space())))
	c.none = kit.EmptyState(kit.Empty{Icon: "search", Title: "No ready plan says that", Text: "Search for a kind of firm, a way of paying, or a figure; or write a plan of your own.",
		Action: "New plan", Run: func() { c.leave(); d.newPlan() }})
	head := kit.Across(10, kit.NewText("Ready plans", kit.Look{Size: 15, Bold: true, Hug: true}), c.count, kit.Grow(kit.Pad(0, 20, 0, 20, c.search.Input)), kit.NewIconButton("x", "Close", "Esc", c.leave))
	body := kit.Across(0, kit.Fixed(390, 540, c.list.grid), kit.NewUpright(kit.RoleBorder), kit.Grow(kit.Fixed(0, 540, c.side)))
	c.shut = d.root.Dialog(1000, kit.Down(12, head, kit.NewRule(kit.RoleBorder), kit.Fixed(0, 540, body)), c.search.Input.Entry)
	c.find("")
}

func (c *readyPlans) leave() { c.shut(); c.d.focus() }

// find shows the plans with all words that were typed.
func (c *readyPlans) find(text string) {
	c.found = findReady(c.all, text)
	rows := make([][]kit.Cell, len(c.found))
	for i, p := range c.found {
		rows[i] = []kit.Cell{{Text: p.Firm}, {Text: p.Name}}
	}
	c.count.Set(grouped(len(rows)))
	c.list.show(rows)
	if len(rows) == 0 {
		c.side.Open(c.none)
		return
	}
	c.list.grid.Select(1)
	c.follow(0)
}

// findReady gives the ready plans whose firm, name, kind or terms have all words.
func findReady(all []catalogue.Plan, text string) (out []catalogue.Plan) {
	for _, p := range all {
		words, fits := names.Fold(p.Firm+" "+p.Name+" "+p.Terms.Words()), true
		for _, r := range p.Terms.Rules {
			words += " " + string(r.Kind)
		}
		for _, word := range strings.Fields(names.Fold(text)) {
			fits = fits && strings.Contains(words, word)
		}
		if fits {
			out = append(out, p)
		}
	}
	return out
}

// follow shows the plan under the cursor.
func (c *readyPlans) follow(i int) {
	if i < 0 || i >= len(c.found) {
		return
	}
	p := c.found[i]
	c.firm.Set(p.Firm)
	c.name.Set(p.Name)
	c.words.Set(termsSentence(p.Terms))
	c.about.Set(p.About)
	c.pays.show(p.Terms, "")
	c.side.Open(c.plan)
	c.plan.Refresh()
}

// take goes on with the plan under the cursor.
func (c *readyPlans) take() {
	if row, _, ok := c.list.grid.Current(); ok && row < len(c.found) {
		p := c.found[row]
		c.shut()
		c.d.keepReadyPlan(p)
	}
}
