//go:build bench

package bench

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"rapport/app"
	"rapport/data"
)

const page = 50 // rows of a page

// list is a firm whose referrals' ids are held, as the window holds them.
type list struct {
	t    *testing.T
	firm *app.Firm
	ids  []int32
}

func newList(t *testing.T, file string) *list {
	t.Helper()
	l := &list{t: t}
	_, l.firm = openFirm(t, file)
	l.ids = l.load()
	return l
}

// load reads the ordered ids once.
func (l *list) load() (ids []int32) {
	err := l.firm.Referrals.IDs(context.Background(), app.Query{}, func(some []int32) error {
		ids = append(ids, some...)
		return nil
	})
	if err != nil {
		l.t.Fatal(err)
	}
	return ids
}

// first is what a list needs until it shows: its first ids and its first page.
func (l *list) first() error {
	var ids []int32
	err := l.firm.Referrals.IDs(context.Background(), app.Query{}, func(some []int32) error {
		ids = some
		return errEnough
	})
	if err != nil && !errors.Is(err, errEnough) {
		return err
	}
	return l.page(ids[:page])
}

func (l *list) page(ids []int32) error {
	rows, err := l.firm.Referrals.Rows(context.Background(), ids)
	if err == nil && len(rows) != len(ids) {
		err = fmt.Errorf("%d of %d rows", len(rows), len(ids))
	}
	return err
}

// lists holds pages of the firm's referrals against the same of a list with 1,000 rows, and the ids against the bare query.
func (m *run) lists(t *testing.T) {
	large, small := newList(t, m.file), newList(t, newFirm(t, t.TempDir(), size{"1000", 20, 1000, 4000}))
	if len(large.ids) != m.size.referrals || len(small.ids) != 1000 {
		t.Fatalf("%d and %d ids", len(large.ids), len(small.ids))
	}
	const times = 40
	many := func(fn func() error) func() cost {
		return func() cost {
			return spend(t, func() error {
				for range times {
					if err := fn(); err != nil {
						return err
					}
				}
				return nil
			})
		}
	}
	held := func(l *list, from int) func() error { return func() error { return l.page(l.ids[from : from+page]) } }
	end := len(large.ids) - page
	against := "the same of 1,000 rows"
	rows := fmt.Sprintf(" of %d rows", len(large.ids))
	m.times("first ids and first page"+rows, duel(5, many(large.first), many(small.first)), wallOf, times, against, "≤ 1.2 ×")
	m.times("last page by kept ids"+rows, duel(5, many(held(large, end)), many(held(small, 1000-page))), wallOf, times, against, "≤ 1.2 ×")

	peer := openRaw(t, m.file)
	defer peer.close()
	ids := duel(5, func() cost { return spend(t, func() error { large.load(); return nil }) }, func() cost {
		return spend(t, func() error {
			peer.rows("SELECT id FROM referral ORDER BY introduced DESC, id DESC", nil, nil)
			return nil
		})
	})
	m.times(fmt.Sprintf("ordered ids of %d rows", len(large.ids)), ids, cpuOf, 1, "the bare query, same driver", "≤ 1.5 ×")
}

// search holds what a key pressed in the search costs against one bare query of the index, and filtering a list by the same letters
// against the bare query of all that matches.
func (m *run) search(t *testing.T) {
	_, firm := openFirm(t, m.file)
	peer := openRaw(t, m.file)
	defer peer.close()
	find := func(word string) error {
		_, err := firm.Overview.Search(context.Background(), word, []app.Kind{app.KindReferral}, page)
		return err
	}
	filter := func(word string) error {
		return firm.Referrals.IDs(context.Background(), app.Query{Search: word}, func([]int32) error { return nil })
	}
	const newest, every = " ORDER BY rowid DESC LIMIT 50", ""
	m.keys(t, peer, "find at a key pressed, newest 50 with their names", "one bare prefix query, newest 50", "≤ 3 ×", newest, find)
	m.keys(t, peer, "filter the list at a key pressed, all ids in order", "one bare prefix query, all matches", "", every, filter)
}

// keys presses keys and holds what each costs against the bare query with the given tail.
func (m *run) keys(t *testing.T, peer *raw, work, against, goal, tail string, press func(word string) error) {
	words := []string{"h", "ha", "har", "hart", "hartc", "hartco", "gatewic", "textiles k", "oaken d", "den"}
	bare := peer.prepare("SELECT rowid FROM referral_search WHERE referral_search MATCH $1" + tail)
	defer bare.close()
	const times = 5
	p := duel(5, func() cost {
		return spend(t, func() error {
			for i := range times * len(words) {
				if err := press(words[i%len(words)]); err != nil {
					return err
				}
			}
			return nil
		})
	}, func() cost {
		return spend(t, func() error {
			for i := range times * len(words) {
				bare.rows([]any{prefixes(words[i%len(words)])}, nil)
			}
			return nil
		})
	})
	m.times(work, p, wallOf, times*len(words), against, goal)
}

// prefixes is a search expression: each word as a beginning.
func prefixes(text string) string {
	words := strings.Fields(text)
	for i, w := range words {
		words[i] = `"` + w + `"*`
	}
	return strings.Join(words, " ")
}

// opening holds opening a file and reading a first page against the driver doing so.
func (m *run) opening(t *testing.T) {
	const text = `SELECT r.id, r.number, c.name, p.name, r.stage, r.introduced FROM referral r CROSS JOIN partner p ON p.id = r.partner_id
		CROSS JOIN client c ON c.id = r.client_id ORDER BY r.introduced DESC, r.id DESC LIMIT 50`
	file := copied(t, m.file)
	p := duel(9, func() cost {
		return spend(t, func() error {
			store, err := data.Open(context.Background(), file, data.Options{DeferCheck: true})
			if err != nil {
				return err
			}
			l := &list{t: t, firm: firmOn(store, nil)}
			return errors.Join(l.first(), store.Close())
		})
	}, func() cost {
		return spend(t, func() error {
			peer := openRaw(t, file)
			defer peer.close()
			peer.rows(text, nil, nil)
			return nil
		})
	})
	m.times("opening the file to its first page, and closing", p, wallOf, 1, "driver alone", "≤ 2 ×")
}
