package desk

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
	"rapport/views/kit/kittest"
)

// machine is the outside of tests: it gives the file it was made with and keeps what it is given.
type machine struct {
	name    string
	content []byte
	saved   map[string][]byte
	shown   []string
	printed []string
	fails   error
	warm    bool
}

func (m *machine) SaveFile(_ context.Context, name string, content []byte) (string, error) {
	if m.saved == nil {
		m.saved = map[string][]byte{}
	}
	m.saved[name] = content
	return "/home/mei/" + name, m.fails
}

func (m *machine) PickFile(context.Context, string, ...string) (string, []byte, error) {
	return m.name, m.content, m.fails
}

func (m *machine) OpenLink(_ context.Context, link string) error {
	m.shown = append(m.shown, link)
	return m.fails
}

func (m *machine) OpenFile(_ context.Context, path string) error {
	m.shown = append(m.shown, path)
	return m.fails
}

func (m *machine) ShowFile(_ context.Context, name string, _ []byte) error {
	m.shown = append(m.shown, name)
	return m.fails
}

func (m *machine) Print(_ context.Context, name string, _ []byte) error {
	m.printed = append(m.printed, name)
	return m.fails
}

func (m *machine) Ready(context.Context) { m.warm = true }

// Pages draws two blank pages of a PDF, so that the viewer has something to show.
func (m *machine) Pages(_ context.Context, pdf []byte) (kit.Paper, error) {
	if !bytes.HasPrefix(pdf, []byte("%PDF")) {
		return nil, errors.New("not a PDF")
	}
	return blankPaper{}, m.fails
}

type blankPaper struct{}

func (blankPaper) Pages() int                  { return 2 }
func (blankPaper) Size(int) (float64, float64) { return 595, 842 }
func (blankPaper) Render(_ context.Context, _, width int) (image.Image, error) {
	img := image.NewGray(image.Rect(0, 0, width, width*842/595))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for x := width / 8; x < width/2; x++ {
		img.SetGray(x, width/8, color.Gray{})
	}
	return img, nil
}

const partnersCSV = "Partner;Art;E-Mail;Betreuer\r\nMüller & Söhne;accountant;info@mueller.example;Ana Ruiz\r\nAbbott Mortgage Brokers;consultant;;\r\n" +
	"Lindgren;no such type;lindgren@example.com;\r\n;accountant;;\r\nQuist Advisory;attorney;not an address;Mei Tanaka\r\n"

const dealsCSV = "Opportunity,Referred By,Account Name,Created,Stage,Amount,Close Date\n" +
	"D-1,Finch Family Office,Bellweather Ltd,03/04/2026,Closed Won,\"12,400.00\",05/06/2026\n" +
	"D-2,New Harbour Tax,J. Okafor,04/05/2026,Proposal,8000,\n" +
	"D-3,New Harbour Tax,Quill Dental,06/07/2026,Closed Lost,,08/09/2026\n"

// feed puts a file into the hands of the window.
func (b *bench) feed(name, content string) *machine {
	m := &machine{name: name, content: []byte(content)}
	b.d.opts.Outside = m
	return m
}

// importKind goes to the import with a file of a kind.
func (b *bench) importKind(kind, name, content string) {
	b.feed(name, content)
	b.keys("G", "I")
	m := b.d.screens["import"].screen.(*imports)
	m.flow.kind = kind
	m.draw()
	b.keys("Ctrl+O")
}

func latin(text string) string {
	var out bytes.Buffer
	for _, r := range text {
		out.WriteByte(byte(r))
	}
	return out.String()
}

// importStories are the steps of an import.
func importStories() []story {
	partners := func(b *bench) { b.importKind(app.ImportPartners, "partner.csv", latin(partnersCSV)) }
	return []story{
		{name: "import", world: someWorld, act: func(t *testing.T, b *bench) { b.keys("G", "I") }},
		{name: "import-read", world: someWorld, act: func(t *testing.T, b *bench) { partners(b) }},
		{name: "import-columns", world: someWorld, act: func(t *testing.T, b *bench) { partners(b); b.keys("Ctrl+Enter") }},
		{name: "import-check", world: someWorld, act: func(t *testing.T, b *bench) { partners(b); b.keys("Ctrl+Enter", "Ctrl+Enter") }},
		{name: "import-done", world: someWorld, act: func(t *testing.T, b *bench) { partners(b); b.keys("Ctrl+Enter", "Ctrl+Enter", "Ctrl+Enter") }},
		{name: "import-question", world: someWorld, act: func(t *testing.T, b *bench) {
			b.importKind(app.ImportDeals, "deals.csv", dealsCSV)
			b.keys("Ctrl+Enter", "Ctrl+Enter")
		}},
		{name: "import-broken", world: someWorld, act: func(t *testing.T, b *bench) {
			b.importKind(app.ImportPartners, "photo.csv", "\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01")
		}},
	}
}

