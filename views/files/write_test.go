package files

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/report"

	"pgregory.net/rapid"
)

func eur(minor int64) report.Cell { return report.Money(money.New(minor, "EUR")) }

// commissions is a small table with every kind of cell.
func commissions() Sheet {
	half, _ := money.ParsePercent("12.5")
	return Of("Commissions: 2026/03", report.Table{
		Columns: []report.Column{{Title: "Partner"}, {Title: "Day", Kind: report.KindDay}, {Title: "Rate", Kind: report.KindPercent},
			{Title: "Lines", Kind: report.KindCount}, {Title: "=Amount", Kind: report.KindMoney}},
		Rows: []report.Row{
			{Cells: []report.Cell{report.Text("Müller, Söhne"), report.Day(calendar.D("2026-03-31")), report.Percent(half), report.Count(1200), eur(123450).As(report.Good)}},
			{Cells: []report.Cell{report.Text("=1+1"), report.Day(0), {}, {}, eur(-1250)}},
			{Cells: []report.Cell{report.Text("two\r\nlines"), report.Day(calendar.D("1899-12-31")), {}, {}, report.Money(money.New(1500, "JPY"))}},
			{Style: report.Total, Cells: []report.Cell{report.Text("Total"), {}, {}, report.Count(3), {Kind: report.KindMoney, Value: money.New(1234567, "KWD"), Text: "KD 1,234.567"}}},
		},
	})
}

