package app

import (
	"fmt"
	"slices"
	"strings"

	"rapport/app/code"
	"rapport/app/letter"
	"rapport/app/money"
	"rapport/app/names"
)

// facts collects what the fields of a letter say. Clients appear as the partner may see them, and in no other way.
type facts struct {
	b       Books
	f       *Firm
	s       Settings
	l       letter.Language
	v       letter.Values
	partner Partner
	person  Person
	of      About
	text    string // everything that is to be filled in: what it does not name is not looked up
}

// lookUp finds what the fields of some texts say to somebody.
func lookUp(b Books, f *Firm, s Settings, l letter.Language, about About, texts ...string) (*facts, error) {
	g := &facts{b: b, f: f, s: s, l: l, of: about, text: strings.Join(texts, "\n"), v: letter.Values{One: map[string]string{}, Many: map[string][]map[string]string{}}}
	return g, g.all(about)
}

func (g *facts) all(about About) error {
	var r Referral
	var err error
	if about.Referral != 0 {
		if r, err = g.b.Referral(about.Referral); err != nil {
			return err
		}
		if about.Partner == 0 {
			about.Partner = r.Partner
		}
		if about.Person == 0 && about.Partner == r.Partner {
			about.Person = r.Person
		}
	}
	if err := g.who(about); err != nil {
		return err
	}
	g.firm()
	for _, part := range []struct {
		look  func() error
		named []string
	}{
		{func() error { return g.referral(r) }, []string{"referral.", "client."}}, {g.figures, []string{"partner.referrals", "partner.won", "partner.last"}}, {g.underWay, []string{"referrals"}},
		{func() error { return g.agreement(r.Service) }, []string{"agreement."}}, {g.balance, []string{"balance"}}, {g.statement, []string{"statement."}}, {g.material, []string{"material."}},
	} {
		if !slices.ContainsFunc(part.named, func(name string) bool { return strings.Contains(g.text, name) }) {
			continue
		}
		if err := part.look(); err != nil {
			return err
		}
	}
	return nil
}

func (g *facts) put(name, text string) {
	if g.of.NoMoney && slices.Contains([]string{"balance", "statement.closing", "agreement.terms"}, name) {
		text = ""
	}
	g.v.One[name] = text
}

// who is the partner and the person that is written to.
func (g *facts) who(about About) (err error) {
	if about.Person != 0 {
		if g.person, err = g.b.Person(about.Person); err != nil {
			return err
		}
		if about.Partner == 0 {
			about.Partner = g.person.Partner
		}
	}
	if g.partner, err = g.b.Partner(about.Partner); err != nil {
		return err
	}
	if g.person.ID != 0 && g.person.Partner != g.partner.ID {
		return No(fmt.Sprintf("%s is not at %s.", g.person.Name, g.partner.Name), "Choose a person of this partner.")
	}
	people, err := g.b.People(g.partner.ID)
	if err != nil {
		return err
	}
	if g.person.ID == 0 && len(people) > 0 {
		g.person = people[0]
	}
	for _, p := range people {
		g.v.Many["people"] = append(g.v.Many["people"], map[string]string{"name": p.Name, "role": p.Role, "email": p.Email})
	}
	p, w := g.partner, g.person
	g.put("partner.name", p.Name)
	g.put("partner.number", p.Number)
	g.put("partner.type", p.Type)
	g.put("partner.email", p.Email)
	g.put("partner.phone", p.Phone)
	g.put("partner.website", p.Website)
	g.put("partner.address", p.Address)
	g.put("partner.owner", p.Owner)
	g.put("partner.code", code.Shown(ownCode(p.ID)))
	g.put("partner.link", g.s.Link(ownCode(p.ID)))
	g.put("person.name", w.Name)
	g.put("person.first", letter.First(w.Name))
	g.put("person.role", w.Role)
	g.put("person.email", w.Email)
	g.put("person.phone", w.Phone)
	g.put("person.formal", g.l.Formal(w.Name, w.Salutation))
	g.put("greeting", g.l.Greet(w.Name, w.Salutation))
	return nil
}

func (g *facts) firm() {
	s := g.s
	g.put("firm.name", s.FirmName)
	g.put("firm.address", s.Address)
	g.put("firm.email", s.Email)
	g.put("firm.phone", s.Phone)
	g.put("firm.website", s.Website)
	g.put("sender.name", orElse(g.partner.Owner, g.f.deps.Actor))
	g.put("today", g.l.Day(g.f.today(s)))
}

