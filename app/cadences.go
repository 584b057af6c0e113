package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"rapport/app/calendar"
	"rapport/app/names"
)

// Cadences are the use-cases of how often there is contact.
type Cadences struct{ f *Firm }

// List gives all cadences.
func (u Cadences) List(ctx context.Context) ([]Cadence, error) {
	return read(ctx, u.f, func(b Books) ([]Cadence, error) { return b.Cadences() })
}

// Set keeps how often there is contact with a partner, a segment, a type or a tag; one that is there is changed.
func (u Cadences) Set(ctx context.Context, ask Ask, c Cadence) (Receipt, error) {
	return u.f.write(ctx, ask, "cadence.set", func(t *tx) error {
		whom, err := t.checkCadence(&c)
		if err != nil {
			return err
		}
		all, err := t.Cadences()
		if err != nil {
			return err
		}
		at := slices.IndexFunc(all, func(o Cadence) bool {
			return o.Partner == c.Partner && o.Segment == c.Segment && o.Type == c.Type && o.Tag == c.Tag
		})
		if at < 0 {
			id, err := t.nextID(KindCadence)
			if err != nil {
				return err
			}
			c.ID, c.Version = ID[Cadence](id), 1
			c.From = orDay(c.From, t.today)
			if err := t.AddCadence(c); err != nil {
				return err
			}
			err = t.image(KindCadence, id, nil, c)
			t.cadenceDid(c, whom)
			return err
		}
		old := all[at]
		c.ID, c.From, c.Owner = old.ID, orDay(c.From, old.From), orElse(c.Owner, old.Owner)
		return t.putCadence(old, c, whom)
	})
}

func (t *tx) cadenceDid(c Cadence, whom string) {
	t.did(KindCadence, int64(c.ID), "Contact with %s: %s", whom, c.Words())
	if c.Partner != 0 {
		t.touch(KindPartner, int64(c.Partner))
	}
}

func (t *tx) putCadence(old, c Cadence, whom string) error {
	c.Version = old.Version + 1
	if err := t.PutCadence(c); err != nil {
		return err
	}
	t.cadenceDid(c, whom)
	return t.image(KindCadence, int64(c.ID), old, c)
}

// checkCadence holds a cadence against the rules and says whom it is for.
func (t *tx) checkCadence(c *Cadence) (string, error) {
	c.Type, c.Tag, c.Owner = names.Clean(c.Type), names.Clean(c.Tag), names.Clean(c.Owner)
	c.Kind, c.State = orElse(c.Kind, CheckinKinds()[0]), CadenceState(orElse(string(c.State), string(CadenceRunning)))
	set := 0
	for _, said := range []bool{c.Partner != 0, c.Segment != 0, c.Type != "", c.Tag != ""} {
		if said {
			set++
		}
	}
	switch {
	case set != 1:
		return "", Bad("partner", "A cadence is for one partner, one segment, one type or one tag.", "Choose one of the four.")
	case c.Ideal.IsZero():
		return "", Bad("ideal", "A cadence needs how often.", "Enter something like 4 weeks, 1 month or quarterly.")
	case !c.Most.IsZero() && c.Most.Times(1, 1) < c.Ideal.Times(1, 1):
		return "", Bad("most", fmt.Sprintf("At most %s is less than every %s.", c.Most.Count(), c.Ideal), "Enter a longer time, or leave it empty.")
	case !slices.Contains(CheckinKinds(), c.Kind):
		return "", Bad("kind", fmt.Sprintf("%q is not a kind of check-in.", c.Kind), "Choose "+orList(CheckinKinds())+".")
	case c.State == CadencePaused && c.Until <= t.today:
		return "", Bad("until", "A pause ends on a day to come.", "Enter the day it goes on.")
	case !slices.Contains([]CadenceState{CadenceRunning, CadencePaused, CadenceEnded}, c.State):
		return "", Bad("state", fmt.Sprintf("A cadence can't be %q.", c.State), "Choose running, paused or ended.")
	case c.Type != "" && !slices.Contains(t.settings.PartnerTypes, c.Type):
		return "", Bad("type", fmt.Sprintf("%q is not one of the firm's types of partner.", c.Type), "Choose "+orList(t.settings.PartnerTypes)+".")
	}
	if c.State != CadencePaused {
		c.Until = 0
	}
	if c.Segment != 0 {
		s, err := t.Segment(c.Segment)
		if c.SegmentName = s.Name; err != nil {
			return "", err
		}
	}
	if c.Partner == 0 {
		return "every partner of " + c.For(), within("tag", c.Tag, 100)
	}
	p, err := t.Partner(c.Partner)
	if err == nil && p.State == Merged {
		err = No(p.Name+" was merged into another partner.", "Use the partner that survived.")
	}
	return p.Name, err
}

