package sample

import (
	"strings"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/names"
	"rapport/app/terms"
)

// The six types of partner the example firm works with.
const (
	accountant = "accountant"
	attorney   = "attorney"
	adviser    = "financial adviser"
	consultant = "consultant"
	agency     = "agency"
	affiliate  = "affiliate"
)

// enrol brings the partners in: those of before on the first days, the others when they joined.
func (s *script) enrol() {
	for i, p := range roll() {
		if p.currency == "" {
			p.currency = gbp
		}
		s.partners, s.named[p.key] = append(s.partners, p), p
		if p.joined >= 24 {
			s.bringOver(p, workdays(s.begin, i/6))
		} else {
			s.join(p, workday(s.month(p.joined).AddDays(i%12)))
		}
	}
	s.candidates()
}

// bringOver enters a partner of before, with the days on which things happened.
func (s *script) bringOver(p *partner, day calendar.Day) {
	p.since = day
	from := s.month(p.joined)
	s.on(day, priya, func(k *desk) error {
		return k.all(
			func() error { return p.add(k, app.PartnerCheck) },
			func() error { return p.become(k, app.Onboarding, app.Move{Day: from.AddDays(-20)}) },
			func() error { return p.draft(k, from) },
			func() error { return p.sign(k, from.AddDays(-6)) },
			func() error {
				return p.become(k, app.Active, app.Move{Day: from, Reason: "A partner since before these books."})
			},
		)
	})
}

// join takes a new partner through the steps, some days each.
func (s *script) join(p *partner, day calendar.Day) {
	who := p.owner()
	next := func(days int, do func(*desk) error) {
		day = workday(day.AddDays(days))
		s.on(day, who, do)
	}
	next(0, func(k *desk) error { return p.add(k, app.Prospect) })
	next(5, func(k *desk) error { return p.become(k, app.InTalks, app.Move{}) })
	next(6, func(k *desk) error { return p.become(k, app.PartnerCheck, app.Move{Note: "References asked for."}) })
	next(5, func(k *desk) error { return p.become(k, app.Onboarding, app.Move{}) })
	next(2, func(k *desk) error { return p.draft(k, k.day.AddDays(7)) })
	next(1, func(k *desk) error { return p.agree(k, app.AgreementOut) })
	next(8, func(k *desk) error { return p.sign(k, k.day) })
	next(1, func(k *desk) error {
		return p.become(k, app.Active, app.Move{Reason: "Handed in with the first statement."})
	})
	p.since = day
}

// all does one thing after the other until one fails.
func (d *desk) all(acts ...func() error) error {
	for _, do := range acts {
		if err := do(); err != nil {
			return err
		}
	}
	return nil
}

func (p *partner) owner() string {
	switch p.kind {
	case attorney, adviser:
		return thomas
	case agency, affiliate:
		return priya
	}
	return eleanor
}

// add keeps the partner and its people.
func (p *partner) add(k *desk, state app.PartnerState) error {
	entry := app.Partner{Name: p.name, Type: p.kind, State: state, Tags: strings.Fields(p.tags), Phone: p.phone, Address: strings.ReplaceAll(p.address, "/", "\n"),
		Country: p.country(), Currency: p.currency, Owner: p.owner()}
	if p.domain != "" {
		entry.Email, entry.Website = "office@"+p.domain, p.domain
	}
	switch {
	case strings.Contains(p.tags, "confidential"):
		entry.ClientShown = app.ShownCode
	case p.kind == affiliate:
		entry.ClientShown = app.ShownInitials
	}
	r, err := k.Partners.Add(k.ctx, k.ask(), entry)
	if err != nil {
		return err
	}
	p.id = app.ID[app.Partner](r.ID)
	for _, who := range p.staff {
		r, err := k.Partners.AddPerson(k.ctx, k.ask(), app.Person{Partner: p.id, Name: who.name, Role: who.role, Email: mailbox(who.name, p.domain)})
		if err != nil {
			return err
		}
		p.people = append(p.people, app.ID[app.Person](r.ID))
	}
	return nil
}

// country is where the partner sits: its clients' country, but for the three who refer across a border.
func (p *partner) country() string {
	if strings.HasSuffix(p.address, "/Switzerland") {
		return "CH"
	}
	if strings.HasSuffix(p.address, "/Italy") {
		return "IT"
	}
	if strings.HasSuffix(p.address, "/United States") {
		return "US"
	}
	return p.land
}

// mailbox is first.last@domain, or the office where a name has no plain letters.
func mailbox(name, domain string) string {
	if domain == "" {
		return ""
	}
	plain := strings.ReplaceAll(names.Fold(name), " ", ".")
	for _, r := range plain {
		if r > 'z' {
			return "office@" + domain
		}
	}
	return plain + "@" + domain
}

func (p *partner) become(k *desk, state app.PartnerState, m app.Move) error {
	_, err := k.Partners.SetState(k.ctx, k.ask(), p.id, state, m)
	return err
}

// draft writes the agreement that is in force from a day on.
func (p *partner) draft(k *desk, from calendar.Day) error {
	tm := p.terms
	tm.Currency = p.currency
	a := app.Agreement{Partner: p.id, Title: "Referral agreement", From: from, To: p.expires, PaymentDays: p.pays, PayeeName: p.payee}
	r, err := k.Agreements.Add(k.ctx, k.ask(), a, tm)
	p.agreement = app.ID[app.Agreement](r.ID)
	return err
}

func (p *partner) agree(k *desk, state app.AgreementState) error {
	_, err := k.Agreements.SetState(k.ctx, k.ask(), p.agreement, state, app.Move{})
	return err
}

func (p *partner) sign(k *desk, day calendar.Day) error {
	_, err := k.Agreements.Sign(k.ctx, k.ask(), p.agreement, app.Signature{Day: day, By: p.staff[0].name})
	return err
}

// amend gives the agreement other terms from a later day on.
func (p *partner) amend(k *desk, from calendar.Day, tm terms.Terms) error {
	tm.Currency = p.currency
	_, err := k.Agreements.Amend(k.ctx, k.ask(), p.agreement, from, tm, app.Signature{Day: k.day, By: p.staff[0].name})
	return err
}
