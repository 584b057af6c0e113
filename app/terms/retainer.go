package terms

import (
	"rapport/app/calendar"
	"rapport/app/money"
)

// Cadence is how often a retainer, or a fixed fee by period, is paid. Periods run from the rule's first day and keep its day of the
// month (31 January, 28 February, 31 March); those of the calendar begin on its own first days, so that the first and the last may be parts.
type Cadence string

// The cadences.
const (
	Monthly         Cadence = "month"
	Quarterly       Cadence = "quarter"
	HalfYearly      Cadence = "half year"
	Yearly          Cadence = "year"
	CalendarMonthly Cadence = "calendar month"
	ByQuarter       Cadence = "calendar quarter"
	ByYear          Cadence = "calendar year"
)

// Cadences are all of them, the shortest first.
func Cadences() []Cadence {
	return []Cadence{Monthly, CalendarMonthly, Quarterly, ByQuarter, HalfYearly, Yearly, ByYear}
}

func (c Cadence) months() int {
	switch c {
	case Monthly, CalendarMonthly:
		return 1
	case Quarterly, ByQuarter:
		return 3
	case HalfYearly:
		return 6
	case Yearly, ByYear:
		return 12
	}
	return 0
}

// first is where the periods of the cadence begin to be counted, for a rule that begins on start.
func (c Cadence) first(start calendar.Day) calendar.Day {
	switch c {
	case CalendarMonthly:
		return calendar.MonthPeriod(start).From
	case ByQuarter:
		return calendar.QuarterOf(start).From
	case ByYear:
		return calendar.YearOf(start).From
	}
	return start
}

// Due is one period of a retainer, or of a fixed fee by period.
type Due struct {
	Rule   int
	Whole  calendar.Period // of the cadence; its first day names the period
	Served calendar.Period // the part of it in which the rule and the agreement run
	Day    calendar.Day    // of the line: the first day served when paid in advance, else the last
	Amount int64           // before any cap; the whole amount, or pro rata by days
	Rested int             // days of Served on which the agreement was suspended
}

// Rest takes the days out of a period on which the agreement was suspended: all of them leave nothing, some lower what is paid by days.
func (e *Engine) Rest(d *Due, suspended []calendar.Period) {
	for _, s := range suspended {
		if both := (calendar.Period{From: max(s.From, d.Served.From), To: min(s.To, d.Served.To)}); both.From < both.To {
			d.Rested += both.Days()
		}
	}
	if d.Rested > 0 {
		d.Amount = e.rules[d.Rule-1].forPart(d, e.terms.Rounding)
	}
}

// days are those of a period that are paid.
func (d *Due) days() int { return d.Served.Days() - d.Rested }

// Over reports whether a period may be posted on a day: one paid in advance on its first day, one in arrears when its last is over.
func (d *Due) Over(today calendar.Day) bool {
	return d.Day < today || d.Day == today && d.Day == d.Served.From
}

// Dues calls each for the periods that are due by until: those paid in advance that have begun, those in arrears that are over. end is the
// agreement's last day, 0 open. They come by rule, then by day; every time it is asked, all of them.
func (e *Engine) Dues(until, end calendar.Day, each func(Due) error) error {
	for i := range e.rules {
		if e.rules[i].Every == "" {
			continue
		}
		if err := e.duesOf(&e.rules[i], until, end, each); err != nil {
			return err
		}
	}
	return nil
}

func (e *Engine) duesOf(r *rule, until, end calendar.Day, each func(Due) error) error {
	start := max(e.start, r.Start)
	over := r.over
	if end != 0 && (over == 0 || end+1 < over) {
		over = end + 1
	}
	if r.Months > 0 {
		if last := start.AddMonths(r.Months); last != 0 && (over == 0 || last < over) {
			over = last
		}
	}
	from, n := r.Every.first(start), r.Every.months()
	for k := 0; ; k++ {
		whole := calendar.Period{From: from.AddMonths(k * n), To: from.AddMonths((k + 1) * n)}
		served := calendar.Period{From: max(whole.From, start), To: whole.To}
		if over != 0 {
			served.To = min(served.To, over)
		}
		d := Due{Rule: r.no, Whole: whole, Served: served, Day: served.Last()}
		if r.Advance {
			d.Day = served.From
		}
		if whole.IsZero() || served.IsZero() || d.Day > until {
			return nil
		}
		d.Amount = r.forPart(&d, e.terms.Rounding)
		if err := each(d); err != nil {
			return err
		}
	}
}

// forPart is the amount of a period, of a part by its days when the rule says so.
func (r *rule) forPart(d *Due, m money.Mode) int64 {
	switch {
	case d.days() == 0:
		return 0
	case r.ProRata && d.days() != d.Whole.Days():
		return money.MulDiv(r.Flat, int64(d.days()), int64(d.Whole.Days()), m)
	}
	return r.Flat
}

// PayDue says what is still to be paid of a period, and why, and counts it in the book. What was worked out for the period
// before is the Measured of the rule's tally in d.Whole; where the agreement's end has changed it since, the rest may be negative.
// Result.Base is the amount before any cap; nothing is left to pay where it is 0. A period in which the agreement was suspended is told once, as Nothing.
func (e *Engine) PayDue(d *Due, book Book, out *Result) {
	r := &e.rules[d.Rule-1]
	*out = Result{Rule: r.no, Window: d.Whole}
	tally := book.Tally(r.no, d.Whole)
	out.Base = d.Amount - tally.Measured
	if out.Base == 0 {
		if d.days() == 0 && tally.Last == 0 {
			tally.Last, out.Nothing = d.Day, WhySuspended
			out.Reason = Reason{Label: r.label, Currency: e.terms.Currency, Event: OnPeriod, Nothing: WhySuspended,
				First: d.Served.From, Last: d.Served.Last(), Each: r.Flat, Payee: r.Payee.To}
		}
		return
	}
	before := *tally
	e.tries = e.tries[:0]
	t := try{rule: r, amount: out.Base, tally: tally, adds: out.Base}
	if out.Base < 0 { // of what was paid only, should a cap have cut it
		t.amount = max(out.Base, min(0, d.Amount-before.Earned))
	}
	e.limitRule(&t, d.Day, book)
	dl := deal{label: r.label, best: &t, result: t.amount + t.cut}
	out.Amount = t.amount
	e.count(&Event{Day: d.Day}, book, &dl, out)
	out.Window = d.Whole
	out.Reason = Reason{Label: r.label, Currency: e.terms.Currency, Event: OnPeriod, Result: dl.result, Nothing: out.Nothing,
		First: d.Served.From, Last: d.Served.Last(), Each: r.Flat, Payee: r.Payee.To}
	if r.ProRata && d.days() != d.Whole.Days() {
		out.Reason.Served, out.Reason.OfDays = d.days(), d.Whole.Days()
	}
	if before.Measured != 0 {
		out.Reason.OfBase = before.Measured
	}
	e.explainCaps(&dl, &out.Reason)
}
