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
	if err := r.rerate(); err != nil { // what is deferred must stand before it is taken back
		return err
	}
	rows, err := r.post.ofReferral(f.Referral)
	if err != nil {
		return err
	}
	var n int
	switch {
	case len(rows) == 0:
	case f.Row.Reverses != 0:
		n, err = r.takeBackAll(f, rows)
	default:
		n, err = r.takeBackPart(f, rows)
	}
	if err != nil || n > 0 {
		return err
	}
	if c, err := r.choose(f, f.Won); err != nil {
		return err
	} else if c == nil {
		r.lost = append(r.lost, f.ID) // it comes back together with the fee it belongs to
	}
	if f.Row.Reverses != 0 {
		return nil
	}
	reason := terms.Reason{Currency: f.Row.Amount.Currency, Event: string(f.Row.Kind), Gross: f.Row.Amount.Minor,
		GrossIn: f.Row.Amount.Currency, Nothing: terms.WhyNothingTaken}
	return r.add(&Line{Key: lineKey(keyNothing, f.Credited, f.ID, 0), Partner: f.Credited, Kind: Reversal, Day: f.Day,
		Amount: money.New(0, f.Row.Amount.Currency), Referral: f.Referral, Fee: f.Fee}, &reason, 0)
}

// family is the lines of one referral, or of one account, which may point at each other.
type family []LineRow

// voided tells whether a person cancelled the line; a line of zero is void from the start and still measures.
func (l *LineRow) voided() bool { return l.Standing.State == VoidLine && l.Amount.Minor != 0 }

// net is what a line and all that points at it come to, void lines left out.
func (all family) net(seq int64) (amount, base int64) {
	for _, l := range all {
		switch {
		case l.voided():
		case l.Seq == seq:
			amount, base = amount+l.Amount.Minor, base+l.Base
		case l.Reverses == seq:
			a, b := all.net(l.Seq)
			if l.Kind == TrueUp {
				b = 0 // it says what the base pays now, not another base
			}
			amount, base = amount+a, base+b
		}
	}
	return amount, base
}

// root is the line that a line points at in the end, itself when it points at none.
func (all family) root(seq int64) int64 {
	for _, l := range slices.Backward(all) { // by seq; a line points at an earlier one
		if l.Seq == seq && l.Reverses != 0 {
			seq = l.Reverses
		}
	}
	return seq
}

// takeBackAll reverses whatever followed from a fee event that was entered by mistake, refunds too.
// What a refund took of a fee that is itself taken back stays taken: nothing is owed for that fee any more.
func (r *runner) takeBackAll(f *PendingFact, rows family) (n int, err error) {
	fees, err := r.t.FeesOf(f.Referral)
	if err != nil {
		return 0, err
	}
	gone := map[ID[Fee]]bool{}
	for _, fee := range fees {
		gone[fee.ID] = fee.Void
	}
	feeOf := map[int64]ID[Fee]{}
	for _, row := range rows {
		feeOf[row.Seq] = row.Fee
	}
	for _, row := range rows {
		if row.Fee != f.Row.Reverses || row.Partner != f.Credited || !row.Kind.earns() && row.Kind != Reversal {
			continue
		}
		if row.Kind == Reversal && gone[feeOf[row.Reverses]] {
			continue
		}
		amount, base := rows.net(row.Seq)
		if amount == 0 && base == 0 {
			continue
		}
		n++
		reason := terms.Reason{OfBase: row.Base, OfAmount: row.Amount.Minor, Taken: row.Amount.Minor - amount, Used: -rows.given(row)}
		if err := r.reverseLine(f, row.Line, -amount, -base, reason); err != nil {
			return n, err
		}
	}
	return n, nil
}

// takeBackPart reverses the lines that a refund or write-off touches, newest first, until its amount is used up. What it gives back
// of a fee it gives back on every line of that fee.
func (r *runner) takeBackPart(f *PendingFact, rows family) (n int, err error) {
	lines, gross, err := r.touched(f, rows)
	uses := map[ID[Fee]]int64{}
	for _, e := range lines {
		if err != nil {
			break
		}
		use, known := uses[e.line.Fee]
		if !known {
			use = max(0, min(gross, e.gross-e.given))
			uses[e.line.Fee] = use
			gross -= use
		}
		if use = min(use, e.gross-e.given); use <= 0 {
			continue
		}
		n++
		err = r.reverse(f, e, use)
	}
	return n, err
}

// earned is a line that may be taken back, with what was taken of it before and the gross fee it was earned on.
type earned struct {
	line  Line
	gross int64 // of the fee, in its own currency
	given int64 // of that, given back before
	terms.Earned
}

// touched gives the earning lines a refund is about, newest first, and how much of the fee (gross, minor units of the
// fee's currency) is taken back. A credit note first lowers what is still open on its invoice.
func (r *runner) touched(f *PendingFact, rows family) ([]earned, int64, error) {
	fees, err := r.t.FeesOf(f.Referral)
	if err != nil {
		return nil, 0, err
	}
	byID := map[ID[Fee]]Fee{}
	for _, e := range fees {
		byID[e.ID] = e
	}
	var out []earned
	onInvoice := false
	for _, row := range rows {
		fee := byID[row.Fee]
		if row.Partner != f.Credited || row.Kind != Earning && row.Kind != Bonus || row.Fee == 0 || row.Agreement == 0 || row.voided() || !about(f.Row, fee) {
			continue
		}
		onInvoice = onInvoice || fee.Kind == Invoiced
		out = append(out, rows.earned(row, fee))
	}
	slices.SortFunc(out, func(a, b earned) int { return int(b.line.Seq - a.line.Seq) })
	if byID[f.Row.Of].Kind == Invoiced && !onInvoice {
		return out, beyondOpen(fees, f.Row), nil
	}
	return out, f.Row.Amount.Minor, nil
}

