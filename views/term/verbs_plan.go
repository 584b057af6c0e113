package term

import (
	"fmt"
	"strings"

	"rapport/app"
	"rapport/app/catalogue"
	"rapport/app/examples"
	"rapport/app/money"
	"rapport/app/report"
	"rapport/app/terms"
)

type planCmd struct {
	List      planList      `cmd:"" help:"List the firm's plans."`
	Show      planShow      `cmd:"" help:"Show a plan in words, what it pays at example amounts, and who holds it."`
	Catalogue planCatalogue `cmd:"" help:"List ready plans for each kind of firm, or show one."`
	Add       planAdd       `cmd:"" help:"Keep a new plan, from a file of terms or from the catalogue."`
	Edit      planEdit      `cmd:"" help:"Change a plan; agreements that took it keep their terms."`
	Archive   planArchive   `cmd:"" help:"Offer a plan no longer for new agreements, or again."`
	Remove    planRemove    `cmd:"" help:"Remove a plan; agreements that took it keep their terms."`
}

type planList struct{ listing }

func (l *planList) Run(c *call, f *app.Firm) error {
	cols := []report.Column{col("Number"), col("Name"), {Title: "Agreements", Kind: report.KindCount}, col(""), col("Terms")}
	return listed(c, l.listing, f.Plans.IDs, f.Plans.Rows, cols, planDoc, func(r app.PlanRow) []report.Cell {
		return []report.Cell{report.Text(r.Number), report.Text(r.Name), report.Count(int64(r.Agreements)), report.Text(archivedWord(r.Plan)),
			report.Text(r.Terms.Words())}
	})
}

func archivedWord(p app.Plan) string {
	if p.Archived {
		return "archived"
	}
	return ""
}

func planDoc(r app.PlanRow) map[string]any {
	return map[string]any{"id": r.ID, "number": r.Number, "name": r.Name, "note": r.Note, "archived": r.Archived, "agreements": r.Agreements,
		"words": r.Terms.Words(), "terms": r.Terms}
}

// at is which examples are shown.
type at struct {
	At []string `help:"An example amount; may be repeated." placeholder:"AMOUNT" sep:"none"`
	By string   `help:"What the example amounts are: fees, referrals, services or months (default: what the terms look at)." enum:"fees,referrals,services,months," default:""`
}

// table works the terms out at the amounts asked for.
func (a at) table(t terms.Terms) (examples.Table, error) {
	by, ways := examples.By(a.By), examples.Ways(t)
	if by == "" && len(ways) > 0 {
		by = ways[0]
	}
	amounts, err := examples.Parse(strings.Join(a.At, ";"), by, t.Currency)
	if err != nil {
		return examples.Table{}, app.Bad("at", fmt.Sprintf("The example amounts can't be read: %v.", err), "Write for example --at 5000 --at 20000.")
	}
	return examples.Of(t, by, amounts...)
}

func exampleDoc(t examples.Table) map[string]any {
	return map[string]any{"by": t.By, "title": t.Title, "suppose": t.Suppose, "nothing": t.Nothing, "rows": docs(t.Rows, func(r examples.Row) map[string]any {
		return map[string]any{"of": r.Of, "pays": r.Pays, "because": r.Because}
	})}
}

// told prints terms in words with their examples.
func (c *call) told(t terms.Terms, table examples.Table) {
	for _, s := range t.Sentences() {
		fmt.Fprintf(c.Out, "  %s.\n", s)
	}
	if table.Nothing != "" {
		fmt.Fprintf(c.Out, "\n%s\n", table.Nothing)
		return
	}
	fmt.Fprintln(c.Out)
	out := report.Table{Columns: []report.Column{{Title: table.Title, Kind: report.KindMoney}, moneyCol("Pays"), col("Because")}}
	for _, r := range table.Rows {
		out.Rows = append(out.Rows, report.Row{Cells: []report.Cell{report.Text(r.Of), report.Money(r.Pays), report.Text(r.Because)}})
	}
	c.table(out)
	if table.Suppose != "" {
		fmt.Fprintln(c.Out, table.Suppose)
	}
}

type planShow struct {
	Plan string `arg:"" help:"Number, such as PL-0001, or name."`
	at
}

func (s *planShow) Run(c *call, f *app.Firm) error {
	p, err := f.Plans.Find(c.ctx, s.Plan)
	if err != nil {
		return err
	}
	w, err := f.Plans.Whole(c.ctx, p.ID)
	if err != nil {
		return err
	}
	table, err := s.table(p.Terms)
	if err != nil {
		return err
	}
	if c.flags.JSON {
		doc := planDoc(w.PlanRow)
		doc["examples"] = exampleDoc(table)
		doc["held_by"] = docs(w.Uses, func(a app.AgreementRow) map[string]any {
			return map[string]any{"number": a.Number, "partner": a.PartnerName, "state": a.State}
		})
		return c.json(doc)
	}
	fmt.Fprintln(c.Out, strings.TrimSpace(fmt.Sprintf("%s  %s  %s", p.Number, p.Name, archivedWord(p))))
	if p.Note != "" {
		fmt.Fprintln(c.Out, clean(p.Note))
	}
	c.told(p.Terms, table)
	fmt.Fprintf(c.Out, "Agreements with exactly these terms: %d\n", w.Agreements)
	for _, a := range w.Uses {
		fmt.Fprintf(c.Out, "  %s  %s (%s)\n", a.Number, a.PartnerName, a.State)
	}
	return nil
}

