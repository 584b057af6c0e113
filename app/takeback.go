package app

import (
	"slices"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// takeBack works out a credit, a write-off or a fee taken back: each line it touches is reversed by a line of its own
// that points at it and takes its ratio, newest first. A refund that touches no line leaves a zero line that says so.
func (r *runner) takeBack(f *PendingFact) error {
	if err := r.post.flush(); err != nil {
		return err
	}
	if err := r.rerate(); err != nil { // what is deferred must stand before it is taken back
		return err
	}
	lines, gross, err := r.touched(f)
	if err != nil {
		return err
	}
	n := 0
	for _, e := range lines {
		if gross <= 0 && f.Row.Reverses == 0 {
			break
		}
		used, err := r.reverse(f, e, &gross)
		if err != nil {
			return err
		}
		n += used
	}
	if n > 0 || f.Row.Reverses != 0 {
		return nil
	}
	reason := terms.Reason{Currency: f.Row.Amount.Currency, Event: string(f.Row.Kind), Gross: f.Row.Amount.Minor,
		GrossIn: f.Row.Amount.Currency, Nothing: terms.WhyNothingTaken}
	return r.add(Line{Key: lineKey("fact", f.ID, f.Credited, "none"), Partner: f.Credited, Kind: Reversal, Day: f.Day,
		Amount: money.New(0, f.Row.Amount.Currency), Referral: f.Referral, Fee: f.Fee}, reason, 0)
}

// earned is a line that may be taken back, with what was taken of it before and the gross fee it was earned on.
type earned struct {
	line  Line
	gross int64
	terms.Earned
}

// touched gives the earning lines a take-back is about, newest first, and how much of the fee (gross, minor units of the
// fee's currency) is taken back. A credit note first lowers what is still open on its invoice.
func (r *runner) touched(f *PendingFact) ([]earned, int64, error) {
	fees, err := r.t.FeesOf(f.Referral)
	if err != nil {
		return nil, 0, err
	}
	byID := map[ID[Fee]]Fee{}
	for _, e := range fees {
		byID[e.ID] = e
	}
	rows, err := r.t.LinesOfReferral(f.Referral)
	if err != nil {
		return nil, 0, err
	}
	var out []earned
	onInvoice := false
	for _, row := range rows {
		if row.Partner != f.Credited || row.Kind != Earning || row.Fee == 0 || row.Standing.State == VoidLine {
			continue
		}
		if !about(f.Row, byID[row.Fee]) {
			continue
		}
		onInvoice = onInvoice || byID[row.Fee].Kind == Invoiced
		e := earned{line: row.Line, gross: byID[row.Fee].Amount.Minor, Earned: terms.Earned{Amount: row.Amount.Minor, Base: row.Base}}
		for _, back := range rows {
			if back.Reverses == row.Seq && back.Standing.State != VoidLine {
				e.add(back.Line)
			}
		}
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b earned) int { return int(b.line.Seq - a.line.Seq) })
	gross := f.Row.Amount.Minor
	if byID[f.Row.Of].Kind == Invoiced && f.Row.Reverses == 0 && !onInvoice {
		gross = beyondOpen(fees, f.Row)
	}
	return out, gross, nil
}

// add counts a line that points at this one: reversals take back, true-ups and adjustments change what there is to take.
func (e *earned) add(back Line) {
	if back.Kind == Reversal {
		e.TakenAmount -= back.Amount.Minor
		e.TakenBase -= back.Base
		return
	}
	e.Amount += back.Amount.Minor
}

// about tells whether a take-back touches the lines of a fee.
func about(back, fee Fee) bool {
	switch {
	case back.Reverses != 0:
		return fee.ID == back.Reverses
	case back.Of != 0:
		return fee.ID == back.Of || fee.Of == back.Of
	}
	return true
}

