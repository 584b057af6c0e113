package kit

import "math"

// viewport is where a list of equal rows stands under its window. Offsets are
// float64: at ten million rows a float32 could no longer move by a pixel.
type viewport struct {
	off    float64 // pixels scrolled away above
	row    float64 // height of a row
	height float64 // height of the window
	rows   int
}

func (v *viewport) most() float64 { return math.Max(0, float64(v.rows)*v.row-v.height) }

// to scrolls to an offset and tells whether that moved anything.
func (v *viewport) to(off float64) bool {
	off = math.Max(0, math.Min(off, v.most()))
	moved := off != v.off
	v.off = off
	return moved
}

// reveal scrolls as little as needed to show a row whole. Before the first
// layout there is no window to show it in, so nothing moves.
func (v *viewport) reveal(row int) bool {
	if v.height <= 0 {
		return false
	}
	top := float64(row) * v.row
	switch {
	case top < v.off:
		return v.to(top)
	case top+v.row > v.off+v.height:
		return v.to(top + v.row - v.height)
	}
	return false
}

// first is the topmost row and where it begins, at or above the window's edge.
func (v *viewport) first() (row int, y float32) {
	row = int(v.off / v.row)
	return row, float32(float64(row)*v.row - v.off)
}

// at is the row under a height in the window, or -1.
func (v *viewport) at(y float64) int {
	if y < 0 || y >= v.height {
		return -1
	}
	row := int((v.off + y) / v.row)
	if row >= v.rows {
		return -1
	}
	return row
}

// y is where a row begins in the window, and whether any of it shows.
func (v *viewport) y(row int) (float32, bool) {
	y := float64(row)*v.row - v.off
	return float32(y), y > -v.row && y < v.height
}

// page is how many rows PgDn moves.
func (v *viewport) page() int { return max(1, int(v.height/v.row)-1) }

// thumb is the scrollbar's length and place; length 0 means all rows show.
func (v *viewport) thumb(least float64) (length, y float64) {
	total := float64(v.rows) * v.row
	if total <= v.height || v.height <= 0 {
		return 0, 0
	}
	length = math.Min(v.height, math.Max(least, v.height*v.height/total))
	return length, (v.height - length) * v.off / v.most()
}

// drag scrolls so that the thumb begins at y.
func (v *viewport) drag(y, length float64) bool {
	if v.height <= length {
		return false
	}
	return v.to(y / (v.height - length) * v.most())
}
