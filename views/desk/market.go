package desk

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/report"
	"rapport/views/kit"
)

// trendSpans is how many months or quarters the report of the market shows.
const trendSpans = 6

// marketTab is the report of what was heard over time.
type marketTab struct {
	r        *reports
	d        *Desk
	quarters bool
	rows     *rowsGrid
	trend    app.MarketTrend
	ready    bool
	slot     kit.Slot
	chip     *kit.Chip
}

func newMarketTab(r *reports) reportTab {
	t := &marketTab{r: r, d: r.d, quarters: true}
	cols := []kit.Column{{Key: "name", Title: "Heard", Width: 160, Weight: 1}, {Key: "by", Title: "By", Kind: kit.KindMuted, Width: 70}}
	for i := range trendSpans {
		cols = append(cols, kit.Column{Key: "p" + grouped(i), Title: "", Kind: kit.KindNumber, Width: 84, HideBelow: float32(900 - 80*i)})
	}
	cols = append(cols, kit.Column{Key: "change", Title: "Change", Kind: kit.KindNumber, Width: 84})
	t.rows = newRowsGrid(r.d, cols, nil, t.open)
	t.chip = kit.NewChip("", kit.Blue)
	t.chip.OnTap(t.ask)
	return t
}

func (t *marketTab) key() string { return "market" }

func (t *marketTab) bar() []fyne.CanvasObject {
	t.chip.Set("By: "+map[bool]string{true: "quarter", false: "month"}[t.quarters], kit.Blue)
	return []fyne.CanvasObject{t.chip, kit.NewLink("All notes", func() { t.d.open("market", view{}) }), kit.NewLink("Note what was heard", func() { t.d.noteMarket(app.MarketNote{}, "") }),
		kit.Space(), kit.NewText("A note is counted by its kind, and by each of its tags", kit.Caption())}
}

func (t *marketTab) body() fyne.CanvasObject   { return t.rows.grid }
func (t *marketTab) detail() fyne.CanvasObject { return nil }
func (t *marketTab) focus()                    { t.d.root.Focus(t.rows.grid) }
func (t *marketTab) close()                    { t.slot.Cancel() }
func (t *marketTab) changed([]app.Change)      { t.load() }

func (t *marketTab) foot() string {
	if !t.ready {
		return ""
	}
	return plural(t.trend.Total.Now(), "note", "notes") + " in " + t.trend.Periods[trendSpans-1].Label() + ", " + grouped(t.trend.Total.Before()) + " before"
}

func (t *marketTab) ask() {
	pick := func(words string, quarters bool) kit.MenuItem {
		return kit.MenuItem{Title: words, Run: func() { t.quarters, t.ready = quarters, false; t.r.tell(); t.load() }}
	}
	t.d.root.MenuUnder(t.chip, []kit.MenuItem{pick("Month", false), pick("Quarter", true)})
}

func (t *marketTab) load() {
	quarters := t.quarters
	loadRows(t.r, &t.slot, t.rows, func(ctx context.Context) (app.MarketTrend, error) {
		return t.d.firm.Market.Trend(ctx, 0, quarters, trendSpans)
	}, func(m app.MarketTrend, ok bool) {
		if t.ready = ok; ok {
			t.trend = m
			t.draw()
		}
	}, t.load)
}

func (t *marketTab) draw() {
	var rows [][]kit.Cell
	add := func(by string, c app.MarketCount, bold bool) {
		row := []kit.Cell{{Text: capital(c.Name), Bold: bold}, {Text: by}}
		for _, n := range c.Counts {
			cell := kit.Cell{Text: grouped(n), Bold: bold}
			if n == 0 {
				cell.Text = ""
			}
			row = append(row, cell)
		}
		rows = append(rows, append(row, kit.Cell{Text: c.Change(), Bold: bold}))
	}
	for _, c := range t.trend.Kinds {
		add("kind", c, false)
	}
	add("", t.trend.Total, true)
	for _, c := range t.trend.Tags {
		add("tag", c, false)
	}
	for i, p := range t.trend.Periods {
		t.rows.grid.SetTitle("p"+grouped(i), p.Label())
	}
	t.rows.show(rows)
	heard := int64(0)
	for _, n := range t.trend.Total.Counts {
		heard += n
	}
	if heard == 0 {
		t.rows.grid.ShowInstead(kit.EmptyState(kit.Empty{Icon: "note", Title: "Nothing was heard yet",
			Text:   "Note what partners and clients say: objections, needs, competitors, what changes. It is counted here over time.",
			Action: "Note what was heard", Run: func() { t.d.noteMarket(app.MarketNote{}, "") }}))
	}
}

