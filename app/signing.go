package app

import (
	"context"
	"fmt"
	"strings"

	"rapport/app/calendar"
	"rapport/app/terms"
)

// Signature is when and by whom an agreement or an amendment was signed.
type Signature struct {
	Day calendar.Day // 0 today
	By  string

	// Retroactive, of an amendment: it speaks also for the days from then on that were worked out, and for what was won before. The lines stay; the
	// next commission run books the difference as true-ups.
	Retroactive bool
}

// Sign puts an agreement in force and freezes its first version. Fees that waited for an agreement are queued again.
func (u Agreements) Sign(ctx context.Context, ask Ask, id ID[Agreement], by Signature) (Receipt, error) {
	return u.f.write(ctx, ask, "agreement.sign", func(t *tx) error { return t.sign(id, by) })
}

func (t *tx) sign(id ID[Agreement], by Signature) error {
	s, err := signed(t.Books, id)
	if err != nil {
		return err
	}
	if err := agreementMoves().check("Agreement "+s.Number, s.State, AgreementActive); err != nil {
		return err
	}
	if s.ever() {
		return No(fmt.Sprintf("Agreement %s is signed already.", s.Number), "Resume it instead.")
	}
	if err := t.checkSignature(&by); err != nil {
		return err
	}
	if err := t.noOverlap(s, s.Partner); err != nil {
		return err
	}
	if err := t.freezeVersion(s.Versions[0], by); err != nil {
		return err
	}
	a := s.Agreement
	a.State = AgreementActive
	if err := t.step(KindAgreement, int64(id), string(s.State), string(a.State), Move{Day: by.Day, Note: by.By}); err != nil {
		return err
	}
	t.noUndo = true
	t.warnOf(s.Versions[0].Terms, a.To)
	t.did(KindAgreement, int64(id), "Agreement %s is signed and in force from %s", a.Number, a.From)
	if err := t.saveAgreement(s.Agreement, a); err != nil {
		return err
	}
	return t.requeue(a)
}

// warnOf tells what checked terms may do that their author hardly means; to is the agreement's last day, 0 for none.
func (t *tx) warnOf(tm terms.Terms, to calendar.Day) {
	for _, w := range tm.Warnings(to == 0) {
		t.warn("%s", w.Say)
	}
}

// requeue puts facts that found no agreement back in the queue, now that there is one.
func (t *tx) requeue(a Agreement) error {
	n, err := t.Requeue(a.Partner, a.From, 0)
	if n > 0 {
		t.warn("%s waited for this agreement; the next commission run works it out.", counted(n, "earlier fact"))
	}
	return err
}

func (t *tx) checkSignature(by *Signature) error {
	if by.Day == 0 {
		by.Day = t.today
	}
	if by.Day > t.today {
		return Bad("signed on", fmt.Sprintf("%s lies in the future.", by.Day), "Enter the day it was signed.")
	}
	if by.By = strings.TrimSpace(by.By); by.By == "" {
		return Bad("signed by", "A signature needs a name.", "Enter who signed for the partner.")
	}
	return nil
}

// noOverlap refuses a second agreement in force with a partner for the same days and service lines.
func (t *tx) noOverlap(s Signed, partner ID[Partner]) error {
	list, err := t.partnerAgreements(partner)
	if err != nil {
		return err
	}
	for _, o := range list {
		if o.ID == s.ID || !o.ever() || len(o.Versions) == 0 {
			continue
		}
		apart := o.To != 0 && o.To < s.From || s.To != 0 && s.To < o.From
		if !apart && s.Versions[len(s.Versions)-1].Terms.Overlaps(o.Versions[len(o.Versions)-1].Terms) {
			return &Problem{Kind: Refused, Field: "from",
				Say: fmt.Sprintf("Agreement %s is in force from %s for the same services.", o.Number, span(o.From, o.To)),
				Try: "End that one first, start this one after it, or limit one of them to other service lines."}
		}
	}
	return nil
}

func span(from, to calendar.Day) string {
	if to == 0 {
		return from.String() + " on"
	}
	return from.String() + " to " + to.String()
}

func (t *tx) freezeVersion(v AgreementVersion, by Signature) error {
	v.State, v.SignedOn, v.SignedBy = VersionFrozen, by.Day, by.By
	return t.PutVersion(v)
}

// Amend gives an agreement new terms from a day on and freezes them by the signature. Past lines never move: the day must
// lie after the last line that the agreement has earned, unless the amendment is retroactive.
func (u Agreements) Amend(ctx context.Context, ask Ask, id ID[Agreement], effective calendar.Day, tm terms.Terms, by Signature) (Receipt, error) {
	return u.f.write(ctx, ask, "agreement.amend", func(t *tx) error {
		s, err := signed(t.Books, id)
		if err != nil {
			return err
		}
		if s.State != AgreementActive && s.State != AgreementSuspended {
			return No(fmt.Sprintf("Agreement %s is %s and can't be amended.", s.Number, s.State), "Draft a new agreement.")
		}
		if err := checkTerms(tm); err != nil {
			return err
		}
		if err := t.checkSignature(&by); err != nil {
			return err
		}
		last := s.Versions[len(s.Versions)-1]
		if err := t.checkEffective(s, last, effective, tm, by.Retroactive); err != nil {
			return err
		}
		next := AgreementVersion{Agreement: id, No: last.No + 1, State: VersionFrozen, Effective: effective,
			SignedOn: by.Day, SignedBy: by.By, Retroactive: by.Retroactive, Terms: tm}
		if err := t.addVersion(next); err != nil {
			return err
		}
		if effective <= t.today && !by.Retroactive { // else by the run that works it out
			last.State = VersionSuperseded
			if err := t.PutVersion(last); err != nil {
				return err
			}
		}
		t.noUndo = true
		t.warnOf(tm, s.To)
		t.did(KindAgreement, int64(id), "Amended %s from %s: %s", s.Number, effective, tm.Words()+retroactively(by))
		if err := t.saveAgreement(s.Agreement, s.Agreement); err != nil || !by.Retroactive {
			return err
		}
		if err := t.Unsettle(s.ID); err != nil {
			return err
		}
		return t.tellRerating(ctx, s.ID)
	})
}

