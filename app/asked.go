package app

import (
	"fmt"
	"slices"

	"rapport/app/calendar"
	"rapport/app/terms"
)

// What rules ask for beside a fact is that of the fact's day: the partner's tier, whether the client was new. When it is entered or corrected
// later than commission was worked out from it, the agreement is marked and the next run books what differs.

// askedOfPartner marks a partner's agreements whose rules look at its tier, where lines stand of a day on or after from.
func (t *tx) askedOfPartner(id ID[Partner], from calendar.Day) error {
	list, err := t.partnerAgreements(id)
	if err != nil {
		return err
	}
	for _, s := range list {
		if !s.asks(func(a terms.Asks) bool { return a.PartnerTier }) {
			continue
		}
		booked := false
		q := Query{}.With(Is("agreement", fmt.Sprint(int64(s.ID))), Condition{Field: "day", From: from.String()})
		if err := t.Standings(q, func(*LineRow) error { booked = true; return nil }); err != nil {
			return err
		}
		if booked {
			if err := t.markAgain(s.Agreement); err != nil {
				return err
			}
		}
	}
	return nil
}

// askedOfClient marks the agreements that looked at something of a client, of its referrals introduced on or after from.
func (t *tx) askedOfClient(id ID[Client], from calendar.Day, what func(terms.Asks) bool) error {
	list, err := t.ReferralsOfClient(id)
	if err != nil {
		return err
	}
	marked := map[ID[Agreement]]bool{0: true}
	for _, r := range list {
		if r.Introduced < from {
			continue
		}
		lines, err := t.LinesOfReferral(r.ID)
		if err != nil {
			return err
		}
		for _, l := range lines {
			if marked[l.Agreement] {
				continue
			}
			marked[l.Agreement] = true
			s, err := signed(t, l.Agreement)
			if err == nil && s.asks(what) {
				err = t.markAgain(s.Agreement)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// clientWon marks what asked whether a client was new, when it was won, or is won no more, by a day.
func (t *tx) clientWon(id ID[Client], day calendar.Day) error {
	return t.askedOfClient(id, day, func(a terms.Asks) bool { return a.Age })
}

// putClient keeps a changed client, and marks what asked whether it is a person.
func (t *tx) putClient(c Client) error {
	was, err := t.Client(c.ID)
	if err == nil {
		err = t.PutClient(c)
	}
	if err != nil || was.Person == c.Person {
		return err
	}
	return t.askedOfClient(c.ID, 0, func(a terms.Asks) bool { return a.Client })
}

// putReferral keeps a changed referral, and marks what asked for its client or person where that is another one.
func (t *tx) putReferral(r Referral) error {
	was, err := t.Referral(r.ID)
	if err == nil && was.Client != r.Client {
		err = t.clientMoved(was.Client)
	}
	if err == nil {
		err = t.PutReferral(r)
	}
	switch {
	case err != nil:
		return err
	case was.Client != r.Client:
		return t.clientMoved(r.Client)
	case was.Person != r.Person:
		return t.askedOfClient(r.Client, r.Introduced, func(a terms.Asks) bool { return a.Person })
	}
	return nil
}

// clientMoved marks what asked for a client, when referrals come to it or leave it.
func (t *tx) clientMoved(id ID[Client]) error {
	return t.askedOfClient(id, 0, func(a terms.Asks) bool { return a.Age || a.Client })
}

// asks tells whether a version of an agreement asks for something.
func (s Signed) asks(what func(terms.Asks) bool) bool {
	return slices.ContainsFunc(s.Versions, func(v AgreementVersion) bool { return what(v.Terms.Asks()) })
}

func (t *tx) markAgain(a Agreement) error {
	t.warn("The next commission run works agreement %s out again from its first day: what differs is booked by lines of its own.", a.Number)
	return t.Unsettle(a.ID)
}
