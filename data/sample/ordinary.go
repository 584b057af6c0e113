package sample

import (
	"rapport/app"
	"rapport/app/calendar"
)

// duplicates is how many introductions repeat an earlier one.
const duplicates = 17

// ordinary draws the referrals that need no story of their own.
func (s *script) ordinary(n int) {
	for range n {
		p := s.drawPartner()
		v := serviceNamed(pick(s, p.sends))
		day := s.drawDay(p, v)
		if day == 0 {
			continue
		}
		d := s.introduce(p, v, day)
		s.course(d, v)
		s.tell(d)
	}
}

// introduce makes a referral that was just made.
func (s *script) introduce(p *partner, v service, day calendar.Day) *deal {
	d := &deal{by: p, client: s.names.client(p.land, v.name), service: v.name, introduced: day, logged: s.later(day, 0, 2)}
	d.told = s.chance(25)
	if s.chance(85) {
		d.estimate = s.fee(v) / 10000 * 10000
	}
	if s.chance(30) {
		d.note = pick(s, remarks())
	}
	return d
}

func remarks() []string {
	return []string{"Asked to be called in the evening.", "Introduced by e-mail with both in copy.", "Knows the firm from the chamber of commerce.",
		"Wants a fixed fee.", "Changing from a firm that retires.", "Met at the partner's client evening.",
		"Time matters: a deadline at the end of the quarter.", "Has talked to one other firm.", "Prefers to meet in person."}
}

// drawPartner draws by the weights of the partners.
func (s *script) drawPartner() *partner {
	sum := 0
	for _, p := range s.partners {
		sum += p.weight
	}
	n := s.rng.IntN(sum)
	for _, p := range s.partners {
		if n -= p.weight; n < 0 {
			return p
		}
	}
	panic("sample: weights do not add up")
}

// drawDay draws a day on which the partner may refer, by the season of the service; 0 when none was found.
func (s *script) drawDay(p *partner, v service) calendar.Day {
	for range 500 {
		day := s.begin.AddDays(s.rng.IntN(s.today.Sub(s.begin) - 1))
		if !p.refers(day) || s.rng.IntN(16) >= v.busy[day.Month()-1] {
			continue
		}
		return day
	}
	return 0
}

// refers tells whether the partner makes introductions on a day; one of the last days could be entered too late.
func (p *partner) refers(day calendar.Day) bool {
	return day >= p.since && (p.until == 0 || day < p.until.AddDays(-5))
}

// course draws what becomes of a referral: how far it comes, on which days, and the fees of a win.
func (s *script) course(d *deal, v service) {
	lot := s.rng.IntN(100)
	day := d.logged
	switch {
	case lot < 5:
		d.to(app.NotAccepted, s.later(day, 1, 6), pick(s, refusals()))
		return
	case s.chance(20) || s.today.Sub(day) < 12:
		d.to(app.Checking, s.later(day, 0, 2), "")
	}
	day = s.later(day, 2, 5)
	if s.chance(60) {
		d.to(app.Accepted, day, "")
	}
	day = s.later(day, 1, 6)
	d.to(app.Contacted, day, "")
	if lot < 9 {
		d.to(app.Withdrawn, s.later(day, 3, 20), "client asked to wait")
		return
	}
	if lot < 20 {
		d.to(app.Lost, s.later(day, 8, 30), pick(s, []string{"no response", "not a fit", "timing"}))
		return
	}
	if s.chance(55) {
		day = s.later(day, 3, 15)
		d.to(app.Meeting, day, "")
	}
	if s.chance(75) {
		day = s.later(day, 4, 18)
		d.to(app.Proposal, day, "")
	}
	day = s.later(day, 7, 40)
	if lot < 20+(80*(100-d.by.wins))/100 {
		d.to(app.Lost, day, pick(s, app.LostReasons()))
		return
	}
	d.to(app.Won, day, "")
	s.bills(d, v, day)
}

func (d *deal) to(stage app.Stage, day calendar.Day, reason string) {
	d.steps = append(d.steps, step{to: stage, day: day, reason: reason})
}

func refusals() []string {
	return []string{"outside our services", "conflict with an audit client", "client gave no consent to be contacted",
		"too small for us; referred to a colleague"}
}

// duplicates lets other partners introduce clients that were introduced some weeks before.
func (s *script) duplicates() {
	earlier := s.deals
	for n := 0; n < duplicates; {
		first, p := pick(s, earlier), s.drawPartner()
		day := s.later(first.logged, 6, 60)
		if p == first.by || p.land != first.by.land || first.first != nil || !p.refers(day) || day >= s.ago(8) || first.client.name == "" {
			continue
		}
		d := &deal{by: p, client: first.client, service: first.service, introduced: day, owner: priya, first: first}
		d.to(app.Checking, day, "")
		d.to(app.Duplicate, s.later(day, 1, 4), "")
		s.tell(d)
		n++
	}
}