func (t *tx) checkEffective(s Signed, last AgreementVersion, effective calendar.Day, tm terms.Terms, back bool) error {
	if tm.Currency != last.Terms.Currency {
		return Bad("currency", fmt.Sprintf("The agreement is in %s; an amendment can't change that.", last.Terms.Currency),
			"End this agreement and sign a new one.")
	}
	if effective <= last.Effective || effective > s.To && s.To != 0 {
		return Bad("effective", fmt.Sprintf("Version %d is in effect from %s; the next one must start after that and within the agreement.",
			last.No, last.Effective), "Choose a later day.")
	}
	if err := sameWindows(s.Agreement, last.Terms, tm, effective); err != nil {
		return err
	}
	if back && effective > t.today {
		return Bad("effective", fmt.Sprintf("%s lies ahead: nothing was worked out from then on.", effective), "Amend it without re-rating, or from an earlier day.")
	}
	if back {
		return nil
	}
	sums, err := t.LineSums(Query{}.With(Is("agreement", fmt.Sprint(int64(s.ID))), Condition{Field: "day", From: effective.String()}))
	if err != nil {
		return err
	}
	for _, sum := range sums {
		if sum.Count > 0 {
			return Bad("effective", fmt.Sprintf("Commission was worked out for days from %s on, and past lines never move.", effective),
				"Choose a day after the last line, or choose that it is also for what was already worked out: the difference is then booked as true-ups.")
		}
	}
	return nil
}

// sameWindows refuses an amendment that would go on measuring in a window of another length that is already running.
func sameWindows(a Agreement, old, now terms.Terms, effective calendar.Day) error {
	for i := range min(len(old.Rules), len(now.Rules)) {
		if was, is := old.Rules[i].Measures(), now.Rules[i].Measures(); was != is && was != "" && is != "" {
			return Bad("effective", fmt.Sprintf("Rule %d has measured %s so far and would measure %s.", i+1, was, is),
				"Leave it in its place and put the new rule after the others.")
		}
		was, is := old.Rules[i].Window.Of(a.From, effective), now.Rules[i].Window.Of(a.From, effective)
		if was.From == is.From && was != is && is.From != effective && !was.IsZero() && !is.IsZero() {
			return Bad("effective", fmt.Sprintf("Rule %d would measure by %s from the middle of a %s.", i+1, now.Rules[i].Window, old.Rules[i].Window),
				"Let the amendment take effect on the first day of a window.")
		}
	}
	return nil
}

// End sets an agreement's last day and puts it into run-off: its tail rule says what still earns.
func (u Agreements) End(ctx context.Context, ask Ask, id ID[Agreement], last calendar.Day, note string) (Receipt, error) {
	return u.f.write(ctx, ask, "agreement.end", func(t *tx) error {
		a, err := t.Agreement(id)
		if err != nil {
			return err
		}
		t.noUndo = true
		t.did(KindAgreement, int64(id), "Ended agreement %s with %s", a.Number, last)
		return t.endAgreement(a, last, note)
	})
}

func (t *tx) endAgreement(old Agreement, last calendar.Day, note string) error {
	if err := agreementMoves().check("Agreement "+old.Number, old.State, AgreementRunOff); err != nil {
		return err
	}
	if last < old.From || old.To != 0 && last > old.To {
		return Bad("last day", fmt.Sprintf("The agreement runs from %s.", span(old.From, old.To)), "Choose a day within it.")
	}
	a := old
	a.State, a.To = AgreementRunOff, last
	if err := t.step(KindAgreement, int64(a.ID), string(old.State), string(a.State), Move{Day: last, Note: note}); err != nil {
		return err
	}
	if err := t.workOutAgain(a.ID, last+1); err != nil {
		return err
	}
	return t.saveAgreement(old, a)
}

// endAgreements puts everything in force with an ended partner into run-off.
func (t *tx) endAgreements(p Partner, day calendar.Day) error {
	if day == 0 {
		day = t.today
	}
	list, err := t.Agreements(p.ID)
	if err != nil {
		return err
	}
	for _, a := range list {
		if a.State != AgreementActive && a.State != AgreementSuspended {
			continue
		}
		if err := t.endAgreement(a, max(a.From, min(day, orDay(a.To, day))), "partner ended"); err != nil {
			return err
		}
	}
	return nil
}

func orDay(d, other calendar.Day) calendar.Day {
	if d == 0 {
		return other
	}
	return d
}
