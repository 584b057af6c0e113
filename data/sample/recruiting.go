package sample

import (
	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
)

// recruiting is what the firm thinks of its candidates, the papers of its partners, and what it wants to reach.
func (s *script) recruiting() {
	s.rated()
	s.papers()
	s.library()
	s.letters()
	s.mailing()
	s.goals()
	s.onPartner("Studio Ferrante", s.ago(20), thomas, func(k *desk, p app.ID[app.Partner]) error {
		if _, err := k.Onboarding.Done(k.ctx, k.ask(), p, 5, 0); err != nil {
			return err
		}
		_, err := k.Onboarding.Waive(k.ctx, k.ask(), p, 3, "Taxed in Italy; no form is needed.")
		return err
	})
	s.onPartner("Founders’ Desk", s.ago(27), priya, func(k *desk, p app.ID[app.Partner]) error {
		_, err := k.Recruiting.Review(k.ctx, k.ask(), p, s.ago(2), "References asked for; one has answered.")
		return err
	})
}

// onPartner does something about a partner that is known by its name.
func (s *script) onPartner(name string, day calendar.Day, who string, do func(*desk, app.ID[app.Partner]) error) {
	s.on(workday(day), who, func(k *desk) error {
		p, err := k.Partners.Find(k.ctx, name)
		if err != nil {
			return err
		}
		return do(k, p.ID)
	})
}

// rated are the candidates as the profile of the ideal partner sees them; -1 is what nobody knows yet.
func (s *script) rated() {
	for _, of := range []struct {
		name   string
		points [6]int
	}{
		{"Fell & Garsdale", [6]int{3, 2, 3, 1, 3, 3}}, {"Ledgerloop", [6]int{1, 2, app.Unknown, 3, 1, 0}},
		{"Haas Unternehmensberatung", [6]int{2, 3, 3, 2, app.Unknown, 3}}, {"Linnéa Relocation", [6]int{2, app.Unknown, app.Unknown, 1, 2, app.Unknown}},
	} {
		s.onPartner(of.name, s.ago(8), eleanor, func(k *desk, p app.ID[app.Partner]) error {
			var all []app.Rating
			for i, n := range of.points {
				if n != app.Unknown {
					all = append(all, app.Rating{Criterion: i + 1, Points: n})
				}
			}
			_, err := k.Recruiting.Rate(k.ctx, k.ask(), p, all)
			return err
		})
	}
}

// papers are credentials: one lapsed, one about to.
func (s *script) papers() {
	keep := func(key string, day calendar.Day, c app.Credential) {
		s.on(workday(day), thomas, func(k *desk) error {
			c.Partner = s.named[key].id
			_, err := k.Credentials.Add(k.ctx, k.ask(), c)
			return err
		})
	}
	keep("kestrel", s.ago(300), app.Credential{Kind: app.Licence, What: "Chartered accountants", Issuer: "ICAEW", Number: "C0041277", Jurisdiction: "England and Wales",
		Expires: s.ago(12)})
	keep("okafor", s.ago(290), app.Credential{Kind: app.Insurance, What: "Professional indemnity", Issuer: "Travelers", Number: "PI-220418",
		Cover: money.New(200_000_000, gbp), Expires: s.today.AddDays(21)})
	keep("okafor", s.ago(150), app.Credential{Kind: app.Screening, What: "Sanctions list", Issuer: "Thomas Reed", Day: s.ago(160), Result: "clear", Expires: s.today.AddDays(205)})
}

// goals are three of this year.
func (s *script) goals() {
	year := calendar.YearOf(s.today)
	for _, g := range []app.Goal{
		{KPI: app.QualifiedReferrals, Target: 150, Period: year, Owner: eleanor},
		{KPI: app.Conversion, Target: 55, Period: year, Owner: thomas},
		{KPI: app.NewPartners, Target: 12, Period: year, Owner: priya, Note: "Two of them on the Continent."},
	} {
		s.on(workday(s.ago(90)), eleanor, func(k *desk) error {
			_, err := k.Goals.Add(k.ctx, k.ask(), g)
			return err
		})
	}
}
