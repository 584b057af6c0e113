package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strings"
)

// kindClientMerge marks the image of a merge of clients.
const kindClientMerge Kind = "client merge"

// mergedClient is what a merge of clients moved, kept in its audit line so that it can be taken back while neither side has changed.
type mergedClient struct {
	From    ID[Client] `json:"from"`
	Into    ID[Client] `json:"into"`
	Version int64      `json:"version"` // of the survivor, after
	Belongings
	Was map[string]string `json:"was,omitempty"` // a print of the survivor and of everything that moved, as the merge left them; older merges have none
}

// Merge makes one client of two: the survivor gets the referrals, both ways, and what is known of the other where it has nothing of its own; the
// other is removed. It can be undone until the survivor or something that moved is changed.
func (u Clients) Merge(ctx context.Context, ask Ask, from, into ID[Client]) (Receipt, error) {
	return u.f.write(ctx, ask, "client.merge", func(t *tx) error {
		if from == into {
			return No("A client can't be merged into itself.", "Choose another client.")
		}
		gone, err := t.Client(from)
		if err != nil {
			return err
		}
		stays, err := t.Client(into)
		if err != nil {
			return err
		}
		now := stays.filledFrom(gone)
		if now != stays {
			now.Version++
			if err := orError(t.PutClient(now), t.image(KindClient, int64(into), stays, now)); err != nil {
				return err
			}
		}
		m := mergedClient{From: from, Into: into, Version: now.Version}
		if m.Belongings, err = t.ClientBelongings(from); err != nil {
			return err
		}
		if err := t.GiveClient(from, into, m.Belongings); err != nil {
			return err
		}
		if m.Was, _, err = t.prints(m); err != nil {
			return err
		}
		t.touchMoved(m)
		if err := t.image(kindClientMerge, int64(into), m, m); err != nil {
			return err
		}
		if err := orError(t.DeleteClient(from), t.clientMoved(into)); err != nil {
			return err
		}
		t.did(KindClient, int64(into), "Merged client %s (%s) into %s (%s), %s", gone.Name, gone.Number, stays.Name, stays.Number, counted(len(m.Referrals), "referral"))
		return t.image(KindClient, int64(from), gone, nil)
	})
}

// touchMoved tells of everything that has another client now.
func (t *tx) touchMoved(m mergedClient) {
	for kind, ids := range map[Kind][]int64{KindReferral: m.Referrals, KindOutbound: m.Outbounds, KindMarket: m.Notes} {
		for _, id := range ids {
			t.touch(kind, id)
		}
	}
}

// filledFrom is the client with what another one knows of it and it does not. Notes are put together.
func (c Client) filledFrom(o Client) Client {
	c.Email, c.Phone, c.Country, c.Industry = orElse(c.Email, o.Email), orElse(c.Phone, o.Phone), orElse(c.Country, o.Country), orElse(c.Industry, o.Industry)
	c.Reference = orElse(c.Reference, o.Reference)
	if c.Since == 0 || o.Since != 0 && o.Since < c.Since {
		c.Since = o.Since
	}
	if o.Note != c.Note {
		c.Note = strings.TrimSpace(c.Note + "\n" + o.Note)
	}
	return c
}

// prints gives a print of the survivor of a merge and of everything that moved, by kind and id, and what each is called. Versions do not count: what
// was changed and changed back is as it was.
func (t *tx) prints(m mergedClient) (prints, called map[string]string, err error) {
	prints, called = map[string]string{}, map[string]string{}
	keep := func(kind Kind, id int64, name string, row any, err error) error {
		key := fmt.Sprint(kind, " ", id)
		called[key] = name
		prints[key] = printOf(row)
		return err
	}
	stays, err := t.Client(m.Into)
	stays.Version = 0
	err = keep(KindClient, int64(m.Into), "Client "+stays.Name, stays, err)
	for _, id := range m.Referrals {
		r, missing := t.Referral(ID[Referral](id))
		r.Version = 0
		err = errors.Join(err, keep(KindReferral, id, "Referral "+r.Number, r, missing))
	}
	for _, id := range m.Outbounds {
		o, missing := t.Outbound(ID[Outbound](id))
		o.Version = 0
		err = errors.Join(err, keep(KindOutbound, id, "Referral "+o.Number, o, missing))
	}
	for _, id := range m.Notes {
		n, missing := t.MarketNote(ID[MarketNote](id))
		n.Version = 0
		err = errors.Join(err, keep(KindMarket, id, "The market note of "+n.Day.Label(), n, missing))
	}
	return prints, called, err
}

// printOf tells a row from any other state of it.
func printOf(row any) string {
	text, _ := json.Marshal(row) // rows were read from storage: they can be written
	h := fnv.New64a()
	_, _ = h.Write(text)
	return fmt.Sprintf("%x", h.Sum64())
}

// unchangedSince refuses to take a merge back once the survivor or something that moved was changed.
func (t *tx) unchangedSince(m mergedClient) error {
	now, called, err := t.prints(m)
	if err != nil {
		return err
	}
	for _, key := range slices.Sorted(maps.Keys(now)) {
		if now[key] != m.Was[key] {
			return changedSince(called[key])
		}
	}
	return nil
}

// changedSince refuses to take a merge back.
func changedSince(what string) error {
	return &Problem{Kind: Conflict, Say: what + " was changed after the merge, so the merge was not taken back.",
		Try: "Take that change back first, then the merge."}
}

// unmergeClient gives everything back, unless the survivor or something that moved was changed since.
func (t *tx) unmergeClient(img Image) error {
	var m mergedClient
	if err := json.Unmarshal(img.Before, &m); err != nil {
		return err
	}
	if err := t.mayUnmerge(m); err != nil {
		return err
	}
	if err := t.clientMoved(m.Into); err != nil {
		return err
	}
	t.touchMoved(m)
	return t.GiveClient(m.Into, m.From, m.Belongings)
}

func (t *tx) mayUnmerge(m mergedClient) error {
	if m.Was != nil {
		return t.unchangedSince(m)
	}
	stays, err := t.Client(m.Into)
	if err == nil && stays.Version != m.Version {
		err = changedSince("Client " + stays.Name)
	}
	return err
}
