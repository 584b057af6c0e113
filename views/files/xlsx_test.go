package files

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

func TestXLSXCells(t *testing.T) {
	sheet := grid(`<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><v>1234.5600000000002</v></c></row>` +
		`<row r="4"><c r="A4" t="inlineStr"><is><r><t>in </t></r><r><t>line</t></r></is></c><c r="B4" t="b"><v>1</v></c></row>` +
		`<row><c t="str"><f>A1</f><v>a_x000D_&lt;b&gt;</v></c><c><v>1E5</v></c></row>` +
		`<row r="6"><c r="B6"><v>-0.10</v></c></row>` +
		`<row r="7" spans="1:2"/><row r="8"><c r="A8" s="3"/><c r="XFD8" s="1"/></row>` +
		`<row r="9"><x:c xmlns:x="u" r="A9"><x:v><![CDATA[7 & 8]]></x:v></x:c><!-- a > b --><c r="B9" t="e"><v>#N/A</v></c></row>`)
	reads(t, book(t, sheet), Options{}, "partner|value\n2: Müller & Co|1234.56\n4: in line|TRUE\n5: a\r<b>|100000\n6: |-0.1\n9: 7 & 8|#N/A")
}

func TestIM17_Days(t *testing.T) {
	sheet := grid(`<row r="2"><c r="A2" s="1"><v>46000</v></c><c r="B2" s="2"><v>46000.5</v></c></row>` +
		`<row r="3"><c r="A3" s="1"><v>1</v></c><c r="B3" s="1"><v>60</v></c></row>` +
		`<row r="4"><c r="A4" s="1"><v>61</v></c><c r="B4" s="4"><v>0.75</v></c></row>` +
		`<row r="5"><c r="A5"><v>46000</v></c><c r="B5" s="3"><v>46000</v></c></row>` +
		`<row r="6"><c r="A6" t="d"><v>2026-03-31T00:00:00</v></c><c r="B6" s="1"><v>-1</v></c></row>`)
	reads(t, book(t, sheet), Options{}, `partner|value
2: 2025-12-09|2025-12-09 12:00:00
3: 1900-01-01|1900-02-28
4: 1900-03-01|18:00:00
5: 46000|46000
6: 2026-03-31|-1`)
	tab := reads(t, book(t, grid(`<row r="2"><c r="A2" s="1"><v>44538</v></c><c r="B2" s="1"><v>0</v></c></row>`),
		"xl/workbook.xml", `<workbook><workbookPr date1904="1"/><sheets><sheet name="Deals" r:id="r1"/></sheets></workbook>`), Options{},
		"partner|value\n2: 2025-12-09|1904-01-01")
	if !tab.Guess.Serial1904 {
		t.Error("the 1904 system is not told")
	}
}

