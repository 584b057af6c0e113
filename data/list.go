package data

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/names"
)

// list says how a concept is listed: where its rows come from, what they may be filtered and sorted by. All texts are fixed;
// nothing a person typed becomes SQL.
type list struct {
	what   string             // for the refusal of an unknown key
	from   string             // the table with its alias, and joins every listing needs
	id     string             // the id's column
	fields map[string]field   // by the keys of app's …Fields
	sorts  map[string]sorting // by the keys of app's …Sorts
	own    app.Sort           // the order when none is asked for
	found  string             // the condition of a search; $n is the search expression
	// partner is the partner's column, where that is not the field of this name.
	partner string
}

// field is what a filter compares.
type field struct {
	expr string
	kind fieldKind
	join string          // needed to see expr
	of   func() []string // all that it may hold, in the order of its table; nil for any text
}

// known makes a field's values of a state's or kind's.
func known[T ~string](all func() []T) func() []string {
	return func() []string {
		out := []string{}
		for _, v := range all() {
			out = append(out, string(v))
		}
		return out
	}
}

type fieldKind int

const (
	textField     fieldKind = iota
	numberField             // values are decimal numbers
	yesField                // values are yes or no, in any usual spelling
	dayField                // a column of days
	timeField               // a column of times, filtered by days
	tagField                // a JSON list of texts that holds the value
	currencyField           // values are currency codes
	thingField              // numbers of audit lines; values are things they touch: "partner 12"
)

// sorting is what an order compares, the most significant first. The id comes last by itself. lead replaces the table when nothing is
// filtered: reading in the order of another table's index then needs no sorting at all.
type sorting struct {
	by   []string
	join string
	lead string
}

// selection is a query made into SQL.
type selection struct {
	from  string
	where []string
	args  []any
	order string
}

func (s *selection) arg(v any) string {
	s.args = append(s.args, v)
	return "$" + strconv.Itoa(len(s.args))
}

func (s *selection) join(text string) {
	if text != "" && !strings.Contains(s.from, text) {
		s.from += " " + text
	}
}

func (s *selection) tail() string {
	if len(s.where) == 0 {
		return s.from
	}
	return s.from + " WHERE " + strings.Join(s.where, " AND ")
}

// filtered makes the part of a query that says which rows; base conditions hold always.
func (l list) filtered(q app.Query, base ...string) (*selection, error) {
	s := &selection{from: l.from, where: base}
	for _, c := range q.Where {
		f, ok := l.fields[c.Field]
		if !ok {
			return nil, unknownKey(l.what, "filtered", c.Field, l.fields)
		}
		s.join(f.join)
		if err := s.condition(f, c); err != nil {
			return nil, err
		}
	}
	if q.Among != nil {
		if err := s.among(l, q.Among); err != nil {
			return nil, err
		}
	}
	if strings.TrimSpace(q.Search) != "" {
		s.search(l.found, q.Search)
	}
	return s, nil
}

// ordered makes a whole query.
func (l list) ordered(q app.Query) (*selection, error) {
	s, err := l.filtered(q)
	if err != nil {
		return nil, err
	}
	sorts := q.Sort
	if len(sorts) == 0 {
		sorts = []app.Sort{l.own}
	}
	var by []string
	for _, o := range sorts {
		k, ok := l.sorts[o.Key]
		if !ok {
			return nil, unknownKey(l.what, "sorted", o.Key, l.sorts)
		}
		if k.lead != "" && len(s.where) == 0 && len(sorts) == 1 {
			s.from = k.lead
		} else {
			s.join(k.join)
		}
		for _, expr := range k.by {
			by = append(by, expr+direction(o))
		}
	}
	last := l.id + direction(sorts[len(sorts)-1])
	if !slices.Contains(by, last) {
		by = append(by, last)
	}
	s.order = strings.Join(by, ", ")
	return s, nil
}

func direction(o app.Sort) string {
	if o.Desc {
		return " DESC"
	}
	return ""
}

