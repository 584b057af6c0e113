package report

import "strings"

// Chart is a picture of figures before it is drawn: what is compared, in whole numbers and in words.
type Chart struct {
	Title  string // what it shows
	Kind   ChartKind
	Labels []string // of the places along the axis, or of a funnel's bars
	Series []Series // the first is the one that counts; three are told apart without colours
	Unit   string   // of the values: "EUR", "%", "referrals"
	Across string   // of the axis: "days since the introduction"; where labels say it, it heads them in the table
	Digits int      // decimals in the values: 1050 with 2 of them is 10.50
	Most   int64    // where the axis ends at the least, 0: where the values do
	Empty  string   // said where there is nothing to draw
}

// ChartKind is how places are laid out.
type ChartKind int

// The kinds of chart.
const (
	Columns ChartKind = iota // one place for each label, side by side
	Steps                    // an axis of numbers; a value holds until the next one
	Funnel                   // one bar for each label, below each other
)

// Series is one row of values. Of a Columns chart it has a point for each label.
type Series struct {
	Name   string
	Shape  Shape // of Columns
	Points []Point
}

// Shape is how the values of a series are drawn.
type Shape int

// The shapes.
const (
	Bar   Shape = iota
	Range       // from Low to High, with a mark at the value
)

// Point is one value.
type Point struct {
	At        int64 // of Steps: where on the axis
	Value     int64
	Low, High int64  // of a range, or of the band around a step; both 0: none
	Words     string // the value for people, with its count where there is one
	Missing   bool   // there is no value here; Words says why
}

// Drawable tells whether there is anything to draw.
func (c Chart) Drawable() bool {
	for _, s := range c.Series {
		for _, p := range s.Points {
			if !p.Missing {
				return true
			}
		}
	}
	return false
}

// Table is the chart for those who would rather read.
func (c Chart) Table() Table {
	t := Table{Empty: c.Empty, Columns: []Column{{Title: orWord(c.Across, "Of")}}}
	for _, s := range c.Series {
		t.Columns = append(t.Columns, Column{Title: orWord(s.Name, orWord(c.Unit, "Value")), Align: Right})
	}
	for i, label := range c.places() {
		row := Row{Cells: []Cell{Text(label)}}
		for _, s := range c.Series {
			words := ""
			if at := c.pointAt(s, i); at < len(s.Points) {
				words = s.Points[at].Words
			}
			row.Cells = append(row.Cells, Text(words))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// places are the labels of the rows of its table: of steps, where the first series has points.
func (c Chart) places() []string {
	if c.Kind != Steps {
		return c.Labels
	}
	var out []string
	if len(c.Series) > 0 {
		for _, p := range c.Series[0].Points {
			out = append(out, Count(p.At).Shown())
		}
	}
	return out
}

// pointAt is which point of a series belongs to the place numbered i: of steps the last one at or before it.
func (c Chart) pointAt(s Series, i int) int {
	if c.Kind != Steps {
		return i
	}
	at, found := c.Series[0].Points[i].At, len(s.Points)
	for k, p := range s.Points {
		if p.At <= at {
			found = k
		}
	}
	return found
}

// Tabbed is a table as text that spreadsheets take from the clipboard: a line for each row, cells parted by tabs.
func (t Table) Tabbed() string {
	var b strings.Builder
	line := func(cells []string) { b.WriteString(strings.Join(cells, "\t") + "\n") }
	var titles []string
	for _, c := range t.Columns {
		titles = append(titles, c.Title)
	}
	line(titles)
	for _, r := range t.Rows {
		var cells []string
		for _, c := range r.Cells {
			cells = append(cells, strings.NewReplacer("\t", " ", "\n", " ").Replace(c.Shown()))
		}
		line(cells)
	}
	return b.String()
}

func orWord(word, other string) string {
	if word == "" {
		return other
	}
	return word
}