func TestIM17_NumberFormats(t *testing.T) {
	for code, want := range map[string]numberKind{
		"yyyy-mm-dd": dayNumber, "d. mmm": dayNumber, "[$-409]mmm-yy;@": dayNumber, `[h]:mm`: timeNumber, "mm:ss": timeNumber, "h:mm AM/PM": timeNumber,
		"General": plainNumber, "0.00": plainNumber, `#,##0.00 "days"`: plainNumber, `"due" 0`: plainNumber, "[Red]0": plainNumber, "0.00E+00": plainNumber,
		`#,##0 CHF`: plainNumber, `_-* #,##0.00\ [$kr-41D]_-`: plainNumber, "@": plainNumber, "0.00%": percentNumber, "0%;-0%": percentNumber, `0" %"`: plainNumber, "ss.00": timeNumber, `"open`: plainNumber, "[x": plainNumber, `\`: plainNumber,
	} {
		if got := codeKind(code); got != want {
			t.Errorf("%s: got %d, want %d", code, got, want)
		}
	}
}

func TestIM18_NumbersOfWorkbooks(t *testing.T) {
	for raw, want := range map[string]string{
		"1": "1", "-12.50": "-12.5", "10234.0": "10234", "100": "100", "0.0": "0", "0.30000000000000004": "0.3", "1234.5600000000002": "1234.56", "1.2E-3": "0.0012", "1E5": "100000",
		"1.23E+19": "1.23E+19", "123456789012345678": "123456789012345678", "9999999999999.99": "9999999999999.99", "0": "0", "-0": "-0", "NaN": "NaN",
	} {
		if got := number(raw); got != want {
			t.Errorf("%s: got %s, want %s", raw, got, want)
		}
	}
	for raw, want := range map[string]string{"0.125": "12.5%", "0.07": "7%", "1": "100%", "-0.005": "-0.5%", "x": "x"} {
		if got := percent(raw); got != want {
			t.Errorf("%s: got %s, want %s", raw, got, want)
		}
	}
	tab := mustOpen(t, book(t, grid(`<row r="2"><c r="A2"><v>1.23E+19</v></c><c r="B2"><v>1</v></c></row>`)), Options{})
	notes(t, tab.Guess, `Excel has damaged column "partner": row 2 reads 1.23E+19, so its last digits may be lost.`)
}

func TestIM19_IM20_Formulas(t *testing.T) {
	sheet := grid(`<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><f>1+1</f><v>2</v></c></row>` +
		`<row r="3"><c r="A3" t="s"><v>2</v></c><c r="B3"><f>1+1</f></c></row>` +
		`<row r="4"><c r="A4" t="s"><v>2</v></c><c r="B4" t="e"><f>#REF!</f><v>#REF!</v></c></row>` +
		`<row r="5"><c r="A5"><f/></c></row>` +
		`<row r="6"><c r="A6" t="str"><f>""</f><v></v></c><c r="B6"><v>1</v></c></row>`)
	tab := reads(t, book(t, sheet), Options{}, `partner|value
2: Müller & Co|2
3: Müller & Co| ! 2 value: The cell has a formula whose result was not saved. Open the file in Excel or LibreOffice, save it there, and choose it again.
4: Müller & Co|#REF!
5: | ! 1 partner: The cell has a formula whose result was not saved. Open the file in Excel or LibreOffice, save it there, and choose it again.
6: |1`)
	if tab.Problems != 2 {
		t.Errorf("%d problems", tab.Problems)
	}
}

func TestIM23_ZipBombs(t *testing.T) {
	start := time.Now()
	zeros := zipped(t, parts{"xl/workbook.xml", strings.Repeat("\x00", 50<<20)})
	refuses(t, zeros, "list unpacks to 1028 times its size, which no real list does. Nothing was imported. Do not open it; ask the sender what it is.")
	claim := claiming(t, "xl/worksheets/sheet1.xml", 300<<20)
	refuses(t, claim, "list unpacks to more than 200 MB, the most that is read. Nothing was imported. Split it into smaller workbooks, or save it as CSV.")
	nested := zipped(t, parts{"lib 0.zip", string(zeros), "lib 1.zip", string(zeros)})
	refuses(t, nested, "list is a zip archive, not a CSV, XLSX or vCard file. Nothing was imported. Unpack it and choose the file inside.")
	var many parts
	for i := range maxEntries + 1 {
		many = append(many, fmt.Sprint(i), "")
	}
	refuses(t, zipped(t, many), "list holds 2001 files inside; a workbook has at most 2000. Nothing was imported. Do not open it; ask the sender what it is.")
	if d := time.Since(start); d > 30*time.Second {
		t.Errorf("took %v", d)
	}
}

