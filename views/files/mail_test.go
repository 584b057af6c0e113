package files

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
)

// crlf is a message as it is sent.
func crlf(text string) []byte { return []byte(strings.ReplaceAll(text, "\n", "\r\n")) }

const formMail = `From: Forms <forms@service.example>
To: hello@harcourt.example
Reply-To: =?utf-8?q?J=C3=BCrgen?= <jurgen@example.org>
Subject: =?iso-8859-1?Q?Anfrage_f=FCr_Sie?=
Date: Tue, 30 Jun 2026 10:20:30 +0200
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

code=K7MQ4X
name=Jürgen Müller
email=jurgen@example.org
message=A will,
and a house.
name: of the dog: Rex
consent=yes
`

// mailCells are the cells of the only row, by heading.
func mailCells(t *testing.T, data []byte) map[string]string {
	t.Helper()
	tab, err := Open("lead.eml", data, Options{})
	if err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	out := map[string]string{}
	for row, err := range tab.Rows() {
		if err != nil || row.Problem != nil {
			t.Fatalf("%v %+v", err, row.Problem)
		}
		for i, h := range tab.Header {
			out[h] = row.Cells[i]
		}
	}
	return out
}

func TestAFormThatCameByMail(t *testing.T) {
	html := `From: a@b.example` + "\n" + `Date: Tue, 30 Jun 2026 10:20:30 +0200` + "\n" + `Content-Type: multipart/alternative; boundary=x` + "\n\n" +
		"--x\nContent-Type: text/html; charset=windows-1252\nContent-Transfer-Encoding: quoted-printable\n\n" +
		"<html><head><title>t: no</title><style>p{a:b}</style></head><body><script>x: y</script><table><tr><td>Name</td><td>J=FCrgen <em>M=FCller</em></td></tr>" +
		"<tr><td><b>E-mail</b></td><td>jurgen@example.org</td></tr></table></body></html>\n--x--\n"
	for _, c := range []struct {
		what string
		data []byte
		want map[string]string
	}{
		{"plain text", crlf(formMail), map[string]string{"code": "K7MQ4X", "name": "Jürgen Müller", "email": "jurgen@example.org", "message": "A will,\nand a house.\nname: of the dog: Rex", "consent": "yes",
			"Mail date": "2026-06-30", "Reply-To": "jurgen@example.org", "Mail subject": "Anfrage für Sie", "Mail from": "forms@service.example"}},
		{"lines that end in LF", []byte(formMail), map[string]string{"code": "K7MQ4X", "consent": "yes"}},
		{"base64", crlf(strings.Replace(strings.Split(formMail, "\n\n")[0], "charset=utf-8", "charset=utf-8\nContent-Transfer-Encoding: base64", 1) + "\n\n" +
			base64.StdEncoding.EncodeToString([]byte("Name: Jürgen\nPhone: 069 123\n"))), map[string]string{"Name": "Jürgen", "Phone": "069 123"}},
		{"a page", crlf(html), map[string]string{"Name": "Jürgen Müller", "E-mail": "jurgen@example.org"}},
		{"no form", crlf("From: anna@example.org\nSubject: Hello\nDate: Tue, 30 Jun 2026 10:20:30 +0200\n\nPlease call me. K7M-Q4X\n"),
			map[string]string{"Mail text": "Please call me. K7M-Q4X", "Mail from": "anna@example.org"}},
	} {
		got := mailCells(t, c.data)
		for name, want := range c.want {
			if got[name] != want {
				t.Errorf("%s: %s is %q, want %q", c.what, name, got[name], want)
			}
		}
	}
}

func TestABoxOfMails(t *testing.T) {
	box := "From forms@service.example Tue Jun 30 10:20:30 2026\n" + formMail + "\nFrom x Wed Jul  1 00:00:00 2026\nFrom: anna@example.org\nDate: Wed, 1 Jul 2026 09:00:00 +0200\nSubject: s\n\n" +
		"name: Anna\nemail: anna@example.org\nmessage: >From here it\nFrom there\n"
	tab, err := Open("box.mbox", []byte(box), Options{})
	if err != nil || tab.Guess.Kind != Mail || tab.Count != 2 || tab.Problems != 0 {
		t.Fatalf("%+v %v", tab, err)
	}
	for row := range tab.Rows() {
		if row.Line > 1 && !strings.Contains(strings.Join(row.Cells, "|"), "From there") {
			t.Errorf("a line that begins with From cut the message: %q", row.Cells)
		}
	}
}

