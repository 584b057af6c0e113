package app

import (
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/money"
)

// Discrepancy is something about a line that its approver should have looked at. It does not stop the approval.
type Discrepancy struct {
	Line int64  `json:"line"`
	What string `json:"what"` // one of the words below
	Say  string `json:"say"`
}

// What may be wrong with a line that waits for approval.
const (
	FeeChanged     = "fee changed"
	TermsAmended   = "agreement amended"
	PartnerStopped = "partner not active"
	FarAboveUsual  = "far above the usual"
	NoDisclosure   = "no disclosure"
	MaybeTwice     = "possible duplicate"
)

// An amount is far above the usual when it is more than so many times the median of the partner's latest lines, if there are enough.
const (
	farAbove    = 4
	usualOf     = 40
	usualEnough = 6
)

// twiceWithin is how many days apart two equal lines of one referral may be a duplicate.
const twiceWithin = 7

// Twin is a line and another of the same partner, referral, kind and amount, neither void.
type Twin struct {
	Line, Other   int64
	Day, OtherDay calendar.Day
}

// captured holds lines that are to be approved against what was captured since and before they were worked out.
type captured struct {
	t        *tx
	lines    []LineRow
	found    []Discrepancy
	usual    map[liabilityKey]money.Money // the median, zero when there is too little to say
	partners map[ID[Partner]]Partner
	versions map[ID[Agreement]][]AgreementVersion
}

// discrepancies gives what an approver should look at, by line.
func (t *tx) discrepancies(lines []LineRow) ([]Discrepancy, error) {
	c := &captured{t: t, lines: lines, usual: map[liabilityKey]money.Money{}, partners: map[ID[Partner]]Partner{},
		versions: map[ID[Agreement]][]AgreementVersion{}}
	for _, look := range []func() error{c.fees, c.referrals, c.twins} {
		if err := look(); err != nil {
			return nil, err
		}
	}
	for i := range lines {
		for _, look := range []func(*LineRow) error{c.agreement, c.partner, c.amount} {
			if err := look(&lines[i]); err != nil {
				return nil, err
			}
		}
	}
	slices.SortStableFunc(c.found, func(a, b Discrepancy) int { return int(a.Line - b.Line) })
	return gathered(gathered(c.found, NoDisclosure, "no disclosure to the client is recorded"), FarAboveUsual, "the amount is far above what the partner usually earns on a line"), nil
}

// eachSaid is up to how many lines of one sort are named by themselves. More of them are said once, so that the rest is not lost among them:
// a firm that keeps no disclosures would read of every line.
const eachSaid = 3

// gathered says discrepancies of one sort in one sentence when there are many, in the place of the first.
func gathered(found []Discrepancy, what, say string) []Discrepancy {
	var lines []string
	for _, d := range found {
		if d.What == what {
			lines = append(lines, fmt.Sprint(d.Line))
		}
	}
	if len(lines) <= eachSaid {
		return found
	}
	var out []Discrepancy
	said := false
	for _, d := range found {
		if d.What == what && said {
			continue
		}
		if d.What == what {
			said = true
			d.Say = fmt.Sprintf("%s: %s (lines %s and %d more).", counted(len(lines), "line"), say, strings.Join(lines[:eachSaid], ", "), len(lines)-eachSaid)
		}
		out = append(out, d)
	}
	return out
}

func (c *captured) add(line int64, what, say string, args ...any) {
	c.found = append(c.found, Discrepancy{line, what, fmt.Sprintf(say, args...)})
}

func (c *captured) referralIDs() []int64 {
	seen := map[ID[Referral]]bool{0: true}
	var ids []int64
	for _, l := range c.lines {
		if !seen[l.Referral] {
			seen[l.Referral] = true
			ids = append(ids, int64(l.Referral))
		}
	}
	return ids
}

// fees finds refunds and fees taken back that the next run will take off the line again.
func (c *captured) fees() error {
	back, err := c.t.WaitingTakeBacks(c.referralIDs())
	if err != nil || len(back) == 0 {
		return err
	}
	fees := map[ID[Fee]]Fee{}
	for _, l := range c.lines {
		for _, b := range back {
			if l.Referral != b.Referral || l.Fee == 0 || l.Kind != Earning {
				continue
			}
			if _, ok := fees[l.Fee]; !ok {
				if fees[l.Fee], err = c.t.Fee(l.Fee); err != nil {
					return err
				}
			}
			if about(b, fees[l.Fee]) {
				c.add(l.Seq, FeeChanged, "Line %d: its fee was %s on %s (%s), which is not worked out yet.", l.Seq, takeBackEvent(b), b.Day, b.Amount.Abs())
			}
		}
	}
	return nil
}

