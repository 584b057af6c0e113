package desk

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/report"
	"rapport/views/kit"
)

// reciprocity is the report of what went either way between the firm and its partners.
type reciprocity struct {
	r     *reports
	d     *Desk
	ask_  app.ReciprocityAsk
	rows  *rowsGrid
	facts app.ReciprocityLedger
	ready bool
	slot  kit.Slot
	chip  *kit.Chip
	by    *kit.Chip
	of    *segmentChip
	pane  *reciprocityPane
}

func newReciprocity(r *reports) reportTab {
	t := &reciprocity{r: r, d: r.d, pane: newReciprocityPane(r.d)}
	t.rows = newRowsGrid(r.d, []kit.Column{{Key: "partner", Title: "Partner", Width: 140, Weight: 1},
		{Key: "received", Title: "Received", Kind: kit.KindNumber, Width: 84}, {Key: "won", Title: "Won", Kind: kit.KindNumber, Width: 60},
		{Key: "given", Title: "Given", Kind: kit.KindNumber, Width: 66}, {Key: "engaged", Title: "Engaged", Kind: kit.KindNumber, Width: 80},
		{Key: "balance", Title: "Balance", Width: 110}, {Key: "fees", Title: "Fees from theirs", Kind: kit.KindMoney, Width: 140, HideBelow: 700},
		{Key: "worth", Title: "Ours, estimated", Kind: kit.KindMoney, Width: 130, HideBelow: 960}}, t.follow, func(int) { r.enter(t.pane.enter) })
	t.chip, t.by = kit.NewChip("", kit.Blue), kit.NewChip("", kit.Grey)
	t.chip.OnTap(t.ask)
	t.by.OnTap(t.divide)
	t.of = newSegmentChip(r.d, func() { t.ask_.In, t.ready = t.of.in(), false; t.r.tell(); t.load() })
	return t
}

func (t *reciprocity) limit() *segmentChip { return t.of }

func (t *reciprocity) key() string { return "reciprocity" }

func (t *reciprocity) periodWords() string {
	if t.ask_.Period.IsZero() {
		return "all time"
	}
	return t.ask_.Period.Label()
}

func (t *reciprocity) byWords() string {
	switch {
	case t.ask_.ByYear && t.ask_.ByService:
		return "year and service"
	case t.ask_.ByYear:
		return "year"
	case t.ask_.ByService:
		return "service"
	}
	return "partner"
}

func (t *reciprocity) bar() []fyne.CanvasObject {
	t.chip.Set("Period: "+t.periodWords(), kit.Blue)
	t.by.Set("By: "+t.byWords(), kit.Blue)
	return []fyne.CanvasObject{t.chip, t.by, t.of.chip, kit.Space(), kit.NewText("Each by its own day", kit.Caption())}
}

func (t *reciprocity) body() fyne.CanvasObject   { return t.rows.grid }
func (t *reciprocity) detail() fyne.CanvasObject { return t.pane.box.content }
func (t *reciprocity) focus()                    { t.d.root.Focus(t.rows.grid) }
func (t *reciprocity) close()                    { t.slot.Cancel() }
func (t *reciprocity) changed([]app.Change)      { t.load() }

func (t *reciprocity) foot() string {
	x := t.facts.Total
	if !t.ready || x.Received+x.Given == 0 {
		return ""
	}
	return "In all " + grouped(x.Received) + " received, " + grouped(x.Given) + " given"
}

// ask offers all time, the latest years and quarters.
func (t *reciprocity) ask() {
	pick := func(p calendar.Period, words string) kit.MenuItem {
		return kit.MenuItem{Title: words, Run: func() { t.ask_.Period, t.ready = p, false; t.r.tell(); t.load() }}
	}
	items := []kit.MenuItem{pick(calendar.Period{}, "All time")}
	for year := calendar.YearOf(t.d.today); len(items) < 5; year = calendar.YearOf(year.From - 1) {
		items = append(items, pick(year, year.Label()))
	}
	for q := calendar.QuarterOf(t.d.today); len(items) < 9; q = calendar.QuarterOf(q.From - 1) {
		items = append(items, pick(q, q.Label()))
	}
	t.d.root.MenuUnder(t.chip, items)
}

// divide offers what the rows are divided by.
func (t *reciprocity) divide() {
	pick := func(words string, year, service bool) kit.MenuItem {
		return kit.MenuItem{Title: words, Run: func() { t.ask_.ByYear, t.ask_.ByService, t.ready = year, service, false; t.r.tell(); t.load() }}
	}
	t.d.root.MenuUnder(t.by, []kit.MenuItem{pick("Partner", false, false), pick("Year", true, false), pick("Service", false, true), pick("Year and service", true, true)})
}