// SetState pauses a cadence until a day, ends it, or lets it run again.
func (u Cadences) SetState(ctx context.Context, ask Ask, id ID[Cadence], to CadenceState, until calendar.Day) (Receipt, error) {
	return u.f.write(ctx, ask, "cadence.set", func(t *tx) error {
		old, err := t.Cadence(id)
		if err != nil {
			return err
		}
		c := old
		c.State, c.Until = to, until
		whom, err := t.checkCadence(&c)
		if err != nil {
			return err
		}
		return t.putCadence(old, c, whom)
	})
}

// Remove takes a cadence away: contact is then as often as the type or a tag of the partner says, or nobody is reminded.
func (u Cadences) Remove(ctx context.Context, ask Ask, id ID[Cadence]) (Receipt, error) {
	return u.f.write(ctx, ask, "cadence.remove", func(t *tx) error {
		old, err := t.Cadence(id)
		if err != nil {
			return err
		}
		if err := t.DeleteCadence(id); err != nil {
			return err
		}
		whom := "every partner of " + old.For()
		if old.Partner != 0 {
			p, err := t.Partner(old.Partner)
			if err != nil {
				return err
			}
			whom = p.Name
			t.touch(KindPartner, int64(p.ID))
		}
		t.did(KindCadence, int64(id), "Removed how often there is contact with %s", whom)
		return t.image(KindCadence, int64(id), old, nil)
	})
}

// Due gives when contact is due, the most pressing first: with those until a day, or with one partner whenever that is.
func (u Cadences) Due(ctx context.Context, until calendar.Day, of ...ID[Partner]) ([]Touch, error) {
	return read(ctx, u.f, func(b Books) ([]Touch, error) {
		s, err := b.Settings()
		if err != nil {
			return nil, err
		}
		all, err := touches(b, s, u.f.today(s), of)
		return slices.DeleteFunc(all, func(t Touch) bool { return len(of) == 0 && t.Due > until }), err
	})
}

// touches works out when contact is due with partners that have a cadence; nil for all of them. A planned check-in stands for it.
func touches(b Books, s Settings, today calendar.Day, of []ID[Partner]) ([]Touch, error) {
	cadences, err := b.Cadences()
	if err != nil || len(cadences) == 0 {
		return nil, err
	}
	partners, err := b.CadencePartners(of)
	if err != nil {
		return nil, err
	}
	var one ID[Partner]
	if len(of) == 1 {
		one = of[0]
	}
	last, err := b.LastContacts(s.contactKinds(), one)
	if err != nil {
		return nil, err
	}
	planned, err := plannedBy(b, one)
	if err != nil {
		return nil, err
	}
	own := map[ID[Partner]]Cadence{}
	var shared []Cadence
	for _, c := range cadences {
		if c.Partner != 0 {
			own[c.Partner] = c
		} else {
			shared = append(shared, c)
		}
	}
	in, err := segmentsOf(b, s, today, shared)
	if err != nil {
		return nil, err
	}
	var out []Touch
	for _, p := range partners {
		list := shared
		p.In = in[p.ID]
		if c, ok := own[p.ID]; ok {
			list = []Cadence{c}
		}
		if c, ok := cadenceOf(p, list); ok && p.keeps(c) {
			out = append(out, touch(p, c, last[p.ID], planned[p.ID], s, today))
		}
	}
	slices.SortStableFunc(out, func(a, b Touch) int { return cmp.Or(cmp.Compare(b.Lateness, a.Lateness), cmp.Compare(a.Due, b.Due)) })
	return out, nil
}

