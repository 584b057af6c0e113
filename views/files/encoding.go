package files

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/saintfish/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	textunicode "golang.org/x/text/encoding/unicode"
)

const (
	utf8Name  = "UTF-8"
	western   = "Windows-1252"
	central   = "Windows-1250"
	macintosh = "Mac Roman"
)

// Encodings lists the encodings of a CSV file a person can choose from.
func Encodings() []string {
	return []string{utf8Name, "UTF-16LE", "UTF-16BE", western, central, "Windows-1251", "Windows-1253",
		"Windows-1254", "ISO-8859-2", "ISO-8859-5", "ISO-8859-7", "ISO-8859-15", "KOI8-R", macintosh}
}

// coding gives the decoder of a listed encoding; nil is UTF-8.
func coding(name string) encoding.Encoding {
	switch name {
	case "UTF-16LE":
		return textunicode.UTF16(textunicode.LittleEndian, textunicode.UseBOM)
	case "UTF-16BE":
		return textunicode.UTF16(textunicode.BigEndian, textunicode.UseBOM)
	case western:
		return charmap.Windows1252
	case central:
		return charmap.Windows1250
	case "Windows-1251":
		return charmap.Windows1251
	case "Windows-1253":
		return charmap.Windows1253
	case "Windows-1254":
		return charmap.Windows1254
	case "ISO-8859-2":
		return charmap.ISO8859_2
	case "ISO-8859-5":
		return charmap.ISO8859_5
	case "ISO-8859-7":
		return charmap.ISO8859_7
	case "ISO-8859-15":
		return charmap.ISO8859_15
	case "KOI8-R":
		return charmap.KOI8R
	case macintosh:
		return charmap.Macintosh
	}
	return nil
}

// listed finds the encoding a person named in any spelling (utf8, cp1252,
// latin-1), or "" when it is none of ours.
func listed(name string) string {
	plain := func(s string) string {
		s = strings.Map(func(r rune) rune {
			if r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
				return r
			}
			return -1
		}, strings.ToLower(s))
		return strings.Replace(s, "cp12", "windows12", 1)
	}
	switch plain(name) {
	case "latin1", "iso88591", "ascii", "ansi":
		return western
	case "macintosh", "mac":
		return macintosh
	case "utf16":
		return "UTF-16LE"
	}
	for _, e := range Encodings() {
		if plain(e) == plain(name) {
			return e
		}
	}
	return ""
}

// guessEncoding tells how a file writes its characters: by its mark, as valid
// UTF-8, by the pattern of its zero bytes, and at last by its letters, which is
// never certain.
func guessEncoding(data []byte) (name string, certain bool) {
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		return utf8Name, true
	case bytes.HasPrefix(data, []byte("\xFF\xFE")):
		return "UTF-16LE", true
	case bytes.HasPrefix(data, []byte("\xFE\xFF")):
		return "UTF-16BE", true
	}
	if e := zeroPattern(data[:min(len(data), 4096)]); e != "" {
		return e, true
	}
	if utf8.Valid(data) {
		return utf8Name, true
	}
	if good, bad := sequences(data); good > 0 && good*2 >= bad {
		return utf8Name, false // UTF-8 with foreign lines, which are named row by row
	}
	return byLetters(data), false
}

// zeroPattern knows UTF-16 of mostly Latin text by zeros in every second byte.
func zeroPattern(data []byte) string {
	var zeros [2]int
	for i, b := range data {
		if b == 0 {
			zeros[i%2]++
		}
	}
	most := len(data) / 5 // 40 % of the bytes of one parity
	switch {
	case zeros[1] > most && zeros[0] <= zeros[1]/10:
		return "UTF-16LE"
	case zeros[0] > most && zeros[1] <= zeros[0]/10:
		return "UTF-16BE"
	}
	return ""
}

// sequences counts the characters beyond ASCII that are good UTF-8, and the
// bytes that are not.
func sequences(data []byte) (good, bad int) {
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	return good, bad
}

