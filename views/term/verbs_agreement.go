package term

import (
	"fmt"

	"rapport/app"
	"rapport/app/report"
	"rapport/app/terms"
)

type agreementCmd struct {
	Add   agreementAdd   `cmd:"" help:"Draft an agreement with a partner."`
	List  agreementList  `cmd:"" help:"List agreements."`
	Show  agreementShow  `cmd:"" help:"Show an agreement with its versions in words."`
	Sign  agreementSign  `cmd:"" help:"Put a draft in force by its signature; its terms are frozen."`
	Amend agreementAmend `cmd:"" help:"Give an agreement new terms from a day on; --preview shows what the last twelve months would have paid."`
	End   agreementEnd   `cmd:"" help:"Set the last day; the tail rule says what still earns."`
	Stage agreementStage `cmd:"" help:"Move an agreement to another state."`
}

type agreementAdd struct {
	Partner string `arg:"" help:"Number or name of the partner."`
	Terms   string `required:"" help:"A JSON or YAML file of terms." placeholder:"FILE" xor:"source"`
	Plan    string `required:"" help:"Number or name of a plan; the agreement takes a copy of its terms." placeholder:"PLAN" xor:"source"`
	From    day    `required:"" help:"First day in force." placeholder:"DATE"`
	To      day    `help:"Last day in force (default: open)." placeholder:"DATE"`
	Title   string `help:"Title." placeholder:"TEXT"`
	Payee   string `help:"Who is paid, when not the partner." placeholder:"NAME"`
	Days    int    `help:"Days to pay after the statement." default:"30"`
	Notice  every  `help:"How long before its end notice is given: 3 months, 90 days." placeholder:"INTERVAL"`
	Sign    string `help:"Sign it at once: who signed for the partner." placeholder:"NAME"`
	SignOn  day    `help:"The day it was signed." placeholder:"DATE"`
}

func (a *agreementAdd) Run(c *call, f *app.Firm) error {
	p, err := f.Partners.Find(c.ctx, a.Partner)
	if err != nil {
		return err
	}
	tm, err := a.terms(c, f)
	if err != nil {
		return err
	}
	draft := app.Agreement{Partner: p.ID, Title: a.Title, From: a.From.Day, To: a.To.Day, PayeeName: a.Payee, PaymentDays: a.Days, Notice: a.Notice.Every}
	var r app.Receipt
	if a.Sign == "" {
		r, err = f.Agreements.Add(c.ctx, c.ask(), draft, tm)
	} else {
		r, err = f.Agreements.AddSigned(c.ctx, c.ask(), draft, tm, app.Signature{Day: a.SignOn.Day, By: a.Sign})
	}
	return c.receipt(r, err, map[string]any{"terms": tm.Words()})
}

// terms are those of the file, or a copy of the plan's.
func (a *agreementAdd) terms(c *call, f *app.Firm) (terms.Terms, error) {
	if a.Plan == "" {
		return readTerms(a.Terms)
	}
	p, err := f.Plans.Find(c.ctx, a.Plan)
	if err == nil && p.Archived {
		err = app.No("Plan "+p.Number+", "+p.Name+", is archived and not offered for new agreements.", "Bring it back with: rapport plan archive, with --back.")
	}
	return p.Terms, err
}

type agreementList struct{ listing }

func (l *agreementList) Run(c *call, f *app.Firm) error {
	cols := []report.Column{col("Number"), col("Partner"), col("State"), col("From"), col("To"), col("Terms")}
	return listed(c, l.listing, f.Agreements.IDs, f.Agreements.Rows, cols, func(r app.AgreementRow) map[string]any {
		return map[string]any{"id": r.ID, "number": r.Number, "partner": r.PartnerName, "state": r.State, "from": dayText(r.From),
			"to": dayText(r.To), "terms": r.Latest.Terms.Words(), "version": r.Latest.No}
	}, func(r app.AgreementRow) []report.Cell {
		return []report.Cell{report.Text(r.Number), report.Text(r.PartnerName), report.Text(string(r.State)), report.Day(r.From),
			report.Day(r.To), report.Text(r.Latest.Terms.Words())}
	})
}

type agreementShow struct {
	Agreement string `arg:"" help:"Number, such as A-0001."`
}

