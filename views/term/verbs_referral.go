package term

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"rapport/app"
	"rapport/app/money"
	"rapport/app/report"
)

type referralCmd struct {
	Add   referralAdd   `cmd:"" help:"Log a referral."`
	List  referralList  `cmd:"" help:"List referrals."`
	Show  referralShow  `cmd:"" help:"Show a referral with its history, fees and commission lines."`
	Stage referralStage `cmd:"" help:"Move a referral to another stage."`
	Split referralSplit `cmd:"" help:"Credit several partners: PARTNER=PERCENT …"`

	Consent referralConsent `cmd:"" help:"Note the client's written consent to a division of the fee; lines that waited for it are released."`
}

type referralAdd struct {
	Partner    string `arg:"" help:"Number or name of the partner, or its code."`
	Client     string `arg:"" optional:"" help:"The client; a new name makes a new client, none a code name."`
	Introduced day    `help:"Day of the introduction (default: today)." placeholder:"DATE"`
	Service    string `help:"Service line." placeholder:"TEXT"`
	Estimate   string `help:"Estimated fee." placeholder:"AMOUNT"`
	Currency   string `help:"Currency of the estimate (default: the firm's)." placeholder:"CUR"`
	Person     string `help:"The person at the partner." placeholder:"NAME"`
	Owner      string `help:"Who looks after it." placeholder:"NAME"`
	Note       string `help:"A note." placeholder:"TEXT"`
	Reference  string `help:"Reference in another system." placeholder:"TEXT"`
}

func (a *referralAdd) Run(c *call, f *app.Firm) error {
	in := app.NewReferral{ClientName: a.Client, Introduced: a.Introduced.Day, Service: a.Service, Owner: a.Owner,
		Note: a.Note, Reference: a.Reference}
	if row, err := f.Codes.Find(c.ctx, a.Partner); err == nil {
		in.Partner, in.Code = row.Partner, row.Code
	} else {
		p, err := f.Partners.Find(c.ctx, a.Partner)
		if err != nil {
			return err
		}
		in.Partner = p.ID
	}
	var err error
	if cl, err := f.Clients.Find(c.ctx, a.Client); err == nil && a.Client != "" {
		in.Client = cl.ID
	}
	if in.Person, err = c.person(f, in.Partner, a.Person); err != nil {
		return err
	}
	if a.Estimate != "" {
		if in.Estimate, err = c.amount(f, "estimate", a.Estimate, a.Currency); err != nil {
			return err
		}
	}
	r, err := f.Referrals.Log(c.ctx, c.ask(), in)
	return c.receipt(r, err, nil)
}

func (c *call) person(f *app.Firm, partner app.ID[app.Partner], name string) (app.ID[app.Person], error) {
	if name == "" {
		return 0, nil
	}
	people, err := f.Partners.People(c.ctx, partner)
	if err != nil {
		return 0, err
	}
	for _, p := range people {
		if strings.EqualFold(p.Name, name) {
			return p.ID, nil
		}
	}
	return 0, app.Bad("person", fmt.Sprintf("There is nobody called %q at this partner.", name), "Check the spelling.")
}

// unread is a value that can't be understood, by the name of its field: one command takes several.
func unread(field string, err error) error {
	return app.Bad(field, fmt.Sprintf("The %s can't be read: %v.", field, err), "")
}

// amount reads an amount in a currency, the firm's base currency when none is given.
func (c *call) amount(f *app.Firm, field, text, currency string) (money.Money, error) {
	cur := money.Currency(strings.ToUpper(currency))
	if cur == "" {
		s, err := f.Setup.Settings(c.ctx)
		if err != nil {
			return money.Money{}, err
		}
		cur = s.Currency
	}
	if !cur.Known() {
		_, err := money.ParseCurrency(currency)
		return money.Money{}, unread("currency", err)
	}
	m, err := money.ParseAmount(text, cur, money.Point)
	if err != nil {
		return m, unread(field, err)
	}
	return m, nil
}

type referralList struct{ listing }

func (l *referralList) Run(c *call, f *app.Firm) error {
	cols := []report.Column{col("Number"), col("Introduced"), col("Partner"), col("Client"), col("Service"), col("Stage"), moneyCol("Fees"), col("")}
	return listed(c, l.listing, f.Referrals.IDs, f.Referrals.Rows, cols, func(r app.ReferralRow) map[string]any {
		return map[string]any{"id": r.ID, "number": r.Number, "reference": r.Reference, "partner": r.PartnerName, "client": r.ClientName,
			"service": r.Service, "stage": r.Stage, "introduced": dayText(r.Introduced), "closed": dayText(r.Closed),
			"estimate": moneyDoc(r.Estimate), "fees": moneyDoc(r.Fees)}
	}, func(r app.ReferralRow) []report.Cell {
		fees := report.Cell{}
		if r.Fees.Currency != "" {
			fees = report.Money(r.Fees)
		}
		return []report.Cell{report.Text(r.Number), report.Day(r.Introduced), report.Text(r.PartnerName), report.Text(r.ClientName),
			report.Text(r.Service), report.Text(string(r.Stage)), fees, report.Text(string(r.Fees.Currency))}
	})
}

