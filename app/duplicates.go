package app

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"rapport/app/calendar"
)

// Duplicates are the use-cases of partners, and of clients, that may be one. Nothing is ever merged by itself.
type Duplicates struct{ f *Firm }

// KindApart marks that two were said not to be the same.
const KindApart Kind = "apart"

// Pair is two that may be one.
type Pair struct {
	Kind  Kind     `json:"kind"`
	A     Party    `json:"a"` // the older one
	B     Party    `json:"b"`
	Score int      `json:"score"` // from 35 to 100
	Why   []string `json:"reasons"`
}

// Apart is a pair that somebody said is not the same.
type Apart struct {
	Kind Kind         `json:"kind"` // of both: partner or client
	A    int64        `json:"a"`    // the lower id
	B    int64        `json:"b"`
	Why  string       `json:"why,omitempty"`
	By   string       `json:"by"`
	Day  calendar.Day `json:"day"`
}

// DuplicateBooks finds what may be the same by kept keys: name, e-mail, domain, phone, tax number.
type DuplicateBooks interface {
	// Candidates gives pairs under one key, the lower id first, those kept apart and merged ones left out. A key that more than a dozen share
	// says nothing and is passed over; at most so many pairs are given, those of the strongest keys first.
	Candidates(kind Kind, most int) ([][2]int64, error)
	ClientsAlike(keys []string, most int) (map[string][]Client, error)       // by names.Alike, at most so many of each, the oldest first
	FirstIntroductions(clients []int64) (map[ID[Client]]ID[Referral], error) // of each client; those refused, withdrawn or second do not count
	Aparts(kind Kind) ([]Apart, error)
	AddApart(Apart) error
	DeleteApart(Apart) error
}

// mostPairs bounds how many candidates are held against each other at once, and mostShown how many of them are shown.
const mostPairs, mostShown = 2000, 500

// List gives what may be the same, the likeliest first.
func (u Duplicates) List(ctx context.Context, kind Kind) ([]Pair, error) {
	return read(ctx, u.f, func(b Books) ([]Pair, error) {
		pairs, err := b.Candidates(kind, mostPairs)
		if err != nil || len(pairs) == 0 {
			return nil, err
		}
		party, err := parties(b, kind, pairs)
		if err != nil {
			return nil, err
		}
		var out []Pair
		for _, p := range pairs {
			a, okA := party[p[0]]
			z, okZ := party[p[1]]
			if !okA || !okZ {
				continue
			}
			if score, why := howAlike(a, z); score >= worthALook {
				out = append(out, Pair{Kind: kind, A: a, B: z, Score: score, Why: why})
			}
		}
		slices.SortStableFunc(out, func(x, y Pair) int {
			return cmp.Or(cmp.Compare(y.Score, x.Score), cmp.Compare(x.A.Name, y.A.Name))
		})
		return out[:min(len(out), mostShown)], nil
	})
}

// DuplicateCount is how many pairs there are to look at.
type DuplicateCount struct {
	Partners int `json:"partners"`
	Clients  int `json:"clients"`
}

// Count gives how many pairs List would show.
func (u Duplicates) Count(ctx context.Context) (n DuplicateCount, err error) {
	for kind, at := range map[Kind]*int{KindPartner: &n.Partners, KindClient: &n.Clients} {
		pairs, err := u.List(ctx, kind)
		if err != nil {
			return n, err
		}
		*at = len(pairs)
	}
	return n, nil
}

// KeptApart is a pair that was said not to be one, as a list shows it.
type KeptApart struct {
	Apart
	One, Other Party
}

// KeptApart gives the pairs that were said not to be one, of partners and then of clients; those with one that was merged or removed since are left out.
func (u Duplicates) KeptApart(ctx context.Context) ([]KeptApart, error) {
	return read(ctx, u.f, func(b Books) (out []KeptApart, err error) {
		for _, kind := range []Kind{KindPartner, KindClient} {
			kept, err := b.Aparts(kind)
			if err != nil {
				return nil, err
			}
			var pairs [][2]int64
			for _, a := range kept {
				pairs = append(pairs, [2]int64{a.A, a.B})
			}
			party, err := parties(b, kind, pairs)
			if err != nil {
				return nil, err
			}
			for _, a := range kept {
				if k := (KeptApart{a, party[a.A], party[a.B]}); k.One.there() && k.Other.there() {
					out = append(out, k)
				}
			}
		}
		return out, nil
	})
}

