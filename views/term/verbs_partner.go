package term

import (
	"fmt"
	"strings"

	"rapport/app"
	"rapport/app/money"
	"rapport/app/report"
)

type partnerCmd struct {
	Add      partnerAdd      `cmd:"" help:"Add a partner."`
	List     partnerList     `cmd:"" help:"List partners."`
	Show     partnerShow     `cmd:"" help:"Show one partner with its people and agreements."`
	Set      partnerSet      `cmd:"" help:"Change a partner."`
	Stage    partnerStage    `cmd:"" help:"Move a partner to another state."`
	Merge    partnerMerge    `cmd:"" help:"Merge a partner into another."`
	Bank     bankCmd         `cmd:"" help:"Where a partner is paid."`
	Target   partnerTarget   `cmd:"" help:"Show or set what is wanted of a quarter with a partner."`
	Tax      partnerTax      `cmd:"" help:"Show or change what tax papers take to know of a partner."`
	Attach   partnerAttach   `cmd:"" help:"Keep files with a partner."`
	Timeline partnerTimeline `cmd:"" help:"Everything that happened with a partner, the newest first."`
	Logo     partnerLogo     `cmd:"" help:"Keep the partner's logo for pages with both names, or remove it."`
}

// partnerFields are the flags of add and set.
type partnerFields struct {
	Type        string   `help:"Partner type." placeholder:"TYPE"`
	Tag         []string `help:"A tag; may be repeated." placeholder:"TAG"`
	Email       string   `help:"E-mail address." placeholder:"ADDRESS"`
	Phone       string   `help:"Telephone." placeholder:"NUMBER"`
	Website     string   `help:"Website." placeholder:"ADDRESS"`
	Address     string   `help:"Postal address; \\n between lines." placeholder:"TEXT"`
	Country     string   `help:"Country code." placeholder:"CC"`
	TaxNumber   string   `help:"Tax number." placeholder:"NUMBER"`
	Currency    string   `help:"Preferred currency." placeholder:"CUR"`
	ClientShown string   `help:"How clients are shown: full, initials or code." placeholder:"WAY"`
	Owner       string   `help:"Who looks after the partner." placeholder:"NAME"`
	Note        string   `help:"A note." placeholder:"TEXT"`
	Source      string   `help:"How the firm came to know it." placeholder:"TEXT"`
	Contact     string   `help:"What it asked for: opted out, do not contact, or as usual." placeholder:"RULE"`
}

// into lays the flags that were given over a partner.
func (f partnerFields) into(p *app.Partner) {
	set := func(to *string, v string) {
		if v != "" {
			*to = v
		}
	}
	set(&p.Type, f.Type)
	set(&p.Email, f.Email)
	set(&p.Phone, f.Phone)
	set(&p.Website, f.Website)
	set(&p.Address, strings.ReplaceAll(f.Address, `\n`, "\n"))
	set(&p.Country, f.Country)
	set(&p.TaxNumber, f.TaxNumber)
	set(&p.Owner, f.Owner)
	set(&p.Note, f.Note)
	set(&p.Source, f.Source)
	if f.Currency != "" {
		p.Currency = money.Currency(f.Currency)
	}
	if f.ClientShown != "" {
		p.ClientShown = app.ClientShown(f.ClientShown)
	}
	if f.Contact != "" {
		p.Contact = app.ContactRule(f.Contact)
	}
	if f.Contact == "as usual" {
		p.Contact = app.ContactFree
	}
	if f.Tag != nil {
		p.Tags = f.Tag
	}
}

type partnerAdd struct {
	Name string `arg:"" help:"Name."`
	partnerFields
	Person string `help:"Its first person." placeholder:"NAME"`
}

func (a *partnerAdd) Run(c *call, f *app.Firm) error {
	p := app.Partner{Name: a.Name}
	a.into(&p)
	var people []app.Person
	if a.Person != "" {
		people = append(people, app.Person{Name: a.Person})
	}
	r, err := f.Partners.Add(c.ctx, c.ask(), p, people...)
	return c.receipt(r, err, nil)
}

