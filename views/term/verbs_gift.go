package term

import (
	"rapport/app"
	"rapport/app/report"
)

type giftCmd struct {
	Propose  giftPropose  `cmd:"" help:"Propose a gift to a person at a partner."`
	List     giftList     `cmd:"" help:"List a partner's gifts."`
	Approve  giftApprove  `cmd:"" help:"Approve a gift."`
	Sent     giftSent     `cmd:"" help:"It was sent."`
	Received giftReceived `cmd:"" help:"It was received."`
	Declined giftDeclined `cmd:"" help:"It was declined, or is not given."`
}

type giftPropose struct {
	Partner  string `arg:"" help:"Number or name of the partner."`
	Person   string `required:"" help:"Who gets it." placeholder:"NAME"`
	What     string `required:"" help:"What it is." placeholder:"TEXT"`
	Kind     string `help:"gift card, discount, co-marketing, charity or object." default:"object"`
	Value    string `required:"" help:"What it is worth." placeholder:"AMOUNT"`
	Currency string `help:"Currency (default: the firm's)." placeholder:"CUR"`
	Note     string `help:"The occasion." placeholder:"TEXT"`
}

func (g *giftPropose) Run(c *call, f *app.Firm) error {
	p, err := f.Partners.Find(c.ctx, g.Partner)
	if err != nil {
		return err
	}
	who, err := c.person(f, p.ID, g.Person)
	if err != nil {
		return err
	}
	value, err := c.amount(f, "value", g.Value, g.Currency)
	if err != nil {
		return err
	}
	r, err := f.Gifts.Propose(c.ctx, c.ask(), app.Gift{Partner: p.ID, Person: who, Kind: g.Kind, What: g.What, Value: value, Note: g.Note})
	return c.receipt(r, err, nil)
}

type giftList struct {
	Partner string `arg:"" help:"Number or name of the partner."`
}

func (l *giftList) Run(c *call, f *app.Firm) error {
	p, err := f.Partners.Find(c.ctx, l.Partner)
	if err != nil {
		return err
	}
	all, err := f.Gifts.Of(c.ctx, p.ID)
	if err != nil {
		return err
	}
	cols := []report.Column{{Title: "ID", Kind: report.KindCount}, col("Person"), col("Kind"), col("Gift"), moneyCol("Value"), col(""), col("State"), col("Sent")}
	return rows(c, cols, all, len(all), func(g app.GiftRow) map[string]any {
		return map[string]any{"id": g.ID, "person": g.PersonName, "kind": g.Kind, "what": g.What, "value": g.Value, "state": g.State, "proposed": dayText(g.Proposed),
			"by": g.By, "approver": g.Approver, "sent": dayText(g.Given), "note": g.Note}
	}, func(g app.GiftRow) []report.Cell {
		return []report.Cell{report.Count(int64(g.ID)), report.Text(g.PersonName), report.Text(g.Kind), report.Text(g.What), report.Money(g.Value),
			report.Text(string(g.Value.Currency)), report.Text(string(g.State)), report.Day(g.Given)}
	})
}

// giftMark is the flags of every move of a gift.
type giftMark struct {
	ID   int64  `arg:"" help:"Number in gift list."`
	On   day    `help:"The day it happened (default: today)." placeholder:"DATE"`
	Note string `help:"A note." placeholder:"TEXT"`
}

func (g giftMark) mark(c *call, to app.GiftState) error {
	f, err := c.firm()
	if err != nil {
		return err
	}
	r, err := f.Gifts.Mark(c.ctx, c.ask(), app.ID[app.Gift](g.ID), to, app.Move{Day: g.On.Day, Note: g.Note})
	return c.receipt(r, err, nil)
}

type (
	giftApprove  struct{ giftMark }
	giftSent     struct{ giftMark }
	giftReceived struct{ giftMark }
	giftDeclined struct{ giftMark }
)

func (g *giftApprove) Run(c *call) error { return g.mark(c, app.GiftApproved) }

func (g *giftSent) Run(c *call) error { return g.mark(c, app.GiftSent) }

func (g *giftReceived) Run(c *call) error { return g.mark(c, app.GiftReceived) }

func (g *giftDeclined) Run(c *call) error { return g.mark(c, app.GiftDeclined) }