func unknownKey[T any](what, did, key string, known map[string]T) error {
	return app.Bad(key, fmt.Sprintf("A list of %s cannot be %s by %q.", what, did, key), "Choose from "+strings.Join(slices.Sorted(maps.Keys(known)), ", ")+".")
}

// condition adds one filter.
func (s *selection) condition(f field, c app.Condition) error {
	if len(c.Values) > 0 {
		return s.oneOf(f, c)
	}
	for _, end := range []struct{ op, text string }{{">=", c.From}, {"<=", c.To}} {
		if end.text == "" {
			continue
		}
		v, err := f.value(c.Field, end.text)
		if err != nil {
			return err
		}
		if f.kind == timeField && end.op == "<=" {
			v = end.text + "~" // behind every time of that day
		}
		s.where = append(s.where, f.expr+" "+end.op+" "+s.arg(v))
		if f.kind == dayField && end.op == "<=" && c.From == "" {
			s.where = append(s.where, f.expr+" <> ''") // no day is not an early day
		}
	}
	return nil
}

// touching keeps the audit lines that touch one of the things.
func (s *selection) touching(f field, c app.Condition) error {
	var in []string
	for _, text := range c.Values {
		cut := strings.LastIndexByte(text, ' ')
		id, err := strconv.ParseInt(text[cut+1:], 10, 64)
		if cut < 0 || err != nil {
			return app.Bad(c.Field, fmt.Sprintf("%q is no thing that is kept.", text), "Write its kind and its number, as in \"partner 12\".")
		}
		in = append(in, "SELECT t.seq FROM audit_touch t WHERE t.kind = "+s.arg(text[:cut])+" AND t.subject = "+s.arg(id))
	}
	s.where = append(s.where, f.expr+" IN ("+strings.Join(in, " UNION ALL ")+")")
	return nil
}

// oneOf keeps the rows whose field is one of the values. Many values travel as one argument, so that the text stays the same.
func (s *selection) oneOf(f field, c app.Condition) error {
	if f.kind == thingField {
		return s.touching(f, c)
	}
	values := make([]any, len(c.Values))
	for i, text := range c.Values {
		v, err := f.value(c.Field, text)
		if err != nil {
			return err
		}
		values[i] = v
	}
	in := ""
	if len(values) == 1 {
		in = "= " + s.arg(values[0])
	} else {
		in = "IN (SELECT value FROM json_each(" + s.arg(document(values)) + "))"
	}
	if f.kind == tagField {
		s.where = append(s.where, "EXISTS (SELECT 1 FROM json_each("+f.expr+") AS tag WHERE tag.value "+in+")")
		return nil
	}
	s.where = append(s.where, f.expr+" "+in)
	return nil
}

// value turns a filter's text into what the column holds.
func (f field) value(key, text string) (any, error) {
	switch f.kind {
	case numberField:
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, app.Bad(key, fmt.Sprintf("%q is not a number.", text), "Give a whole number.")
		}
		return n, nil
	case yesField:
		yes, err := strconv.ParseBool(text)
		if text == "yes" || text == "no" {
			yes, err = text == "yes", nil
		}
		if err != nil {
			return nil, app.Bad(key, fmt.Sprintf("%q is neither yes nor no.", text), "Give true or false.")
		}
		if yes {
			return int64(1), nil
		}
		return int64(0), nil
	case dayField, timeField:
		if _, err := calendar.ParseDay(text); err != nil && text != "" {
			return nil, app.Bad(key, err.Error(), "Write days as 2026-11-22, or 2026-11-22..2026-11-30.")
		}
	case currencyField:
		c, err := money.ParseCurrency(text)
		if err != nil {
			return nil, app.Bad(key, err.Error(), "Write it as EUR or USD.")
		}
		return string(c), nil
	}
	if f.of != nil && text != "" && !slices.Contains(f.of(), text) {
		return nil, app.Bad(key, fmt.Sprintf("%q is not a %s of this list.", text, key), "Choose from "+strings.Join(f.of(), ", ")+".")
	}
	return text, nil
}

