package app

import (
	"context"
	"fmt"
	"strings"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/names"
)

// Referrals are the use-cases of inbound referrals.
type Referrals struct{ f *Firm }

// Get gives one referral.
func (u Referrals) Get(ctx context.Context, id ID[Referral]) (Referral, error) {
	return read(ctx, u.f, func(b Books) (Referral, error) { return b.Referral(id) })
}

// Find gives the referral with a number (R-2026-0147) or an outside reference.
func (u Referrals) Find(ctx context.Context, text string) (Referral, error) {
	return read(ctx, u.f, func(b Books) (Referral, error) {
		r, err := b.ReferralByNumber(strings.ToUpper(strings.TrimSpace(text)))
		if err == nil || !IsNotFound(err) {
			return r, err
		}
		if found, err := b.ReferralsByReference([]string{text}); err != nil || found[text].ID != 0 {
			return found[text], err
		}
		return Referral{}, &Problem{Kind: NotFound, Field: "referral", Say: fmt.Sprintf("There is no referral %q.", text),
			Try: "Use its number, such as R-2026-0147."}
	})
}

// IDs gives the ids of a list in order, in chunks.
func (u Referrals) IDs(ctx context.Context, q Query, each func([]int32) error) error {
	return u.f.deps.Store.Read(ctx, u.f.ids(Books.ReferralIDs, q, each))
}

// Rows gives list rows by id.
func (u Referrals) Rows(ctx context.Context, ids []int32) ([]ReferralRow, error) {
	return read(ctx, u.f, func(b Books) ([]ReferralRow, error) { return b.ReferralRows(ids) })
}

// Counts gives how many referrals of a query are in each stage.
func (u Referrals) Counts(ctx context.Context, q Query) (map[Stage]int64, error) {
	return readAmong(ctx, u.f, q, Books.StageCounts)
}

// NewReferral is what people enter of an introduction. The client is one that is kept (Client) or a new one by name
// (ClientName); with neither it gets a code name.
type NewReferral struct {
	Partner    ID[Partner]
	Person     ID[Person]
	Client     ID[Client]
	ClientName string
	Introduced calendar.Day // 0 today
	Service    string
	Estimate   money.Money // currency empty: none
	Owner      string
	Note       string
	Reference  string
	Code       string // by which it came; says the partner where none is given
}

// Log records an introduction.
func (u Referrals) Log(ctx context.Context, ask Ask, in NewReferral) (Receipt, error) {
	return u.f.write(ctx, ask, "referral.log", func(t *tx) error {
		r := Referral{Partner: in.Partner, Person: in.Person, Client: in.Client, Service: names.Clean(in.Service), Stage: Logged,
			Introduced: orDay(in.Introduced, t.today), Estimate: in.Estimate, Owner: names.Clean(in.Owner), Note: in.Note,
			Reference: strings.TrimSpace(in.Reference), Code: in.Code, EnteredAt: t.now, Version: 1}
		if err := t.creditCode(&r); err != nil {
			return err
		}
		partner, err := t.mayRefer(r.Partner)
		if err != nil {
			return err
		}
		if err := t.checkReferral(r); err != nil {
			return err
		}
		client, err := t.clientOf(&r, in.ClientName)
		if err != nil {
			return err
		}
		if err := t.addReferral(&r); err != nil {
			return err
		}
		t.did(KindReferral, int64(r.ID), "Logged %s: %s from %s", r.Number, client.Name, partner.Name)
		return t.image(KindReferral, int64(r.ID), nil, r)
	})
}

// mayRefer gives the partner of a new referral, unless its state forbids one.
func (t *tx) mayRefer(id ID[Partner]) (Partner, error) {
	if id == 0 {
		return Partner{}, Bad("partner", "A referral needs the partner who made it.", "Choose the partner.")
	}
	p, err := t.Partner(id)
	if err != nil {
		return p, err
	}
	switch p.State {
	case Blocked, Declined, Merged:
		return p, &Problem{Kind: Refused, Field: "partner", Say: fmt.Sprintf("%s is %s and can't make referrals.", p.Name, p.State),
			Try: "Choose another partner, or change its state first."}
	case Paused, Ended:
		t.warn("%s is %s.", p.Name, p.State)
	}
	return p, nil
}