type partnerList struct{ listing }

func (l *partnerList) Run(c *call, f *app.Firm) error {
	cols := []report.Column{col("Number"), col("Name"), col("Type"), col("State"), {Title: "Referrals", Kind: report.KindCount}, {Title: "Won", Kind: report.KindCount}, col("Last")}
	return listed(c, l.listing, f.Partners.IDs, f.Partners.Rows, cols, func(p app.PartnerRow) map[string]any {
		return map[string]any{"id": p.ID, "number": p.Number, "name": p.Name, "type": p.Type, "state": p.State, "tags": list(p.Tags),
			"referrals": p.Referrals, "won": p.Won, "last": dayText(p.Last), "version": p.Version}
	}, func(p app.PartnerRow) []report.Cell {
		return []report.Cell{report.Text(p.Number), report.Text(p.Name), report.Text(p.Type), report.Text(string(p.State)),
			report.Count(int64(p.Referrals)), report.Count(int64(p.Won)), report.Day(p.Last)}
	})
}

type partnerShow struct {
	Partner string `arg:"" help:"Number or name."`
}

func (s *partnerShow) Run(c *call, f *app.Firm) error {
	p, err := f.Partners.Find(c.ctx, s.Partner)
	if err != nil {
		return err
	}
	people, err := f.Partners.People(c.ctx, p.ID)
	if err != nil {
		return err
	}
	agreements, err := f.Agreements.Of(c.ctx, p.ID)
	if err != nil {
		return err
	}
	if c.flags.JSON {
		return c.json(map[string]any{"partner": p, "people": list(people), "agreements": docs(agreements, agreementDoc)})
	}
	fmt.Fprintf(c.Out, "%s  %s\n%s, %s\n", p.Number, p.Name, p.Type, p.State)
	for _, who := range people {
		fmt.Fprintln(c.Out, " ", strings.TrimSpace(clean(who.Name+"  "+who.Role+"  "+who.Email+"  "+who.Phone)))
	}
	for _, a := range agreements {
		fmt.Fprintf(c.Out, "  %s  %s, from %s: %s\n", a.Number, a.State, a.From, a.Versions[len(a.Versions)-1].Terms.Words())
	}
	return nil
}

type partnerSet struct {
	Partner string `arg:"" help:"Number or name."`
	Name    string `help:"New name." placeholder:"NAME"`
	partnerFields
	Archived *bool `help:"Hide from lists; it still earns." negatable:""`
}

func (s *partnerSet) Run(c *call, f *app.Firm) error {
	p, err := f.Partners.Find(c.ctx, s.Partner)
	if err != nil {
		return err
	}
	if s.Name != "" {
		p.Name = s.Name
	}
	if s.Archived != nil {
		p.Archived = *s.Archived
	}
	s.into(&p)
	r, err := f.Partners.Edit(c.ctx, c.ask(), p)
	return c.receipt(r, err, nil)
}

type partnerStage struct {
	Partner string `arg:"" help:"Number or name."`
	State   string `arg:"" help:"The state it moves to."`
	move
	Checklist  string `help:"Of one that becomes active: waived, for the reason given, is what is missing on its onboarding checklist." placeholder:"waived" enum:",waived" default:""`
	MayReapply day    `help:"Of a declined partner: the day from which it may apply again." placeholder:"DATE"`
}

func (s *partnerStage) Run(c *call, f *app.Firm) error {
	p, err := f.Partners.Find(c.ctx, s.Partner)
	if err != nil {
		return err
	}
	m := s.move.move()
	m.MayReapply = s.MayReapply.Day
	if p.State == app.Onboarding && s.State == string(app.Active) && s.Checklist == "" {
		m.Reason = "" // of the move, and no waiver
	}
	r, err := f.Partners.SetState(c.ctx, c.ask(), p.ID, app.PartnerState(s.State), m)
	if refusal := app.AsProblem(err); err != nil && refusal.Field == "checklist" {
		err = app.Bad("checklist", refusal.Say, "See rapport onboarding show; or add --checklist waived --reason TEXT.")
	}
	return c.receipt(r, err, nil)
}

