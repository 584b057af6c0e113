package term

import (
	"bytes"
	"fmt"
	"strings"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/report"
)

type marketCmd struct {
	Add    marketAdd    `cmd:"" help:"Note what was heard."`
	List   marketList   `cmd:"" help:"List what was heard."`
	Set    marketSet    `cmd:"" help:"Change a note."`
	Remove marketRemove `cmd:"" help:"Take a note away."`
	Trend  marketTrend  `cmd:"" help:"Count what was heard over time, by kind and tag."`
}

// marketFlags are what add and set have in common.
type marketFlags struct {
	Tag      []string `help:"A tag; may be repeated." placeholder:"TAG"`
	On       day      `help:"The day it was heard (default: today)." placeholder:"DATE"`
	Partner  string   `help:"Who said it." placeholder:"NAME"`
	Client   string   `help:"About which client." placeholder:"NAME"`
	Referral string   `help:"On which referral it was heard." placeholder:"NUMBER"`
	Checkin  int64    `help:"In which check-in it was heard." placeholder:"ID"`
	Owner    string   `help:"Who heard it (default: who enters it)." placeholder:"NAME"`
}

func (a marketFlags) into(c *call, f *app.Firm, n *app.MarketNote) error {
	if len(a.Tag) > 0 {
		n.Tags = a.Tag
	}
	if a.On.Day != 0 {
		n.Day = a.On.Day
	}
	if a.Owner != "" {
		n.Owner = a.Owner
	}
	if a.Checkin != 0 {
		n.Checkin = app.ID[app.Checkin](a.Checkin)
	}
	if a.Partner != "" {
		p, err := f.Partners.Find(c.ctx, a.Partner)
		if err != nil {
			return err
		}
		n.Partner = p.ID
	}
	if a.Client != "" {
		cl, err := f.Clients.Find(c.ctx, a.Client)
		if err != nil {
			return err
		}
		n.Client = cl.ID
	}
	if a.Referral != "" {
		r, err := f.Referrals.Find(c.ctx, a.Referral)
		if err != nil {
			return err
		}
		n.Referral = r.ID
	}
	return nil
}

type marketAdd struct {
	Kind string `arg:"" help:"objection, need, competitor, market shift or other."`
	Said string `arg:"" help:"What was heard."`
	marketFlags
}

func (a *marketAdd) Run(c *call, f *app.Firm) error {
	n := app.MarketNote{Kind: app.MarketKind(a.Kind), Said: a.Said}
	if err := a.into(c, f, &n); err != nil {
		return err
	}
	r, err := f.Market.Add(c.ctx, c.ask(), n)
	return c.receipt(r, err, nil)
}

type marketList struct{ listing }

func (l *marketList) Run(c *call, f *app.Firm) error {
	cols := append([]report.Column{{Title: "ID", Kind: report.KindCount}}, marketExport()...)
	return listed(c, l.listing, f.Market.IDs, f.Market.Rows, cols, func(n app.MarketRow) map[string]any {
		return map[string]any{"id": n.ID, "day": dayText(n.Day), "kind": n.Kind, "said": n.Said, "tags": list(n.Tags), "partner": n.PartnerName, "client": n.ClientName,
			"referral": n.ReferralNumber, "checkin": n.Checkin, "owner": n.Owner}
	}, func(n app.MarketRow) []report.Cell {
		return append([]report.Cell{report.Count(int64(n.ID))}, marketCells(n)...)
	})
}

func marketExport() []report.Column {
	return []report.Column{col("day"), col("kind"), col("said"), col("tags"), col("partner"), col("client"), col("referral"), col("checkin"), col("owner")}
}

func marketCells(n app.MarketRow) []report.Cell {
	cells := []report.Cell{report.Day(n.Day)}
	cells = append(cells, texts(string(n.Kind), n.Said, strings.Join(n.Tags, ", "), n.PartnerName, n.ClientName, n.ReferralNumber)...)
	return append(cells, report.Day(n.CheckinDay), report.Text(n.Owner))
}

