package paper

import "fmt"

// GlyphError says which text holds a character that cannot be printed. Nothing
// was printed.
type GlyphError struct {
	Field string // where it stands, e.g. `Lines, row 12, column "Client"`
	Text  string // the whole text
	Char  rune   // the character; U+FFFD for bytes that are no text
	Place int    // which character of the text it is, from 1
}

// Code is the character's number, such as "U+1F600".
func (e *GlyphError) Code() string { return fmt.Sprintf("U+%04X", e.Char) }

func (e *GlyphError) Error() string {
	return fmt.Sprintf("%s cannot be printed: character %d of %q is %s, for which the fonts have no sign. "+
		"Nothing was printed. Write it in Latin, Greek or Cyrillic letters.",
		e.Field, e.Place, shorten(e.Text, 60), e.Code())
}

// LogoError says why a firm's logo cannot be used. Nothing was printed.
type LogoError struct {
	Reason string
	Err    error // from the decoder, or nil
}

func (e *LogoError) Error() string {
	return "The logo cannot be used: " + e.Reason + ". Nothing was printed. " +
		"Choose a PNG or JPEG picture of at most 4,000 × 4,000 pixels, or print without a logo."
}

func (e *LogoError) Unwrap() error { return e.Err }

// DrawError is a fault of the program while drawing. Nothing was printed.
type DrawError struct {
	Number string // of the document
	Err    error
}

func (e *DrawError) Error() string {
	return fmt.Sprintf("Document %q could not be drawn because of a fault in the program (%v). "+
		"Nothing was printed; please report it.", e.Number, e.Err)
}

func (e *DrawError) Unwrap() error { return e.Err }

// shorten is the beginning of s, at most n characters.
func shorten(s string, n int) string {
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	return string(runes[:n-1]) + "…"
}
