package app

import (
	"context"
	"strings"

	"rapport/app/names"
)

// Found is one thing that a search found, with the parts of its words that it was found by.
type Found struct {
	Hit                    // Text is cut to what surrounds the match, and empty where the name alone was found
	Marks     []names.Span // of Name
	SubMarks  []names.Span // of Sub
	TextMarks []names.Span // of Text
}

// snippet is how many characters of a note are shown around what was found.
const snippet = 90

// Find looks for a text over everything: exact numbers and names first, then beginnings of names, then words of them, then free text; within
// each the newest first. Accents do not count, neither in the text nor in what it finds.
func (u Overview) Find(ctx context.Context, text string, limit int) ([]Found, error) {
	return read(ctx, u.f, func(b Books) ([]Found, error) {
		r := newRanking(text, limit)
		coded, err := codeHit(b, text)
		if err != nil {
			return nil, err
		}
		named, err := b.Named(text, limit)
		if err != nil {
			return nil, err
		}
		r.take(coded)
		r.take(named)
		var hits []Hit
		if r.full() { // then only what is called exactly so comes before
			hits, err = b.SearchWhole(text, limit)
		} else {
			hits, err = b.Search(text, nil, limit)
		}
		r.take(hits)
		return r.found(), err
	})
}

// Repair makes anew what only follows from the rest of the file: what search finds things by. Nothing else changes.
func (u Overview) Repair(ctx context.Context) error { return u.f.deps.Keep.Repair(ctx) }

// The ranks of what is found, the best first.
const (
	rankExact = iota // its number or whole name
	rankBegins
	rankWords // words of its name, or of the line below
	rankText
	ranks
)

// ranking puts hits in order, each thing once, and marks what they were found by.
type ranking struct {
	wanted names.Wanted
	limit  int
	seen   map[ranked]bool
	by     [ranks][]Hit
}

// ranked is one thing that a search found.
type ranked struct {
	kind Kind
	id   int64
}

func newRanking(text string, limit int) *ranking {
	return &ranking{wanted: names.Want(text), limit: limit, seen: make(map[ranked]bool, 2*limit)}
}

// take adds hits behind those of the same rank. More of one rank than are shown are not kept.
func (r *ranking) take(hits []Hit) {
	for _, h := range hits {
		thing := ranked{h.Kind, h.ID}
		if r.seen[thing] {
			continue
		}
		r.seen[thing] = true
		if rank := rankOf(h, r.wanted); len(r.by[rank]) < r.limit {
			r.by[rank] = append(r.by[rank], h)
		}
	}
}

// full tells whether what begins with the text is enough already.
func (r *ranking) full() bool { return len(r.by[rankExact])+len(r.by[rankBegins]) >= r.limit }

// found gives the best of them.
func (r *ranking) found() []Found {
	var out []Found
	for rank, hits := range r.by {
		for _, h := range hits[:min(len(hits), r.limit-len(out))] {
			f := Found{Hit: h, Marks: r.wanted.Marks(h.Name), SubMarks: r.wanted.Marks(h.Sub)}
			f.Text = ""
			if rank == rankText {
				f.Text = r.around(h.Text)
				f.TextMarks = r.wanted.Marks(f.Text)
			}
			out = append(out, f)
		}
	}
	return out
}

// around is what surrounds the match in a text, without the marks of Markdown where any would be seen.
func (r *ranking) around(text string) string {
	cut := r.wanted.Around(text, snippet)
	if strings.ContainsAny(cut, "#*[`~_>") || strings.Contains(cut, " - ") {
		if plain := r.wanted.Around(PlainNote(text), snippet); plain != "" { // it may have been found in the address of a link
			return plain
		}
	}
	return cut
}

// rankOf judges a hit by what people see of it: names and numbers stand between middle dots.
func rankOf(h Hit, wanted names.Wanted) int {
	best := rankText
	for part := range strings.SplitSeq(h.Name, " · ") {
		switch begins, whole := wanted.Fits(part); {
		case whole:
			return rankExact
		case begins:
			best = rankBegins
		}
	}
	switch h.Kind {
	case KindPartner, KindClient, KindPlan, KindMaterial, KindTemplate: // their number stands below
		for part := range strings.SplitSeq(h.Sub, " · ") {
			if _, whole := wanted.Fits(part); whole {
				return rankExact
			}
		}
	}
	if best == rankText && wanted.In(h.Name, h.Sub) {
		best = rankWords
	}
	return best
}
