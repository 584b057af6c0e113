package paper

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"testing"
)

// A reader of the files Print makes, so that tests see what is on the pages
// without any other program.

// piece is one text as drawn: where it begins and ends, and what it says.
type piece struct {
	x, y, end, size float64 // points from the lower left corner
	text            string
}

type readFont struct {
	width [256]float64
	says  [256]string
}

type pdfFile struct {
	t       testing.TB
	objects map[int][]byte
}

var (
	fontRef    = regexp.MustCompile(`(/T\d+) (\d+) 0 R`)
	widthsForm = regexp.MustCompile(`/Widths \[([^\]]*)\]`)
	mapForm    = regexp.MustCompile(`<(..)><(....)>`)
	textForm   = regexp.MustCompile(`(?s)BT (?:(/T\d+) ([\d.]+) Tf )?([\d.-]+) ([\d.-]+) Td \((.*?)\) Tj ET\n`)
)

// openPDF finds the objects through the cross-reference table and checks that
// each offset is right.
func openPDF(t testing.TB, file []byte) *pdfFile {
	t.Helper()
	p := &pdfFile{t: t, objects: map[int][]byte{}}
	at, err := strconv.Atoi(strings.Fields(string(file[bytes.LastIndex(file, []byte("startxref"))+9:]))[0])
	if err != nil || !bytes.HasPrefix(file[at:], []byte("xref\n0 ")) {
		t.Fatalf("no cross-reference table at %d", at)
	}
	rows := strings.Split(string(file[at:]), "\n")
	n, _ := strconv.Atoi(strings.Fields(rows[1])[1])
	for i := 1; i < n; i++ {
		offset, _ := strconv.Atoi(rows[2+i][:10])
		head := fmt.Sprintf("%d 0 obj\n", i)
		if !bytes.HasPrefix(file[offset:], []byte(head)) {
			t.Fatalf("object %d is not at %d", i, offset)
		}
		body, _, _ := bytes.Cut(file[offset+len(head):], []byte("\nendobj\n"))
		p.objects[i] = body
	}
	return p
}

// ref is the number that a dictionary's entry refers to.
func (p *pdfFile) ref(dict []byte, key string) int {
	m := regexp.MustCompile(regexp.QuoteMeta(key) + ` (\d+) 0 R`).FindSubmatch(dict)
	if m == nil {
		p.t.Fatalf("no %s in %.200s", key, dict)
	}
	n, _ := strconv.Atoi(string(m[1]))
	return n
}

// stream is an object's content.
func (p *pdfFile) stream(n int) []byte {
	_, body, found := bytes.Cut(p.objects[n], []byte("stream\n"))
	if !found {
		p.t.Fatalf("object %d is no stream", n)
	}
	z, err := zlib.NewReader(bytes.NewReader(body))
	if err != nil {
		p.t.Fatalf("object %d: %v", n, err)
	}
	out, err := io.ReadAll(z)
	if err != nil {
		p.t.Fatalf("object %d: %v", n, err)
	}
	return out
}

// fonts are the file's fonts by the names pages give them.
func (p *pdfFile) fonts() map[string]*readFont {
	out := map[string]*readFont{}
	for _, m := range fontRef.FindAllSubmatch(p.objects[2], -1) {
		n, _ := strconv.Atoi(string(m[2]))
		f, dict := &readFont{}, p.objects[n]
		for i, w := range strings.Fields(string(widthsForm.FindSubmatch(dict)[1])) {
			f.width[32+i], _ = strconv.ParseFloat(w, 64)
		}
		for _, m := range mapForm.FindAllSubmatch(p.stream(p.ref(dict, "/ToUnicode")), -1) {
			code, _ := strconv.ParseUint(string(m[1]), 16, 8)
			char, _ := strconv.ParseUint(string(m[2]), 16, 16)
			f.says[code] = string(rune(char))
		}
		out[string(m[1])] = f
	}
	return out
}

// pages are the pieces of text of each page, in the order in which they are drawn.
func (p *pdfFile) pages() (pages [][]piece) {
	fonts := p.fonts()
	kids := regexp.MustCompile(`/Kids \[([^\]]*)\]`).FindSubmatch(p.objects[1])
	for _, kid := range strings.Split(strings.TrimSpace(string(kids[1])), " 0 R") {
		n, err := strconv.Atoi(strings.TrimSpace(kid))
		if err != nil {
			continue
		}
		var page []piece
		var font *readFont
		var size float64
		for _, m := range textForm.FindAllSubmatch(p.stream(p.ref(p.objects[n], "/Contents")), -1) {
			if len(m[1]) > 0 {
				font = fonts[string(m[1])]
				size, _ = strconv.ParseFloat(string(m[2]), 64)
			}
			page = append(page, readPiece(font, size, m))
		}
		pages = append(pages, page)
	}
	return pages
}

func readPiece(font *readFont, size float64, m [][]byte) piece {
	out := piece{size: size}
	out.x, _ = strconv.ParseFloat(string(m[3]), 64)
	out.y, _ = strconv.ParseFloat(string(m[4]), 64)
	out.end = out.x
	codes := m[5]
	for i := 0; i < len(codes); i++ {
		if codes[i] == '\\' {
			i++
		}
		out.text += font.says[codes[i]]
		out.end += font.width[codes[i]] * size / 1000
	}
	return out
}

// lines joins pieces to lines as the eye does: those that touch are one text,
// those apart are parted by " | ".
func pageLines(page []piece) (lines []string) {
	page = append([]piece(nil), page...)
	sort.SliceStable(page, func(i, j int) bool {
		if page[i].y != page[j].y {
			return page[i].y > page[j].y
		}
		return page[i].x < page[j].x
	})
	for i, p := range page {
		switch {
		case i == 0 || page[i-1].y != p.y:
			lines = append(lines, p.text)
		case p.x-page[i-1].end < 0.5:
			lines[len(lines)-1] += p.text
		default:
			lines[len(lines)-1] += " | " + p.text
		}
	}
	return lines
}

// pageTexts are the pages of a file as text.
func pageTexts(t testing.TB, file []byte) (out []string) {
	t.Helper()
	for _, page := range openPDF(t, file).pages() {
		out = append(out, strings.Join(pageLines(page), "\n"))
	}
	return out
}
