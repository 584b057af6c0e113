package app

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/names"
)

// Outbounds are the use-cases of referrals from the firm to its partners.
type Outbounds struct{ f *Firm }

// UsualChase is after how many days without news a partner is asked, unless the firm says otherwise.
const UsualChase = 14

// chaseDays is after how many days without news a partner is asked what became of a client.
func (s Settings) chaseDays() int {
	if s.ChaseDays == 0 {
		return UsualChase
	}
	return s.ChaseDays
}

// Get gives one outbound referral as lists show it.
func (u Outbounds) Get(ctx context.Context, id ID[Outbound]) (OutboundRow, error) {
	return read(ctx, u.f, func(b Books) (OutboundRow, error) {
		rows, err := b.OutboundRows([]int32{int32(id)})
		if err != nil || len(rows) == 0 {
			return OutboundRow{}, orError(err, Missing("This outbound referral"))
		}
		return rows[0], nil
	})
}

// Find gives the outbound referral with a number (G-2026-0012) or an outside reference.
func (u Outbounds) Find(ctx context.Context, text string) (Outbound, error) {
	return read(ctx, u.f, func(b Books) (Outbound, error) {
		o, err := b.OutboundByNumber(strings.ToUpper(strings.TrimSpace(text)))
		if err == nil || !IsNotFound(err) {
			return o, err
		}
		if found, err := b.OutboundsByReference([]string{text}); err != nil || found[text].ID != 0 {
			return found[text], err
		}
		return Outbound{}, &Problem{Kind: NotFound, Field: "outbound", Say: fmt.Sprintf("There is no outbound referral %q.", text),
			Try: "Use its number, such as G-2026-0012."}
	})
}

// IDs gives the ids of a list in order, in chunks.
func (u Outbounds) IDs(ctx context.Context, q Query, each func([]int32) error) error {
	return u.f.deps.Store.Read(ctx, u.f.ids(Books.OutboundIDs, q, each))
}

// Rows gives list rows by id.
func (u Outbounds) Rows(ctx context.Context, ids []int32) ([]OutboundRow, error) {
	return read(ctx, u.f, func(b Books) ([]OutboundRow, error) { return b.OutboundRows(ids) })
}

// History gives the transitions, oldest first.
func (u Outbounds) History(ctx context.Context, id ID[Outbound]) ([]Step, error) {
	return read(ctx, u.f, func(b Books) ([]Step, error) { return b.Steps(KindOutbound, int64(id)) })
}

func outboundRows(b Books, q Query, most int) ([]OutboundRow, error) {
	ids, err := firstIDs(b.OutboundIDs, q, most)
	if err != nil {
		return nil, err
	}
	return b.OutboundRows(ids)
}

// Of gives the newest outbound referrals to a partner.
func (u Outbounds) Of(ctx context.Context, partner ID[Partner], most int) ([]OutboundRow, error) {
	return read(ctx, u.f, func(b Books) ([]OutboundRow, error) {
		return outboundRows(b, Query{}.With(Is("partner", fmt.Sprint(int64(partner)))), most)
	})
}

// Give keeps a client's introduction to a partner. The client is one that is kept, or a new one by name; with neither it gets a code name.
func (u Outbounds) Give(ctx context.Context, ask Ask, o Outbound, clientName string) (Receipt, error) {
	return u.f.write(ctx, ask, "outbound.give", func(t *tx) error {
		o.Given = orDay(o.Given, t.today)
		partner, err := t.checkOutbound(&o)
		if err != nil {
			return err
		}
		client, err := t.clientGiven(&o, clientName)
		if err != nil {
			return err
		}
		id, err := t.nextID(KindOutbound)
		if err != nil {
			return err
		}
		o.ID, o.State, o.Ended, o.Outcome, o.Reason, o.EnteredAt, o.Version = ID[Outbound](id), Given, 0, "", "", t.now, 1
		o.Chase = orDay(o.Chase, t.chaseFrom(o.Given))
		if o.Number, err = t.nextNumber(outboundSeries(o), 4); err != nil {
			return err
		}
		if err := t.AddOutbounds([]Outbound{o}); err != nil {
			return err
		}
		t.did(KindOutbound, id, "Gave %s: %s to %s", o.Number, client.Name, partner.Name)
		t.touch(KindPartner, int64(o.Partner))
		if err := t.step(KindOutbound, id, "", string(Given), Move{Day: o.Given}); err != nil {
			return err
		}
		return t.image(KindOutbound, id, nil, o)
	})
}

func outboundSeries(o Outbound) string { return fmt.Sprintf("G-%d", o.Given.Year()) }

// chaseFrom is the day on which news that did not come by itself is asked for.
func (t *tx) chaseFrom(news calendar.Day) calendar.Day {
	return calendar.Working(news.AddDays(t.settings.chaseDays()), t.settings.Closed)
}

