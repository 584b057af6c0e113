package report

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Block is one part of a running text: a heading, a paragraph, an item of a list, a table.
type Block struct {
	Kind  BlockKind
	Level int          // of a heading: 1 to 6; of an item: how deep in lists, from 1
	Mark  string       // of an item's first paragraph: "•" or "3."
	Quote int          // how deep in quotations; 0: not quoted
	Runs  []Run        // what it says; lines are parted by "\n"
	Rows  [][]GridCell // of a table, the head first
}

// GridCell is one cell of a table in running text.
type GridCell []Run

// BlockKind says what a block is.
type BlockKind int

// The kinds of block.
const (
	Paragraph BlockKind = iota
	Heading
	Item
	Rule
	Grid
)

// Run is text of one cut.
type Run struct {
	Text   string
	Bold   bool
	Italic bool
	Link   string // where it leads; empty: nowhere
}

// Prose reads Markdown: what a letter says, block by block. HTML in it is text like any other.
func Prose(markdown string) []Block {
	p := prose{source: []byte(markdown)}
	tree := goldmark.New(goldmark.WithExtensions(extension.Table)).Parser().Parse(text.NewReader(p.source))
	p.children(tree, Block{})
	return p.blocks
}

type prose struct {
	source []byte
	blocks []Block
}

// children reads what stands in a block; in says how deep it stands.
func (p *prose) children(n ast.Node, in Block) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		p.block(c, in)
		in.Mark = "" // only the first paragraph of an item carries it
	}
}

func (p *prose) block(n ast.Node, in Block) {
	switch n := n.(type) {
	case *ast.Heading:
		in.Kind, in.Level = Heading, n.Level
		p.add(in, p.runs(n, Run{}))
	case *ast.Paragraph, *ast.TextBlock:
		p.add(in, p.runs(n, Run{}))
	case *ast.List:
		no := n.Start
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			item := Block{Kind: Item, Level: in.Level + 1, Mark: "•", Quote: in.Quote}
			if n.IsOrdered() {
				item.Mark = fmt.Sprintf("%d.", no)
				no++
			}
			p.children(c, item)
		}
	case *ast.Blockquote:
		in.Quote++
		p.children(n, in)
	case *ast.ThematicBreak:
		p.blocks = append(p.blocks, Block{Kind: Rule, Quote: in.Quote})
	case *east.Table:
		p.table(n, in)
	default: // code and HTML are shown as they are written
		p.add(in, []Run{{Text: strings.TrimRight(p.lines(n), "\n")}})
	}
}

func (p *prose) add(b Block, runs []Run) {
	b.Runs = runs
	p.blocks = append(p.blocks, b)
}

func (p *prose) lines(n ast.Node) string {
	var b strings.Builder
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		b.Write(line.Value(p.source))
	}
	return b.String()
}

func (p *prose) table(n ast.Node, in Block) {
	in.Kind = Grid
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []GridCell
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			cells = append(cells, p.runs(cell, Run{}))
		}
		in.Rows = append(in.Rows, cells)
	}
	p.blocks = append(p.blocks, in)
}

// runs reads the text in a block; like is the cut it stands in.
func (p *prose) runs(n ast.Node, like Run) (all []Run) {
	say := func(text string) {
		r := like
		r.Text = text
		all = append(all, r)
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			say(plain(c.Value(p.source)))
			if c.SoftLineBreak() || c.HardLineBreak() {
				say("\n")
			}
		case *ast.Emphasis:
			inner := like
			inner.Bold, inner.Italic = like.Bold || c.Level == 2, like.Italic || c.Level == 1
			all = append(all, p.runs(c, inner)...)
		case *ast.Link:
			inner := like
			inner.Link = string(c.Destination)
			all = append(all, p.runs(c, inner)...)
		case *ast.AutoLink:
			say(string(c.Label(p.source)))
		case *ast.RawHTML:
			for i := range c.Segments.Len() {
				at := c.Segments.At(i)
				say(string(at.Value(p.source)))
			}
		default:
			all = append(all, p.runs(c, like)...)
		}
	}
	return all
}

// plain is text without what was written to keep it text.
func plain(raw []byte) string {
	const kept = "\uE002" // stands for an ampersand that was escaped
	s := strings.ReplaceAll(string(raw), `\&`, kept)
	out := util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations([]byte(s))))
	return strings.ReplaceAll(string(out), kept, "&")
}

// ProseText is a running text without any form, as an e-mail's other half or for a clipboard. Links are followed by where they lead.
func ProseText(blocks []Block) string {
	var b strings.Builder
	for i, block := range blocks {
		if i > 0 {
			b.WriteString("\n")
			if before := blocks[i-1]; block.Kind != Item || before.Kind != Item || block.Mark == "" {
				b.WriteString("\n")
			}
		}
		text, lead := runsText(block.Runs), strings.Repeat("> ", block.Quote)
		switch block.Kind {
		case Item:
			indent := strings.Repeat("  ", block.Level-1)
			mark := strings.Replace(block.Mark, "•", "-", 1)
			text = indent + strings.TrimSpace(mark+" ") + " " + strings.ReplaceAll(text, "\n", "\n"+indent+"  ")
			if mark == "" {
				text = " " + text
			}
		case Rule:
			text = "----------"
		case Grid:
			var lines []string
			for _, row := range block.Rows {
				var cells []string
				for _, cell := range row {
					cells = append(cells, runsText(cell))
				}
				lines = append(lines, strings.Join(cells, " | "))
			}
			text = strings.Join(lines, "\n")
		}
		b.WriteString(lead + strings.ReplaceAll(text, "\n", "\n"+lead))
	}
	return b.String()
}

func runsText(runs []Run) string {
	var b strings.Builder
	for i, r := range runs {
		b.WriteString(r.Text)
		last := i+1 == len(runs) || runs[i+1].Link != r.Link
		if r.Link != "" && last && !strings.Contains(r.Link, strings.TrimSpace(r.Text)) {
			b.WriteString(" (" + r.Link + ")")
		}
	}
	return b.String()
}
