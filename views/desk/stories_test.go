package desk

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/report"
	"rapport/data"
	"rapport/data/sample"
	"rapport/views/files"
	"rapport/views/kit"
	"rapport/views/kit/kittest"
)

// story is one state of the window: what the firm holds and how the person got there. The list is the golden test and
// the gallery.
type story struct {
	name   string
	world  func(testing.TB) *world
	act    func(*testing.T, *bench)
	width  float32 // 0: 1280
	height float32 // 0: 800
	only   bool    // a picture, no golden: what it shows is made elsewhere
}

func (s story) open(t *testing.T) *bench {
	w, h := s.width, s.height
	if w == 0 {
		w = 1280
	}
	if h == 0 {
		h = 800
	}
	b := open(t, s.world(t), w, h)
	if s.act != nil {
		s.act(t, b)
		b.settle()
	}
	return b
}

// stories are all of them, from every section.
func stories() []story {
	var all []story
	all = append(all, deskStories()...)
	all = append(all, referralStories()...)
	all = append(all, todayStories()...)
	all = append(append(all, partnerStories()...), profileStories()...)
	all = append(append(append(all, recruitStories()...), append(libraryStories(), heldStories()...)...), append(templateStories(), append(segmentStories(), newsletterStories()...)...)...)
	all = append(all, reciprocityStories()...)
	all = append(append(append(all, codeStories()...), mailStories()...), landingStories()...)
	all = append(all, commissionStories()...)
	all = append(all, statementStories()...)
	all = append(append(all, payoutStories()...), gateStories()...)
	all = append(all, planStories()...)
	all = append(all, importStories()...)
	all = append(all, settingsStories()...)
	all = append(all, fileStories()...)
	all = append(all, unsavedStories()...)
	all = append(all, append(reportStories(), smallStories()...)...)
	all = append(append(append(all, calendarStories()...), duplicateStories()...), append(historyStories(), viewStories()...)...)
	return all
}

func TestStoriesAsText(t *testing.T) {
	for _, s := range stories() {
		if s.only {
			continue
		}
		t.Run(s.name, func(t *testing.T) {
			b := s.open(t)
			kittest.Golden(t, s.name+".txt", strings.ReplaceAll(b.Dump(), b.w.dir, "…"))
		})
	}
}

// TestGallery draws every story, light and dark, into the folder that RAPPORT_GALLERY names.
func TestGallery(t *testing.T) {
	dir := os.Getenv("RAPPORT_GALLERY")
	if dir == "" {
		t.Skip("RAPPORT_GALLERY names no folder")
	}
	for _, s := range stories() {
		t.Run(s.name, func(t *testing.T) {
			b := s.open(t)
			for name, mode := range map[string]kit.Mode{"light": kit.Light, "dark": kit.Dark} {
				b.Look(kit.Appearance{Mode: mode})
				b.Stage.Run()
				b.Save(t, filepath.Join(dir, s.name+"-"+name+".png"))
			}
		})
	}
}

// someWorld is a firm with a few weeks of work in it.
func someWorld(t testing.TB) *world { return copyOf(t, "some", func(w *world) { w.some() }) }

// ranWorld is that firm with its commission brought up to date.
func ranWorld(t testing.TB) *world {
	return copyOf(t, "ran", func(w *world) {
		w.some()
		_, _, err := w.firm.Commissions.Run(w.ctx, appAsk(), w.day(0), nil)
		w.check(err)
	})
}

