package desk

import (
	"context"

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

// paperOf is the PDF of a statement: the very bytes that were issued.
func (d *Desk) paperOf(r app.StatementRow) document {
	return document{name: r.Number, note: r.PartnerName + " · " + r.Period.Label(), file: fileName(r.Period.Key()+" "+r.PartnerName+" statement "+r.Number, ".pdf"),
		read: func(ctx context.Context) ([]byte, error) { return d.firm.Statements.PDF(ctx, r.ID) }}
}

func (d *Desk) viewStatement(r app.StatementRow)  { d.viewDocument(d.paperOf(r)) }
func (d *Desk) saveStatement(r app.StatementRow)  { d.saveDocument(d.paperOf(r)) }
func (d *Desk) printStatement(r app.StatementRow) { d.printDocument(d.paperOf(r)) }
