package paper

import (
	"encoding/binary"
	"fmt"
)

// noGlyph marks a character that a font cannot draw.
const noGlyph = 0xFFFF

// trueType is a parsed TrueType font: enough of it to measure text and to cut
// smaller fonts out of it. It never changes after parseTrueType.
type trueType struct {
	tables     map[string][]byte
	unitsPerEm int
	longLoca   bool
	hMetrics   int             // entries of hmtx that carry an advance
	glyphs     int             // number of glyphs
	glyphOf    [1 << 16]uint16 // by character of the basic plane; 0: none
	advance    [1 << 16]uint16 // by character, in 1/1000 of the size; noGlyph: cannot be drawn
}

var be = binary.BigEndian

// parseTrueType reads the tables of a TrueType font with glyf outlines and a
// format 4 character map, the form Noto Sans has.
func parseTrueType(data []byte) (*trueType, error) {
	f := &trueType{tables: map[string][]byte{}}
	if len(data) < 12 || be.Uint32(data) != 0x00010000 {
		return nil, fmt.Errorf("not a TrueType font")
	}
	for i := range int(be.Uint16(data[4:])) {
		entry := data[12+16*i:]
		at, size := be.Uint32(entry[8:]), be.Uint32(entry[12:])
		if uint64(at)+uint64(size) > uint64(len(data)) {
			return nil, fmt.Errorf("the font's table %q lies outside its file", entry[:4])
		}
		f.tables[string(entry[:4])] = data[at : at+size]
	}
	for _, need := range []string{"head", "hhea", "maxp", "hmtx", "loca", "glyf", "cmap"} {
		if f.tables[need] == nil {
			return nil, fmt.Errorf("the font has no table %q", need)
		}
	}
	f.unitsPerEm = int(be.Uint16(f.tables["head"][18:]))
	f.longLoca = be.Uint16(f.tables["head"][50:]) == 1
	f.hMetrics = int(be.Uint16(f.tables["hhea"][34:]))
	f.glyphs = int(be.Uint16(f.tables["maxp"][4:]))
	if err := f.readCharacters(); err != nil {
		return nil, err
	}
	f.measure()
	return f, nil
}

// readCharacters fills glyphOf from the Windows Unicode map.
func (f *trueType) readCharacters() error {
	cmap := f.tables["cmap"]
	var sub []byte
	for i := range int(be.Uint16(cmap[2:])) {
		entry := cmap[4+8*i:]
		if be.Uint32(entry) == 3<<16|1 {
			sub = cmap[be.Uint32(entry[4:]):]
		}
	}
	if sub == nil || be.Uint16(sub) != 4 {
		return fmt.Errorf("the font has no character map of format 4")
	}
	n := int(be.Uint16(sub[6:])) // twice the number of segments
	ends, starts, deltas, offsets := sub[14:], sub[16+n:], sub[16+2*n:], sub[16+3*n:]
	for i := 0; i < n; i += 2 {
		first, last := int(be.Uint16(starts[i:])), int(be.Uint16(ends[i:]))
		offset := int(be.Uint16(offsets[i:]))
		for c := first; c <= last && c < noGlyph; c++ {
			glyph := uint16(c)
			if offset != 0 {
				if glyph = be.Uint16(offsets[i+offset+2*(c-first):]); glyph == 0 {
					continue
				}
			}
			f.glyphOf[c] = glyph + be.Uint16(deltas[i:])
		}
	}
	return nil
}

// measure fills advance from the horizontal metrics.
func (f *trueType) measure() {
	for c, glyph := range f.glyphOf {
		f.advance[c] = noGlyph
		if glyph != 0 {
			f.advance[c] = uint16(f.scaled(f.glyphAdvance(glyph)))
		}
	}
	f.advance[minus] = f.advance['+']
}

// scaled turns font units into thousandths of the size.
func (f *trueType) scaled(units int) int {
	return (units*1000 + f.unitsPerEm/2) / f.unitsPerEm
}

// scaledSigned is the signed 16-bit value at b, in thousandths of the size.
func (f *trueType) scaledSigned(b []byte) int {
	return int(int16(be.Uint16(b))) * 1000 / f.unitsPerEm
}

// glyphAdvance is the width of a glyph in font units.
func (f *trueType) glyphAdvance(glyph uint16) int {
	i := min(int(glyph), f.hMetrics-1)
	return int(be.Uint16(f.tables["hmtx"][4*i:]))
}

// outline is the glyf entry of a glyph; empty for a space.
func (f *trueType) outline(glyph uint16) []byte {
	loca, glyf := f.tables["loca"], f.tables["glyf"]
	i := int(glyph)
	if f.longLoca {
		return glyf[be.Uint32(loca[4*i:]):be.Uint32(loca[4*i+4:])]
	}
	return glyf[2*int(be.Uint16(loca[2*i:])) : 2*int(be.Uint16(loca[2*i+2:]))]
}

// minusOutline draws the minus sign: the bar of the plus sign, in the weight
// of the dash.
func (f *trueType) minusOutline() []byte {
	side := func(r rune, i int) int16 { return int16(be.Uint16(f.outline(f.glyphOf[r])[2+2*i:])) }
	left, right := side('+', 0), side('+', 2)
	middle, weight := (side('+', 1)+side('+', 3))/2, side('–', 3)-side('–', 1)
	low, high := middle-weight/2, middle+weight/2
	var out []byte
	for _, v := range []int16{1, left, low, right, high, 3, 0, 0x0101, 0x0101, // one contour of four points
		left, 0, right - left, 0, low, high - low, 0, low - high} {
		out = be.AppendUint16(out, uint16(v))
	}
	return out
}
