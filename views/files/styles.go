package files

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// dateKind says whether a number format shows a day, a time or both.
type dateKind byte

const (
	noDate dateKind = iota
	dayOnly
	timeOnly
)

// readStyles notes for every cell style whether it shows numbers as dates.
func (w *workbook) readStyles(part string) error {
	x, err := w.open(part)
	if err != nil {
		return err
	}
	formats, inCells := map[string]string{}, false
	for x.next() {
		switch name := string(x.name); {
		case name == "cellXfs":
			inCells = x.open
		case !x.open:
		case name == "numFmt":
			formats[x.attr("numFmtId")] = x.attr("formatCode")
		case name == "xf" && inCells:
			id := x.attr("numFmtId")
			w.dates = append(w.dates, formatKind(id, formats[id]))
		}
	}
	return w.ended(x, part)
}

// formatKind tells from a number format's id and, for the workbook's own ones,
// its code whether it shows a date (ECMA-376 part 1, 18.8.30).
func formatKind(id, code string) dateKind {
	if code != "" {
		return codeKind(code)
	}
	n, _ := strconv.Atoi(id)
	switch {
	case n >= 18 && n <= 21, n >= 45 && n <= 47:
		return timeOnly
	case n >= 14 && n <= 22, n >= 27 && n <= 36, n >= 50 && n <= 58:
		return dayOnly
	}
	return noDate
}

// codeKind looks for the letters of days and times in a format code, outside of
// quoted text, colours and conditions; only its first section counts.
func codeKind(code string) dateKind {
	code, _, _ = strings.Cut(strings.ToLower(code), ";")
	kind, clock := noDate, strings.ContainsAny(code, "hs")
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case '\\', '_', '*':
			i++
		case '"':
			i += max(0, strings.IndexByte(code[i+1:], '"')) + 1
		case '[':
			end := max(0, strings.IndexByte(code[i:], ']'))
			if strings.Trim(code[i:i+end], "[hms") == "" && end > 1 {
				return timeOnly // [h]:mm, a length of time
			}
			i += end
		case 'd', 'y':
			return dayOnly
		case 'm':
			if !clock {
				return dayOnly // mmm; with hours or seconds an m is a minute
			}
		case 'h', 's':
			kind = timeOnly
		case '0', '#', '?', 'g':
			if kind == noDate {
				return noDate // an amount, or General
			}
		}
	}
	return kind
}

// isoDate writes a serial day number as 2026-03-31, with the time behind it when
// it has one. What is no day of the years 1900 to 9999 stays as it is.
func isoDate(serial string, kind dateKind, from1904 bool) string {
	v, err := strconv.ParseFloat(serial, 64)
	if err != nil || v < 0 || v >= 2958466 {
		return serial
	}
	seconds := int64(math.Round(v * 86400))
	day, clock := seconds/86400, seconds%86400
	switch {
	case kind == timeOnly && day == 0:
		return time.Unix(clock, 0).UTC().Format("15:04:05")
	case from1904:
		day += 1462
	case day < 60: // Excel believes in a 29 February 1900
		day++
	}
	at := time.Unix((day-25569)*86400+clock, 0).UTC()
	if clock == 0 {
		return at.Format(time.DateOnly)
	}
	return at.Format(time.DateTime)
}

// number writes a number as people do, without exponent and with the 15 digits
// Excel computes with: the file may say 1234.5600000000002 for 1234.56. A number
// too long for that keeps its exponent, which the notes then warn of.
func number(raw string) string {
	if len(raw) <= 15 && digits(raw) {
		return raw
	}
	if len(raw) < 16 && strings.Trim(raw, "0123456789.-") == "" {
		return raw
	}
	v, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.Abs(v) >= 1e15 || v != 0 && math.Abs(v) < 1e-9 {
		return raw
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'e', 14, 64), 64)
	if err != nil {
		return raw
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}
