package kit_test

import (
	"context"
	"errors"
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/money"
	"rapport/views/kit"
	"rapport/views/kit/kittest"
)

func partners(_ context.Context, text string) ([]kit.Option, error) {
	all := []kit.Option{{1, "Finch Family Office", "London"}, {2, "Finchley Tax", "Leeds"}, {3, "Harcourt & Lowe LLP", "London"}, {4, "Kestrel CPA Group", "Bristol"}}
	var out []kit.Option
	for _, o := range all {
		if text == "" || len(o.Text) >= len(text) && equalFold(o.Text[:len(text)], text) {
			out = append(out, o)
		}
	}
	return out, nil
}

func equalFold(a, b string) bool {
	lower := func(s string) string {
		b := []byte(s)
		for i, c := range b {
			if c >= 'A' && c <= 'Z' {
				b[i] = c + 32
			}
		}
		return string(b)
	}
	return lower(a) == lower(b)
}

// referralForm is the form of the tests and the gallery.
type referralForm struct {
	*kit.Form
	partner *kit.PickField
	client  *kit.TextField
	fee     *kit.MoneyField
	day     *kit.DateField
	tags    *kit.PickManyField
	service *kit.ChoiceField
	note    *kit.TextField
}

func newReferralForm(r *kit.Root) *referralForm {
	f := &referralForm{Form: kit.NewForm()}
	f.partner = kit.NewPickField(r.Stage, kit.Spec{Key: "partner", Label: "Partner", Required: true}, partners).Create(func(string) {})
	f.client = kit.NewTextField(kit.Spec{Key: "client", Label: "Client", Required: true, Hint: "The firm or person who was introduced"}, "Name")
	f.fee = kit.NewMoneyField(kit.Spec{Key: "fee", Label: "Estimate"}, "GBP", money.Point)
	f.day = kit.NewDateField(r.Stage, kit.Spec{Key: "day", Label: "Received", Required: true, Hint: "today, mon, 23/11, +2w"})
	f.tags = kit.NewPickManyField(r.Stage, kit.Spec{Key: "tags", Label: "Tags"}, partners)
	f.service = kit.NewChoiceField(kit.Spec{Key: "service", Label: "Service"}, kit.Pair{Value: "tax", Text: "Tax"}, kit.Pair{Value: "audit", Text: "Audit"}, kit.Pair{Value: "wealth", Text: "Wealth"})
	f.note = kit.NewMultilineField(kit.Spec{Key: "note", Label: "Note"}, "", 4)
	f.Section("Who").Add(f.partner, f.client)
	f.Section("What").Beside(f.day, f.fee).Add(f.service, f.tags, f.note, kit.NewCheckField(kit.Spec{Key: "consent", Label: "Consent"}, "The client agreed to be named"))
	return f
}

func TestGalleryForm(t *testing.T) {
	var form *referralForm
	w := kittest.Open(t, fyne.NewSize(1280, 800), func(r *kit.Root) fyne.CanvasObject { o, _ := listScreen(r, 1000); return o })
	form = newReferralForm(w.Root)
	w.Root.OpenSheet(kit.SheetSpec{Title: "New referral", Note: "Who introduced whom, and what may come of it", Form: form.Form, Save: "Save referral",
		Submit: func() func(context.Context) error { return func(context.Context) error { return nil } }})
	w.Type("Fin")
	shoot(t, w, "form-pick")
	w.Press("Enter", "Tab")
	w.Press("Ctrl+S")
	form.tags.Set(kit.Option{ID: 3, Text: "Harcourt & Lowe LLP"}, kit.Option{ID: 4, Text: "Kestrel CPA Group"})
	shoot(t, w, "form-errors")
	w.Canvas().Focus(form.day.Target())
	w.Press("Down")
	kittest.Golden(t, "form-date.txt", kittest.Dump(w.Canvas().Overlays().Top()))
	shoot(t, w, "form-date")
}

