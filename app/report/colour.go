package report

import (
	"fmt"
	"math"
	"strconv"
)

// Colour is a colour of the screen.
type Colour struct{ R, G, B uint8 }

// ParseColour reads #RRGGBB.
func ParseColour(text string) (Colour, error) {
	if len(text) != 7 || text[0] != '#' {
		return Colour{}, fmt.Errorf("%q is not a colour like #2F5BD7", text)
	}
	n, err := strconv.ParseUint(text[1:], 16, 32)
	return Colour{uint8(n >> 16), uint8(n >> 8), uint8(n)}, err
}

func (c Colour) String() string { return fmt.Sprintf("#%02X%02X%02X", c.R, c.G, c.B) }

// Contrast is how well one colour is read on another, from 1 to 21, as WCAG 2.2 defines it. Running text needs 4.5.
func (c Colour) Contrast(on Colour) float64 {
	a, b := c.luminance(), on.luminance()
	return (max(a, b) + 0.05) / (min(a, b) + 0.05)
}

func (c Colour) luminance() float64 {
	part := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
}

// Readable is the colour nearest to c, on its way to black or to white, that is read on another with at least that contrast.
func (c Colour) Readable(on Colour, least float64) Colour {
	to := Colour{}
	if on.luminance() < 0.18 {
		to = Colour{255, 255, 255}
	}
	for step := range 101 {
		mixed := c.mix(to, step)
		if mixed.Contrast(on) >= least {
			return mixed
		}
	}
	return to
}

// mix goes a number of hundredths of the way from c to another colour.
func (c Colour) mix(to Colour, hundredths int) Colour {
	part := func(a, b uint8) uint8 { return uint8((int(a)*(100-hundredths) + int(b)*hundredths) / 100) }
	return Colour{part(c.R, to.R), part(c.G, to.G), part(c.B, to.B)}
}
