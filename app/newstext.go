package app

import (
	"context"
	"fmt"
	"net/url"
	"strings"
)

// webLink tells whether a text is an address of the web.
func webLink(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && !strings.ContainsAny(text, "\"<>\n\r")
}

// Blocks reads a newsletter as it is written: blocks with empty lines between, each by how it begins. What begins with none is text.
//
//	# A heading                      :quote What somebody said | Who
//	Text in **Markdown**.            :figure 42 % | of what it is
//	:button Read on | https://…      :material M-0001 | What is said of it
//	:picture https://… | what it shows     :picture M-0001 | what it shows
//	---                              :disclosure What a rule asks for.
func (u Newsletters) Blocks(ctx context.Context, text string) ([]NewsBlock, error) {
	return read(ctx, u.f, func(b Books) ([]NewsBlock, error) {
		var out []NewsBlock
		for i, part := range NewsParts(text) {
			block, err := newsBlock(b, part)
			if err != nil {
				p := AsProblem(err)
				return nil, Bad("text", fmt.Sprintf("Block %d: %s", i+1, p.Say), p.Try)
			}
			out = append(out, block)
		}
		return out, nil
	})
}

// NewsParts cuts a newsletter as it is written into the texts of its blocks.
func NewsParts(text string) (out []string) {
	for part := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
		if part = strings.Trim(part, "\n"); strings.TrimSpace(part) != "" {
			out = append(out, part)
		}
	}
	return out
}

func newsBlock(b Books, part string) (NewsBlock, error) {
	if heading, is := strings.CutPrefix(part, "# "); is && !strings.Contains(part, "\n") {
		return NewsBlock{Kind: NewsHeading, Text: strings.TrimSpace(heading)}, nil
	}
	if strings.TrimSpace(part) == "---" {
		return NewsBlock{Kind: NewsDivider}, nil
	}
	if !strings.HasPrefix(part, ":") {
		return NewsBlock{Kind: NewsText, Text: part}, nil
	}
	word, rest, _ := strings.Cut(part[1:], " ")
	first, second, _ := strings.Cut(rest, " | ")
	first, second = strings.TrimSpace(first), strings.TrimSpace(second)
	switch kind := NewsKind(word); kind {
	case NewsButton:
		return NewsBlock{Kind: kind, Label: first, Link: second}, nil
	case NewsPicture:
		if strings.Contains(first, "://") || strings.HasPrefix(first, "{{") {
			return NewsBlock{Kind: kind, Link: first, Text: second}, nil
		}
		m, err := materialNamed(b, first)
		return NewsBlock{Kind: kind, Material: m.ID, Text: second}, err
	case NewsQuote:
		return NewsBlock{Kind: kind, Text: first, Label: second}, nil
	case NewsFigure:
		return NewsBlock{Kind: kind, Label: first, Text: second}, nil
	case NewsDisclosure:
		return NewsBlock{Kind: kind, Text: strings.TrimSpace(rest)}, nil
	case NewsMaterial:
		m, err := materialNamed(b, first)
		return NewsBlock{Kind: kind, Material: m.ID, Text: second}, err
	}
	return NewsBlock{}, Bad("text", fmt.Sprintf("There is no block %q.", ":"+word), "Choose :button, :picture, :material, :quote, :figure or :disclosure; or begin the line with another sign.")
}

// Text writes blocks as Blocks reads them.
func (u Newsletters) Text(ctx context.Context, blocks []NewsBlock) (string, error) {
	return read(ctx, u.f, func(b Books) (string, error) {
		parts := make([]string, len(blocks))
		for i, n := range blocks {
			var err error
			if parts[i], err = newsPart(b, n); err != nil {
				return "", err
			}
		}
		return strings.Join(parts, "\n\n"), nil
	})
}

func newsPart(b Books, n NewsBlock) (string, error) {
	two := func(one, other string) string {
		text := ":" + string(n.Kind) + " " + one
		if other != "" {
			text += " | " + other
		}
		return text
	}
	switch n.Kind {
	case NewsHeading:
		return "# " + n.Text, nil
	case NewsDivider:
		return "---", nil
	case NewsButton:
		return two(n.Label, n.Link), nil
	case NewsPicture:
		if n.Material != 0 {
			m, err := b.Material(n.Material)
			return two(orElse(m.Number, "M-0000"), n.Text), orMissing(err)
		}
		return two(n.Link, n.Text), nil
	case NewsQuote:
		return two(n.Text, n.Label), nil
	case NewsFigure:
		return two(n.Label, n.Text), nil
	case NewsDisclosure:
		return two(n.Text, ""), nil
	case NewsMaterial:
		m, err := b.Material(n.Material)
		return two(orElse(m.Number, "M-0000"), n.Text), orMissing(err)
	}
	return n.Text, nil
}
