package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
)

// StageMove is a referral's next stage as people enter it.
type StageMove struct {
	Day    calendar.Day // when it happened; 0 today
	Reason string       // of lost (closed list) and not accepted
	Note   string
	First  ID[Referral] // of a duplicate: the referral that came first
}

// SetStage moves a referral through its stage table; skipped steps are kept in its history with the same day.
// Won freezes attribution and the agreement version in force on that day.
func (u Referrals) SetStage(ctx context.Context, ask Ask, id ID[Referral], to Stage, m StageMove) (Receipt, error) {
	return u.f.write(ctx, ask, "referral.stage", func(t *tx) error {
		old, err := t.Referral(id)
		if err != nil {
			return err
		}
		if m.Day == 0 {
			m.Day = t.today
		}
		path, err := stagePath(old.Number, old.Stage, to)
		if err != nil {
			return err
		}
		if err := t.checkStage(old, to, m); err != nil {
			return err
		}
		r, err := t.walk(old, path, m)
		if err != nil {
			return err
		}
		t.did(KindReferral, int64(id), "%s is now %s", r.Number, to)
		return orError(t.image(KindReferral, int64(id), old, r), t.tellStage(r))
	})
}

// checkStage holds the days and reasons of a stage move against the rules.
func (t *tx) checkStage(r Referral, to Stage, m StageMove) error {
	if err := within("note", m.Note, mostNote); err != nil {
		return err
	}
	switch {
	case m.Day > t.today:
		return Bad("day", fmt.Sprintf("%s lies in the future.", m.Day), "Enter the day it happened.")
	case m.Day < r.Introduced:
		return Bad("day", fmt.Sprintf("%s can't be %s on %s, before it was introduced on %s.", r.Number, to, m.Day, r.Introduced),
			"Correct the day, or the day of the introduction.")
	case to == Lost:
		return fromList("reason", m.Reason, LostReasons())
	case to == NotAccepted && strings.TrimSpace(m.Reason) == "":
		return Bad("reason", "A referral that is not accepted needs a reason the partner can be told.", "Write the reason.")
	case to == Duplicate:
		return t.checkFirst(r, m.First)
	case r.Stage == Won:
		return t.mayReopen(r)
	}
	return nil
}

// checkFirst asks a duplicate for the earlier referral it repeats.
func (t *tx) checkFirst(r Referral, first ID[Referral]) error {
	if first == 0 || first == r.ID {
		return Bad("first", "A duplicate needs the referral that came first.", "Choose it.")
	}
	f, err := t.Referral(first)
	if err != nil {
		return err
	}
	if f.Introduced > r.Introduced {
		return Bad("first", fmt.Sprintf("%s was introduced on %s, after %s.", f.Number, f.Introduced, r.Number),
			"Then the other one is the duplicate.")
	}
	return nil
}

// mayReopen allows leaving won only while nothing hangs on it.
func (t *tx) mayReopen(r Referral) error {
	lines, err := t.LinesOfReferral(r.ID)
	if err != nil {
		return err
	}
	for _, l := range lines {
		if l.Standing.State != VoidLine {
			return No(fmt.Sprintf("%s has commission line %d (%s).", r.Number, l.Seq, l.Standing.State),
				"A won referral can be reopened only while no line stands; a refund is recorded as a fee event.")
		}
	}
	fees, err := t.FeesOf(r.ID)
	if err != nil {
		return err
	}
	for _, f := range fees {
		if !f.Void && f.Reverses == 0 {
			return No(fmt.Sprintf("%s has fees recorded.", r.Number), "Take the fees back first, or record a refund.")
		}
	}
	return nil
}

// walk takes the steps one by one, keeps each in the history, and queues the facts that commission may follow from.
func (t *tx) walk(old Referral, path []Stage, m StageMove) (Referral, error) {
	r := old
	steps := t.stepsOf(old, path, m)
	facts := r.pass(path, m, nil)
	if r.Stage == Meeting {
		met, err := t.firstMeeting(r, m.Day)
		if err != nil {
			return r, err
		}
		facts = append(facts, met...)
	}
	switch {
	case old.Stage == Won:
		if err := orError(t.DropFacts(r.ID, FactWon), t.clientWon(r.Client, old.Closed)); err != nil {
			return r, err
		}
	case r.Stage == Won:
		if err := orError(t.freeze(&r), t.clientWon(r.Client, r.Closed)); err != nil {
			return r, err
		}
	}
	r.Version++
	if err := t.PutReferral(r); err != nil {
		return r, err
	}
	if err := t.AddSteps(steps); err != nil {
		return r, err
	}
	return r, t.AddFacts(facts)
}

