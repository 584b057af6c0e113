package term

import (
	"fmt"

	"rapport/app"
	"rapport/app/report"
)

type leadCmd struct {
	List    leadList    `cmd:"" help:"List leads: what people wrote in forms, staged by import leads."`
	Show    leadShow    `cmd:"" help:"Show a lead with all that came and what is known of it."`
	Accept  leadAccept  `cmd:"" help:"Make referrals of leads."`
	Decline leadDecline `cmd:"" help:"Set leads aside, with the reason."`
	Spam    leadSpam    `cmd:"" help:"Set leads aside that nobody wrote in earnest."`
}

type leadList struct{ listing }

func (l *leadList) Run(c *call, f *app.Firm) error {
	cols := []report.Column{col("Id"), {Title: "Day", Kind: report.KindDay}, col("Who"), col("E-mail"), col("Partner"), col("Code"), col("State"), col("Look")}
	return listed(c, l.listing, f.Leads.IDs, f.Leads.Rows, cols, leadDoc, func(w app.LeadRow) []report.Cell {
		return []report.Cell{report.Count(int64(w.ID)), report.Day(w.Day), report.Text(w.Called()), report.Text(w.Email), report.Text(w.PartnerName), report.Text(orText(w.Code, w.Typed)),
			report.Text(string(w.State)), report.Text(w.Doubt)}
	})
}

// orText is the first text that is not empty.
func orText(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func leadDoc(w app.LeadRow) map[string]any {
	return map[string]any{"id": w.ID, "state": w.State, "day": dayText(w.Day), "name": w.Name, "email": w.Email, "phone": w.Phone, "organisation": w.Organisation, "service": w.Service,
		"message": w.Message, "typed": w.Typed, "code": w.Code, "partner": w.PartnerName, "consent": w.Consent, "doubt": w.Doubt, "source": w.Source, "referral": w.ReferralNumber, "reason": w.Reason}
}

type leadShow struct {
	Lead int64 `arg:"" help:"Id of the lead, as the list shows it."`
}

func (s *leadShow) Run(c *call, f *app.Firm) error {
	w, err := f.Leads.Get(c.ctx, app.ID[app.Lead](s.Lead))
	if err != nil {
		return err
	}
	meant := make([]string, len(w.Meant))
	for i, m := range w.Meant {
		meant[i] = m.Shown() + ", " + m.PartnerName
	}
	if c.flags.JSON {
		doc := leadDoc(w.LeadRow)
		doc["known"], doc["meant"], doc["evidence"], doc["campaign"] = list(w.Known), meant, w.Evidence, w.Campaign
		return c.json(doc)
	}
	fmt.Fprintf(c.Out, "%d %s, %s, %s, from %s\n", w.ID, clean(w.Called()), w.State, w.Day.Label(), clean(w.Source))
	for _, line := range []struct{ what, say string }{{"Partner", w.PartnerName}, {"Campaign", w.Campaign}, {"Referral", w.ReferralNumber}, {"Reason", w.Reason}, {"Look", w.Doubt}} {
		if line.say != "" {
			fmt.Fprintf(c.Out, "%s: %s\n", line.what, clean(line.say))
		}
	}
	for _, m := range meant {
		fmt.Fprintf(c.Out, "%s may be meant for %s\n", clean(w.Typed), clean(m))
	}
	for _, k := range w.Known {
		fmt.Fprintln(c.Out, "Note:", clean(k))
	}
	fmt.Fprintf(c.Out, "\n%s", clean(w.Evidence))
	return nil
}

// leadIDs are the leads an act is for.
type leadIDs struct {
	Leads []int64 `arg:"" help:"Ids of leads, as the list shows them."`
}

func (l leadIDs) ids() []app.ID[app.Lead] {
	out := make([]app.ID[app.Lead], len(l.Leads))
	for i, id := range l.Leads {
		out[i] = app.ID[app.Lead](id)
	}
	return out
}

type leadAccept struct {
	leadIDs
	Partner string `help:"The partner, where no code says it; for one lead." placeholder:"NAME"`
	Code    string `help:"The code that was meant; for one lead." placeholder:"CODE"`
	Client  string `help:"What the client is called (default: the company, else the name); for one lead." placeholder:"NAME"`
	Owner   string `help:"Who looks after it; for one lead." placeholder:"NAME"`
}

func (a *leadAccept) Run(c *call, f *app.Firm) error {
	ids := a.ids()
	if len(ids) > 1 {
		if a.Partner+a.Code+a.Client+a.Owner != "" {
			return errUsage{fmt.Errorf("--partner, --code, --client and --owner are for one lead")}
		}
		r, err := f.Leads.AcceptAll(c.ctx, c.ask(), ids)
		return c.receipt(r, err, nil)
	}
	in := app.LeadTaken{Lead: ids[0], Code: a.Code, Client: a.Client, Owner: a.Owner}
	if a.Partner == "" {
		r, err := f.Leads.Accept(c.ctx, c.ask(), in)
		return c.receipt(r, err, nil)
	}
	return onPartner(c, f, a.Partner, func(id app.ID[app.Partner]) (app.Receipt, error) {
		in.Partner = id
		return f.Leads.Accept(c.ctx, c.ask(), in)
	})
}

type leadDecline struct {
	leadIDs
	Reason string `required:"" help:"Why." placeholder:"TEXT"`
}

func (d *leadDecline) Run(c *call, f *app.Firm) error {
	r, err := f.Leads.Decline(c.ctx, c.ask(), d.ids(), d.Reason)
	return c.receipt(r, err, nil)
}

type leadSpam struct{ leadIDs }

func (s *leadSpam) Run(c *call, f *app.Firm) error {
	r, err := f.Leads.Spam(c.ctx, c.ask(), s.ids())
	return c.receipt(r, err, nil)
}
