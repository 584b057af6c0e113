package app

import (
	"rapport/app/calendar"
	"rapport/app/terms"
)

// counts calls each with every tally that a line counts in, and what it adds to the measure there.
func counts(e *terms.Engine, l *Line, each func(number int, window calendar.Day, measured int64)) error {
	measured, err := measuredBy(e, l)
	e.Counted(l.Rule, l.Day, l.Window, func(number int, w calendar.Period) {
		if number != l.Rule || number == terms.AllRules {
			each(number, w.From, 0)
			return
		}
		each(number, w.From, measured)
	})
	return err
}

// measuredBy is what a line adds to what its rule has measured.
func measuredBy(e *terms.Engine, l *Line) (int64, error) {
	switch {
	case l.Rule == terms.AllRules || l.Kind == FloorTopUp, l.Kind == Reversal && e.ByPeriod(l.Rule): // a period taken back by hand is not due again
		return 0, nil
	case l.Kind != TrueUp && e.Counts(l.Rule): // a reversal says so where it lowers the count
		why, err := l.Why()
		return why.After - why.Before, err
	}
	return l.Base, nil
}

// count adds a line to all tallies it counts in.
func (r *runner) count(e *terms.Engine, l *Line) error {
	var failed error
	err := counts(e, l, func(number int, window calendar.Day, measured int64) {
		k := r.tally(l.Agreement, number, window, &failed)
		k.Earned, k.Measured, k.Last, k.dirty = k.Earned+l.Amount.Minor, k.Measured+measured, max(k.Last, l.Day), true
	})
	if failed != nil {
		return failed
	}
	return err
}

// lineKind is what sort of line a rule earns.
func lineKind(e *terms.Engine, rule int) LineKind {
	switch e.Kind(rule) {
	case terms.Milestone:
		return Milestone
	case terms.Bonus:
		return Bonus
	case terms.Retainer:
		return Retainer
	case terms.FixedFee:
		if e.ByPeriod(rule) {
			return Retainer
		}
	}
	return Earning
}
