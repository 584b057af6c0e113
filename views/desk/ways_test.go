package desk

import (
	"context"
	"crypto/sha256"
	"strings"
	"testing"

	"rapport/app"
	"rapport/views/kit"
)

// gone is where a desk went over to.
type gone struct {
	firm       *app.Firm
	importNext bool
}

// openWays shows a firm's desk with ways to other files; opened files are the firm of other.
func openWays(t testing.TB, w, other *world) (*bench, *gone) {
	t.Helper()
	to := &gone{}
	opts := options()
	opts.Enter = func(f *app.Firm, next bool) { *to = gone{f, next} }
	opts.Ways = &StartOptions{Zone: "Europe/London", Recent: []string{"/home/mei/aldgate.rapport"},
		New: func(_ context.Context, s app.Settings) (*app.Firm, error) { return other.firm, nil },
		Open: func(context.Context) (*app.Firm, error) {
			return nil, app.No("The file is open in another window.", "Close it there first.")
		},
		Reopen: func(_ context.Context, path string) (*app.Firm, error) {
			if strings.Contains(path, "aldgate") {
				return other.firm, nil
			}
			return nil, app.No(path+" is a newer file than this program reads.", "Install the newer program.")
		}}
	return openWith(t, w, 1280, 800, opts), to
}

func TestARecentFileIsOpenedFromThePalette(t *testing.T) {
	b, to := openWays(t, newWorld(t), newWorld(t))
	b.keys("Ctrl+K")
	b.Type("arpt") // letters in order are not enough for a name: they would hide partners and clients
	b.settle()
	if strings.Contains(b.Dump(), "aldgate.rapport") {
		t.Errorf("scattered letters find a file:\n%s", b.Dump())
	}
	b.keys("Ctrl+A")
	b.Type("recent ald")
	b.keys("Enter")
	if to.firm == nil || to.firm == b.w.firm {
		t.Errorf("the window did not go over to the other firm:\n%s", b.Dump())
	}
}

func TestAFileThatCannotBeOpenedLeavesThisOneOpen(t *testing.T) {
	b, to := openWays(t, newWorld(t), newWorld(t))
	b.d.root.Commands.Run("file.open")
	b.settle()
	b.sees(t, "The file is open in another window.")
	b.sees(t, "Aldgate Partners stays open.")
	if to.firm != nil {
		t.Error("the window went over all the same")
	}
	b.keys("Escape", "G", "R")
	b.sees(t, "No referrals yet")
}

func TestANewFirmIsBegunFromTheSettings(t *testing.T) {
	b, to := openWays(t, newWorld(t), newWorld(t))
	b.keys("G", "E")
	b.Tap(t, "New firm…")
	b.settle()
	b.Type("Birch & Co")
	b.keys("Tab")
	b.Type("eur")
	b.keys("Ctrl+S")
	if to.firm == nil || to.importNext {
		t.Errorf("no new firm: %+v\n%s", *to, b.Dump())
	}
}

func TestWorkUnderWayKeepsTheWindowWhereItIs(t *testing.T) {
	b, to := openWays(t, newWorld(t), newWorld(t))
	b.d.jobs.list = append(b.d.jobs.list, &job{label: "Checking the file", cancel: func() {}})
	b.d.openRecent("/home/mei/aldgate.rapport")
	b.settle()
	b.sees(t, "Checking the file is under way in this file.")
	if to.firm != nil {
		t.Error("the window went over all the same")
	}
}

// What is dropped on the window is imported, opened, verified or named.
func TestDroppedFiles(t *testing.T) {
	w := ranWorld(t)
	b, to := openWays(t, w, newWorld(t))
	drop := func(paths ...string) { b.d.Drop(paths); b.settle() }

	b.feed("partner.csv", latin(partnersCSV))
	drop("/home/mei/Downloads/partner.csv")
	b.sees(t, "Go on with partner.csv")
	b.keys("Ctrl+Enter")
	b.sees(t, "Abbott Mortgage Brokers")

	drop("/home/mei/notes.docx")
	b.sees(t, "notes.docx is nothing Rapport can take.")
	drop("/home/mei/partner.csv")
	b.sees(t, "Close what is open first")
	b.keys("Escape")
	drop("/a.csv", "/b.csv")
	b.sees(t, "One file can be taken at a time.")
	b.keys("Escape")

	b.feed("S-2026-0001.pdf", "%PDF-1.7 altered")
	drop("/home/mei/S-2026-0001.pdf")
	b.sees(t, "S-2026-0001.pdf is not one of your statements")
	b.keys("Escape")

	drop("/home/mei/aldgate.rapport")
	b.sees(t, "Open aldgate.rapport?")
	if to.firm != nil {
		t.Fatal("a dropped file was opened without asking")
	}
	b.Tap(t, "Open it")
	b.settle()
	if to.firm == nil {
		t.Errorf("the dropped file was not opened:\n%s", b.Dump())
	}
}