type marketSet struct {
	ID   int64  `arg:"" help:"Number in market list."`
	Kind string `help:"Its kind." placeholder:"KIND"`
	Said string `help:"What was heard." placeholder:"TEXT"`
	marketFlags
}

func (s *marketSet) Run(c *call, f *app.Firm) error {
	row, err := f.Market.Get(c.ctx, app.ID[app.MarketNote](s.ID))
	if err != nil {
		return err
	}
	n := row.MarketNote
	if s.Kind != "" {
		n.Kind = app.MarketKind(s.Kind)
	}
	if s.Said != "" {
		n.Said = s.Said
	}
	if err := s.into(c, f, &n); err != nil {
		return err
	}
	r, err := f.Market.Edit(c.ctx, c.ask(), n)
	return c.receipt(r, err, nil)
}

type marketRemove struct {
	ID int64 `arg:"" help:"Number in market list."`
}

func (m *marketRemove) Run(c *call, f *app.Firm) error {
	r, err := f.Market.Remove(c.ctx, c.ask(), app.ID[app.MarketNote](m.ID))
	return c.receipt(r, err, nil)
}

type marketTrend struct {
	Until  day    `help:"The last period holds this day (default: today)." placeholder:"DATE"`
	By     string `help:"month or quarter." default:"quarter" enum:"month,quarter"`
	Spans  int    `help:"How many of them." default:"6"`
	Format string `help:"text, csv, xlsx or json." default:"text" enum:"text,csv,xlsx,json"`
	Out    string `help:"The file to write." placeholder:"FILE"`
}

func (m *marketTrend) Run(c *call, f *app.Firm) error {
	t, err := f.Market.Trend(c.ctx, m.Until.Day, m.By == "quarter", m.Spans)
	if err != nil {
		return err
	}
	if c.flags.JSON {
		m.Format = "json"
	}
	if m.Format != "text" {
		return c.export("Market", m.Format, m.Out, t.Table())
	}
	c.table(t.Table())
	return nil
}

type reportReciprocity struct {
	Period  string `help:"A year, a quarter or a month (default: all time)." placeholder:"PERIOD"`
	Partner string `help:"Only this partner." placeholder:"NAME"`
	By      string `help:"Divided by year, service or both." default:"" enum:",year,service,both"`
	Format  string `help:"text, csv, xlsx, pdf or json." default:"text" enum:"text,csv,xlsx,pdf,json"`
	Out     string `help:"The file to write." placeholder:"FILE"`
	inSegment
}

func (r *reportReciprocity) Run(c *call, f *app.Firm) error {
	a := app.ReciprocityAsk{ByYear: r.By == "year" || r.By == "both", ByService: r.By == "service" || r.By == "both"}
	var err error
	if a.In, err = r.ids(c, f); err != nil {
		return err
	}
	if r.Period != "" {
		if a.Period, err = calendar.ParsePeriod(r.Period); err != nil {
			return unread("period", err)
		}
	}
	if r.Partner != "" {
		p, err := f.Partners.Find(c.ctx, r.Partner)
		if err != nil {
			return err
		}
		a.Partner = p.ID
	}
	if r.Format == "pdf" {
		return c.paper(r.Out, "the report", func() ([]byte, error) { return f.Reciprocity.PDF(c.ctx, a) })
	}
	l, err := f.Reciprocity.Ledger(c.ctx, a)
	if err != nil {
		return err
	}
	if r.Format == "csv" || r.Format == "xlsx" {
		return c.export("Given and received", r.Format, r.Out, l.Table())
	}
	if c.flags.JSON || r.Format == "json" {
		return c.json(map[string]any{"rows": docs(l.Rows, reciprocityDoc), "total": len(l.Rows)})
	}
	c.table(l.Table())
	if a.Partner != 0 {
		fmt.Fprintln(c.Out, l.Total.Words())
	}
	return nil
}

