package paper

import "strconv"

// canvas is the drawing of one page in PDF operators. gofpdf's own calls format
// each number and repeat font and colour for every text, which is half the time
// of a statement; gofpdf takes the finished page as it is.
//
// Places are points from the upper left corner.
type canvas struct {
	ops    []byte
	height float64 // of the page: PDF counts from below

	face         int // what the page's state is at this point; -1: not set
	size, weight float64
	fill, stroke rgb
}

func newCanvas(height float64) *canvas {
	unset := rgb{-1, -1, -1}
	return &canvas{ops: make([]byte, 0, 12<<10), height: height, face: -1, fill: unset, stroke: unset}
}

// text draws codes of a face with the baseline at y.
func (c *canvas) text(face int, k ink, x, y float64, codes string) {
	if c.fill != k.color {
		c.fill = k.color
		c.color(k.color, "rg ")
	}
	c.op("BT ")
	if c.face != face || c.size != k.size {
		c.face, c.size = face, k.size
		c.op(fontName(face))
		c.op(" ")
		c.number(k.size)
		c.op("Tf ")
	}
	c.number(x)
	c.number(c.height - y)
	c.op("Td (")
	for i := range len(codes) {
		switch b := codes[i]; b {
		case '(', ')', '\\':
			c.ops = append(c.ops, '\\', b)
		default:
			c.ops = append(c.ops, b)
		}
	}
	c.op(") Tj ET\n")
}

// line draws a straight line.
func (c *canvas) line(k line, x1, y1, x2, y2 float64) {
	if c.stroke != k.color {
		c.stroke = k.color
		c.color(k.color, "RG ")
	}
	if c.weight != k.weight {
		c.weight = k.weight
		c.number(k.weight)
		c.op("w ")
	}
	c.number(x1)
	c.number(c.height - y1)
	c.op("m ")
	c.number(x2)
	c.number(c.height - y2)
	c.op("l S\n")
}

// fontName is what pages call the nth face of a file.
func fontName(n int) string { return "/T" + strconv.Itoa(n) }

func (c *canvas) op(s string) { c.ops = append(c.ops, s...) }

func (c *canvas) color(k rgb, op string) {
	for _, v := range [3]int{k.r, k.g, k.b} {
		c.number(float64(v) / 255)
	}
	c.op(op)
}

// number writes a length to 1/100 point, which no printer can tell apart.
func (c *canvas) number(v float64) {
	if v < 0 {
		c.ops = append(c.ops, '-')
		v = -v
	}
	n := int64(v*100 + 0.5)
	c.ops = strconv.AppendInt(c.ops, n/100, 10)
	if part := byte(n % 100); part != 0 {
		c.ops = append(c.ops, '.', '0'+part/10)
		if part%10 != 0 {
			c.ops = append(c.ops, '0'+part%10)
		}
	}
	c.ops = append(c.ops, ' ')
}

// square fills a rectangle.
func (c *canvas) square(color rgb, x, y, width, height float64) {
	if c.fill != color {
		c.fill = color
		c.color(color, "rg ")
	}
	c.number(x)
	c.number(c.height - y - height)
	c.number(width)
	c.number(height)
	c.op("re f\n")
}