type partnerMerge struct {
	From string `arg:"" help:"The partner that goes."`
	Into string `arg:"" help:"The partner that stays."`
}

func (m *partnerMerge) Run(c *call, f *app.Firm) error {
	from, into, err := pair(c, f.Partners.Find, m.From, m.Into)
	if err != nil {
		return err
	}
	r, err := f.Partners.Merge(c.ctx, c.ask(), from.ID, into.ID)
	return c.receipt(r, err, nil)
}

type clientCmd struct {
	Add   clientAdd   `cmd:"" help:"Add a client."`
	List  clientList  `cmd:"" help:"List clients."`
	Show  clientShow  `cmd:"" help:"Show one client."`
	Merge clientMerge `cmd:"" help:"Merge a client into another."`
}

type clientAdd struct {
	Name     string `arg:"" optional:"" help:"Name; without one the client gets a code name."`
	Email    string `help:"E-mail address." placeholder:"ADDRESS"`
	Phone    string `help:"Telephone." placeholder:"NUMBER"`
	Industry string `help:"Industry." placeholder:"TEXT"`
	Country  string `help:"Country code." placeholder:"CC"`
}

func (a *clientAdd) Run(c *call, f *app.Firm) error {
	r, err := f.Clients.Add(c.ctx, c.ask(), app.Client{Name: a.Name, Email: a.Email, Phone: a.Phone, Industry: a.Industry, Country: a.Country})
	return c.receipt(r, err, nil)
}

type clientList struct{ listing }

func (l *clientList) Run(c *call, f *app.Firm) error {
	cols := []report.Column{col("Number"), col("Name"), col("Industry"), {Title: "Referrals", Kind: report.KindCount}, col("Partner")}
	return listed(c, l.listing, f.Clients.IDs, f.Clients.Rows, cols, func(r app.ClientRow) map[string]any {
		return map[string]any{"id": r.ID, "number": r.Number, "name": r.Name, "code_name": r.CodeName, "referrals": r.Referrals}
	}, func(r app.ClientRow) []report.Cell {
		return []report.Cell{report.Text(r.Number), report.Text(r.Name), report.Text(r.Industry), report.Count(int64(r.Referrals)), report.Text(r.Partner)}
	})
}

type clientShow struct {
	Client string `arg:"" help:"Number or name."`
}

func (s *clientShow) Run(c *call, f *app.Firm) error {
	cl, err := f.Clients.Find(c.ctx, s.Client)
	if err != nil {
		return err
	}
	if c.flags.JSON {
		return c.json(cl)
	}
	fmt.Fprintf(c.Out, "%s  %s\n", cl.Number, cl.Name)
	return nil
}

type clientMerge struct {
	From string `arg:"" help:"The client that goes."`
	Into string `arg:"" help:"The client that stays."`
}

func (m *clientMerge) Run(c *call, f *app.Firm) error {
	from, into, err := pair(c, f.Clients.Find, m.From, m.Into)
	if err != nil {
		return err
	}
	r, err := f.Clients.Merge(c.ctx, c.ask(), from.ID, into.ID)
	return c.receipt(r, err, nil)
}

// onPartner finds the partner a verb is about and does it.
func onPartner(c *call, f *app.Firm, text string, do func(app.ID[app.Partner]) (app.Receipt, error)) error {
	p, err := f.Partners.Find(c.ctx, text)
	if err != nil {
		return err
	}
	r, err := do(p.ID)
	return c.receipt(r, err, nil)
}

func partnerIDs(c *call, f *app.Firm, names []string) ([]app.ID[app.Partner], error) {
	var ids []app.ID[app.Partner]
	for _, name := range names {
		p, err := f.Partners.Find(c.ctx, name)
		if err != nil {
			return nil, err
		}
		ids = append(ids, p.ID)
	}
	return ids, nil
}
