package data

import (
	"context"
	"errors"
	"hash/fnv"
	"iter"
	"strconv"
	"strings"

	"rapport/app/names"
)

// searchTables are the indexes of search; each has a view of the same name that says which words its rows are found by.
func searchTables() []string {
	out := []string{"wording"}
	for _, f := range findings() {
		if f.indexed() {
			out = append(out, f.table)
		}
	}
	return out
}

// search holds what the indexes find against what the rows say: the number of rows of every word, and the folded form of every text.
func (c *checker) search() error {
	if _, err := c.exec("PRAGMA query_only=0"); err != nil { // to look into an index takes a table of the session's own
		return err
	}
	for _, table := range searchTables() {
		rows, err := c.wordsOf("SELECT words FROM " + table + "_words")
		if err != nil {
			return err
		}
		index, err := c.indexedWords(table)
		if err != nil {
			return err
		}
		if rows != index {
			c.wrong("search", table, "what is found is not what its rows say; run `rapport repair`")
		}
		c.step("search", 1)
	}
	return c.texts()
}

// longestTerm is how many bytes of a word the index keeps (FTS5_MAX_TOKEN_SIZE).
const longestTerm = 32768

// wordsOf sums a print of every distinct word of every row; the order does not matter.
func (c *checker) wordsOf(query string) (sum uint64, err error) {
	seen := map[string]bool{}
	err = c.each(query, nil, func(r *row) error {
		clear(seen)
		for w := range tokens(r.text()) {
			if w = w[:min(len(w), longestTerm)]; !seen[w] {
				seen[w] = true
				sum += printOf(w)
			}
		}
		return nil
	})
	return sum, err
}

// indexedWords is the same sum of an index.
func (c *checker) indexedWords(table string) (sum uint64, err error) {
	vocab := "temp." + table + "_vocab"
	if _, err := c.exec("CREATE VIRTUAL TABLE " + vocab + " USING fts5vocab(main, " + table + "_search, row)"); err != nil {
		return 0, err
	}
	err = c.each("SELECT term, doc FROM "+vocab, nil, func(r *row) error {
		sum += printOf(r.text()) * uint64(r.num())
		return nil
	})
	return sum, err
}

// texts holds the folded texts against the texts.
func (c *checker) texts() error {
	for _, f := range findings() {
		if f.texts == "" {
			continue
		}
		var want, have uint64
		add := func(sum *uint64, fold func(string) string) func(*row) error {
			return func(r *row) error {
				id, text := r.num(), ""
				if text = fold(r.text()); text != "" {
					*sum += printOf(strconv.FormatInt(id, 10) + " " + text)
				}
				return nil
			}
		}
		if err := c.each(f.texts, nil, add(&want, names.Fold)); err != nil {
			return err
		}
		if err := c.each("SELECT subject, words FROM wording WHERE kind = $1", []any{string(f.kind)}, add(&have, strings.Clone)); err != nil {
			return err
		}
		if want != have {
			c.wrong("search", "notes of "+f.table, "what is found is not what they say; run `rapport repair`")
		}
	}
	return nil
}

// tokens are the words of a folded text or a number as the indexes take them apart.
func tokens(text string) iter.Seq[string] {
	return strings.FieldsFuncSeq(text, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
}

func printOf(text string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(text))
	return h.Sum64()
}

// Repair makes anew what follows from the rest: the words things are found by, and every index of search.
func (s *Store) Repair(ctx context.Context) error {
	return s.write(ctx, func(b *books) error {
		if err := errors.Join(b.fillWords(), b.fillKeys()); err != nil {
			return err
		}
		for _, table := range searchTables() {
			if _, err := b.exec("INSERT INTO " + table + "_search(" + table + "_search) VALUES ('delete-all')"); err != nil {
				return err
			}
			if _, err := b.exec("INSERT INTO " + table + "_search(rowid, words) SELECT id, words FROM " + table + "_words"); err != nil {
				return err
			}
		}
		return nil
	})
}
