package files

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mostName is how many bytes a file's name has at most. File systems take 255, and some programs add to a name.
const mostName = 180

// Name makes a name that every file system takes of words such as "2026-11 Harcourt & Lowe statement S-2026-0014.pdf". Signs that some
// system forbids, that lead to another folder or that turn letters around become spaces; what is too long loses its middle, so that a
// number or an ending at the end stays; and what Windows takes for a device gets an underscore. Never empty.
func Name(words string) string {
	clean := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || !unicode.IsPrint(r) && r != '\u200c' && r != '\u200d' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(words, " "))
	clean = strings.Trim(strings.Join(strings.Fields(clean), " "), ". ")
	if len(clean) > mostName {
		clean = ends(clean)
	}
	if stem, _, _ := strings.Cut(clean, "."); device(strings.TrimSpace(stem)) {
		clean = strings.TrimSpace(stem) + "_" + clean[len(stem):]
	}
	if clean == "" {
		return "rapport"
	}
	return clean
}

// ends takes the middle out of a name.
func ends(name string) string {
	head, tail := mostName*2/3, len(name)-mostName/3+len("…")
	for !utf8.RuneStart(name[head]) {
		head--
	}
	for !utf8.RuneStart(name[tail]) {
		tail++
	}
	return strings.TrimRight(name[:head], " ") + "…" + name[tail:]
}

// device tells what Windows takes for a device, whatever its ending.
func device(stem string) bool {
	stem = strings.ToUpper(stem)
	if len(stem) == 4 && stem[3] >= '1' && stem[3] <= '9' {
		return stem[:3] == "COM" || stem[:3] == "LPT"
	}
	return slices.Contains([]string{"CON", "PRN", "AUX", "NUL"}, stem)
}
