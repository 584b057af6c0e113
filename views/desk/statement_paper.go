package desk

import (
	"context"
	"strconv"
	"strings"
	"unicode"

	"rapport/app"
	"rapport/views/kit"
)

// Printer is an Outside that can put a document on paper. It may wait and runs away from the screen.
type Printer interface {
	Print(ctx context.Context, name string, pdf []byte) error
}

// PageRenderer is an Outside that can draw the pages of a PDF. The first call may take seconds, while the renderer is made
// ready; it runs away from the screen.
type PageRenderer interface {
	// Ready prepares for drawing; without it the first Pages waits as long.
	Ready(ctx context.Context)
	Pages(ctx context.Context, pdf []byte) (kit.Paper, error)
}

// noOutside says that there is no way to files and programs here.
func noOutside() error {
	return app.No("This window has no way to files and programs outside of it.", "Use the command line: rapport statement pdf.")
}

// warmPages makes the renderer ready in the background, for those who look at statements at all.
func (d *Desk) warmPages() {
	if r, ok := d.opts.Outside.(PageRenderer); ok {
		d.stage.Go(r.Ready)
	}
}

// statementFile is the name a statement is saved under: "2026-11 Harcourt & Lowe statement S-2026-0014.pdf", cleaned.
func statementFile(r app.StatementRow) string {
	clean := strings.Map(func(c rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, c) || unicode.IsControl(c) {
			return ' '
		}
		return c
	}, r.Period.Key()+" "+r.PartnerName+" statement "+r.Number)
	return strings.Trim(strings.Join(strings.Fields(clean), " "), ". ") + ".pdf"
}

// withPDF reads the very bytes that were issued and does something with them away from the screen.
func (d *Desk) withPDF(r app.StatementRow, label string, work func(ctx context.Context, pdf []byte) (say string, err error)) {
	said := ""
	d.runJob(label, func(ctx context.Context, _ func(done, total int64)) error {
		pdf, err := d.firm.Statements.PDF(ctx, r.ID)
		if err == nil {
			said, err = work(ctx, pdf)
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

// saveStatement writes the PDF where the person says.
func (d *Desk) saveStatement(r app.StatementRow) {
	d.withPDF(r, "Saving "+r.Number, func(ctx context.Context, pdf []byte) (string, error) {
		if d.opts.Outside == nil {
			return "", noOutside()
		}
		path, err := d.opts.Outside.SaveFile(ctx, statementFile(r), pdf)
		if err != nil || path == "" {
			return "", err
		}
		return "Saved " + path, nil
	})
}

// openStatement shows the PDF in the system's own viewer.
func (d *Desk) openStatement(r app.StatementRow) {
	d.withPDF(r, "Opening "+r.Number, func(ctx context.Context, pdf []byte) (string, error) {
		if d.opts.Outside == nil {
			return "", noOutside()
		}
		return "", d.opts.Outside.ShowFile(ctx, statementFile(r), pdf)
	})
}

// printStatement puts the PDF on paper, or opens it where there is no printer.
func (d *Desk) printStatement(r app.StatementRow) {
	d.withPDF(r, "Printing "+r.Number, func(ctx context.Context, pdf []byte) (string, error) {
		if printer, ok := d.opts.Outside.(Printer); ok {
			if err := printer.Print(ctx, statementFile(r), pdf); err != nil {
				return "", err
			}
			return r.Number + " was sent to the printer", nil
		}
		if d.opts.Outside == nil {
			return "", noOutside()
		}
		return "", d.opts.Outside.ShowFile(ctx, statementFile(r), pdf)
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

// viewStatement shows the pages of the issued file in the window.
func (d *Desk) viewStatement(r app.StatementRow) {
	w := &paperWindow{d: d, pages: kit.NewPages(), view: kit.NewPaperView(d.stage), where: kit.NewText("", kit.Look{Role: kit.RoleMuted, Hug: true})}
	w.view.OnPage = func(page, of int) { w.where.Set("Page " + strconv.Itoa(page) + " of " + strconv.Itoa(of)) }
	var shut func()
	leave := func() { w.slot.Cancel(); shut(); d.focus() }
	system := kit.NewButton("Open in viewer", "open", kit.Normal, func() { d.openStatement(r) })
	head := kit.Across(10, kit.NewText(r.Number, kit.Look{Size: 15, Bold: true, Hug: true}),
		kit.Grow(kit.NewText(r.PartnerName+" · "+r.Period.Label(), kit.Muted())), w.where,
		kit.NewButton("Save…", "save", kit.Normal, func() { d.saveStatement(r) }), kit.NewButton("Print", "print", kit.Normal, func() { d.printStatement(r) }),
		system, kit.NewIconButton("x", "Close", "Esc", leave))
	w.pages.Open(kit.Middle(320, kit.NewText("Drawing the pages … The very first time takes up to a minute.", kit.Look{Role: kit.RoleMuted, Align: 1, Wrap: true})))
	shut = d.root.Dialog(900, kit.Down(10, head, kit.Grow(kit.Fixed(0, 640, w.pages))), system)
	w.load(r)
}

// load reads the file and draws it; without a way to draw, it offers the system's viewer.
func (w *paperWindow) load(r app.StatementRow) {
	renderer, ok := w.d.opts.Outside.(PageRenderer)
	if !ok {
		w.pages.Open(kit.EmptyState(kit.Empty{Icon: "eye", Title: "Pages are not drawn in this window",
			Text: "The statement is kept as a PDF. Open it in your viewer, or save it.", Action: "Open in viewer", Run: func() { w.d.openStatement(r) }}))
		return
	}
	kit.Load(w.d.stage, &w.slot, func(ctx context.Context) (kit.Paper, error) {
		pdf, err := w.d.firm.Statements.PDF(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		return renderer.Pages(ctx, pdf)
	}, func(paper kit.Paper, err error) {
		if err != nil {
			w.pages.Open(w.d.root.Broken(err, func() { w.load(r) }))
			return
		}
		w.view.Open(paper)
		w.pages.Open(w.view)
		w.d.root.Focus(w.view)
	})
}