func (t *tx) checkReferral(r Referral) error {
	if r.Introduced > t.today {
		return Bad("introduced", fmt.Sprintf("%s lies in the future.", r.Introduced), "Enter the day of the introduction.")
	}
	if r.Introduced.Year() < 1970 {
		return Bad("introduced", fmt.Sprintf("%s can't be the day of an introduction.", r.Introduced), "Check the year.")
	}
	if r.Person != 0 {
		p, err := t.Person(r.Person)
		if err != nil {
			return err
		}
		if p.Partner != r.Partner {
			return Bad("person", p.Name+" belongs to another partner.", "Choose somebody of this partner.")
		}
	}
	if err := checkEstimate(r.Estimate); err != nil {
		return err
	}
	if err := within("note", r.Note, 10000); err != nil {
		return err
	}
	return within("service", r.Service, 100)
}

func checkEstimate(m money.Money) error {
	if m.Currency == "" && m.Minor == 0 {
		return nil
	}
	if _, err := money.ParseCurrency(string(m.Currency)); err != nil {
		return Bad("estimate", err.Error(), "")
	}
	if m.Minor < 0 || m.Minor > money.Max {
		return Bad("estimate", "The estimate can't be "+m.String()+".", "Enter an amount from zero up, or leave it open.")
	}
	return nil
}

// clientOf gives the referral's client, made when it is new, and warns of an earlier introduction.
func (t *tx) clientOf(r *Referral, name string) (Client, error) {
	if r.Client == 0 {
		fold := names.Fold(name)
		if fold != "" {
			known, err := t.ClientsByName([]string{fold})
			if err != nil {
				return Client{}, err
			}
			r.Client = known[fold].ID
		}
		if r.Client == 0 {
			c := Client{Name: name}
			if err := t.warnKnown(name); err != nil {
				return c, err
			}
			err := t.addClient(&c)
			r.Client = c.ID
			return c, err
		}
	}
	c, err := t.Client(r.Client)
	if err != nil {
		return c, err
	}
	known, err := introducedFirst(t, t.settings, t.today, []Client{c})
	for _, k := range known {
		if k.First.ID != 0 || c.Since != 0 {
			t.warn("%s", k.Say())
		}
	}
	return c, err
}

func (t *tx) addReferral(r *Referral) error {
	id, err := t.nextID(KindReferral)
	if err != nil {
		return err
	}
	r.ID = ID[Referral](id)
	if r.Number, err = t.nextNumber(fmt.Sprintf("R-%d", r.Introduced.Year()), 4); err != nil {
		return err
	}
	if err := t.AddReferrals([]Referral{*r}); err != nil {
		return err
	}
	return t.AddSteps([]Step{{Kind: KindReferral, Subject: id, To: string(r.Stage), Day: r.Introduced, At: t.now, Who: t.actor}})
}

// Edit keeps a changed referral. Stage and what follows from it, number and client merges do not change here; the
// partner of a won referral does not change either.
func (u Referrals) Edit(ctx context.Context, ask Ask, r Referral) (Receipt, error) {
	return u.f.write(ctx, ask, "referral.edit", func(t *tx) error {
		old, err := t.Referral(r.ID)
		if err != nil {
			return err
		}
		if old.Version != r.Version {
			return Stale("Referral " + old.Number)
		}
		if old.Stage == Won && (old.Partner != r.Partner || old.Introduced != r.Introduced) {
			return No("This referral is won: who is credited, and since when, is frozen.", "Reopen it first, while nothing is approved.")
		}
		if r.Code != old.Code {
			if err := t.creditCode(&r); err != nil {
				return err
			}
		}
		if old.Partner != r.Partner {
			if _, err := t.mayRefer(r.Partner); err != nil {
				return err
			}
		}
		if old.Closed != 0 && r.Introduced > old.Closed {
			return Bad("introduced", fmt.Sprintf("It was closed on %s, before %s.", old.Closed, r.Introduced), "Enter an earlier day.")
		}
		r.Stage, r.Accepted, r.Closed, r.Reason, r.DuplicateOf = old.Stage, old.Accepted, old.Closed, old.Reason, old.DuplicateOf
		r.Number, r.Agreement, r.Split, r.EnteredAt = old.Number, old.Agreement, old.Split, old.EnteredAt
		r.Reference, r.Version = orElse(r.Reference, old.Reference), old.Version+1
		r.Service, r.Owner = names.Clean(r.Service), names.Clean(r.Owner)
		if err := t.checkReferral(r); err != nil {
			return err
		}
		if err := t.putReferral(r); err != nil {
			return err
		}
		t.did(KindReferral, int64(r.ID), "Changed %s", r.Number)
		return t.image(KindReferral, int64(r.ID), old, r)
	})
}
