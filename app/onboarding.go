package app

import (
	"slices"
	"strings"

	"rapport/app/calendar"
)

// OnboardKind is what an item of an onboarding checklist is about.
type OnboardKind string

// The kinds of item. All but own ones are told by the file itself; of those only materials may also be ticked by hand, for what was handed over
// without the library.
const (
	OnboardAgreement OnboardKind = "agreement" // one in force
	OnboardKickoff   OnboardKind = "kickoff"   // a check-in of that kind was held
	OnboardTax       OnboardKind = "tax"       // a tax profile is kept
	OnboardBank      OnboardKind = "bank"      // the latest details of a currency are confirmed
	OnboardMaterials OnboardKind = "materials"
	OnboardReferral  OnboardKind = "referral" // the first one was logged
	OnboardOwn       OnboardKind = "own"
)

// OnboardKinds are all of them, in the usual order.
func OnboardKinds() []OnboardKind {
	return []OnboardKind{OnboardAgreement, OnboardKickoff, OnboardTax, OnboardBank, OnboardMaterials, OnboardReferral, OnboardOwn}
}

// Told says that the file itself knows whether an item of this kind is done.
func (k OnboardKind) Told() bool { return k != OnboardMaterials && k != OnboardOwn }

// Words are what an item of this kind is called unless the firm calls it otherwise.
func (k OnboardKind) Words() string {
	return map[OnboardKind]string{OnboardAgreement: "Agreement signed", OnboardKickoff: "Kickoff meeting", OnboardTax: "Tax form",
		OnboardBank: "Bank details confirmed", OnboardMaterials: "Materials delivered", OnboardReferral: "First referral"}[k]
}

// Checklist is what partners of a type go through before they are active; kept in the settings.
type Checklist struct {
	Type  string          `json:"type"` // "": every type without a checklist of its own
	Items []ChecklistItem `json:"items"`
}

// ChecklistItem is one line of a template.
type ChecklistItem struct {
	Kind  OnboardKind `json:"kind"`
	What  string      `json:"what"`
	Owner string      `json:"owner,omitempty"` // "": who looks after the partner
	Days  int         `json:"days,omitempty"`  // due so many days after onboarding began; 0: no day
	Later bool        `json:"later,omitempty"` // does not hold up activation
}

// DefaultChecklist is the one of a firm that has not written its own.
func DefaultChecklist() []ChecklistItem {
	days := map[OnboardKind]int{OnboardAgreement: 14, OnboardKickoff: 21, OnboardTax: 21, OnboardBank: 21, OnboardMaterials: 30, OnboardReferral: 90}
	var items []ChecklistItem
	for _, k := range OnboardKinds()[:6] {
		items = append(items, ChecklistItem{Kind: k, What: k.Words(), Days: days[k], Later: k == OnboardReferral})
	}
	return items
}

// ChecklistOf gives the template for a type of partner.
func (s Settings) ChecklistOf(kind string) []ChecklistItem {
	for _, want := range []string{kind, ""} {
		if i := slices.IndexFunc(s.Checklists, func(c Checklist) bool { return c.Type == want }); i >= 0 {
			return s.Checklists[i].Items
		}
	}
	return DefaultChecklist()
}

// OnboardingItem is one item of a partner's checklist, as kept.
type OnboardingItem struct {
	Partner ID[Partner]  `json:"partner"`
	No      int          `json:"no"` // 1, 2, … of this partner
	Kind    OnboardKind  `json:"kind"`
	What    string       `json:"what"`
	Owner   string       `json:"owner,omitempty"`
	Due     calendar.Day `json:"due,omitempty"`
	Later   bool         `json:"later,omitempty"`
	Done    calendar.Day `json:"done,omitempty"`   // by hand; of one that the file tells, once the partner is active
	Waived  string       `json:"waived,omitempty"` // why
	Who     string       `json:"who,omitempty"`    // did it, or waived it
}

// OnboardingState is where an item stands; derived.
type OnboardingState string

// The states of an item.
const (
	OnboardingOpen    OnboardingState = "open"
	OnboardingOverdue OnboardingState = "overdue"
	OnboardingDone    OnboardingState = "done"
	OnboardingWaived  OnboardingState = "waived"
)

// OnboardingRow is an item with where it stands today.
type OnboardingRow struct {
	OnboardingItem
	State OnboardingState
	On    calendar.Day // it was done; 0 where no day is known
	Told  bool         // by the file: not ticked by hand
}

// Waits tells whether somebody still has to do it.
func (r OnboardingRow) Waits() bool {
	return r.State == OnboardingOpen || r.State == OnboardingOverdue
}

// OnboardingDue is an overdue item with its partner.
type OnboardingDue struct {
	OnboardingRow
	Name string
}

// OnboardingBooks keeps the checklists of partners.
type OnboardingBooks interface {
	Onboarding(ID[Partner]) ([]OnboardingItem, error)  // in order
	PutOnboarding(ID[Partner], []OnboardingItem) error // replaces
	OnboardingOpen() ([]OnboardingItem, error)         // neither done by hand nor waived, of partners in onboarding, by partner
}

// onboardingFacts are what the file says of a partner, with the day each came true; 0 is not yet.
type onboardingFacts map[OnboardKind]calendar.Day

// row says where an item stands.
func (i OnboardingItem) row(facts onboardingFacts, today calendar.Day) OnboardingRow {
	r := OnboardingRow{OnboardingItem: i, State: OnboardingOpen, Told: i.Kind.Told()}
	told, ok := facts[i.Kind]
	switch {
	case i.Done != 0:
		r.State, r.On = OnboardingDone, i.Done
	case ok:
		r.State, r.On, r.Told = OnboardingDone, told, true
	case i.Waived != "":
		r.State = OnboardingWaived
	case i.Due != 0 && i.Due < today:
		r.State = OnboardingOverdue
	}
	return r
}

// missing are the items that hold up activation.
func missing(rows []OnboardingRow) (out []OnboardingRow) {
	for _, r := range rows {
		if r.Waits() && !r.Later {
			out = append(out, r)
		}
	}
	return out
}

// missingWords names them: "Kickoff meeting, Tax form and Bank details confirmed".
func missingWords(rows []OnboardingRow) string {
	words := make([]string, len(rows))
	for i, r := range rows {
		words[i] = r.What
	}
	return andList(words)
}

// andList is "a", "a and b", "a, b and c".
func andList(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