func TestADroppedStatementIsRecognised(t *testing.T) {
	w := issuedWorld(t)
	b, _ := openWays(t, w, newWorld(t))
	s, err := w.firm.Statements.Find(w.ctx, "S-2026-0001")
	w.check(err)
	pdf, err := w.firm.Statements.PDF(w.ctx, s.ID)
	w.check(err)
	if sha256.Sum256(pdf) != s.SHA256 {
		t.Fatal("the kept copy differs")
	}
	b.feed("from-a-mail.pdf", string(pdf))
	b.d.Drop([]string{"/home/mei/from-a-mail.pdf"})
	b.settle()
	b.sees(t, "from-a-mail.pdf is statement S-2026-00")
	b.keys("Enter")
	if !b.d.is("statements") {
		t.Errorf("the statement is not shown:\n%s", b.Dump())
	}
}

func TestDroppingBeforeThereIsAFirm(t *testing.T) {
	var got *app.Firm
	opts := startOptions()
	opts.Reopen = func(context.Context, string) (*app.Firm, error) { return &app.Firm{}, nil }
	w, s := opening(t, opts, func(f *app.Firm, _ bool) { got = f })
	s.Drop([]string{"/home/mei/list.csv"})
	if !strings.Contains(w.Dump(), "There is no firm yet that could take this.") {
		t.Errorf("nothing is said:\n%s", w.Dump())
	}
	w.Press("Enter")
	s.Drop([]string{"/home/mei/aldgate.rapport"})
	w.Stage.Run()
	if got == nil {
		t.Error("the dropped file was not opened")
	}
}

// Columns stay as a person left them, also in the next window.
func TestColumnsAreKept(t *testing.T) {
	w := someWorld(t)
	kept := map[string][]kit.ColState{}
	opts := options()
	opts.Columns = func(list string) []kit.ColState { return kept[list] }
	opts.KeepCols = func(list string, now []kit.ColState) { kept[list] = now }
	b := openWith(t, w, 1280, 800, opts)
	b.keys("G", "R")
	b.sees(t, "Owner*")
	l := b.d.screens["referrals"].screen.(*referrals)
	now := l.grid.Columns()
	for i := range now {
		now[i].Hidden = now[i].Key == "owner"
	}
	now[0], now[1] = now[1], now[0]
	l.grid.SetColumns(now)
	l.grid.OnColumns(now)

	b = openWith(t, w, 1280, 800, opts)
	b.keys("G", "R")
	l = b.d.screens["referrals"].screen.(*referrals)
	if cols := l.grid.Columns(); cols[0].Key != "partner" || strings.Contains(b.Dump(), "Owner*") {
		t.Errorf("the columns are %+v:\n%s", cols, b.Dump())
	}
	if row, ok := l.current(); !ok || !strings.Contains(b.Dump(), row.PartnerName) {
		t.Error("the cells do not follow the columns")
	}
}

// fileStories are the ways to other files, and what becomes of dropped ones.
func fileStories() []story {
	return []story{
		{name: "settings-files", world: someWorld, height: 1700, only: true, act: func(t *testing.T, b *bench) {
			b.d.opts.Ways = &StartOptions{Recent: []string{"/home/mei/Documents/birch.rapport", "/home/mei/.local/share/rapport/example/example.rapport"}}
			b.keys("G", "E")
		}},
		{name: "drop-import", world: someWorld, act: func(t *testing.T, b *bench) {
			b.feed("partner.csv", latin(partnersCSV))
			b.d.Drop([]string{"partner.csv"})
		}},
		{name: "drop-statement", world: issuedWorld, act: func(t *testing.T, b *bench) {
			s, err := b.w.firm.Statements.Find(b.w.ctx, "S-2026-0001")
			b.w.check(err)
			pdf, err := b.w.firm.Statements.PDF(b.w.ctx, s.ID)
			b.w.check(err)
			b.feed("from-a-mail.pdf", string(pdf))
			b.d.Drop([]string{"from-a-mail.pdf"})
		}},
		{name: "drop-altered", world: issuedWorld, act: func(t *testing.T, b *bench) {
			b.feed("from-a-mail.pdf", "%PDF-1.7 altered")
			b.d.Drop([]string{"from-a-mail.pdf"})
		}},
		{name: "drop-other", world: someWorld, act: func(t *testing.T, b *bench) { b.d.Drop([]string{"/home/mei/notes.docx"}) }},
		{name: "referral-fee-refused", world: someWorld, act: func(t *testing.T, b *bench) { b.selectStage(t, "Proposal"); b.keys("F") }},
	}
}

// While a file is being opened there is no choice that could take the keyboard.
func TestNothingGoneTakesTheKeyboard(t *testing.T) {
	opts := startOptions()
	w, s := opening(t, opts, func(*app.Firm, bool) {})
	s.run("Opening the file", opts.Open, false)
	if s.first != nil {
		t.Error("a choice that is not shown would take the keyboard")
	}
	w.Stage.Run()
	w.Press("Enter")
	if s.first == nil || w.Focused() != s.first {
		t.Errorf("the choices are back without the keyboard:\n%s", w.Dump())
	}
}
