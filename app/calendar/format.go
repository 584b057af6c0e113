package calendar

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// The names of the ways a file may write its days. D and M may have one or two
// digits, a YYYY at the end four or two (70 to 99 are 1970 to 1999, 00 to 69 are 2000 to
// 2069). A time of day after the date is not looked at.
const (
	ISO       = "YYYY-MM-DD"
	German    = "DD.MM.YYYY"
	British   = "DD/MM/YYYY"
	American  = "MM/DD/YYYY"
	Japanese  = "YYYY/MM/DD"
	Dutch     = "DD-MM-YYYY"
	Dashed    = "MM-DD-YYYY"
	Named     = "D Mon YYYY" // English month names, also 22-Nov-2026
	Excel1900 = "excel-1900" // days counted by Excel on Windows
	Excel1904 = "excel-1904" // days counted by Excel on old Macs
)

// Formats lists every format, the likeliest first.
func Formats() []string {
	return []string{ISO, German, British, American, Japanese, Dutch, Dashed, Named, Excel1900, Excel1904}
}

// layout is what the format's name says: the sign between its parts and where
// in the text year, month and day are.
type layout struct {
	sep              byte
	year, month, day int
}

func layoutOf(format string) (layout, bool) {
	switch format {
	case ISO:
		return layout{'-', 0, 1, 2}, true
	case German:
		return layout{'.', 2, 1, 0}, true
	case British:
		return layout{'/', 2, 1, 0}, true
	case American:
		return layout{'/', 2, 0, 1}, true
	case Japanese:
		return layout{'/', 0, 1, 2}, true
	case Dutch:
		return layout{'-', 2, 1, 0}, true
	case Dashed:
		return layout{'-', 2, 0, 1}, true
	}
	return layout{}, false
}

// ParseDayAs reads a day written in one of the Formats.
func ParseDayAs(text, format string) (Day, error) {
	s := strings.TrimSpace(text)
	if s == "" {
		return 0, say("No day is given; write it as %s", format)
	}
	switch format {
	case Excel1900, Excel1904:
		return excelDay(s, format)
	case Named:
		return namedDay(s)
	}
	shape, ok := layoutOf(format)
	if !ok {
		return 0, say("%s is not a way to write days; choose one of %s", shown(format), strings.Join(Formats(), ", "))
	}
	var part [3]int
	var width [3]int
	rest := s
	for i := range part {
		part[i], width[i], rest = leadingNumber(rest)
		if i < 2 && (rest == "" || rest[0] != shape.sep) {
			return 0, notAs(text, format)
		} else if i < 2 {
			rest = rest[1:]
		}
	}
	y, okY := fullYear(part[shape.year], width[shape.year])
	if shape.year == 0 && width[0] != 4 {
		okY = false // 26/11/22 is read day first, or not at all
	}
	if !okY || !oneOrTwo(width[shape.month]) || !oneOrTwo(width[shape.day]) || !isTime(rest) {
		return 0, notAs(text, format)
	}
	return exists(y, time.Month(part[shape.month]), part[shape.day])
}

func oneOrTwo(width int) bool { return width == 1 || width == 2 }

func notAs(text, format string) error {
	return wrongShape{refusal(fmt.Sprintf("%s is not a day written as %s", shown(text), format))}
}

// leadingNumber reads the digits text begins with.
func leadingNumber(text string) (n, width int, rest string) {
	for width < len(text) && width < 9 && text[width] >= '0' && text[width] <= '9' {
		n = n*10 + int(text[width]-'0')
		width++
	}
	return n, width, text[width:]
}

// fullYear accepts four digits, or two with the pivot 70.
func fullYear(n, width int) (int, bool) {
	switch {
	case width == 4:
		return n, true
	case width == 2 && n >= 70:
		return 1900 + n, true
	case width == 2:
		return 2000 + n, true
	}
	return 0, false
}

// isTime reports whether what follows a date is nothing or a time of day, such
// as "T10:00", " 00:00:00" or " 10:00 PM +01:00".
func isTime(text string) bool {
	if text == "" {
		return true
	}
	if text[0] != 'T' && text[0] != ' ' {
		return false
	}
	_, width, rest := leadingNumber(strings.TrimLeft(text[1:], " "))
	return oneOrTwo(width) && rest != "" && rest[0] == ':' && strings.Trim(rest, "0123456789:.+- APMapmZUTC") == ""
}

// namedDay reads "22 Nov 2026", "22-Nov-26" or "22 November 2026".
func namedDay(text string) (Day, error) {
	d, width, rest := leadingNumber(text)
	rest = strings.TrimLeft(rest, " .-/")
	end := strings.IndexFunc(rest, func(r rune) bool { return r < 'A' })
	if !oneOrTwo(width) || end < 0 {
		return 0, notAs(text, Named)
	}
	m, ok := monthNamed(rest[:end])
	n, yearWidth, tail := leadingNumber(strings.TrimLeft(rest[end:], " .,-/"))
	y, okY := fullYear(n, yearWidth)
	if !ok || !okY || !isTime(tail) {
		return 0, notAs(text, Named)
	}
	return exists(y, m, d)
}

// monthNamed knows a month by its English name or at least three letters of it.
func monthNamed(text string) (time.Month, bool) {
	if len(text) < 3 {
		return 0, false
	}
	for m := time.January; m <= time.December; m++ {
		name := m.String()
		if len(text) <= len(name) && strings.EqualFold(text, name[:len(text)]) || m == time.September && strings.EqualFold(text, "Sept") {
			return m, true
		}
	}
	return 0, false
}

// excelDay reads the number a spreadsheet keeps for a date; a fraction is its
// time of day. Excel's 1900 calendar has a 29 February 1900 that never was:
// number 60, and every later number is one too high.
func excelDay(text, format string) (Day, error) {
	whole, fraction, _ := strings.Cut(text, ".")
	n, err := strconv.Atoi(whole)
	if err != nil || n < 0 || strings.Trim(fraction, "0123456789") != "" {
		return 0, say("%s is not a day number of a spreadsheet", shown(text))
	}
	base, least := MustDate(1904, time.January, 1), 0
	if format == Excel1900 {
		base, least = MustDate(1899, time.December, 30), 1
		if n < 60 {
			base++
		} else if n == 60 {
			return 0, say("Day number 60 is 29 February 1900 in a spreadsheet, and that day does not exist")
		}
	}
	day := base.AddDays(n)
	if n < least || day == 0 {
		return 0, say("%s is not a day number of a spreadsheet", shown(text))
	}
	return day, nil
}

// GuessFormat names every format in which all samples that are not empty are
// days. More than one means that somebody must be asked; none, that the
// column holds something else. Numbers count as spreadsheet days only between
// 1927 and 2119, so that a column of small numbers is not taken for days.
func GuessFormat(samples []string) []string {
	var fitting []string
	for _, format := range Formats() {
		if fitsAll(samples, format) {
			fitting = append(fitting, format)
		}
	}
	return fitting
}

func fitsAll(samples []string, format string) bool {
	some := false
	for _, sample := range samples {
		if strings.TrimSpace(sample) == "" {
			continue
		}
		day, err := ParseDayAs(sample, format)
		if err != nil {
			return false
		}
		if excel := format == Excel1900 || format == Excel1904; excel && (day.Year() < 1927 || day.Year() > 2119) {
			return false
		}
		some = true
	}
	return some
}