func agreementDoc(a app.Signed) map[string]any {
	versions := []map[string]any{}
	for _, v := range a.Versions {
		versions = append(versions, map[string]any{"no": v.No, "state": v.State, "effective": dayText(v.Effective), "signed_on": dayText(v.SignedOn),
			"signed_by": v.SignedBy, "retroactive": v.Retroactive, "words": v.Terms.Words(), "sentences": v.Terms.Sentences(), "terms": v.Terms})
	}
	return map[string]any{"agreement": a.Agreement, "versions": versions}
}

func (s *agreementShow) Run(c *call, f *app.Firm) error {
	a, err := f.Agreements.Find(c.ctx, s.Agreement)
	if err != nil {
		return err
	}
	if c.flags.JSON {
		return c.json(agreementDoc(a))
	}
	fmt.Fprintf(c.Out, "%s  %s (%s), from %s\n", a.Number, a.Title, a.State, a.From)
	for _, v := range a.Versions {
		fmt.Fprintf(c.Out, "  Version %d, %s, from %s: %s\n", v.No, v.State, v.Effective, v.Terms.Words())
		if list := v.Terms.Sentences(); len(list) > 1 {
			for i, sentence := range list {
				fmt.Fprintf(c.Out, "    %d. %s.\n", i+1, sentence)
			}
		}
	}
	return nil
}

type agreementSign struct {
	Agreement string `arg:"" help:"Number."`
	By        string `required:"" help:"Who signed for the partner." placeholder:"NAME"`
	On        day    `help:"The day it was signed (default: today)." placeholder:"DATE"`
}

func (s *agreementSign) Run(c *call, f *app.Firm) error {
	return found(c, f.Agreements.Find, s.Agreement, func(a app.Signed) (app.Receipt, error) {
		return f.Agreements.Sign(c.ctx, c.ask(), a.ID, app.Signature{Day: s.On.Day, By: s.By})
	})
}

type agreementAmend struct {
	Agreement string `arg:"" help:"Number."`
	Terms     string `required:"" help:"A JSON or YAML file of terms." placeholder:"FILE"`
	Effective day    `required:"" help:"The day from which they hold." placeholder:"DATE"`
	By        string `required:"" help:"Who signed for the partner." placeholder:"NAME"`
	On        day    `help:"The day it was signed (default: today)." placeholder:"DATE"`

	Retroactive bool `help:"Also for what was already worked out from that day on: the next commission run books the difference as true-ups."`
}

func (s *agreementAmend) Run(c *call, f *app.Firm) error {
	tm, err := readTerms(s.Terms)
	if err != nil {
		return err
	}
	a, err := f.Agreements.Find(c.ctx, s.Agreement)
	if err != nil {
		return err
	}
	r, err := f.Agreements.Amend(c.ctx, c.ask(), a.ID, s.Effective.Day, tm, app.Signature{Day: s.On.Day, By: s.By, Retroactive: s.Retroactive})
	if err != nil || !c.flags.Preview {
		return c.receipt(r, err, nil)
	}
	got, err := f.Agreements.AmendReplay(c.ctx, a.ID, tm)
	if err != nil || c.flags.JSON {
		return c.receipt(r, err, map[string]any{"replay": replayDoc(got)})
	}
	c.replayed(got)
	return c.receipt(r, nil, nil)
}

type agreementEnd struct {
	Agreement string `arg:"" help:"Number."`
	Last      day    `required:"" help:"Its last day." placeholder:"DATE"`
	Note      string `help:"A note." placeholder:"TEXT"`
}

func (s *agreementEnd) Run(c *call, f *app.Firm) error {
	return found(c, f.Agreements.Find, s.Agreement, func(a app.Signed) (app.Receipt, error) {
		return f.Agreements.End(c.ctx, c.ask(), a.ID, s.Last.Day, s.Note)
	})
}

type agreementStage struct {
	Agreement string `arg:"" help:"Number."`
	State     string `arg:"" help:"The state it moves to."`
	move
}

func (s *agreementStage) Run(c *call, f *app.Firm) error {
	return found(c, f.Agreements.Find, s.Agreement, func(a app.Signed) (app.Receipt, error) {
		return f.Agreements.SetState(c.ctx, c.ask(), a.ID, app.AgreementState(s.State), s.move.move())
	})
}
