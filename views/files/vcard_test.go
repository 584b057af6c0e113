package files

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// people reads cards and gives a row as text with | between, and what is wrong with a row.
func people(t *testing.T, text string) (rows, problems []string) {
	t.Helper()
	table, err := Open("people.vcf", []byte(text), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for r, err := range table.Rows() {
		if err != nil {
			t.Fatal(err)
		}
		if r.Problem != nil {
			problems = append(problems, r.Problem.Say)
			continue
		}
		rows = append(rows, strings.TrimSuffix(strings.Join(r.Cells, "|"), "|"))
	}
	return rows, problems
}

func lined(lines ...string) string { return strings.Join(lines, "\r\n") + "\r\n" }

func TestIM31_CardsOfEveryVersion(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"3.0", lined("BEGIN:VCARD", "VERSION:3.0", "UID:a-1", "N:Müller;Jürgen;;Dr.;", "FN:Dr. Jürgen Müller", "ORG:Alder Tax;Audit", "TITLE:Partner",
			"EMAIL;TYPE=INTERNET,HOME:j@home.example", "EMAIL;TYPE=INTERNET,WORK:j@alder.example", "TEL;TYPE=FAX:+49 30 1", "TEL;TYPE=CELL:+49 170 22", "NOTE:first\\nsecond\\, third\\; fourth", "END:VCARD"),
			"a-1|Alder Tax|Dr. Jürgen Müller|Partner|j@alder.example|+49 170 22|first\nsecond, third; fourth\nAlso: j@home.example (internet home); +49 30 1 (fax)"},
		{"2.1 with quoted-printable in Latin-1", lined("BEGIN:VCARD", "VERSION:2.1", "N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=FCrgen",
			"ORG;QUOTED-PRINTABLE;CHARSET=utf-8:Stra=C3=9F=", "e 5", "TEL;WORK;VOICE:030 22", "END:VCARD"), "|Straße 5|Jürgen Müller|||030 22|"},
		{"2.1 note of several lines", lined("BEGIN:VCARD", "VERSION:2.1", "FN:Ann", "NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0Atwo =", "and more", "END:VCARD"), "||Ann||||one\ntwo and more"},
		{"4.0", lined("BEGIN:VCARD", "VERSION:4.0", "FN:Ann Alder", "TEL;VALUE=uri;TYPE=\"voice,home\":tel:+44-20-1", "TEL;PREF=1;VALUE=uri:tel:+44-20-2", "EMAIL:mailto:a@b.example", "END:VCARD"),
			"||Ann Alder||a@b.example|+44-20-2|Also: +44-20-1 (voice home)"},
		{"grouped and folded", lined("BEGIN:VCARD", "VERSION:3.0", "item1.EMAIL;type=pref:ann@", " alder.example", "item1.X-ABLabel:work", "FN:Ann ", " Alder", "END:VCARD"), "||Ann Alder||ann@alder.example||"},
		{"the channel, as this program writes it", lined("BEGIN:VCARD", "VERSION:3.0", "FN:Ann", "X-RAPPORT-CHANNEL:in person", "END:VCARD"), "||Ann|||||in person"},
		{"an address", lined("BEGIN:VCARD", "VERSION:3.0", "FN:Ann", "ADR;TYPE=WORK:;;5 Main St;Leeds;;LS1;UK", "END:VCARD"), "||Ann||||Address: 5 Main St, Leeds, LS1, UK"},
		{"lower case, Unix lines, blanks between", "begin:vcard\nversion:3.0\nfn:Ann\nend:vcard\n\n\n", "||Ann||||"},
		{"a byte order mark", "\xEF\xBB\xBF" + lined("BEGIN:VCARD", "VERSION:3.0", "FN:Ann", "END:VCARD"), "||Ann||||"},
		{"Latin-1 that says nothing", lined("BEGIN:VCARD", "VERSION:3.0", "FN:J\xFCrgen Gr\xF6\xDFer", "END:VCARD"), "||Jürgen Größer||||"},
	} {
		rows, problems := people(t, c.text)
		if len(problems) > 0 || len(rows) != 1 || rows[0] != c.want {
			t.Errorf("%s:\n%q %v\nwant\n%q", c.name, rows, problems, c.want)
		}
	}
}

