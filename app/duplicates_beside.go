package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/names"
)

// Beside is one fact of two that may be one, next to each other; "" is not known.
type Beside struct {
	What   string `json:"what"`
	A      string `json:"a"`
	B      string `json:"b"`
	Differ bool   `json:"differ"` // both are known, and they do not say the same
}

// WholePair is a pair with all that is known of the two.
type WholePair struct {
	Pair
	Facts []Beside `json:"facts"`
	Stays int64    `json:"stays"` // which of the two a merge would rather keep: the one with commission, with more referrals, the older one
	Apart *Apart   `json:"apart,omitempty"`
}

// Compare puts two partners or clients side by side: what is known of both, what differs, and how alike they are.
func (u Duplicates) Compare(ctx context.Context, kind Kind, one, two int64) (WholePair, error) {
	return read(ctx, u.f, func(b Books) (WholePair, error) {
		w := WholePair{Pair: Pair{Kind: kind}}
		if one == two {
			return w, No("That is one and the same.", "Name two.")
		}
		party, err := parties(b, kind, [][2]int64{{one, two}})
		if err != nil {
			return w, err
		}
		w.A, w.B = party[min(one, two)], party[max(one, two)]
		if w.A.ID == 0 || w.B.ID == 0 {
			return w, Missing("One of the two")
		}
		w.Score, w.Why = howAlike(w.A, w.B)
		if err := w.findApart(b); err != nil {
			return w, err
		}
		if kind == KindClient {
			return w, w.clients(b)
		}
		return w, w.partners(b)
	})
}

func (w *WholePair) findApart(b Books) error {
	kept, err := b.Aparts(w.Kind)
	if i := slices.IndexFunc(kept, func(a Apart) bool { return a.A == w.A.ID && a.B == w.B.ID }); i >= 0 {
		w.Apart = &kept[i]
	}
	return err
}

// add keeps a fact of which at least one of the two has anything; same tells whether they say the same, nil that they are not compared.
func (w *WholePair) add(what, a, b string, same func(a, b string) bool) {
	if a != "" || b != "" {
		w.Facts = append(w.Facts, Beside{What: what, A: a, B: b, Differ: a != "" && b != "" && same != nil && !same(a, b)})
	}
}

// byKey compares by what is left of two texts once what does not count is taken away.
func byKey(key func(string) string) func(a, b string) bool {
	return func(a, b string) bool { return key(a) == key(b) }
}

func (w *WholePair) samePhone(a, b string) bool {
	return names.SamePhone(a, w.A.Country, b, w.B.Country)
}

func dayOrNone(d calendar.Day) string {
	if d == 0 {
		return ""
	}
	return d.Label()
}

// keep says which one a merge would rather keep.
func (w *WholePair) keep(moneyA, moneyB bool) {
	w.Stays = w.A.ID
	if moneyB != moneyA && moneyB || moneyA == moneyB && cmp.Compare(w.B.Referrals, w.A.Referrals) > 0 {
		w.Stays = w.B.ID
	}
}

func (w *WholePair) clients(b Books) error {
	rows, err := b.ClientRows([]int32{int32(w.A.ID), int32(w.B.ID)})
	if err != nil || len(rows) != 2 {
		return orError(err, Missing("One of the two"))
	}
	x, y := rows[0], rows[1]
	kind := func(c ClientRow) string {
		switch {
		case c.CodeName:
			return "under a code name"
		case c.Person:
			return "person"
		}
		return "organisation"
	}
	text := byKey(names.Fold)
	w.add("Name", x.Name, y.Name, text)
	w.add("Number", x.Number, y.Number, nil)
	w.add("Kind", kind(x), kind(y), text)
	w.add("E-mail", x.Email, y.Email, byKey(names.MailKey))
	w.add("Phone", x.Phone, y.Phone, w.samePhone)
	w.add("Country", x.Country, y.Country, text)
	w.add("Industry", x.Industry, y.Industry, text)
	w.add("Client since", dayOrNone(x.Since), dayOrNone(y.Since), text)
	w.add("Referrals", fmt.Sprint(x.Referrals), fmt.Sprint(y.Referrals), nil)
	w.add("First introduced by", x.Partner, y.Partner, text)
	w.add("Reference", x.Reference, y.Reference, text)
	w.add("Note", x.Note, y.Note, text)
	w.keep(false, false)
	return nil
}

func (w *WholePair) partners(b Books) error {
	rows, err := b.PartnerRows([]int32{int32(w.A.ID), int32(w.B.ID)})
	if err != nil || len(rows) != 2 {
		return orError(err, Missing("One of the two"))
	}
	x, y := rows[0], rows[1]
	text := byKey(names.Fold)
	w.add("Name", x.Name, y.Name, text)
	w.add("Number", x.Number, y.Number, nil)
	w.add("State", string(x.State), string(y.State), text)
	w.add("Type", x.Type, y.Type, text)
	w.add("E-mail", x.Email, y.Email, byKey(names.MailKey))
	w.add("Phone", x.Phone, y.Phone, w.samePhone)
	w.add("Website", x.Website, y.Website, text)
	w.add("Address", x.Address, y.Address, text)
	w.add("Country", x.Country, y.Country, text)
	w.add("Tax number", x.TaxNumber, y.TaxNumber, byKey(names.TaxKey))
	w.add("Tags", strings.Join(x.Tags, ", "), strings.Join(y.Tags, ", "), text)
	w.add("Owner", x.Owner, y.Owner, text)
	w.add("Reference", x.Reference, y.Reference, text)
	w.add("Referrals", fmt.Sprint(x.Referrals), fmt.Sprint(y.Referrals), nil)
	w.add("Last introduction", dayOrNone(x.Last), dayOrNone(y.Last), nil)
	if err := w.belonging(b, x.ID, y.ID); err != nil {
		return err
	}
	w.add("Note", x.Note, y.Note, text)
	return nil
}

// belonging adds people, agreements and commission of two partners.
func (w *WholePair) belonging(b Books, x, y ID[Partner]) error {
	var people, signed, lines [2]string
	for i, id := range []ID[Partner]{x, y} {
		all, err := b.People(id)
		if err != nil {
			return err
		}
		agreements, err := b.Agreements(id)
		if err != nil {
			return err
		}
		sums, err := b.LineSums(Query{}.With(Is("partner", fmt.Sprint(int64(id)))))
		if err != nil {
			return err
		}
		people[i] = joinedWords(all, func(p Person) string { return p.Name })
		signed[i] = joinedWords(agreements, func(a Agreement) string { return a.Number })
		n := int64(0)
		for _, s := range sums {
			n += s.Count
		}
		if n > 0 {
			lines[i] = counted(int(n), "line")
		}
	}
	w.add("People", people[0], people[1], nil)
	w.add("Agreements", signed[0], signed[1], nil)
	w.add("Commission", lines[0], lines[1], nil)
	w.keep(lines[0] != "", lines[1] != "")
	return nil
}

func joinedWords[T any](all []T, word func(T) string) string {
	out := make([]string, len(all))
	for i, x := range all {
		out[i] = word(x)
	}
	return strings.Join(out, ", ")
}
