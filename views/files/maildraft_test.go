package files

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"testing"
	"time"
)

func aDraft() MailDraft {
	return MailDraft{From: "partners@lindt.example", FromName: "Lindt & Partner", To: "anna@harcourt.example", ToName: "Müller, Anna", Subject: "Vielen Dank für Ihre Empfehlung – „R-1“",
		Body: "Guten Tag,\n\n**fett** und \\<b\\>nicht\\</b\\> <script>alert(1)</script>\n\n- eins\n- zwei\n\n[gut](https://a.example) [schlecht](javascript:alert(1))\n\n.Punkt am Anfang", Language: "de",
		Key: []byte{1, 2, 3}, Date: time.Date(2026, 6, 15, 0, 0, 0, 0, time.UTC)}
}

// mailParts reads a draft as a mail program does: its head, and its texts by type.
func mailParts(t *testing.T, raw []byte) (mail.Header, map[string]string) {
	t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for r := multipart.NewReader(m.Body, params["boundary"]); ; {
		p, err := r.NextRawPart()
		if err == io.EOF {
			return m.Header, texts
		}
		if err != nil {
			t.Fatal(err)
		}
		kind, _, _ := mime.ParseMediaType(p.Header.Get("Content-Type"))
		text, err := io.ReadAll(quotedprintable.NewReader(p))
		if err != nil {
			t.Fatal(err)
		}
		texts[kind] = string(text)
	}
}

func TestADraftIsReadBack(t *testing.T) {
	raw, err := WriteMailDraft(aDraft())
	if err != nil {
		t.Fatal(err)
	}
	head, texts := mailParts(t, raw)
	subject, _ := new(mime.WordDecoder).DecodeHeader(head.Get("Subject"))
	to, err := head.AddressList("To")
	if err != nil || subject != aDraft().Subject || to[0].Name != "Müller, Anna" || to[0].Address != "anna@harcourt.example" || head.Get("X-Unsent") != "1" {
		t.Errorf("%q to %v, unsent %q, %v", subject, to, head.Get("X-Unsent"), err)
	}
	if head.Get("User-Agent") != "" || strings.Contains(head.Get("Message-Id"), "localhost") || !strings.Contains(head.Get("Message-Id"), "010203") {
		t.Errorf("it says of the machine: %v", head)
	}
	if text := texts["text/plain"]; !strings.Contains(text, "fett und <b>nicht</b>") || !strings.Contains(text, "- eins") || !strings.Contains(text, "gut (https://a.example)") {
		t.Errorf("text:\n%s", text)
	}
	again, err := WriteMailDraft(aDraft())
	if err != nil || !bytes.Equal(raw, again) {
		t.Errorf("the same draft has other bytes, %v", err)
	}
}

func TestTX28_HTMLInAMailIsText(t *testing.T) {
	raw, err := WriteMailDraft(aDraft())
	if err != nil {
		t.Fatal(err)
	}
	_, texts := mailParts(t, raw)
	html := texts["text/html"]
	if strings.Contains(html, "<script") || strings.Contains(html, "javascript:") || !strings.Contains(html, "&lt;b&gt;nicht") || !strings.Contains(html, "<strong>fett</strong>") || !strings.Contains(html, `lang="de"`) {
		t.Errorf("html:\n%s", html)
	}
}

func TestTX17_LineBreaksInAHeadAreRefused(t *testing.T) {
	for _, change := range []func(*MailDraft){
		func(d *MailDraft) { d.Subject = "a\r\nBcc: x@y.example" }, func(d *MailDraft) { d.ToName = "a\nb" }, func(d *MailDraft) { d.To = "a@b.example\r\nBcc: c@d.example" },
		func(d *MailDraft) { d.FromName = "a\rb" }, func(d *MailDraft) { d.To = "nobody" },
	} {
		d := aDraft()
		change(&d)
		if raw, err := WriteMailDraft(d); err == nil {
			t.Errorf("it was written:\n%s", raw)
		}
	}
	d := aDraft()
	d.From, d.To = "", ""
	if _, err := WriteMailDraft(d); err != nil {
		t.Errorf("a draft without addresses: %v", err)
	}
}