func TestIM31_WhatIsWrongIsNamedByItsCard(t *testing.T) {
	good := lined("BEGIN:VCARD", "VERSION:3.0", "FN:Good", "END:VCARD")
	for _, c := range []struct{ name, text, want string }{
		{"cut in half", good + lined("BEGIN:VCARD", "VERSION:3.0", "FN:Ann"), "cut in half"},
		{"cut inside a picture", good + lined("BEGIN:VCARD", "FN:Ann", "PHOTO;ENCODING=b:") + strings.Repeat(" AAAA\r\n", 50), "cut in half"},
		{"no end before the next", lined("BEGIN:VCARD", "FN:Ann") + good, "no end"},
		{"two names", lined("BEGIN:VCARD", "N:A;B", "N:C;D", "END:VCARD") + good, "2 names"},
		{"no name", lined("BEGIN:VCARD", "EMAIL:a@b.example", "END:VCARD") + good, "no name"},
		{"another character set than it says", lined("BEGIN:VCARD", "VERSION:2.1", "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=FCrgen", "END:VCARD") + good, "not in UTF-8, as it says"},
		{"a set nobody knows", lined("BEGIN:VCARD", "FN;CHARSET=KLINGON:J", "END:VCARD") + good, `"KLINGON" is not known`},
		{"broken quoted-printable", lined("BEGIN:VCARD", "FN;ENCODING=QUOTED-PRINTABLE:J\x01=41", "END:VCARD") + good, "not quoted-printable"},
	} {
		rows, problems := people(t, c.text)
		if len(problems) != 1 || !strings.Contains(problems[0], c.want) || len(rows) != 1 || rows[0] != "||Good||||" {
			t.Errorf("%s: %q, %q, want %q and the other card", c.name, rows, problems, c.want)
		}
	}
}

func TestIM32_PicturesAreLeftOut(t *testing.T) {
	photo := strings.Repeat(" "+strings.Repeat("A", 74)+"\r\n", 10<<20/76)
	text := lined("BEGIN:VCARD", "VERSION:3.0", "FN:Ann", "PHOTO;ENCODING=b;TYPE=JPEG:") + photo + lined("PHOTO;VALUE=uri:https://example.com/a.jpg", "EMAIL:a@b.example", "END:VCARD") +
		lined("BEGIN:VCARD", "VERSION:2.1", "FN:Ben", "PHOTO;JPEG;BASE64:", "AAAABBBB", "CCCC", "", "EMAIL:b@b.example", "END:VCARD")
	table, err := Open("people.vcf", []byte(text), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(strings.Join(table.Guess.Notes, " "), "3 pictures") {
		t.Errorf("notes: %q", table.Guess.Notes)
	}
	if rows, problems := people(t, text); len(problems) > 0 || strings.Join(rows, " ") != "||Ann||a@b.example|| ||Ben||b@b.example||" {
		t.Errorf("%q %q", rows, problems)
	}
}

func TestTX18_NoTextOfACardBecomesAProperty(t *testing.T) {
	nasty := "a;b,c\\d\r\nEND:VCARD\nEMAIL:x@y\u2028TEL:1\u0085Z:1\x00\x1b"
	var buf bytes.Buffer
	all := []Contact{{UID: nasty, Name: nasty, Company: nasty, Role: nasty, Email: nasty, Phone: nasty, Note: strings.Repeat("ü€𝄞", 200)}}
	if err := WriteVCards(&buf, all); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(buf.String(), "\r\n"), "\r\n")
	names := map[string]int{}
	for _, l := range lines {
		if len(l) > 75 {
			t.Errorf("%d octets: %q", len(l), l)
		}
		if strings.ContainsAny(l, "\r\n\x00\x1b\u2028\u0085") || !strings.HasPrefix(l, " ") && strings.ToValidUTF8(l, "") != l {
			t.Errorf("%q", l)
		}
		if !strings.HasPrefix(l, " ") {
			name, _, _ := strings.Cut(l, ":")
			names[name]++
		}
	}
	if names["END"] != 1 || names["EMAIL"] != 0 || names["TEL"] != 0 || names["Z"] != 0 {
		t.Errorf("properties: %v", names)
	}
	rows, problems := people(t, buf.String())
	want := "a;b,c\\d END:VCARD EMAIL:x@y TEL:1 Z:1"
	if len(problems) > 0 || len(rows) != 1 || !strings.HasPrefix(rows[0], want+"|"+want+"|"+want+"|"+want+"|") || !strings.HasSuffix(rows[0], "|"+all[0].Note) {
		t.Errorf("read back: %q %q", rows, problems)
	}
}

