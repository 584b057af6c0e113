package files

import (
	"bytes"
	"html"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapport/app/report"
)

// landingOf is a page for a partner of that name, in English.
func landingOf(t testing.TB, name string) report.LandingPage {
	t.Helper()
	logo := image.NewNRGBA(image.Rect(0, 0, 240, 80))
	for i := range 240 * 80 {
		logo.Set(i%240, i/240, color.NRGBA{16, 112, 64, 255})
	}
	var raw bytes.Buffer
	if err := png.Encode(&raw, logo); err != nil {
		t.Fatal(err)
	}
	return report.LandingPage{Language: "en", Title: name + " recommends Harcourt LLP", Body: "Tell us **what it is about**.\n\n## What happens then\n\n1. You hear from us.\n2. You decide.",
		After: "## What you tell us stays with us\n\nAll of it.", Colour: "#2F5BD7", Code: "K7MQ4X", Shown: "K7M-Q4X", Disclosure: "The partner may receive a payment from us.",
		Firm:     report.LandingParty{Name: "Harcourt LLP", Logo: raw.Bytes(), Lines: []string{"12 Ely Place", "London EC1N 6RY"}, Email: "hello@harcourt.example", Phone: "+44 20 7946 0011", Website: "harcourt.example"},
		Partner:  report.LandingParty{Name: name, Logo: raw.Bytes()},
		Services: []string{"Probate", "Tax & trusts"}, Target: "https://forms.example/f/1", Privacy: "https://harcourt.example/privacy",
		Words: report.LandingWords{RecommendedBy: "Recommended by", Disclosure: "About this recommendation", Form: "Write to us", Required: "Fields marked * are needed.", Optional: "optional",
			Name: "Name", Email: "E-mail address", Phone: "Telephone", Organisation: "Company", Service: "What is it about?", Any: "Please choose", Message: "Your message", Send: "Send",
			Consent: "I agree that Harcourt LLP tells " + name + ".", Privacy: "Privacy notice", Empty: "Please leave empty", ByMail: "Rather by e-mail? Write to", Code: "Code"}}
}

func landingHTML(t *testing.T, p report.LandingPage) string {
	t.Helper()
	list, err := WriteLanding(p)
	if err != nil {
		t.Fatal(err)
	}
	return string(list[0].Bytes)
}

func TestALandingPageIsOneFileWithItsPictures(t *testing.T) {
	p := landingOf(t, "Birch Law")
	list, err := WriteLanding(p)
	if err != nil || len(list) != 3 || list[0].Name != "index.html" || list[1].Name != "firm.png" || list[2].Name != "partner.png" {
		t.Fatalf("%v %v", list, err)
	}
	again, _ := WriteLanding(p)
	if Sum(list) != Sum(again) {
		t.Error("the same page is not the same bytes")
	}
	page := string(list[0].Bytes)
	for _, want := range []string{`<html lang="en">`, `<title>Birch Law recommends Harcourt LLP – Harcourt LLP</title>`, `action="https://forms.example/f/1"`, `name="code" value="K7MQ4X"`,
		`<label for="email">`, `id="email" name="email" type="email"`, `name="homepage" tabindex="-1"`, `<a href="https://harcourt.example/privacy">Privacy notice</a>`,
		`prefers-color-scheme: dark`, `width="168" height="56"`, `<main>`, `<h2 id="told">About this recommendation</h2>`, "<strong>what it is about</strong>"} {
		if !strings.Contains(page, want) {
			t.Errorf("%s is missing", want)
		}
	}
	if strings.Index(page, `id="told"`) > strings.Index(page, "<form") {
		t.Error("the disclosure stands below the form")
	}
	for _, never := range []string{"<script", "javascript:", "http-equiv=\"refresh\"", "src=\"http", "ZgotmplZ", "<no value>"} {
		if strings.Contains(page, never) {
			t.Errorf("%s is on the page", never)
		}
	}
}