// there tells whether a party is still one of its own.
func (p Party) there() bool { return p.ID != 0 && p.State != string(Merged) }

// parties reads everybody in pairs once.
func parties(b Books, kind Kind, pairs [][2]int64) (map[int64]Party, error) {
	var ids []int32
	for _, p := range pairs {
		ids = append(ids, int32(p[0]), int32(p[1]))
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	out := map[int64]Party{}
	if len(ids) == 0 {
		return out, nil
	}
	if kind == KindClient {
		rows, err := b.ClientRows(ids)
		for _, c := range rows {
			out[int64(c.ID)] = Party{ID: int64(c.ID), Number: c.Number, Name: c.Name, Emails: some(c.Email), Phones: some(c.Phone), Country: c.Country, Referrals: c.Referrals}
		}
		return out, err
	}
	rows, err := b.PartnerRows(ids)
	if err != nil {
		return nil, err
	}
	for _, p := range rows {
		people, err := b.People(p.ID)
		if err != nil {
			return nil, err
		}
		party := Party{ID: int64(p.ID), Number: p.Number, Name: p.Name, State: string(p.State), Emails: some(p.Email), Phones: some(p.Phone), TaxNumber: p.TaxNumber,
			Country: p.Country, Referrals: p.Referrals}
		for _, e := range people {
			party.Emails, party.Phones = append(party.Emails, some(e.Email)...), append(party.Phones, some(e.Phone)...)
		}
		out[party.ID] = party
	}
	return out, nil
}

func some(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}

// Dismiss keeps that two are not the same; they are not shown again until that is undone.
func (u Duplicates) Dismiss(ctx context.Context, ask Ask, kind Kind, one, two int64, why string) (Receipt, error) {
	return u.f.write(ctx, ask, "duplicates.dismiss", func(t *tx) error {
		if one == two {
			return No("That is one and the same.", "Name two.")
		}
		if err := within("reason", why, 500); err != nil {
			return err
		}
		a := Apart{Kind: kind, A: min(one, two), B: max(one, two), Why: why, By: t.actor, Day: t.today}
		party, err := parties(t, kind, [][2]int64{{a.A, a.B}})
		if err != nil {
			return err
		}
		for _, id := range []int64{a.A, a.B} {
			if party[id].ID == 0 {
				return Missing("This " + string(kind))
			}
		}
		kept, err := t.Aparts(kind)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(kept, func(k Apart) bool { return k.A == a.A && k.B == a.B }) {
			return No(fmt.Sprintf("%s and %s were kept apart before.", party[a.A].Name, party[a.B].Name), "")
		}
		if err := t.AddApart(a); err != nil {
			return err
		}
		t.did(kind, a.A, "%s (%s) and %s (%s) are not the same", party[a.A].Name, party[a.A].Number, party[a.B].Name, party[a.B].Number)
		t.touch(KindApart, 0)
		return t.image(KindApart, a.A, nil, a)
	})
}

// Reconsider forgets that two are not the same; they are shown again if they still look it.
func (u Duplicates) Reconsider(ctx context.Context, ask Ask, kind Kind, one, two int64) (Receipt, error) {
	return u.f.write(ctx, ask, "duplicates.reconsider", func(t *tx) error {
		kept, err := t.Aparts(kind)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(kept, func(k Apart) bool { return k.A == min(one, two) && k.B == max(one, two) })
		if i < 0 {
			return No("These two were not kept apart.", "")
		}
		party, err := parties(t, kind, [][2]int64{{one, two}})
		if err != nil {
			return err
		}
		if err := t.DeleteApart(kept[i]); err != nil {
			return err
		}
		t.did(kind, kept[i].A, "%s (%s) and %s (%s) may be the same again", party[one].Name, party[one].Number, party[two].Name, party[two].Number)
		return t.image(KindApart, kept[i].A, kept[i], nil)
	})
}

// restoreApart takes back that two are not the same, or says it again.
func (t *tx) restoreApart(img Image) (json.RawMessage, error) {
	var a Apart
	if len(img.After) > 0 {
		if err := json.Unmarshal(img.After, &a); err != nil {
			return nil, err
		}
		return nil, t.DeleteApart(a)
	}
	if err := json.Unmarshal(img.Before, &a); err != nil {
		return nil, err
	}
	return img.Before, t.AddApart(a)
}
