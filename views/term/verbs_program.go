package term

import (
	"rapport/app"
	"rapport/app/report"
)

type deliveryCmd struct {
	Add  deliveryAdd  `cmd:"" help:"Record services that a partner delivered, for a fixed fee."`
	List deliveryList `cmd:"" help:"List what a partner delivered."`
	Void deliveryVoid `cmd:"" help:"Take back a delivery that was entered by mistake."`
}

type deliveryAdd struct {
	Partner  string `arg:"" help:"Number or name of the partner."`
	Quantity int64  `arg:"" help:"How many services." default:"1"`
	On       day    `help:"Its day (default: today)." placeholder:"DATE"`
	Service  string `help:"Which service." placeholder:"TEXT"`
	Note     string `help:"A note, such as where it can be seen." placeholder:"TEXT"`
}

func (a *deliveryAdd) Run(c *call, f *app.Firm) error {
	p, err := f.Partners.Find(c.ctx, a.Partner)
	if err != nil {
		return err
	}
	r, err := f.Deliveries.Record(c.ctx, c.ask(), app.Delivery{Partner: p.ID, Day: a.On.Day, Service: a.Service, Quantity: a.Quantity, Note: a.Note})
	return c.receipt(r, err, nil)
}

type deliveryList struct {
	Partner string `arg:"" help:"Number or name of the partner."`
}

func (l *deliveryList) Run(c *call, f *app.Firm) error {
	p, err := f.Partners.Find(c.ctx, l.Partner)
	if err != nil {
		return err
	}
	list, err := f.Deliveries.Of(c.ctx, p.ID)
	if err != nil {
		return err
	}
	cols := []report.Column{col("Id"), col("Day"), col("Service"), col("Number"), col("Note")}
	return rows(c, cols, list, len(list), func(d app.Delivery) map[string]any {
		return map[string]any{"id": d.ID, "partner": d.Partner, "day": d.Day, "service": d.Service, "quantity": d.Quantity, "note": d.Note}
	}, func(d app.Delivery) []report.Cell {
		return []report.Cell{report.Count(int64(d.ID)), report.Day(d.Day), report.Text(d.Service), report.Count(d.Quantity), report.Text(d.Note)}
	})
}

type deliveryVoid struct {
	ID     int64  `arg:"" help:"Id of the delivery."`
	Reason string `required:"" help:"What was wrong." placeholder:"TEXT"`
}

func (v *deliveryVoid) Run(c *call, f *app.Firm) error {
	r, err := f.Deliveries.Void(c.ctx, c.ask(), app.ID[app.Delivery](v.ID), v.Reason)
	return c.receipt(r, err, nil)
}

type referralConsent struct {
	Number   string `arg:"" help:"Number of the referral."`
	On       day    `help:"Day of the consent (default: today)." placeholder:"DATE"`
	Document string `required:"" help:"The document it is in." placeholder:"TEXT"`
}

func (a *referralConsent) Run(c *call, f *app.Firm) error {
	r, err := f.Referrals.Find(c.ctx, a.Number)
	if err != nil {
		return err
	}
	done, err := f.Referrals.Consent(c.ctx, c.ask(), r.ID, a.On.Day, a.Document)
	return c.receipt(done, err, nil)
}

type tierCmd struct {
	Set    tierSet    `cmd:"" help:"Move a partner to one of the firm's tiers."`
	Show   tierShow   `cmd:"" help:"Show a partner's tiers: day, who, why."`
	Review tierReview `cmd:"" help:"Move every partner to the tier it reaches by the firm's rules; --preview says who would move."`
}

type tierSet struct {
	Partner string `arg:"" help:"Number or name of the partner."`
	Tier    string `arg:"" help:"The tier; “none” for none."`
	On      day    `help:"From this day (default: today)." placeholder:"DATE"`
	Until   day    `help:"The last day (default: until it is changed)." placeholder:"DATE"`
	Reason  string `required:"" help:"Why." placeholder:"TEXT"`
}

func (a *tierSet) Run(c *call, f *app.Firm) error {
	p, err := f.Partners.Find(c.ctx, a.Partner)
	if err != nil {
		return err
	}
	if a.Tier == "none" {
		a.Tier = ""
	}
	r, err := f.Partners.SetTier(c.ctx, c.ask(), p.ID, a.Tier, app.Move{Day: a.On.Day, Until: a.Until.Day, Reason: a.Reason})
	return c.receipt(r, err, nil)
}

type tierShow struct {
	Partner string `arg:"" help:"Number or name of the partner."`
}

func (a *tierShow) Run(c *call, f *app.Firm) error {
	p, err := f.Partners.Find(c.ctx, a.Partner)
	if err != nil {
		return err
	}
	steps, err := f.Partners.Tiers(c.ctx, p.ID)
	if err != nil {
		return err
	}
	cols := []report.Column{col("Day"), col("From"), col("To"), col("Who"), col("Why")}
	return rows(c, cols, steps, len(steps), func(s app.Step) map[string]any {
		return map[string]any{"day": s.Day, "from": s.From, "to": s.To, "who": s.Who, "reason": s.Reason}
	}, func(s app.Step) []report.Cell {
		return []report.Cell{report.Day(s.Day), report.Text(s.From), report.Text(s.To), report.Text(s.Who), report.Text(s.Reason)}
	})
}

type tierReview struct {
	On day `help:"As of this day (default: today)." placeholder:"DATE"`
}

func (a *tierReview) Run(c *call, f *app.Firm) error {
	r, err := f.Partners.ReviewTiers(c.ctx, c.ask(), a.On.Day)
	return c.receipt(r, err, nil)
}
