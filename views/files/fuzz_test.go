package files

import (
	"errors"
	"testing"
)

// readAll opens whatever it is given and goes over it, holding the promises that
// must be true of any bytes.
func readAll(t *testing.T, data []byte, o Options) {
	tab, err := Open("list", data, o)
	var r *Refusal
	if err != nil {
		if !errors.As(err, &r) || r.Say == "" {
			t.Fatalf("not a refusal: %v", err)
		}
		return
	}
	n, problems, last := 0, 0, tab.HeaderLine
	for row, err := range tab.Rows() {
		if err != nil {
			t.Fatalf("opened, but then: %v", err)
		}
		n++
		if row.Line <= last || len(row.Cells) < len(tab.Header) {
			t.Fatalf("row %d after %d with %d cells for %d headings", row.Line, last, len(row.Cells), len(tab.Header))
		}
		last = row.Line
		if p := row.Problem; p != nil {
			problems++
			if p.Say == "" || (p.Column > 0) != (p.Name != "") {
				t.Fatalf("problem without words: %+v", p)
			}
		}
	}
	if n == 0 || n != tab.Count || problems != tab.Problems {
		t.Fatalf("%d rows and %d problems, told %d and %d", n, problems, tab.Count, tab.Problems)
	}
}

func FuzzOpenCSV(f *testing.F) {
	for _, s := range []string{
		"a,b\n1,2\n", "\xEF\xBB\xBFa;b\r\n1;2", "sep=|\na|b\n'=1|x", "a\tb\r1\t\"x\r\ny\"\r", "a,b\n1,\"2\n", "a,b\n1,5\" x\n", "\xFF\xFEa\x00,\x00b\x00\n\x001\x00",
		"\xFE\xFF\x00a\x00,", "a,a,\n1,2,3,4\n\na,a,\n", "n\xE4me,v\nM\xFCller,1E5\n", "a,b\n\x00,\xED\xA0\x80\n", "title\n\na,b,c\n1,2,3\n4,5,6\n", ",\n,\n", "%PDF-", "{\"a\":1}",
	} {
		f.Add([]byte(s), "", "", 0)
	}
	f.Add([]byte("a:b\n1:2\n"), "latin1", ":", 2)
	f.Fuzz(func(t *testing.T, data []byte, encoding, delimiter string, header int) {
		readAll(t, data, Options{Encoding: encoding, Delimiter: delimiter, HeaderRow: header})
	})
}

// FuzzOpenXLSX changes the parts of a workbook: mutated zip bytes would hardly
// ever get past its checksums.
func FuzzOpenXLSX(f *testing.F) {
	strings := `<sst><si><t>a</t></si><si><r><t>b</t></r><rPh><t>c</t></rPh></si></sst>`
	styles := `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[h]:mm"/></numFmts><cellXfs><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>`
	list := `<workbook><workbookPr date1904="1"/><sheets><sheet name="x" r:id="r1"/></sheets></workbook>`
	for _, rows := range []string{
		`<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" s="1"><v>46000.25</v></c></row>`,
		`<row r="3"><c t="inlineStr"><is><t>x &amp; &#65; _x000D_</t></is></c><c><f>1</f></c></row><row><c t="b"><v>1</v></c></row>`,
		`<row r="99999999999"/>`, `<row><c r="XFD1"><v>1</v></c></row>`, `<![CDATA[x]]><!-- y --><row><c r='A"1'/></row>`, `<!DOCTYPE x>`, `</c></row>`, `<row a="`,
	} {
		f.Add([]byte("<worksheet>"+grid(rows)+"</worksheet>"), []byte(strings), []byte(styles), []byte(list))
	}
	f.Fuzz(func(t *testing.T, sheet, texts, styles, list []byte) {
		data := book(t, "", "xl/worksheets/sheet1.xml", string(sheet), "xl/sharedStrings.xml", string(texts), "xl/styles.xml", string(styles), "xl/workbook.xml", string(list))
		readAll(t, data, Options{})
	})
}