// claiming is an archive with one stored entry of random-like bytes whose
// directory says it unpacks to size; the ratio is kept just below the limit.
func claiming(t *testing.T, name string, size uint64) []byte {
	t.Helper()
	content := bytes.Repeat([]byte("0123456789abcdef"), int(size/maxRatio/16)+1024)
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Store, CRC32: crc32.ChecksumIEEE(content),
		CompressedSize64: uint64(len(content)), UncompressedSize64: size})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestIM23_LyingDirectory(t *testing.T) {
	var packed bytes.Buffer
	f, _ := flate.NewWriter(&packed, flate.BestCompression)
	sheet := "<worksheet>" + grid(strings.Repeat(`<row><c><v>1</v></c></row>`, 400_000)) + "</worksheet>"
	io.WriteString(f, sheet)
	f.Close()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	base, _ := zip.NewReader(bytes.NewReader(book(t, "")), int64(len(book(t, ""))))
	for _, e := range base.File {
		if e.Name != "xl/worksheets/sheet1.xml" {
			z.Copy(e)
		}
	}
	w, _ := z.CreateRaw(&zip.FileHeader{Name: "xl/worksheets/sheet1.xml", Method: zip.Deflate,
		CRC32: crc32.ChecksumIEEE([]byte(sheet)), CompressedSize64: uint64(packed.Len()), UncompressedSize64: 500})
	w.Write(packed.Bytes())
	z.Close()
	refuses(t, b.Bytes(), "list is damaged: the part xl/worksheets/sheet1.xml is cut off or altered. Nothing was imported. "+
		"Open it in Excel or LibreOffice, save it again as XLSX, and choose that file.")
}

func TestIM24_RowNumbers(t *testing.T) {
	for _, r := range []string{"99999999999", "-5", "2147483647", "0", "1048577", "x"} {
		refuses(t, book(t, grid(`<row r="`+r+`"><c><v>1</v></c></row>`)),
			"list has a row numbered "+r+"; rows go from 1 to 1,048,576. Nothing was imported. Do not open it; ask the sender what it is.")
	}
	refuses(t, book(t, grid(`<row r="9"><c><v>1</v></c></row><row r="3"><c><v>1</v></c></row>`)),
		"list is damaged: row 3 comes after row 9. Nothing was imported. "+damagedTry)
	refuses(t, book(t, grid(`<row r="2"><c r="2"><v>1</v></c></row>`)),
		"list is damaged: row 2 has a cell whose place 2 is none. Nothing was imported. "+damagedTry)
	reads(t, book(t, grid(`<row r="1048576"><c><v>1</v></c></row>`)), Options{}, "partner|value\n1048576: 1|")
}

func TestIM25_SharedStrings(t *testing.T) {
	for _, n := range []string{"-1", "3", "99999", "99999999999999999999", "x", ""} {
		r := refuses(t, book(t, grid(`<row r="2"><c r="B2" t="s"><v>`+n+`</v></c></row>`)),
			"list is damaged: row 2, column B points to text "+n+", but the workbook has 3 texts. Nothing was imported. "+damagedTry)
		if r.Row != 2 || r.Column != "B" {
			t.Errorf("at %d %s", r.Row, r.Column)
		}
	}
}

func TestIM26_Doctype(t *testing.T) {
	evil := `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>`
	for _, part := range []string{"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml", "_rels/.rels"} {
		refuses(t, book(t, grid(`<row r="2"><c><v>1</v></c></row>`), part, evil+`<worksheet><sheetData/></worksheet>`),
			"list holds a DOCTYPE declaration in "+part+", which no workbook has and which can be an attack. Nothing was imported. Do not open it; ask the sender what it is.")
	}
	reads(t, book(t, grid(`<row r="2"><c t="inlineStr"><is><t>a&f;b</t></is></c></row>`)), Options{},
		"partner|value\n2: a\uFFFDb| ! 1 partner: The value holds \uFFFD: a character was lost before the file came here. Correct it in the file.")
}

