package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"rapport/app/calendar"
	"rapport/app/names"
)

// MarketKind is the sort of thing that was heard.
type MarketKind string

// The kinds of market note.
const (
	Objection   MarketKind = "objection"    // to us, our price, our service
	Need        MarketKind = "need"         // that clients have
	Competitor  MarketKind = "competitor"   // what others do
	MarketShift MarketKind = "market shift" // what changes for everybody
	OtherMarket MarketKind = "other"
)

// MarketKinds are all of them.
func MarketKinds() []MarketKind {
	return []MarketKind{Objection, Need, Competitor, MarketShift, OtherMarket}
}

// MarketNote is one thing that was heard in the market, and from whom.
type MarketNote struct {
	ID        ID[MarketNote] `json:"id"`
	Day       calendar.Day   `json:"day"` // it was heard
	Kind      MarketKind     `json:"kind"`
	Said      string         `json:"said"`
	Tags      []string       `json:"tags,omitempty"`
	Partner   ID[Partner]    `json:"partner,omitempty"` // who said it
	Client    ID[Client]     `json:"client,omitempty"`  // about whom, or who said it
	Referral  ID[Referral]   `json:"referral,omitempty"`
	Checkin   ID[Checkin]    `json:"checkin,omitempty"` // in which it was heard
	Owner     string         `json:"owner,omitempty"`   // who heard it
	EnteredAt time.Time      `json:"entered_at"`
	Version   int64          `json:"version"`
}

// MarketRow is a market note as lists show it.
type MarketRow struct {
	MarketNote
	PartnerName    string
	ClientName     string
	ReferralNumber string
	CheckinDay     calendar.Day
}

// Source says in words where a note comes from.
func (r MarketRow) Source() string {
	var parts []string
	if r.PartnerName != "" {
		parts = append(parts, r.PartnerName)
	}
	if r.ReferralNumber != "" {
		parts = append(parts, r.ReferralNumber)
	}
	if r.CheckinDay != 0 {
		parts = append(parts, "check-in of "+r.CheckinDay.Label())
	}
	return strings.Join(parts, ", ")
}

// MarketFields are what the list may be filtered by.
func MarketFields() []string {
	return []string{"id", "kind", "tag", "day", "partner", "client", "referral", "checkin", "owner"}
}

// MarketSorts are the sort keys; the first is the list's own order.
func MarketSorts() []string { return []string{"day", "kind", "partner", "owner"} }

// MarketBooks keeps market notes and counts them.
type MarketBooks interface {
	AddMarketNote(MarketNote) error
	PutMarketNote(MarketNote) error
	DeleteMarketNote(ID[MarketNote]) error
	MarketNote(ID[MarketNote]) (MarketNote, error)
	MarketIDs(q Query, each func([]int32) error) error
	MarketRows([]int32) ([]MarketRow, error)
	// MarketTallies counts the notes of a period by month and kind, and by month and tag.
	MarketTallies(p calendar.Period) (kinds, tags []MarketTally, err error)
}

// Market is the use-cases of market notes.
type Market struct{ f *Firm }

// IDs gives the ids of a list in order, in chunks.
func (u Market) IDs(ctx context.Context, q Query, each func([]int32) error) error {
	return u.f.deps.Store.Read(ctx, u.f.ids(Books.MarketIDs, q, each))
}

// Rows gives list rows by id.
func (u Market) Rows(ctx context.Context, ids []int32) ([]MarketRow, error) {
	return read(ctx, u.f, func(b Books) ([]MarketRow, error) { return b.MarketRows(ids) })
}

// Of gives the newest notes of a query.
func (u Market) Of(ctx context.Context, q Query, most int) ([]MarketRow, error) {
	return readAmong(ctx, u.f, q, func(b Books, q Query) ([]MarketRow, error) { return marketRows(b, q, most) })
}

func marketRows(b Books, q Query, most int) ([]MarketRow, error) {
	ids, err := firstIDs(b.MarketIDs, q, most)
	if err != nil {
		return nil, err
	}
	return b.MarketRows(ids)
}

// Get gives one note.
func (u Market) Get(ctx context.Context, id ID[MarketNote]) (MarketRow, error) {
	return read(ctx, u.f, func(b Books) (MarketRow, error) {
		rows, err := b.MarketRows([]int32{int32(id)})
		if err != nil || len(rows) == 0 {
			return MarketRow{}, orError(err, Missing("This market note"))
		}
		return rows[0], nil
	})
}

