package sample

import (
	"rapport/app"
	"rapport/app/calendar"
)

// candidates are the partners that are not there yet, or not any more, and what happened to those that were.
func (s *script) candidates() {
	s.prospects()
	s.turnedDown()
	s.merged()
	s.changes()
	s.recruiting()
}

// prospects are on the way to an agreement.
func (s *script) prospects() {
	fell := &partner{name: "Fell & Garsdale", kind: accountant, land: "GB", tags: "cumbria", address: "11 Highgate/Kendal LA9 4DA/United Kingdom",
		domain: "fellgarsdale.example", staff: []person{{"Judith Fell", "Partner"}}}
	loop := &partner{name: "Ledgerloop", kind: affiliate, land: "GB", tags: "online", domain: "ledgerloop.example"}
	haas := &partner{name: "Haas Unternehmensberatung", kind: consultant, land: "DE", currency: eur, tags: "germany", domain: "haas-beratung.example",
		address: "Große Bleichen 23/20354 Hamburg/Germany", phone: "+49 40 66969 218", staff: []person{{"Dörte Haas", "Inhaberin"}}}
	linnea := &partner{name: "Linnéa Relocation", kind: agency, land: "SE", currency: eur, tags: "sweden", domain: "linnea-relocation.example",
		address: "Sveavägen 44/111 34 Stockholm/Sweden", staff: []person{{"Linnéa Öberg", "VD"}}}
	founders := &partner{name: "Founders’ Desk", kind: affiliate, land: "GB", currency: gbp, tags: "online start-ups", domain: "foundersdesk.example",
		staff: []person{{"Zainab Malik", "Editor"}}, terms: rules(flatAccepted(35)), pays: 14}
	ferrante := &partner{name: "Studio Ferrante", kind: adviser, land: "IT", currency: eur, tags: "italy cross-border", domain: "studioferrante.example",
		address: "Via Manzoni 38/20121 Milano/Italy", staff: []person{{"Niccolò Ferrante", "Titolare"}}, terms: rules(revenueShare("6", 12)), pays: 30}
	s.enter(fell, s.ago(24), app.Prospect)
	s.enter(loop, s.ago(9), app.Prospect)
	s.enter(haas, s.ago(47), app.Prospect)
	s.state(haas, s.ago(30), app.InTalks, app.Move{Note: "Lunch in Hamburg; wants to know how fees are shared."})
	s.enter(linnea, s.ago(16), app.Applied)
	s.enter(founders, s.ago(40), app.Applied)
	s.state(founders, s.ago(28), app.PartnerCheck, app.Move{})
	s.on(s.ago(20), priya, func(k *desk) error { return founders.draft(k, s.today.AddDays(20)) })
	s.on(s.ago(13), priya, func(k *desk) error { return founders.agree(k, app.AgreementReview) })
	s.enter(ferrante, s.ago(60), app.PartnerCheck)
	s.state(ferrante, s.ago(35), app.Onboarding, app.Move{})
	s.on(s.ago(12), thomas, func(k *desk) error { return ferrante.draft(k, calendar.MonthOf(s.today).Next().First()) })
	s.on(s.ago(6), thomas, func(k *desk) error { return ferrante.agree(k, app.AgreementOut) })
}

// turnedDown were declined; one of them had a draft.
func (s *script) turnedDown() {
	rowan := &partner{name: "Rowan Injury Claims", kind: attorney, land: "GB", domain: "rowanclaims.example", staff: []person{{"Paul Rowan", "Director"}}}
	brightmere := &partner{name: "Brightmere Strategy", kind: consultant, land: "GB", currency: gbp, tags: "london", domain: "brightmere.example",
		address: "64 Great Eastern Street/London EC2A 3QR/United Kingdom", staff: []person{{"Kit Lavery", "Founder"}}, terms: rules(percentOnce("15"))}
	s.enter(rowan, s.month(13).AddDays(8), app.Applied)
	s.state(rowan, s.month(13).AddDays(22), app.Declined, app.Move{Reason: "regulator", MayReapply: s.month(1).AddDays(22),
		Note: "Introductions in injury matters can't be paid for."})
	s.enter(brightmere, s.month(5).AddDays(3), app.InTalks)
	s.on(s.month(5).AddDays(15), eleanor, func(k *desk) error { return brightmere.draft(k, s.month(4)) })
	s.on(s.month(5).AddDays(25), eleanor, func(k *desk) error { return brightmere.agree(k, app.AgreementWithdrawn) })
	s.state(brightmere, s.month(5).AddDays(25), app.Declined, app.Move{Reason: "does not meet requirements", MayReapply: s.today.AddDays(120)})
}

// merged is an entry made twice; the survivor keeps its person.
func (s *script) merged() {
	twin, castell := &partner{name: "Castell Relocations Ltd", kind: agency, land: "GB", currency: gbp, domain: "castell.example",
		staff: []person{{"Megan Prothero", "Client care"}}}, s.named["castell"]
	s.enter(twin, s.month(12).AddDays(4), app.Prospect)
	s.on(s.month(12).AddDays(26), priya, func(k *desk) error {
		_, err := k.Partners.Merge(k.ctx, k.ask(), twin.id, castell.id)
		return err
	})
}

// changes is what became of partners and agreements since.
func (s *script) changes() {
	by := func(key string) *partner { return s.named[key] }
	leave := func(key string, day calendar.Day, to app.PartnerState, m app.Move) {
		by(key).until = day
		s.state(by(key), workday(day), to, m)
	}
	leave("stirling", s.month(14).AddDays(9), app.Ended, app.Move{Note: "Catriona Stirling retires."})
	leave("harbour", s.month(7).AddDays(19), app.Ended, app.Move{Note: "Too few introductions became clients."})
	leave("soletrader", s.month(6).AddDays(3), app.Paused, app.Move{Note: "The site is being rebuilt."})
	leave("northgate", s.month(4).AddDays(11), app.Paused, app.Move{Note: "Merger under way; no introductions until it is through."})
	s.on(workday(s.month(4).AddDays(12)), thomas, func(k *desk) error { return by("northgate").agree(k, app.AgreementSuspended) })
	leave("calder", s.ago(18), app.Blocked, app.Move{Note: "Named in a regulator's notice; all money stops until it is cleared up."})
	by("ivanova").expires = s.today.AddDays(38)
	by("papadopoulou").payee = "Παπαδοπούλου & Συνεργάτες"
	s.on(workday(s.month(10).AddDays(11)), thomas, func(k *desk) error {
		return by("oyelaran").amend(k, s.month(9), rules(percentOnce("12.5")))
	})
	s.on(workday(s.month(8).AddDays(7)), eleanor, func(k *desk) error {
		p, err := k.Partners.Get(k.ctx, by("dvorak").id)
		if err != nil {
			return err
		}
		p.Phone, p.Note = "+420 200 000 188", "Prefers letters in German."
		_, err = k.Partners.Edit(k.ctx, k.ask(), p)
		return err
	})
}

// enter keeps a partner that is not on the roll.
func (s *script) enter(p *partner, day calendar.Day, state app.PartnerState) {
	s.on(workday(day), p.owner(), func(k *desk) error { return p.add(k, state) })
}

func (s *script) state(p *partner, day calendar.Day, to app.PartnerState, m app.Move) {
	s.on(workday(day), p.owner(), func(k *desk) error { return p.become(k, to, m) })
}
