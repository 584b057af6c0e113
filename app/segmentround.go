package app

import (
	"context"
	"fmt"

	"rapport/app/calendar"
)

// mostRound is how many contacts one round plans.
const mostRound = 500

// Round is a round of check-ins to plan: one with everybody in a segment.
type Round struct {
	Segment ID[Segment]
	Kind    string // of check-in
	From    calendar.Day
	PerDay  int // how many on a working day; 0: all on the first
	Subject string
	Owner   string // who holds them; empty: who looks after each partner
}

// PlanRound plans a check-in with every partner in a segment, on working days from a day on. Those that asked not to be contacted, and those
// that have one planned already, are left out and named.
func (u Checkins) PlanRound(ctx context.Context, ask Ask, r Round) (Receipt, error) {
	return u.f.write(ctx, ask, "checkin.round", func(t *tx) error {
		s, err := t.Segment(r.Segment)
		if err != nil {
			return err
		}
		partners, err := t.roundOf(r)
		if err != nil {
			return err
		}
		day := calendar.Working(orDay(r.From, t.today), t.settings.Closed)
		first := day
		for i, p := range partners {
			if i > 0 && r.PerDay > 0 && i%r.PerDay == 0 {
				day = calendar.Working(day+1, t.settings.Closed)
			}
			c := Checkin{Partner: p.ID, Kind: r.Kind, State: CheckinPlanned, Day: day, Subject: r.Subject, Owner: orElse(r.Owner, p.Owner)}
			if _, err := t.addCheckin(&c); err != nil {
				return err
			}
		}
		when := first.Label()
		if day != first {
			when += " to " + day.Label()
		}
		t.did(KindSegment, int64(s.ID), "Planned a %s with %s of segment “%s”, %s", r.Kind, counted(len(partners), "partner"), s.Name, when)
		return nil
	})
}

// roundOf gives whom a round is with, and warns of who is left out.
func (t *tx) roundOf(r Round) ([]Partner, error) {
	if r.PerDay < 0 {
		return nil, Bad("per day", "A day can't have fewer than one.", "Enter how many on a day, or leave it empty.")
	}
	ids, err := partnersIn(t, t.settings, t.today, r.Segment, false)
	if err != nil {
		return nil, err
	}
	planned, err := plannedBy(t, 0)
	if err != nil {
		return nil, err
	}
	var out []Partner
	for _, id := range ids {
		p, err := t.Partner(id)
		if err != nil {
			return nil, err
		}
		switch c, has := planned[id]; {
		case p.Contact == NoContact:
			t.warn("%s is left out: it asked not to be contacted.", p.Name)
		case has:
			t.warn("%s is left out: a %s is planned for %s.", p.Name, c.Kind, c.Day.Label())
		default:
			out = append(out, p)
		}
	}
	switch {
	case len(out) == 0:
		return nil, No("There is nobody in this segment to plan a contact with.", "Look at who is in it.")
	case len(out) > mostRound:
		return nil, No(fmt.Sprintf("That would be %d contacts; a round has at most %d.", len(out), mostRound), "Choose a narrower segment.")
	}
	return out, nil
}
