package app

import (
	"encoding/binary"
	"slices"

	"rapport/app/calendar"
	"rapport/app/terms"
)

// booked is what the ledger holds of an agreement, by what the lines answer for.
type booked struct {
	rows   family
	bySeq  map[int64]*entry
	bySlot map[slot]*entry
	byFact map[int64]*entry
	list   []*entry // by line
	last   calendar.Day
}

// entry is a line with the true-ups that point at it.
type entry struct {
	slot    slot
	line    *LineRow
	sums    []ruleSum
	undone  int64      // by how much true-ups were more that a person voided: they stand no more, and are not posted again
	voided  bool       // by a person: nothing is owed for it, and nothing counts it
	gone    bool       // a line takes all of it back because what it follows from was a mistake: what is left of it since is what people decided
	mistake bool       // it is that line
	adjusts []*LineRow // corrections by hand
	points  []*entry   // what takes it back
	of      *entry     // what it takes back
	along   int64      // of a reversal by hand: how much of what it takes back was corrections by hand
}

// ruleSum is what a line and its true-ups come to under one rule.
type ruleSum struct {
	rule         int
	amount, base int64
}

func (e *entry) sum(rule int) *ruleSum {
	for i := range e.sums {
		if e.sums[i].rule == rule {
			return &e.sums[i]
		}
	}
	e.sums = append(e.sums, ruleSum{rule: rule})
	return &e.sums[len(e.sums)-1]
}

// keyPart is a part of a line's key.
func keyPart(k Key, i int) int64 {
	var wide [8]byte
	copy(wide[3:], k[1+5*i:6+5*i])
	return int64(binary.BigEndian.Uint64(wide[:]))
}

// readBooked sorts an agreement's lines, given by seq.
func readBooked(rows family) (*booked, error) {
	b := &booked{rows: rows, bySeq: map[int64]*entry{}, bySlot: map[slot]*entry{}, byFact: map[int64]*entry{}}
	for i := range rows {
		l := &rows[i]
		b.last = max(b.last, l.Day)
		of := b.bySeq[l.Reverses]
		switch l.Key[0] {
		case keyAdjustment:
			if of != nil {
				of.adjusts = append(of.adjusts, l)
			}
		case keyTrueUp:
			if of != nil {
				of.add(l)
				b.bySeq[l.Seq] = of
			}
		default:
			if err := b.enter(l, of); err != nil {
				return nil, err
			}
		}
	}
	return b, nil
}

// enter takes a line in that is no correction.
func (b *booked) enter(l *LineRow, of *entry) error {
	s, ok := slotOf(l, of)
	if !ok {
		return nil
	}
	e := b.bySlot[s]
	if e == nil {
		e = &entry{slot: s, line: l, voided: l.voided(), of: of}
		b.bySlot[s], b.list = e, append(b.list, e)
		if s.what == keyFact || s.what == keyRule {
			b.byFact[s.of] = e
		}
		if of != nil {
			of.points = append(of.points, e)
		}
		if of != nil && l.Kind == Reversal && s.what == keyBack {
			why, err := l.Why()
			if err != nil {
				return err
			}
			e.mistake = why.Event == terms.OnTakenBack
			of.gone = of.gone || e.mistake
		}
	}
	if s.what == keyReverse && !l.voided() {
		e.along += of.corrections(l.Reverses)
	}
	e.add(l)
	b.bySeq[l.Seq] = e
	return nil
}

// corrections is how much of what is left of an entry is corrections by hand; of a true-up alone when seq is one.
func (e *entry) corrections(seq int64) (by int64) {
	if e.voided {
		return 0
	}
	for _, l := range e.adjusts {
		if !l.voided() && (seq == e.line.Seq || seq == l.Reverses) {
			by += l.Amount.Minor
		}
	}
	for _, p := range e.points {
		if seq == e.line.Seq || seq == p.line.Reverses {
			by += p.corrections(p.line.Seq)
		}
	}
	return by - e.along
}

func (e *entry) add(l *LineRow) {
	if l.voided() && l.Seq != e.line.Seq {
		e.undone += l.Amount.Minor
	}
	s := e.sum(l.Rule)
	s.amount, s.base = s.amount+l.Amount.Minor, s.base+l.Base
}

// standsAll tells whether a person voided the line that took the mistake back: what it had paid stands.
func (e *entry) standsAll() bool {
	return !e.voided && slices.ContainsFunc(e.points, func(p *entry) bool { return p.mistake && p.voided })
}

// byHand gives the reversals by hand of an entry that stand: neither voided nor put back.
func (e *entry) byHand() (list []*entry) {
	for _, p := range e.points {
		if p.slot.what == keyReverse && !p.voided && len(p.byHand()) == 0 {
			list = append(list, p)
		}
	}
	return list
}

// ofMistake tells whether a line is a reversal by hand of what a mistake had left nothing of, or of the line that took it back.
func (b *booked) ofMistake(l *LineRow) bool {
	e := b.bySeq[l.Reverses]
	if l.Key[0] != keyReverse || l.voided() || e == nil {
		return false
	}
	for e.slot.what == keyReverse {
		e = e.of
	}
	return e.mistake || slices.ContainsFunc(e.points, func(p *entry) bool { return p.mistake && p.line.Seq < l.Seq })
}

// slotOf reads from a line's key what it answers for; of is the entry of the line it points at.
func slotOf(l *LineRow, of *entry) (slot, bool) {
	fact := keyPart(l.Key, 1)
	switch what := l.Key[0]; what {
	case keyFact:
		return slot{what: what, of: fact}, true
	case keyRule, keyStep, keyDelivery:
		return slot{what: what, of: fact >> 8, rule: int(fact & 0xff)}, true
	case keyBack:
		if of != nil && of.slot.what == keyBack { // a mistaken refund may have taken of several lines
			return slot{what: what, of: fact, taken: of.line.Seq, takenWas: keyBack}, true
		}
		if of != nil {
			return backSlot(fact, of.slot), true
		}
	case keyReverse:
		return slot{what: what, of: l.Seq}, of != nil
	case keyPeriod, keyFloor:
		return slot{what: what, of: int64(l.Window), rule: l.Rule}, true
	}
	return slot{}, false
}

// backSlot is that of what a fact takes back of a line.
func backSlot(fact int64, of slot) slot {
	return slot{what: keyBack, of: fact, taken: of.of, takenOf: of.rule, takenWas: of.what}
}

// own is what an entry comes to by rule, with what a person took back of it; refunds of it are entries of their own, and
// corrections by hand stand beside it: a reversal by hand counts without those that it took back too.
func (e *entry) own() []ruleSum {
	all := &entry{sums: slices.Clone(e.sums)}
	if e.along != 0 {
		all.sum(e.line.Rule).amount += e.along
	}
	for _, p := range e.points {
		if p.slot.what != keyReverse {
			continue
		}
		for _, s := range p.own() {
			t := all.sum(s.rule)
			t.amount, t.base = t.amount+s.amount, t.base+s.base
		}
	}
	return all.sums
}

// total is what an entry comes to under all rules.
func (e *entry) total() (all ruleSum) {
	for _, s := range e.sums {
		all.amount, all.base = all.amount+s.amount, all.base+s.base
	}
	return all
}
