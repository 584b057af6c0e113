package app

import (
	"slices"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// replayLine is what the ledger would hold of a fee, with what was taken back of it, until its partner is done.
type replayLine struct {
	seat     *seat
	engine   *terms.Engine
	referral ID[Referral]
	fee, of  ID[Fee]
	invoiced bool
	kind     LineKind
	rule     int
	window   calendar.Day
	gross    int64 // of the fee, in its own currency
	given    int64 // of that, given back; of a reversal, what it gave
	reverses int   // 1-based place of the line it takes back; 0 none
	terms.Earned
}

// keepLine keeps a line of a draft.
func (p *replayer) keepLine(draft int, l replayLine) {
	p.lines[draft] = append(p.lines[draft], l)
	if at := p.found[draft]; at != nil {
		at[l.referral] = append(at[l.referral], int32(len(p.lines[draft])-1))
	}
}

// ofReferral gives the places of a referral's lines. They are looked up once somebody asks: most partners have no refunds.
func (p *replayer) ofReferral(draft int, r ID[Referral]) []int32 {
	if p.found[draft] == nil {
		at := map[ID[Referral]][]int32{}
		for i := range p.lines[draft] {
			id := p.lines[draft][i].referral
			at[id] = append(at[id], int32(i))
		}
		p.found[draft] = at
	}
	return p.found[draft][r]
}

// takeBack replays a refund, a write-off or a fee taken back: by each line's own ratio, as the ledger does.
func (p *replayer) takeBack(f *PendingFact) error {
	if f.Row.Reverses != 0 && f.Row.Kind == Received {
		if err := p.lessFees(f); err != nil {
			return err
		}
	}
	for d := range p.lines {
		var fees []Fee
		if p.asksFees(d, f) {
			var err error
			if fees, err = p.t.FeesOf(f.Referral); err != nil {
				return err
			}
		}
		if f.Row.Reverses != 0 {
			p.backAll(d, f, fees)
		} else {
			p.backPart(d, f, fees)
		}
	}
	return nil
}

// asksFees tells whether the other fees of the referral matter: not for the refund of a receipt that a line stands for.
func (p *replayer) asksFees(draft int, f *PendingFact) bool {
	if f.Row.Reverses != 0 || f.Row.Of == 0 {
		return f.Row.Reverses != 0
	}
	return !slices.ContainsFunc(p.ofReferral(draft, f.Referral), func(i int32) bool {
		l := &p.lines[draft][i]
		return l.reverses == 0 && l.fee == f.Row.Of && !l.invoiced
	})
}

// lessFees takes a receipt that was a mistake off the fees shown.
func (p *replayer) lessFees(f *PendingFact) error {
	c, seats, err := p.speaks(f)
	if err != nil || len(seats) == 0 {
		return err
	}
	use := seats[0].under(c)
	if use.engine == nil {
		return nil
	}
	var g terms.Reason
	if wait, err := p.given(f, &use.version.Terms, &g); err != nil || wait != "" {
		return err
	}
	p.sums(f.Day, func(sum *ReplaySum) { sum.Fees += g.Base })
	return nil
}

// backAll takes back whatever followed from a fee that was entered by mistake, refunds too. What a refund took of a fee that is itself
// taken back stays taken.
func (p *replayer) backAll(draft int, f *PendingFact, fees []Fee) {
	for _, i := range p.ofReferral(draft, f.Referral) {
		l := p.lines[draft][i]
		if l.fee != f.Row.Reverses || l.reverses == 0 && !l.kind.earns() {
			continue
		}
		if l.reverses != 0 && voidFee(fees, p.lines[draft][l.reverses-1].fee) {
			continue
		}
		amount, base := l.Amount-l.TakenAmount, l.Base-l.TakenBase
		if amount != 0 || base != 0 {
			p.back(draft, int(i), f, -amount, -base, -l.given*int64(min(l.reverses, 1)))
		}
	}
}

func voidFee(fees []Fee, id ID[Fee]) bool {
	for i := range fees {
		if fees[i].ID == id {
			return fees[i].Void
		}
	}
	return false
}

// backPart takes back what a refund or write-off touches, newest first, until its amount is used up.
func (p *replayer) backPart(draft int, f *PendingFact, fees []Fee) {
	places := p.ofReferral(draft, f.Referral)
	gross, uses := p.refunded(draft, f, fees, places), map[ID[Fee]]int64{}
	for n := len(places) - 1; n >= 0; n-- {
		l := p.lines[draft][places[n]]
		if !l.touchedBy(f) {
			continue
		}
		use, known := uses[l.fee]
		if !known {
			use = max(0, min(gross, l.gross-l.given))
			uses[l.fee] = use
			gross -= use
		}
		if use = min(use, l.gross-l.given); use <= 0 {
			continue
		}
		want := l.Base - l.TakenBase
		if l.gross > 0 { // on the running total, so that the last refund takes the remainder
			want = min(want, money.MulDiv(l.given+use, l.Base, l.gross, money.HalfUp)-l.TakenBase)
		}
		amount, used := terms.Reverse(l.Earned, want)
		p.back(draft, int(places[n]), f, amount, -used, use)
	}
}

// touchedBy tells whether a refund or write-off takes of this line.
func (l *replayLine) touchedBy(f *PendingFact) bool {
	return l.reverses == 0 && (l.kind == Earning || l.kind == Bonus) && about(f.Row, Fee{ID: l.fee, Of: l.of})
}

// refunded is how much of the fee is taken back: a credit note first lowers what is still open on its invoice.
func (p *replayer) refunded(draft int, f *PendingFact, fees []Fee, places []int32) int64 {
	for _, i := range places {
		if l := &p.lines[draft][i]; l.invoiced && l.touchedBy(f) {
			return f.Row.Amount.Minor
		}
	}
	for i := range fees {
		if fees[i].ID == f.Row.Of && fees[i].Kind == Invoiced {
			return beyondOpen(fees, f.Row)
		}
	}
	return f.Row.Amount.Minor
}

// back takes an amount and a base off a line, and out of what its rule, cap and floor have measured and paid.
func (p *replayer) back(draft, place int, f *PendingFact, amount, base, gives int64) {
	l := &p.lines[draft][place]
	s, e := l.seat, l.engine
	var window calendar.Day
	if e.PaysBySum(l.rule) {
		window = l.window
		amount = e.Lower(l.rule, *s.sheet.Tally(l.rule, e.WindowOf(l.rule, window)), -base)
	}
	if l.rule != 0 {
		e.Counted(l.rule, f.Day, window, func(number int, w calendar.Period) {
			t := s.sheet.Tally(number, w)
			t.Earned += amount
			if number == l.rule {
				t.Measured += base
			}
		})
	}
	p.sums(f.Day, func(sum *ReplaySum) { sum.Paid[draft] += amount })
	l.TakenAmount, l.TakenBase, l.given = l.TakenAmount-amount, l.TakenBase-base, l.given+max(0, gives)
	if l.reverses != 0 {
		of := &p.lines[draft][l.reverses-1]
		of.TakenAmount, of.TakenBase, of.given = of.TakenAmount-amount, of.TakenBase-base, of.given+min(0, gives)
	}
	back := *l
	back.fee, back.of, back.given, back.reverses = f.Fee, f.Row.Of, gives, place+1
	back.Earned = terms.Earned{Amount: amount, Base: base, Rounding: l.Rounding}
	p.keepLine(draft, back)
}
