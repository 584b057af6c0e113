package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"rapport/app/report"
)

// RunningText shows running text with its headings, lists and bold words.
type RunningText struct {
	widget.BaseWidget
	rich *widget.RichText
}

// NewRunningText makes an empty one.
func NewRunningText() *RunningText {
	p := &RunningText{rich: widget.NewRichText()}
	p.rich.Wrapping = fyne.TextWrapWord
	p.ExtendBaseWidget(p)
	return p
}

// CreateRenderer belongs to Fyne.
func (p *RunningText) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.rich) }

// Set changes the text.
func (p *RunningText) Set(blocks []report.Block) {
	var all []widget.RichTextSegment
	for i, b := range blocks {
		switch b.Kind {
		case report.Rule:
			all = append(all, &widget.SeparatorSegment{})
			continue
		case report.Grid:
			for n, row := range b.Rows {
				all = append(all, proseRow(row, n == 0))
			}
			continue
		}
		lead := strings.Repeat("    ", b.Quote)
		if b.Kind == report.Item {
			lead += strings.Repeat("    ", b.Level-1) + "  " + b.Mark + "  "
		}
		all = append(all, proseLine(b, lead)...)
		if last := i+1 == len(blocks); !last && !(b.Kind == report.Item && blocks[i+1].Kind == report.Item) {
			all = append(all, &widget.TextSegment{Style: widget.RichTextStyle{SizeName: theme.SizeNameCaptionText}}) // the space between paragraphs
		}
	}
	p.rich.Segments = all
	p.rich.Refresh()
}

// proseLine is one block; its last piece ends the line.
func proseLine(b report.Block, lead string) (all []widget.RichTextSegment) {
	style := widget.RichTextStyle{Inline: true, SizeName: theme.SizeNameText}
	if b.Kind == report.Heading {
		style.TextStyle.Bold = true
		if b.Level < 3 {
			style.SizeName = theme.SizeNameSubHeadingText
		}
	}
	if lead != "" {
		all = append(all, &widget.TextSegment{Text: lead, Style: style})
	}
	for _, r := range b.Runs {
		if r.Text == "" {
			continue
		}
		one := style
		one.TextStyle.Bold, one.TextStyle.Italic = style.TextStyle.Bold || r.Bold, r.Italic
		if r.Link != "" {
			one.ColorName = theme.ColorNamePrimary
		}
		all = append(all, &widget.TextSegment{Text: r.Text, Style: one})
	}
	end := style
	end.Inline = false
	return append(all, &widget.TextSegment{Style: end})
}

// proseRow is one row of a table as a line of text.
func proseRow(row []report.GridCell, head bool) widget.RichTextSegment {
	cells := make([]string, len(row))
	for i, cell := range row {
		for _, r := range cell {
			cells[i] += r.Text
		}
	}
	return &widget.TextSegment{Text: strings.Join(cells, "   |   "), Style: widget.RichTextStyle{SizeName: theme.SizeNameText, TextStyle: fyne.TextStyle{Bold: head}}}
}

// Insert types a text where the cursor is.
func (e *Entry) Insert(text string) {
	for _, r := range text {
		if r == '\n' {
			e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			continue
		}
		e.Entry.TypedRune(r)
	}
}
