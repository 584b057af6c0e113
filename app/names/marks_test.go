package names

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// marked writes a text with what is marked between brackets.
func marked(text string, marks []Span) string {
	var b strings.Builder
	at := 0
	for _, m := range marks {
		b.WriteString(text[at:m.From] + "[" + text[m.From:m.To] + "]")
		at = m.To
	}
	return b.String() + text[at:]
}

func TestMarks(t *testing.T) {
	for _, c := range []struct{ text, search, want string }{
		{"Harcourt & Lowe", "low harc", "[Harc]ourt & [Low]e"},
		{"Søren Łódź", "soren lo", "[Søren] [Łó]dź"},
		{"Soren Lodz", "Søren Łódź", "[Soren] [Lodz]"},
		{"Straße 5", "strasse", "[Straße] 5"},
		{"Straße 5", "stras", "[Straß]e 5"},
		{"Æsop and Œuvre", "aes oeuv", "[Æs]op and [Œuv]re"},
		{"Œuvre", "o", "[Œ]uvre"},
		{"Cafe\u0301 Noir", "cafe", "[Cafe]\u0301 Noir"},
		{"O'Neill", "oneill", "[O'Neill]"},
		{"R-2026-0147 · Northgate", "r-2026-01", "[R]-[2026]-[01]47 · Northgate"},
		{"Alder", "lder", "Alder"},
		{"Alder", "***", "Alder"},
		{"", "a", ""},
		{"a\x80b alder", "ald", "a\x80b [ald]er"},
	} {
		if got := marked(c.text, Want(c.search).Marks(c.text)); got != c.want {
			t.Errorf("%q in %q: %s, want %s", c.search, c.text, got, c.want)
		}
	}
}

func TestAround(t *testing.T) {
	long := strings.Repeat("before ", 20) + "promised the Brochüre by Friday " + strings.Repeat("after ", 20)
	for _, c := range []struct{ text, search, want string }{
		{long, "brochure", "… promised the Brochüre by Friday after after …"},
		{"The brochure\n\nby Friday", "fri", "The brochure by Friday"},
		{"nothing", "brochure", ""},
		{strings.Repeat("x", 200) + " brochure", "broch", "… brochure"},
	} {
		if got := Want(c.search).Around(c.text, 45); got != c.want {
			t.Errorf("%q: %q, want %q", c.search, got, c.want)
		}
	}
}

// What is marked is what Fold finds: every word that begins with the search is marked, and nothing else.
func TestMarksFindWhatFoldFinds(t *testing.T) {
	letters := rapid.SampledFrom([]rune("aAbéøŁßæŒ .'-·\u200b5щ"))
	rapid.Check(t, func(t *rapid.T) {
		text, search := rapid.StringOf(letters).Draw(t, "text"), rapid.StringOfN(letters, 1, 3, -1).Draw(t, "search")
		want := 0
		for _, w := range strings.Fields(Fold(text)) {
			for _, s := range strings.Fields(Fold(search)) {
				if strings.HasPrefix(w, s) {
					want++
					break
				}
			}
		}
		if got := len(Want(search).Marks(text)); got != want {
			t.Fatalf("%q in %q: %d marks, Fold finds %d", search, text, got, want)
		}
	})
}

// What is told without folding a text is what folding it tells.
func TestWantedIsWhatFoldFinds(t *testing.T) {
	letters := rapid.SampledFrom([]rune("aAbBéø .'-·5"))
	plain := rapid.SampledFrom([]rune("aAbB .'-5\n"))
	rapid.Check(t, func(t *rapid.T) {
		of := rapid.OneOf(rapid.StringOf(letters), rapid.StringOf(plain))
		text, also, search := of.Draw(t, "text"), of.Draw(t, "also"), rapid.StringOfN(plain, 1, 5, -1).Draw(t, "search")
		w, folded := Want(search), Fold(search)
		begins, whole := w.Fits(text)
		if wantBegins, wantWhole := strings.HasPrefix(Fold(text), folded), Fold(text) == folded; begins != wantBegins || whole != wantWhole {
			t.Fatalf("%q in %q: begins %v, whole %v, want %v, %v", search, text, begins, whole, wantBegins, wantWhole)
		}
		if got, want := w.In(text, also), w.inFolded(text+" "+also); got != want {
			t.Fatalf("%q in %q and %q: %v, want %v", search, text, also, got, want)
		}
	})
}
