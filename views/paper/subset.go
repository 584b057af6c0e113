package paper

import (
	"bytes"
	"sort"
)

// subset cuts a font out of f that draws only the given codes. Hinting is left
// out: it serves screens of old, and is most of the bytes. The result carries a
// symbolic character map, so a viewer needs no glyph names to find a glyph.
type subset struct {
	font   *trueType
	glyphs []uint16          // of the source font, in order of the subset
	place  map[uint16]uint16 // source glyph → glyph of the subset
	extra  map[uint16][]byte // outlines drawn here instead of taken
}

// cut is a TrueType file holding glyphs by 8-bit code (0: none). The outline in
// minus, if any, is drawn for the code minusCode.
func (f *trueType) cut(codes *[256]uint16, minus []byte) []byte {
	s := &subset{font: f, glyphs: []uint16{0}, place: map[uint16]uint16{0: 0}, extra: map[uint16][]byte{}}
	var byCode [256]uint16 // coded glyphs come first: the Macintosh map has one byte for each
	for code, glyph := range codes {
		if glyph != 0 {
			byCode[code] = s.add(glyph)
		}
	}
	if minus != nil {
		byCode[minusCode] = uint16(len(s.glyphs))
		s.extra[byCode[minusCode]] = minus
		s.glyphs = append(s.glyphs, f.glyphOf['+']) // for its width
	}
	for i := 0; i < len(s.glyphs); i++ { // grows while parts are found
		eachPart(f.outline(s.glyphs[i]), func(part []byte) { s.add(be.Uint16(part[2:])) })
	}
	glyf, loca := s.outlines()
	return assemble(map[string][]byte{
		"cmap": symbolMap(&byCode),
		"glyf": glyf,
		"head": s.head(),
		"hhea": s.hhea(),
		"hmtx": s.metrics(),
		"loca": loca,
		"maxp": s.maxp(),
	})
}

// add gives a glyph a place in the subset.
func (s *subset) add(glyph uint16) uint16 {
	if at, ok := s.place[glyph]; ok {
		return at
	}
	at := uint16(len(s.glyphs))
	s.place[glyph] = at
	s.glyphs = append(s.glyphs, glyph)
	return at
}

// outlines writes the glyf and loca tables.
func (s *subset) outlines() (glyf, loca []byte) {
	for at, glyph := range s.glyphs {
		loca = be.AppendUint32(loca, uint32(len(glyf)))
		if drawn, ok := s.extra[uint16(at)]; ok {
			glyf = append(glyf, drawn...)
		} else if at > 0 { // the first glyph, the box for the unknown, stays empty
			glyf = append(glyf, s.bare(glyph)...)
		}
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
	}
	return glyf, be.AppendUint32(loca, uint32(len(glyf)))
}

// bare is a glyph's outline without hinting, with its parts renumbered.
func (s *subset) bare(glyph uint16) []byte {
	outline := bytes.Clone(s.font.outline(glyph))
	if len(outline) < 10 {
		return nil
	}
	if contours := int(int16(be.Uint16(outline))); contours >= 0 {
		head := 10 + 2*contours
		hints := int(be.Uint16(outline[head:]))
		be.PutUint16(outline[head:], 0)
		return append(outline[:head+2], outline[head+2+hints:]...)
	}
	end := eachPart(outline, func(part []byte) {
		be.PutUint16(part, be.Uint16(part)&^partHasHints)
		be.PutUint16(part[2:], s.place[be.Uint16(part[2:])])
	})
	return outline[:end]
}

// Flags of a part of a composite glyph.
const (
	partWords    = 1 << 0
	partScale    = 1 << 3
	partMore     = 1 << 5
	partXYScale  = 1 << 6
	partMatrix   = 1 << 7
	partHasHints = 1 << 8
)

// eachPart calls f with every part of a composite outline, in place (flags,
// glyph number, offsets), and returns where the parts end. A simple outline
// has none.
func eachPart(outline []byte, f func(part []byte)) (end int) {
	if len(outline) < 10 || int16(be.Uint16(outline)) >= 0 {
		return 0
	}
	at := 10
	for {
		flags := be.Uint16(outline[at:])
		f(outline[at:])
		size := 6
		if flags&partWords != 0 {
			size = 8
		}
		switch {
		case flags&partScale != 0:
			size += 2
		case flags&partXYScale != 0:
			size += 4
		case flags&partMatrix != 0:
			size += 8
		}
		at += size
		if flags&partMore == 0 {
			return at
		}
	}
}

