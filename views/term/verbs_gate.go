package term

import (
	"rapport/app"
	"rapport/app/report"
)

type gateCmd struct {
	List     gateList     `cmd:"" help:"The rules that are set aside for a partner."`
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
	all, err := f.Taxes.Overrides(c.ctx, p.ID)
	if err != nil {
		return err
	}
	cols := []report.Column{col("Rule"), col("Since"), col("Until"), col("By"), col("Reason")}
	return rows(c, cols, all, len(all), func(o app.Override) map[string]any {
		return map[string]any{"rule": o.Gate, "since": dayText(o.Since), "until": dayText(o.Until), "by": o.By, "reason": o.Reason}
	}, func(o app.Override) []report.Cell {
		return []report.Cell{report.Text(string(o.Gate)), report.Day(o.Since), report.Day(o.Until), report.Text(o.By), report.Text(o.Reason)}
	})
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
