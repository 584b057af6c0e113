package app

// What the columns of lists hold that have a fixed set of values, in the order of their tables. A filter by anything else is refused.

// PartnerStates are all states of a partner.
func PartnerStates() []PartnerState {
	return []PartnerState{Prospect, InTalks, Applied, PartnerCheck, Onboarding, Active, Paused, Ended, Declined, Blocked, Merged}
}

// AgreementStates are all states of an agreement.
func AgreementStates() []AgreementState {
	return []AgreementState{AgreementDraft, AgreementReview, AgreementOut, AgreementActive, AgreementSuspended, AgreementRunOff, AgreementClosed, AgreementWithdrawn}
}

// Stages are all stages of a referral.
func Stages() []Stage {
	return []Stage{Logged, Checking, Accepted, Contacted, Meeting, Proposal, Won, Lost, NotAccepted, Duplicate, Withdrawn}
}

// FeeKinds are all kinds of fee event.
func FeeKinds() []FeeKind { return []FeeKind{Invoiced, Received, Credited, WrittenOff} }

// LineKinds are all kinds of line in the ledger.
func LineKinds() []LineKind {
	return []LineKind{Earning, Milestone, Bonus, Retainer, FloorTopUp, TrueUp, AdjustmentLine, Reversal, OpeningBalance, WriteOff, VATLine, PaymentLine}
}

// LineStates are all states of a commission line.
func LineStates() []LineState {
	return []LineState{Estimated, Accrued, Held, Approved, OnStatement, Paid, VoidLine, Forfeited}
}

// HoldKinds are all reasons for which a line may be held.
func HoldKinds() []string {
	return []string{HoldPeriod, HoldBlocked, HoldManual, HoldDispute, HoldConsent, HoldCredential}
}

// StatementStates are all states of a statement.
func StatementStates() []StatementState {
	return []StatementState{StatementDraft, StatementIssued, StatementSent, StatementAgreed, StatementQueried, StatementSettled, StatementVoid, StatementOver}
}

// DisputeStates are all states of a dispute.
func DisputeStates() []DisputeState {
	return []DisputeState{DisputeOpen, DisputeReview, DisputeWaiting, DisputeUpheld, DisputePartly, DisputeRejected, DisputeClosed}
}

// PayoutStates are all states of a payout.
func PayoutStates() []PayoutState {
	return []PayoutState{PayoutDraft, PayoutApproved, PayoutExported, PayoutSent, PayoutCleared, PayoutFailed, PayoutReturned, PayoutCancelled}
}