func (t *reciprocity) load() {
	ask := t.ask_
	loadRows(t.r, &t.slot, t.rows, func(ctx context.Context) (app.ReciprocityLedger, error) { return t.d.firm.Reciprocity.Ledger(ctx, ask) }, func(l app.ReciprocityLedger, ok bool) {
		if t.ready = ok; ok {
			t.facts = l
			t.draw()
		}
	}, t.load)
}

func (t *reciprocity) draw() {
	rows := make([][]kit.Cell, len(t.facts.Rows))
	for i, x := range t.facts.Rows {
		year := ""
		if x.Year != 0 {
			year = strconv.Itoa(x.Year)
		}
		rows[i] = []kit.Cell{{Text: join(x.Name, year, x.Service)}, {Text: grouped(x.Received)}, {Text: grouped(x.Won)}, {Text: grouped(x.Given)}, {Text: grouped(x.Engaged)},
			{Text: capital(x.Balance())}, {Text: app.MoneyWords(x.Fees)}, {Text: app.MoneyWords(x.Sent), Role: kit.RoleMuted}}
	}
	t.rows.show(rows)
	if len(rows) == 0 {
		t.pane.show(app.Reciprocity{}, t.ask_)
		t.rows.grid.ShowInstead(kit.EmptyState(kit.Empty{Icon: "referrals", Title: "Nobody was introduced either way",
			Text:   "Clients that partners introduce and those you send to them are held against each other here.",
			Action: "Introduce a client", Run: func() { t.d.introduce(0, "") }}))
	}
}

func (t *reciprocity) follow(i int) {
	if i >= 0 && i < len(t.facts.Rows) {
		t.pane.show(t.facts.Rows[i], t.ask_)
	}
}

func (t *reciprocity) paper() (document, bool) {
	ask := t.ask_
	return document{name: "Given and received", note: t.periodWords(), file: fileName("Given and received "+t.periodWords(), ".pdf"),
		read: func(ctx context.Context) ([]byte, error) { return t.d.firm.Reciprocity.PDF(ctx, ask) }}, t.ready && len(t.facts.Rows) > 0
}

func (t *reciprocity) sheet() (string, string, report.Table, bool) {
	return fileName("Given and received "+t.periodWords(), ""), "Given and received", t.facts.Table(), true
}

// reciprocityPane says who owes whom, and leads to the rows.
type reciprocityPane struct {
	d     *Desk
	box   *paneBox
	name  *kit.Button
	words *kit.Text
	ways  *fyne.Container
	first fyne.Focusable
	row   app.Reciprocity
	span  calendar.Period
}

func newReciprocityPane(d *Desk) *reciprocityPane {
	p := &reciprocityPane{d: d, words: kit.NewText("", kit.Look{Wrap: true}), ways: kit.Down(8)}
	p.name = kit.NewLink("", func() { d.openPartner(p.row.Partner, p.row.Name) })
	p.box = newPaneBox("Choose a partner to see who owes whom.", kit.Down(6, p.name.Cut()), p.words, titled("Rows", p.ways))
	return p
}

func (p *reciprocityPane) show(x app.Reciprocity, ask app.ReciprocityAsk) {
	if x.Partner == 0 {
		p.box.nothing()
		return
	}
	p.row, p.span = x, ask.Period
	p.name.SetText(x.Name)
	p.words.Set(x.Words())
	received := kit.NewLink(plural(x.Received, "referral received", "referrals received"), func() { p.open("referrals", "introduced", "Introduced in") })
	gave := kit.NewLink(plural(x.Given, "referral given", "referrals given"), func() { p.open("given", "given", "Given in") })
	p.first = received
	replace(p.ways, kit.Across(0, received, kit.Space()), kit.Across(0, gave, kit.Space()),
		kit.Across(0, kit.NewLink("Business review, "+p.d.lastQuarter().Label(), func() { p.d.showReview(x.Partner, x.Name, p.d.lastQuarter()) }), kit.Space()))
	p.box.show()
}

// open goes to the rows that a count is made of.
func (p *reciprocityPane) open(section, field, words string) {
	filters := []filter{byThing("partner", "Partner", int64(p.row.Partner), p.row.Name)}
	span := p.span
	if p.row.Year != 0 {
		span = calendar.YearOf(calendar.MustDate(p.row.Year, 1, 1))
	}
	if !span.IsZero() {
		f := daysFilter(span.From, span.Last())
		f.Field, f.Cond.Field, f.Text = field, field, words+" "+span.Label()
		filters = append(filters, f)
	}
	p.d.open(section, view{Filters: filters})
}

