package app

import "context"

// Store keeps everything. Read is one snapshot, Write one transaction: fn's error rolls all of it back.
// Books must not be used after fn returns, nor from another goroutine.
type Store interface {
	Read(ctx context.Context, fn func(Books) error) error
	Write(ctx context.Context, fn func(Books) error) error
}

// Books is what storage offers, one small interface per concept. Getters of a single thing answer a missing one with
// a NotFound problem; Put… refuses a row whose kept Version is not one less with a Conflict problem.
type Books interface {
	AuditBooks
	SearchBooks
	DuplicateBooks
	PartnerBooks
	SegmentBooks
	SavedViewBooks
	NewsletterBooks
	ClientBooks
	AgreementBooks
	PlanBooks
	ReferralBooks
	FeeBooks
	DeliveryBooks
	LedgerBooks
	StatementBooks
	BatchBooks
	DisputeBooks
	RateBooks
	BankBooks
	PayoutBooks
	TaxBooks
	GiftBooks
	CheckinBooks
	CadenceBooks
	TaskBooks
	OnboardingBooks
	ApplicationBooks
	CredentialBooks
	MaterialBooks
	TemplateBooks
	GoalBooks
	InsightBooks
	StudyBooks
	OutboundBooks
	MarketBooks
	CodeBooks
	LandingBooks
	LeadBooks
	ReciprocityBooks
	TimelineBooks
	SelfBillBooks
	UnsavedBooks
	MessageBooks
}

// Keeper is what a store offers besides its books: looking after the file itself.
type Keeper interface {
	Info(ctx context.Context) (FileInfo, error)
	Backup(ctx context.Context, to string) (path string, err error)
	Check(ctx context.Context, progress func(done, total int64)) (Checkup, error)
	Repair(ctx context.Context) error // makes anew what only follows from the rest, such as the index of search
}

// Checkup is what a check of the whole file found.
type Checkup struct {
	OK       bool             `json:"ok"`
	Checked  map[string]int64 `json:"checked"`
	Problems []Finding        `json:"problems"`
}

// Finding is one thing that is wrong.
type Finding struct {
	What  string `json:"what"`
	Where string `json:"where"`
	Say   string `json:"say"`
}
