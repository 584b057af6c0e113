package letter

import (
	"strings"
	"unicode/utf8"
)

// Mend is a template with what was meant at a fault instead of what stands there; as it is where nothing is known to be meant.
func Mend(src string, f Fault) string {
	lines := strings.Split(src, "\n")
	if f.Meant == "" || f.Line < 1 || f.Line > len(lines) {
		return src
	}
	line := []rune(lines[f.Line-1])
	from := min(f.Column-1, len(line))
	to := min(from+f.Length, len(line))
	lines[f.Line-1] = string(line[:from]) + f.Meant + string(line[to:])
	return strings.Join(lines, "\n")
}

// Around gives the line of a fault in three parts: before it, the fault itself, and behind it, each cut to a readable length.
func (f Fault) Around(src string) (before, fault, behind string) {
	lines := strings.Split(src, "\n")
	if f.Line < 1 || f.Line > len(lines) {
		return "", "", ""
	}
	line := []rune(lines[f.Line-1])
	from := min(f.Column-1, len(line))
	to := min(from+f.Length, len(line))
	before, fault, behind = string(line[:from]), string(line[from:to]), string(line[to:])
	const most = 36
	if n := utf8.RuneCountInString(before); n > most {
		before = "… " + string([]rune(before)[n-most:])
	}
	if utf8.RuneCountInString(behind) > most {
		behind = string([]rune(behind)[:most]) + " …"
	}
	return before, fault, behind
}