// earned splits what a line has come to into what it pays, true-ups and corrections included, and what was taken back.
func (all family) earned(row LineRow, fee Fee) earned {
	e := earned{line: row.Line, gross: fee.Amount.Minor, Earned: terms.Earned{Amount: row.Amount.Minor, Base: row.Base}}
	for _, l := range all {
		if l.Reverses != row.Seq || l.voided() {
			continue
		}
		amount, base := all.net(l.Seq)
		if l.Kind == Reversal {
			e.given += all.given(l)
			e.TakenAmount, e.TakenBase = e.TakenAmount-amount, e.TakenBase-base
		} else {
			e.Amount += amount
		}
	}
	return e
}

// given is how much of its fee a reversal gave back, less what was taken back of the reversal itself.
func (all family) given(l LineRow) int64 {
	why, err := l.Why()
	if err != nil {
		return 0
	}
	used := why.Used
	for _, back := range all {
		if back.Reverses == l.Seq {
			used += all.given(back)
		}
	}
	return used
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

// reverse takes back of one line what giving back so much of its fee asks for.
func (r *runner) reverse(f *PendingFact, e earned, use int64) error {
	want := e.Base - e.TakenBase
	if e.gross > 0 { // on the running total, so that the last refund takes the remainder
		want = min(want, money.MulDiv(e.given+use, e.Base, e.gross, money.HalfUp)-e.TakenBase)
	}
	engine, err := r.engineOf(e.line.Partner, e.line.Version)
	if err != nil {
		return err
	}
	if engine != nil {
		e.Rounding = engine.Rounding()
	}
	amount, used := terms.Reverse(e.Earned, want)
	reason := terms.Reason{OfBase: e.Base, OfAmount: e.Amount, Taken: e.TakenAmount, Used: use}
	if amount == 0 {
		reason.Nothing = terms.WhyTooSmall
	}
	return r.reverseLine(f, e.line, amount, -used, reason)
}

// reverseLine posts what is taken back of a line, with its reason, and lowers what was measured.
func (r *runner) reverseLine(f *PendingFact, l Line, amount, base int64, reason terms.Reason) error {
	why, err := l.Why()
	if err != nil {
		return err
	}
	reason.Label, reason.Currency, reason.Event = why.Label, l.Amount.Currency, takeBackEvent(f.Row)
	reason.Gross, reason.GrossIn, reason.Base, reason.Of, reason.Result = max(f.Row.Amount.Minor, -f.Row.Amount.Minor), f.Row.Amount.Currency, base, l.Seq, amount
	e, err := r.engineOf(l.Partner, l.Version)
	if err != nil {
		return err
	}
	var window calendar.Day
	if e != nil && e.PaysBySum(l.Rule) {
		if amount, err = r.lowerSum(e, &l, -base, &reason, why.Window); err != nil {
			return err
		}
		window = l.Window
	}
	back := Line{Key: lineKey(keyBack, f.Credited, f.ID, l.Seq), Partner: l.Partner, Kind: Reversal, Day: f.Day,
		Amount: money.New(amount, l.Amount.Currency), Base: base, Rate: l.Rate, Agreement: l.Agreement, Version: l.Version,
		Rule: l.Rule, Window: window, Referral: l.Referral, Fee: f.Fee, Reverses: l.Seq}
	if e != nil {
		if err := r.lower(e, &back); err != nil {
			return err
		}
	}
	return r.add(&back, &reason, 0)
}

// lowerSum is what taking base off the window of a rule that pays by its total takes back, with its reason.
func (r *runner) lowerSum(e *terms.Engine, of *Line, base int64, reason *terms.Reason, window string) (int64, error) {
	var failed error
	k := r.tally(of.Agreement, of.Rule, of.Window, &failed)
	e.Lowered(of.Rule, k.Tally, base, reason)
	if reason.Window, reason.Nothing = window, ""; reason.Result == 0 {
		reason.Nothing = terms.WhyNothingTaken
	}
	return reason.Result, failed
}

func takeBackEvent(f Fee) string {
	if f.Reverses != 0 {
		return "taken back"
	}
	return string(f.Kind)
}

// engineOf gives the engine of a version that lines were earned under; none for version 0.
func (r *runner) engineOf(partner ID[Partner], version ID[AgreementVersion]) (*terms.Engine, error) {
	a, err := r.account(partner)
	if err != nil {
		return nil, err
	}
	if c := a.version(version); c != nil {
		return c.plan.engine(c.version)
	}
	return nil, nil
}

// lower takes a reversal out of what its rule, and the caps and floors, have measured and paid: in the window of its day, or of a rule that
// pays by the total of a window in that one. Later lines of a tiered window are worked out again.
func (r *runner) lower(e *terms.Engine, back *Line) error {
	if err := r.count(e, back); err != nil {
		return err
	}
	if w := e.WindowOf(terms.AllRules, back.Day); back.Window == 0 {
		back.Window = w.From
	}
	if back.Rule == 0 || e.PaysBySum(back.Rule) {
		return nil
	}
	var failed error
	if w := e.WindowOf(back.Rule, back.Day); w != (calendar.Period{}) {
		k := r.tally(back.Agreement, back.Rule, w.From, &failed)
		if key := (tallyKey{back.Agreement, back.Rule, w.From}); k.Last > back.Day && (r.moved[key] == 0 || r.moved[key] > back.Day) {
			r.moved[key] = back.Day
		}
		k.Last = max(k.Last, back.Day)
		back.Window = w.From
	}
	return failed
}
