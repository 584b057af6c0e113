package app

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
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
	c := canon{sha256.New()}
	c.text(chainVersion)
	c.bytes(l.Prev[:])
	c.bytes(l.Key[:])
	c.text(string(l.Kind))
	c.text(string(l.Amount.Currency))
	c.text(l.Rate.String())
	for _, n := range []int64{l.Seq, int64(l.Partner), int64(l.Day), l.RecordedAt.Unix(), l.Amount.Minor, l.Base, int64(l.Agreement),
		int64(l.Version), int64(l.Rule), int64(l.Window), int64(l.Referral), int64(l.Fee), l.Reverses} {
		c.number(n)
	}
	c.text(l.Reason)
	return [32]byte(c.h.Sum(nil))
}

// canon feeds a hash with length-prefixed fields.
type canon struct{ h hash.Hash }

func (c canon) bytes(b []byte) {
	var n [4]byte
	binary.BigEndian.PutUint32(n[:], uint32(len(b)))
	c.h.Write(n[:])
	c.h.Write(b)
}

func (c canon) text(s string) { c.bytes([]byte(s)) }

func (c canon) number(n int64) {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(n))
	c.bytes(b[:])
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

// lineKey is the key of what a line follows from: the same parts give the same key, so nothing is posted twice.
func lineKey(parts ...any) Key {
	h := sha256.Sum256([]byte(fmt.Sprint(parts...)))
	return Key(h[:16])
}

// poster collects lines of one write, seals them, and hands them to the store in batches.
type poster struct {
	b         Books
	now       time.Time
	head      Watermark
	lines     []Line
	standings []Standing
	posted    int64
	sums      map[sumKey]*Sums
}

type sumKey struct {
	currency string
	state    LineState
}

// batch is how many lines are handed over at once.
const batch = 500

func (t *tx) poster() (*poster, error) {
	head, err := t.Head()
	return &poster{b: t.Books, now: t.now, head: head, sums: map[sumKey]*Sums{}}, err
}

// add seals a line that is new; one whose key was posted before is left out.
func (p *poster) add(l Line, s Standing) error {
	l.RecordedAt = p.now
	p.head = Seal(p.head, &l)
	s.Line = l.Seq
	p.lines, p.standings = append(p.lines, l), append(p.standings, s)
	p.posted++
	k := sumKey{string(l.Amount.Currency), s.State}
	if p.sums[k] == nil {
		p.sums[k] = &Sums{Currency: l.Amount.Currency, State: s.State}
	}
	p.sums[k].Count++
	p.sums[k].Minor += l.Amount.Minor
	if len(p.lines) == batch {
		return p.flush()
	}
	return nil
}

func (p *poster) flush() error {
	if len(p.lines) == 0 {
		return nil
	}
	err := p.b.Post(p.lines, p.standings)
	p.lines, p.standings = p.lines[:0], p.standings[:0]
	return err
}