// referrals finds lines of clients who were not told of the arrangement.
func (c *captured) referrals() error {
	ids := c.referralIDs()
	silent := map[ID[Referral]]bool{}
	for chunk := range slices.Chunk(ids, 500) {
		short := make([]int32, len(chunk))
		for i, id := range chunk {
			short[i] = int32(id)
		}
		rows, err := c.t.ReferralRows(short)
		if err != nil {
			return err
		}
		for _, r := range rows {
			silent[r.ID] = r.Disclosed == 0
		}
	}
	for _, l := range c.lines {
		if silent[l.Referral] && l.Amount.Minor > 0 {
			c.add(l.Seq, NoDisclosure, "Line %d: no disclosure to the client is recorded for %s.", l.Seq, l.ReferralNumber)
		}
	}
	return nil
}

// twins finds lines that may have been entered twice.
func (c *captured) twins() error {
	seqs := make([]int64, len(c.lines))
	for i, l := range c.lines {
		seqs[i] = l.Seq
	}
	twins, err := c.t.Twins(seqs)
	for _, w := range twins {
		if apart := w.Day - w.OtherDay; apart <= twiceWithin && -apart <= twiceWithin {
			c.add(w.Line, MaybeTwice, "Line %d: line %d of %s is for the same referral and the same amount.", w.Line, w.Other, w.OtherDay)
		}
	}
	return err
}

// agreement finds lines whose terms were amended for their day after they were worked out.
func (c *captured) agreement(l *LineRow) error {
	if l.Agreement == 0 || l.Version == 0 {
		return nil
	}
	list, ok := c.versions[l.Agreement]
	if !ok {
		var err error
		if list, err = c.t.Versions(l.Agreement); err != nil {
			return err
		}
		c.versions[l.Agreement] = list
	}
	at := slices.IndexFunc(list, func(v AgreementVersion) bool { return v.ID == l.Version })
	posted := calendar.DayOf(l.RecordedAt, c.t.settings.zone())
	for i := len(list) - 1; i > at; i-- {
		if v := list[i]; v.State != VersionDraft && v.Effective <= l.Day && v.SignedOn >= posted {
			c.add(l.Seq, TermsAmended, "Line %d: the agreement was amended with effect from %s (version %d); the line was worked out under version %d.",
				l.Seq, v.Effective, v.No, list[at].No)
			return nil
		}
	}
	return nil
}

// partner finds lines of partners that are not active any more.
func (c *captured) partner(l *LineRow) error {
	p, ok := c.partners[l.Partner]
	if !ok {
		var err error
		if p, err = c.t.Partner(l.Partner); err != nil {
			return err
		}
		c.partners[l.Partner] = p
	}
	if p.State == Blocked || p.State == Paused || p.State == Ended || p.State == Declined {
		c.add(l.Seq, PartnerStopped, "Line %d: %s is %s.", l.Seq, p.Name, p.State)
	}
	return nil
}

// amount finds lines far above what the partner usually earns.
func (c *captured) amount(l *LineRow) error {
	if l.Amount.Minor <= 0 {
		return nil
	}
	k := liabilityKey{l.Partner, l.Amount.Currency}
	usual, ok := c.usual[k]
	if !ok {
		latest, err := c.t.LatestAmounts(l.Partner, l.Amount.Currency, usualOf)
		if err != nil {
			return err
		}
		if len(latest) >= usualEnough {
			slices.Sort(latest)
			usual = money.New(latest[len(latest)/2], l.Amount.Currency)
		}
		c.usual[k] = usual
	}
	if usual.Minor > 0 && l.Amount.Minor/farAbove > usual.Minor {
		c.add(l.Seq, FarAboveUsual, "Line %d: %s is more than %d times what %s usually earns on a line (%s).", l.Seq, l.Amount, farAbove, l.PartnerName, usual)
	}
	return nil
}
