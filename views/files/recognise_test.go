package files

import (
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"
)

func wide(s string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return string(b)
}

func TestIM27_OtherFormats(t *testing.T) {
	ole := "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 500)
	pack := func(p ...string) string { return string(zipped(t, p)) }
	for _, c := range []struct{ name, data, want string }{
		{"xls", ole + wide("Workbook"), "list is an old Excel workbook (.xls), not a CSV, XLSX or vCard file. Nothing was imported. Open it in Excel or LibreOffice, save it as XLSX, and choose that file."},
		{"xls of Excel 5", ole + wide("Book"), "list is an old Excel workbook (.xls), not a CSV, XLSX or vCard file. Nothing was imported. Open it in Excel or LibreOffice, save it as XLSX, and choose that file."},
		{"encrypted xlsx", ole + wide("EncryptedPackage"), "list is a workbook protected with a password, not a CSV, XLSX or vCard file. Nothing was imported. Open it in Excel, take the password away under File › Info › Protect Workbook, save it and choose it again."},
		{"doc", ole, "list is an old Office document, not a CSV, XLSX or vCard file. Nothing was imported. " + saveAs},
		{"ods", pack("mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", ""), "list is an OpenDocument workbook (.ods), not a CSV, XLSX or vCard file. Nothing was imported. Open it in LibreOffice, save it as XLSX or CSV, and choose that file."},
		{"odt", pack("mimetype", "application/vnd.oasis.opendocument.text"), "list is an OpenDocument file, not a CSV, XLSX or vCard file. Nothing was imported. " + saveAs},
		{"numbers", pack("Index/Document.iwa", "x"), "list is an Apple Numbers or Pages file, not a CSV, XLSX or vCard file. Nothing was imported. Open it in Numbers, choose File › Export To › Excel or CSV, and choose that file."},
		{"zip", pack("list.csv", "a,b\n1,2\n"), "list is a zip archive, not a CSV, XLSX or vCard file. Nothing was imported. Unpack it and choose the file inside."},
		{"empty zip", pack(), "list is a zip archive, not a CSV, XLSX or vCard file. Nothing was imported. Unpack it and choose the file inside."},
		{"docx", pack("[Content_Types].xml", "<Types/>", "_rels/.rels", `<Relationships><Relationship Type="x/officeDocument" Target="word/document.xml"/></Relationships>`),
			"list is a Word or PowerPoint document, not a CSV, XLSX or vCard file. Nothing was imported. " + saveAs},
		{"xlsb", pack("[Content_Types].xml", "<Types/>", "_rels/.rels", `<Relationships><Relationship Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>`),
			"list is a binary workbook (.xlsb), not a CSV, XLSX or vCard file. Nothing was imported. " + saveAs},
		{"pdf", "%PDF-1.7\n1 0 obj", "list is a PDF document, not a CSV, XLSX or vCard file. Nothing was imported. Ask for the list as XLSX or CSV."},
		{"sqlite", "SQLite format 3\x00\x10\x00", "list is a SQLite database, not a CSV, XLSX or vCard file. Nothing was imported. If it is a Rapport file, open it with File › Open."},
		{"png", "\x89PNG\r\n\x1a\n", "list is a PNG picture, not a CSV, XLSX or vCard file. Nothing was imported. Ask for the list as XLSX or CSV."},
		{"jpeg", "\xFF\xD8\xFF\xE0\x00\x10JFIF", "list is a JPEG picture, not a CSV, XLSX or vCard file. Nothing was imported. Ask for the list as XLSX or CSV."},
		{"gzip", "\x1F\x8B\x08\x00", "list is a gzip archive, not a CSV, XLSX or vCard file. Nothing was imported. Unpack it and choose the file inside."},
		{"web page", "\xEF\xBB\xBF\n<HTML><table><tr>", "list is a web page, not a CSV, XLSX or vCard file. Nothing was imported. " + saveAs},
		{"excel 2003", `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">`, "list is an Excel 2003 XML file, not a CSV, XLSX or vCard file. Nothing was imported. " + saveAs},
		{"xml", `<?xml version="1.0"?><list/>`, "list is an XML file, not a CSV, XLSX or vCard file. Nothing was imported. " + saveAs},
		{"json", `[{"a": 1}]`, "list is a JSON file, not a CSV, XLSX or vCard file. Nothing was imported. " + saveAs},
		{"program", "MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xFF\xFF\x00\x00", "list is a binary file, not a CSV, XLSX or vCard file. Nothing was imported. Choose the list itself, saved as XLSX or CSV."},
	} {
		t.Run(c.name, func(t *testing.T) { refuses(t, []byte(c.data), c.want) })
	}
}

// The content decides, not the name: these are CSV whatever they look like.
func TestIM27_TextThatStartsLikeAnotherFormat(t *testing.T) {
	for _, first := range []string{"MZ", "PK", "GIF", "[id]", "{x}", "<name>", "%PDF"} {
		tab := mustOpen(t, []byte(first+",value\nAcme,1\n"), Options{})
		if tab.Header[0] != first {
			t.Errorf("%s: %q", first, tab.Header)
		}
	}
}

func TestSniffGuessesWithoutReadingAll(t *testing.T) {
	g, err := Sniff("list.xlsx", []byte("title;;\n\npartner;day;value\nAcme;1/2/2026;5\nBeta;1/2/2026;6\n"))
	if err != nil || g.Kind != CSV || g.Delimiter != ";" || g.HeaderRow != 3 {
		t.Errorf("%+v %v", g, err)
	}
	g, err = Sniff("list.csv", book(t, grid(`<row r="2"><c><v>1</v></c></row>`)))
	if err != nil || g.Kind != XLSX || g.Sheet != "Deals" || g.HeaderRow != 1 || !g.Confident {
		t.Errorf("%+v %v", g, err)
	}
}

func TestEveryListedEncodingIsKnown(t *testing.T) {
	for _, e := range Encodings() {
		if listed(e) != e || coding(e) == nil && e != "UTF-8" {
			t.Errorf("%s cannot be chosen", e)
		}
	}
	for name, want := range map[string]string{"utf8": "UTF-8", "cp1252": "Windows-1252", "latin-1": "Windows-1252", "MAC": "Mac Roman", "utf-16": "UTF-16LE", "ebcdic": ""} {
		if got := listed(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

func TestLines(t *testing.T) {
	for _, c := range []struct {
		rows  []int
		total int
		want  string
	}{
		{[]int{3}, 1, "row 3"}, {[]int{3, 7}, 2, "rows 3 and 7"}, {[]int{3, 7, 9}, 3, "rows 3, 7 and 9"}, {[]int{3, 7}, 12, "rows 3, 7 and 10 more"},
	} {
		if got := lines(c.rows, c.total); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
	for n, want := range map[int]string{1: "A", 26: "Z", 27: "AA", 702: "ZZ", 703: "AAA", 16384: "XFD"} {
		if columnLetters(n) != want || columnOf([]byte(want+"1")) != n {
			t.Errorf("%d is %s, %s is %d", n, columnLetters(n), want, columnOf([]byte(want+"1")))
		}
	}
}
