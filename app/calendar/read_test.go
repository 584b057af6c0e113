package calendar

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParseDayAs(t *testing.T) {
	for _, c := range []struct{ text, format, want, fail string }{
		{"2026-11-22", ISO, "2026-11-22", ""},
		{"2026-11-22T10:00", ISO, "2026-11-22", ""},
		{"2026-11-22T10:00:00.000Z", ISO, "2026-11-22", ""},
		{"2026-11-22T10:00:00+01:00", ISO, "2026-11-22", ""},
		{"2026-11-22 00:00:00", ISO, "2026-11-22", ""},
		{"2026-11-22 and more", ISO, "", "is not a day written as YYYY-MM-DD"},
		{"2026-11-22-", ISO, "", "is not a day"},
		{"22.11.2026", German, "2026-11-22", ""},
		{"1.2.26", German, "2026-02-01", ""},
		{"22/11/2026", British, "2026-11-22", ""},
		{"22/11/2026 10:15 PM", British, "2026-11-22", ""},
		{"11/22/2026", American, "2026-11-22", ""},
		{"11/22/2026", British, "", "Month 22 does not exist"},
		{"2026/11/22", Japanese, "2026-11-22", ""},
		{"26/11/22", Japanese, "", "is not a day written as YYYY/MM/DD"},
		{"22-11-2026", Dutch, "2026-11-22", ""},
		{"11-22-2026", Dashed, "2026-11-22", ""},
		{"22 Nov 2026", Named, "2026-11-22", ""},
		{"22-Nov-26", Named, "2026-11-22", ""},
		{"1 september 2026", Named, "2026-09-01", ""},
		{"1 Sept 2026", Named, "2026-09-01", ""},
		{"22 Nov", Named, "", "is not a day"},
		{"22 Foo 2026", Named, "", "is not a day"},
		{"31/04/2026", British, "", "31 April does not exist"},
		{"01/01/70", British, "1970-01-01", ""},
		{"01/01/69", British, "2069-01-01", ""},
		{"01/01/126", British, "", "is not a day"},
		{"1/1", British, "", "is not a day"},
		{"", British, "", "No day is given"},
		{"22.11.2026", British, "", "is not a day written as DD/MM/YYYY"},
		{"22.11.2026", "DMY", "", "choose one of YYYY-MM-DD"},
	} {
		day, err := ParseDayAs(c.text, c.format)
		if !says(err, c.fail) || day.String() != c.want {
			t.Errorf("ParseDayAs(%q, %s) = %s, %v; want %s %s", c.text, c.format, day, err, c.want, c.fail)
		}
	}
}

func TestIM17_SpreadsheetDayNumbers(t *testing.T) {
	for _, c := range []struct{ text, format, want, fail string }{
		{"46000", Excel1900, "2025-12-09", ""},
		{"46000", Excel1904, "2029-12-10", ""},
		{"46000.75", Excel1900, "2025-12-09", ""},
		{"1", Excel1900, "1900-01-01", ""},
		{"59", Excel1900, "1900-02-28", ""},
		{"60", Excel1900, "", "29 February 1900"},
		{"61", Excel1900, "1900-03-01", ""},
		{"2958465", Excel1900, "9999-12-31", ""},
		{"2958466", Excel1900, "", "is not a day number"},
		{"0", Excel1900, "", "is not a day number"},
		{"0", Excel1904, "1904-01-01", ""},
		{"-1", Excel1904, "", "is not a day number"},
		{"4E4", Excel1900, "", "is not a day number"},
		{"46000.x", Excel1900, "", "is not a day number"},
		{"99999999999999999999", Excel1900, "", "is not a day number"},
	} {
		day, err := ParseDayAs(c.text, c.format)
		if !says(err, c.fail) || day.String() != c.want {
			t.Errorf("ParseDayAs(%q, %s) = %s, %v; want %s %s", c.text, c.format, day, err, c.want, c.fail)
		}
	}
}

