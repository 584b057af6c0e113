package app

import (
	"strings"

	"rapport/app/calendar"
)

// What says what an entry of a timeline is: "Won: Baker Street Bakery", "Statement S-2026-0007", "We promised: the new deck".
func (m Moment) What() string {
	switch m.Kind {
	case MomentState:
		return movedWords(m.Name, m.State)
	case MomentTier:
		return tierWords(m.State)
	case MomentAgreement:
		return "Agreement " + m.Name + " is " + m.State
	case MomentReferral:
		return "Introduced " + m.Name
	case MomentOutcome, MomentEngaged:
		return upperFirst(m.State) + ": " + m.Name
	case MomentGiven:
		return "We introduced " + m.Name
	case MomentPayment:
		return paidWords(m)
	case MomentPayout:
		return "Payout " + m.Name
	case MomentStatement:
		return "Statement " + m.Name
	case MomentCommission:
		return strings.TrimSuffix(upperFirst(m.Name)+": "+m.With, ": ")
	case MomentDispute:
		return "Dispute " + m.Name
	case MomentService:
		return "Delivered " + m.Sort + " × " + orElse(m.Name, "services")
	case MomentGift:
		return upperFirst(m.Sort) + ": " + m.Name
	case MomentCheckin:
		return orElse(m.Name, upperFirst(m.Sort))
	case MomentPromise:
		return upperFirst(whosePromise(m.Sort == "ours")) + ": " + m.Name
	case MomentMarket:
		return upperFirst(m.Sort) + ": " + m.Name
	case MomentMaterial:
		return "Handed over " + m.Name
	case MomentLetter:
		return "Wrote: " + m.Name
	case MomentMessage:
		return "E-mail: " + m.Name
	case MomentCredential:
		return upperFirst(m.Sort) + ": " + m.Name
	case MomentApplication:
		return "Applied"
	case MomentOnboarding:
		return "Done: " + m.Name
	}
	return m.Name // a task, a file
}

// More says what else is known of it in a few words; empty for nothing.
func (m Moment) More() string {
	var parts []string
	switch m.Kind {
	case MomentCheckin:
		if m.Name != "" {
			parts = append(parts, m.Sort)
		}
		parts = append(parts, m.With, PlainNote(m.Note))
	case MomentPromise:
		if day, err := calendar.ParseDay(m.With); err == nil {
			parts = append(parts, "by "+day.Label())
		}
		parts = append(parts, m.Note)
	case MomentTask:
		parts = append(parts, "task", PlainNote(m.Note))
	case MomentStatement:
		if p, err := calendar.ParsePeriod(m.Sort); err == nil {
			parts = append(parts, p.Label())
		}
	case MomentGift:
		parts = append(parts, "to "+m.With, m.Note)
	case MomentMaterial, MomentLetter, MomentMessage:
		if m.With != "" {
			parts = append(parts, "to "+m.With)
		}
		parts = append(parts, m.Sort, m.Note)
	case MomentFile:
		parts = append(parts, "file with "+fileOf(Kind(m.Sort)))
	case MomentCommission:
		parts = append(parts, m.Sort)
	case MomentService, MomentMarket:
		parts = append(parts, m.Note)
	default:
		parts = append(parts, m.Sort, m.With, m.Note)
	}
	return strings.Join(tidyList(parts), " · ")
}

func movedWords(from, to string) string {
	if from == "" {
		return "Came in as " + to
	}
	return "From " + from + " to " + to
}

func tierWords(tier string) string {
	if tier == "" {
		return "No tier any more"
	}
	return "Tier " + tier
}

// paidWords says what a payment was: one that came back is negative.
func paidWords(m Moment) string {
	if m.Sum.Minor < 0 {
		return "Came back: " + m.Name
	}
	return "Paid by " + m.Name
}

// fileOf says what a file was kept with.
func fileOf(kind Kind) string {
	switch kind {
	case KindPartner:
		return "the partner"
	case KindCheckin:
		return "a check-in"
	}
	return "a " + string(kind)
}
