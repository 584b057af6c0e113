package paper

import (
	"bytes"
	"testing"
)

// tables reads a font file's directory and checks its sums.
func tables(t *testing.T, file []byte) map[string][]byte {
	t.Helper()
	if sum := checksum(file); sum != 0xB1B0AFBA {
		t.Fatalf("the file's sum is %08X", sum)
	}
	out := map[string][]byte{}
	for i := range int(be.Uint16(file[4:])) {
		entry := file[12+16*i:]
		at, size := be.Uint32(entry[8:]), be.Uint32(entry[12:])
		table := bytes.Clone(file[at : at+size])
		name := string(entry[:4])
		out[name] = table
		if name == "head" { // whose own sum leaves out the file's
			table = bytes.Clone(table)
			be.PutUint32(table[8:], 0)
		}
		if checksum(table) != be.Uint32(entry[4:]) {
			t.Errorf("the sum of %s is wrong", name)
		}
	}
	return out
}

// A cut font draws each code as the whole font draws the character: the same
// box, the same number of contours, the same width, found through both maps.
func TestCutFontsDrawTheSame(t *testing.T) {
	p := newPrinter(t)
	for s := range styles {
		for _, block := range []int{0, 2, 3, 7, 8, 61, 62, 64} {
			f, chars := p.fonts.cuts[s], characters(p.fonts.cuts[s], block)
			var glyphs [256]uint16
			for code, r := range chars {
				if r != minus {
					glyphs[code] = f.glyphOf[r]
				}
			}
			var drawn []byte
			if block == 0 {
				drawn = f.minusOutline()
			}
			cut := tables(t, f.cut(&glyphs, drawn))
			small := &trueType{tables: cut, longLoca: true, hMetrics: int(be.Uint16(cut["hhea"][34:]))}
			mac, win := cut["cmap"][20+6:], cut["cmap"][20+262+32:]
			for code, r := range chars {
				if r == 0 || r == minus {
					continue
				}
				got := uint16(mac[code])
				if got != be.Uint16(win[2*code:]) || got == 0 {
					t.Fatalf("style %d, %q: glyph %d for Macintosh, %d for Windows", s, r, got, be.Uint16(win[2*code:]))
				}
				whole, part := f.outline(f.glyphOf[r]), small.outline(got)
				if len(whole) > 0 && !bytes.Equal(whole[:10], part[:10]) || len(whole) == 0 && len(part) > 0 {
					t.Errorf("style %d, %q: drawn differently", s, r)
				}
				if small.glyphAdvance(got) != f.glyphAdvance(f.glyphOf[r]) {
					t.Errorf("style %d, %q: another width", s, r)
				}
				eachPart(part, func(p []byte) {
					if at := be.Uint16(p[2:]); len(small.outline(at)) == 0 {
						t.Errorf("style %d, %q: a part of it is missing", s, r)
					}
				})
			}
		}
	}
}

func TestEveryCharacterHasOnePlace(t *testing.T) {
	p := newPrinter(t)
	seen := map[[2]int]rune{}
	for r := rune(' '); r < noGlyph; r++ {
		if p.fonts.cuts[regular].advance[r] == noGlyph || r >= 0x7F && r < 0xA0 {
			continue
		}
		block, code := place(r)
		at := [2]int{block, int(code)}
		if other, taken := seen[at]; taken {
			t.Errorf("%q and %q are both at %v", r, other, at)
		}
		seen[at] = r
		if chars := characters(p.fonts.cuts[regular], block); r != ' ' && chars[code] != r {
			t.Errorf("%q is looked for at %v, where %q is drawn", r, at, chars[code])
		}
		if block != 0 && code < 0x80 {
			t.Errorf("%q has code %d of block %d, which is the space's half", r, code, block)
		}
	}
	if len(seen) < 2500 {
		t.Errorf("only %d characters", len(seen))
	}
}

func TestAllThreeCutsDrawTheSameCharacters(t *testing.T) {
	p := newPrinter(t)
	for r := range noGlyph {
		for s := range styles {
			if (p.fonts.cuts[s].advance[r] == noGlyph) != (p.fonts.cuts[regular].advance[r] == noGlyph) {
				t.Errorf("%q is in one cut and not in another", rune(r))
			}
		}
	}
}