func csvOf(t testing.TB, s Sheet) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteCSV(&b, s); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func xlsxOf(t testing.TB, s Sheet) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteXLSX(&b, s); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTX01_TX03_TX29_CSV(t *testing.T) {
	want := "\xEF\xBB\xBFPartner,Day,Rate,Lines,'=Amount\r\n" +
		"\"Müller, Söhne\",2026-03-31,12.5%,1200,1234.50\r\n" +
		"'=1+1,,,,-12.50\r\n" +
		"\"two\r\nlines\",1899-12-31,,,1500\r\n" +
		"Total,,,3,1234.567\r\n"
	if got := string(csvOf(t, commissions())); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTX01_FormulasAreNeutral(t *testing.T) {
	for text, want := range map[string]string{
		"=1+1": "'=1+1", "+49 30 123": "'+49 30 123", "-x": "'-x", "@SUM(A1)": "'@SUM(A1)", "\t=1": "'\t=1", "\r=1": "'\r=1", "\n=1": "'\n=1",
		"'=1": "''=1", "'": "'", "''": "''", "'tis": "'tis", "": "", "a=1": "a=1", `=cmd|' /C calc'!A0`: `'=cmd|' /C calc'!A0`, " =1": " =1", "＝1": "＝1",
	} {
		if got := neutral(text); got != want {
			t.Errorf("%q is written %q, want %q", text, got, want)
		}
		if got := restore(want); got != text {
			t.Errorf("%q is read %q, want %q", want, got, text)
		}
	}
	reads(t, []byte("partner,note\n'=1+1,'+49\n'tis,''\n"), Options{}, "partner|note\n2: =1+1|+49\n3: 'tis|''")
}

// TestIM42_CSVRoundTrip writes any texts and reads the same ones.
func TestIM42_CSVRoundTrip(t *testing.T) {
	text := rapid.StringOfN(rapid.SampledFrom([]rune("ab ,;|\t\n\r\"'=+-@0ü€漢😀")), 0, 12, -1)
	rapid.Check(t, func(t *rapid.T) {
		var rows []report.Row
		for range rapid.IntRange(1, 8).Draw(t, "rows") {
			rows = append(rows, report.Row{Cells: []report.Cell{report.Text("x"), report.Text(text.Draw(t, "a")), report.Text(text.Draw(t, "b"))}})
		}
		var b bytes.Buffer
		if err := WriteCSV(&b, Of("t", report.Table{Columns: []report.Column{{Title: "id"}, {Title: "one"}, {Title: "two"}}, Rows: rows})); err != nil {
			t.Fatal(err)
		}
		sameTexts(t, b.Bytes(), Options{Delimiter: ","}, rows)
	})
}

// TestIM42_XLSXRoundTrip does the same with a workbook, by our own reader.
func TestIM42_XLSXRoundTrip(t *testing.T) {
	text := rapid.StringOfN(rapid.SampledFrom([]rune("ab ,\t\n\r\"'=+<>&_x0D_ü€漢😀")), 0, 12, -1)
	rapid.Check(t, func(t *rapid.T) {
		var rows []report.Row
		for range rapid.IntRange(1, 4).Draw(t, "rows") {
			rows = append(rows, report.Row{Cells: []report.Cell{report.Text("x"), report.Text(text.Draw(t, "a")), report.Text(text.Draw(t, "b"))}})
		}
		var b bytes.Buffer
		if err := WriteXLSX(&b, Of("t", report.Table{Columns: []report.Column{{Title: "id"}, {Title: "one"}, {Title: "two"}}, Rows: rows})); err != nil {
			t.Fatal(err)
		}
		sameTexts(t, b.Bytes(), Options{}, rows)
	})
}

func sameTexts(t *rapid.T, data []byte, o Options, rows []report.Row) {
	tab, err := Open("list", data, o)
	if err != nil {
		t.Fatal(err)
	}
	i := 0
	for row, err := range tab.Rows() {
		if err != nil || row.Problem != nil {
			t.Fatal(err, row.Problem)
		}
		for k, c := range rows[i].Cells {
			if got, want := row.Cells[k], lineEnds(c.Text); got != want {
				t.Fatalf("row %d: %q comes back as %q", row.Line, want, got)
			}
		}
		i++
	}
	if i != len(rows) {
		t.Fatalf("%d of %d rows", i, len(rows))
	}
}

// part is one entry of a workbook.
func part(t *testing.T, data []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestTX02_TX03_XLSX(t *testing.T) {
	data := xlsxOf(t, commissions())
	xml := part(t, data, "xl/worksheets/sheet1.xml")
	if strings.Contains(xml, "<f>") || strings.Contains(xml, "<f ") {
		t.Error("a text became a formula")
	}
	for _, want := range []string{`t="inlineStr"><is><t>=1+1</t>`, `<v>1234.5</v>`, `<v>-12.5</v>`, `<v>1500</v>`, `<v>1234.567</v>`, `<v>0.125</v>`, `<v>46112</v>`, `<v>1200</v>`,
		`state="frozen" topLeftCell="A2" ySplit="1"`, `<cols><col min="1" max="1" width="24" customWidth="1"/><col min="2" max="2" width="12"`, `<t>1899-12-31</t>`} {
		if !strings.Contains(xml, want) {
			t.Errorf("no %s in %s", want, xml)
		}
	}
	styles := part(t, data, "xl/styles.xml")
	for _, want := range []string{`"#,##0.00"`, `"#,##0"`, `"#,##0.000"`, `"yyyy-mm-dd"`, `"0.00##%"`} {
		if !strings.Contains(styles, "formatCode="+want) {
			t.Errorf("no format %s in %s", want, styles)
		}
	}
	tab := reads(t, data, Options{}, "Partner|Day|Rate|Lines|=Amount\n2: Müller, Söhne|2026-03-31|12.5%|1200|1234.5\n3: =1+1||||-12.5\n4: two\nlines|1899-12-31|||1500\n5: Total|||3|1234.567")
	if tab.Guess.Sheet != "Commissions 2026 03" {
		t.Errorf("sheet %q", tab.Guess.Sheet)
	}
}

// Every amount a field accepts comes out of a workbook digit for digit.
func TestTX03_AmountsAreExactInXLSX(t *testing.T) {
	value := regexp.MustCompile(`<v>([^<]*)</v>`)
	rapid.Check(t, func(t *rapid.T) {
		m := money.New(rapid.Int64Range(-money.Max, money.Max).Draw(t, "minor"), rapid.SampledFrom([]money.Currency{"EUR", "JPY", "KWD", "CLF"}).Draw(t, "currency"))
		v, ok := exact(m.Plain())
		if !ok {
			t.Fatalf("%s is not exact", m)
		}
		x := &xlsxWriter{}
		cell, _, err := x.value(report.Money(m), 0, nil)
		if err != nil || cell != v {
			t.Fatal(cell, err)
		}
		var b bytes.Buffer
		if err := WriteXLSX(&b, Of("t", report.Table{Columns: []report.Column{{Title: "v"}}, Rows: []report.Row{{Cells: []report.Cell{report.Money(m)}}}})); err != nil {
			t.Fatal(err)
		}
		z, _ := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
		f, err := z.Open("xl/worksheets/sheet1.xml")
		if err != nil {
			t.Fatal(err)
		}
		xml, _ := io.ReadAll(f)
		want := m.Plain()
		if strings.Contains(want, ".") {
			want = strings.TrimSuffix(strings.TrimRight(want, "0"), ".")
		}
		if got := value.FindSubmatch(xml); got == nil || string(got[1]) != want {
			t.Fatalf("%s is written %s", want, got)
		}
	})
}

func TestTX03_AmountsBeyondExcel(t *testing.T) {
	var b bytes.Buffer
	err := WriteXLSX(&b, Of("t", report.Table{Columns: []report.Column{{Title: "Total"}}, Rows: []report.Row{{Cells: []report.Cell{eur(1 << 62)}}}}))
	if want := `Row 2, column "Total": 46,116,860,184,273,879.04 EUR has more digits than Excel can keep. No file was written. Save the list as CSV, which keeps every digit.`; said(err) != want || b.Len() > 0 {
		t.Errorf("got %s, %d bytes", said(err), b.Len())
	}
}

func TestSZ06_TooManyRows(t *testing.T) {
	if testing.Short() {
		t.Skip("a million rows take some seconds")
	}
	row := report.Row{Cells: []report.Cell{report.Count(1)}}
	s := Sheet{Title: "t", Columns: []report.Column{{Title: "n"}}, Rows: func(yield func(report.Row, error) bool) {
		for range MaxRows {
			if !yield(row, nil) {
				return
			}
		}
	}}
	var b bytes.Buffer
	err := WriteXLSX(&b, s)
	if want := "The list has more than 1,048,575 rows, the most a worksheet can hold below its headings. No file was written. Save it as CSV, which has no limit, or export a shorter period."; said(err) != want || b.Len() > 0 {
		t.Errorf("got %s, %d bytes", said(err), b.Len())
	}
	if n := bytes.Count(csvOf(t, s), []byte("\r\n")); n != MaxRows+1 {
		t.Errorf("CSV has %d lines", n)
	}
}

func TestSZ07_TooLongCell(t *testing.T) {
	table := func(n int, unit string) Sheet {
		return Of("t", report.Table{Columns: []report.Column{{Title: "Note"}}, Rows: []report.Row{{Cells: []report.Cell{report.Text(strings.Repeat(unit, n))}}}})
	}
	var b bytes.Buffer
	err := WriteXLSX(&b, table(MaxCell+1, "ü"))
	if want := `Row 2, column "Note": the text has 32768 characters; a cell of a workbook holds 32767. No file was written. Shorten it, or save the list as CSV.`; said(err) != want || b.Len() > 0 {
		t.Errorf("got %s, %d bytes", said(err), b.Len())
	}
	tab := mustOpen(t, xlsxOf(t, table(MaxCell, "ü")), Options{})
	for row := range tab.Rows() {
		if len([]rune(row.Cells[0])) != MaxCell {
			t.Errorf("cut to %d characters", len([]rune(row.Cells[0])))
		}
	}
	if err := WriteXLSX(&b, table(MaxCell/2+1, "😀")); err == nil {
		t.Error("Excel counts an emoji twice and would cut this")
	}
}

func TestWritingStopsWithTheStreamsError(t *testing.T) {
	broken := errors.New("the list changed")
	s := Sheet{Columns: []report.Column{{Title: "a"}}, Rows: func(yield func(report.Row, error) bool) { yield(report.Row{}, broken) }}
	for name, write := range map[string]func(io.Writer, Sheet) error{"csv": WriteCSV, "xlsx": WriteXLSX} {
		if err := write(io.Discard, s); !errors.Is(err, broken) {
			t.Errorf("%s: %v", name, err)
		}
	}
	full := errors.New("disk full")
	for name, write := range map[string]func(io.Writer, Sheet) error{"csv": WriteCSV, "xlsx": WriteXLSX} {
		if err := write(failing{full}, commissions()); !errors.Is(err, full) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestSheetNames(t *testing.T) {
	for title, want := range map[string]string{
		"": "Sheet1", "history": "Sheet1", "'a'": "a", "a/b:c": "a b c", "[x]": "x", strings.Repeat("ü", 40): strings.Repeat("ü", 31), "Sheet1": "Sheet1",
		"Commissions of the first quarter 2026": "Commissions of the first quart"[:30] + "e",
	} {
		if got := sheetName(title); got != want {
			t.Errorf("%q: got %q, want %q", title, got, want)
		}
		xlsxOf(t, Of(title, report.Table{Columns: []report.Column{{Title: "a"}}, Rows: []report.Row{{Cells: []report.Cell{report.Text("1")}}}}))
	}
}
