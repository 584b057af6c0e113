package app

import (
	"strings"

	"rapport/app/names"
)

// finder finds kept things by what files call them: number, name or reference, in this order, and remembers them for the
// rest of the file. A nil result is remembered as well.
type finder[T any] struct {
	series   string // the numbers look like P-0001
	byNumber func(string) (T, error)
	byName   func([]string) (map[string]T, error)
	byRef    func([]string) (map[string]T, error)
	texts    map[string]*T // as files write it
	folded   map[string]*T // by folded name
	twins    func() (map[string]bool, error)
	many     map[string]bool // folded names that more than one has
}

func (t *tx) partnerFinder() *finder[Partner] {
	return &finder[Partner]{"P-", t.PartnerByNumber, t.PartnersByName, t.PartnersByReference, map[string]*Partner{}, map[string]*Partner{}, t.PartnerTwins, nil}
}

func (t *tx) clientFinder() *finder[Client] {
	return &finder[Client]{"C-", t.ClientByNumber, t.ClientsByName, t.ClientsByReference, map[string]*Client{}, map[string]*Client{}, nil, nil}
}

// look looks up the texts that are not known yet, in few queries.
func (f *finder[T]) look(texts []string) error {
	var open, folds []string
	for _, text := range texts {
		if _, known := f.texts[text]; known || text == "" {
			continue
		}
		fold := names.Fold(text)
		if found := f.folded[fold]; found != nil {
			f.texts[text] = found
			continue
		}
		f.texts[text] = nil
		open, folds = append(open, text), append(folds, fold)
	}
	if len(open) == 0 {
		return nil
	}
	named, err := f.byName(folds)
	if err != nil {
		return err
	}
	referred, err := f.byRef(open)
	if err != nil {
		return err
	}
	for i, text := range open {
		if err := f.found(text, folds[i], named, referred); err != nil {
			return err
		}
	}
	return nil
}

func (f *finder[T]) found(text, fold string, named, referred map[string]T) error {
	if number := strings.ToUpper(text); strings.HasPrefix(number, f.series) {
		v, err := f.byNumber(number)
		if err == nil {
			f.texts[text] = &v
			return nil
		}
		if !IsNotFound(err) {
			return err
		}
	}
	if f.folded[fold] == nil {
		if v, ok := named[fold]; ok && fold != "" {
			f.folded[fold] = &v
		}
	}
	if f.texts[text] = f.folded[fold]; f.texts[text] != nil {
		return nil
	}
	if v, ok := referred[text]; ok {
		f.texts[text] = &v
	}
	return nil
}

// get gives what a text names; nil when nothing is kept under it.
func (f *finder[T]) get(text string) *T {
	if v := f.texts[text]; v != nil || text == "" {
		return v
	}
	return f.folded[names.Fold(text)] // made by an earlier row of the same file, in whatever spelling
}

// ambiguous tells whether a text is the name of more than one, and not the number or reference of the one found.
func (f *finder[T]) ambiguous(text string) (bool, error) {
	if f.many == nil && f.twins != nil {
		var err error
		if f.many, err = f.twins(); err != nil {
			return false, err
		}
	}
	if len(f.many) == 0 {
		return false, nil
	}
	fold := names.Fold(text)
	return f.many[fold] && f.get(text) != nil && f.get(text) == f.folded[fold], nil
}

// add makes something new findable.
func (f *finder[T]) add(name string, v *T) {
	f.texts[name] = v
	f.folded[names.Fold(name)] = v
}

// column collects the different values of a field.
func column(rows []importRow, keys ...string) []string {
	if len(rows) == 0 {
		return nil
	}
	var out []string
	seen := rows[0].im.met
	clear(seen)
	for i := range rows {
		for _, key := range keys {
			if v := rows[i].text(key); v != "" && !seen[v] {
				seen[v] = true
				out = append(out, v)
			}
		}
		rows[i].bad = nil // what is wrong is said when the row is taken
	}
	return out
}