// checkMarket cleans a note; what it was heard in says from whom it is.
func (t *tx) checkMarket(n *MarketNote) error {
	n.Said, n.Owner, n.Day = strings.TrimSpace(n.Said), orElse(names.Clean(n.Owner), t.actor), orDay(n.Day, t.today)
	n.Tags = slices.Clone(n.Tags)
	for i, tag := range n.Tags {
		n.Tags[i] = strings.ToLower(tag)
	}
	n.Tags = tidyList(n.Tags)
	switch {
	case !slices.Contains(MarketKinds(), n.Kind):
		return Bad("kind", fmt.Sprintf("%q is not a kind of market note.", n.Kind), "Choose objection, need, competitor, market shift or other.")
	case n.Said == "":
		return Bad("said", "Say what was heard.", "Write it in a sentence.")
	}
	if err := dayBetween("day", "what was heard", n.Day, t.today); err != nil {
		return err
	}
	if err := t.marketSource(n); err != nil {
		return err
	}
	for _, tag := range n.Tags {
		if err := within("tags", tag, 50); err != nil {
			return err
		}
	}
	return within("said", n.Said, 2000)
}

// marketSource fills in the partner and client of the referral or check-in that a note was heard in, and refuses another partner.
func (t *tx) marketSource(n *MarketNote) error {
	from := func(p ID[Partner]) error {
		if n.Partner != 0 && n.Partner != p {
			return Bad("partner", "It was heard in something of another partner.", "Leave the partner out, or the referral or check-in.")
		}
		n.Partner = p
		return nil
	}
	if n.Referral != 0 {
		r, err := t.Referral(n.Referral)
		if err := orError(err, from(r.Partner)); err != nil {
			return err
		}
		if n.Client == 0 {
			n.Client = r.Client
		}
	}
	if n.Checkin != 0 {
		c, err := t.Checkin(n.Checkin)
		if err := orError(err, from(c.Partner)); err != nil {
			return err
		}
	}
	if n.Client != 0 {
		if _, err := t.Client(n.Client); err != nil {
			return err
		}
	}
	if n.Partner == 0 {
		return nil
	}
	p, err := t.Partner(n.Partner)
	if err == nil && p.State == Merged {
		n.Partner = p.MergedInto
	}
	return err
}

// Add keeps what was heard.
func (u Market) Add(ctx context.Context, ask Ask, n MarketNote) (Receipt, error) {
	return u.f.write(ctx, ask, "market.add", func(t *tx) error {
		if err := t.addMarket(&n); err != nil {
			return err
		}
		t.did(KindMarket, int64(n.ID), "Heard (%s): %s", n.Kind, shortened(n.Said))
		return nil
	})
}

func (t *tx) addMarket(n *MarketNote) error {
	if err := t.checkMarket(n); err != nil {
		return err
	}
	id, err := t.nextID(KindMarket)
	if err != nil {
		return err
	}
	n.ID, n.EnteredAt, n.Version = ID[MarketNote](id), t.now, 1
	if err := t.AddMarketNote(*n); err != nil {
		return err
	}
	t.touchMarket(*n)
	return t.image(KindMarket, id, nil, *n)
}

func (t *tx) touchMarket(n MarketNote) {
	if n.Partner != 0 {
		t.touch(KindPartner, int64(n.Partner))
	}
	if n.Referral != 0 {
		t.touch(KindReferral, int64(n.Referral))
	}
}

// Edit keeps a changed note.
func (u Market) Edit(ctx context.Context, ask Ask, n MarketNote) (Receipt, error) {
	return u.f.write(ctx, ask, "market.edit", func(t *tx) error {
		old, err := t.MarketNote(n.ID)
		if err != nil {
			return err
		}
		if old.Version != n.Version {
			return Stale("This market note")
		}
		n.EnteredAt, n.Version = old.EnteredAt, old.Version+1
		if err := t.checkMarket(&n); err != nil {
			return err
		}
		if err := t.PutMarketNote(n); err != nil {
			return err
		}
		t.did(KindMarket, int64(n.ID), "Changed the note (%s): %s", n.Kind, shortened(n.Said))
		t.touchMarket(n)
		return t.image(KindMarket, int64(n.ID), old, n)
	})
}

// Remove takes a note away.
func (u Market) Remove(ctx context.Context, ask Ask, id ID[MarketNote]) (Receipt, error) {
	return u.f.write(ctx, ask, "market.remove", func(t *tx) error {
		old, err := t.MarketNote(id)
		if err != nil {
			return err
		}
		if err := t.DeleteMarketNote(id); err != nil {
			return err
		}
		t.did(KindMarket, int64(id), "Removed the note (%s): %s", old.Kind, shortened(old.Said))
		t.touchMarket(old)
		return t.image(KindMarket, int64(id), old, nil)
	})
}
