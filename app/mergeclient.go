package app

import (
	"context"
	"encoding/json"
	"strings"
)

// kindClientMerge marks the image of a merge of clients.
const kindClientMerge Kind = "client merge"

// mergedClient is what a merge of clients moved, kept in its audit line so that it can be taken back while neither side has changed.
type mergedClient struct {
	From      ID[Client] `json:"from"`
	Into      ID[Client] `json:"into"`
	Version   int64      `json:"version"` // of the survivor, after
	Referrals []int64    `json:"referrals,omitempty"`
}

// Merge makes one client of two: the survivor gets the referrals, and what is known of the other where it has nothing of its own; the
// other is removed. It can be undone until the survivor or one of the referrals is changed.
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
		referrals, err := t.ReferralsOfClient(from)
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
		for _, r := range referrals {
			m.Referrals = append(m.Referrals, int64(r.ID))
			t.touch(KindReferral, int64(r.ID))
		}
		if err := orError(t.GiveClient(from, into, m.Referrals), t.image(kindClientMerge, int64(into), m, m)); err != nil {
			return err
		}
		if err := orError(t.DeleteClient(from), t.clientMoved(into)); err != nil {
			return err
		}
		t.did(KindClient, int64(into), "Merged client %s (%s) into %s (%s), %s", gone.Name, gone.Number, stays.Name, stays.Number, counted(len(referrals), "referral"))
		return t.image(KindClient, int64(from), gone, nil)
	})
}

// filledFrom is the client with what another one knows of it and it does not. Notes are put together.
func (c Client) filledFrom(o Client) Client {
	c.Email, c.Phone, c.Country, c.Industry = orElse(c.Email, o.Email), orElse(c.Phone, o.Phone), orElse(c.Country, o.Country), orElse(c.Industry, o.Industry)
	c.Reference = orElse(c.Reference, o.Reference)
	if o.Note != c.Note {
		c.Note = strings.TrimSpace(c.Note + "\n" + o.Note)
	}
	return c
}

// unmergeClient gives the referrals back, unless the survivor or one of them was changed since.
func (t *tx) unmergeClient(img Image) error {
	var m mergedClient
	if err := json.Unmarshal(img.Before, &m); err != nil {
		return err
	}
	stays, err := t.Client(m.Into)
	if err != nil {
		return err
	}
	if stays.Version != m.Version {
		return Stale("Client " + stays.Name)
	}
	t.touch(KindReferral, 0)
	if err := t.clientMoved(m.Into); err != nil {
		return err
	}
	return t.GiveClient(m.Into, m.From, m.Referrals)
}