// A form that goes by mail has the whole message ready for whom the form does not work.
func TestALandingPageByMail(t *testing.T) {
	p := landingOf(t, "Birch Law")
	p.Target = "mailto:hello@harcourt.example"
	page := landingHTML(t, p)
	for _, want := range []string{`action="mailto:hello@harcourt.example" enctype="text/plain"`, `href="mailto:hello@harcourt.example?subject=Birch%20Law%20recommends`, "code%3A%20K7MQ4X%0D%0A"} {
		if !strings.Contains(page, want) {
			t.Errorf("%s is missing in\n%s", want, page[strings.Index(page, "<form"):])
		}
	}
}

// A landing page for a partner called <script>: what people entered is text on the page, wherever it stands.
func TestTX28_NamesOnALandingPageAreText(t *testing.T) {
	for _, name := range []string{`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `' onmouseover='alert(1)`, `{{.Firm.Name}}`, `</title><script>1</script>`, "</style><script>1</script>"} {
		p := landingOf(t, name)
		p.Body, p.Disclosure = "From "+name, name+" [a](javascript:alert(1)) <b onclick=1>x</b>"
		p.Firm.Website, p.Firm.Lines, p.Services, p.Code = "javascript:alert(1)", []string{name}, []string{name}, name
		page := landingHTML(t, p)
		for _, never := range []string{"<script", "<img src=x", "onerror=alert(1)>", "<b onclick", `href="javascript:`} {
			if strings.Contains(strings.ToLower(page), never) {
				t.Errorf("%q puts %s on the page", name, never)
			}
		}
		if !strings.Contains(html.UnescapeString(page), name) {
			t.Errorf("%s does not stand on the page at all", name)
		}
		if strings.Contains(name, "{{") && !strings.Contains(page, "{{.Firm.Name}} recommends") {
			t.Errorf("%q was not taken for what it says", name)
		}
	}
}

func TestAFolderIsWrittenWhereItChanged(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "pages")
	list := []WebFile{{"index.html", []byte("one")}, {"firm.png", []byte("p")}}
	write := func(want bool) {
		t.Helper()
		if changed, err := WriteFolder(dir, "birch-k7mq4x-en", list); err != nil || changed != want {
			t.Fatalf("changed %t, %v", changed, err)
		}
	}
	write(true)
	write(false)
	list[0].Bytes = []byte("two")
	write(true)
	if raw, err := os.ReadFile(filepath.Join(dir, "birch-k7mq4x-en", "index.html")); err != nil || string(raw) != "two" {
		t.Errorf("%q %v", raw, err)
	}
	left, err := filepath.Glob(filepath.Join(dir, "*", "*.part"))
	if err != nil || len(left) > 0 {
		t.Errorf("%v %v", left, err)
	}
}

// Names that lead out of the folder are refused, links out of it are not followed, and other people's files are left alone.
func TestTX27_AFolderKeepsToItsPlace(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"", "..", "../x", "a/b", ".ssh", "/etc"} {
		if _, err := WriteFolder(dir, name, []WebFile{{"index.html", nil}}); err == nil {
			t.Errorf("%q was written", name)
		}
	}
	if _, err := WriteFolder(dir, "page", []WebFile{{"../out.html", []byte("x")}}); err == nil {
		t.Error("a file left its folder")
	}
	outside := t.TempDir()
	if err := os.Symlink(outside, filepath.Join(dir, "linked")); err != nil {
		t.Skip("no links here")
	}
	if _, err := WriteFolder(dir, "linked", []WebFile{{"index.html", []byte("x")}}); err == nil {
		t.Error("a link out of the folder was followed")
	}
	if err := os.MkdirAll(filepath.Join(dir, "mine"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "mine", "thesis.txt"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := WriteFolder(dir, "mine", []WebFile{{"index.html", []byte("x")}}); err == nil || !strings.Contains(err.Error(), "left alone") {
		t.Errorf("%v", err)
	}
}
