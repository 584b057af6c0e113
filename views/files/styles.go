package files

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// numberKind is what a number format shows a number as.
type numberKind byte

const (
	plainNumber numberKind = iota
	dayNumber              // days since 1900 or 1904, with or without the time
	timeNumber             // part of a day
	percentNumber
)

// readStyles notes for every cell style what it shows numbers as.
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
			w.formats = append(w.formats, formatKind(id, formats[id]))
		}
	}
	return w.ended(x, part)
}

// formatKind tells what a number format shows by its id or, for the workbook's
// own ones, by its code (ECMA-376 part 1, 18.8.30).
func formatKind(id, code string) numberKind {
	if code != "" {
		return codeKind(code)
	}
	n, _ := strconv.Atoi(id)
	switch {
	case n == 9 || n == 10:
		return percentNumber
	case n >= 18 && n <= 21, n >= 45 && n <= 47:
		return timeNumber
	case n >= 14 && n <= 22, n >= 27 && n <= 36, n >= 50 && n <= 58:
		return dayNumber
	}
	return plainNumber
}

// codeKind looks for the letters of days and times in a format code, outside of
// quoted text, colours and conditions; only its first section counts.
func codeKind(code string) numberKind {
	code, _, _ = strings.Cut(strings.ToLower(code), ";")
	kind, amount, clock := plainNumber, false, strings.ContainsAny(code, "hs")
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '\\' || c == '_' || c == '*':
			i++
		case c == '"':
			i += max(0, strings.IndexByte(code[i+1:], '"')) + 1
		case c == '[':
			end := max(0, strings.IndexByte(code[i:], ']'))
			if strings.Trim(code[i:i+end], "[hms") == "" && end > 1 {
				return timeNumber // [h]:mm, a length of time
			}
			i += end
		case c == '%':
			return percentNumber
		case kind == plainNumber && strings.IndexByte("0#?g", c) >= 0:
			amount = true // or General; letters behind it are units
		case amount:
		case c == 'd', c == 'y', c == 'm' && !clock: // beside hours or seconds an m is a minute
			return dayNumber
		case c == 'h', c == 's':
			kind = timeNumber
		}
	}
	return kind
}

// isoDate writes a serial day number as 2026-03-31, with the time behind it when
// it has one. What is no day of the years 1900 to 9999 stays as it is.
func isoDate(serial string, kind numberKind, from1904 bool) string {
	v, err := strconv.ParseFloat(serial, 64)
	if err != nil || v < 0 || v >= 2958466 {
		return serial
	}
	seconds := int64(math.Round(v * 86400))
	day, clock := seconds/86400, seconds%86400
	switch {
	case kind == timeNumber && day == 0:
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

// number writes a number as people do: without exponent, without zeros at the
// end of its decimals, and with the 15 digits Excel computes with, for the file may
// say 1234.5600000000002 where the person sees 1234.56. A number too long for that
// keeps its exponent, which the notes then warn of.
func number(raw string) string {
	if len(raw) < 16 && strings.Trim(raw, "0123456789.-") == "" {
		if strings.IndexByte(raw, '.') > 0 {
			return strings.TrimSuffix(strings.TrimRight(raw, "0"), ".")
		}
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

// percent writes the number 0.125 of a cell that shows percentages as 12.5%.
func percent(raw string) string {
	v, err := strconv.ParseFloat(raw, 64)
	if err != nil {
		return raw
	}
	return number(strconv.FormatFloat(v*100, 'e', 14, 64)) + "%"
}