func reciprocityDoc(r app.Reciprocity) map[string]any {
	return map[string]any{"partner": r.Name, "year": r.Year, "service": r.Service, "received": r.Received, "won": r.Won, "given": r.Given, "engaged": r.Engaged,
		"balance": r.Balance(), "fees": list(r.Fees), "estimated": list(r.Sent), "known": list(r.Known)}
}

// partnerTarget shows what is wanted of a partner's quarters, or sets it.
type partnerTarget struct {
	Partner  string `arg:"" help:"Number or name of the partner."`
	Quarter  string `help:"The quarter, such as 2026-Q4." placeholder:"QUARTER"`
	Received int64  `help:"How many introductions from them." placeholder:"N"`
	Given    int64  `name:"from-us" help:"How many introductions from us." placeholder:"N"`
	Note     string `help:"What else." placeholder:"TEXT"`
}

func (p *partnerTarget) Run(c *call, f *app.Firm) error {
	if p.Quarter != "" {
		span, err := calendar.ParsePeriod(p.Quarter)
		if err != nil {
			return unread("quarter", err)
		}
		return onPartner(c, f, p.Partner, func(id app.ID[app.Partner]) (app.Receipt, error) {
			return f.Reciprocity.SetTarget(c.ctx, c.ask(), app.Target{Partner: id, Period: span, Received: p.Received, Given: p.Given, Note: p.Note})
		})
	}
	who, err := f.Partners.Find(c.ctx, p.Partner)
	if err != nil {
		return err
	}
	all, err := f.Reciprocity.Targets(c.ctx, who.ID)
	if err != nil {
		return err
	}
	count := func(title string) report.Column { return report.Column{Title: title, Kind: report.KindCount} }
	return rows(c, []report.Column{col("Quarter"), count("From them"), count("From us"), col("Note")}, all, len(all), func(g app.Target) map[string]any {
		return map[string]any{"quarter": g.Period.Key(), "received": g.Received, "given": g.Given, "note": g.Note}
	}, func(g app.Target) []report.Cell {
		return []report.Cell{report.Text(g.Period.Label()), report.Count(g.Received), report.Count(g.Given), report.Text(g.Note)}
	})
}

// reportQBR prints the business review of a quarter.
type reportQBR struct {
	Partner string `arg:"" help:"Number or name of the partner."`
	Quarter string `help:"The quarter, such as 2026-Q3 (default: the last one that is over)." placeholder:"QUARTER"`
	Out     string `help:"The PDF to write (default: by partner and quarter)." placeholder:"FILE"`
}

func (q *reportQBR) Run(c *call, f *app.Firm) error {
	p, err := f.Partners.Find(c.ctx, q.Partner)
	if err != nil {
		return err
	}
	var span calendar.Period
	if q.Quarter != "" {
		if span, err = calendar.ParsePeriod(q.Quarter); err != nil {
			return unread("quarter", err)
		}
	}
	r, err := f.Reviews.Of(c.ctx, p.ID, span)
	if err != nil {
		return err
	}
	if c.flags.JSON && q.Out == "" {
		return c.json(map[string]any{"partner": p.Name, "quarter": r.Quarter.Key(), "now": reciprocityDoc(r.Now), "before": reciprocityDoc(r.Before), "year": reciprocityDoc(r.Year),
			"open": len(r.Pipeline), "won": len(r.Wins), "given": len(r.Given), "promises": len(r.Promises), "conversion": r.Own.Rate(), "others": r.Others.Rate(),
			"cycle": r.Own.Cycle(), "others_cycle": r.Others.Cycle()})
	}
	page, err := f.Reviews.PDF(c.ctx, p.ID, r.Quarter)
	if err != nil {
		return err
	}
	if q.Out == "" {
		q.Out = p.Number + " " + r.Quarter.Key() + " review.pdf"
	}
	return c.written(q.Out, bytes.NewBuffer(page), "the review")
}
