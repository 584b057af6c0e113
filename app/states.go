package app

import (
	"fmt"
	"slices"
	"strings"
)

// moves is a state table: from each state the states that may follow. Everything else is refused.
type moves[S ~string] map[S][]S

// check refuses a transition that the table does not have, and says which it has.
func (m moves[S]) check(what string, from, to S) error {
	if from == to {
		return No(fmt.Sprintf("%s is %s already.", what, to), "")
	}
	if slices.Contains(m[from], to) {
		return nil
	}
	next := make([]string, len(m[from]))
	for i, s := range m[from] {
		next[i] = string(s)
	}
	if len(next) == 0 {
		return No(fmt.Sprintf("%s is %s, and that is final; it can't become %s.", what, from, to), "")
	}
	return No(fmt.Sprintf("%s is %s and can't become %s.", what, from, to),
		fmt.Sprintf("From here it can become %s.", orList(next)))
}

// orList is "a", "a or b", "a, b or c".
func orList(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}

// partnerMoves is the partner state table of domain.md 2; merging has its own use-case.
func partnerMoves() moves[PartnerState] {
	return moves[PartnerState]{
		Prospect:     {InTalks, Applied, PartnerCheck, Declined, Blocked},
		InTalks:      {Applied, PartnerCheck, Declined, Blocked},
		Applied:      {PartnerCheck, Declined, Blocked},
		PartnerCheck: {Onboarding, Declined, Blocked},
		Onboarding:   {Active, Declined, Blocked},
		Active:       {Paused, Ended, Blocked},
		Paused:       {Active, Ended, Blocked},
		Ended:        {Blocked},
		Declined:     {Prospect, Blocked},
		Blocked:      {PartnerCheck},
	}
}

// agreementMoves is the agreement state table.
func agreementMoves() moves[AgreementState] {
	return moves[AgreementState]{
		AgreementDraft:     {AgreementReview, AgreementOut, AgreementActive, AgreementWithdrawn},
		AgreementReview:    {AgreementOut, AgreementActive, AgreementDraft, AgreementWithdrawn},
		AgreementOut:       {AgreementActive, AgreementDraft, AgreementWithdrawn},
		AgreementActive:    {AgreementSuspended, AgreementRunOff},
		AgreementSuspended: {AgreementActive, AgreementRunOff},
		AgreementRunOff:    {AgreementClosed},
	}
}

// stageMoves is the stage table of inbound referrals. Leaving won is reopening and has its own guard.
func stageMoves() moves[Stage] {
	return moves[Stage]{
		Logged:      {Checking},
		Checking:    {Accepted, NotAccepted, Duplicate},
		Accepted:    {Contacted, Lost, Withdrawn},
		Contacted:   {Meeting, Proposal, Lost, Withdrawn},
		Meeting:     {Contacted, Proposal, Won, Lost, Withdrawn},
		Proposal:    {Contacted, Meeting, Won, Lost, Withdrawn},
		Won:         {Proposal},
		Lost:        {Logged},
		NotAccepted: {Logged},
		Withdrawn:   {Logged},
		Duplicate:   {Logged},
	}
}

// stagePath gives the steps from one stage to another, the skipped ones of the main line included, so that a firm that
// records only the win still has a whole history. It never passes an end stage, and accepts nothing on the way to a loss:
// what was never accepted is not accepted. No path: the table's refusal.
func stagePath(what string, from, to Stage) ([]Stage, error) {
	table := stageMoves()
	refusal := table.check(what, from, to)
	if refusal == nil {
		return []Stage{to}, nil
	}
	onward := []Stage{Logged, Checking, Accepted, Contacted, Meeting, Proposal}
	if from == to || !slices.Contains(onward, from) {
		return nil, refusal
	}
	var path []Stage
	for _, s := range onward[slices.Index(onward, from)+1:] {
		path = append(path, s)
		if s == to {
			return path, nil
		}
		if s == Accepted && (to == Lost || to == Withdrawn) {
			return nil, refusal
		}
		if slices.Contains(table[s], to) && !slices.Contains(onward, to) {
			return append(path, to), nil
		}
	}
	return nil, refusal
}

// LostReasons is the closed list of reasons of a lost referral.
func LostReasons() []string {
	return []string{"no response", "chose competitor", "price", "not a fit", "conflict of interest", "timing",
		"client withdrew", "referred onward", "other"}
}

// DeclineReasons is the closed list of reasons of a declined partner.
func DeclineReasons() []string {
	return []string{"needs more detail", "does not meet requirements", "not the right fit", "conflict", "regulator", "other"}
}

// fromList refuses a reason that is not on a closed list.
func fromList(field, reason string, list []string) error {
	if slices.Contains(list, reason) {
		return nil
	}
	if reason == "" {
		return Bad(field, "A reason is needed.", "Choose "+orList(list)+".")
	}
	return Bad(field, fmt.Sprintf("%q is not one of the reasons.", reason), "Choose "+orList(list)+".")
}

// NextStages are the stages a referral may be moved to, directly or by way of the steps between.
func NextStages(from Stage) []Stage {
	var next []Stage
	for _, to := range []Stage{Logged, Checking, Accepted, Contacted, Meeting, Proposal, Won, Lost, NotAccepted, Duplicate, Withdrawn} {
		if _, err := stagePath("", from, to); err == nil {
			next = append(next, to)
		}
	}
	return next
}

// NextPartnerStates are the states a partner may move to.
func NextPartnerStates(from PartnerState) []PartnerState { return slices.Clone(partnerMoves()[from]) }

// NextAgreementStates are the states an agreement may move to.
func NextAgreementStates(from AgreementState) []AgreementState {
	return slices.Clone(agreementMoves()[from])
}
