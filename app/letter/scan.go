package letter

import (
	"strings"
	"unicode/utf8"
)

// Fault is one thing that is wrong with a template, and where. Columns count characters; both begin at 1.
type Fault struct {
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Length int    `json:"length"`        // in characters
	Say    string `json:"say"`           // a sentence
	Try    string `json:"try,omitempty"` // what to do, a sentence
	Meant  string `json:"meant,omitempty"`
}

// piece is a part of a template between its braces, or the text around them.
type piece struct {
	at   int    // offset of its first byte
	text string // whole, with its braces
	body string // between the braces, without spaces and dashes at its ends
	off  int    // offset of body
	kind pieceKind
}

type pieceKind int

const (
	plainText pieceKind = iota
	output              // {{ … }}
	tag                 // {% … %}
	open                // braces that are never closed on their line
)

// pieces cuts a template up. What stands in a comment is left out.
func pieces(src string) (list []piece) {
	at := 0
	for at < len(src) {
		i := next(src[at:])
		if i < 0 {
			break
		}
		if i > 0 {
			list = append(list, piece{at: at, text: src[at : at+i]})
		}
		p := cut(src, at+i)
		list = append(list, p)
		at = p.at + len(p.text)
		if p.kind == tag && p.body == "comment" {
			at = comment(src, at)
		}
	}
	if at < len(src) {
		list = append(list, piece{at: at, text: src[at:]})
	}
	return list
}

// next is where the next braces open, or -1.
func next(s string) int {
	a, b := strings.Index(s, "{{"), strings.Index(s, "{%")
	if a < 0 || b >= 0 && b < a {
		return b
	}
	return a
}

func cut(src string, at int) piece {
	p := piece{at: at, kind: output}
	closing := "}}"
	if src[at+1] == '%' {
		p.kind, closing = tag, "%}"
	}
	line, _, _ := strings.Cut(src[at:], "\n")
	end := strings.Index(line[2:], closing)
	if end < 0 {
		p.kind, p.text = open, line[:2]
		return p
	}
	p.text = line[:end+4]
	inner := p.text[2 : len(p.text)-2]
	inner = strings.TrimSuffix(inner, "-")
	body := strings.TrimLeft(inner, "-")
	body = strings.TrimLeft(body, " \t")
	p.off = at + 2 + len(inner) - len(body)
	p.body = strings.TrimRight(body, " \t\r")
	return p
}

// comment is where a comment that begins at at has ended; where it never does, at.
func comment(src string, at int) int {
	for from := at; ; {
		i := strings.Index(src[from:], "{%")
		if i < 0 {
			return at
		}
		if p := cut(src, from+i); p.kind == tag && p.body == "endcomment" {
			return p.at
		}
		from += i + 2
	}
}

// place is the line and column of an offset.
func place(src string, off int) (line, column int) {
	before := src[:min(off, len(src))]
	return strings.Count(before, "\n") + 1, utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1
}

// A word is one part of what stands between braces.
type word struct {
	off  int // in the body
	text string
	kind wordKind
}

type wordKind int

const (
	name   wordKind = iota // partner.name, and, contains
	quoted                 // "text"
	number
	sign // | : , == and the like
	odd  // anything else
)

// wordsIn cuts the inside of braces up.
func wordsIn(body string) (list []word) {
	for at := 0; at < len(body); {
		w := word{off: at, kind: odd}
		c := body[at]
		n := 1
		switch {
		case c == ' ' || c == '\t':
			at++
			continue
		case letter(c):
			w.kind, n = name, run(body[at:], func(c byte) bool { return letter(c) || digit(c) || c == '.' || c == '-' })
		case digit(c):
			w.kind, n = number, run(body[at:], func(c byte) bool { return digit(c) || c == '.' })
		case c == '"' || c == '\'':
			if end := strings.IndexByte(body[at+1:], c); end >= 0 {
				w.kind, n = quoted, end+2
			}
		case strings.IndexByte("=!<>", c) >= 0:
			w.kind, n = sign, run(body[at:], func(c byte) bool { return strings.IndexByte("=!<>", c) >= 0 })
		case c == '|' || c == ':' || c == ',':
			w.kind = sign
		default:
			_, n = utf8.DecodeRuneInString(body[at:])
		}
		w.text = body[at : at+n]
		list = append(list, w)
		at += n
	}
	return list
}

func run(s string, in func(byte) bool) int {
	n := 0
	for n < len(s) && in(s[n]) {
		n++
	}
	return n
}

func letter(c byte) bool { return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
func digit(c byte) bool  { return c >= '0' && c <= '9' }
