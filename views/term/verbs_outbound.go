package term

import (
	"fmt"

	"rapport/app"
	"rapport/app/money"
	"rapport/app/report"
)

type outboundCmd struct {
	Add   outboundAdd   `cmd:"" help:"Introduce a client to a partner."`
	List  outboundList  `cmd:"" help:"List the clients given to partners."`
	Show  outboundShow  `cmd:"" help:"Show an outbound referral with its history."`
	Set   outboundSet   `cmd:"" help:"Change an outbound referral."`
	Move  outboundMove  `cmd:"" help:"Move an outbound referral on: acknowledged, met, engaged, not engaged, closed."`
	Chase outboundChase `cmd:"" help:"The partner was asked; nothing is known yet."`
}

// outboundFlags are what add and set have in common.
type outboundFlags struct {
	Given     day    `help:"Day of the introduction (default: today)." placeholder:"DATE"`
	Service   string `help:"What the client needs." placeholder:"TEXT"`
	Estimate  string `help:"What it may be worth to the partner." placeholder:"AMOUNT"`
	Value     string `help:"What came of it." placeholder:"AMOUNT"`
	Currency  string `help:"Currency of the amounts (default: the firm's)." placeholder:"CUR"`
	Person    string `help:"The person at the partner." placeholder:"NAME"`
	Consented day    `help:"The day the client agreed to be named." placeholder:"DATE"`
	Ask       day    `help:"The day to ask what became of it (default: after the firm's usual days)." placeholder:"DATE"`
	Owner     string `help:"Who looks after it." placeholder:"NAME"`
	Note      string `help:"A note." placeholder:"TEXT"`
	Reference string `help:"Reference in another system." placeholder:"TEXT"`
}

// into lays the flags that were given over an outbound referral.
func (a outboundFlags) into(c *call, f *app.Firm, o *app.Outbound) (err error) {
	for _, s := range []struct {
		to   *string
		from string
	}{{&o.Service, a.Service}, {&o.Owner, a.Owner}, {&o.Note, a.Note}, {&o.Reference, a.Reference}} {
		if s.from != "" {
			*s.to = s.from
		}
	}
	if a.Given.Day != 0 {
		o.Given = a.Given.Day
	}
	if a.Consented.Day != 0 {
		o.Consented = a.Consented.Day
	}
	if a.Ask.Day != 0 {
		o.Chase = a.Ask.Day
	}
	for _, m := range []struct {
		to          *money.Money
		field, text string
	}{{&o.Estimate, "estimate", a.Estimate}, {&o.Value, "value", a.Value}} {
		if m.text == "" {
			continue
		}
		if *m.to, err = c.amount(f, m.field, m.text, a.Currency); err != nil {
			return err
		}
	}
	if a.Person != "" {
		o.Person, err = c.person(f, o.Partner, a.Person)
	}
	return err
}

type outboundAdd struct {
	Partner string `arg:"" help:"Number or name of the partner."`
	Client  string `arg:"" optional:"" help:"The client; a new name makes a new client, none a code name."`
	outboundFlags
}

func (a *outboundAdd) Run(c *call, f *app.Firm) error {
	return onPartner(c, f, a.Partner, func(p app.ID[app.Partner]) (app.Receipt, error) {
		o := app.Outbound{Partner: p}
		if err := a.into(c, f, &o); err != nil {
			return app.Receipt{}, err
		}
		if cl, err := f.Clients.Find(c.ctx, a.Client); err == nil && a.Client != "" {
			o.Client = cl.ID
		}
		return f.Outbounds.Give(c.ctx, c.ask(), o, a.Client)
	})
}

type outboundList struct{ listing }

func (l *outboundList) Run(c *call, f *app.Firm) error {
	cols := []report.Column{col("Number"), col("Given"), col("Partner"), col("Client"), col("Service"), col("State"), col("Ask on"), moneyCol("Estimate"), moneyCol("Value"), col("")}
	return listed(c, l.listing, f.Outbounds.IDs, f.Outbounds.Rows, cols, outboundDoc, func(o app.OutboundRow) []report.Cell {
		return []report.Cell{report.Text(o.Number), report.Day(o.Given), report.Text(o.PartnerName), report.Text(o.ClientName), report.Text(o.Service),
			report.Text(string(o.State)), report.Day(o.Chase), moneyCell(o.Estimate), moneyCell(o.Value), report.Text(string(o.Worth().Currency))}
	})
}

func outboundDoc(o app.OutboundRow) map[string]any {
	return map[string]any{"id": o.ID, "number": o.Number, "reference": o.Reference, "partner": o.PartnerName, "person": o.PersonName, "client": o.ClientName,
		"service": o.Service, "state": o.State, "outcome": o.Outcome, "reason": o.Reason, "given": dayText(o.Given), "ended": dayText(o.Ended), "ask_on": dayText(o.Chase),
		"consented": dayText(o.Consented), "estimate": moneyDoc(o.Estimate), "value": moneyDoc(o.Value), "owner": o.Owner}
}