func logoPNG(t testing.TB) []byte {
	img := image.NewRGBA(image.Rect(0, 0, 240, 80))
	for x := range 240 {
		for y := range 80 {
			img.Set(x, y, color.RGBA{0x2F, 0x5B, 0xD7, 0xFF})
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// onSettings goes to the settings; what differs from run to run is replaced.
func (b *bench) onSettings() {
	b.keys("G", "E")
	b.d.screens["settings"].screen.(*settings).drawFile(app.FileInfo{Path: "/home/mei/aldgate.rapport", Size: 3 << 20, Ledger: 9,
		Head: "7F3A-91C2-0B44-D1E8", LastBackup: "2026-11-21 18:02", Counts: map[string]int64{"partners": 9, "referrals": 34}})
}

// settingsStories are the states of the section of settings.
func settingsStories() []story {
	return []story{
		{name: "settings", world: someWorld, height: 1500, act: func(t *testing.T, b *bench) {
			b.importKind(app.ImportPartners, "partner.csv", latin(partnersCSV))
			b.keys("Ctrl+Enter", "Ctrl+Enter", "Ctrl+Enter")
			b.feed("logo.png", string(logoPNG(t)))
			b.keys("G", "E")
			b.d.chooseLogo()
			b.settle()
			b.d.root.DropToast()
			b.onSettings()
		}},
		{name: "settings-firm", world: someWorld, act: func(t *testing.T, b *bench) { b.onSettings(); b.d.editFirm() }},
		{name: "settings-print", world: someWorld, act: func(t *testing.T, b *bench) { b.onSettings(); b.d.editPrint() }},
		{name: "settings-lists", world: someWorld, act: func(t *testing.T, b *bench) { b.onSettings(); b.d.editLists() }},
		{name: "statement-pdf", world: issuedWorld, act: func(t *testing.T, b *bench) { b.feed("", ""); b.onStatement(t, app.StatementIssued); b.keys("O") }},
	}
}

// opening is the start screen in a window without a display.
func opening(t testing.TB, opts StartOptions, ready func(*app.Firm, bool)) (*kittest.Window, *Start) {
	var s *Start
	w := kittest.Open(t, fyne.NewSize(1280, 800), func(r *kit.Root) fyne.CanvasObject {
		s = startOn(r, opts, ready)
		return s.pages
	})
	w.Root.Focus(s.first)
	w.Stage.Run()
	return w, s
}

func startOptions() StartOptions {
	return StartOptions{
		Example: func(_ context.Context, progress func(done, total int64)) (*app.Firm, error) {
			progress(30, 100)
			return &app.Firm{}, nil
		},
		New: func(_ context.Context, s app.Settings) (*app.Firm, error) {
			if strings.TrimSpace(s.FirmName) == "Taken" {
				return nil, app.Bad("firm name", "There is a file of that name already.", "Choose another name, or open that file.")
			}
			return &app.Firm{}, nil
		},
		Open:   func(context.Context) (*app.Firm, error) { return nil, errors.New("locked") },
		Zone:   "Europe/London",
		Recent: []string{"/home/mei/aldgate.rapport"},
		Reopen: func(context.Context, string) (*app.Firm, error) {
			return nil, app.No("The file is open in another window.", "Close it there first.")
		},
	}
}

// startStories are the states before there is a file; they stand on no desk.
func startStories() map[string]func(t testing.TB) *kittest.Window {
	none := func(*app.Firm, bool) {}
	return map[string]func(t testing.TB) *kittest.Window{
		"start": func(t testing.TB) *kittest.Window { w, _ := opening(t, startOptions(), none); return w },
		"start-new": func(t testing.TB) *kittest.Window {
			w, s := opening(t, startOptions(), none)
			s.newFirm()
			w.Stage.Run()
			w.Type("Taken")
			w.Press("Tab")
			w.Type("gbp")
			w.Press("Ctrl+S")
			return w
		},
		"start-last-refused": func(t testing.TB) *kittest.Window {
			opts := startOptions()
			opts.Refused = app.No("/home/mei/aldgate.rapport is open in another window.", "Close it there, then open it again.")
			w, _ := opening(t, opts, none)
			return w
		},
		"start-refused": func(t testing.TB) *kittest.Window {
			w, _ := opening(t, startOptions(), none)
			w.Tap(t, "/home/mei/aldgate.rapport")
			return w
		},
	}
}

func (m *machine) ReadFile(_ context.Context, path string) (string, []byte, error) {
	return m.name, m.content, m.fails
}