// segmentsOf gives which of the segments that cadences are for each partner is in.
func segmentsOf(b Books, s Settings, today calendar.Day, cadences []Cadence) (map[ID[Partner]][]ID[Segment], error) {
	in := map[ID[Partner]][]ID[Segment]{}
	for _, c := range cadences {
		if c.Segment == 0 || c.State == CadenceEnded {
			continue
		}
		ids, err := partnersIn(b, s, today, c.Segment, false)
		if err != nil {
			return nil, err
		}
		for _, p := range ids {
			in[p] = append(in[p], c.Segment)
		}
	}
	return in, nil
}

func touch(p CadencePartner, c Cadence, last calendar.Day, planned Checkin, s Settings, today calendar.Day) Touch {
	t := Touch{Partner: p.ID, Name: p.Name, Owner: orElse(c.Owner, p.Owner), Kind: c.Kind, Last: last, Cadence: c}
	t.Due, t.Latest = c.next(last, s.Closed)
	if planned.ID != 0 {
		t.Planned, t.Due, t.Kind = planned.ID, planned.Day, planned.Kind
	}
	t.Lateness = lateness(t.Due, t.Latest, today)
	return t
}

// plannedBy is the first planned check-in of every partner, or of one.
func plannedBy(b Books, of ID[Partner]) (map[ID[Partner]]Checkin, error) {
	q := Query{}.With(Is("state", string(CheckinPlanned)))
	if of != 0 {
		q = q.With(Is("partner", fmt.Sprint(int64(of))))
	}
	first := map[ID[Partner]]Checkin{}
	return first, b.CheckinIDs(q, func(ids []int32) error {
		rows, err := b.CheckinRows(ids)
		for _, r := range rows {
			if _, ok := first[r.Partner]; !ok {
				first[r.Partner] = r.Checkin
			}
		}
		return err
	})
}

// contactKinds are the kinds that count as a contact: the firm's choice, else every sort of check-in.
func (s Settings) contactKinds() []string {
	if len(s.Counting) > 0 {
		return s.Counting
	}
	return CheckinKinds()
}

// Rhythm gives how often a partner is in touch by its own habit, and whether it has gone quiet.
func (u Cadences) Rhythm(ctx context.Context, partner ID[Partner]) (Rhythm, error) {
	return read(ctx, u.f, func(b Books) (Rhythm, error) {
		s, err := b.Settings()
		if err != nil {
			return Rhythm{}, err
		}
		signs, err := b.SignsOfLife(partner, mostSigns)
		return rhythmOf(signs[partner], u.f.today(s)), err
	})
}

// QuietPartner is a partner that has been silent for more than twice its usual gap.
type QuietPartner struct {
	CadencePartner
	Rhythm
}

// Quiet gives the partners one is in touch with that have gone quiet, the longest silence by their own measure first.
func (u Cadences) Quiet(ctx context.Context) ([]QuietPartner, error) {
	return read(ctx, u.f, func(b Books) ([]QuietPartner, error) {
		s, err := b.Settings()
		if err != nil {
			return nil, err
		}
		return quietPartners(b, u.f.today(s))
	})
}

func quietPartners(b Books, today calendar.Day) ([]QuietPartner, error) {
	all, err := b.CadencePartners(nil)
	if err != nil {
		return nil, err
	}
	signs, err := b.SignsOfLife(0, mostSigns)
	if err != nil {
		return nil, err
	}
	var out []QuietPartner
	for _, p := range all {
		if r := rhythmOf(signs[p.ID], today); r.Quiet && p.State.inTouch() {
			out = append(out, QuietPartner{p, r})
		}
	}
	slices.SortStableFunc(out, func(a, b QuietPartner) int { return b.Days*max(1, a.Usual) - a.Days*max(1, b.Usual) })
	return out, nil
}
