package files

import (
	"fmt"
	"html"
	"image"
	_ "image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"rapport/app/report"
)

func news() report.News {
	return report.News{Language: "en", Subject: "News from Harcourt & Lowe", Firm: "Harcourt & Lowe LLP", Address: []string{"1 High Street", "London EC1"}, Why: "You receive this newsletter as a partner.",
		Leave: "Unsubscribe", LeaveTo: "mailto:firm@harcourt.example?subject=unsubscribe%20P-0001", Blocks: []report.NewsBlock{
			{Kind: "heading", Text: "Three things worth knowing"}, {Kind: "text", Text: "Dear Ann Alder,\n\nthe year has **begun** well; see [our page](https://harcourt.example/a).\n\n- One question that keeps coming up\n- One date not to be missed"},
			{Kind: "picture", Text: "Our new office at the river", Link: "https://harcourt.example/office.png"}, {Kind: "figure", Label: "42 %", Text: "of all introductions became clients"},
			{Kind: "quote", Text: "They called within the hour.", Label: "Ben Birch"}, {Kind: "material", Label: "Guide to fees", Text: "What a client pays, and *when*."},
			{Kind: "button", Label: "Introduce a client", Link: "https://harcourt.example/refer?p=ABC&c=1"}, {Kind: "divider"}, {Kind: "disclosure", Text: "We pay a share of our fees for introductions."}}}
}

func newsPage(t *testing.T, n report.News) string {
	t.Helper()
	page, err := WriteNews(n)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func TestANewsletterIsAPageForMailPrograms(t *testing.T) {
	page := newsPage(t, news())
	for _, want := range []string{`<html lang="en">`, "<title>News from Harcourt &amp; Lowe</title>", `alt="Our new office at the river"`, "<strong>begun</strong>", `href="https://harcourt.example/refer?p=ABC&amp;c=1"`,
		`href="mailto:firm@harcourt.example?subject=unsubscribe%20P-0001"`, "Harcourt &amp; Lowe LLP, 1 High Street, London EC1", "prefers-color-scheme: dark", "max-width:624px"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %s", want)
		}
	}
	for _, bad := range []string{"<script", "<link", "@import", "url(", "position:", "float:", "ZgotmplZ", "<form", "onload"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page has %s", bad)
		}
	}
	if imgs := regexp.MustCompile(`<img [^>]*>`).FindAllString(page, -1); len(imgs) != 1 || !strings.Contains(imgs[0], ` alt="`) {
		t.Errorf("%q", imgs)
	}
	if again := newsPage(t, news()); again != page {
		t.Error("the same newsletter gives other bytes")
	}
}

// What names and texts hold never becomes markup, and links lead to the web or to mail alone.
func TestTX28_HTMLInANewsletterIsText(t *testing.T) {
	n := news()
	evil := `<script>alert(1)</script>"><img src=x onerror=alert(1)>`
	n.Subject, n.Firm, n.Address, n.Why, n.Leave = evil, evil, []string{evil}, evil, evil
	for i := range n.Blocks {
		n.Blocks[i].Text, n.Blocks[i].Label = evil, evil
	}
	n.Blocks[1].Text = evil + "\n\n[a](javascript:alert(1)) ![p](https://x.example/track.gif) <b>x</b>"
	page := newsPage(t, n)
	if strings.Contains(page, "<script") || regexp.MustCompile(`<[^>]*onerror`).MatchString(regexp.MustCompile(`"[^"]*"`).ReplaceAllString(page, "")) || regexp.MustCompile(`(?i)href="javascript`).MatchString(page) {
		t.Errorf("%s", page)
	}
	if strings.Count(page, "<img") != 2 { // that of the picture block, and the one a text names by an address of the web
		t.Errorf("%d pictures", strings.Count(page, "<img"))
	}
}

func TestTX23_ANewsletterLeadsToTheWebAlone(t *testing.T) {
	n := news()
	for _, link := range []string{"javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "ftp://x.example"} {
		for i := range n.Blocks {
			n.Blocks[i].Link = link
		}
		n.LeaveTo = link
		if page := newsPage(t, n); strings.Contains(page, link[:5]) {
			t.Errorf("%s is in the page", link)
		}
	}
}

// The page fits a phone and a desktop. RAPPORT_NEWS names a folder for the pictures, to be looked at.
func TestANewsletterFitsPhoneAndDesktop(t *testing.T) {
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("There is no chromium here, so the newsletter was not opened in a browser.")
	}
	dir := os.Getenv("RAPPORT_NEWS")
	if dir == "" {
		dir = t.TempDir()
	}
	n := news()
	n.Blocks = append(n.Blocks, report.NewsBlock{Kind: "heading", Text: strings.Repeat("Donaudampfschifffahrtsgesellschaft", 4)})
	open := func(width int, more ...string) string {
		frame := filepath.Join(t.TempDir(), "frame.html")
		page := fmt.Sprintf(`<html><body style="margin:0"><iframe id="f" srcdoc="%s" style="border:0;width:%dpx;height:1700px" onload="document.title = f.contentDocument.documentElement.scrollWidth"></iframe></body></html>`,
			html.EscapeString(newsPage(t, n)), width)
		if err := os.WriteFile(frame, []byte(page), 0o600); err != nil {
			t.Fatal(err)
		}
		args := append([]string{"--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--user-data-dir=" + t.TempDir(), fmt.Sprintf("--window-size=%d,1700", max(width, 500))}, more...)
		out, err := exec.CommandContext(t.Context(), chromium, append(args, "file://"+frame)...).Output()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return string(out)
	}
	for _, width := range []int{375, 640} {
		if dom := open(width, "--dump-dom"); !strings.Contains(dom, fmt.Sprintf("<title>%d</title>", width)) {
			t.Errorf("on %d points it is as wide as %s", width, regexp.MustCompile("<title>[0-9]*</title>").FindString(dom))
		}
		for scheme, flag := range map[string]string{"light": "--blink-settings=preferredColorScheme=1", "dark": "--blink-settings=preferredColorScheme=0"} {
			picture := filepath.Join(dir, fmt.Sprintf("newsletter-%d-%s.png", width, scheme))
			open(width, flag, "--screenshot="+picture)
			if size := pictureSize(t, picture); size.X < width || size.Y < 1000 {
				t.Errorf("%s is %v", picture, size)
			}
		}
	}
}

func pictureSize(t *testing.T, path string) image.Point {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	c, _, err := image.DecodeConfig(f)
	if err != nil {
		t.Fatal(err)
	}
	return image.Pt(c.Width, c.Height)
}