func TestIM28_DamagedWorkbooks(t *testing.T) {
	whole := book(t, grid(`<row r="2"><c><v>1</v></c></row>`))
	refuses(t, whole[:len(whole)-30], "list is damaged: it is cut off or was not copied whole. Nothing was imported. Copy or download it again, and choose that file.")
	refuses(t, whole[:len(whole)/2], "list is damaged: it is cut off or was not copied whole. Nothing was imported. Copy or download it again, and choose that file.")
	refuses(t, book(t, "", "xl/worksheets/sheet1.xml", "-"), "list is damaged: the part xl/worksheets/sheet1.xml is missing. Nothing was imported. "+damagedTry)
	refuses(t, book(t, "", "xl/workbook.xml", "-"), "list is damaged: the part xl/workbook.xml is missing. Nothing was imported. "+damagedTry)
	refuses(t, book(t, "", "xl/workbook.xml", "<workbook/>"), "list is damaged: it has no sheet. Nothing was imported. "+damagedTry)
	refuses(t, book(t, "<sheetData><row>"), "list is damaged: the part xl/worksheets/sheet1.xml is cut off or altered. Nothing was imported. "+damagedTry)
	for i := range len(whole) { // one wrong byte anywhere is seen, or changes nothing that is read
		bad := bytes.Clone(whole)
		bad[i] ^= 0x5A
		tab, err := Open("list", bad, Options{})
		var r *Refusal
		switch {
		case err == nil && (tab.Count != 1 || tab.Header[1] != "value"):
			t.Errorf("byte %d altered: read as %q with %d rows", i, tab.Header, tab.Count)
		case err != nil && !errors.As(err, &r):
			t.Errorf("byte %d altered: %T %v", i, err, err)
		}
	}
}

func TestIM29_HiddenThings(t *testing.T) {
	sheet := `<cols><col min="1" max="1" hidden="1"/></cols>` + grid(`<row r="2" hidden="1"><c><v>1</v></c></row><row r="3"><c><v>2</v></c></row>`) +
		`<autoFilter ref="A1:B3"/><mergeCells><mergeCell ref="A2:B2"/></mergeCells><controls><row>9</row></controls>`
	tab := reads(t, book(t, sheet, "xl/workbook.xml", `<workbook><sheets><sheet name="Old" state="hidden" r:id="r9"/><sheet name="Deals" r:id="r1"/>`+
		`<sheet name="Keys" state="veryHidden" r:id="r8"/><sheet name="More" r:id="r7"/></sheets></workbook>`), Options{}, "partner|value\n2: 1|\n3: 2|")
	for _, want := range []string{
		`The workbook has 2 visible sheets; "Deals" is read.`,
		`Hidden in the workbook: "Old", "Keys".`,
		`Hidden in the sheet, but read: row 2.`,
		`Hidden columns are read as well.`,
		`The sheet has a filter; rows it hides are read as well.`,
		`The sheet has 1 merged areas; only the first cell of each has the value.`,
	} {
		notes(t, tab.Guess, want)
	}
	if strings.Join(tab.Guess.Sheets, ",") != "Old,Deals,Keys,More" || tab.Guess.Sheet != "Deals" || tab.Guess.Confident {
		t.Errorf("guess %+v", tab.Guess)
	}
	if n := len(tab.Guess.Notes); n != 6 {
		t.Errorf("%d notes after reading twice: %q", n, tab.Guess.Notes)
	}
}

func TestIM29_ChosenSheet(t *testing.T) {
	data := book(t, grid(`<row r="2"><c><v>1</v></c></row>`), "xl/workbook.xml",
		`<workbook><sheets><sheet name="First" r:id="r9"/><sheet name="Deals" state="hidden" r:id="r1"/></sheets></workbook>`)
	tab := reads(t, data, Options{Sheet: "deals"}, "partner|value\n2: 1|")
	notes(t, tab.Guess, `The sheet "Deals" is hidden; it is read all the same.`)
	_, err := Open("list", data, Options{Sheet: "Deels"})
	if want := "list has no sheet called Deels. Nothing was imported. Choose one of: First, Deals."; said(err) != want {
		t.Errorf("got %s", said(err))
	}
}

func TestIM30_FarCells(t *testing.T) {
	refuses(t, book(t, grid(`<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`)),
		"Row 1048576 of list has a value in column XFD; columns up to AMJ are read. Nothing was imported. Clear the cells far to the right, and choose the file again.")
	tab := reads(t, book(t, grid(`<row r="2"><c r="A2"><v>1</v></c><c r="D2"><v>x</v></c></row>`)), Options{}, "partner|value|Column C|Column D\n2: 1|||x")
	notes(t, tab.Guess, `Column D has values but no heading; it is called "Column D" here.`)
}