func TestGalleryOverlays(t *testing.T) {
	w := kittest.Open(t, fyne.NewSize(1280, 800), func(r *kit.Root) fyne.CanvasObject { o, _ := listScreen(r, 1_000_000); return o })
	w.Root.Commands.Add(
		kit.Command{ID: "new", Title: "New referral", Icon: "plus", Keys: "Ctrl+N", Run: func() {}},
		kit.Command{ID: "newp", Title: "New partner", Icon: "partners", Keys: "Ctrl+Shift+N", Run: func() {}},
		kit.Command{ID: "rem", Title: "Add reminder", Icon: "reminders", Keys: "R", Run: func() {}},
		kit.Command{ID: "won", Title: "Mark referral won", Icon: "check", Keys: "W", Run: func() {}},
		kit.Command{ID: "pdf", Title: "Create fee statement (PDF)", Icon: "statements", Keys: "Ctrl+P", Run: func() {}},
		kit.Command{ID: "gd", Title: "Go to Dashboard", Icon: "dashboard", Keys: "G D", Run: func() {}},
		kit.Command{ID: "gp", Title: "Go to Partners", Icon: "partners", Keys: "G P", Run: func() {}},
		kit.Command{ID: "gt", Title: "Go to Today", Icon: "today", Keys: "G T", Run: func() {}},
		kit.Command{ID: "dark", Title: "Switch to dark appearance", Icon: "moon", Run: func() {}},
	)
	w.Root.OpenPalette(kit.PaletteSpec{Placeholder: "Type a command, or the name of a partner or client", Find: func(context.Context, string) ([]kit.Hit, error) {
		return []kit.Hit{{Icon: "partners", Title: "Goldberg Notaries", Note: "Partner · Leeds", Run: func() {}}}, nil
	}})
	shoot(t, w, "palette")
	w.Type("go")
	kittest.Golden(t, "palette.txt", kittest.Dump(w.Canvas().Overlays().Top()))
	shoot(t, w, "palette-go")
	w.Press("Esc")
	w.Root.Menu([]kit.MenuItem{{Title: "Edit", Icon: "edit", Keys: "E", Run: func() {}}, {Title: "Copy number", Icon: "copy", Run: func() {}}, {Line: true}, {Title: "Delete", Icon: "trash", Keys: "Del", Run: func() {}}}, fyne.NewPos(1100, 30))
	w.Press("Down")
	shoot(t, w, "menu")
	w.Press("Esc")
	w.Root.Confirm(kit.Confirm{Title: "Void statement 2026-0012?", Text: "The number stays used, the lines go back to approved, and the partner's balance falls by 1,240.00 GBP. This cannot be undone.", Do: "Void statement", Run: func() {}})
	shoot(t, w, "confirm")
	w.Press("Esc")
	w.Hover(fyne.NewPos(380, 118))
	w.Stage.Advance(600e6)
	shoot(t, w, "tooltip")
}

type blankPaper struct{ n int }

func (p blankPaper) Pages() int                  { return p.n }
func (p blankPaper) Size(int) (float64, float64) { return 595, 842 }
func (p blankPaper) Render(_ context.Context, page, width int) (image.Image, error) {
	if page == 3 {
		return nil, errors.New("page lost")
	}
	img := image.NewRGBA(image.Rect(0, 0, width, width*842/595))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for x := width / 8; x < width*7/8; x++ {
		img.Set(x, width/8, color.Black)
	}
	return img, nil
}

