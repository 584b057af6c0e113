//go:build bench

package bench

import (
	"context"
	"errors"
	"fmt"
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
	large, small := newList(t, m.file), newList(t, newFirm(t, size{"1000", 20, 1000, 4000}))
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

// search holds what a key pressed in the search costs against one bare query of the index.
func (m *run) search(t *testing.T) {
	_, firm := openFirm(t, m.file)
	peer := openRaw(t, m.file)
	defer peer.close()
	words := []string{"h", "ha", "har", "hart", "hartc", "hartco", "gatewic", "textiles k", "oaken d", "den"}
	bare := peer.prepare("SELECT rowid FROM referral_search WHERE referral_search MATCH $1 ORDER BY rowid DESC LIMIT 50")
	defer bare.close()
	const times = 20
	p := duel(5, func() cost {
		return spend(t, func() error {
			for i := range times * len(words) {
				q := app.Query{Search: words[i%len(words)]}
				err := firm.Referrals.IDs(context.Background(), q, func([]int32) error { return errEnough })
				if err != nil && !errors.Is(err, errEnough) {
					return err
				}
			}
			return nil
		})
	}, func() cost { return spend(t, func() error { bareSearch(bare, words, times); return nil }) })
	m.times("filter the list at a key pressed, first ids", p, wallOf, times*len(words), "one bare prefix query, newest 50", "≤ 3 ×")
	p = duel(5, func() cost {
		return spend(t, func() error {
			for i := range times * len(words) {
				if _, err := firm.Overview.Search(context.Background(), words[i%len(words)], []app.Kind{app.KindReferral}, page); err != nil {
					return err
				}
			}
			return nil
		})
	}, func() cost { return spend(t, func() error { bareSearch(bare, words, times); return nil }) })
	m.times("find at a key pressed, newest 50 with their names", p, wallOf, times*len(words), "one bare prefix query, newest 50", "≤ 3 ×")
}

func bareSearch(bare *prepared, words []string, times int) {
	for i := range times * len(words) {
		w := words[i%len(words)]
		expr := ""
		for _, part := range splitWords(w) {
			expr += `"` + part + `"* `
		}
		bare.rows([]any{expr}, nil)
	}
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
