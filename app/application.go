package app

import (
	"context"
	"fmt"
	"strings"

	"rapport/app/calendar"
)

// The decisions about an application; none while it is open.
const (
	ApplicationAccepted = "accepted"
	ApplicationDeclined = "declined"
)

// reviewDays is how long a review takes unless another day is set.
const reviewDays = 30

// Application is one time that a partner asked to become one.
type Application struct {
	ID         ID[Application] `json:"id"`
	Partner    ID[Partner]     `json:"partner"`
	Applied    calendar.Day    `json:"applied"`
	ReviewBy   calendar.Day    `json:"review_by,omitempty"`
	Note       string          `json:"note,omitempty"`
	Decision   string          `json:"decision,omitempty"` // "": open
	Decided    calendar.Day    `json:"decided,omitempty"`
	Who        string          `json:"who,omitempty"` // decided
	Reason     string          `json:"reason,omitempty"`
	MayReapply calendar.Day    `json:"may_reapply,omitempty"`
	Version    int64           `json:"version"`
}

// ApplicationBooks keeps applications.
type ApplicationBooks interface {
	AddApplication(Application) error
	PutApplication(Application) error
	DeleteApplication(ID[Application]) error
	Application(ID[Application]) (Application, error)
	Applications(ID[Partner]) ([]Application, error)                // the newest first
	ApplicationsDue(before calendar.Day) ([]Application, error)     // open ones to be reviewed before a day, the oldest first
	Ratings([]ID[Partner]) (map[ID[Partner]][]Rating, error)        // by criterion; partners without any are left out
	PutRatings(ID[Partner], []Rating) error                         // replaces
	PartnerSources() (map[string]map[PartnerState]int64, error)     // partners by how the firm came to know them, and state
	PartnersReached(PartnerState, calendar.Period) ([]int64, error) // ids of those that first came there in a period
}

// Recruiting are the use-cases of finding partners: applications, the profile they are measured by, whom to approach next.
type Recruiting struct{ f *Firm }

// Applications gives a partner's applications, the newest first.
func (u Recruiting) Applications(ctx context.Context, partner ID[Partner]) ([]Application, error) {
	return read(ctx, u.f, func(b Books) ([]Application, error) { return b.Applications(partner) })
}

// Apply notes that a prospect applied. One that was declined may do so from its day on.
func (u Recruiting) Apply(ctx context.Context, ask Ask, partner ID[Partner], a Application) (Receipt, error) {
	return u.f.write(ctx, ask, "partner.apply", func(t *tx) error {
		p, err := t.Partner(partner)
		if err != nil {
			return err
		}
		m := Move{Day: orDay(a.Applied, t.today), Note: a.Note}
		if a.ReviewBy != 0 && a.ReviewBy < m.Day {
			return Bad("review by", fmt.Sprintf("%s is before it applied on %s.", a.ReviewBy, m.Day), "Enter a later day.")
		}
		if p.State == Declined {
			if err := t.mayApply(p, m.Day); err != nil {
				return err
			}
			if p, err = t.moveTo(p, Prospect, Move{Day: m.Day, Note: "applies again"}); err != nil {
				return err
			}
		}
		if _, err := t.moveTo(p, Applied, m); err != nil {
			return err
		}
		t.did(KindPartner, int64(partner), "%s applied on %s", p.Name, m.Day.Label())
		if a.ReviewBy == 0 {
			return nil
		}
		return t.changeApplication(partner, func(open *Application) { open.ReviewBy = a.ReviewBy })
	})
}

// Review sets by when an open application is reviewed, and what is noted of it.
func (u Recruiting) Review(ctx context.Context, ask Ask, partner ID[Partner], by calendar.Day, note string) (Receipt, error) {
	return u.f.write(ctx, ask, "partner.apply", func(t *tx) error {
		p, err := t.Partner(partner)
		if err != nil {
			return err
		}
		open, ok, err := t.openApplication(partner)
		switch {
		case err != nil:
			return err
		case !ok:
			return No(p.Name+" has no application to review.", "Note first that it applied.")
		case by != 0 && by < open.Applied:
			return Bad("review by", fmt.Sprintf("%s is before it applied on %s.", by, open.Applied), "Enter a later day.")
		}
		if err := within("note", note, 2000); err != nil {
			return err
		}
		t.did(KindPartner, int64(partner), "The application of %s is reviewed by %s", p.Name, by.Label())
		return t.changeApplication(partner, func(open *Application) { open.ReviewBy, open.Note = by, strings.TrimSpace(note) })
	})
}

// Accept decides an open application for the partner: onboarding begins, from applied by way of the review.
func (u Recruiting) Accept(ctx context.Context, ask Ask, partner ID[Partner], m Move) (Receipt, error) {
	return u.f.write(ctx, ask, "partner.apply", func(t *tx) error {
		p, err := t.Partner(partner)
		if err != nil {
			return err
		}
		if p.State == Applied {
			if p, err = t.moveTo(p, PartnerCheck, Move{Day: m.Day}); err != nil {
				return err
			}
		}
		_, err = t.moveTo(p, Onboarding, m)
		return err
	})
}

// mayApply refuses an application before the day a declined partner was told.
func (t *tx) mayApply(p Partner, on calendar.Day) error {
	if p.MayReapply == 0 || on >= p.MayReapply {
		return nil
	}
	return Bad("day", fmt.Sprintf("%s was declined and may apply again from %s.", p.Name, p.MayReapply.Label()), "Wait until then.")
}

// openApplication is the one not decided yet.
func (t *tx) openApplication(partner ID[Partner]) (Application, bool, error) {
	all, err := t.Applications(partner)
	if err != nil || len(all) == 0 || all[0].Decision != "" {
		return Application{}, false, err
	}
	return all[0], true, nil
}

// changeApplication changes the open application, if there is one.
func (t *tx) changeApplication(partner ID[Partner], change func(*Application)) error {
	old, ok, err := t.openApplication(partner)
	if err != nil || !ok {
		return err
	}
	now := old
	change(&now)
	now.Version = old.Version + 1
	if err := t.PutApplication(now); err != nil {
		return err
	}
	return t.image(KindApplication, int64(now.ID), old, now)
}

// applied keeps applications in step with a partner's state: reaching applied or in review opens one, onboarding and declined decide it.
func (t *tx) applied(p Partner, to PartnerState, m Move) error {
	switch to {
	case Applied, PartnerCheck:
		_, ok, err := t.openApplication(p.ID)
		if err != nil || ok {
			return err
		}
		id, err := t.nextID(KindApplication)
		if err != nil {
			return err
		}
		a := Application{ID: ID[Application](id), Partner: p.ID, Applied: m.Day, ReviewBy: m.Day.AddDays(reviewDays), Note: m.Note, Version: 1}
		if err := t.AddApplication(a); err != nil {
			return err
		}
		return t.image(KindApplication, id, nil, a)
	case Onboarding:
		return t.changeApplication(p.ID, func(a *Application) {
			a.Decision, a.Decided, a.Who, a.Reason = ApplicationAccepted, m.Day, t.actor, m.Reason
		})
	case Declined:
		return t.changeApplication(p.ID, func(a *Application) {
			a.Decision, a.Decided, a.Who, a.Reason, a.MayReapply = ApplicationDeclined, m.Day, t.actor, m.Reason, m.MayReapply
		})
	}
	return nil
}