func (p *reciprocityPane) enter() {
	if p.first != nil {
		p.d.root.Focus(p.first)
	}
}

// lastQuarter is the last one that is over.
func (d *Desk) lastQuarter() calendar.Period {
	return calendar.QuarterOf(calendar.QuarterOf(d.today).From - 1)
}

// showReview shows the business review of a quarter with a partner as it prints.
func (d *Desk) showReview(partner app.ID[app.Partner], name string, quarter calendar.Period) {
	d.viewDocument(document{name: "Business review", note: name + ", " + quarter.Label(), file: fileName(quarter.Key()+" "+name+" business review", ".pdf"),
		read: func(ctx context.Context) ([]byte, error) { return d.firm.Reviews.PDF(ctx, partner, quarter) }})
}

// setTarget asks what is wanted of a quarter with a partner.
func (d *Desk) setTarget(partner app.ID[app.Partner], name string) {
	var pairs []kit.Pair
	for q := calendar.QuarterOf(d.today); len(pairs) < 4; q = calendar.QuarterOf(q.To) {
		pairs = append(pairs, kit.Pair{Value: q.Key(), Text: q.Label()})
	}
	quarter := kit.NewChoiceField(kit.Spec{Key: "quarter", Label: "Quarter"}, pairs...)
	received := kit.NewTextField(kit.Spec{Key: "received", Label: "Introductions from them"}, "")
	gave := kit.NewTextField(kit.Spec{Key: "given", Label: "Introductions from us"}, "")
	note := kit.NewTextField(kit.Spec{Key: "note", Label: "What else"}, "")
	d.openForm(formSpec{again: "partner.target", title: "Targets with " + name, note: "They stand in the business review of the quarter before.",
		form: kit.NewForm().Add(quarter).Beside(received, gave).Add(note), save: "Keep",
		submit: func(ask app.Ask) act {
			g := app.Target{Partner: partner, Received: typedCount(received.Value()), Given: typedCount(gave.Value()), Note: note.Value()}
			span, err := calendar.ParsePeriod(quarter.Value())
			g.Period = span
			return func(ctx context.Context) (app.Receipt, error) {
				if err != nil {
					return app.Receipt{}, err
				}
				return d.firm.Reciprocity.SetTarget(ctx, ask, g)
			}
		}})
}

// exchangeFacts is what went either way with a partner this year, and the latest clients sent to it.
type exchangeFacts struct {
	year  app.Reciprocity
	given []app.OutboundRow
}

// partnerGiven is how many of the clients sent to a partner its details list.
const partnerGiven = 4

// drawExchange reads what went either way, beside the other details so that they need not wait for it.
func (p *partnerPane) drawExchange(f partnerFacts) {
	d, id := p.d, f.row.ID
	year := calendar.YearOf(d.today)
	kit.Load(d.stage, &p.exchangeSlot, func(ctx context.Context) (x exchangeFacts, err error) {
		if x.year, err = d.firm.Reciprocity.Of(ctx, id, year); err == nil {
			x.given, err = d.firm.Outbounds.Of(ctx, id, partnerGiven)
		}
		return x, err
	}, func(x exchangeFacts, err error) {
		if err == nil { // without it the rest of the details still holds
			p.showExchange(f, x)
		}
	})
}

func (p *partnerPane) showExchange(f partnerFacts, x exchangeFacts) {
	d := p.d
	var lines []fyne.CanvasObject
	if x.year.Received+x.year.Given > 0 {
		lines = append(lines, kit.NewText("This year: "+x.year.Words(), kit.Look{Wrap: true}))
	}
	for _, o := range x.given {
		lines = append(lines, quietLine(o.ClientName, o.Number+" · "+dayWords(o.Given, d.today), func() { p.see("given", int64(o.ID)) },
			kit.NewChip(capital(string(o.State)), outboundHue(o.Outbound))))
	}
	if f.row.State != app.Merged {
		lines = append(lines, kit.Across(12, kit.NewLink("Introduce a client", func() { d.introduce(f.row.ID, f.row.Name) }),
			kit.NewLink("Business review", func() { d.showReview(f.row.ID, f.row.Name, d.lastQuarter()) }), kit.Space()))
	}
	replace(p.exchange, lines...)
	p.box.section("Given and received", len(lines) > 0)
	p.box.show()
}
