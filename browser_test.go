package main

import (
	"context"
	_ "embed"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapport/app/report"
	"rapport/assets"
)

//go:embed testdata/drive.html
var driver string

// looked is what the driver found on the page at one width.
type looked struct {
	Width    int      `json:"width"`
	Dark     bool     `json:"dark"`
	Wide     int      `json:"wide"`     // how far the page reaches beyond the window
	Faint    []string `json:"faint"`    // texts with a contrast under 4.5
	Texts    int      `json:"texts"`    // that were measured
	Nameless []string `json:"nameless"` // fields without a label that is seen
	Small    []string `json:"small"`    // what is pressed, under 24 points
	Unseen   []string `json:"unseen"`   // what shows no focus
	Faults   []string `json:"faults"`   // anything else
}

// site serves a folder of pages and takes what their forms send.
type site struct {
	*httptest.Server
	found chan []looked
	sent  chan url.Values
}

func newSite(t *testing.T, dir string) *site {
	s := &site{found: make(chan []looked, 1), sent: make(chan url.Values, 1)}
	mux := http.NewServeMux()
	mux.Handle("/pages/", http.StripPrefix("/pages/", http.FileServer(http.Dir(dir))))
	mux.HandleFunc("/drive", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, driver) })
	mux.HandleFunc("/found", func(_ http.ResponseWriter, r *http.Request) {
		var all []looked
		if err := json.NewDecoder(r.Body).Decode(&all); err != nil {
			t.Errorf("what the driver found: %v", err)
		}
		s.found <- all
	})
	mux.HandleFunc("/answer", func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil || r.Method != http.MethodPost {
			t.Errorf("%s %v", r.Method, err)
		}
		s.sent <- r.PostForm
		fmt.Fprint(w, "<title>Thank you</title>")
	})
	s.Server = httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

// browse opens an address in a browser without a window until done is told, or a minute is over.
func browse[T any](t *testing.T, address string, done <-chan T, flags ...string) (got T) {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("the page is looked at in a real browser: install chromium (apt-get install --no-install-recommends chromium)")
	}
	stop, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	args := append([]string{"--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--user-data-dir=" + t.TempDir(), "--window-size=1500,1200"}, flags...)
	cmd := exec.CommandContext(stop, path, append(args, address)...)
	cmd.WaitDelay = 5 * time.Second
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { cancel(); _ = cmd.Wait() }()
	select {
	case got = <-done:
	case <-stop.Done():
		t.Fatal("the browser did not say what it found")
	}
	return got
}

// landingFolder is a firm whose partner has a page, written into a folder; the form goes to address.
func landingFolder(t *testing.T, l *line, address, language string) (dir, page string) {
	t.Helper()
	l.write("logo.png", string(assets.ExampleLogo()))
	for _, args := range [][]string{
		{"new", l.file, "--firm", "Aldgate & Söhne", "--currency", "EUR"},
		{"template", "begin"},
		{"landing", "set", "--form", address + "/answer", "--privacy", address + "/privacy", "--colour", "#FFE000"},
		{"partner", "add", "Alder <script>alert(1)</script> Tax"},
		{"partner", "logo", "P-0001", "--attach", "logo.png"},
		{"partner", "stage", "P-0001", "in review"}, {"partner", "stage", "P-0001", "onboarding"},
		{"material", "add", "What partners get", "--kind", "disclosure", "--text", "{{ partner.name }} may receive a **payment** from us. [More](https://aldgate.example/more)"},
		{"material", "approve", "M-0001"}, {"material", "publish", "M-0001"},
		{"landing", "write", "P-0001", "--out", "pages", "--language", language},
	} {
		l.must(args...)
	}
	all, err := filepath.Glob(filepath.Join(l.home, "pages", "*"))
	if err != nil || len(all) != 1 {
		t.Fatalf("%v %v", all, err)
	}
	return filepath.Join(l.home, "pages"), filepath.Base(all[0])
}

