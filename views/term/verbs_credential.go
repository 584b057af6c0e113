package term

import (
	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/report"
)

type credentialCmd struct {
	Add    credentialAdd    `cmd:"" help:"Keep a licence, an insurance or a screening of a partner."`
	Renew  credentialRenew  `cmd:"" help:"Keep the one that takes the place of an older."`
	Retire credentialRetire `cmd:"" help:"Say that one does not count any more."`
	List   credentialList   `cmd:"" help:"List a partner's credentials, or of everybody what lapsed or expires within 60 days."`
	Rule   credentialRule   `cmd:"" help:"Say what follows when one lapses: nothing, a warning, or that money is held."`
}

type credentialRule struct {
	Effect   string   `arg:"" enum:"off,warn,hold" help:"off, warn or hold."`
	Required []string `help:"Which kinds have to be valid: licence, insurance, screening (default: all)." placeholder:"KIND"`
}

func (r *credentialRule) Run(c *call, f *app.Firm) error {
	s, err := f.Setup.Settings(c.ctx)
	if err != nil {
		return err
	}
	s.Credentials = app.CredentialRule{Effect: app.LapseEffect(r.Effect)}
	if r.Effect == "off" {
		s.Credentials.Effect = app.LapseNothing
	}
	for _, k := range r.Required {
		s.Credentials.Kinds = append(s.Credentials.Kinds, app.CredentialKind(k))
	}
	receipt, err := f.Setup.Edit(c.ctx, c.ask(), s)
	return c.receipt(receipt, err, nil)
}

// credentialFields are the flags of add and renew.
type credentialFields struct {
	Issuer       string   `help:"The regulator, the insurer, or who screened." placeholder:"NAME"`
	Number       string   `help:"Number of the licence or policy." placeholder:"TEXT"`
	Jurisdiction string   `help:"Where a licence holds." placeholder:"PLACE"`
	Cover        string   `help:"Sum insured." placeholder:"AMOUNT"`
	Currency     string   `help:"Its currency (default: the firm's)." placeholder:"CUR"`
	On           day      `help:"The day it was issued or done." placeholder:"DATE"`
	Expires      day      `help:"Its last day; of a screening the day the next one is due." placeholder:"DATE"`
	Result       string   `help:"Of a screening: clear, with remarks or not passed." placeholder:"TEXT"`
	Note         string   `help:"A note." placeholder:"TEXT"`
	Attach       []string `help:"A file to keep with it; may be repeated." placeholder:"FILE" sep:"none"`
}

func (g credentialFields) read(c *call, f *app.Firm, what string) (app.Credential, []app.File, error) {
	out := app.Credential{What: what, Issuer: g.Issuer, Number: g.Number, Jurisdiction: g.Jurisdiction, Day: g.On.Day, Expires: g.Expires.Day, Result: g.Result, Note: g.Note}
	if g.Cover != "" {
		var err error
		if out.Cover, err = c.amount(f, "cover", g.Cover, g.Currency); err != nil {
			return out, nil, err
		}
	}
	files, err := attached(g.Attach)
	return out, files, err
}

type credentialAdd struct {
	Partner string `arg:"" help:"Number or name of the partner."`
	Kind    string `arg:"" help:"licence, insurance or screening."`
	What    string `arg:"" help:"What it is, such as Chartered accountant."`
	credentialFields
}

func (a *credentialAdd) Run(c *call, f *app.Firm) error {
	return onPartner(c, f, a.Partner, func(p app.ID[app.Partner]) (app.Receipt, error) {
		one, files, err := a.read(c, f, a.What)
		if err != nil {
			return app.Receipt{}, err
		}
		one.Partner, one.Kind = p, app.CredentialKind(a.Kind)
		return f.Credentials.Add(c.ctx, c.ask(), one, files...)
	})
}

type credentialRenew struct {
	ID   int64  `arg:"" help:"The older one's number in credential list."`
	What string `arg:"" help:"What it is."`
	credentialFields
}

func (a *credentialRenew) Run(c *call, f *app.Firm) error {
	one, files, err := a.read(c, f, a.What)
	if err != nil {
		return err
	}
	r, err := f.Credentials.Renew(c.ctx, c.ask(), app.ID[app.Credential](a.ID), one, files...)
	return c.receipt(r, err, nil)
}

type credentialRetire struct {
	ID int64 `arg:"" help:"Its number in credential list."`
}

func (a *credentialRetire) Run(c *call, f *app.Firm) error {
	r, err := f.Credentials.Retire(c.ctx, c.ask(), app.ID[app.Credential](a.ID))
	return c.receipt(r, err, nil)
}

type credentialList struct {
	Partner string `arg:"" optional:"" help:"Number or name of the partner; without one what lapsed or expires soon."`
}