// What is written is read back as it was.
func TestCardsComeBack(t *testing.T) {
	word := rapid.StringMatching(`[A-Za-zäøłß€,;:\\"]{1,40}( [A-Za-z;,]{1,90})?`)
	rapid.Check(t, func(rt *rapid.T) {
		c := Contact{Channel: word.Draw(rt, "channel"), UID: word.Draw(rt, "uid"), Name: word.Draw(rt, "name"), Company: word.Draw(rt, "company"), Role: word.Draw(rt, "role"), Note: word.Draw(rt, "note")}
		var buf bytes.Buffer
		if err := WriteVCards(&buf, []Contact{c}); err != nil {
			rt.Fatal(err)
		}
		rows, problems := people(t, buf.String())
		want := strings.Join([]string{c.UID, c.Company, c.Name, c.Role, "", "", c.Note, c.Channel}, "|")
		if len(problems) > 0 || len(rows) != 1 || rows[0] != want {
			rt.Fatalf("%q %q\nwant %q\nin %q", rows, problems, want, buf.String())
		}
	})
}

// Another program's parser reads what is written.
func TestCardsAreReadByVobject(t *testing.T) {
	python := "/usr/bin/python3"
	if exec.Command(python, "-c", "import vobject").Run() != nil {
		t.Skip("python3-vobject is not installed: scripts/deps test installs it")
	}
	var buf bytes.Buffer
	err := WriteVCards(&buf, []Contact{
		{UID: "1", Name: "Jürgen Großer-Łódź", Company: "Alder; Tax, & Sons", Role: "Partner", Email: "j@alder.example", Phone: "+49 30 22", Note: strings.Repeat("längere Zeile, ", 20) + "\nzweite"},
		{UID: "2", Name: "Ann"},
	})
	if err != nil {
		t.Fatal(err)
	}
	script := `import sys, vobject
for c in vobject.readComponents(sys.stdin.buffer.read().decode()):
    print(c.version.value, c.uid.value, c.fn.value, c.n.value.family, c.org.value if hasattr(c, 'org') else '', c.email.value if hasattr(c, 'email') else '', len(c.note.value) if hasattr(c, 'note') else 0, sep='|')`
	cmd := exec.Command(python, "-c", script)
	cmd.Stdin = &buf
	out, err := cmd.CombinedOutput()
	want := "3.0|1|Jürgen Großer-Łódź|Großer-Łódź|['Alder; Tax, & Sons']|j@alder.example|307\n3.0|2|Ann|Ann|||0\n"
	if err != nil || string(out) != want {
		t.Errorf("%v: %s\nwant %s", err, out, want)
	}
}

func FuzzVCard(f *testing.F) {
	f.Add([]byte(lined("BEGIN:VCARD", "VERSION:2.1", "N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=", " x", "PHOTO;BASE64:", "AAA", "", "END:VCARD")))
	f.Add([]byte(lined("BEGIN:VCARD", "VERSION:4.0", `item1.TEL;TYPE="a,b":tel:1`, "FN:x", "N:", "ORG:;", "END:VCARD")))
	f.Add([]byte("BEGIN:VCARD\n:\n;:\n.:\nA;=:\nA;\"\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := Open("x.vcf", data, Options{})
		if err != nil {
			return
		}
		n := 0
		for r, err := range table.Rows() {
			if err != nil {
				t.Fatal(err)
			}
			if table.Guess.Kind == VCard && len(r.Cells) != len(cardColumns()) {
				t.Fatalf("%d cells", len(r.Cells))
			}
			n++
		}
		if n != table.Count {
			t.Fatalf("%d rows, %d counted", n, table.Count)
		}
	})
}