// shown is a client's name as the partner may see it, and its code.
func (g *facts) shown(id ID[Client]) (name, code string, err error) {
	c, err := g.b.Client(id)
	if err != nil {
		return "", "", err
	}
	way := g.partner.ClientShown
	if way == "" {
		way = g.s.ClientShown
	}
	if g.of.Plain {
		way = ShownCode
	}
	switch way {
	case ShownInitials:
		return names.Initials(c.Name), c.Number, nil
	case ShownCode:
		return c.Number, c.Number, nil
	}
	return c.Name, c.Number, nil
}

func (g *facts) referral(r Referral) error {
	if r.ID == 0 {
		return nil
	}
	name, number, err := g.shown(r.Client)
	if err != nil {
		return err
	}
	g.put("referral.number", r.Number)
	g.put("referral.client", name)
	g.put("client.name", name)
	g.put("client.number", number)
	g.put("referral.service", r.Service)
	g.put("referral.stage", g.l.Stage(string(r.Stage)))
	g.put("referral.introduced", g.l.Day(r.Introduced))
	g.put("referral.closed", g.l.Day(r.Closed))
	g.put("referral.reason", g.l.Reason(r.Reason))
	g.put("referral.owner", r.Owner)
	return nil
}

// figures counts what the partner introduced.
func (g *facts) figures() error {
	rows, err := g.b.PartnerRows([]int32{int32(g.partner.ID)})
	if err != nil || len(rows) == 0 {
		return err
	}
	g.put("partner.referrals", fmt.Sprint(rows[0].Referrals))
	g.put("partner.won", fmt.Sprint(rows[0].Won))
	g.put("partner.last", g.l.Day(rows[0].Last))
	return nil
}

// underWay lists the referrals that are neither won nor closed.
func (g *facts) underWay() error {
	q := Query{}.With(Is("partner", fmt.Sprint(int64(g.partner.ID))), Is("stage", words([]Stage{Logged, Checking, Accepted, Contacted, Meeting, Proposal})...)).
		By("introduced", true).First(letter.MostEntries)
	return g.b.ReferralIDs(q, func(ids []int32) error {
		rows, err := g.b.ReferralRows(ids)
		if err != nil {
			return err
		}
		for _, r := range rows {
			name, _, err := g.shown(r.Client)
			if err != nil {
				return err
			}
			g.v.Many["referrals"] = append(g.v.Many["referrals"], map[string]string{"number": r.Number, "client": name, "service": r.Service,
				"stage": g.l.Stage(string(r.Stage)), "introduced": g.l.Day(r.Introduced)})
		}
		return nil
	})
}

// agreement is the one in force today for a service line.
func (g *facts) agreement(service string) error {
	list, err := partnerAgreements(g.b, g.partner.ID)
	if err != nil {
		return err
	}
	a, v, ok := inForce(list, g.f.today(g.s), service)
	if !ok {
		return nil
	}
	g.put("agreement.number", a.Number)
	g.put("agreement.title", a.Title)
	g.put("agreement.from", g.l.Day(a.From))
	g.put("agreement.to", g.l.Day(a.To))
	g.put("agreement.terms", g.l.Terms(v.Terms))
	g.put("agreement.payment_days", fmt.Sprint(a.PaymentDays))
	return nil
}

// balance is what is owed.
func (g *facts) balance() error {
	balances, err := balancesOf(g.b, g.partner.ID)
	if err != nil {
		return err
	}
	var owed []string
	for _, m := range balances {
		if m.Minor != 0 {
			owed = append(owed, g.l.Money(m))
		}
	}
	g.put("balance", g.l.And(owed))
	return nil
}

// statement is the one that is meant, else the partner's latest.
func (g *facts) statement() error {
	all, err := g.b.StatementsOf(g.partner.ID)
	if err != nil {
		return err
	}
	for i := len(all) - 1; i >= 0; i-- {
		if st := all[i]; st.ID == g.of.Statement || g.of.Statement == 0 && st.State != StatementVoid && st.State != StatementOver {
			g.put("statement.number", st.Number)
			g.put("statement.period", g.l.Period(st.Period))
			g.put("statement.issued", g.l.Day(st.Issued))
			g.put("statement.closing", g.l.Money(money.New(st.Closing, st.Currency)))
			g.put("statement.query_by", g.l.Day(st.QueryBy))
			return nil
		}
	}
	return nil
}

// material is the version that the letter brings or calls back.
func (g *facts) material() error {
	if g.of.Material == 0 {
		return nil
	}
	v, err := g.b.MaterialVersion(g.of.Material)
	if err != nil {
		return err
	}
	m, err := g.b.Material(v.Material)
	if err != nil {
		return err
	}
	g.put("material.title", m.Title)
	g.put("material.number", m.Number)
	g.put("material.version", fmt.Sprint(v.No))
	g.put("material.news", v.News)
	g.put("material.until", g.l.Day(v.Expires))
	g.put("material.ended", g.l.Day(v.Ended))
	g.put("material.reason", v.Reason)
	return nil
}