type referralShow struct {
	Referral string `arg:"" help:"Number, such as R-2026-0147."`
}

func (s *referralShow) Run(c *call, f *app.Firm) error {
	r, err := f.Referrals.Find(c.ctx, s.Referral)
	if err != nil {
		return err
	}
	rowsOf, err := f.Referrals.Rows(c.ctx, []int32{int32(r.ID)})
	if err != nil {
		return err
	}
	steps, err := f.Referrals.History(c.ctx, r.ID)
	if err != nil {
		return err
	}
	fees, err := f.Fees.Of(c.ctx, r.ID)
	if err != nil {
		return err
	}
	lines, err := f.Commissions.OfReferral(c.ctx, r.ID)
	if err != nil {
		return err
	}
	credit, err := f.Referrals.Attribution(c.ctx, r.ID)
	if err != nil {
		return err
	}
	if c.flags.JSON {
		return c.json(map[string]any{"referral": r, "partner": rowsOf[0].PartnerName, "client": rowsOf[0].ClientName,
			"history": docs(steps, stepDoc), "fees": list(fees), "lines": docs(lines, lineDoc), "attribution": credit})
	}
	fmt.Fprintf(c.Out, "%s  %s from %s\n%s, %s, introduced %s\n", r.Number, rowsOf[0].ClientName, rowsOf[0].PartnerName, r.Stage, r.Service, r.Introduced)
	for _, st := range steps {
		fmt.Fprintf(c.Out, "  %s  %s  %s\n", st.Day, st.To, clean(st.Reason+" "+st.Note))
	}
	if len(credit) > 1 {
		if err := c.shares(f, credit); err != nil {
			return err
		}
	}
	for _, fee := range fees {
		fmt.Fprintf(c.Out, "  %s  %s %s\n", fee.Day, fee.Kind, fee.Amount)
	}
	for _, l := range lines {
		fmt.Fprintf(c.Out, "  %s  line %d  %s  %s (%s)\n", l.Day, l.Seq, l.Kind, l.Amount, l.Standing.State)
	}
	return nil
}

// shares prints who is credited with how much.
func (c *call) shares(f *app.Firm, credit []app.Attribution) error {
	for _, a := range credit {
		p, err := f.Partners.Get(c.ctx, a.Partner)
		if err != nil {
			return err
		}
		fmt.Fprintf(c.Out, "  %d.%02d %% %s (%s)\n", a.Share/100, a.Share%100, p.Name, a.Role)
	}
	return nil
}

func stepDoc(s app.Step) map[string]any {
	return map[string]any{"from": s.From, "to": s.To, "day": dayText(s.Day), "entered": s.At, "who": s.Who, "reason": s.Reason, "note": s.Note}
}

type referralStage struct {
	Referral string `arg:"" help:"Number."`
	Stage    string `arg:"" help:"The stage it moves to; skipped stages are filled in."`
	move
	First string `help:"Of a duplicate: the number of the referral that came first." placeholder:"NUMBER"`
}

func (s *referralStage) Run(c *call, f *app.Firm) error {
	r, err := f.Referrals.Find(c.ctx, s.Referral)
	if err != nil {
		return err
	}
	m := app.StageMove{Day: s.On.Day, Reason: s.Reason, Note: s.Note}
	if s.First != "" {
		first, err := f.Referrals.Find(c.ctx, s.First)
		if err != nil {
			return err
		}
		m.First = first.ID
	}
	done, err := f.Referrals.SetStage(c.ctx, c.ask(), r.ID, app.Stage(s.Stage), m)
	return c.receipt(done, err, nil)
}

type referralSplit struct {
	Referral string            `arg:"" help:"Number."`
	Shares   map[string]string `arg:"" help:"PARTNER=PERCENT for each credited partner; they add up to 100."`
	Role     string            `help:"Role of the partners besides the one who made it." default:"influenced"`
}

func (s *referralSplit) Run(c *call, f *app.Firm) error {
	r, err := f.Referrals.Find(c.ctx, s.Referral)
	if err != nil {
		return err
	}
	var shares []app.Attribution
	for _, name := range slices.Sorted(maps.Keys(s.Shares)) {
		p, err := f.Partners.Find(c.ctx, name)
		if err != nil {
			return err
		}
		share, err := app.ParseShare(s.Shares[name])
		if err != nil {
			return err
		}
		a := app.Attribution{Partner: p.ID, Role: app.Role(s.Role), Share: share}
		if p.ID == r.Partner {
			a.Role = app.Sourced
		}
		shares = append(shares, a)
	}
	done, err := f.Referrals.Split(c.ctx, c.ask(), r.ID, shares)
	return c.receipt(done, err, nil)
}