// The page as people meet it: at three widths, light and dark, read, reached by the keyboard, filled in and sent.
func TestTheLandingPageInABrowser(t *testing.T) {
	l := newLine(t)
	s := newSite(t, filepath.Join(l.home, "pages"))
	_, page := landingFolder(t, l, s.URL, "de")
	address := s.URL + "/drive?page=" + url.QueryEscape("/pages/"+page+"/")
	for _, dark := range []bool{false, true} {
		all := browse(t, address, s.found, fmt.Sprintf("--blink-settings=preferredColorScheme=%d", map[bool]int{true: 0, false: 1}[dark]))
		if len(all) != 3 {
			t.Fatalf("%d widths were looked at", len(all))
		}
		for _, at := range all {
			if at.Dark != dark || at.Texts < 25 {
				t.Errorf("dark %t at %d: the browser is dark %t, %d texts were measured", dark, at.Width, at.Dark, at.Texts)
			}
			if at.Wide > 0 || len(at.Faint)+len(at.Nameless)+len(at.Small)+len(at.Unseen)+len(at.Faults) > 0 {
				t.Errorf("dark %t at %d: %+v", dark, at.Width, at)
			}
		}
	}
	// The control: a page with every one of these faults is found out.
	spoiled, err := os.ReadFile(filepath.Join(l.home, "pages", page, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	worse := strings.NewReplacer("--text: #1C2430", "--text: #C0C0C0", `<label for="email">`, `<label>`, "overflow-wrap: anywhere", "min-width: 900px", ":focus-visible {", ".never {",
		"<main>", "<div>", "</main>", "</div>", `<input id="phone"`, `<input style="min-height: 10px; height: 10px; padding: 0" id="phone"`).Replace(string(spoiled))
	if err := os.WriteFile(filepath.Join(l.home, "pages", page, "worse.html"), []byte(worse), 0o600); err != nil {
		t.Fatal(err)
	}
	at := browse(t, address+"worse.html", s.found, "--blink-settings=preferredColorScheme=1")[0]
	if at.Wide <= 0 || len(at.Faint) == 0 || len(at.Nameless) == 0 || len(at.Small) == 0 || len(at.Unseen) == 0 || len(at.Faults) == 0 {
		t.Errorf("the control went through: %+v", at)
	}
}

// What a reader enters comes back, as the list and as the mail of a form service, once, credited to the partner whose page it was.
func TestAFormThatWasSentBecomesAReferral(t *testing.T) {
	l := newLine(t)
	s := newSite(t, filepath.Join(l.home, "pages"))
	_, page := landingFolder(t, l, s.URL, "en")
	form := browse(t, s.URL+"/drive?fill=1&page="+url.QueryEscape("/pages/"+page+"/"), s.sent)
	if form.Get(report.LandingName) != "Jürgen Müller-Lüdenscheidt" || form.Get(report.LandingTrap) != "" || form.Get(report.LandingConsent) != "yes" || form.Get(report.LandingCode) == "" {
		t.Fatalf("%v", form)
	}
	var list strings.Builder
	w := csv.NewWriter(&list)
	names := []string{report.LandingCode, report.LandingName, report.LandingEmail, report.LandingPhone, report.LandingOrganisation, report.LandingMessage, report.LandingConsent, report.LandingTrap}
	row := make([]string, len(names))
	mail := "From: forms@service.example\r\nSubject: New answer\r\nDate: Tue, 10 Feb 2026 09:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
	for i, name := range names {
		row[i] = form.Get(name)
		mail += name + ": " + strings.ReplaceAll(row[i], "\n", "\r\n") + "\r\n"
	}
	_ = w.Write(append(names, "Submitted at"))
	_ = w.Write(append(row, "2026-02-10 09:00"))
	w.Flush()
	l.write("answers.csv", list.String())
	l.write("answer.eml", mail)
	if out := l.must("import", "leads", "answers.csv", "--json"); !strings.Contains(out, `"leads": 1`) {
		t.Fatal(out)
	}
	if out := l.must("import", "leads", "answer.eml", "--json"); !strings.Contains(strings.Join(strings.Fields(out), " "), `"unchanged": { "leads": 1 }`) {
		t.Errorf("the mail of the same answer: %s", out)
	}
	if out := l.must("lead", "show", "1"); !strings.Contains(out, "Partner: Alder <script>") {
		t.Errorf("%s", out)
	}
	l.must("lead", "accept", "1")
	if out := l.must("referral", "list", "--json"); !strings.Contains(out, "Alder") || !strings.Contains(out, "Lüdenscheidt GmbH") {
		t.Errorf("%s", out)
	}
}