// moneyCell is an amount, empty for none.
func moneyCell(m money.Money) report.Cell {
	if m.Currency == "" {
		return report.Cell{}
	}
	return report.Money(m)
}

// outboundExport and outboundExportCells are the columns that an import reads again.
func outboundExport() []report.Column {
	return []report.Column{col("reference"), col("partner"), col("person"), col("client"), col("service"), col("state"), col("given"), col("ended"), col("reason"),
		moneyCol("estimate"), moneyCol("value"), col("currency"), col("consented"), col("owner"), col("note")}
}

func outboundExportCells(o app.OutboundRow) []report.Cell {
	cells := append(texts(ownReference(o.Reference, o.Number), o.PartnerName, o.PersonName, o.ClientName, o.Service, string(o.State)),
		report.Day(o.Given), report.Day(o.Ended), report.Text(o.Reason), moneyCell(o.Estimate), moneyCell(o.Value), report.Text(string(o.Worth().Currency)), report.Day(o.Consented))
	return append(cells, texts(o.Owner, o.Note)...)
}

type outboundShow struct {
	Number string `arg:"" help:"Number, such as G-2026-0012."`
}

func (s *outboundShow) Run(c *call, f *app.Firm) error {
	o, err := f.Outbounds.Find(c.ctx, s.Number)
	if err != nil {
		return err
	}
	r, err := f.Outbounds.Get(c.ctx, o.ID)
	if err != nil {
		return err
	}
	steps, err := f.Outbounds.History(c.ctx, o.ID)
	if err != nil {
		return err
	}
	if c.flags.JSON {
		doc := outboundDoc(r)
		doc["note"], doc["history"] = r.Note, docs(steps, stepDoc)
		return c.json(doc)
	}
	fmt.Fprintf(c.Out, "%s  %s to %s\n%s, given %s\n", r.Number, r.ClientName, r.PartnerName, r.State, r.Given)
	for _, line := range []struct{ label, text string }{{"Person", r.PersonName}, {"Service", r.Service}, {"Estimate", amountWords(r.Estimate)},
		{"Came of it", amountWords(r.Value)}, {"Client agreed", r.Consented.String()}, {"Ask on", r.Chase.String()}, {"Reason", r.Reason}, {"Note", r.Note}} {
		if line.text != "" {
			fmt.Fprintf(c.Out, "  %s: %s\n", line.label, clean(line.text))
		}
	}
	for _, st := range steps {
		fmt.Fprintf(c.Out, "  %s  %s  %s\n", st.Day, st.To, clean(st.Reason+" "+st.Note))
	}
	return nil
}

func amountWords(m money.Money) string {
	if m.Currency == "" {
		return ""
	}
	return m.String()
}

type outboundSet struct {
	Number string `arg:"" help:"Number, such as G-2026-0012."`
	outboundFlags
}

func (s *outboundSet) Run(c *call, f *app.Firm) error {
	return found(c, f.Outbounds.Find, s.Number, func(o app.Outbound) (app.Receipt, error) {
		if err := s.into(c, f, &o); err != nil {
			return app.Receipt{}, err
		}
		return f.Outbounds.Edit(c.ctx, c.ask(), o)
	})
}

type outboundMove struct {
	Number string `arg:"" help:"Number, such as G-2026-0012."`
	State  string `arg:"" help:"The state it moves to; skipped states are filled in."`
	move
	Value    string `help:"What came of it." placeholder:"AMOUNT"`
	Currency string `help:"Its currency (default: the firm's)." placeholder:"CUR"`
}

func (s *outboundMove) Run(c *call, f *app.Firm) error {
	return found(c, f.Outbounds.Find, s.Number, func(o app.Outbound) (app.Receipt, error) {
		m := app.OutboundMove{Move: s.move.move()}
		if s.Value != "" {
			var err error
			if m.Value, err = c.amount(f, "value", s.Value, s.Currency); err != nil {
				return app.Receipt{}, err
			}
		}
		return f.Outbounds.SetState(c.ctx, c.ask(), o.ID, app.OutboundState(s.State), m)
	})
}

type outboundChase struct {
	Number string `arg:"" help:"Number, such as G-2026-0012."`
	On     day    `help:"The day you asked (default: today)." placeholder:"DATE"`
	Ask    day    `help:"The day to ask again (default: after the firm's usual days)." placeholder:"DATE"`
	Note   string `help:"A note." placeholder:"TEXT"`
}

func (s *outboundChase) Run(c *call, f *app.Firm) error {
	return found(c, f.Outbounds.Find, s.Number, func(o app.Outbound) (app.Receipt, error) {
		return f.Outbounds.Chased(c.ctx, c.ask(), o.ID, app.Move{Day: s.On.Day, Note: s.Note}, s.Ask.Day)
	})
}