// open shows the notes of a row in the last period.
func (t *marketTab) open(i int) {
	last := t.trend.Periods[trendSpans-1]
	when := daysFilter(last.From, last.Last())
	when.Field, when.Cond.Field, when.Text = "day", "day", "Heard in "+last.Label()
	filters := []filter{when}
	if kinds := len(t.trend.Kinds); i < kinds {
		filters = append(filters, oneOf("kind", "Kind", t.trend.Kinds[i].Name, t.trend.Kinds[i].Name))
	} else if i > kinds {
		tag := t.trend.Tags[i-kinds-1].Name
		filters = append(filters, oneOf("tag", "Tag", tag, tag))
	}
	t.d.open("market", view{Filters: filters})
}

func (t *marketTab) paper() (document, bool) {
	quarters := t.quarters
	return document{name: "What was heard in the market", note: "By kind and tag", file: "Market.pdf",
		read: func(ctx context.Context) ([]byte, error) {
			return t.d.firm.Market.TrendPDF(ctx, 0, quarters, trendSpans)
		}}, t.ready && len(t.trend.Tags)+len(t.trend.Kinds) > 0
}

func (t *marketTab) sheet() (string, string, report.Table, bool) {
	return "Market", "Market", t.trend.Table(), true
}

// newMarket makes the list of market notes.
func newMarket(d *Desk) screen {
	return newList(d, listSpec[app.MarketRow]{
		section: "market", title: "Market", one: "note", many: "notes", search: "Search notes, partners, clients",
		columns: []kit.Column{
			{Key: "day", Title: "Heard", Kind: kit.KindDay, Width: 104, Sortable: true},
			{Key: "kind", Title: "Kind", Kind: kit.KindChip, Width: 110, Sortable: true},
			{Key: "said", Title: "What", Width: 260, Weight: 2},
			{Key: "tags", Title: "Tags", Kind: kit.KindMuted, Width: 120, Weight: 0.4, HideBelow: 720},
			{Key: "partner", Title: "From", Width: 150, Weight: 0.6, HideBelow: 860, Sortable: true},
			{Key: "owner", Title: "Heard by", Kind: kit.KindMuted, Width: 110, HideBelow: 960, Sortable: true},
		},
		order: []app.Sort{{Key: "day", Desc: true}},
		key:   func(n app.MarketRow) int64 { return int64(n.ID) },
		cells: func(n app.MarketRow, into []kit.Cell) {
			into[0] = kit.Cell{Text: dayWords(n.Day, d.today)}
			into[1] = kit.Cell{Text: capital(string(n.Kind)), Hue: marketHue(n.Kind)}
			into[2] = kit.Cell{Text: n.Said}
			into[3] = kit.Cell{Text: strings.Join(n.Tags, ", ")}
			into[4] = kit.Cell{Text: n.Source()}
			into[5] = kit.Cell{Text: n.Owner}
		},
		ids: d.firm.Market.IDs, rows: d.firm.Market.Rows,
		filters: []filterSpec{
			{field: "kind", title: "Kind", any: "Kind: any", choices: func() []filter { return wordFilters("kind", "Kind", app.MarketKinds()...) }},
			{field: "day", title: "Heard", any: "Heard: any time", days: true, choices: func() []filter { return periodFilters("day", d.today) }},
			{field: "partner", title: "From", find: d.findPartners},
			{field: "segment", title: "Segment", find: d.findSegments},
		},
		concerns: []app.Kind{app.KindPartner, app.KindClient, app.KindReferral},
		moves:    app.KindMarket,
		first: kit.Empty{Icon: "note", Title: "Nothing was heard yet", Text: "Note what partners and clients say about you, their needs and others. It is counted over time among the reports.",
			Action: "Note what was heard", Run: func() { d.root.Commands.Run("market.new") }},
		add:   "market.new",
		menu:  []string{"market.edit", "market.remove", "market.trend"},
		hints: [][2]string{{"E", "edit"}, {"Del", "remove"}},
	})
}