func TestIM16_AmbiguousDaysAreSeenAsSuch(t *testing.T) {
	for _, c := range []struct{ column, want string }{
		{"2026-11-22||2026-01-02 10:00", ISO},
		{"01/02/26", British + " " + American},
		{"01/02/26|13/02/26", British},
		{"01/02/26|02/13/26", American},
		{"13/02/26|02/13/26", ""},
		{"01-02-2026", Dutch + " " + Dashed},
		{"1.2.2026", German},
		{"3 Nov 2026|4-Dec-26", Named},
		{"46000|45000.5", Excel1900 + " " + Excel1904},
		{"1|2|3", ""},
		{"hello", ""},
		{"|", ""},
	} {
		if got := strings.Join(GuessFormat(strings.Split(c.column, "|")), " "); got != c.want {
			t.Errorf("%s: %s, want %s", c.column, got, c.want)
		}
	}
}

func TestParseTyped(t *testing.T) {
	today := D("2026-11-22") // a Sunday
	for _, c := range []struct{ text, want, fail string }{
		{"today", "2026-11-22", ""},
		{" Yesterday ", "2026-11-21", ""},
		{"tomorrow", "2026-11-23", ""},
		{"mon", "2026-11-23", ""},
		{"sat", "2026-11-28", ""},
		{"sun", "2026-11-29", ""},
		{"Wednesday", "2026-11-25", ""},
		{"+2w", "2026-12-06", ""},
		{"-3d", "2026-11-19", ""},
		{"+1m", "2026-12-22", ""},
		{"+ 1m", "", "is not a day"},
		{"-1y", "2025-11-22", ""},
		{"+1", "", "is not a day"},
		{"-99999y", "", "outside the years"},
		{"23/11", "2026-11-23", ""},
		{"23.11.", "2026-11-23", ""},
		{"23.11", "2026-11-23", ""},
		{"1-2", "2026-02-01", ""},
		{"23/11/2026", "2026-11-23", ""},
		{"23/11/27", "2027-11-23", ""},
		{"23.11.2025", "2025-11-23", ""},
		{"23-11-2025", "2025-11-23", ""},
		{"2026-11-23", "2026-11-23", ""},
		{"2026/11/23", "2026-11-23", ""},
		{"23 nov", "2026-11-23", ""},
		{"23 November 2025", "2025-11-23", ""},
		{"23nov", "2026-11-23", ""},
		{"31/4", "", "31 April does not exist"},
		{"11/23", "", "Month 23 does not exist"},
		{"29 feb", "", "29 February 2026 does not exist"},
		{"2026-02-30", "", "30 February does not exist"},
		{"", "", "No day is given"},
		{"soon", "", `"soon" is not a day; write it like`},
		{"su", "", "is not a day"},
		{"+", "", "is not a day"},
		{"/", "", "is not a day"},
		{"2026", "", "is not a day"},
		{"23", "", "is not a day"},
	} {
		day, err := ParseTyped(c.text, today)
		if !says(err, c.fail) || day.String() != c.want {
			t.Errorf("ParseTyped(%q) = %s, %v; want %s %s", c.text, day, err, c.want, c.fail)
		}
	}
}

func TestEveryFormatIsReadBack(t *testing.T) {
	goLayouts := map[string]string{
		ISO: "2006-01-02", German: "02.01.2006", British: "2/1/2006", American: "01/02/2006",
		Japanese: "2006/01/02", Dutch: "02-01-2006", Dashed: "01-02-2006", Named: "2 Jan 2006",
	}
	rapid.Check(t, func(t *rapid.T) {
		day := Day(rapid.Int32Range(int32(D("1000-01-01")), int32(lastDay)).Draw(t, "day"))
		for format, layout := range goLayouts {
			text := day.Time().Format(layout)
			if got, err := ParseDayAs(text, format); got != day || err != nil {
				t.Fatalf("%s as %s is read as %s, %v", text, format, got, err)
			}
			if !slices.Contains(GuessFormat([]string{text}), format) {
				t.Fatalf("%s is not seen as %s", text, format)
			}
		}
	})
}

func FuzzReading(f *testing.F) {
	for _, text := range []string{"23.11.", "+2w", "mon", "1/1/1", "2026-", "\xff", "22-Nov-", "٣/١"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		day, err := ParseTyped(text, D("2026-11-22"))
		if err == nil && (day < firstDay || day > lastDay) || err != nil && err.Error() == "" {
			t.Fatalf("%q: %d, %v", text, day, err)
		}
		for _, format := range Formats() {
			if day, err := ParseDayAs(text, format); err == nil && (day < firstDay || day > lastDay) {
				t.Fatalf("%q as %s: %d", text, format, day)
			}
		}
		_, _ = ParsePeriod(text)
	})
}