// clientGiven gives the client of an outbound referral, made when it is new; it warns when no consent to share is noted.
func (t *tx) clientGiven(o *Outbound, name string) (Client, error) {
	if o.Consented == 0 {
		t.warn("It is not noted that the client agreed to be named to the partner.")
	}
	if o.Client != 0 {
		return t.Client(o.Client)
	}
	if fold := names.Fold(name); fold != "" {
		known, err := t.ClientsByName([]string{fold})
		if c, ok := known[fold]; err != nil || ok {
			o.Client = c.ID
			return c, err
		}
	}
	c := Client{Name: name}
	if err := t.warnKnown(name); err != nil {
		return c, err
	}
	err := t.addClient(&c)
	o.Client = c.ID
	return c, err
}

// checkOutbound cleans an outbound referral, holds it against the rules and gives its partner.
func (t *tx) checkOutbound(o *Outbound) (Partner, error) {
	o.Service, o.Owner, o.Reference = names.Clean(o.Service), orElse(names.Clean(o.Owner), t.actor), strings.TrimSpace(o.Reference)
	if o.Partner == 0 {
		return Partner{}, Bad("partner", "An outbound referral goes to a partner.", "Choose the partner.")
	}
	p, err := t.Partner(o.Partner)
	if err != nil {
		return p, err
	}
	switch {
	case p.State == Merged:
		return p, Bad("partner", p.Name+" was merged into another partner.", "Choose that one.")
	case p.State == Blocked:
		t.warn("%s is blocked.", p.Name)
	}
	if err := dayBetween("given", "the introduction", o.Given, t.today); err != nil {
		return p, err
	}
	if o.Consented > t.today {
		return p, Bad("consented", fmt.Sprintf("%s lies in the future.", o.Consented), "Enter the day the client agreed.")
	}
	if err := t.isAt(o.Person, o.Partner); err != nil {
		return p, err
	}
	if err := orError(checkEstimate(o.Estimate), checkValue(o.Value)); err != nil {
		return p, err
	}
	return p, orError(within("note", o.Note, 10000), orError(within("service", o.Service, 100), within("reference", o.Reference, 200)))
}

// dayBetween refuses a day that cannot be one of something that happened.
func dayBetween(field, what string, day, today calendar.Day) error {
	switch {
	case day > today:
		return Bad(field, fmt.Sprintf("%s lies in the future.", day), "Enter the day of "+what+".")
	case day.Year() < 1970:
		return Bad(field, fmt.Sprintf("%s can't be the day of %s.", day, what), "Check the year.")
	}
	return nil
}

// isAt refuses a person of another partner; nobody is anywhere.
func (t *tx) isAt(person ID[Person], partner ID[Partner]) error {
	if person == 0 {
		return nil
	}
	p, err := t.Person(person)
	if err == nil && p.Partner != partner {
		return Bad("person", p.Name+" belongs to another partner.", "Choose somebody of this partner.")
	}
	return err
}

// Edit keeps a changed outbound referral. State, outcome and client do not change here.
func (u Outbounds) Edit(ctx context.Context, ask Ask, o Outbound) (Receipt, error) {
	return u.f.write(ctx, ask, "outbound.edit", func(t *tx) error {
		old, err := t.Outbound(o.ID)
		if err != nil {
			return err
		}
		if old.Version != o.Version {
			return Stale("Outbound referral " + old.Number)
		}
		o.State, o.Ended, o.Outcome, o.Reason, o.Number, o.Client, o.EnteredAt = old.State, old.Ended, old.Outcome, old.Reason, old.Number, old.Client, old.EnteredAt
		switch {
		case old.Ended != 0 && o.Given > old.Ended:
			return Bad("given", fmt.Sprintf("What came of it was heard on %s, before %s.", old.Ended, o.Given), "Enter an earlier day.")
		case !o.State.Waits():
			o.Chase = 0
		case o.Chase == 0:
			return Bad("chase", "Nobody would ask what became of it.", "Enter the day to ask, or say how it ended.")
		}
		if _, err := t.checkOutbound(&o); err != nil {
			return err
		}
		t.did(KindOutbound, int64(o.ID), "Changed %s", o.Number)
		return t.putOutbound(old, o)
	})
}

func (t *tx) putOutbound(old, o Outbound) error {
	o.Version = old.Version + 1
	if err := t.PutOutbound(o); err != nil {
		return err
	}
	t.touch(KindPartner, int64(o.Partner))
	return t.image(KindOutbound, int64(o.ID), old, o)
}

// OutboundMove is what is said of a transition.
type OutboundMove struct {
	Move              // Reason: of not engaged, from the closed list
	Value money.Money // of engaged or closed: what came of it; currency empty: as it was
}