// beyondOpen is the part of a credit note that is above what was still open on its invoice when it was entered.
func beyondOpen(fees []Fee, credit Fee) int64 {
	if credit.Kind == WrittenOff {
		return 0 // it was never received
	}
	var acc Account
	for _, e := range fees {
		if (e.ID == credit.Of || e.Of == credit.Of) && e.ID < credit.ID {
			acc.add(e.Kind, e.Amount.Minor)
		}
	}
	return max(0, credit.Amount.Minor-acc.Open())
}

// reverse takes back of one line what the rest of gross asks for and lowers gross by it. It gives how many lines it posted.
func (r *runner) reverse(f *PendingFact, e earned, gross *int64) (int, error) {
	left := e.Base - e.TakenBase
	want := left
	if f.Row.Reverses == 0 && e.gross > 0 {
		want = min(left, money.MulDiv(*gross, e.Base, e.gross, money.HalfUp))
	}
	why, err := e.line.Why()
	if err != nil {
		return 0, err
	}
	engine, err := r.engineOf(e.line.Partner, e.line.Version)
	if err != nil {
		return 0, err
	}
	if engine != nil {
		e.Rounding = engine.Rounding()
	}
	amount, used := terms.Reverse(e.Earned, want)
	if used == 0 && amount == 0 {
		return 0, nil
	}
	if e.Base > 0 {
		*gross -= money.MulDiv(used, e.gross, e.Base, money.HalfUp)
	}
	l := e.line
	reason := terms.Reason{Label: why.Label, Currency: l.Amount.Currency, Event: takeBackEvent(f.Row), Gross: f.Row.Amount.Minor, GrossIn: f.Row.Amount.Currency,
		Base: -used, Of: l.Seq, OfBase: e.Base, OfAmount: e.Amount, Taken: e.TakenAmount, Result: amount}
	back := Line{Key: lineKey("back", f.ID, f.Credited, l.Seq), Partner: l.Partner, Kind: Reversal, Day: f.Day,
		Amount: money.New(amount, l.Amount.Currency), Base: -used, Rate: l.Rate, Agreement: l.Agreement, Version: l.Version,
		Rule: l.Rule, Referral: l.Referral, Fee: f.Fee, Reverses: l.Seq}
	if err := r.untally(&back, f.Day); err != nil {
		return 0, err
	}
	return 1, r.add(back, reason, 0)
}

func takeBackEvent(f Fee) string {
	if f.Reverses != 0 {
		return "taken back"
	}
	return string(f.Kind)
}

// untally lowers what the line's rule, and cap and floor, have measured and paid in the window of the reversal's day.
func (r *runner) untally(back *Line, day calendar.Day) error {
	e, err := r.engineOf(back.Partner, back.Version)
	if err != nil || e == nil {
		return err
	}
	return r.lower(back.Agreement, e, back, day)
}

// engineOf gives the engine of a version that lines were earned under; none for version 0.
func (r *runner) engineOf(partner ID[Partner], version ID[AgreementVersion]) (*terms.Engine, error) {
	for _, p := range r.plans[partner] {
		for _, v := range p.Versions {
			if v.ID == version {
				return p.engine(v)
			}
		}
	}
	return nil, nil
}

func (r *runner) lower(a ID[Agreement], e *terms.Engine, back *Line, day calendar.Day) (err error) {
	if w := e.WindowOf(terms.AllRules, day); w != (calendar.Period{}) {
		k := r.tally(a, terms.AllRules, w.From, &err)
		k.Earned, k.dirty = k.Earned+back.Amount.Minor, true
		back.Window = w.From
	}
	if back.Rule == 0 {
		return err
	}
	if w := e.WindowOf(back.Rule, day); w != (calendar.Period{}) {
		k := r.tally(a, back.Rule, w.From, &err)
		k.Earned, k.Measured, k.dirty = k.Earned+back.Amount.Minor, k.Measured+back.Base, true
		k.Last = max(k.Last, day)
		back.Window = w.From
	}
	return err
}
