package files

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"path"
	"strings"
	"unicode/utf8"
)

// Limits of what is read out of a file for search.
const (
	maxText  = 1 << 20   // bytes of text; what follows is left
	maxPart  = 100 << 20 // bytes of one part of a document, unpacked
	textStop = 1 << 12   // parts of text between two looks at the clock
)

// Text is what was read out of a file.
type Text struct {
	Text string
	Note string // a sentence on what was not read; empty when all of it was
}

// ReadText reads the text of a TXT, Markdown, CSV or DOCX file, so that search finds it; of other files there is none. A damaged file is no
// error: its note says so. One that unpacks to more than a document can be is refused.
func ReadText(ctx context.Context, name string, data []byte) (Text, error) {
	switch strings.ToLower(path.Ext(name)) {
	case ".txt", ".md", ".csv", ".tsv", ".eml", ".vtt", ".srt":
		return plainText(data), nil
	case ".docx", ".pptx", ".odt", ".odp":
		return officeText(ctx, name, data)
	}
	return Text{}, nil
}

// plainText reads a file that is text already.
func plainText(data []byte) Text {
	cut := len(data) > maxText
	text := string(data[:min(len(data), maxText)])
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, " ")
	}
	return shortText(text, cut)
}

func shortText(text string, cut bool) Text {
	if cut {
		return Text{text, "It is very long; only its beginning is searched."}
	}
	return Text{Text: text}
}

// officeText reads the text of a document that is a zip archive of XML: its paragraphs, also of headers, notes and slides.
func officeText(ctx context.Context, name string, data []byte) (Text, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return Text{Note: "It is damaged or protected by a password; only its title and tags are searched."}, nil
	}
	if err := guardZip(name, z); err != nil {
		return Text{}, err
	}
	var out strings.Builder
	for _, f := range z.File {
		if !holdsText(f.Name) {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return Text{out.String(), "A part of it can't be unpacked; not all of it is searched."}, nil
		}
		whole, err := xmlText(ctx, newXMLReader(io.LimitReader(r, maxPart)), &out)
		r.Close()
		switch {
		case ctx.Err() != nil:
			return Text{out.String(), "It took too long to read; only its beginning is searched."}, nil
		case errors.Is(err, errDoctype):
			return Text{}, refuse(harmfulTry, "%s holds a DOCTYPE declaration, which no document has and which can be an attack.", name)
		case err != nil:
			return Text{out.String(), "It is damaged; not all of it is searched."}, nil
		case !whole:
			return shortText(out.String(), true), nil
		}
	}
	return Text{Text: out.String()}, nil
}

// holdsText tells whether a part of a document says something: the body, headers, footers, notes, comments, slides.
func holdsText(part string) bool {
	if part == "content.xml" {
		return true
	}
	dir, base := path.Split(part)
	if path.Ext(base) != ".xml" {
		return false
	}
	switch dir {
	case "word/":
		for _, begin := range []string{"document", "header", "footer", "footnotes", "endnotes", "comments"} {
			if strings.HasPrefix(base, begin) {
				return true
			}
		}
	case "ppt/slides/", "ppt/notesSlides/":
		return true
	}
	return false
}

// xmlText appends the text between the tags; false when it was more than is kept. Runs of one word are joined, paragraphs are apart.
func xmlText(ctx context.Context, x *xmlReader, out *strings.Builder) (whole bool, err error) {
	for n := 0; x.next(); n++ {
		if n%textStop == 0 && ctx.Err() != nil {
			return false, nil
		}
		if !x.open {
			if said := unescape(x.text); strings.TrimSpace(said) != "" || string(x.name) == "t" {
				out.WriteString(said)
			}
		} else if said := unescape(x.text); strings.TrimSpace(said) != "" { // beside an element, as in OpenDocument
			out.WriteString(said)
		}
		switch string(x.name) {
		case "p", "h", "br", "tab", "tc", "cr", "s":
			if !x.open || string(x.name) == "tab" || string(x.name) == "s" {
				out.WriteByte('\n')
			}
		}
		if out.Len() > maxText {
			return false, nil
		}
	}
	if errors.Is(x.err, io.EOF) && x.depth == 0 {
		return true, nil
	}
	return true, x.err
}