// SetState moves an outbound referral on. Skipped states are filled in; the outcome ends the chase.
func (u Outbounds) SetState(ctx context.Context, ask Ask, id ID[Outbound], to OutboundState, m OutboundMove) (Receipt, error) {
	return u.f.write(ctx, ask, "outbound.state", func(t *tx) error {
		old, err := t.Outbound(id)
		if err != nil {
			return err
		}
		m.Day = orDay(m.Day, t.today)
		path, err := outboundPath(old.Number, old.State, to)
		if err != nil {
			return err
		}
		if err := t.checkOutcome(old, to, m); err != nil {
			return err
		}
		o := old.moved(to, m)
		if o.State.Waits() {
			o.Chase = t.chaseFrom(m.Day)
		}
		if err := t.AddSteps(t.outboundSteps(old, path, m.Move)); err != nil {
			return err
		}
		t.did(KindOutbound, int64(id), "%s is now %s", o.Number, to)
		return t.putOutbound(old, o)
	})
}

func (t *tx) checkOutcome(o Outbound, to OutboundState, m OutboundMove) error {
	earliest := max(o.Given, o.Ended)
	switch {
	case m.Day > t.today:
		return Bad("day", fmt.Sprintf("%s lies in the future.", m.Day), "Enter the day it happened.")
	case m.Day < earliest:
		return Bad("day", fmt.Sprintf("%s can't be %s on %s; it was %s on %s.", o.Number, to, m.Day, o.State, earliest), "Correct the day.")
	case to == NotEngaged:
		if err := fromList("reason", m.Reason, NotEngagedReasons()); err != nil {
			return err
		}
	}
	return orError(checkValue(m.Value), within("note", m.Note, 1000))
}

// checkValue holds what came of an introduction to the rules of an estimate.
func checkValue(m money.Money) error {
	if err := checkEstimate(m); err != nil {
		return Bad("value", AsProblem(err).Say, "Enter an amount from zero up, or leave it open.")
	}
	return nil
}

// moved is an outbound referral after a transition.
func (o Outbound) moved(to OutboundState, m OutboundMove) Outbound {
	o.State = to
	if to == Engaged || to == NotEngaged {
		o.Outcome, o.Ended, o.Chase = to, m.Day, 0
	}
	if to == NotEngaged {
		o.Reason = m.Reason
	}
	if m.Value.Currency != "" && o.Outcome == Engaged {
		o.Value = m.Value
	}
	return o
}

// outboundSteps are the transitions of a path for the history. Those that were skipped on the way say so.
func (t *tx) outboundSteps(o Outbound, path []OutboundState, m Move) []Step {
	steps, from := make([]Step, len(path)), o.State
	for i, to := range path {
		steps[i] = Step{Kind: KindOutbound, Subject: int64(o.ID), From: string(from), To: string(to), Day: m.Day, At: t.now, Who: t.actor,
			Note: onTheWayTo + string(path[len(path)-1])}
		from = to
	}
	last := len(steps) - 1
	steps[last].Reason, steps[last].Note = m.Reason, strings.TrimSpace(m.Note)
	return steps
}

// Chased notes that the partner was asked and that nothing is known yet; next is when it is asked again, 0: after the usual days.
func (u Outbounds) Chased(ctx context.Context, ask Ask, id ID[Outbound], m Move, next calendar.Day) (Receipt, error) {
	return u.f.write(ctx, ask, "outbound.chase", func(t *tx) error {
		old, err := t.Outbound(id)
		if err != nil {
			return err
		}
		if !old.State.Waits() {
			return No(fmt.Sprintf("%s is %s; nothing is left to ask.", old.Number, old.State), "")
		}
		m.Day = orDay(m.Day, t.today)
		if m.Day > t.today || m.Day < old.Given {
			return Bad("day", fmt.Sprintf("%s is before it was given, or lies in the future.", m.Day), "Enter the day you asked.")
		}
		o := old
		if o.Chase = orDay(next, t.chaseFrom(m.Day)); o.Chase <= m.Day {
			return Bad("next", fmt.Sprintf("%s is not after %s.", o.Chase, m.Day), "Enter a later day.")
		}
		m.Note, m.Reason = strings.TrimSpace(m.Note), "asked what became of it"
		if err := t.step(KindOutbound, int64(id), string(old.State), string(old.State), m); err != nil {
			return err
		}
		t.did(KindOutbound, int64(id), "Asked about %s; again on %s", o.Number, o.Chase.Label())
		return t.putOutbound(old, o)
	})
}

// restoreOutbound puts an outbound referral back and keeps in its history that it was.
func (t *tx) restoreOutbound(img Image) (json.RawMessage, error) {
	var before, after Outbound
	if len(img.Before) > 0 && len(img.After) > 0 {
		if err := orError(json.Unmarshal(img.Before, &before), json.Unmarshal(img.After, &after)); err != nil {
			return nil, err
		}
	}
	if before.State != after.State {
		if err := t.step(KindOutbound, img.ID, string(after.State), string(before.State), Move{Note: "undone"}); err != nil {
			return nil, err
		}
	}
	add := func(o Outbound) error { return t.AddOutbounds([]Outbound{o}) }
	return restore(img, "outbound referral", t.Outbound, func(o *Outbound) *int64 { return &o.Version }, t.PutOutbound, add, t.DeleteOutbound)
}
