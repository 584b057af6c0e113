package files

// keepBelow is the size in bytes of text below which the rows of a file are kept: it is gone over at least three times, and taking values apart
// costs more than what they take in memory, about three times the text.
const keepBelow = 4 << 20

// kept are the records of a file that were read before.
type kept []record

// records implements source.
func (k kept) records(yield func(record) bool) error {
	for _, r := range k {
		if !yield(r) {
			return nil
		}
	}
	return nil
}

// keep reads a small file for all the times it will be gone over. One that is damaged is left as it is, for the survey to say so.
func (t *Table) keep() {
	s, ok := t.source.(csvSource)
	if !ok || len(s.text) >= keepBelow {
		return
	}
	var all kept
	var room []string
	err := s.records(func(r record) bool {
		if len(room)+len(r.cells) > cap(room) {
			room = make([]string, 0, max(4096, len(r.cells)))
		}
		at := len(room)
		room = append(room, r.cells...)
		r.cells = room[at:len(room):len(room)]
		all = append(all, r)
		return true
	})
	if err == nil {
		t.source = all
	}
}