// search keeps the rows that hold every word's beginning. A text without a letter or digit finds nothing.
func (s *selection) search(found, text string) {
	expr := matchOf(text)
	if expr == "" {
		s.where = append(s.where, "0")
		return
	}
	s.where = append(s.where, strings.ReplaceAll(found, "$n", s.arg(expr)))
}

// mostWords bounds a search; more words than this narrow nothing.
const mostWords = 12

// matchOf is the search expression of a text: every word as a beginning, folded as the index is, so nothing in it is an operator.
func matchOf(text string) string { return expression(text, `"*`) }

// wholeOf is the search expression of a text whose words are whole.
func wholeOf(text string) string { return expression(text, `"`) }

func expression(text, end string) string {
	words := strings.Fields(names.Fold(text))
	if len(words) > mostWords {
		words = words[:mostWords]
	}
	for i, w := range words {
		words[i] = `"` + w + end
	}
	return strings.Join(words, " ")
}

// firstChunk and laterChunks are how many ids are handed over at once: a screenful soon, the rest with little ado.
const firstChunk, laterChunks = 200, 8192

// ids hands over the ids of a query in order.
func (b *books) ids(l list, q app.Query, each func([]int32) error) error {
	s, err := l.ordered(q)
	if err != nil {
		return err
	}
	chunk := make([]int32, 0, firstChunk)
	text, args := "SELECT "+l.id+" FROM "+s.tail()+" ORDER BY "+s.order, s.args
	if q.Most > 0 {
		text, args = text+" LIMIT ?", append(args, q.Most)
	}
	err = b.each(text, args, func(r *row) error {
		chunk = append(chunk, int32(r.num()))
		if len(chunk) < cap(chunk) {
			return nil
		}
		full := chunk
		chunk = make([]int32, 0, laterChunks)
		return each(full)
	})
	if err == nil && len(chunk) > 0 {
		err = each(chunk)
	}
	return err
}

// byIDs reads rows by their ids and gives them in the order asked; missing ones are left out. text ends where the list of ids begins.
func byIDs[T any](b *books, ids []int32, text string, read func(*row) T, id func(*T) int64) ([]T, error) {
	wide := make([]int64, len(ids))
	for i, n := range ids {
		wide[i] = int64(n)
	}
	found := make(map[int64]T, len(ids))
	err := eachIn(b, text, wide, "", func(r *row) error {
		v := read(r)
		found[id(&v)] = v
		return nil
	})
	if err != nil {
		return nil, err
	}
	rows := make([]T, 0, len(ids))
	for _, n := range wide {
		if v, ok := found[n]; ok {
			rows = append(rows, v)
		}
	}
	return rows, nil
}

// byText reads rows whose column is one of the texts, keyed by that column; of several with one text the first by id wins. text ends
// where the list begins, and tail follows it.
func byText[T any](b *books, keys []string, text, tail string, read func(*row) T, id func(*T) int64) (map[string]T, error) {
	found := map[string]T{}
	asked := make([]string, 0, len(keys))
	for _, k := range keys {
		if k != "" {
			asked = append(asked, k)
		}
	}
	err := eachIn(b, text, asked, tail, func(r *row) error {
		key := r.text()
		v := read(r)
		if old, ok := found[key]; !ok || id(&v) < id(&old) {
			found[key] = v
		}
		return nil
	})
	return found, err
}

// byReference reads the rows of a table whose reference, another program's number, is one of the refs. Where no row has any, which is
// usual before the first import, nothing is looked up.
func byReference[T any](b *books, refs []string, table, alias, fields string, read func(*row) T, id func(*T) int64) (map[string]T, error) {
	kept := " AND " + alias + ".reference <> ''"
	_, some, err := value[int64](b, "SELECT 1 FROM "+table+" "+alias+" WHERE 1"+kept+" LIMIT 1")
	if err != nil || !some {
		return map[string]T{}, err
	}
	return byText(b, refs, "SELECT "+alias+".reference, "+fields+" FROM "+table+" "+alias+" WHERE "+alias+".reference IN ", kept, read, id)
}
