package kit_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/views/kit"
	"rapport/views/kit/kittest"
)

// rows is a list of any length, computed from the row number.
type rows struct {
	n     int
	ready bool
	asked int
}

func (r *rows) Len() int       { return r.n }
func (r *rows) ID(i int) int64 { return int64(i) + 1000 }
func (r *rows) Row(i int, into []kit.Cell) bool {
	r.asked++
	if !r.ready {
		return false
	}
	partners := []string{"Lindqvist Insurance Brokers", "Brightwater Advisory", "Ostrander Wealth", "Finch Family Office", "Kestrel CPA Group"}
	clients := []string{"R. & M. Castellano", "Alder Bakery Ltd", "E. Kowalczyk", "Meridian Clinics"}
	status := []kit.Cell{{Text: "Meeting set", Hue: kit.Amber}, {Text: "New", Hue: kit.Blue}, {Text: "Lost", Hue: kit.Red}, {Text: "Contacted", Hue: kit.Grey}, {Text: "Won", Hue: kit.Green}}
	into[0] = kit.Cell{Text: []string{"Today", "Yesterday", "18 Nov 2026"}[min(2, i/9)]}
	into[1] = kit.Cell{Text: partners[i%len(partners)]}
	into[2] = kit.Cell{Text: clients[i%len(clients)]}
	into[3] = status[(i*3)%len(status)]
	if i%3 == 0 {
		into[4] = kit.Cell{Text: fmt.Sprintf("%d,%03d.00", i%40+1, i*37%1000)}
	}
	into[5] = kit.Cell{Text: "Mei Tanaka"}
	return true
}

func columns() []kit.Column {
	return []kit.Column{
		{Key: "received", Title: "Received", Kind: kit.KindDay, Width: 104, Sortable: true},
		{Key: "partner", Title: "Partner", Width: 100, Weight: 1, Sortable: true},
		{Key: "client", Title: "Client", Width: 100, Weight: 1, Sortable: true},
		{Key: "status", Title: "Status", Kind: kit.KindChip, Width: 110},
		{Key: "fee", Title: "Fee (GBP)", Kind: kit.KindMoney, Width: 90, Sortable: true},
		{Key: "owner", Title: "Owner", Kind: kit.KindMuted, Width: 96, HideBelow: 600},
	}
}

// pictures is where the gallery is drawn if someone wants to look at it.
func pictures() string { return os.Getenv("KIT_PICTURES") }

func shoot(t *testing.T, w *kittest.Window, name string) {
	if pictures() == "" {
		return
	}
	for _, look := range []struct {
		name string
		kit.Appearance
	}{{"light", kit.Appearance{Mode: kit.Light}}, {"dark", kit.Appearance{Mode: kit.Dark}}} {
		w.Look(look.Appearance)
		w.Stage.Run()
		w.Save(t, filepath.Join(pictures(), name+"-"+look.name+".png"))
	}
	w.Look(kit.Appearance{Mode: kit.Light})
}

func listScreen(r *kit.Root, n int) (fyne.CanvasObject, *kit.Grid) {
	grid := kit.NewGrid(r.Stage, columns(), &rows{n: n, ready: true})
	grid.SetSort([]kit.Sort{{Key: "received", Desc: true}})
	side := kit.Pad(10, 8, 8, 8, kit.Down(0,
		kit.NewNavRow("today", "Today", "G T", func() {}), kit.NewNavRow("partners", "Partners", "G P", func() {}),
		kit.NewNavRow("referrals", "Referrals", "G R", func() {}), kit.NewNavRow("reminders", "Reminders", "", func() {}),
		kit.NavHeading("SAVED VIEWS"), kit.NewNavRow("star", "Won this quarter", "", func() {}),
		kit.Space(), kit.NewNavRow("settings", "Settings", "", func() {})))
	head := kit.PageHead(kit.NewText("Referrals", kit.Title()), kit.NewText("1,000,000", kit.Muted()),
		kit.NewInput("Search referrals, partners, clients").WithIcon("search"),
		kit.NewButton("Filter", "filter", kit.Normal, func() {}), kit.NewButton("New referral", "plus", kit.Primary, func() {}))
	chips := kit.Across(6, kit.NewChip("Owner: anyone", kit.Grey), kit.NewChip("Status: open or won", kit.Blue).OnRemove(func() {}), kit.Space(), kit.NewText("Sorted by date, newest first", kit.Caption()))
	foot := kit.Across(14, kit.NewText("1 of 1,000,000 selected", kit.Caption()), kit.Space(), kit.KeyHint("↑↓", "move"), kit.KeyHint("Enter", "open"), kit.KeyHint("E", "edit"), kit.KeyHint("Ctrl+K", "commands"))
	detail := kit.Pad(16, 16, 16, 16, kit.Down(10,
		kit.NewText("R-1000003", kit.Caption()), kit.NewText("E. Kowalczyk", kit.Title()), kit.NewLink("from Finch Family Office", func() {}),
		kit.Across(6, kit.NewChip("Lost", kit.Red), kit.NewChip("Insurance review", kit.Grey)),
		kit.Across(8, kit.NewButton("Mark won", "check", kit.Primary, func() {}), kit.NewButton("Remind", "reminders", kit.Normal, func() {}), kit.NewButton("Edit", "", kit.Normal, func() {})),
		kit.NewRule(kit.RoleBorder),
		kit.NewFacts().Set("Received", "Today").Set("Owner", "Mei Tanaka").Set("Expected fee", "").Set("Our share", "20 % of first invoice"),
	))
	page := kit.NewPage(kit.PageSpec{Head: head, Chips: chips, Body: grid, Foot: foot, Detail: detail})
	none := kit.NewPanel(kit.Face{}, nil)
	none.Hide()
	return kit.Shell(none, side, page), grid
}

func TestGalleryListScreen(t *testing.T) {
	var grid *kit.Grid
	w := kittest.Open(t, fyne.NewSize(1280, 800), func(r *kit.Root) (o fyne.CanvasObject) {
		o, grid = listScreen(r, 1_000_000)
		return o
	})
	w.Canvas().Focus(grid)
	grid.Select(1003)
	w.Root.Toast(kit.Toast{Text: "Reminder moved to Mon 23 Nov", Action: "Undo"})
	kittest.Golden(t, "list.txt", w.Dump())
	shoot(t, w, "list")
	if pictures() != "" {
		w.Resize(fyne.NewSize(1600, 1000))
		w.Look(kit.Appearance{Mode: kit.Light, Zoom: 1.5})
		w.Save(t, filepath.Join(pictures(), "list-zoomed.png"))
	}
}