func TestGalleryParts(t *testing.T) {
	w := kittest.Open(t, fyne.NewSize(1280, 800), func(r *kit.Root) fyne.CanvasObject {
		steps := kit.NewSteps("File", "Columns", "Check", "Done")
		steps.Set(1)
		progress := kit.NewProgress("Importing deals.csv", func() {})
		progress.Set("Importing deals.csv — 3,120 of 8,800 rows", 0.35)
		off := kit.NewButton("Disabled", "", kit.Normal, func() {})
		off.Disable()
		next := kit.NewNextStep()
		next.Set("phone", "Call back: quote", "J. Whitfield", "Mon 23 Nov", kit.Amber)
		line := kit.NewTimeline()
		line.Set([]kit.Event{{Icon: "phone", What: "Call with Mei Tanaka, 12 min", When: "Today 10:42"}, {Icon: "mail", What: "Introduction e-mail sent", When: "Wed 18 Nov, 16:05"}, {Icon: "referrals", What: "Referral received from partner", When: "Today"}})
		head := kit.NewHead(func() []kit.MenuItem { return nil }, kit.NewButton("Mark won", "check", kit.Primary, func() {}), kit.NewButton("Remind", "reminders", kit.Normal, func() {}))
		head.Set("R-1000003", "E. Kowalczyk")
		head.SetLink("from Finch Family Office", func() {})
		head.SetChips(kit.NewChip("Lost", kit.Red), kit.NewChip("Insurance review", kit.Grey))
		pane := kit.Pane(kit.NewNoteField(func(string) {}), head,
			kit.Section("", kit.NewFacts().Set("Received", "Today").Set("Owner", "Mei Tanaka").Set("Expected fee", "")),
			kit.Section("Next step", next), kit.Section("Activity", line))
		left := kit.Down(12,
			steps, progress,
			kit.NewBanner(kit.BannerSpec{Kind: kit.Red, Text: "The statement was not saved: the disk is full. Nothing was changed. Free some space, then try again.", Detail: "write: no space", Action: "Try again", Run: func() {}}),
			kit.NewBanner(kit.BannerSpec{Kind: kit.Blue, Text: "Example data — start my own", Action: "Start", Run: func() {}, Close: func() {}}),
			kit.Across(8, kit.NewButton("Normal", "edit", kit.Normal, func() {}), kit.NewButton("Primary", "plus", kit.Primary, func() {}), kit.NewButton("Delete", "trash", kit.Danger, func() {}), off, kit.NewIconButton("more", "More", "", func() {}), kit.NewLink("A link", func() {}), kit.NewButton("Small", "", kit.Normal, func() {}).Small()),
			kit.Across(6, kit.NewChip("Won", kit.Green), kit.NewChip("New", kit.Blue), kit.NewChip("Due", kit.Amber), kit.NewChip("Lost", kit.Red), kit.NewChip("Paused", kit.Grey).OnRemove(func() {})),
			kit.NewCheck("Ticked", true, nil), kit.NewCheck("Not ticked", false, nil),
			kit.Fixed(0, 200, kit.EmptyState(kit.Empty{Icon: "referrals", Title: "No referrals yet", Text: "A referral is a client somebody sent to you. Log the first one, or bring in the list you keep now.", Action: "New referral", Run: func() {}, Second: "Import a CSV", RunSecond: func() {}})),
		)
		paper := kit.NewPaperView(r.Stage)
		paper.Open(blankPaper{2})
		return kit.NewPanel(kit.Face{Fill: kit.RoleBackground}, kit.Across(0,
			kit.Fixed(560, 800, kit.Pad(16, 16, 16, 16, left)), kit.Fixed(308, 800, pane), kit.Fixed(400, 800, paper)))
	})
	kittest.Golden(t, "parts.txt", w.Dump())
	shoot(t, w, "parts")
}

func TestGalleryGridStates(t *testing.T) {
	var loading, empty, busy *kit.Grid
	w := kittest.Open(t, fyne.NewSize(1280, 800), func(r *kit.Root) fyne.CanvasObject {
		loading = kit.NewGrid(r.Stage, columns(), nil)
		empty = kit.NewGrid(r.Stage, columns(), &rows{})
		empty.ShowInstead(kit.NothingFits("referrals", func() {}))
		busy = kit.NewGrid(r.Stage, columns(), &rows{n: 500, ready: true})
		busy.SetSort([]kit.Sort{{Key: "partner"}, {Key: "fee", Desc: true}})
		return kit.Down(0, kit.Fixed(1280, 260, loading), kit.Fixed(1280, 260, empty), kit.Fixed(1280, 280, busy))
	})
	busy.Busy("Sorting 1,000,000 …", func() {})
	w.Stage.Advance(400e6)
	shoot(t, w, "grid-states")
}
