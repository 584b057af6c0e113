package report

// Worded is a copy of the document in which every typed cell without a text
// has one written by f. The document given stays as it is.
func (d Document) Worded(f Format) Document {
	d.Facts = each(d.Facts, func(x Fact) Fact { x.Value = x.Value.Worded(f); return x })
	d.Sections = each(d.Sections, func(s Section) Section {
		s.Summary = each(s.Summary, func(x SummaryLine) SummaryLine { x.Value = x.Value.Worded(f); return x })
		s.Tree = each(s.Tree, func(x TreeLine) TreeLine { x.Value = x.Value.Worded(f); return x })
		if s.Table != nil {
			t := *s.Table
			t.Rows = each(t.Rows, func(r Row) Row {
				r.Cells = each(r.Cells, func(c Cell) Cell { return c.Worded(f) })
				return r
			})
			s.Table = &t
		}
		return s
	})
	return d
}

// each is a new slice of f over every element; nil stays nil.
func each[T any](in []T, f func(T) T) []T {
	if in == nil {
		return nil
	}
	out := make([]T, len(in))
	for i, v := range in {
		out[i] = f(v)
	}
	return out
}
