package app

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
)

// merged is what a merge moved, kept in its audit line so that it can be taken back while neither side has changed.
type merged struct {
	From    ID[Partner]                    `json:"from"`
	Into    ID[Partner]                    `json:"into"`
	Version int64                          `json:"version"`       // of the survivor, then
	Was     string                         `json:"was,omitempty"` // a print of the survivor as the merge left it; older merges have none
	Moved   Belongings                     `json:"moved"`
	Shares  map[ID[Referral]][]Attribution `json:"shares,omitempty"` // of split referrals, as they were
	Tiers   []Step                         `json:"tiers,omitempty"`  // that the survivor took over
}

// kindMerge marks the image of a merge.
const kindMerge Kind = "merge"

// Merge makes one partner of two: the survivor keeps everything, the other stays as a tombstone that names it.
func (u Partners) Merge(ctx context.Context, ask Ask, from, into ID[Partner]) (Receipt, error) {
	return u.f.write(ctx, ask, "partner.merge", func(t *tx) error {
		gone, stays, err := t.mayMerge(from, into)
		if err != nil {
			return err
		}
		m := merged{From: from, Into: into, Version: stays.Version, Shares: map[ID[Referral]][]Attribution{}}
		if m.Moved, err = t.Belongings(from); err != nil {
			return err
		}
		if err := t.joinShares(m); err != nil {
			return err
		}
		if err := t.GivePartner(from, into, m.Moved); err != nil {
			return err
		}
		if err := t.secondPrimaries(m); err != nil {
			return err
		}
		if err := t.handOn(&m, gone, stays); err != nil {
			return err
		}
		tomb := gone
		tomb.State, tomb.MergedInto = Merged, into
		if err := t.savePartner(gone, tomb); err != nil {
			return err
		}
		t.did(KindPartner, int64(from), "Merged %s into %s (%s, %d people, %s)", gone.Name, stays.Name,
			counted(len(m.Moved.Referrals), "referral"), len(m.Moved.People), counted(len(m.Moved.Agreements), "agreement"))
		t.touch(KindPartner, int64(into))
		t.touch(KindReferral, 0)
		if m.Was, err = t.partnerPrint(into); err != nil {
			return err
		}
		if err := t.step(KindPartner, int64(from), string(gone.State), string(Merged), Move{Note: "into " + stays.Number}); err != nil {
			return err
		}
		return t.image(kindMerge, int64(from), m, m)
	})
}

func (t *tx) mayMerge(from, into ID[Partner]) (gone, stays Partner, err error) {
	if from == into {
		return gone, stays, No("A partner can't be merged into itself.", "Choose another partner.")
	}
	if gone, err = t.Partner(from); err != nil {
		return gone, stays, err
	}
	if stays, err = t.Partner(into); err != nil {
		return gone, stays, err
	}
	if gone.State == Merged || stays.State == Merged {
		return gone, stays, No("One of the two was merged already.", "Merge into the partner that survived.")
	}
	lines, err := t.LineSums(Query{}.With(Is("partner", fmt.Sprint(int64(from)))))
	if err == nil && len(lines) > 0 {
		err = No(fmt.Sprintf("%s has commission lines; they stay with the partner they were earned by.", gone.Name),
			fmt.Sprintf("Merge %s into %s instead, or end %s once its balance is zero.", stays.Name, gone.Name, gone.Name))
	}
	if err != nil {
		return gone, stays, err
	}
	return gone, stays, t.agreementsApart(gone, stays)
}

// agreementsApart refuses a merge that would leave two agreements in force for the same days and services.
func (t *tx) agreementsApart(gone, stays Partner) error {
	theirs, err := t.partnerAgreements(gone.ID)
	if err != nil {
		return err
	}
	for _, s := range theirs {
		if !s.ever() || len(s.Versions) == 0 {
			continue
		}
		if err := t.noOverlap(s, stays.ID); err != nil {
			return err
		}
	}
	return nil
}

// joinShares credits the survivor wherever the other was credited; where both were, the shares are added together.
func (t *tx) joinShares(m merged) error {
	ids, err := t.SplitsOf(m.From)
	if err != nil {
		return err
	}
	for _, id := range ids {
		old, err := t.Attribution(id)
		if err != nil {
			return err
		}
		m.Shares[id] = old
		if err := t.putShares(id, joined(old, m.From, m.Into)); err != nil {
			return err
		}
	}
	return nil
}

// joined gives attribution rows with one partner in the place of another.
func joined(rows []Attribution, from, into ID[Partner]) []Attribution {
	var out []Attribution
	at := -1
	for _, a := range rows {
		if a.Partner == from {
			a.Partner = into
		}
		if a.Partner == into && at >= 0 {
			out[at].Share += a.Share
			continue
		}
		if a.Partner == into {
			at = len(out)
		}
		out = append(out, a)
	}
	return out
}

// putShares writes a referral's attribution and whether it is split.
func (t *tx) putShares(id ID[Referral], rows []Attribution) error {
	r, err := t.Referral(id)
	if err != nil {
		return err
	}
	r.Split, r.Version = len(rows) > 1, r.Version+1
	if err := t.PutReferral(r); err != nil {
		return err
	}
	return t.PutAttribution(id, rows)
}

// giveCadence hands on how often there is contact, where the survivor has no say of its own.
func (t *tx) giveCadence(from, into ID[Partner]) error {
	all, err := t.Cadences()
	if err != nil || slices.ContainsFunc(all, func(c Cadence) bool { return c.Partner == into }) {
		return err
	}
	for _, c := range all {
		if c.Partner != from {
			continue
		}
		now := c
		now.Partner, now.Version = into, c.Version+1
		return orError(t.PutCadence(now), t.image(KindCadence, int64(c.ID), c, now))
	}
	return nil
}

// secondPrimaries takes the mark of the primary person from those who came, where the survivor has one.
func (t *tx) secondPrimaries(m merged) error {
	people, err := t.People(m.Into)
	if err != nil {
		return err
	}
	for _, p := range people {
		if p.Primary && !slices.Contains(m.Moved.People, int64(p.ID)) {
			return t.onePrimary(p, people)
		}
	}
	return nil
}

// unmerge gives everything back, unless the survivor was changed since.
func (t *tx) unmerge(img Image) error {
	var m merged
	if err := json.Unmarshal(img.Before, &m); err != nil {
		return err
	}
	stays, err := t.Partner(m.Into)
	if err != nil {
		return err
	}
	is, err := t.partnerPrint(m.Into)
	if err != nil {
		return err
	}
	if m.Was == "" && stays.Version != m.Version || m.Was != "" && is != m.Was {
		return changedSince("Partner " + stays.Name)
	}
	if err := t.takeBackTiers(m, stays); err != nil {
		return err
	}
	for id, rows := range m.Shares {
		if err := t.putShares(id, rows); err != nil {
			return err
		}
	}
	t.touch(KindReferral, 0)
	return t.GivePartner(m.Into, m.From, m.Moved)
}

// partnerPrint tells a partner from any other state of it; its version does not count, so that what was changed and changed back is as it was.
func (t *tx) partnerPrint(id ID[Partner]) (string, error) {
	p, err := t.Partner(id)
	p.Version = 0
	return printOf(p), err
}
