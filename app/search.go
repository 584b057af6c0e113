package app

import (
	"context"
	"slices"
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
		named, err := b.Named(text, limit)
		if err != nil {
			return nil, err
		}
		hits, err := b.Search(text, nil, limit)
		if err != nil {
			return nil, err
		}
		coded, err := codeHit(b, text)
		return ranked(append(coded, append(named, hits...)...), text, limit), err
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

// ranked puts hits in order, each thing once, and marks what they were found by.
func ranked(hits []Hit, text string, limit int) []Found {
	folded := names.Fold(text)
	type thing struct {
		kind Kind
		id   int64
	}
	seen := map[thing]bool{}
	var by [ranks][]Hit
	for _, h := range hits {
		if t := (thing{h.Kind, h.ID}); !seen[t] {
			seen[t] = true
			r := rankOf(h, folded)
			by[r] = append(by[r], h)
		}
	}
	var out []Found
	for r, hits := range by {
		for _, h := range hits[:min(len(hits), limit-len(out))] {
			f := Found{Hit: h, Marks: names.Marks(h.Name, text), SubMarks: names.Marks(h.Sub, text)}
			f.Text = ""
			if r == rankText {
				f.Text = names.Around(h.Text, text, snippet)
				f.TextMarks = names.Marks(f.Text, text)
			}
			out = append(out, f)
		}
	}
	return out
}

// rankOf judges a hit by what people see of it: names and numbers stand between middle dots.
func rankOf(h Hit, folded string) int {
	best := rankText
	for part := range strings.SplitSeq(h.Name, " · ") {
		switch part = names.Fold(part); {
		case part == folded:
			return rankExact
		case strings.HasPrefix(part, folded):
			best = rankBegins
		}
	}
	switch h.Kind {
	case KindPartner, KindClient, KindPlan, KindMaterial: // their number stands below
		if slices.ContainsFunc(strings.Split(h.Sub, " · "), func(s string) bool { return names.Fold(s) == folded }) {
			return rankExact
		}
	}
	if best == rankText && holdsWords(names.Fold(h.Name+" "+h.Sub), folded) {
		best = rankWords
	}
	return best
}

// holdsWords tells whether every word begins some word of a text; both folded.
func holdsWords(text, wanted string) bool {
	have := strings.Fields(text)
	for w := range strings.FieldsSeq(wanted) {
		if !slices.ContainsFunc(have, func(h string) bool { return strings.HasPrefix(h, w) }) {
			return false
		}
	}
	return true
}
