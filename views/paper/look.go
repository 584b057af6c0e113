package paper

// rgb is a colour, 0 to 255 each.
type rgb struct{ r, g, b int }

// ink is a kind of text: its cut, its size in points and its colour.
type ink struct {
	style style
	size  float64
	color rgb
}

// lead is the distance between two baselines.
func (k ink) lead() float64 { return k.size * 1.36 }

// baseline is where a line of text stands whose box begins at top: capitals
// (714/1000 high) sit in the middle of the box.
func (k ink) baseline(top float64) float64 { return top + k.lead()/2 + k.size*0.357 }

// scaled is the same text at another size.
func (k ink) scaled(by float64) ink { k.size *= by; return k }

// line is a kind of rule: its weight in points and its colour.
type line struct {
	weight float64
	color  rgb
}

// look is every kind of text and rule on a page.
type look struct {
	firm, sender, title, label, name, value, heading, body ink
	head, row, sum, note, bad, strong, tree, step, foot    ink
	hair, thin, firmly, heavy                              line
}

// plainLook is quiet: one family, dark blue-grey ink, hairlines, and weight
// only where the reader should land.
func plainLook() look {
	deep, dark, grey := rgb{22, 32, 54}, rgb{33, 40, 52}, rgb{104, 112, 128}
	red := rgb{150, 38, 44}
	return look{
		firm:    ink{bold, 14.5, deep},
		sender:  ink{regular, 7.6, grey},
		title:   ink{regular, 21, deep},
		label:   ink{regular, 7.2, grey},
		name:    ink{bold, 9.8, dark},
		value:   ink{regular, 9.2, dark},
		heading: ink{bold, 11, deep},
		body:    ink{regular, 9, dark},
		head:    ink{regular, 7.2, grey},
		row:     ink{regular, 8.2, dark},
		sum:     ink{bold, 8.2, deep},
		note:    ink{italic, 7.2, grey},
		bad:     ink{regular, 8.2, red},
		strong:  ink{bold, 10.6, deep},
		tree:    ink{bold, 7.8, dark},
		step:    ink{regular, 7.6, dark},
		foot:    ink{regular, 6.8, grey},
		hair:    line{0.3, rgb{214, 218, 226}},
		thin:    line{0.45, rgb{150, 157, 170}},
		firmly:  line{0.7, deep},
		heavy:   line{1.1, deep},
	}
}
