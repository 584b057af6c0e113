package kit

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// written is what segments say: links in angle brackets with where they lead.
func written(all []widget.RichTextSegment) string {
	var b strings.Builder
	for _, s := range all {
		switch s := s.(type) {
		case *widget.TextSegment:
			b.WriteString(s.Text)
		case *widget.HyperlinkSegment:
			fmt.Fprintf(&b, "<%s %v>", s.Text, s.URL)
		case *widget.ListSegment:
			b.WriteString(written(s.Items))
		case *widget.ParagraphSegment:
			b.WriteString(written(s.Texts))
		case *widget.ImageSegment:
			b.WriteString("IMAGE")
		}
	}
	return b.String()
}

func TestTX23_LinksOfNotesLeadToTheWebAndToMailOnly(t *testing.T) {
	test.NewTempApp(t)
	for link, ok := range map[string]bool{"https://x.example/a": true, "http://x.example": true, "mailto:ann@x.example": true, "HTTPS://x.example": true,
		"javascript:alert(1)": false, "file:///etc/passwd": false, "data:text/html,x": false, "//x.example": false, "/etc/passwd": false, "https:": false, "vbscript:x": false, "": false} {
		u, err := url.Parse(link)
		if err != nil {
			t.Fatal(err)
		}
		if SafeLink(u) != ok {
			t.Errorf("%q: %v", link, !ok)
		}
	}
	m := NewMarkdown()
	m.Set("# Head\n\nsee [site](https://x.example) and [bad](file:///etc/passwd)\n\n- [run](javascript:alert(1))\n- ![pixel](https://spy.example/x.png)")
	got := written(m.rich.Segments)
	if !strings.Contains(got, "<site https://x.example>") || strings.Contains(got, "file:") || strings.Contains(got, "javascript") || strings.Contains(got, "IMAGE") || !strings.Contains(got, "bad") {
		t.Errorf("%q", got)
	}
}

// A picture in a note is not asked for, not even while the note is read; the control shows that it would be seen.
func TestTX23_PicturesOfNotesAreNotFetched(t *testing.T) {
	test.NewTempApp(t)
	var asked atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer server.Close()
	text := "Hello\n\n![pixel](" + server.URL + "/x.png)\n\n- ![pixel](" + server.URL + "/y.png)"
	m := NewMarkdown()
	test.NewTempWindow(t, m).Resize(fyne.NewSize(400, 300))
	m.Set(text)
	m.Refresh()
	if n := asked.Load(); n != 0 {
		t.Errorf("%d pictures were asked for", n)
	}
	rich := widget.NewRichText()
	test.NewTempWindow(t, rich).Resize(fyne.NewSize(400, 300))
	if rich.ParseMarkdown(text); asked.Load() == 0 {
		t.Error("the control asked for nothing: this test sees nothing")
	}
}

func TestWhatANoteNamesOpens(t *testing.T) {
	test.NewTempApp(t)
	opened := ""
	m := NewMarkdown()
	m.Set("**@Rosa Finch** asks about R-2026-0001, and `R-2026-0001` again", Named{"@Rosa Finch", func() { opened += "rosa " }}, Named{"R-2026-0001", func() { opened += "referral " }})
	for _, s := range m.rich.Segments {
		if p, ok := s.(*widget.ParagraphSegment); ok {
			for _, s := range p.Texts {
				tap(s)
			}
		}
		tap(s)
	}
	if !strings.HasPrefix(opened, "rosa referral ") {
		t.Errorf("opened %q of %q", opened, written(m.rich.Segments))
	}
	m.Set(strings.Repeat(">", 5000) + " deep")
	if got := written(m.rich.Segments); !strings.Contains(got, "deep") {
		t.Errorf("%.40q", got)
	}
}

func tap(s widget.RichTextSegment) {
	if l, ok := s.(*widget.HyperlinkSegment); ok && l.OnTapped != nil {
		l.OnTapped()
	}
}
