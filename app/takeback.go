package app

import (
	"cmp"
	"slices"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// takeBack works out a credit, a write-off or a fee taken back: each line it touches is reversed by a line of its own
// that points at it and takes its ratio, newest first. A refund that touches no line leaves a zero line that says so.
func (r *runner) takeBack(f *PendingFact) error {
	c, err := r.choose(f, f.Won)
	if err != nil {
		return err
	}
	if c != nil && (f.Row.Reverses != 0 || r.unsettled[c.plan.ID].covers(f.Referral)) {
		return r.unsettle(f, c.plan)
	}
	rows, err := r.post.ofReferral(f.Referral)
	if err != nil {
		return err
	}
	lines, gross, err := r.touched(f, rows)
	if err != nil {
		return err
	}
	if put, err := r.takeBackLater(f, rows, lines); err != nil || put {
		return err
	}
	n, err := r.takeBackPart(f, lines, gross)
	if err != nil || n > 0 {
		return err
	}
	if c == nil {
		r.lost = append(r.lost, f.ID) // it comes back together with the fee it belongs to
	}
	if f.Row.Reverses != 0 {
		return nil
	}
	return r.nothingTaken(f)
}

// takeBackLater leaves a refund to settling when it comes out of its order, or when what it is of was re-rated.
func (r *runner) takeBackLater(f *PendingFact, rows family, lines []earned) (bool, error) {
	later := f.Row.Reverses != 0 || f.Again
	for _, l := range rows {
		later = later || l.Partner == f.Credited && (l.Day > f.Day || l.Kind == TrueUp && l.Reverses != 0)
	}
	put := false
	for _, e := range lines {
		use, err := r.pickOf(e.line.Partner, e.line.Version)
		if err != nil {
			return false, err
		}
		r.places = use.engine.Ordered(e.line.Rule, f.Day, r.places[:0])
		late, err := r.factOvertaken(f, use.plan)
		if err != nil {
			return false, err
		}
		if late || later || use.plan.goesBack() || r.unsettled[use.plan.ID].covers(f.Referral) {
			if put = true; r.unsettle(f, use.plan) != nil {
				return false, r.unsettle(f, use.plan)
			}
		}
	}
	return put, nil
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
			amount, base = amount+a, base+b
		}
	}
	return amount, base
}

// reversed tells whether a person reversed a line: what its reversal comes to since is not for another one.
func (all family) reversed(seq int64) bool {
	return slices.ContainsFunc(all, func(l LineRow) bool {
		if l.Reverses != seq || l.Key[0] != keyReverse || l.voided() {
			return false
		}
		left, _ := all.net(l.Seq)
		return left != 0
	})
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

// takeBackPart reverses the lines that a refund or write-off touches, newest first, until its amount is used up. What it gives back
// of a fee it gives back on every line of that fee.
func (r *runner) takeBackPart(f *PendingFact, lines []earned, gross int64) (n int, err error) {
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
	fees, err := r.feesFor(f)
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
		if fee.Void || row.Partner != f.Credited || row.Kind != Earning && row.Kind != Bonus || row.Fee == 0 || row.Agreement == 0 || row.voided() || !about(f.Row, fee) {
			continue
		}
		onInvoice = onInvoice || fee.Kind == Invoiced
		out = append(out, rows.earned(row, fee))
	}
	slices.SortFunc(out, func(a, b earned) int { // in the order in which they came, whenever they were entered
		return cmp.Or(cmp.Compare(b.line.Day, a.line.Day), cmp.Compare(keyPart(b.line.Key, 1), keyPart(a.line.Key, 1)), cmp.Compare(b.line.Seq, a.line.Seq))
	})
	if byID[f.Row.Of].Kind == Invoiced && !onInvoice {
		return out, beyondOpen(fees, f.Row), nil
	}
	return out, f.Row.Amount.Minor, nil
}

// feesFor gives the fees that a take-back may be about.
func (r *runner) feesFor(f *PendingFact) ([]Fee, error) {
	if f.Row.Of != 0 && f.Row.Reverses == 0 {
		return r.t.FeesAbout(f.Row.Of)
	}
	return r.t.FeesOf(f.Referral)
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
	reason.Label, reason.Currency, reason.Event = terms.LabelOf(l.Reason), l.Amount.Currency, takeBackEvent(f.Row)
	reason.Gross, reason.GrossIn, reason.Base, reason.Of, reason.Result = max(f.Row.Amount.Minor, -f.Row.Amount.Minor), f.Row.Amount.Currency, base, l.Seq, amount
	e, err := r.engineOf(l.Partner, l.Version)
	if err != nil {
		return err
	}
	var window calendar.Day
	if e != nil && e.PaysBySum(l.Rule) {
		if amount, err = r.lowerSum(e, &l, -base, &reason); err != nil {
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
func (r *runner) lowerSum(e *terms.Engine, of *Line, base int64, reason *terms.Reason) (int64, error) {
	why, failed := of.Why()
	k := r.tally(of.Agreement, of.Rule, of.Window, &failed)
	e.Lowered(of.Rule, k.Tally, base, reason)
	if reason.Window, reason.Nothing = why.Window, ""; reason.Result == 0 {
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

// pickOf gives a version of a partner's and its engine; none for version 0.
func (r *runner) pickOf(partner ID[Partner], version ID[AgreementVersion]) (*pick, error) {
	a, err := r.account(partner)
	if err != nil {
		return nil, err
	}
	c := a.version(version)
	if c != nil {
		c.engine, err = c.plan.engine(c.version)
	}
	return c, err
}

// engineOf gives the engine of a version that lines were earned under; none for version 0.
func (r *runner) engineOf(partner ID[Partner], version ID[AgreementVersion]) (*terms.Engine, error) {
	c, err := r.pickOf(partner, version)
	if err != nil || c == nil {
		return nil, err
	}
	return c.engine, nil
}

// lower takes a reversal out of what its rule, and the caps and floors, have measured and paid: in the window of its day, or of a rule that
// pays by the total of a window in that one.
func (r *runner) lower(e *terms.Engine, back *Line) error {
	if err := r.count(e, back); err != nil {
		return err
	}
	back.Window = backWindow(e, back.Rule, back.Window, back.Day)
	return nil
}
