package paper

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"sync"
)

// style is a cut of the type family.
type style int

const (
	regular style = iota
	bold
	italic
	styles
)

// A face draws the characters of one block of 128 in 8-bit codes, so that a
// file holds glyphs only of the blocks it uses and a page costs no more than one
// in the fonts every viewer has. Block 0 also holds Latin-1 and the usual
// punctuation, so most pages need it alone; č lives in block 2, ж in 8, ω in 7,
// ế in 61. A face is made once, on first use, and never changes. It is kept in
// the form in which files hold it.
type face struct {
	once    sync.Once
	dict    []byte // the font's dictionary but for its references
	about   []byte // its descriptor but for its reference
	font    []byte // the TrueType file, deflated, with its own dictionary
	unicode []byte // the map from codes to characters, for copying and searching, likewise
	err     error
}

// blocks is the number of blocks of 128 in the basic plane.
const blocks = 1 << 9

// minusCode is the code of the minus sign in block 0. Noto Sans has none, so
// it is drawn from the plus sign, as wide as a digit; it copies as "-".
const minusCode = 0x8D

const minus = '−'

// western is what codes 0x80 to 0x9F of block 0 draw (Windows-1252, and the minus).
func western() [32]rune {
	return [32]rune{
		'€', 0, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', minus, 'Ž', 0,
		0, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0, 'ž', 'Ÿ',
	}
}

// place is where a character is drawn: its block, and its code there.
func place(r rune) (block int, code byte) {
	if r < 0x80 || r >= 0xA0 && r < 0x100 {
		return 0, byte(r)
	}
	for i, w := range western() {
		if w == r {
			return 0, byte(0x80 + i)
		}
	}
	return int(r >> 7), byte(0x80 | r&0x7F)
}

// characters is what each code of a block draws; 0 where nothing. Every block
// has the space, so that words in it stay together.
func characters(f *trueType, block int) (chars [256]rune) {
	has := func(r rune) bool { return f.advance[r] != noGlyph }
	chars[' '] = ' '
	for r := rune(block << 7); r < rune(block+1)<<7; r++ {
		if b, code := place(r); b == block && has(r) && r >= ' ' {
			chars[code] = r
		}
	}
	if block == 0 {
		for r := rune(0xA0); r < 0x100; r++ {
			chars[r] = r
		}
		for i, r := range western() {
			if has(r) {
				chars[0x80+i] = r
			}
		}
	}
	return chars
}

// prepare makes the face for a block of a font.
func (c *face) prepare(f *trueType, s style, block int) {
	chars := characters(f, block)
	var glyphs [256]uint16
	var widths []byte
	for code, r := range chars {
		width := uint16(0)
		if r != 0 {
			width = f.advance[r]
		}
		if r != minus { // which has no glyph to cut
			glyphs[code] = f.glyphOf[r]
		}
		if code >= ' ' {
			widths = fmt.Appendf(widths, "%d ", width)
		}
	}
	var drawn []byte
	if block == 0 {
		drawn = f.minusOutline()
	}
	c.describe(f, s, tag(s, block), widths)
	c.font, c.err = stream(f.cut(&glyphs, drawn))
	if c.err == nil {
		c.unicode, c.err = stream(unicodeMap(&chars))
	}
}

// describe writes the font's dictionary and descriptor. Flag 4 says that the
// codes are the font's own, 64 that it slants.
func (c *face) describe(f *trueType, s style, tag string, widths []byte) {
	name, stem, angle, flags := "NotoSans", 80, 0, 4
	switch s {
	case bold:
		name, stem = "NotoSans-Bold", 140
	case italic:
		name, angle, flags = "NotoSans-Italic", -12, 4|64
	}
	head, hhea := f.tables["head"], f.tables["hhea"]
	at := func(b []byte) int { return f.scaledSigned(b) }
	c.dict = fmt.Appendf(nil, "<</Type /Font /Subtype /TrueType /BaseFont /%s+%s /FirstChar 32 /LastChar 255 /Widths [%s]",
		tag, name, bytes.TrimSpace(widths))
	c.about = fmt.Appendf(nil, "<</Type /FontDescriptor /FontName /%s+%s /Flags %d /FontBBox [%d %d %d %d] /ItalicAngle %d "+
		"/Ascent %d /Descent %d /CapHeight 714 /StemV %d", tag, name, flags,
		at(head[36:]), at(head[38:]), at(head[40:]), at(head[42:]), angle, at(hhea[4:]), at(hhea[6:]), stem)
}

// tag is the six capitals that mark a subset, the same for the same content.
func tag(s style, block int) string {
	letters := []byte("RP" + string(rune('A'+s)) + "AAA")
	for i := 5; block > 0; i, block = i-1, block/26 {
		letters[i] = byte('A' + block%26)
	}
	return string(letters)
}

// unicodeMap tells viewers which character each code stands for. The minus
// stands for "-", so that copied amounts are read by other programs.
func unicodeMap(chars *[256]rune) []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CMapName /Rapport def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<00><FF>\nendcodespacerange\n")
	var lines []string
	for code, r := range chars {
		if r == minus {
			r = '-'
		}
		if r != 0 {
			lines = append(lines, fmt.Sprintf("<%02X><%04X>\n", code, r))
		}
	}
	for len(lines) > 0 {
		n := min(len(lines), 100) // the most that one group may hold
		fmt.Fprintf(&b, "%d beginbfchar\n", n)
		for _, line := range lines[:n] {
			b.WriteString(line)
		}
		b.WriteString("endbfchar\n")
		lines = lines[n:]
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return b.Bytes()
}

// stream is a stream object with its dictionary, compressed as well as can be:
// it is made once for all files.
func stream(in []byte) ([]byte, error) {
	var b bytes.Buffer
	z, err := zlib.NewWriterLevel(&b, zlib.BestCompression)
	if err == nil {
		_, err = z.Write(in)
	}
	if err == nil {
		err = z.Close()
	}
	out := fmt.Appendf(nil, "<</Filter /FlateDecode /Length %d /Length1 %d>>\nstream\n", b.Len(), len(in))
	out = append(out, b.Bytes()...)
	return append(out, "\nendstream"...), err
}