// exampleWorld is the example firm.
func exampleWorld(t testing.TB) *world {
	t.Helper()
	path := filepath.Join(t.TempDir(), "example.rapport")
	store, err := data.Create(context.Background(), path, data.Options{Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	w := onStore(t, store)
	w.check(sample.Fill(w.ctx, store, store, sample.Options{Today: w.day(0), Print: func(report.Document) ([]byte, error) { return []byte("%PDF-1.7\n"), nil }, BankFile: files.BankFile}))
	return w
}

// deskStories are the states of the window itself.
func deskStories() []story {
	return []story{
		{name: "palette", world: someWorld, act: func(t *testing.T, b *bench) { b.keys("G", "R", "Ctrl+K") }},
		{name: "palette-finch", world: someWorld, act: func(t *testing.T, b *bench) { b.keys("G", "R", "Ctrl+K"); b.Type("finch") }},
		{name: "help", world: someWorld, act: func(t *testing.T, b *bench) { b.keys("G", "R"); b.Type("?") }},
	}
}

// referralStories are the states of the section of referrals.
func referralStories() []story {
	return []story{
		{name: "referrals-empty", world: func(t testing.TB) *world { return newWorld(t) }, act: func(t *testing.T, b *bench) { b.keys("G", "R") }},
		{name: "referrals", world: someWorld, act: func(t *testing.T, b *bench) { b.keys("G", "R", "Down", "Down", "Down") }},
		{name: "referrals-won", world: ranWorld, act: func(t *testing.T, b *bench) { b.selectStage(t, "Won") }},
		{name: "referrals-explain", world: ranWorld, act: func(t *testing.T, b *bench) { b.selectStage(t, "Won"); b.Tap(t, "Explain") }},
		{name: "referrals-narrow", world: someWorld, width: 980, act: func(t *testing.T, b *bench) { b.keys("G", "R") }},
		{name: "referrals-narrow-open", world: someWorld, width: 980, act: func(t *testing.T, b *bench) { b.keys("G", "R", "Enter") }},
		{name: "referrals-none-fit", world: someWorld, act: func(t *testing.T, b *bench) { b.keys("G", "R", "Ctrl+F"); b.Type("zzz") }},
		{name: "referrals-filter", world: someWorld, act: func(t *testing.T, b *bench) { b.keys("G", "R"); b.Type("F") }},
		{name: "referral-log", world: someWorld, act: func(t *testing.T, b *bench) {
			b.keys("G", "R", "Ctrl+N")
			b.Type("fin")
			b.keys("Tab")
			b.Type("alder bakery")
			b.keys("Tab")
		}},
		{name: "referral-log-wrong", world: someWorld, act: func(t *testing.T, b *bench) { b.keys("G", "R", "Ctrl+N", "Ctrl+S") }},
		{name: "referral-lost", world: someWorld, act: func(t *testing.T, b *bench) { b.selectStage(t, "Proposal"); b.keys("L") }},
		{name: "referral-fee", world: someWorld, act: func(t *testing.T, b *bench) { b.selectStage(t, "Won"); b.keys("F") }},
		{name: "referral-fee-margin", world: kindsWorld, act: func(t *testing.T, b *bench) { b.onlyReferral(); b.keys("F") }},
		{name: "referral-consent", world: kindsWorld, act: func(t *testing.T, b *bench) { b.onlyReferral(); b.d.root.Commands.Run("referral.consent") }},
		{name: "referral-consented", world: kindsWorld, act: func(t *testing.T, b *bench) {
			b.w.must(b.w.firm.Referrals.Consent(b.w.ctx, app.Ask{}, 1, b.w.day(-1), "engagement letter of 3 May"))
			b.onlyReferral()
		}},
		{name: "referral-split", world: someWorld, act: func(t *testing.T, b *bench) {
			b.selectStage(t, "Proposal")
			b.keys("P", "Tab", "Tab", "Tab")
			b.Type("fin")
			b.keys("Tab", "Tab", "Ctrl+A")
			b.Type("33.5")
			b.keys("Ctrl+Shift+A")
			b.Type("del")
			b.keys("Tab")
		}},
		{name: "referral-split-frozen", world: someWorld, act: func(t *testing.T, b *bench) { b.selectStage(t, "Won"); b.keys("P") }},
		{name: "referral-moved", world: someWorld, act: func(t *testing.T, b *bench) { b.selectStage(t, "Proposal"); b.keys("W", "Ctrl+S") }},
	}
}

// todayStories are the states of the start page.
func todayStories() []story {
	return []story{
		{name: "today-empty", world: func(t testing.TB) *world { return newWorld(t) }},
		{name: "today", world: someWorld},
		{name: "today-example", world: exampleWorld, only: true, act: func(t *testing.T, b *bench) { b.keys("Ctrl+K", "Escape") }},
		{name: "referrals-example", world: exampleWorld, only: true, act: func(t *testing.T, b *bench) { b.keys("G", "R", "Down", "Down") }},
	}
}
