package kit

import (
	"net/url"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Named is something that a note names: the words as they stand in it, and what opens it.
type Named struct {
	Words string
	Open  func()
}

// Markdown is a note as it is read. Links lead to http, https and mail only, and pictures are their words: nothing is fetched.
type Markdown struct {
	holder
	rich *widget.RichText
	text string
}

// NewMarkdown makes an empty one.
func NewMarkdown() *Markdown {
	m := &Markdown{rich: widget.NewRichText()}
	m.rich.Wrapping = fyne.TextWrapWord
	m.hold(m, container.NewStack(m.rich))
	return m
}

// Text tells what is written, with its marks.
func (m *Markdown) Text() string { return m.text }

// Set shows a note; what it names is linked.
func (m *Markdown) Set(text string, named ...Named) {
	m.text = text
	if tooDeep(text) {
		m.rich.Segments = []widget.RichTextSegment{&widget.TextSegment{Text: text, Style: widget.RichTextStyleParagraph}}
	} else {
		// parsed apart: a text that is parsed in place is drawn at once, and its pictures are fetched
		m.rich.Segments = safeSegments(widget.NewRichTextFromMarkdown(text).Segments, named)
	}
	m.rich.Refresh()
}

// tooDeep tells of quotations and lists inside each other that nobody writes by hand.
func tooDeep(text string) bool {
	for line := range strings.Lines(text) {
		marks := strings.TrimLeft(line, "> \t-*+")
		if len(line)-len(marks) > 60 {
			return true
		}
	}
	return false
}

// safeSegments takes pictures and unsafe links away, and links what is named.
func safeSegments(all []widget.RichTextSegment, named []Named) []widget.RichTextSegment {
	var out []widget.RichTextSegment
	for _, s := range all {
		switch s := s.(type) {
		case *widget.ImageSegment:
			out = append(out, &widget.TextSegment{Text: s.Title, Style: widget.RichTextStyleInline})
		case *widget.HyperlinkSegment:
			if SafeLink(s.URL) {
				out = append(out, s)
			} else {
				out = append(out, &widget.TextSegment{Text: s.Text, Style: widget.RichTextStyleInline})
			}
		case *widget.TextSegment:
			out = append(out, linked(s, named)...)
		case *widget.ListSegment:
			s.Items = safeSegments(s.Items, named)
			out = append(out, s)
		case *widget.ParagraphSegment:
			s.Texts = safeSegments(s.Texts, named)
			out = append(out, s)
		case *widget.TableSegment:
			for i := range s.Headers {
				s.Headers[i] = safeSegments(s.Headers[i], named)
			}
			for _, row := range s.Rows {
				for i := range row {
					row[i] = safeSegments(row[i], named)
				}
			}
			out = append(out, s)
		default:
			out = append(out, s)
		}
	}
	return out
}

// SafeLink tells whether a link may be followed: to the web and to mail, never to a file or a script.
func SafeLink(u *url.URL) bool {
	if u == nil {
		return false
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		return u.Host != ""
	case "mailto":
		return u.Opaque != ""
	}
	return false
}

// linked cuts a text where it names something.
func linked(s *widget.TextSegment, named []Named) []widget.RichTextSegment {
	for _, n := range named {
		before, after, found := strings.Cut(s.Text, n.Words)
		if !found || n.Words == "" {
			continue
		}
		part := func(text string) []widget.RichTextSegment {
			if text == "" {
				return nil
			}
			style := s.Style
			style.Inline = true
			return linked(&widget.TextSegment{Text: text, Style: style}, named)
		}
		out := append(part(before), &widget.HyperlinkSegment{Text: n.Words, OnTapped: n.Open})
		if out = append(out, part(after)...); !s.Style.Inline {
			out = append(out, &widget.TextSegment{Style: s.Style})
		}
		return out
	}
	return []widget.RichTextSegment{s}
}