func marketHue(k app.MarketKind) kit.Hue {
	return map[app.MarketKind]kit.Hue{app.Objection: kit.Red, app.Need: kit.Green, app.Competitor: kit.Amber, app.MarketShift: kit.Blue}[k]
}

// marketCommands are what can be done with market notes; making one is possible from everywhere, of the selected referral or partner.
func marketCommands(d *Desk) []kit.Command {
	const group = "Reports"
	current := func() (app.MarketRow, bool) {
		m, ok := d.screens["market"]
		if !ok || !d.is("market") {
			return app.MarketRow{}, false
		}
		return m.screen.(*list[app.MarketRow]).current()
	}
	here := func() bool { _, ok := current(); return ok }
	return []kit.Command{
		{ID: "market.new", Title: "Note what was heard", Icon: "note", Group: group, Keys: "Ctrl+Shift+M", Run: d.hear},
		{ID: "market.trend", Title: "What was heard in the market, over time", Icon: "dashboard", Group: group, Run: func() { d.open("reports", view{Search: "market"}) }},
		{ID: "market.edit", Title: "Edit the market note", Icon: "edit", Group: group, Keys: "E, F2", When: here, Run: func() {
			if n, ok := current(); ok {
				d.noteMarket(n.MarketNote, n.Source())
			}
		}},
		{ID: "market.remove", Title: "Remove the market note", Icon: "trash", Group: group, Keys: "Del", When: here, Run: func() {
			if n, ok := current(); ok {
				ask := app.Ask{Key: d.opts.NewKey()}
				d.do(func(ctx context.Context) (app.Receipt, error) { return d.firm.Market.Remove(ctx, ask, n.ID) }, nil)
			}
		}},
	}
}

// hear notes what was heard: of the selected referral or partner, else alone.
func (d *Desk) hear() {
	if f, ok := d.referral(); ok {
		d.noteMarket(app.MarketNote{Referral: f.row.ID, Partner: f.row.Partner}, f.row.Number+", "+f.row.PartnerName)
		return
	}
	if f, ok := d.partner(); ok {
		d.noteMarket(app.MarketNote{Partner: f.row.ID}, f.row.Name)
		return
	}
	d.noteMarket(app.MarketNote{}, "")
}

// noteMarket asks for a note, or a change of one; source says where it was heard, where that is known.
func (d *Desk) noteMarket(n app.MarketNote, source string) {
	kind := kit.NewChoiceField(kit.Spec{Key: "kind", Label: "Kind"}, pairsOf(app.MarketKinds()...)...)
	said := kit.NewMultilineField(kit.Spec{Key: "said", Label: "What was heard", Required: true}, "", 3)
	tags := kit.NewTextField(kit.Spec{Key: "tags", Label: "Tags", Hint: "price, probate …"}, "")
	day := kit.NewDateField(d.stage, kit.Spec{Key: "day", Label: "On", Required: true})
	partner := kit.NewPickField(d.stage, kit.Spec{Key: "partner", Label: "From", Hint: "The partner who said it"}, d.findPartners)
	client := kit.NewPickField(d.stage, kit.Spec{Key: "client", Label: "Client"}, d.findClients)
	day.Set(d.today)
	title := "Note what was heard"
	if n.ID != 0 {
		title = "Edit the note"
		day.Set(n.Day)
		kind.Set(string(n.Kind))
		said.Set(n.Said)
		tags.Set(strings.Join(n.Tags, ", "))
	}
	kit.Shown(partner, source == "")
	kit.Shown(client, n.Client == 0)
	d.openForm(formSpec{again: "market.new", title: title, note: source, form: kit.NewForm().Add(said).Beside(kind, day).Add(tags, partner, client), save: "Keep note",
		submit: func(ask app.Ask) act {
			out := n
			out.Kind, out.Said, out.Day = app.MarketKind(kind.Value()), said.Value(), dayOf(day)
			out.Tags = strings.FieldsFunc(tags.Value(), func(r rune) bool { return r == ',' || r == ';' })
			if o, ok := partner.Value(); ok && source == "" {
				out.Partner = app.ID[app.Partner](o.ID)
			}
			if o, ok := client.Value(); ok && n.Client == 0 {
				out.Client = app.ID[app.Client](o.ID)
			}
			return func(ctx context.Context) (app.Receipt, error) {
				if out.ID != 0 {
					return d.firm.Market.Edit(ctx, ask, out)
				}
				return d.firm.Market.Add(ctx, ask, out)
			}
		}})
}
