package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"rapport/app/calendar"
	"rapport/app/names"
)

// Checkins are the use-cases of contacts with partners, planned and held.
type Checkins struct{ f *Firm }

// Contact is a check-in as people enter it, with what came of it.
type Contact struct {
	Checkin
	Promises []Promise    // given there
	Heard    []MarketNote // of the market
	Next     calendar.Day // the next one is planned for then; 0 none
	Files    []File
}

// WholeCheckin is a check-in with all that belongs to it.
type WholeCheckin struct {
	Row      CheckinRow
	Promises []PromiseRow // given there, and those still open with the partner
	Mentions []Mention
	Steps    []Step
	Files    []Attachment
	Today    calendar.Day
}

// IDs gives the ids of a list in order, in chunks.
func (u Checkins) IDs(ctx context.Context, q Query, each func([]int32) error) error {
	return u.f.deps.Store.Read(ctx, u.f.ids(Books.CheckinIDs, q, each))
}

// Rows gives list rows by id.
func (u Checkins) Rows(ctx context.Context, ids []int32) ([]CheckinRow, error) {
	return read(ctx, u.f, func(b Books) ([]CheckinRow, error) { return b.CheckinRows(ids) })
}

// Of gives the newest check-ins of a partner.
func (u Checkins) Of(ctx context.Context, partner ID[Partner], most int) ([]CheckinRow, error) {
	return read(ctx, u.f, func(b Books) ([]CheckinRow, error) {
		return checkinRows(b, Query{}.With(Is("partner", fmt.Sprint(int64(partner)))).By("day", true), most)
	})
}

// checkinRows reads the first rows of a list.
func checkinRows(b Books, q Query, most int) ([]CheckinRow, error) {
	ids, err := firstIDs(b.CheckinIDs, q, most)
	if err != nil {
		return nil, err
	}
	return b.CheckinRows(ids)
}

// firstIDs gathers at most so many ids of a list.
func firstIDs(list func(Query, func([]int32) error) error, q Query, most int) (ids []int32, err error) {
	err = list(q.First(most), func(chunk []int32) error {
		ids = append(ids, chunk...)
		return nil
	})
	return ids, err
}

// Get gives one check-in with its promises, mentions, history and files.
func (u Checkins) Get(ctx context.Context, id ID[Checkin]) (WholeCheckin, error) {
	return read(ctx, u.f, func(b Books) (WholeCheckin, error) {
		s, err := b.Settings()
		if err != nil {
			return WholeCheckin{}, err
		}
		rows, err := b.CheckinRows([]int32{int32(id)})
		if err != nil || len(rows) == 0 {
			return WholeCheckin{}, orError(err, Missing("This check-in"))
		}
		w := WholeCheckin{Row: rows[0], Today: u.f.today(s)}
		if w.Promises, err = promisesAround(b, rows[0].Checkin); err != nil {
			return w, err
		}
		if w.Mentions, err = b.Mentions(id); err != nil {
			return w, err
		}
		if w.Steps, err = b.Steps(KindCheckin, int64(id)); err != nil {
			return w, err
		}
		w.Files, err = b.Attachments(KindCheckin, int64(id))
		return w, err
	})
}

// File gives the bytes of an attachment.
func (u Checkins) File(ctx context.Context, id int64) ([]byte, error) {
	return read(ctx, u.f, func(b Books) ([]byte, error) { return b.AttachmentBytes(id) })
}

// Plan keeps a contact that is to be.
func (u Checkins) Plan(ctx context.Context, ask Ask, c Checkin) (Receipt, error) {
	return u.f.write(ctx, ask, "checkin.plan", func(t *tx) error {
		c.State = CheckinPlanned
		c.Notice = t.usualNotice(c.Notice, c.At)
		partner, err := t.addCheckin(&c)
		if err != nil {
			return err
		}
		if c.Day < t.today {
			t.warn("%s has passed; it is overdue from the start.", c.Day.Label())
		}
		t.did(KindCheckin, int64(c.ID), "Planned a %s with %s for %s", c.Kind, partner.Name, c.Day.Label())
		return t.warnContact(partner, c.Person)
	})
}