// byLetters chooses among the 8-bit encodings the one in which the fewest marks
// stand inside words; among equals the detector's choice, then Western European.
func byLetters(data []byte) string {
	text := foreignLines(data)
	candidates := []string{western, central, macintosh}
	if hints, err := chardet.NewTextDetector().DetectAll(text); err == nil {
		for _, h := range hints {
			if e := listed(h.Charset); e != "" && coding(e) != nil && h.Confidence > 10 {
				candidates = append([]string{e}, candidates...)
				break
			}
		}
	}
	best, fewest := "", len(text)+1
	for _, e := range candidates {
		if n := oddities(text, coding(e)); n < fewest {
			best, fewest = e, n
		}
	}
	return best
}

// foreignLines collects lines with bytes beyond ASCII, up to 32 KB.
func foreignLines(data []byte) []byte {
	var out []byte
	for line := range bytes.Lines(data) {
		if bytes.ContainsFunc(line, func(r rune) bool { return r >= utf8.RuneSelf }) {
			out = append(out, line[:min(len(line), 4096)]...)
		}
		if len(out) > 32<<10 {
			break
		}
	}
	return out
}

// oddities counts what hardly stands in a word: a mark or control character
// beside a letter, a capital between small letters.
func oddities(text []byte, e encoding.Encoding) int {
	decoded, err := e.NewDecoder().Bytes(text)
	if err != nil {
		return len(text)
	}
	odd, before := 0, ' '
	letters := []rune(string(decoded))
	for i, r := range letters {
		after := ' '
		if i+1 < len(letters) {
			after = letters[i+1]
		}
		switch {
		case r < utf8.RuneSelf:
		case unicode.IsLetter(r):
			if unicode.IsUpper(r) && unicode.IsLetter(before) && (unicode.IsLower(before) || unicode.IsLower(after)) {
				odd++
			}
		case strings.ContainsRune("’‘”“»«…–—€®™°´¿¡ \u00a0", r):
		case unicode.IsLetter(before) || unicode.IsLower(after) || r < 0xA0:
			odd++
		}
		before = r
	}
	return odd
}

// toUTF8 decodes a whole file and makes every line end LF. A mark at the start
// is taken away.
func toUTF8(name string, data []byte, encodingName string) ([]byte, error) {
	if c := coding(encodingName); c != nil {
		decoded, err := c.NewDecoder().Bytes(data)
		if err != nil {
			return nil, refuse("Save it as UTF-8 and choose it again.", "%s cannot be read as %s.", name, encodingName)
		}
		data = decoded
	}
	data = bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))
	if loneCR(data) {
		data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
		data = bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
	}
	return data, nil
}

// loneCR reports a carriage return that no line feed follows: the line end of
// old Macintosh programs.
func loneCR(data []byte) bool {
	for {
		i := bytes.IndexByte(data, '\r')
		if i < 0 {
			return false
		}
		if i+1 == len(data) || data[i+1] != '\n' {
			return true
		}
		data = data[i+2:]
	}
}

// unspoiled reports that a text holds nothing damage would find.
func unspoiled(text []byte) bool {
	return utf8.Valid(text) && bytes.IndexByte(text, 0) < 0 &&
		!bytes.Contains(text, []byte("\uFFFD")) && !bytes.Contains(text, []byte("\uFFFE")) && !bytes.Contains(text, []byte("\uFFFF"))
}

// damage says what in a value is not text, or "".
func damage(s string) string {
	if !utf8.ValidString(s) {
		reading, _ := charmap.Windows1252.NewDecoder().String(s)
		return fmt.Sprintf("The value is not in the encoding of the rest of the file; as Windows-1252 it would read %s. "+
			"Correct it in the file, or choose another encoding.", short(reading))
	}
	for _, r := range s {
		switch r {
		case 0:
			return "The value holds a NUL character, a sign of a damaged export. Export the file again."
		case utf8.RuneError:
			return "The value holds \uFFFD: a character was lost before the file came here. Correct it in the file."
		case 0xFFFE, 0xFFFF:
			return fmt.Sprintf("The value holds U+%04X, which is not a character. Export the file again, as UTF-8.", r)
		}
	}
	return ""
}
