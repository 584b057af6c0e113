package letter

import (
	"regexp"
	"strings"
	"unicode"
)

// tidy makes a value one line of text: lines are joined by commas, what can't be seen is left out.
func tidy(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	var lines []string
	for _, line := range strings.FieldsFunc(s, func(r rune) bool {
		return r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' || r == '\v' || r == '\f' || r == '\u0085'
	}) {
		line = strings.Map(func(r rune) rune {
			switch {
			case r == begin || r == end || r == 0 || unicode.IsControl(r) && r != '\t':
				return -1
			}
			return r
		}, line)
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, strings.TrimSuffix(line, ","))
		}
	}
	return strings.Join(lines, ", ")
}

var (
	together  = regexp.MustCompile(string(end) + string(begin))
	value     = regexp.MustCompile("(?s)" + string(begin) + "(.*?)" + string(end))
	lineStart = regexp.MustCompile(`^[\s>]*(?:(?:[-+*]|\d{1,9}[.)])\s+|#{1,6}\s+|[\s>])*$`)
	digits    = regexp.MustCompile(`^\d{1,9}$`)
	listed    = regexp.MustCompile(`^(\d{1,9})([.)])`)
	entity    = regexp.MustCompile(`&(#?\w+;)`)
	inline    = strings.NewReplacer(`\`, `\\`, "`", "\\`", `*`, `\*`, `_`, `\_`, `[`, `\[`, `]`, `\]`, `<`, `\<`, `|`, `\|`, `~`, `\~`)
	blankRuns = regexp.MustCompile(`\n(?:[ \t]*\n){2,}`)
)

// markdown turns marked values into Markdown that shows exactly them.
func markdown(s string) string {
	s = together.ReplaceAllString(s, "")
	var b strings.Builder
	at := 0
	for _, m := range value.FindAllStringSubmatchIndex(s, -1) {
		b.WriteString(s[at:m[0]])
		at = m[1]
		text := s[m[2]:m[3]]
		line := b.String()[strings.LastIndexByte(b.String(), '\n')+1:]
		if aims(line) {
			b.WriteString(target(text))
			continue
		}
		b.WriteString(escaped(text, lineStart.MatchString(line)))
		if lineStart.MatchString(line) && digits.MatchString(text) && at < len(s) && (s[at] == '.' || s[at] == ')') {
			b.WriteByte('\\')
		}
	}
	b.WriteString(s[at:])
	return strings.TrimSpace(blankRuns.ReplaceAllString(b.String(), "\n\n")) + "\n"
}

// Escape is a text as Markdown that shows exactly it.
func Escape(text string) string { return escaped(text, true) }

// escaped is a value as Markdown. At the beginning of a line more means something than elsewhere.
func escaped(text string, first bool) string {
	out := inline.Replace(entity.ReplaceAllString(text, "\x00$1"))
	out = strings.ReplaceAll(out, "\x00", `\&`)
	if strings.HasSuffix(out, "#") || strings.HasSuffix(out, "!") { // the end of a heading, or a picture with a link of the template's own
		out = out[:len(out)-1] + `\` + out[len(out)-1:]
	}
	if !first || out == "" {
		return out
	}
	if strings.IndexByte("#+-=>:", out[0]) >= 0 {
		return `\` + out
	}
	return listed.ReplaceAllString(out, `$1\$2`)
}

// target is an address of the web as the aim of a link, or nothing where it is none.
func target(text string) string {
	if low := strings.ToLower(text); !strings.HasPrefix(low, "https://") && !strings.HasPrefix(low, "http://") {
		if strings.Contains(text, ":") {
			return "#"
		}
		text = "https://" + text
	}
	var b strings.Builder
	for _, c := range []byte(text) {
		if c <= ' ' || c >= 0x7F || strings.IndexByte(`<>()[]{}|\^"'`+"`*_~&#", c) >= 0 && c != '_' && c != '&' && c != '#' && c != '~' {
			const hex = "0123456789ABCDEF"
			b.WriteString("%" + string(hex[c>>4]) + string(hex[c&15]))
			continue
		}
		b.WriteByte(c)
	}
	return entity.ReplaceAllString(b.String(), "%26$1")
}
