package app

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
)

// chainVersion tags the canonical form below; a new form gets a new tag and old lines keep theirs.
const chainVersion = "rapport-line-v1"

// Seal sets a line's sequence, previous hash and own hash, so that it follows the ledger's head, and gives the new head.
// The chain covers amounts, days, ids and the reason; names and free text are kept elsewhere so that they can be erased.
func Seal(head Watermark, l *Line) Watermark {
	l.Seq, l.Prev = head.Seq+1, head.Head
	l.Hash = lineHash(l)
	return Watermark{Seq: l.Seq, Head: l.Hash}
}

// lineHash is the sha256 of the canonical, length-prefixed form of a line.
func lineHash(l *Line) [32]byte {
	var room [1024]byte // of most lines
	c := canon(room[:0])
	c = c.text(chainVersion).bytes(l.Prev[:]).bytes(l.Key[:]).text(string(l.Kind)).text(string(l.Amount.Currency)).text(l.Rate.String())
	for _, n := range [...]int64{l.Seq, int64(l.Partner), int64(l.Day), l.RecordedAt.Unix(), l.Amount.Minor, l.Base, int64(l.Agreement),
		int64(l.Version), int64(l.Rule), int64(l.Window), int64(l.Referral), int64(l.Fee), l.Reverses} {
		c = c.number(n)
	}
	return sha256.Sum256(c.text(l.Reason))
}

// canon is length-prefixed fields, one after the other.
type canon []byte

func (c canon) text(s string) canon {
	return append(binary.BigEndian.AppendUint32(c, uint32(len(s))), s...)
}

func (c canon) bytes(b []byte) canon {
	return append(binary.BigEndian.AppendUint32(c, uint32(len(b))), b...)
}

func (c canon) number(n int64) canon {
	return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint32(c, 8), uint64(n))
}

// CheckLine tells whether a line follows prev and is what was posted.
func CheckLine(prev Watermark, l *Line) error {
	switch {
	case l.Seq != prev.Seq+1:
		return fmt.Errorf("line %d follows line %d", l.Seq, prev.Seq)
	case l.Prev != prev.Head:
		return fmt.Errorf("line %d does not continue the chain", l.Seq)
	case l.Hash != lineHash(l):
		return fmt.Errorf("line %d is not what was posted", l.Seq)
	}
	return nil
}

// Fingerprint is a watermark as it is printed: "Ledger 1482 · 7F3A-91C2-0B44-D1E8".
func (w Watermark) Fingerprint() string {
	h := strings.ToUpper(hex.EncodeToString(w.Head[:8]))
	return fmt.Sprintf("Ledger %d · %s-%s-%s-%s", w.Seq, h[0:4], h[4:8], h[8:12], h[12:16])
}

// What a line follows from, the first byte of its key.
const (
	keyFact       byte = iota + 1 // a fact under a version, for one who is credited
	keyNothing                    // a take-back that touches no line
	keyBack                       // a take-back, and the line it takes back
	keyTrueUp                     // a line, and the head of the ledger
	keyFloor                      // an agreement, the first day of a window, and the run
	keyReverse                    // a line reversed by hand, and its place
	keyAdjustment                 // its place
	keyPayment                    // its place, and the statement
	keyRule                       // a fact and a rule that adds, under a version, for one who is credited
	keyStep                       // the same, what it makes of all that was measured before
	keyDelivery                   // a row of services delivered and a rule, under a version
	keyPeriod                     // a rule of an agreement, the first day of a period, and the run
	keyVAT                        // a self-billed document
)

// lineKey is the key of what a line follows from: the same parts give the same key, so nothing is posted twice. Each part has five
// bytes, room for a million million. Keys of a partner's facts lie together, so that posting many is quick.
func lineKey[A, B, C ~int | ~int32 | ~int64](what byte, a A, b B, c C) (k Key) {
	k[0] = what
	for i, part := range []int64{int64(a), int64(b), int64(c)} {
		var wide [8]byte
		binary.BigEndian.PutUint64(wide[:], uint64(part))
		copy(k[1+5*i:6+5*i], wide[3:])
	}
	return k
}

// poster collects lines of one write, seals them, and hands them to the store in batches.
type poster struct {
	b         Books
	now       time.Time
	actor     string
	head      Watermark
	lines     []Line
	standings []Standing
	posted    int64
	sums      map[sumKey]*Sums
	waiting   map[ID[Referral]]bool // referrals of lines not handed over
	unsealed  bool                  // of a preview: nobody will see the chain
	last      *Sums                 // counted in last
}

type sumKey struct {
	currency string
	state    LineState
}

// batch is how many lines are handed over at once.
const batch = 500

func (t *tx) poster() (*poster, error) {
	head, err := t.Head()
	return &poster{b: t.Books, now: t.now, actor: t.actor, head: head, sums: map[sumKey]*Sums{}, waiting: map[ID[Referral]]bool{}, unsealed: t.preview}, err
}

// add seals a line that is new; one whose key was posted before is left out.
func (p *poster) add(l Line, s Standing) error {
	l.RecordedAt = p.now
	if p.unsealed {
		l.Seq, l.Prev, l.Hash = p.head.Seq+1, p.head.Head, p.head.Head
		p.head.Seq++
	} else {
		p.head = Seal(p.head, &l)
	}
	s.Line, s.MadeBy = l.Seq, p.actor
	p.lines, p.standings = append(p.lines, l), append(p.standings, s)
	p.waiting[l.Referral] = true
	p.posted++
	p.count(&l, s.State)
	if len(p.lines) == batch {
		return p.flush()
	}
	return nil
}

// count adds a line to the sums of what was posted.
func (p *poster) count(l *Line, state LineState) {
	if p.last == nil || p.last.Currency != l.Amount.Currency || p.last.State != state {
		k := sumKey{string(l.Amount.Currency), state}
		if p.sums[k] == nil {
			p.sums[k] = &Sums{Currency: l.Amount.Currency, State: state}
		}
		p.last = p.sums[k]
	}
	p.last.Count++
	p.last.Minor += l.Amount.Minor
}

func (p *poster) flush() error {
	if len(p.lines) == 0 {
		return nil
	}
	err := p.b.Post(p.lines, p.standings)
	p.lines, p.standings = p.lines[:0], p.standings[:0]
	clear(p.waiting)
	return err
}

// ofReferral gives the lines of a referral: those in the store and those not handed over yet, with what LinesEarned gives.
func (p *poster) ofReferral(r ID[Referral]) ([]LineRow, error) {
	rows, err := p.b.LinesEarned(r)
	if !p.waiting[r] {
		return rows, err
	}
	for i := range p.lines {
		if p.lines[i].Referral == r {
			rows = append(rows, LineRow{Line: p.lines[i], Standing: p.standings[i]})
		}
	}
	return rows, err
}
