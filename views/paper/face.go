package paper

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/jung-kurt/gofpdf"
)

// style is a cut of the type family.
type style int

const (
	regular style = iota
	bold
	italic
	styles
)

// suffix is the style as gofpdf and font names write it.
func (s style) suffix() (key, name string) {
	switch s {
	case bold:
		return "B", "NotoSans-Bold"
	case italic:
		return "I", "NotoSans-Italic"
	}
	return "", "NotoSans"
}

// A face draws the characters of one block of 128 in 8-bit codes, which is
// what gofpdf embeds without parsing a font for each document. Block 0 also
// holds Latin-1 and the usual punctuation, so most pages need it alone;
// č lives in block 2, ж in 8, ω in 7, ế in 61. A face is made once, on first
// use, and never changes.
type face struct {
	once    sync.Once
	family  string // gofpdf's name for the block
	key     string // gofpdf's name for the style
	name    string // the font's name in the file, with its subset tag
	def     []byte // gofpdf's description
	font    []byte // the font file, deflated
	unicode []byte // map from codes to characters, for copying and searching
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
	var widths [256]int
	for code, r := range chars {
		if r != 0 && r != minus {
			glyphs[code], widths[code] = f.glyphOf[r], int(f.advance[r])
		}
	}
	var drawn []byte
	if block == 0 {
		drawn = f.minusOutline()
		widths[minusCode] = int(f.advance[minus])
	}
	key, name := s.suffix()
	c.key = key
	c.family = fmt.Sprintf("noto%03x", block)
	c.name = tag(s, block) + "+" + name
	file := f.cut(&glyphs, drawn)
	c.font, c.err = deflate(file)
	if c.err != nil {
		return
	}
	c.unicode, c.err = deflate(unicodeMap(&chars))
	if c.err != nil {
		return
	}
	c.def, c.err = json.Marshal(definition(f, c, key, widths[:], len(file)))
}

// definition is the description AddFontFromBytes reads.
func definition(f *trueType, c *face, key string, widths []int, size int) any {
	box := f.tables["head"][36:]
	at := func(i int) int { return f.scaledSigned(box[2*i:]) }
	desc := gofpdf.FontDescType{
		Ascent:    f.scaledSigned(f.tables["hhea"][4:]),
		Descent:   f.scaledSigned(f.tables["hhea"][6:]),
		CapHeight: 714,
		Flags:     gofpdf.FontFlagSymbolic,
		StemV:     80,
	}
	desc.FontBBox.Xmin, desc.FontBBox.Ymin = at(0), at(1)
	desc.FontBBox.Xmax, desc.FontBBox.Ymax = at(2), at(3)
	switch key {
	case "B":
		desc.StemV = 140
	case "I":
		desc.ItalicAngle = -12
		desc.Flags |= gofpdf.FontFlagItalic
	}
	return struct {
		Tp, Name, File string
		Desc           gofpdf.FontDescType
		Cw             []int
		OriginalSize   int
	}{"TrueType", c.name, c.family + key + ".z", desc, widths, size}
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

// deflate compresses what is prepared once, as well as it can.
func deflate(in []byte) ([]byte, error) {
	var b bytes.Buffer
	z, err := zlib.NewWriterLevel(&b, zlib.BestCompression)
	if err == nil {
		_, err = z.Write(in)
	}
	if err == nil {
		err = z.Close()
	}
	return b.Bytes(), err
}
