package desk

import (
	"context"
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// drawFile shows which file it is and what it holds.
func (s *settings) drawFile(f app.FileInfo) {
	var holds []string
	for _, what := range slices.Sorted(maps.Keys(f.Counts)) {
		holds = append(holds, grouped(f.Counts[what])+" "+what)
	}
	backup := f.LastBackup
	if backup == "" {
		backup = "never"
	}
	replace(s.file, factLines([2]string{"Path", f.Path}, [2]string{"Size", sizeWords(f.Size)}, [2]string{"Holds", strings.Join(holds, ", ")},
		[2]string{"Ledger", plural(f.Ledger, "line", "lines") + ", fingerprint " + f.Head}, [2]string{"Last backup", backup})...)
}

// sizeWords is a number of bytes as people read it.
func sizeWords(n int64) string {
	switch {
	case n >= 1<<20:
		return grouped(n>>20) + " MB"
	case n >= 1<<10:
		return grouped(n>>10) + " KB"
	}
	return plural(n, "byte", "bytes")
}

// drawBatches lists the imports, each with its way back.
func (s *settings) drawBatches(list []app.Batch) {
	if len(list) == 0 {
		replace(s.batches, kit.NewText("Nothing was imported yet.", kit.Look{Role: kit.RoleMuted}))
		return
	}
	lines := make([]fyne.CanvasObject, len(list))
	for i, b := range list {
		tail := []fyne.CanvasObject{kit.NewButton("Undo", "undo", kit.Normal, func() { s.d.undoImport(b.ID, s.load) }).Small()}
		if b.Undone {
			tail = []fyne.CanvasObject{kit.NewChip("Undone", kit.Grey)}
		}
		lines[i] = quietLine(batchWords(b), momentWords(b.At, s.d.today)+" · "+b.Actor+" · "+b.File, nil, tail...)
	}
	replace(s.batches, lines...)
}

// batchWords says what an import did.
func batchWords(b app.Batch) string {
	var parts []string
	for _, l := range countLines(app.ImportResult{Created: b.Created, Updated: b.Updated}) {
		if l.created > 0 {
			parts = append(parts, grouped(l.created)+" "+l.what+" new")
		}
		if l.updated > 0 {
			parts = append(parts, grouped(l.updated)+" "+l.what+" changed")
		}
	}
	if b.Refused > 0 {
		parts = append(parts, plural(b.Refused, "row", "rows")+" refused")
	}
	return capital(b.What) + ": " + strings.Join(parts, ", ")
}

// backUp makes a checked copy of the file beside it.
func (d *Desk) backUp() {
	path := ""
	d.runJob("Backing up", func(ctx context.Context, _ func(done, total int64)) (err error) {
		path, err = d.firm.Setup.Backup(ctx, "")
		return err
	}, func(err error) {
		if err != nil {
			d.refuse(err)
			return
		}
		d.root.Toast(kit.Toast{Text: "Backed up and checked: " + path})
		if m, ok := d.screens["settings"]; ok {
			m.screen.(*settings).load()
		}
	})
}

// checkFile looks over the whole file and says what it found.
func (d *Desk) checkFile() {
	var c app.Checkup
	d.runJob("Checking the file", func(ctx context.Context, progress func(done, total int64)) (err error) {
		c, err = d.firm.Overview.Check(ctx, progress)
		return err
	}, func(err error) {
		if err != nil {
			d.refuse(err)
			return
		}
		d.showCheckup(c)
	})
}

// showCheckup says what was checked and what is wrong.
func (d *Desk) showCheckup(c app.Checkup) {
	var shut func()
	done := kit.NewButton("Close", "", kit.Primary, func() { shut(); d.focus() })
	title, icon, role := "The file is in order", "check", kit.RoleSuccess
	if !c.OK {
		title, icon, role = plural(len(c.Problems), "thing is", "things are")+" wrong", "warning", kit.RoleError
	}
	body := kit.Down(10, kit.Across(8, kit.NewIcon(icon, role, 18), kit.Grow(kit.NewText(title, kit.Look{Size: 15, Bold: true}))))
	var checked []string
	for _, what := range slices.Sorted(maps.Keys(c.Checked)) {
		checked = append(checked, grouped(c.Checked[what])+" "+what)
	}
	body.Add(kit.NewText("Looked at "+strings.Join(checked, ", ")+".", kit.Prose()))
	if !c.OK {
		rows := kit.Down(8)
		for _, p := range c.Problems {
			rows.Add(kit.Down(1, kit.NewText(p.What+" · "+p.Where, kit.Look{Bold: true, Size: 12}), kit.NewText(p.Say, kit.Look{Wrap: true, Size: 12})))
		}
		body.Add(kit.Fixed(0, 240, kit.Scrolled(kit.Pad(0, 10, 0, 0, rows))))
		body.Add(kit.NewText("Nothing was changed. Keep this file, and go back to the latest backup that is in order.", kit.Prose()))
	}
	body.Add(kit.Across(8, kit.Space(), done))
	shut = d.root.Dialog(520, body, done)
}