// metrics writes an advance and a left bearing for each glyph.
func (s *subset) metrics() (hmtx []byte) {
	for at, glyph := range s.glyphs {
		outline := s.font.outline(glyph)
		if drawn, ok := s.extra[uint16(at)]; ok {
			outline = drawn
		}
		var bearing uint16
		if len(outline) >= 10 {
			bearing = be.Uint16(outline[2:])
		}
		hmtx = be.AppendUint16(hmtx, uint16(s.font.glyphAdvance(glyph)))
		hmtx = be.AppendUint16(hmtx, bearing)
	}
	return hmtx
}

func (s *subset) head() []byte {
	head := bytes.Clone(s.font.tables["head"])
	be.PutUint32(head[8:], 0)  // checksum, set by assemble
	be.PutUint16(head[50:], 1) // long loca
	return head
}

func (s *subset) hhea() []byte {
	hhea := bytes.Clone(s.font.tables["hhea"])
	be.PutUint16(hhea[34:], uint16(len(s.glyphs)))
	return hhea
}

func (s *subset) maxp() []byte {
	maxp := bytes.Clone(s.font.tables["maxp"])
	be.PutUint16(maxp[4:], uint16(len(s.glyphs)))
	clear(maxp[14:28]) // what hinting would need
	be.PutUint16(maxp[14:], 1)
	return maxp
}

// symbolMap is a cmap from 8-bit codes, once for Macintosh (1, 0) and once for
// Windows (3, 0) at U+F000, the two places where viewers look.
func symbolMap(byCode *[256]uint16) []byte {
	mac := be.AppendUint16(nil, 0)
	mac = be.AppendUint16(mac, 262)
	mac = be.AppendUint16(mac, 0)
	for _, glyph := range byCode {
		mac = append(mac, byte(glyph))
	}
	win := windowsMap(byCode)
	out := []byte{0, 0, 0, 2, 0, 1, 0, 0, 0, 0, 0, 20, 0, 3, 0, 0}
	out = be.AppendUint32(out, uint32(20+len(mac)))
	return append(append(out, mac...), win...)
}

// windowsMap is a format 4 map of one segment, U+F000 to U+F0FF.
func windowsMap(byCode *[256]uint16) []byte {
	words := []uint16{4, 0, 0, 4, 4, 1, 0, 0xF0FF, 0xFFFF, 0, 0xF000, 0xFFFF, 0, 1, 4, 0}
	words = append(words, byCode[:]...)
	words[1] = uint16(2 * len(words))
	var out []byte
	for _, w := range words {
		out = be.AppendUint16(out, w)
	}
	return out
}

// assemble joins tables to a font file with its checksums.
func assemble(tables map[string][]byte) []byte {
	var names []string
	for name := range tables {
		names = append(names, name)
	}
	sort.Strings(names)
	const powers, log2 = 4, 2 // for seven tables
	out := be.AppendUint32(nil, 0x00010000)
	for _, v := range []int{len(names), powers * 16, log2, (len(names) - powers) * 16} {
		out = be.AppendUint16(out, uint16(v))
	}
	at := 12 + 16*len(names)
	var body []byte
	for _, name := range names {
		table := tables[name]
		out = append(out, name...)
		out = be.AppendUint32(out, checksum(table))
		out = be.AppendUint32(out, uint32(at+len(body)))
		out = be.AppendUint32(out, uint32(len(table)))
		body = append(body, table...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	out = append(out, body...)
	for i, name := range names {
		if name == "head" {
			head := be.Uint32(out[12+16*i+8:])
			be.PutUint32(out[head+8:], 0xB1B0AFBA-checksum(out))
		}
	}
	return out
}

// checksum is the sum of a table's big-endian words.
func checksum(b []byte) (sum uint32) {
	for ; len(b) >= 4; b = b[4:] {
		sum += be.Uint32(b)
	}
	var last [4]byte
	copy(last[:], b)
	return sum + be.Uint32(last[:])
}
