package report

import (
	"fmt"
	"strconv"

	"rapport/app/calendar"
	"rapport/app/money"
)

// Cell is one typed value. Value keeps what was meant (exact, for programs),
// Text how it reads in the document's language (for people).
type Cell struct {
	Kind  Kind
	Role  Role
	Text  string // as shown; empty: see Shown
	Value any    // money.Money, calendar.Day, money.Rate, int64, or nil for text
	Note  string // small words under the text, e.g. "reverses line 0147"
}

// Kind is the type of a cell's value.
type Kind int

// The kinds of value a cell can hold, each with the Go type of its Value.
const (
	KindText    Kind = iota // none
	KindMoney               // money.Money
	KindDay                 // calendar.Day
	KindPercent             // money.Rate
	KindCount               // int64
)

// Role says what a value means to the reader; a printer may colour by it.
type Role int

// The roles of a value.
const (
	Plain  Role = iota
	Muted       // of less weight: codes, remarks
	Strong      // the value to look at
	Good
	Warn
	Bad
)

// Format puts typed values into the words of one language.
type Format interface {
	Money(money.Money) string
	Day(calendar.Day) string
	Percent(money.Rate) string
	Count(int64) string
}

// Text is a cell of words.
func Text(s string) Cell { return Cell{Text: s} }

// Money is a cell of an amount.
func Money(m money.Money) Cell { return Cell{Kind: KindMoney, Value: m} }

// Day is a cell of a calendar day.
func Day(d calendar.Day) Cell { return Cell{Kind: KindDay, Value: d} }

// Percent is a cell of a rate.
func Percent(r money.Rate) Cell { return Cell{Kind: KindPercent, Value: r} }

// Count is a cell of a whole number.
func Count(n int64) Cell { return Cell{Kind: KindCount, Value: n} }

// As is the cell with another role.
func (c Cell) As(r Role) Cell { c.Role = r; return c }

// Noted is the cell with small words under its text.
func (c Cell) Noted(note string) Cell { c.Note = note; return c }

// Worded is the cell with its text written by f, unless it has one already.
func (c Cell) Worded(f Format) Cell {
	if c.Text != "" || f == nil {
		return c
	}
	switch v := c.Value.(type) {
	case money.Money:
		c.Text = f.Money(v)
	case calendar.Day:
		c.Text = f.Day(v)
	case money.Rate:
		c.Text = f.Percent(v)
	case int64:
		c.Text = f.Count(v)
	}
	return c
}

// Shown is the text to print: Text, or the value in plain international form
// (1,234.50; 2026-03-31; 12.5 %).
func (c Cell) Shown() string {
	if c.Text != "" {
		return c.Text
	}
	switch v := c.Value.(type) {
	case nil:
		return ""
	case int64:
		return strconv.FormatInt(v, 10)
	case money.Rate:
		return v.Percent() + " %"
	case money.Money:
		return v.Amount() // a page says its currency once, in a head or a fact
	case fmt.Stringer:
		return v.String()
	}
	return fmt.Sprint(c.Value)
}

// Blank reports that the cell shows nothing.
func (c Cell) Blank() bool { return c.Text == "" && c.Value == nil && c.Note == "" }
