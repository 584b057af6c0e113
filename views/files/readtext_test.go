package files

import (
	"archive/zip"
	"bytes"
	"context"
	"strings"
	"testing"
)

// packed is a zip archive of parts.
func packed(t testing.TB, parts ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const wordBody = `<?xml version="1.0"?><w:document><w:body><w:p><w:r><w:t>Fees &amp; </w:t></w:r><w:r><w:t>terms</w:t></w:r></w:p><w:p><w:r><w:t>Straße</w:t></w:r></w:p></w:body></w:document>`

func TestTheTextOfDocumentsIsRead(t *testing.T) {
	docx := packed(t, "word/document.xml", wordBody, "word/footer1.xml", `<w:ftr><w:p><w:t>page one</w:t></w:p></w:ftr>`, "word/styles.xml", `<a><t>no words of it</t></a>`, "word/media/x.png", "\x89PNG")
	for _, c := range []struct {
		name, want, note string
		data             []byte
	}{
		{"a.docx", "Fees & terms|Straße|page one", "", docx},
		{"a.PPTX", "Slide one", "", packed(t, "ppt/slides/slide1.xml", `<p:sld><a:p><a:t>Slide one</a:t></a:p></p:sld>`)},
		{"a.odt", "Erster Satz mit fett", "", packed(t, "content.xml", `<o><text:p>Erster <text:span>Satz</text:span> mit <text:b>fett</text:b></text:p></o>`)},
		{"a.txt", "plain", "", []byte("plain")},
		{"a.txt", "half a", "", []byte("half \xffa")},
		{"a.md", "", "It is very long; only its beginning is searched.", bytes.Repeat([]byte("word "), 300_000)},
		{"a.mp4", "", "", []byte("\x00\x00")},
		{"cut.docx", "", "It is damaged or protected by a password; only its title and tags are searched.", docx[:len(docx)/2]},
		{"bad.docx", "Fees", "It is damaged; not all of it is searched.", packed(t, "word/document.xml", `<w:p><w:t>Fees</w:t>`)},
		{"empty.docx", "", "It is damaged or protected by a password; only its title and tags are searched.", nil},
	} {
		got, err := ReadText(context.Background(), c.name, c.data)
		said := strings.Join(strings.FieldsFunc(got.Text, func(r rune) bool { return r == '\n' }), "|")
		if err != nil || got.Note != c.note || c.note != "It is very long; only its beginning is searched." && strings.Join(strings.Fields(said), " ") != c.want {
			t.Errorf("%s: %v %q (%s), want %q", c.name, err, said, got.Note, c.want)
		}
		if len(got.Text) > maxText+maxToken {
			t.Errorf("%s: %d bytes", c.name, len(got.Text))
		}
	}
}

func TestIM_ArchivesThatHarmAreRefused(t *testing.T) {
	var many []string
	for range maxEntries + 1 {
		many = append(many, "word/a.txt", "")
	}
	for name, c := range map[string]struct {
		data []byte
		say  string
	}{
		"a bomb":   {packed(t, "word/document.xml", strings.Repeat(" ", 60<<20)), "which no real list does"},
		"entities": {packed(t, "word/document.xml", `<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>`), "DOCTYPE"},
		"too many": {packed(t, many...), "holds 2001 files inside"},
	} {
		if _, err := ReadText(context.Background(), "plan.docx", c.data); err == nil || !strings.Contains(err.Error(), c.say) {
			t.Errorf("%s: %v", name, err)
		}
	}
	over, stop := context.WithCancel(context.Background())
	stop()
	if got, err := ReadText(over, "plan.docx", packed(t, "word/document.xml", wordBody)); err != nil || !strings.Contains(got.Note, "took too long") {
		t.Errorf("%v %+v", err, got)
	}
}

func FuzzReadText(f *testing.F) {
	f.Add("a.docx", packed(f, "word/document.xml", wordBody))
	f.Add("a.odt", packed(f, "content.xml", `<o><p>x</p></o>`))
	f.Add("a.txt", []byte("x\xff"))
	f.Add("a.pptx", []byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		got, err := ReadText(context.Background(), name, data)
		if err == nil && len(got.Text) > maxText+maxToken {
			t.Errorf("%d bytes of text", len(got.Text))
		}
	})
}
