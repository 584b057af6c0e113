package files

import "strings"

// triggers are the first characters by which a spreadsheet takes a text for a
// formula when it opens a CSV file.
const triggers = "=+-@\t\r\n"

// neutral is a text as it is written to CSV: an apostrophe goes before what a
// spreadsheet would calculate, and before an apostrophe that already stands
// there, so that restore gives back the very text.
func neutral(s string) string {
	if rest := strings.TrimLeft(s, "'"); rest != "" && strings.IndexByte(triggers, rest[0]) >= 0 {
		return "'" + s
	}
	return s
}

// restore takes away the apostrophe that neutral, or a person in Excel, put
// before a text.
func restore(s string) string {
	if rest := strings.TrimLeft(s, "'"); rest != "" && len(rest) < len(s) && strings.IndexByte(triggers, rest[0]) >= 0 {
		return s[1:]
	}
	return s
}