// Files that only look a little like mail stay what they are.
func TestWhatIsNoMail(t *testing.T) {
	for _, text := range []string{"From,To\nx,y\n", "name: value\nother: value\n", "Subject: x\n\nhello", "a,b\nFrom: x,y\n"} {
		if isMail([]byte(text)) {
			t.Errorf("%q is taken for mail", text)
		}
	}
	if !isMail(crlf(formMail)) {
		t.Error("the control is no mail")
	}
}

// Mail that is made to harm costs little and says what is wrong with it.
func TestSM_HostileMailIsLeftOut(t *testing.T) {
	head := "From: a@b.example\nDate: Tue, 30 Jun 2026 10:20:30 +0200\n"
	nested := "x"
	for i := range 40 {
		nested = fmt.Sprintf("Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n%s\n--b%d--\n", i, i, nested, i)
	}
	wide := "Content-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\nContent-Type: text/plain\n\nx\n", 5000) + "--b--\n"
	for _, c := range []struct{ what, text, say string }{
		{"parts inside parts", head + nested, "nested or divided"},
		{"thousands of parts", head + wide, "nested or divided"},
		{"a header without an end", head + "X: " + strings.Repeat("y", 300<<10) + "\n\nhello", "header of more than"},
	} {
		all := splitMails([]byte(c.text))
		if m := readMail(all[0]); !strings.Contains(m.bad, c.say) {
			t.Errorf("%s: %+v", c.what, m.bad)
		}
	}
	long := mailCells(t, crlf(head+"\nname: "+strings.Repeat("é", 1<<20)+"\nemail: x"))
	if n := len(long[mailText]); n > maxMailText*2 {
		t.Errorf("a text of %d bytes was kept", n)
	}
	two := mailCells(t, crlf("From: a@b.example\nFrom: evil@c.example\nSubject: one\nSubject: two\nBcc: x@y.example\n"+"Date: Tue, 30 Jun 2026 10:20:30 +0200\n\nhello"))
	if two[mailFrom] != "a@b.example" || two[mailSubject] != "one" {
		t.Errorf("%v", two)
	}
	tricked := mailCells(t, crlf("From: a@b.example\nSubject: =?utf-8?q?x=0D=0ABcc:_y=40z.example=00=E2=80=AE?=\nDate: Tue, 30 Jun 2026 10:20:30 +0200\n\nhello"))
	if strings.ContainsAny(tricked[mailSubject], "\r\n\x00\u202e") {
		t.Errorf("%q", tricked[mailSubject])
	}
	attached := crlf(head + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nname: A\nemail: a@b.example\n--b\nContent-Type: application/zip; name=\"../../x.zip\"\nContent-Disposition: attachment; filename=\"../../x.zip\"\n\nPK\n--b--\n")
	if tab, err := Open("m.eml", attached, Options{}); err != nil || !strings.Contains(strings.Join(tab.Guess.Notes, " "), "1 attachments were left out") {
		t.Errorf("%v", err)
	}
}

func FuzzOpenMail(f *testing.F) {
	f.Add(crlf(formMail))
	f.Add([]byte("From x\nFrom: a@b.example\nDate: x\n\nname: a\nemail: b\n\nFrom y\nFrom: c@d.example\nSubject: =?x?q?=00?=\n\n"))
	f.Add(crlf("From: a@b.example\nDate: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n<td>a</td><td>b</td><br><script>\n--b--\n"))
	f.Add([]byte("From: a@b.example\nDate: x\nContent-Type: text/plain; charset=utf-7\nContent-Transfer-Encoding: base64\n\n////"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if isMail(data) {
			readAll(t, data, Options{})
		}
		for _, one := range splitMails(bytes.Clone(data)) {
			_ = readMail(one)
		}
		_ = htmlText(string(data))
	})
}
