package term

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"rapport/app"
	"rapport/app/money"
	"rapport/app/report"
	"rapport/views/files"
)

type rateCmd struct {
	Add    rateAdd    `cmd:"" help:"Enter an exchange rate by hand."`
	List   rateList   `cmd:"" help:"What rates are kept, or those of one pair."`
	Import rateImport `cmd:"" help:"Import the ECB's euro reference rates (eurofxref-hist.csv)."`
}

type rateAdd struct {
	From   string `arg:"" help:"Currency, such as USD."`
	To     string `arg:"" help:"Currency, such as EUR."`
	Rate   string `arg:"" help:"How many of TO one of FROM buys, such as 0.9229."`
	Source string `required:"" help:"Where the rate is from." placeholder:"TEXT"`
	On     day    `help:"Its day (default: today)." placeholder:"DATE"`
}

func (a *rateAdd) Run(c *call, f *app.Firm) error {
	fx, err := money.ParseFX(a.Rate)
	if err != nil {
		return app.Bad("rate", err.Error(), "")
	}
	r, err := f.Rates.Add(c.ctx, c.ask(), app.Rate{From: money.Currency(a.From), To: money.Currency(a.To), FX: fx, Day: a.On.Day, Source: a.Source})
	return c.receipt(r, err, nil)
}

type rateList struct {
	From  string `arg:"" optional:"" help:"Currency; with TO the rates of this pair."`
	To    string `arg:"" optional:"" help:"Currency."`
	Since day    `help:"From this day on." placeholder:"DATE"`
	Until day    `help:"Up to this day." placeholder:"DATE"`
	Limit int    `help:"At most so many rows." default:"200"`
}

func (l *rateList) Run(c *call, f *app.Firm) error {
	if (l.From == "") != (l.To == "") {
		return errUsage{fmt.Errorf("name both currencies, or none")}
	}
	cols := []report.Column{col("From"), col("To"), col("Day"), {Title: "Rate", Kind: report.KindMoney}, col("Source")}
	cells := func(r app.Rate) []report.Cell {
		return []report.Cell{report.Text(string(r.From)), report.Text(string(r.To)), report.Text(r.Day.String()), report.Text(r.FX.String()), report.Text(r.Source)}
	}
	doc := func(r app.Rate) map[string]any {
		return map[string]any{"from": r.From, "to": r.To, "day": dayText(r.Day), "rate": r.FX.String(), "source": r.Source}
	}
	if l.From != "" {
		up := func(s string) money.Currency { return money.Currency(strings.ToUpper(s)) }
		all, err := f.Rates.List(c.ctx, up(l.From), up(l.To), l.Since.Day, l.Until.Day, l.Limit)
		if err != nil {
			return err
		}
		return rows(c, cols, all, len(all), doc, cells)
	}
	pairs, err := f.Rates.Pairs(c.ctx)
	if err != nil {
		return err
	}
	cols = append(cols, col("First day"), report.Column{Title: "Days", Kind: report.KindCount})
	return rows(c, cols, pairs, len(pairs), func(p app.RatePair) map[string]any {
		d := doc(p.Rate)
		d["first"], d["days"] = dayText(p.First), p.Count
		return d
	}, func(p app.RatePair) []report.Cell {
		return append(cells(p.Rate), report.Text(p.First.String()), report.Count(p.Count))
	})
}

type rateImport struct {
	File     string   `arg:"" help:"The CSV file as the ECB publishes it, unpacked."`
	Currency []string `help:"Only this currency; may be repeated." placeholder:"CUR"`
	Since    day      `help:"Only from this day on." placeholder:"DATE"`
}

func (i *rateImport) Run(c *call, f *app.Firm) error {
	raw, err := os.ReadFile(i.File)
	if err != nil {
		return app.Bad("file", fmt.Sprintf("%s can't be read: %v.", i.File, err), "Check its path.")
	}
	table, err := files.Open(filepath.Base(i.File), raw, files.Options{Delimiter: ","})
	if err != nil {
		return app.Bad("file", err.Error(), "")
	}
	var keep []money.Currency
	for _, text := range i.Currency {
		cur, err := money.ParseCurrency(text)
		if err != nil {
			return app.Bad("currency", err.Error(), "")
		}
		keep = append(keep, cur)
	}
	r, found, err := f.Rates.ImportReference(c.ctx, c.ask(), table, keep, i.Since.Day)
	return c.receipt(r, err, map[string]any{"currencies": list(found.Currencies), "first": dayText(found.First), "last": dayText(found.Last),
		"added": found.Added, "changed": found.Changed, "missing": list(found.Missing)})
}
