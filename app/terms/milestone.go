package terms

// Moment is when a milestone is reached.
type Moment string

// The moments. Each is reached once for a referral; the n-th referral once in a window, the agreement's whole life without one.
const (
	AtAccepted Moment = "accepted"
	AtMeeting  Moment = "meeting"       // the first meeting with the client
	AtWon      Moment = "won"           // the client has engaged the firm
	AtNth      Moment = "nth referral"  // the n-th referral accepted, Rule.Count
	AtFees     Moment = "fee threshold" // the fees of one referral reach Rule.Over
)

// event is what a milestone waits for.
func (m Moment) event() EventKind {
	switch m {
	case AtAccepted, AtNth:
		return Accepted
	case AtMeeting:
		return Meeting
	case AtFees:
		return Fee
	}
	return Won
}

// milestone pays the amount at its moment. Only the n-th referral is counted, so that its lines say how far it is.
func (e *Engine) milestone(t *try, ev *Event, book Book) {
	r := t.rule
	switch r.On {
	case AtNth:
		t.tally = book.Tally(r.no, r.window.of(ev.Day))
		t.before, t.adds = t.tally.Measured, 1
		if t.before+1 != int64(r.Count) {
			t.none = WhyStep
			return
		}
	case AtFees:
		t.before = ev.FeesBefore
		if t.before >= r.Over || plus(t.before, t.base) < r.Over {
			t.why = WhyNoStep
			return
		}
	}
	t.amount = ev.part(r.Flat, e.terms.Rounding)
}
