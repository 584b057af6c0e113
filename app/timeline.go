package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"rapport/app/calendar"
	"rapport/app/money"
)

// MomentKind is what an entry of a partner's timeline is.
type MomentKind string

// The kinds of entries. Of a referral its introduction and its end are two entries; anything else is one, with how it stands now.
const (
	MomentState       MomentKind = "state" // the partner moved to another state
	MomentTier        MomentKind = "tier"
	MomentAgreement   MomentKind = "agreement" // it moved to another state
	MomentOutcome     MomentKind = "outcome"   // a referral was won, lost or closed otherwise
	MomentReferral    MomentKind = "referral"
	MomentEngaged     MomentKind = "given outcome" // of a client the firm sent to the partner
	MomentGiven       MomentKind = "given"
	MomentPayment     MomentKind = "payment"
	MomentPayout      MomentKind = "payout"
	MomentStatement   MomentKind = "statement"
	MomentCommission  MomentKind = "commission"
	MomentDispute     MomentKind = "dispute"
	MomentService     MomentKind = "service" // delivered by the partner
	MomentGift        MomentKind = "gift"
	MomentCheckin     MomentKind = "check-in"
	MomentPromise     MomentKind = "promise"
	MomentTask        MomentKind = "task"
	MomentMarket      MomentKind = "market"
	MomentMaterial    MomentKind = "material"
	MomentLetter      MomentKind = "letter"
	MomentMessage     MomentKind = "e-mail"
	MomentFile        MomentKind = "file"
	MomentCredential  MomentKind = "credential"
	MomentApplication MomentKind = "application"
	MomentOnboarding  MomentKind = "onboarding" // an item of the checklist was done
)

// MomentKinds are all of them, in the order in which those of one day are shown.
func MomentKinds() []MomentKind {
	return []MomentKind{MomentState, MomentTier, MomentAgreement, MomentOutcome, MomentReferral, MomentEngaged, MomentGiven, MomentPayment, MomentPayout, MomentStatement,
		MomentCommission, MomentDispute, MomentService, MomentGift, MomentCheckin, MomentPromise, MomentTask, MomentMarket, MomentMaterial, MomentLetter, MomentMessage, MomentFile, MomentCredential, MomentApplication, MomentOnboarding}
}

// MomentGroup is a few kinds that people look at together.
type MomentGroup struct {
	Name  string
	Kinds []MomentKind
}

// MomentGroups are the groups; each kind is in one.
func MomentGroups() []MomentGroup {
	return []MomentGroup{
		{"contact", []MomentKind{MomentMessage, MomentLetter, MomentCheckin, MomentPromise, MomentTask}},
		{"referrals", []MomentKind{MomentOutcome, MomentReferral, MomentEngaged, MomentGiven}},
		{"money", []MomentKind{MomentPayment, MomentPayout, MomentStatement, MomentCommission, MomentDispute, MomentService, MomentGift}},
		{"standing", []MomentKind{MomentState, MomentTier, MomentAgreement, MomentCredential, MomentApplication, MomentOnboarding}},
		{"papers", []MomentKind{MomentMaterial, MomentFile, MomentMarket}},
	}
}

// MomentsNamed gives the kinds that a word means: a kind, or a group of them.
func MomentsNamed(word string) ([]MomentKind, error) {
	all := MomentKinds()
	if slices.Contains(all, MomentKind(word)) {
		return []MomentKind{MomentKind(word)}, nil
	}
	var known []string
	for _, g := range MomentGroups() {
		if g.Name == word {
			return g.Kinds, nil
		}
		known = append(known, g.Name)
	}
	for _, k := range all {
		known = append(known, string(k))
	}
	return nil, Bad("kind", fmt.Sprintf("There is no kind %q on a timeline.", word), "Choose "+orList(known)+".")
}

// Moment is one entry of a timeline. What it is called is read off by What and More.
type Moment struct {
	Kind  MomentKind   `json:"kind"`
	ID    int64        `json:"id"` // orders the entries of a day and kind
	Of    int64        `json:"of"` // what it is about: the id of the check-in, the referral, the commission line …
	Day   calendar.Day `json:"day"`
	Name  string       `json:"name"` // the heart of the matter: a subject, a client, a number
	Sort  string       `json:"sort,omitempty"`
	With  string       `json:"with,omitempty"`
	Note  string       `json:"note,omitempty"` // its beginning
	State string       `json:"state,omitempty"`
	Who   string       `json:"who,omitempty"`
	Sum   money.Money  `json:"sum"`
}

// TimelineQuery is which entries are wanted.
type TimelineQuery struct {
	Kinds    []MomentKind // none: all
	From, To calendar.Day // both inside; 0: open
	After    *Moment      // the last entry of the page before; nil: from the newest on
	Most     int          // 0: 50
}

// TimelinePage is some of them, the newest first.
type TimelinePage struct {
	Moments []Moment
	More    bool // there are older ones
}

// usualMoments is how many entries a page has when nothing is said, mostMoments how many at most.
const usualMoments, mostMoments = 50, 500

// TimelineBooks reads what happened with a partner.
type TimelineBooks interface {
	// Moments gives the newest entries of a kind before a place, by day and id, on or after a day.
	Moments(of ID[Partner], kind MomentKind, before Place, from calendar.Day, most int) ([]Moment, error)
}

// Place is a place in the order of a kind's entries: those before it have an earlier day, or the day and a smaller id.
type Place struct {
	Day calendar.Day
	ID  int64
}

// Timeline gives what happened with a partner, the newest first, a page at a time. What is planned for later comes before today.
func (u Partners) Timeline(ctx context.Context, id ID[Partner], q TimelineQuery) (TimelinePage, error) {
	return read(ctx, u.f, func(b Books) (TimelinePage, error) {
		if _, err := b.Partner(id); err != nil {
			return TimelinePage{}, err
		}
		return timeline(b, id, q)
	})
}

func timeline(b TimelineBooks, id ID[Partner], q TimelineQuery) (TimelinePage, error) {
	most := min(q.Most, mostMoments)
	if most <= 0 {
		most = usualMoments
	}
	var all []Moment
	for rank, kind := range MomentKinds() {
		if len(q.Kinds) > 0 && !slices.Contains(q.Kinds, kind) {
			continue
		}
		some, err := b.Moments(id, kind, q.place(rank), q.From, most+1)
		if err != nil {
			return TimelinePage{}, err
		}
		all = append(all, some...)
	}
	slices.SortStableFunc(all, func(a, b Moment) int { return cmp.Compare(b.Day, a.Day) }) // those of a day are in order: by kind, then id
	return TimelinePage{Moments: all[:min(len(all), most)], More: len(all) > most}, nil
}

// place is where the entries of a kind go on.
func (q TimelineQuery) place(rank int) Place {
	const end = 1 << 62
	at := Place{Day: q.To, ID: end}
	if q.To == 0 {
		at.Day = calendar.D("9999-12-31")
	}
	if q.After == nil {
		return at
	}
	at.Day = q.After.Day
	switch own := slices.Index(MomentKinds(), q.After.Kind); {
	case rank < own:
		at.ID = 0
	case rank == own:
		at.ID = q.After.ID
	}
	return at
}
