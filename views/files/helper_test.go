package files

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// said is the sentence of an error, for comparing.
func said(err error) string {
	if err == nil {
		return "no error"
	}
	return err.Error()
}

// mustOpen opens what has to be readable.
func mustOpen(t *testing.T, data []byte, o Options) *Table {
	t.Helper()
	tab, err := Open("list", data, o)
	if err != nil {
		t.Fatalf("not opened: %v", err)
	}
	return tab
}

// shown writes a table as text: headings, then line: values, with ! and the
// reason where a row has a problem.
func shown(t *testing.T, tab *Table) string {
	t.Helper()
	var b strings.Builder
	fmt.Fprintln(&b, strings.Join(tab.Header, "|"))
	count := 0
	for r, err := range tab.Rows() {
		if err != nil {
			t.Fatal(err)
		}
		count++
		fmt.Fprintf(&b, "%d: %s", r.Line, strings.Join(r.Cells, "|"))
		if p := r.Problem; p != nil {
			fmt.Fprintf(&b, " ! %d %s: %s", p.Column, p.Name, p.Say)
		}
		b.WriteByte('\n')
	}
	if count != tab.Count {
		t.Errorf("Count is %d, Rows gives %d", tab.Count, count)
	}
	return b.String()
}

// reads checks a readable file against its expected text.
func reads(t *testing.T, data []byte, o Options, want string) *Table {
	t.Helper()
	tab := mustOpen(t, data, o)
	want = strings.TrimSpace(want) + "\n"
	if got := shown(t, tab); got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
	return tab
}

// refuses checks the whole sentence of a refusal, by Open and, when sniffed, by
// Sniff too.
func refuses(t *testing.T, data []byte, want string) *Refusal {
	t.Helper()
	_, err := Open("list", data, Options{})
	if said(err) != want {
		t.Errorf("got:  %s\nwant: %s", said(err), want)
	}
	var r *Refusal
	if !errors.As(err, &r) {
		t.Fatalf("%T is not a refusal", err)
	}
	return r
}

// notes checks that a note with this text is there.
func notes(t *testing.T, g Guess, want string) {
	t.Helper()
	for _, n := range g.Notes {
		if strings.Contains(n, want) {
			return
		}
	}
	t.Errorf("no note says %q: %q", want, g.Notes)
}

// parts are the entries of a zip archive in order: name, content, name, content.
type parts []string

// zipped packs parts. Stored entries are not compressed.
func zipped(t testing.TB, p parts) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i+1 < len(p); i += 2 {
		w, err := z.Create(p[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(p[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const relationships = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`

// book is a small workbook around the inside of one sheet: what stands in
// <worksheet>. Styles 0 to 4: General, day, date with time, amount, time.
func book(t testing.TB, sheet string, change ...string) []byte {
	t.Helper()
	p := parts{
		"[Content_Types].xml", `<Types/>`,
		"_rels/.rels", `<Relationships><Relationship Id="r1" Type="` + relationships + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml", `<?xml version="1.0"?><workbook><sheets><sheet name="Deals" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="` + relationships + `/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="r2" Type="` + relationships + `/sharedStrings" Target="sharedStrings.xml"/>` +
			`<Relationship Id="r3" Type="` + relationships + `/styles" Target="/xl/styles.xml"/></Relationships>`,
		"xl/sharedStrings.xml", `<sst><si><t>partner</t></si><si><t>value</t></si><si><r><t>M&#252;ller </t></r><r><t xml:space="preserve">&amp; Co</t></r><rPh><t>no</t></rPh></si></sst>`,
		"xl/styles.xml", `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd\ hh:mm"/><numFmt numFmtId="165" formatCode="#,##0.00\ &quot;days&quot;"/></numFmts>` +
			`<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="20"/></cellXfs></styleSheet>`,
		"xl/worksheets/sheet1.xml", `<?xml version="1.0" encoding="UTF-8"?><worksheet>` + sheet + `</worksheet>`,
	}
	for i := 0; i+1 < len(change); i += 2 {
		p.set(change[i], change[i+1])
	}
	return zipped(t, p)
}

// set replaces or adds an entry; the content "-" takes it away.
func (p *parts) set(name, content string) {
	for i := 0; i < len(*p); i += 2 {
		if (*p)[i] != name {
			continue
		}
		if content == "-" {
			*p = append((*p)[:i], (*p)[i+2:]...)
			return
		}
		(*p)[i+1] = content
		return
	}
	*p = append(*p, name, content)
}

// grid is a sheet whose headings are partner and value, with these rows behind.
func grid(rows string) string {
	return `<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>` + rows + `</sheetData>`
}
