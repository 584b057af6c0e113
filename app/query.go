package app

// Query says which rows of a list are wanted and in which order. Fields and sort keys come from the fixed list
// of each concept (its …Fields and …Sorts); anything else is refused by the store.
type Query struct {
	Search string      `json:"search,omitempty"` // words, matched by prefix, accents folded
	Where  []Condition `json:"where,omitempty"`  // all must hold
	Sort   []Sort      `json:"sort,omitempty"`   // none: the list's own order
	Most   int         `json:"most,omitempty"`   // of a list no more than its first so many; 0: all
	Among  *Choice     `json:"-"`                // only of these partners; a condition on "segment" becomes it
}

// Condition keeps the rows whose field is one of Values, or lies in From..To (both ends inside) when there are no Values.
// Days are YYYY-MM-DD, ids decimal numbers, money minor units.
type Condition struct {
	Field  string   `json:"field"`
	Values []string `json:"values,omitempty"`
	From   string   `json:"from,omitempty"`
	To     string   `json:"to,omitempty"`
}

// Sort orders by a key of the list's fixed set; ties are broken by id.
type Sort struct {
	Key  string `json:"key"`
	Desc bool   `json:"desc,omitempty"`
}

// Is keeps the rows whose field is one of the values.
func Is(field string, values ...string) Condition { return Condition{Field: field, Values: values} }

// With adds a condition to a copy of the query.
func (q Query) With(c ...Condition) Query {
	q.Where = append(append([]Condition(nil), q.Where...), c...)
	return q
}

// First asks a copy of the query for no more than its first rows.
func (q Query) First(most int) Query {
	q.Most = most
	return q
}

// By sorts a copy of the query by one key.
func (q Query) By(key string, desc bool) Query {
	q.Sort = []Sort{{Key: key, Desc: desc}}
	return q
}
