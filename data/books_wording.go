package data

import (
	"strings"

	"rapport/app"
	"rapport/app/names"
)

// reword keeps the words of one thing's text; a text that did not change costs one look.
func (b *books) reword(kind app.Kind, id int64, texts ...string) error {
	words := names.Fold(strings.Join(texts, " "))
	kept, some, err := value[string](b, "SELECT words FROM wording WHERE kind = $1 AND subject = $2", string(kind), id)
	if err != nil || kept == words {
		return err
	}
	if some {
		if _, err := b.exec("DELETE FROM wording WHERE kind = $1 AND subject = $2", string(kind), id); err != nil {
			return err
		}
	}
	return b.addWords(kind, []said{{id, words}})
}

// reworded is reword after a write that may have failed.
func (b *books) reworded(err error, kind app.Kind, id int64, texts ...string) error {
	if err != nil {
		return err
	}
	return b.reword(kind, id, texts...)
}

// said is the folded text of one thing.
type said struct {
	id    int64
	words string
}

// noted keeps the words of things just added, where they say anything.
func noted[T any](b *books, kind app.Kind, rows []T, of func(*T) (id int64, text string)) error {
	var some []said
	for i := range rows {
		if id, text := of(&rows[i]); text != "" {
			some = append(some, said{id, names.Fold(text)})
		}
	}
	return b.addWords(kind, some)
}

func (b *books) addWords(kind app.Kind, some []said) error {
	kept := some[:0]
	for _, s := range some {
		if s.words != "" {
			kept = append(kept, s)
		}
	}
	return insert(b, "wording", "kind, subject, words", kept, func(dst []any, s *said) []any { return append(dst, string(kind), s.id, s.words) })
}

// fillWords writes the words of everything anew.
func (b *books) fillWords() error {
	if _, err := b.exec("DELETE FROM wording"); err != nil {
		return err
	}
	for _, f := range findings() {
		if f.texts == "" {
			continue
		}
		_, there, err := value[string](b, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = $1", f.table)
		if err != nil {
			return err
		}
		if !there { // a file brought up to an earlier schema
			continue
		}
		var some []said
		err = b.each(f.texts, nil, func(r *row) error {
			if s := (said{r.num(), names.Fold(r.text())}); s.words != "" {
				some = append(some, s)
			}
			return nil
		})
		if err == nil {
			err = b.addWords(f.kind, some)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// unfolded is kept by a migration that could not fold what the file holds: SQL has no way to.
const unfolded = "unfolded"

// foldRest puts in, once, what migrations left to be folded.
func (b *books) foldRest() error {
	n, err := b.exec("DELETE FROM meta WHERE key = $1", unfolded)
	if err != nil || n == 0 {
		return err
	}
	if err := b.fillWords(); err != nil {
		return err
	}
	return b.fillKeys()
}