type feeCmd struct {
	Add  feeAdd  `cmd:"" help:"Record a fee event of a won referral."`
	List feeList `cmd:"" help:"List fee events."`
	Void feeVoid `cmd:"" help:"Take back a fee event that was entered by mistake."`
}

type feeAdd struct {
	Referral  string `arg:"" help:"Number of the referral."`
	Amount    string `arg:"" help:"Amount, always positive."`
	Kind      string `help:"invoiced, received, credited or written off." default:"received"`
	On        day    `help:"Its day (default: today)." placeholder:"DATE"`
	Currency  string `help:"Currency (default: the firm's)." placeholder:"CUR"`
	Excluded  string `help:"Disbursements and taxes inside the amount." placeholder:"AMOUNT"`
	Cost      string `help:"Cost of the work, where an agreement pays on the margin." placeholder:"AMOUNT"`
	Invoice   string `help:"Invoice number." placeholder:"NUMBER"`
	Of        int64  `help:"Id of the fee event it belongs to, for a refund without an invoice." placeholder:"ID"`
	Rate      string `help:"Exchange rate into the agreement's currency." placeholder:"RATE"`
	RateTo    string `help:"That currency." placeholder:"CUR"`
	RateDay   day    `help:"Day of the rate (default: the fee's)." placeholder:"DATE"`
	Source    string `help:"Source of the rate." placeholder:"TEXT"`
	Reference string `help:"Reference in another system." placeholder:"TEXT"`
	Note      string `help:"A note." placeholder:"TEXT"`
}

func (a *feeAdd) Run(c *call, f *app.Firm) error {
	r, err := f.Referrals.Find(c.ctx, a.Referral)
	if err != nil {
		return err
	}
	fee := app.Fee{Referral: r.ID, Kind: app.FeeKind(a.Kind), Day: a.On.Day, Invoice: a.Invoice, Of: app.ID[app.Fee](a.Of), Rate: a.Rate,
		RateTo: money.Currency(a.RateTo), RateDay: a.RateDay.Day, RateFrom: a.Source, Reference: a.Reference, Note: a.Note}
	if fee.Amount, err = c.amount(f, "amount", a.Amount, a.Currency); err != nil {
		return err
	}
	if a.Excluded != "" {
		ex, err := c.amount(f, "excluded", a.Excluded, string(fee.Amount.Currency))
		if err != nil {
			return err
		}
		fee.Excluded = ex.Minor
	}
	if a.Cost != "" {
		cost, err := c.amount(f, "cost", a.Cost, string(fee.Amount.Currency))
		if err != nil {
			return err
		}
		fee.Cost = cost.Minor
	}
	done, err := f.Fees.Record(c.ctx, c.ask(), fee)
	return c.receipt(done, err, nil)
}

type feeList struct{ listing }

func (l *feeList) Run(c *call, f *app.Firm) error {
	cols := []report.Column{{Title: "Id", Kind: report.KindCount}, col("Day"), col("Referral"), col("Partner"), col("Client"), col("Kind"), moneyCol("Amount"), col(""), col("Invoice")}
	return listed(c, l.listing, f.Fees.IDs, f.Fees.Rows, cols, func(r app.FeeRow) map[string]any {
		return map[string]any{"id": r.ID, "referral": r.ReferralNumber, "kind": r.Kind, "day": dayText(r.Day), "amount": r.Amount,
			"excluded": minor(r.Excluded, r.Amount.Currency), "partner": r.PartnerName, "invoice": r.Invoice, "reference": r.Reference, "void": r.Void}
	}, func(r app.FeeRow) []report.Cell {
		return []report.Cell{report.Count(int64(r.ID)), report.Day(r.Day), report.Text(r.ReferralNumber), report.Text(r.PartnerName), report.Text(r.ClientName),
			report.Text(string(r.Kind)), report.Money(r.Amount), report.Text(string(r.Amount.Currency)), report.Text(r.Invoice)}
	})
}

type feeVoid struct {
	ID     int64  `arg:"" help:"Id of the fee event."`
	Reason string `required:"" help:"What was wrong." placeholder:"TEXT"`
}

func (v *feeVoid) Run(c *call, f *app.Firm) error {
	r, err := f.Fees.Void(c.ctx, c.ask(), app.ID[app.Fee](v.ID), v.Reason)
	return c.receipt(r, err, nil)
}