func TestIM30_MillionRows(t *testing.T) {
	if testing.Short() {
		t.Skip("a million rows take a second")
	}
	sheet := "<worksheet>" + grid(strings.Repeat(`<row><c><v>1</v></c><c><v>22</v></c></row>`, MaxRows-1)) + "</worksheet>"
	data := looselyZipped(t, sheet)
	tab := mustOpen(t, data, Options{})
	if tab.Count != MaxRows-1 {
		t.Errorf("%d rows", tab.Count)
	}
	over := "<worksheet>" + grid(strings.Repeat(`<row><c><v>1</v></c></row>`, MaxRows)) + "</worksheet>"
	refuses(t, looselyZipped(t, over), "list has more than 1,048,576 rows. Nothing was imported. Do not open it; ask the sender what it is.")
}

// looselyZipped is a workbook with its sheet stored, so that no ratio is suspicious.
func looselyZipped(t *testing.T, sheet string) []byte {
	t.Helper()
	small := book(t, "")
	base, err := zip.NewReader(bytes.NewReader(small), int64(len(small)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range base.File {
		if e.Name == "xl/worksheets/sheet1.xml" {
			w, _ := z.CreateHeader(&zip.FileHeader{Name: e.Name, Method: zip.Store})
			io.WriteString(w, sheet)
		} else if err := z.Copy(e); err != nil {
			t.Fatal(err)
		}
	}
	z.Close()
	return b.Bytes()
}

func TestXLSXHugeCell(t *testing.T) {
	tab := mustOpen(t, looselyZipped(t, "<worksheet>"+grid(`<row r="2"><c t="inlineStr"><is><t>`+strings.Repeat("x", 1<<20)+`</t></is></c></row><row r="3"><c><v>3</v></c></row>`)+"</worksheet>"), Options{})
	if got := shown(t, tab); !strings.Contains(got, " ! 1 partner: The value has 1048576 characters; a cell may have 32767.") || !strings.Contains(got, "3: 3|") {
		t.Error(short(got))
	}
	refuses(t, looselyZipped(t, "<worksheet>"+grid(`<row r="2"><c t="inlineStr"><is><t>`+strings.Repeat("x", 5<<20)+`</t></is></c></row>`)+"</worksheet>"),
		"list is damaged: the part xl/worksheets/sheet1.xml has a value of more than 4 MB. Nothing was imported. "+damagedTry)
}

// The other half of the proof: a workbook written by a library we did not write.
func TestXLSXOfAnotherWriter(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	day := time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC)
	for i, row := range [][]any{{"partner", "day", "value", "won"}, {"Müller & Söhne", day, 1234.5, true}, {nil, nil, -7, false}, {"=1+1", day.AddDate(0, 0, 1), 0.1, true}} {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	tab := reads(t, b.Bytes(), Options{}, "partner|day|value|won\n2: Müller & Söhne|2026-03-31|1234.5|TRUE\n3: ||-7|FALSE\n4: =1+1|2026-04-01|0.1|TRUE")
	if !tab.Guess.Confident || len(tab.Guess.Notes) > 0 {
		t.Errorf("guess %+v", tab.Guess)
	}
}

// A bracket inside an attribute does not end the tag, and many of them do not
// make reading slow.
func TestXLSXBracketsInAttributes(t *testing.T) {
	sheet := `<sheetPr a=">" b='">' c="'>'"/>` + grid(`<row r="2"><c r="A2" x="`+strings.Repeat(">", 1<<20)+`"><v>1</v></c></row>`)
	start := time.Now()
	reads(t, looselyZipped(t, "<worksheet>"+sheet+"</worksheet>"), Options{}, "partner|value\n2: 1|")
	if d := time.Since(start); d > 10*time.Second {
		t.Errorf("took %v", d)
	}
}
