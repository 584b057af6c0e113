package term

import (
	"rapport/app"
	"rapport/app/report"
)

type gateCmd struct {
	List     gateList     `cmd:"" help:"The rules that concern a partner: what is missing, what that stops, and what is set aside."`
	Override gateOverride `cmd:"" help:"Set a rule aside for a partner until the end of the year, with a reason that is kept."`
	Restore  gateRestore  `cmd:"" help:"Let a rule stand again for a partner."`
}

type gateList struct {
	Partner string `arg:"" help:"Number or name of the partner."`
}

func (g *gateList) Run(c *call, f *app.Firm) error {
	p, err := f.Partners.Find(c.ctx, g.Partner)
	if err != nil {
		return err
	}
	all, err := f.Taxes.Rules(c.ctx, p.ID)
	if err != nil {
		return err
	}
	cols := []report.Column{col("Rule"), col("State"), col("Missing"), col("Source"), col("From"), col("Until"), col("By"), col("Reason")}
	return rows(c, cols, all, len(all), func(g app.Gating) map[string]any {
		return map[string]any{"rule": g.Gate, "state": gateState(g), "asks": g.Asks, "missing": g.Missing, "source": g.Source, "from": dayText(g.From),
			"since": dayText(g.Aside.Since), "until": dayText(g.Aside.Until), "by": g.Aside.By, "reason": g.Aside.Reason}
	}, func(g app.Gating) []report.Cell {
		return []report.Cell{report.Text(string(g.Gate)), report.Text(gateState(g)), report.Text(g.Missing), report.Text(g.Source), report.Day(g.From),
			report.Day(g.Aside.Until), report.Text(g.Aside.By), report.Text(g.Aside.Reason)}
	})
}

// gateState says in a word how a gate stands.
func gateState(g app.Gating) string {
	switch {
	case g.SetAside():
		return "set aside"
	case g.Blocks:
		return "blocks"
	}
	return "warns"
}

type gateOverride struct {
	Partner string `arg:"" help:"Number or name of the partner."`
	Rule    string `arg:"" help:"\"tax number\" (Form 1099-NEC) or self-billing."`
	Reason  string `required:"" help:"Why." placeholder:"TEXT"`
}

func (g *gateOverride) Run(c *call, f *app.Firm) error {
	return onPartner(c, f, g.Partner, func(p app.ID[app.Partner]) (app.Receipt, error) {
		return f.Taxes.SetAside(c.ctx, c.ask(), p, app.Gate(g.Rule), g.Reason)
	})
}

type gateRestore struct {
	Partner string `arg:"" help:"Number or name of the partner."`
	Rule    string `arg:"" help:"\"tax number\" or self-billing."`
}

func (g *gateRestore) Run(c *call, f *app.Firm) error {
	return onPartner(c, f, g.Partner, func(p app.ID[app.Partner]) (app.Receipt, error) {
		return f.Taxes.Heed(c.ctx, c.ask(), p, app.Gate(g.Rule))
	})
}