// addCheckin checks a new check-in and keeps it.
func (t *tx) addCheckin(c *Checkin) (Partner, error) {
	partner, err := t.checkCheckin(c)
	if err != nil {
		return partner, err
	}
	id, err := t.nextID(KindCheckin)
	if err != nil {
		return partner, err
	}
	c.ID, c.EnteredAt, c.MovedTo, c.Version = ID[Checkin](id), t.now, 0, 1
	if err := t.AddCheckins([]Checkin{*c}); err != nil {
		return partner, err
	}
	if err := t.mention(*c); err != nil {
		return partner, err
	}
	if err := t.step(KindCheckin, id, "", string(c.State), Move{Day: c.Day}); err != nil {
		return partner, err
	}
	t.touch(KindPartner, int64(c.Partner))
	return partner, t.image(KindCheckin, id, nil, *c)
}

// checkCheckin holds what was entered against the rules, and tidies it.
func (t *tx) checkCheckin(c *Checkin) (Partner, error) {
	c.Subject, c.Note, c.Learned, c.Reason = names.Clean(c.Subject), strings.TrimSpace(c.Note), strings.TrimSpace(c.Learned), strings.TrimSpace(c.Reason)
	c.Owner = orElse(names.Clean(c.Owner), t.actor)
	if c.Partner == 0 {
		return Partner{}, Bad("partner", "A check-in is with a partner.", "Choose one.")
	}
	partner, err := t.Partner(c.Partner)
	if err != nil {
		return partner, err
	}
	if partner.State == Merged {
		return partner, No(partner.Name+" was merged into another partner.", "Use the partner that survived.")
	}
	if c.Day == 0 {
		c.Day = t.today
	}
	switch {
	case !slices.Contains(CheckinKinds(), c.Kind):
		return partner, Bad("kind", fmt.Sprintf("%q is not a kind of check-in.", c.Kind), "Choose "+orList(CheckinKinds())+".")
	case c.Mood != "" && !slices.Contains(Moods(), c.Mood):
		return partner, Bad("mood", fmt.Sprintf("%q is not a mood.", c.Mood), "Choose "+orList(Moods())+".")
	case c.State == CheckinHeld && c.Day > t.today:
		return partner, Bad("day", fmt.Sprintf("%s lies in the future.", c.Day), "Enter the day it was held, or plan it.")
	case c.Minutes < 0 || c.Minutes > 24*60:
		return partner, Bad("minutes", "A check-in lasts between 0 minutes and a day.", "Correct the number.")
	}
	if err := checkNotice(&c.Notice, c.At); err != nil {
		return partner, err
	}
	if c.Person != 0 {
		who, err := t.Person(c.Person)
		if err != nil {
			return partner, err
		}
		if who.Partner != c.Partner {
			return partner, Bad("person", who.Name+" is at another partner.", "Choose somebody of this one.")
		}
	}
	if err := t.checkZone(c.At, &c.Zone); err != nil {
		return partner, err
	}
	for field, text := range map[string]string{"subject": c.Subject, "owner": c.Owner} {
		if err := within(field, text, 200); err != nil {
			return partner, err
		}
	}
	for field, text := range map[string]string{"note": c.Note, "learned": c.Learned} {
		if err := within(field, text, mostNote); err != nil {
			return partner, err
		}
	}
	return partner, within("reason", c.Reason, 1000)
}

// mostNote is how many letters a note may have.
const mostNote = 20000

// checkZone gives a time of day the firm's zone where none is said, and takes the zone from a whole day.
func (t *tx) checkZone(at calendar.Clock, zone *string) error {
	if at == 0 {
		*zone = ""
		return nil
	}
	*zone = orElse(*zone, t.settings.Zone)
	if _, err := time.LoadLocation(*zone); err != nil {
		return Bad("zone", fmt.Sprintf("%q is not a time zone.", *zone), "Use a name such as Europe/Berlin.")
	}
	return nil
}

// Log keeps a contact that was held: a new one, or a planned one by its id. What was promised there and the next date are kept with it.
func (u Checkins) Log(ctx context.Context, ask Ask, c Contact) (Receipt, error) {
	return u.f.write(ctx, ask, "checkin.log", func(t *tx) error {
		var partner Partner
		var err error
		if c.ID == 0 {
			c.State = CheckinHeld
			if partner, err = t.addCheckin(&c.Checkin); err == nil {
				err = t.stillPlanned(c.Checkin)
			}
		} else {
			partner, err = t.hold(&c.Checkin)
		}
		if err != nil {
			return err
		}
		t.did(KindCheckin, int64(c.ID), "Logged a %s with %s on %s", c.Kind, partner.Name, c.Day.Label())
		for i := range c.Promises {
			p := &c.Promises[i]
			p.Checkin, p.Partner, p.Made = c.ID, c.Partner, c.Day
			p.Owner = orElse(p.Owner, c.Owner)
			if err := t.addPromise(p); err != nil {
				return err
			}
		}
		for _, n := range c.Heard {
			n.Checkin, n.Partner, n.Day, n.Owner = c.ID, c.Partner, c.Day, orElse(n.Owner, c.Owner)
			if err := t.addMarket(&n); err != nil {
				return err
			}
		}
		if err := t.attach(c.Partner, KindCheckin, int64(c.ID), c.Files); err != nil {
			return err
		}
		return t.planNext(c)
	})
}

