package files

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

func TestIM01_ByteOrderMark(t *testing.T) {
	tab := reads(t, []byte("\xEF\xBB\xBFpartner,value\nMüller,1\n"), Options{}, "partner|value\n2: Müller|1")
	if !tab.Guess.Confident || tab.Guess.Encoding != "UTF-8" || len(tab.Guess.Notes) > 0 {
		t.Errorf("guess %+v", tab.Guess)
	}
}

func TestIM02_UTF16(t *testing.T) {
	text := "partner\tvalue\r\nMüller & Søn\t1\r\nΑθήνα\t2\r\n"
	for _, c := range []struct {
		name   string
		endian unicode.Endianness
		mark   unicode.BOMPolicy
		want   string
	}{
		{"little endian with mark", unicode.LittleEndian, unicode.UseBOM, "UTF-16LE"},
		{"little endian without", unicode.LittleEndian, unicode.IgnoreBOM, "UTF-16LE"},
		{"big endian with mark", unicode.BigEndian, unicode.UseBOM, "UTF-16BE"},
		{"big endian without", unicode.BigEndian, unicode.IgnoreBOM, "UTF-16BE"},
	} {
		t.Run(c.name, func(t *testing.T) {
			data, err := unicode.UTF16(c.endian, c.mark).NewEncoder().Bytes([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			tab := reads(t, data, Options{}, "partner|value\n2: Müller & Søn|1\n3: Αθήνα|2")
			if tab.Guess.Encoding != c.want || tab.Guess.Delimiter != "\t" || !tab.Guess.Confident {
				t.Errorf("guess %+v", tab.Guess)
			}
		})
	}
}

func TestIM03_EightBitEncodings(t *testing.T) {
	for _, c := range []struct {
		enc  *charmap.Charmap
		want string
		text string
	}{
		{charmap.Windows1252, "Windows-1252", "partner;ville\nMüller & Söhne GmbH;Köln\nSociété Générale;Orléans – façade\nJosé Núñez;España\n"},
		{charmap.Windows1250, "Windows-1250", "partner;miasto\nŻółkiewski i wspólnicy;Łódź\nBiuro księgowe Gęślą;Częstochowa\nUsługi prawne są dobre;Wrocław\n"},
		{charmap.Macintosh, "Mac Roman", "partner;ville\nMüller & Söhne GmbH;Köln\nSociété Générale;Orléans, façade\nJosé Núñez;España\n"},
		{charmap.Windows1251, "Windows-1251", "партнер;город\nОбщество с ограниченной ответственностью Ромашка;Москва\nИванов и партнеры, юридическая фирма;Санкт-Петербург\n"},
	} {
		t.Run(c.want, func(t *testing.T) {
			data, err := c.enc.NewEncoder().Bytes([]byte(c.text))
			if err != nil {
				t.Fatal(err)
			}
			tab := mustOpen(t, data, Options{})
			if tab.Guess.Encoding != c.want || tab.Guess.Confident {
				t.Errorf("guess %+v", tab.Guess)
			}
			notes(t, tab.Guess, c.want+" is assumed. Look at the names below and choose another encoding if they are wrong.")
			want := strings.Split(c.text, "\n")
			if got := shown(t, tab); !strings.Contains(got, strings.ReplaceAll(want[2], ";", "|")) {
				t.Errorf("read as %s", got)
			}
		})
	}
}

func TestIM03_ChosenEncoding(t *testing.T) {
	data, _ := charmap.Windows1250.NewEncoder().Bytes([]byte("partner,value\nĽubomír Ďurček,1\n"))
	tab := reads(t, data, Options{Encoding: "cp1250"}, "partner|value\n2: Ľubomír Ďurček|1")
	if !tab.Guess.Confident {
		t.Errorf("a person's choice needs no second look: %+v", tab.Guess)
	}
	_, err := Open("list", data, Options{Encoding: "EBCDIC"})
	if want := `There is no encoding "EBCDIC" here. Nothing was imported. Choose one of: UTF-8, UTF-16LE,`; !strings.HasPrefix(said(err), want) {
		t.Errorf("got %s", said(err))
	}
}

func TestIM04_LinesEndWithCR(t *testing.T) {
	reads(t, []byte("partner,value\rAcme,1\rBeta,2"), Options{}, "partner|value\n2: Acme|1\n3: Beta|2")
}

func TestIM05_MixedLineEnds(t *testing.T) {
	reads(t, []byte("partner,value\r\nAcme,1\n\nBeta,2\r\n,\n \r\nGamma,3"), Options{}, "partner|value\n2: Acme|1\n4: Beta|2\n7: Gamma|3")
}

func TestIM06_Delimiters(t *testing.T) {
	for _, d := range []string{",", ";", "\t", "|"} {
		text := strings.ReplaceAll("partner^day^note\nAcme^1/2/2026^\"a, b; c | d\"\nBeta^3/4/2026^e\n", "^", d)
		tab := reads(t, []byte(text), Options{}, "partner|day|note\n2: Acme|1/2/2026|a, b; c | d\n3: Beta|3/4/2026|e")
		if tab.Guess.Delimiter != d || !tab.Guess.Confident {
			t.Errorf("%q: guess %+v", d, tab.Guess)
		}
	}
}

func TestIM06_DecimalCommasAreNoDelimiter(t *testing.T) {
	tab := reads(t, []byte("partner;value\nAcme;1,50\nBeta;22,75\n"), Options{}, "partner|value\n2: Acme|1,50\n3: Beta|22,75")
	if tab.Guess.Delimiter != ";" || !tab.Guess.Confident {
		t.Errorf("guess %+v", tab.Guess)
	}
}

func TestIM06_SepLine(t *testing.T) {
	for _, first := range []string{"sep=;", "\"sep=;\"", "SEP=;\r"} {
		reads(t, []byte(first+"\npartner;a,b\nAcme;1,5\n"), Options{}, "partner|a,b\n3: Acme|1,5")
	}
}

func TestIM06_ChosenDelimiter(t *testing.T) {
	reads(t, []byte("partner:value\nAcme:1\n"), Options{Delimiter: ":"}, "partner|value\n2: Acme|1")
	reads(t, []byte("partner\tvalue\nAcme\t1\n"), Options{Delimiter: "tab"}, "partner|value\n2: Acme|1")
	_, err := Open("list", []byte("a\nb\n"), Options{Delimiter: ", "})
	if want := `", " cannot be a delimiter. Nothing was imported. Choose a comma, a semicolon, TAB or |.`; said(err) != want {
		t.Errorf("got %s", said(err))
	}
	tab := mustOpen(t, []byte("partner\nAcme\n"), Options{})
	notes(t, tab.Guess, "The delimiter is not certain; a comma is assumed.")
}

func TestIM07_RaggedRows(t *testing.T) {
	tab := reads(t, []byte("partner,day,value\nAcme,1,2\nBeta,1\nGamma,1,234,50\nDelta,1,2,,\n"), Options{}, `
partner|day|value
2: Acme|1|2
3: Beta|1| ! 0 : The row has 2 values, the headings are 3. Look for a missing delimiter or a line break inside a value.
4: Gamma|1|234|50 ! 0 : The row has 4 values, the headings are 3. A value with the delimiter in it must stand in quotation marks.
5: Delta|1|2||`)
	notes(t, tab.Guess, "2 of 4 rows have another number of values than the headings: rows 3 and 4.")
	if tab.Problems != 2 || tab.Count != 4 {
		t.Errorf("%d problems of %d", tab.Problems, tab.Count)
	}
}

func TestIM08_UnclosedQuote(t *testing.T) {
	rows := strings.Repeat("Acme,1,plain\n", 9_998)
	r := refuses(t, []byte("partner,value,note\nBeta,1,\"open\n"+rows),
		`Row 2 of list opens a quotation mark that is never closed: Beta,1,"open. Nothing was imported. Close the quotation mark in that row, or export the file again.`)
	if r.Row != 2 {
		t.Errorf("row %d", r.Row)
	}
	refuses(t, []byte("partner,value,note\nBeta,1,\"open\n"+rows+"Gamma,2,\"closed\"\n"),
		`Row 2 of list opens a quotation mark that is never closed: Beta,1,"open. Nothing was imported. Close the quotation mark in that row, or export the file again.`)
	if _, err := Sniff("list", []byte("partner,value,note\nBeta,1,\"open\n"+rows)); err == nil {
		t.Error("sniffed without a word")
	}
}

func TestIM09_BareQuote(t *testing.T) {
	r := refuses(t, []byte("partner,note\nAcme,plain\nBeta,5\" pipe\n"),
		`Row 3 of list, column B, has a quotation mark inside a value that does not begin with one: Beta,5" pipe. Nothing was imported. `+
			`Put the whole value in quotation marks and double the one inside, as in "5"" pipe"; or export the file again.`)
	if r.Row != 3 || r.Column != "B" {
		t.Errorf("at %d %s", r.Row, r.Column)
	}
	refuses(t, []byte("partner,note\nAcme,\"5\" pipe\"\n"),
		`Row 2 of list has text after a closing quotation mark: Acme,"5" pipe". Nothing was imported. Double every quotation mark that belongs to a value, as in "5"" pipe".`)
}

func TestIM10_NotText(t *testing.T) {
	tab := reads(t, []byte("partner,value\nAc\x00me,1\nBeta,\uFFFE2\nGamma,\xED\xA0\x80\nDelta,D\uFFFDrr\nBärbel,4\n"), Options{}, ``+
		"partner|value\n"+
		"2: Ac\x00me|1 ! 1 partner: The value holds a NUL character, a sign of a damaged export. Export the file again.\n"+
		"3: Beta|\uFFFE2 ! 2 value: The value holds U+FFFE, which is not a character. Export the file again, as UTF-8.\n"+
		"4: Gamma|\xED\xA0\x80 ! 2 value: The value is not in the encoding of the rest of the file; as Windows-1252 it would read í\u00a0€. Correct it in the file, or choose another encoding.\n"+
		"5: Delta|D\uFFFDrr ! 2 value: The value holds \uFFFD: a character was lost before the file came here. Correct it in the file.\n"+
		"6: Bärbel|4")
	notes(t, tab.Guess, "4 of 5 rows have a value that cannot be read: rows 2, 3, 4 and 5.")
}

func TestIM10_LoneSurrogateInUTF16(t *testing.T) {
	data := []byte("\xFF\xFEa\x00,\x00b\x00\n\x001\x00,\x00\x00\xD8\n\x00")
	reads(t, data, Options{}, "a|b\n2: 1|\uFFFD ! 2 b: The value holds \uFFFD: a character was lost before the file came here. Correct it in the file.")
}

func TestIM10_MixedEncodings(t *testing.T) {
	text := "partner,value\n" + strings.Repeat("Müller,1\n", 10) + "M\xFCller,2\n"
	tab := mustOpen(t, []byte(text), Options{})
	if tab.Guess.Encoding != "UTF-8" || tab.Guess.Confident || tab.Problems != 1 {
		t.Errorf("guess %+v, %d problems", tab.Guess, tab.Problems)
	}
	if got := shown(t, tab); !strings.Contains(got, "12: M\xFCller|2 ! 1 partner: The value is not in the encoding of the rest of the file; as Windows-1252 it would read Müller.") {
		t.Error(got)
	}
}

func TestIM11_NoRows(t *testing.T) {
	for _, c := range []struct{ name, data, want string }{
		{"nothing", "", "list is empty. Nothing was imported. Check that it was saved, and choose the file again."},
		{"mark only", "\xEF\xBB\xBF", "list is empty. Nothing was imported. Check that it was saved, and choose the file again."},
		{"blank lines", " \n\n,,\n", "list is empty. Nothing was imported. Check that it was saved, and choose the file again."},
		{"headings only", "partner,value\n", "list has headings in row 1 but no rows below them. Nothing was imported. Check that the right file and sheet are chosen."},
		{"headings twice", "partner,value\npartner,value\n", "list has headings in row 1 but no rows below them. Nothing was imported. Check that the right file and sheet are chosen."},
	} {
		t.Run(c.name, func(t *testing.T) {
			if r := refuses(t, []byte(c.data), c.want); !errors.Is(r, ErrNoRows) {
				t.Error("not ErrNoRows")
			}
		})
	}
	_, err := Open("list", []byte("\x00\x01\x02\x03\x04\x05\x06"), Options{})
	if errors.Is(err, ErrNoRows) {
		t.Error("a binary file is not an empty one")
	}
}

func TestIM12_Headings(t *testing.T) {
	tab := reads(t, []byte("name,,Name, value ,\nAcme,x,A,1,\n"), Options{}, "name|Column B|Name (2)|value\n2: Acme|x|A|1|")
	notes(t, tab.Guess, `The heading "Name" comes more than once; column C is called "Name (2)" here.`)
	notes(t, tab.Guess, `Column B has values but no heading; it is called "Column B" here.`)
	if tab.Guess.Confident {
		t.Error("two columns of one name need a look")
	}
	tab = reads(t, []byte("name,value,,\nAcme,1,2,\n"), Options{}, "name|value|Column C\n2: Acme|1|2|")
	notes(t, tab.Guess, `Column C has values but no heading`)
	tab = mustOpen(t, []byte("Acme,100,1/2/2026\nBeta,200,1/3/2026\n"), Options{})
	notes(t, tab.Guess, "Row 1 is taken for the headings, but it looks like data: Acme · 100 · 1/2/2026.")
}

func TestIM12_TitleAboveHeadings(t *testing.T) {
	text := "Report of our CRM,,,,\nMade,2026-01-01,,,\n\npartner,day,value,currency,note\n" +
		"Acme,1/2/2026,3,EUR,\nBeta,1/2/2026,4,EUR,\nGamma,1/2/2026,4,EUR,x\n"
	tab := reads(t, []byte(text), Options{}, "partner|day|value|currency|note\n5: Acme|1/2/2026|3|EUR|\n6: Beta|1/2/2026|4|EUR|\n7: Gamma|1/2/2026|4|EUR|x")
	notes(t, tab.Guess, "The headings are in row 4; what stands above them is left out.")
	if tab.HeaderLine != 4 || tab.Guess.HeaderRow != 4 {
		t.Errorf("headings in %d", tab.HeaderLine)
	}
	tab = mustOpen(t, []byte(text), Options{HeaderRow: 5})
	if tab.HeaderLine != 5 || tab.Header[0] != "Acme" {
		t.Errorf("a person's choice of row 5 gives %d %q", tab.HeaderLine, tab.Header)
	}
	_, err := Open("list", []byte(text), Options{HeaderRow: 50})
	if want := "list has nothing in row 50 or below it. Nothing was imported. Choose the row with the headings."; said(err) != want {
		t.Errorf("got %s", said(err))
	}
}

func TestIM12_RepeatedHeadings(t *testing.T) {
	tab := reads(t, []byte("partner,value\nAcme,1\nPartner , Value\nBeta,2\n"), Options{}, "partner|value\n2: Acme|1\n4: Beta|2")
	notes(t, tab.Guess, "The headings come again in row 3; left out.")
}

func TestIM12_SpoiledHeadings(t *testing.T) {
	tab := reads(t, []byte("part\x00ner,\"value\nEUR\",n\xFFme,ü\nAcme,1,x,y\n"), Options{}, "partner|value EUR|n\uFFFDme|ü\n3: Acme|1|x|y")
	notes(t, tab.Guess, "A character in the heading of column C is lost: n\uFFFDme.")
	refuses(t, []byte("partner,"+strings.Repeat("x", MaxCell+1)+"\nAcme,1\n"),
		"The heading in row 1, column B of list has 32768 characters; a cell may have 32767. Nothing was imported. Shorten it, or look for a missing quotation mark.")
}

func TestEachTellsWhatRowsTell(t *testing.T) {
	tab := mustOpen(t, []byte("a,b\n1,2\n3\n4,\x00\n"), Options{})
	var got []string
	err := tab.Each(func(line int, cells []string, column int, flaw string) error {
		got = append(got, fmt.Sprint(line, len(cells), column, flaw != ""))
		return nil
	})
	if want := "2 2 0 false,3 2 0 true,4 2 2 true"; err != nil || strings.Join(got, ",") != want || strings.Join(tab.Headings(), "") != "ab" {
		t.Errorf("got %q %v, want %s", got, err, want)
	}
	stop := errors.New("enough")
	if err := tab.Each(func(int, []string, int, string) error { return stop }); err != stop {
		t.Errorf("got %v", err)
	}
}

func TestIM13_QuotedLineBreaks(t *testing.T) {
	tab := mustOpen(t, []byte("partner,note\r\nAcme,\"one\r\ntwo \"\"three\"\"\"\r\nBeta,x\r\n"), Options{})
	if got := shown(t, tab); got != "partner|note\n2: Acme|one\ntwo \"three\"\n4: Beta|x\n" {
		t.Errorf("got %q", got)
	}
}

func TestIM18_DamagedIdentifiers(t *testing.T) {
	tab := reads(t, []byte("id,code,ref,value\n00123,1E5,4321,1\n00124,X1,1.23E+19,2\n1234567890123450,X2,1E-9,3\n"), Options{},
		"id|code|ref|value\n2: 00123|1E5|4321|1\n3: 00124|X1|1.23E+19|2\n4: 1234567890123450|X2|1E-9|3")
	notes(t, tab.Guess, `Excel has damaged column "code": row 2 reads 1E5, so its last digits may be lost.`)
	notes(t, tab.Guess, `Excel has damaged column "ref": row 3 reads 1.23E+19`)
	notes(t, tab.Guess, `Excel has damaged column "id": row 4 reads 1234567890123450`)
	if len(tab.Guess.Notes) != 3 {
		t.Errorf("notes %q", tab.Guess.Notes)
	}
}

func TestIM19_ErrorWordsPassAsText(t *testing.T) {
	reads(t, []byte("partner,value\nAcme,#REF!\nBeta,TRUE\n"), Options{}, "partner|value\n2: Acme|#REF!\n3: Beta|TRUE")
}

func TestHugeCell(t *testing.T) {
	text := "partner,note\nAcme," + strings.Repeat("x", 1<<20) + "\nBeta,fine\n"
	tab := mustOpen(t, []byte(text), Options{})
	got := shown(t, tab)
	if !strings.Contains(got, " ! 2 note: The value has 1048576 characters; a cell may have 32767. Shorten it, or look for a missing quotation mark.") || !strings.Contains(got, "3: Beta|fine\n") {
		t.Error(short(got))
	}
	limit := "partner,note\nAcme," + strings.Repeat("ü", MaxCell) + "\n"
	if tab := mustOpen(t, []byte(limit), Options{}); tab.Problems != 0 {
		t.Error("a cell at the limit is refused")
	}
}

func TestTooManyColumns(t *testing.T) {
	row := strings.Repeat("x,", MaxColumns) + "x\n"
	refuses(t, []byte(row+row), fmt.Sprintf("Row 1 of list has %d columns; at most %d are read. Nothing was imported. Remove the columns that are not needed, and choose the file again.", MaxColumns+1, MaxColumns))
	refuses(t, []byte("a,b\n1,2\n"+row), "Row 3 of list reaches beyond column AMJ; at most 1024 columns are read. Nothing was imported. Clear the cells far to the right, and choose the file again.")
}

func TestIM40_TooLarge(t *testing.T) {
	refuses(t, make([]byte, MaxFile+1), "list is 100 MB; files up to 100 MB are read. Nothing was imported. Split it into smaller files, for example by year.")
}

func TestRowsStopWhenTold(t *testing.T) {
	tab := mustOpen(t, []byte("a,b\n1,2\n3,4\n5,6\n"), Options{})
	n := 0
	for range tab.Rows() {
		if n++; n == 2 {
			break
		}
	}
	if n != 2 {
		t.Errorf("%d rows", n)
	}
}

// A small file is kept as it was read: filling up a short row leaves the next one alone, and a third look sees what the first saw.
func TestRowsThatAreKeptStayAsTheyWereRead(t *testing.T) {
	text := "a,b,c\n1,2,3\n4\n5,6,7\n"
	table, err := Open("x.csv", []byte(text), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, is := table.source.(kept); !is {
		t.Fatalf("the rows are not kept but read from a %T", table.source)
	}
	for range 3 {
		var seen []string
		for row, err := range table.Rows() {
			if err != nil {
				t.Fatal(err)
			}
			seen = append(seen, strings.Join(row.Cells, "|"))
			row.Cells = append(row.Cells, "more")
		}
		if got := strings.Join(seen, " "); got != "1|2|3 4|| 5|6|7" {
			t.Errorf("the rows are %s", got)
		}
	}
	large, err := Open("x.csv", []byte(text+strings.Repeat("8,9,10\n", keepBelow/7)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, is := large.source.(csvSource); !is {
		t.Errorf("a large file is kept in a %T", large.source)
	}
}
