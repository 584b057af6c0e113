package terms

import "rapport/app/calendar"

// Paid is one amount of a replay.
type Paid struct {
	Day    calendar.Day
	Event  int // index of the event it follows from; -1 of a period or a floor
	Rule   int // 1-based; 0 none, and of the agreement's floor
	Amount int64
	Base   int64
	What   PaidFor
}

// PaidFor is what sort of line an amount would be.
type PaidFor string

// The sorts of amount in a replay.
const (
	PaidEarning  PaidFor = "earning"
	PaidTrueUp   PaidFor = "true-up"
	PaidRetainer PaidFor = "retainer"
	PaidTopUp    PaidFor = "floor top-up"
)

// Replay works all events of an agreement out again from nothing, and calls each with what they pay, in the order of the events, which
// have to be by day; then with the periods and floors that are due by until, none when until is 0. Zeros are left out. end is the
// agreement's last day, 0 open. The value is reused.
func Replay(e *Engine, events []Event, until, end calendar.Day, each func(*Paid)) {
	var (
		sheet Sheet
		out   Result
		paid  Paid
	)
	tell := func(day calendar.Day, event, rule int, what PaidFor, amount, base int64) {
		if amount != 0 {
			paid = Paid{Day: day, Event: event, Rule: rule, What: what, Amount: amount, Base: base}
			each(&paid)
		}
	}
	for i := range events {
		for part := range e.Parts() {
			e.PayAmount(part, &events[i], &sheet, &out)
			tell(events[i].Day, i, out.Rule, PaidEarning, out.Amount, out.Base)
			tell(events[i].Day, i, out.Rule, PaidTrueUp, out.TrueUp, 0)
		}
	}
	if until == 0 {
		return
	}
	_ = e.Dues(until, end, func(d Due) error {
		e.PayDue(&d, &sheet, &out)
		tell(d.Day, -1, d.Rule, PaidRetainer, out.Amount, out.Base)
		return nil
	})
	for _, rule := range e.Floors() {
		number := AllRules
		if rule != AllRules {
			number = LimitOf(rule)
		}
		e.FloorsDue(rule, until, end, func(w calendar.Period) {
			tally := sheet.Tally(number, w)
			amount, _ := e.FloorTopUp(rule, *tally, w)
			tally.Earned += amount
			if rule != AllRules && e.limit.kind != "" {
				sheet.Tally(AllRules, e.limit.of(w.Last())).Earned += amount
			}
			tell(w.Last(), -1, rule, PaidTopUp, amount, 0)
		})
	}
}

// FloorsDue calls each with the windows of a floor that are over by until, from the agreement's first day on.
func (e *Engine) FloorsDue(rule int, until, end calendar.Day, each func(calendar.Period)) {
	for day := e.start; day <= until && (end == 0 || day <= end); {
		w, ok := e.FloorWindow(rule, day)
		if !ok || w.To > until+1 || w.To <= day {
			return
		}
		each(w)
		day = w.To
	}
}