type planCatalogue struct {
	Plan     string `arg:"" optional:"" help:"Key or name of a ready plan; none: all of them."`
	Currency string `help:"Currency of its amounts (default: the firm's)." placeholder:"CUR"`
	at
}

func (p *planCatalogue) Run(c *call, f *app.Firm) error {
	cur, err := c.planCurrency(f, p.Currency)
	if err != nil {
		return err
	}
	if p.Plan != "" {
		return p.one(c, cur)
	}
	all := catalogue.For(cur)
	cols := []report.Column{col("Key"), col("For"), col("Name"), col("Terms")}
	return rows(c, cols, all, len(all), readyDoc, func(r catalogue.Plan) []report.Cell {
		return []report.Cell{report.Text(r.Key), report.Text(r.Firm), report.Text(r.Name), report.Text(r.Terms.Words())}
	})
}

func (p *planCatalogue) one(c *call, cur money.Currency) error {
	ready, err := readyPlan(p.Plan, cur)
	if err != nil {
		return err
	}
	table, err := p.table(ready.Terms)
	if err != nil {
		return err
	}
	if c.flags.JSON {
		doc := readyDoc(ready)
		doc["examples"] = exampleDoc(table)
		return c.json(doc)
	}
	fmt.Fprintf(c.Out, "%s  %s (%s)\n%s\n", ready.Key, ready.Name, ready.Firm, ready.About)
	c.told(ready.Terms, table)
	return nil
}

func readyDoc(r catalogue.Plan) map[string]any {
	return map[string]any{"key": r.Key, "for": r.Firm, "name": r.Name, "about": r.About, "words": r.Terms.Words(), "terms": r.Terms}
}

// readyPlan finds a plan of the catalogue.
func readyPlan(text string, cur money.Currency) (catalogue.Plan, error) {
	if ready, ok := catalogue.Find(text, cur); ok {
		return ready, nil
	}
	return catalogue.Plan{}, &app.Problem{Kind: app.NotFound, Field: "plan", Say: fmt.Sprintf("The catalogue has no plan %q.", text),
		Try: "List it with: rapport plan catalogue."}
}

// planCurrency is the currency named, or the firm's.
func (c *call) planCurrency(f *app.Firm, named string) (money.Currency, error) {
	if named == "" {
		s, err := f.Setup.Settings(c.ctx)
		return s.Currency, err
	}
	cur, err := money.ParseCurrency(named)
	if err != nil {
		return "", unread("currency", err)
	}
	return cur, nil
}

type planAdd struct {
	Name     string `arg:"" optional:"" help:"Name of the plan (default: that of the catalogue)."`
	Terms    string `help:"A JSON or YAML file of terms." placeholder:"FILE" xor:"source"`
	From     string `help:"Key or name of a ready plan of the catalogue." placeholder:"PLAN" xor:"source"`
	Currency string `help:"Currency of a ready plan (default: the firm's)." placeholder:"CUR"`
	Note     string `help:"A note." placeholder:"TEXT"`
}

func (a *planAdd) Run(c *call, f *app.Firm) (err error) {
	p := app.Plan{Name: a.Name, Note: a.Note}
	switch {
	case a.From != "":
		cur, err := c.planCurrency(f, a.Currency)
		if err != nil {
			return err
		}
		ready, err := readyPlan(a.From, cur)
		if err != nil {
			return err
		}
		p.Terms = ready.Terms
		if p.Name == "" {
			p.Name = ready.Name
		}
		if p.Note == "" {
			p.Note = ready.About
		}
	case a.Terms == "":
		return errUsage{fmt.Errorf("say --terms FILE or --from PLAN")}
	default:
		if p.Terms, err = readTerms(a.Terms); err != nil {
			return err
		}
	}
	r, err := f.Plans.Add(c.ctx, c.ask(), p)
	return c.receipt(r, err, map[string]any{"terms": p.Terms.Words()})
}

type planEdit struct {
	Plan  string  `arg:"" help:"Number or name."`
	Name  string  `help:"Another name." placeholder:"TEXT"`
	Note  *string `help:"Another note." placeholder:"TEXT"`
	Terms string  `help:"A JSON or YAML file of terms." placeholder:"FILE"`
}

func (e *planEdit) Run(c *call, f *app.Firm) error {
	p, err := f.Plans.Find(c.ctx, e.Plan)
	if err != nil {
		return err
	}
	if e.Name != "" {
		p.Name = e.Name
	}
	if e.Note != nil {
		p.Note = *e.Note
	}
	if e.Terms != "" {
		if p.Terms, err = readTerms(e.Terms); err != nil {
			return err
		}
	}
	r, err := f.Plans.Edit(c.ctx, c.ask(), p)
	return c.receipt(r, err, map[string]any{"terms": p.Terms.Words()})
}

type planArchive struct {
	Plan string `arg:"" help:"Number or name."`
	Back bool   `help:"Offer it again."`
}

func (a *planArchive) Run(c *call, f *app.Firm) error {
	return found(c, f.Plans.Find, a.Plan, func(p app.Plan) (app.Receipt, error) {
		return f.Plans.Archive(c.ctx, c.ask(), p.ID, !a.Back)
	})
}

type planRemove struct {
	Plan string `arg:"" help:"Number or name."`
}

func (r *planRemove) Run(c *call, f *app.Firm) error {
	return found(c, f.Plans.Find, r.Plan, func(p app.Plan) (app.Receipt, error) { return f.Plans.Remove(c.ctx, c.ask(), p.ID) })
}
