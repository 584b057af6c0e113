package app

import (
	"time"

	"rapport/app/calendar"
)

// KindSegment names segments in news and history.
const KindSegment Kind = "segment"

// Segment is a saved filter over partners, under a name. Who is in it is worked out whenever it is asked for.
type Segment struct {
	ID      ID[Segment] `json:"id"`
	Name    string      `json:"name"`
	Note    string      `json:"note,omitempty"`
	Rule    SegmentRule `json:"rule"`
	MadeAt  time.Time   `json:"made_at"`
	Version int64       `json:"version"`
}

// SegmentRule combines tests of a partner. Without a test it is every partner.
type SegmentRule struct {
	Any   bool          `json:"any,omitempty"` // one test is enough; else all must hold
	Tests []SegmentTest `json:"tests"`
}

// SegmentTest is one thing that is asked of a partner. What its fields mean is said by its key.
type SegmentTest struct {
	Key    SegmentKey     `json:"key"`
	Not    bool           `json:"not,omitempty"`
	Values []string       `json:"values,omitempty"` // one of these; of materials and segments their ids
	Within calendar.Every `json:"within,omitzero"`  // of what happened: so long ago at most; of what ends: so soon. Zero: whenever
	Least  int64          `json:"least,omitempty"`  // how many, or how much in minor units
}

// SegmentKey is what a test looks at.
type SegmentKey string

// The keys of tests.
const (
	ByType       SegmentKey = "type"
	ByTier       SegmentKey = "tier" // that it has today; without a value: any
	ByTag        SegmentKey = "tag"  // without a value: any
	ByState      SegmentKey = "state"
	ByOwner      SegmentKey = "owner" // without a value: any
	ByCountry    SegmentKey = "country"
	ByRegion     SegmentKey = "region"     // of the fixed list of Regions
	ByLanguage   SegmentKey = "language"   // letters to it begin with
	ByService    SegmentKey = "service"    // line it introduced a client for
	ByIntroduced SegmentKey = "introduced" // at least so many clients
	ByWon        SegmentKey = "won"        // at least so many referrals that were won
	ByPaid       SegmentKey = "paid"       // at least so much, in the currency that is the value
	ByContacted  SegmentKey = "contacted"  // a contact that counts for cadences was held
	ByQuiet      SegmentKey = "quiet"      // silent for more than twice its usual gap
	ByAgreement  SegmentKey = "agreement"  // one is in force
	ByEnding     SegmentKey = "ending"     // an agreement in force ends
	ByHolds      SegmentKey = "holds"      // one of the materials; without a value: any
	ByOutdated   SegmentKey = "outdated"   // its latest version of one of them is not in use any more; without a value: of any
	ByEmail      SegmentKey = "email"      // it or one of its people has an address
	ByContact    SegmentKey = "contact"    // what it asked for
	ByArchived   SegmentKey = "archived"   // hidden from lists; others are never in a segment
	BySegment    SegmentKey = "segment"    // it is in another one
)

// SegmentPart says what a key takes beside itself.
type SegmentPart int

// The parts of a test, to be added up.
const (
	TakesValues SegmentPart = 1 << iota
	NeedsValues             // at least one
	TakesSpan
	NeedsSpan
	TakesCount // how many
	TakesMoney // how much
)

// SegmentKind is a key with what it takes and how it is called.
type SegmentKind struct {
	Key   SegmentKey
	Title string // in a list to choose from: "Introduced clients"
	Takes SegmentPart
}

// Has tells whether a key takes a part.
func (k SegmentKind) Has(part SegmentPart) bool { return k.Takes&part != 0 }

// SegmentKinds are all keys, in the order they are offered.
func SegmentKinds() []SegmentKind {
	const some, any = TakesValues | NeedsValues, TakesValues
	return []SegmentKind{
		{ByType, "Type of partner", some}, {ByTier, "Tier", any}, {ByTag, "Tag", any}, {ByState, "State", some}, {ByOwner, "Owner", any},
		{ByCountry, "Country", some}, {ByRegion, "Region", some}, {ByLanguage, "Language of letters", some},
		{ByIntroduced, "Introduced clients", TakesSpan | TakesCount}, {ByWon, "Referrals won", TakesSpan | TakesCount}, {ByService, "Introduced for a service line", some | TakesSpan},
		{ByPaid, "Was paid", TakesSpan | TakesMoney}, {ByContacted, "Contact was held", TakesSpan}, {ByQuiet, "Has gone quiet", 0},
		{ByAgreement, "Agreement in force", 0}, {ByEnding, "Agreement ends soon", TakesSpan | NeedsSpan},
		{ByHolds, "Holds a material", any}, {ByOutdated, "Holds an outdated version", any},
		{ByEmail, "Has an e-mail address", 0}, {ByContact, "Asked not to be written to", some}, {ByArchived, "Archived", 0}, {BySegment, "In another segment", some},
	}
}

// Example is a test with the key as it is typed.
func (k SegmentKind) Example() string {
	switch {
	case k.Has(TakesMoney):
		return string(k.Key) + " >= 1000 EUR in 1 year"
	case k.Has(TakesCount):
		return string(k.Key) + " >= 2 in 6 months"
	case k.Has(NeedsSpan):
		return string(k.Key) + " in 90 days"
	}
	text := string(k.Key)
	if example := map[SegmentKey]string{ByType: "attorney, accountant", ByTier: "gold", ByTag: "board", ByState: "active", ByOwner: "Clara Lindt", ByCountry: "DE, AT", ByRegion: "Nordic",
		ByLanguage: "German", ByService: "Tax", ByHolds: "M-0001", ByOutdated: "M-0001", ByContact: "opted out", BySegment: "Quiet attorneys"}[k.Key]; example != "" {
		text += " = " + example
	}
	if k.Has(TakesSpan) {
		text += " in 6 months"
	}
	return text
}

func segmentKind(key SegmentKey) (SegmentKind, bool) {
	for _, k := range SegmentKinds() {
		if k.Key == key {
			return k, true
		}
	}
	return SegmentKind{}, false
}

// Choice is the rule of a segment made ready for storage: spans are days, regions countries, habits the partners that have them.
// Merged partners are in none, archived ones only where Archived says so or a test asks for them.
type Choice struct {
	Any      bool
	Archived bool
	Tests    []ChoiceTest
}

// ChoiceTest is one test of a Choice.
type ChoiceTest struct {
	Key      SegmentKey
	Not      bool
	Values   []string     // by key: also the kinds of contact that count
	From, To calendar.Day // both inside; 0 open
	Least    int64
	Day      calendar.Day // today
	Of       []*Choice    // of other segments: in one of them
}

// SegmentUse is something that goes by a segment.
type SegmentUse struct {
	Kind Kind
	ID   int64
	Name string // "Material M-0003, Fee guide"
}

// SegmentBooks keeps segments. Who is in one is asked with Query.Among.
type SegmentBooks interface {
	AddSegment(Segment) error
	PutSegment(Segment) error
	DeleteSegment(ID[Segment]) error
	Segment(ID[Segment]) (Segment, error)
	SegmentByName(folded string) (Segment, error)
	Segments() ([]Segment, error) // by name
	SegmentUses(ID[Segment]) ([]SegmentUse, error)
}