// hold marks a planned check-in as held, with what was entered of it.
func (t *tx) hold(c *Checkin) (Partner, error) {
	old, err := t.Checkin(c.ID)
	if err != nil {
		return Partner{}, err
	}
	if err := checkinMoves().check("This check-in", old.State, CheckinHeld); err != nil {
		return Partner{}, err
	}
	c.State, c.Partner, c.EnteredAt, c.MovedTo, c.Version = CheckinHeld, old.Partner, old.EnteredAt, 0, old.Version
	c.Reference, c.Kind, c.Subject, c.Owner = orElse(c.Reference, old.Reference), orElse(c.Kind, old.Kind), orElse(c.Subject, old.Subject), orElse(c.Owner, old.Owner)
	if c.Person == 0 {
		c.Person = old.Person
	}
	if c.Note == "" {
		c.Note = old.Note
	}
	if c.Day == 0 {
		c.Day = min(old.Day, t.today)
	}
	if c.At == 0 && c.Day == old.Day {
		c.At, c.Zone = old.At, old.Zone
	}
	partner, err := t.checkCheckin(c)
	if err != nil {
		return partner, err
	}
	return partner, t.putCheckin(old, *c, Move{Day: c.Day})
}

// putCheckin keeps a changed check-in with its step, mentions and image.
func (t *tx) putCheckin(old, c Checkin, m Move) error {
	c.Version = old.Version + 1
	if err := t.PutCheckin(c); err != nil {
		return err
	}
	if err := t.mention(c); err != nil {
		return err
	}
	if old.State != c.State {
		if err := t.step(KindCheckin, int64(c.ID), string(old.State), string(c.State), m); err != nil {
			return err
		}
	}
	t.touch(KindPartner, int64(c.Partner))
	return t.image(KindCheckin, int64(c.ID), old, c)
}

// stillPlanned points at a planned check-in that a contact logged beside it may have been.
func (t *tx) stillPlanned(c Checkin) error {
	rows, err := checkinRows(t, Query{}.With(Is("partner", fmt.Sprint(int64(c.Partner))), Is("state", string(CheckinPlanned)),
		Condition{Field: "day", To: t.today.String()}), 1)
	if err == nil && len(rows) > 0 {
		t.warn("A %s with %s was planned for %s and is still open; was that this one?", rows[0].Kind, rows[0].PartnerName, rows[0].Day.Label())
	}
	return err
}

// planNext plans the next contact, of the same kind and with the same person.
func (t *tx) planNext(c Contact) error {
	if c.Next == 0 {
		return nil
	}
	if c.Next <= c.Day {
		return Bad("next", fmt.Sprintf("%s is not after this check-in.", c.Next), "Enter a later day.")
	}
	label := t.audit.Label
	next := Checkin{Partner: c.Partner, Person: c.Person, Kind: c.Kind, State: CheckinPlanned, Day: c.Next, Owner: c.Owner}
	next.Notice = t.usualNotice(0, next.At)
	if _, err := t.addCheckin(&next); err != nil {
		return err
	}
	t.did(KindCheckin, int64(c.ID), "%s, the next is planned for %s", label, c.Next.Label())
	return nil
}

// Edit keeps what was corrected in a check-in. Its state changes by acts of their own.
func (u Checkins) Edit(ctx context.Context, ask Ask, c Checkin) (Receipt, error) {
	return u.f.write(ctx, ask, "checkin.edit", func(t *tx) error {
		old, err := t.Checkin(c.ID)
		if err != nil {
			return err
		}
		if old.Version != c.Version {
			return Stale("This check-in")
		}
		c.State, c.EnteredAt, c.MovedTo, c.Reference = old.State, old.EnteredAt, old.MovedTo, orElse(c.Reference, old.Reference)
		partner, err := t.checkCheckin(&c)
		if err != nil {
			return err
		}
		t.did(KindCheckin, int64(c.ID), "Changed the %s with %s", c.Kind, partner.Name)
		return t.putCheckin(old, c, Move{})
	})
}