// firstMeeting is the fact of a referral's first meeting, where an agreement with a partner has that milestone. A meeting that was only
// skipped on the way to another stage is none.
func (t *tx) firstMeeting(r Referral, day calendar.Day) ([]Fact, error) {
	steps, err := t.Steps(KindReferral, int64(r.ID))
	if err != nil {
		return nil, err
	}
	for _, s := range steps {
		if s.To == string(Meeting) && !strings.HasPrefix(s.Note, onTheWayTo) {
			return nil, nil
		}
	}
	credited := []Attribution{{Partner: r.Partner}}
	if r.Split {
		if credited, err = t.Attribution(r.ID); err != nil {
			return nil, err
		}
	}
	for _, a := range credited {
		list, err := t.partnerAgreements(a.Partner)
		if err != nil {
			return nil, err
		}
		if asksMeeting(list) {
			return []Fact{{Kind: FactMeeting, Day: day, Referral: r.ID}}, nil
		}
	}
	return nil, nil
}

// asksMeeting tells whether an agreement has the milestone of a first meeting.
func asksMeeting(list []Signed) bool {
	return slices.ContainsFunc(list, func(s Signed) bool {
		return slices.ContainsFunc(s.Versions, func(v AgreementVersion) bool { return v.Terms.Asks().Meeting })
	})
}

// onTheWayTo begins the note of a stage that was skipped.
const onTheWayTo = "on the way to "

// stepsOf are the transitions of a path for the history. Those that were skipped on the way say so.
func (t *tx) stepsOf(r Referral, path []Stage, m StageMove) []Step {
	onTheWay := ""
	if len(path) > 1 {
		onTheWay = onTheWayTo + string(path[len(path)-1])
	}
	steps, from := make([]Step, len(path)), r.Stage
	for i, to := range path {
		steps[i] = t.stageStep(r.ID, from, to, StageMove{Day: m.Day, Note: onTheWay})
		from = to
	}
	if last := len(path) - 1; last >= 0 {
		steps[last].Reason, steps[last].Note = m.Reason, m.Note
	}
	return steps
}

// stageStep is one transition of a referral.
func (t *tx) stageStep(id ID[Referral], from, to Stage, m StageMove) Step {
	return Step{Kind: KindReferral, Subject: int64(id), From: string(from), To: string(to), Day: m.Day, At: t.now, Who: t.actor, Reason: m.Reason, Note: m.Note}
}

// pass takes the referral through a path of stages and appends the facts that commission may follow from.
func (r *Referral) pass(path []Stage, m StageMove, facts []Fact) []Fact {
	for _, to := range path {
		if f, ok := r.enter(to, m); ok {
			facts = append(facts, f)
		}
	}
	return facts
}

// enter puts the referral into a stage and gives the fact that commission may follow from.
func (r *Referral) enter(to Stage, m StageMove) (Fact, bool) {
	was := r.Stage
	r.Stage, r.Closed, r.Reason, r.DuplicateOf = to, 0, "", 0
	switch to {
	case Accepted:
		if r.Accepted != 0 {
			return Fact{}, false // accepted before: it earns once
		}
		r.Accepted = m.Day
		return Fact{Kind: FactAccepted, Day: m.Day, Referral: r.ID}, true
	case Won:
		r.Closed = m.Day
		return Fact{Kind: FactWon, Day: m.Day, Referral: r.ID}, true
	case Lost, NotAccepted, Withdrawn:
		r.Closed, r.Reason = m.Day, m.Reason
	case Duplicate:
		r.Closed, r.DuplicateOf = m.Day, m.First
	case Proposal:
		if was == Won {
			r.Agreement = 0
		}
	}
	return Fact{}, false
}

// freeze keeps the agreement version in force on the day of the win.
func (t *tx) freeze(r *Referral) error {
	list, err := t.partnerAgreements(r.Partner)
	if err != nil {
		return err
	}
	_, v, ok := inForce(list, r.Closed, r.Service)
	if !ok {
		p, err := t.Partner(r.Partner)
		if err != nil {
			return err
		}
		t.warn("No agreement with %s was in force on %s, so nothing is earned until one is signed.", p.Name, r.Closed)
		return nil
	}
	r.Agreement = v.ID
	return nil
}

// History gives a referral's stages, oldest first.
func (u Referrals) History(ctx context.Context, id ID[Referral]) ([]Step, error) {
	return read(ctx, u.f, func(b Books) ([]Step, error) { return b.Steps(KindReferral, int64(id)) })
}

// Attribution gives who is credited, with shares in basis points; a referral without a split is its partner's alone.
func (u Referrals) Attribution(ctx context.Context, id ID[Referral]) ([]Attribution, error) {
	return read(ctx, u.f, func(b Books) ([]Attribution, error) {
		list, err := b.Attribution(id)
		if err != nil || len(list) > 0 {
			return list, err
		}
		r, err := b.Referral(id)
		return []Attribution{{Partner: r.Partner, Person: r.Person, Role: Sourced, Share: 10000}}, err
	})
}
