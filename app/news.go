package app

import "sync"

// Kind names a concept in news, history and lists.
type Kind string

// The kinds of things that are kept.
const (
	KindSettings  Kind = "settings"
	KindPartner   Kind = "partner"
	KindPerson    Kind = "person"
	KindClient    Kind = "client"
	KindAgreement Kind = "agreement"
	KindVersion   Kind = "version"
	KindPlan      Kind = "plan"
	KindReferral  Kind = "referral"
	KindFee       Kind = "fee"
	KindLine      Kind = "line"
	KindStatement Kind = "statement"
	KindPayment   Kind = "payment"
	KindBatch     Kind = "batch"
	KindDispute   Kind = "dispute"
	KindRate      Kind = "rate"
	KindBank      Kind = "bank"
	KindPayout    Kind = "payout"
	KindGift      Kind = "gift"
	KindFile      Kind = "file" // an attachment
	// KindPayoutFile is what payouts were exported in.
	KindPayoutFile  Kind = "payout_file"
	KindTax         Kind = "tax" // of a partner, by its id
	KindSelfBill    Kind = "selfbill"
	KindCheckin     Kind = "checkin"
	KindPromise     Kind = "promise"
	KindCadence     Kind = "cadence"
	KindTask        Kind = "task"
	KindOnboarding  Kind = "onboarding" // of a partner, by its id
	KindRating      Kind = "rating"     // of a partner, by its id
	KindApplication Kind = "application"
	KindCredential  Kind = "credential"
	KindGoal        Kind = "goal"
	KindOutbound    Kind = "outbound" // a referral from the firm to a partner
	KindMarket      Kind = "market"   // a note of what was heard in the market
	KindCode        Kind = "code"     // of a partner
	KindTarget      Kind = "target"   // of a partner and quarter
)

// Change is one thing that a committed write touched. ID 0 means many of the kind.
type Change struct {
	Kind Kind
	ID   int64
}

// news tells watchers what was committed, after the commit and on the writer's own goroutine.
type news struct {
	mu       sync.Mutex
	next     int
	watchers map[int]func([]Change)
}

// Watch calls tell after every committed write until stop is called. tell must not block.
func (n *news) Watch(tell func([]Change)) (stop func()) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.watchers == nil {
		n.watchers = map[int]func([]Change){}
	}
	id := n.next
	n.next++
	n.watchers[id] = tell
	return func() {
		n.mu.Lock()
		defer n.mu.Unlock()
		delete(n.watchers, id)
	}
}

func (n *news) tell(changes []Change) {
	if len(changes) == 0 {
		return
	}
	n.mu.Lock()
	watchers := make([]func([]Change), 0, len(n.watchers))
	for _, w := range n.watchers {
		watchers = append(watchers, w)
	}
	n.mu.Unlock()
	for _, w := range watchers {
		w(changes)
	}
}
