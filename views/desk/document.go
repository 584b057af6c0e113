package desk

import (
	"bytes"
	"context"
	"strconv"
	"strings"

	"rapport/app/report"
	"rapport/views/files"
	"rapport/views/kit"
)

// document is a PDF that can be shown, saved and printed.
type document struct {
	name, note string // "S-2026-0014", and what it is
	file       string // the name it is saved under
	read       func(ctx context.Context) ([]byte, error)
}

// fileName is a name for every file system: "2026-11 Harcourt & Lowe statement S-2026-0014" and an ending.
func fileName(words, ending string) string { return files.Name(words + ending) }

// handOver makes bytes and gives them to the world outside, away from the screen; then it says what give says, or why not.
func (d *Desk) handOver(label string, read func(context.Context) ([]byte, error), give func(ctx context.Context, raw []byte) (say string, err error)) {
	said := ""
	d.runJob(label, func(ctx context.Context, _ func(done, total int64)) error {
		if d.opts.Outside == nil {
			return noOutside()
		}
		raw, err := read(ctx)
		if err == nil {
			said, err = give(ctx, raw)
		}
		return err
	}, func(err error) {
		switch {
		case err != nil:
			d.refuse(err)
		case said != "":
			d.root.Toast(kit.Toast{Text: said})
		}
	})
}

// saveAs writes bytes where the person says.
func (d *Desk) saveAs(file string, read func(context.Context) ([]byte, error)) {
	d.handOver("Saving "+file, read, func(ctx context.Context, raw []byte) (string, error) {
		path, err := d.opts.Outside.SaveFile(ctx, file, raw)
		if err != nil || path == "" {
			return "", err
		}
		return "Saved " + path, nil
	})
}

// saveTable writes a table where the person says: as CSV or as a workbook, by the ending of the file's name.
func (d *Desk) saveTable(file, title string, table report.Table) {
	d.saveAs(file, func(context.Context) ([]byte, error) {
		var out bytes.Buffer
		write := files.WriteXLSX
		if strings.HasSuffix(file, ".csv") {
			write = files.WriteCSV
		}
		err := write(&out, files.Of(title, table))
		return out.Bytes(), err
	})
}

func (d *Desk) saveDocument(x document) { d.saveAs(x.file, x.read) }

// openDocument shows it in the system's own viewer.
func (d *Desk) openDocument(x document) {
	d.handOver("Opening "+x.name, x.read, func(ctx context.Context, pdf []byte) (string, error) {
		return "", d.opts.Outside.ShowFile(ctx, x.file, pdf)
	})
}

// printDocument puts it on paper, or opens it where there is no printer.
func (d *Desk) printDocument(x document) {
	printer, ok := d.opts.Outside.(Printer)
	if !ok {
		d.openDocument(x)
		return
	}
	d.handOver("Printing "+x.name, x.read, func(ctx context.Context, pdf []byte) (string, error) {
		if err := printer.Print(ctx, x.file, pdf); err != nil {
			return "", err
		}
		return x.name + " was sent to the printer", nil
	})
}

// paperWindow shows a PDF inside the window: the pages of the very file.
type paperWindow struct {
	d     *Desk
	pages *kit.Pages
	view  *kit.PaperView
	where *kit.Text
	slot  kit.Slot
}

// viewDocument shows the pages of the file in the window.
func (d *Desk) viewDocument(x document) {
	w := &paperWindow{d: d, pages: kit.NewPages(), view: kit.NewPaperView(d.stage), where: kit.NewText("", kit.Look{Role: kit.RoleMuted, Hug: true})}
	w.view.OnPage = func(page, of int) { w.where.Set("Page " + strconv.Itoa(page) + " of " + strconv.Itoa(of)) }
	var shut func()
	leave := func() { w.slot.Cancel(); shut(); d.focus() }
	system := kit.NewButton("Open in viewer", "open", kit.Normal, func() { d.openDocument(x) })
	head := kit.Across(10, kit.NewText(x.name, kit.Look{Size: 15, Bold: true, Hug: true}), kit.Grow(kit.NewText(x.note, kit.Muted())), w.where,
		kit.NewButton("Save…", "save", kit.Normal, func() { d.saveDocument(x) }), kit.NewButton("Print", "print", kit.Normal, func() { d.printDocument(x) }),
		system, kit.NewIconButton("x", "Close", "Esc", leave))
	w.pages.Open(kit.Middle(320, kit.NewText("Drawing the pages … The very first time takes up to a minute.", kit.Look{Role: kit.RoleMuted, Align: 1, Wrap: true})))
	shut = d.root.Dialog(900, kit.Down(10, head, kit.Grow(kit.Fixed(0, 640, w.pages))), system)
	w.load(x)
}

// load reads the file and draws it; without a way to draw, it offers the system's viewer.
func (w *paperWindow) load(x document) {
	renderer, ok := w.d.opts.Outside.(PageRenderer)
	if !ok {
		w.pages.Open(kit.EmptyState(kit.Empty{Icon: "eye", Title: "Pages are not drawn in this window",
			Text: "It is kept as a PDF. Open it in your viewer, or save it.", Action: "Open in viewer", Run: func() { w.d.openDocument(x) }}))
		return
	}
	kit.Load(w.d.stage, &w.slot, func(ctx context.Context) (kit.Paper, error) {
		pdf, err := x.read(ctx)
		if err != nil {
			return nil, err
		}
		return renderer.Pages(ctx, pdf)
	}, func(paper kit.Paper, err error) {
		if err != nil {
			w.pages.Open(w.d.root.Broken(err, func() { w.load(x) }))
			return
		}
		w.view.Open(paper)
		w.pages.Open(w.view)
		w.d.root.Focus(w.view)
	})
}