func (l *credentialList) Run(c *call, f *app.Firm) error {
	all, err := f.Credentials.Due(c.ctx)
	if l.Partner != "" && err == nil {
		var p app.Partner
		if p, err = f.Partners.Find(c.ctx, l.Partner); err == nil {
			all, err = f.Credentials.Of(c.ctx, p.ID)
		}
	}
	if err != nil {
		return err
	}
	cols := []report.Column{{Title: "ID", Kind: report.KindCount}, col("Partner"), col("Kind"), col("What"), col("Issuer"), col("Number"), col("State"), col("Expires")}
	return rows(c, cols, all, len(all), func(r app.CredentialRow) map[string]any {
		return map[string]any{"id": r.ID, "partner": r.PartnerName, "kind": r.Kind, "what": r.What, "issuer": r.Issuer, "number": r.Number, "jurisdiction": r.Jurisdiction,
			"cover": r.Cover, "day": dayText(r.Day), "expires": dayText(r.Expires), "result": r.Result, "state": r.State, "files": len(r.Files), "note": r.Note}
	}, func(r app.CredentialRow) []report.Cell {
		return []report.Cell{report.Count(int64(r.ID)), report.Text(r.PartnerName), report.Text(string(r.Kind)), report.Text(r.What), report.Text(r.Issuer), report.Text(r.Number),
			report.Text(string(r.State)), report.Day(r.Expires)}
	})
}

type goalCmd struct {
	Add    goalAdd    `cmd:"" help:"Set a goal of the program."`
	List   goalList   `cmd:"" help:"List the goals, with how far they have come."`
	Edit   goalEdit   `cmd:"" help:"Change what a goal asks for."`
	Remove goalRemove `cmd:"" help:"Take a goal away."`
}

type goalAdd struct {
	KPI      string `arg:"" help:"qualified referrals, conversion, revenue, cost per client, new partners or check-ins held."`
	Target   string `arg:"" help:"A count, a percentage, or an amount."`
	Period   string `required:"" help:"2026, 2026-Q4 or 2026-11." placeholder:"PERIOD"`
	Currency string `help:"Currency of an amount (default: the firm's)." placeholder:"CUR"`
	Owner    string `help:"Who is to reach it." placeholder:"NAME"`
	Note     string `help:"A note." placeholder:"TEXT"`
}

func (a *goalAdd) Run(c *call, f *app.Firm) error {
	s, err := f.Setup.Settings(c.ctx)
	if err != nil {
		return err
	}
	period, err := calendar.ParsePeriod(a.Period)
	if err != nil {
		return app.Bad("period", err.Error(), "Write it as 2026, 2026-Q4 or 2026-11.")
	}
	g := app.Goal{KPI: app.KPI(a.KPI), Currency: money.Currency(a.Currency), Period: period, Owner: a.Owner, Note: a.Note}
	if g.Target, err = app.ParseTarget(g.KPI, a.Target, orCurrency(g.Currency, s.Currency)); err != nil {
		return err
	}
	r, err := f.Goals.Add(c.ctx, c.ask(), g)
	return c.receipt(r, err, nil)
}

func orCurrency(c, other money.Currency) money.Currency {
	if c == "" {
		return other
	}
	return c
}

type goalList struct{}

func (l *goalList) Run(c *call, f *app.Firm) error {
	all, err := f.Goals.List(c.ctx)
	if err != nil {
		return err
	}
	cols := []report.Column{{Title: "ID", Kind: report.KindCount}, col("Period"), col("Goal"), col("State"), col("How far"), col("Owner")}
	return rows(c, cols, all, len(all), func(g app.GoalRow) map[string]any {
		return map[string]any{"id": g.ID, "kpi": g.KPI, "period": g.Period.Label(), "from": dayText(g.Period.From), "to": dayText(g.Period.Last()), "target": g.Target, "value": g.Value,
			"part": g.Part, "whole": g.Whole, "pace": g.Pace, "currency": g.Currency, "state": g.State, "words": g.Words(), "owner": g.Owner, "note": g.Note}
	}, func(g app.GoalRow) []report.Cell {
		return []report.Cell{report.Count(int64(g.ID)), report.Text(g.Period.Label()), report.Text(string(g.KPI)), report.Text(string(g.State)), report.Text(g.Words()), report.Text(g.Owner)}
	})
}

type goalEdit struct {
	ID     int64  `arg:"" help:"Its number in goal list."`
	Target string `arg:"" help:"What it asks for now."`
}

func (e *goalEdit) Run(c *call, f *app.Firm) error {
	g, err := f.Goals.Get(c.ctx, app.ID[app.Goal](e.ID))
	if err != nil {
		return err
	}
	if g.Target, err = app.ParseTarget(g.KPI, e.Target, g.Currency); err != nil {
		return err
	}
	r, err := f.Goals.Edit(c.ctx, c.ask(), g)
	return c.receipt(r, err, nil)
}

type goalRemove struct {
	ID int64 `arg:"" help:"Its number in goal list."`
}

func (g *goalRemove) Run(c *call, f *app.Firm) error {
	r, err := f.Goals.Remove(c.ctx, c.ask(), app.ID[app.Goal](g.ID))
	return c.receipt(r, err, nil)
}
