package files

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/report"

	"github.com/xuri/excelize/v2"
)

// WriteXLSX writes a sheet as a workbook with typed cells: amounts, rates and
// counts as numbers in their format, days as dates, texts as texts that are
// never calculated. The headings are bold and stay in sight. What a workbook
// cannot hold is refused before anything is written to w.
func WriteXLSX(w io.Writer, s Sheet) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = refuseToWrite(0, "", "Save the list as CSV instead.", "The workbook could not be made (%v).", r)
		}
	}()
	f := excelize.NewFile()
	defer f.Close()
	x := &xlsxWriter{file: f, title: sheetName(s.Title), styles: map[styleKey]int{}}
	if err := f.SetSheetName("Sheet1", x.title); err != nil {
		return err
	}
	if x.stream, err = f.NewStreamWriter(x.title); err != nil {
		return err
	}
	if err := x.head(s.Columns); err != nil {
		return err
	}
	for row, err := range s.Rows {
		if err != nil {
			return err
		}
		if err := x.add(s.Columns, row); err != nil {
			return err
		}
	}
	if err := x.stream.Flush(); err != nil {
		return err
	}
	return f.Write(w)
}

// xlsxWriter is a workbook being written.
type xlsxWriter struct {
	file   *excelize.File
	stream *excelize.StreamWriter
	title  string
	row    int
	values []any
	styles map[styleKey]int // made when first needed
}

// styleKey is all that tells the styles of cells apart.
type styleKey struct {
	format string
	bold   bool
	head   bool
}

// head writes the headings, sets the widths and keeps the first row in sight.
func (x *xlsxWriter) head(columns []report.Column) error {
	for i, c := range slices.Backward(columns) { // the writer puts each before the others
		if err := x.stream.SetColWidth(i+1, i+1, width(c)); err != nil {
			return err
		}
	}
	pane := excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}
	if err := x.stream.SetPanes(&pane); err != nil {
		return err
	}
	style, err := x.style(styleKey{bold: true, head: true})
	if err != nil {
		return err
	}
	for i, c := range columns {
		if err := x.fits(c.Title, i, columns); err != nil {
			return err
		}
		x.values = append(x.values, excelize.Cell{StyleID: style, Value: lineEnds(c.Title)})
	}
	return x.flushRow()
}

// width is a column's width in characters.
func width(c report.Column) float64 {
	least := map[report.Kind]int{report.KindMoney: 14, report.KindDay: 12, report.KindPercent: 10, report.KindCount: 10}[c.Kind]
	if least == 0 {
		least = 24 * max(1, min(c.Weight, 3))
	}
	return float64(max(least, min(utf8.RuneCountInString(c.Title)+2, 60)))
}

// add writes one row.
func (x *xlsxWriter) add(columns []report.Column, row report.Row) error {
	if x.row == MaxRows {
		return refuseToWrite(x.row+1, "", "Save it as CSV, which has no limit, or export a shorter period.",
			"The list has more than 1,048,575 rows, the most a worksheet can hold below its headings.")
	}
	bold := row.Style == report.Total || row.Style == report.Subtotal
	for i, c := range row.Cells {
		value, format, err := x.value(c, i, columns)
		if err != nil {
			return err
		}
		style, err := x.style(styleKey{format: format, bold: bold})
		if err != nil {
			return err
		}
		if value == nil {
			x.values = append(x.values, nil)
			continue
		}
		x.values = append(x.values, excelize.Cell{StyleID: style, Value: value})
	}
	return x.flushRow()
}

func (x *xlsxWriter) flushRow() error {
	x.row++
	err := x.stream.SetRow("A"+strconv.Itoa(x.row), x.values)
	x.values = x.values[:0]
	return err
}

// value is a cell's value for the workbook, with its number format.
func (x *xlsxWriter) value(c report.Cell, i int, columns []report.Column) (value any, format string, err error) {
	switch v := c.Value.(type) {
	case money.Money:
		if value, ok := exact(v.Plain()); ok {
			return value, amountFormat(v.Currency.Digits()), nil
		}
		return nil, "", refuseToWrite(x.row+1, columnLetters(i+1), "Save the list as CSV, which keeps every digit.",
			"Row %d%s: %s has more digits than Excel can keep.", x.row+1, named(i, columns), v)
	case money.Rate:
		if value, ok := exact(v.String()); ok {
			return value, "0.00##%", nil
		}
	case calendar.Day:
		if v.IsZero() {
			return nil, "", nil
		}
		if serial := v.Sub(calendar.MustDate(1899, 12, 30)); serial > 60 { // before that Excel's calendar has a day too many
			return serial, "yyyy-mm-dd", nil
		}
	case int64:
		return v, "0", nil
	}
	text := lineEnds(c.Shown())
	if text == "" {
		return nil, "", nil
	}
	return text, "", x.fits(text, i, columns)
}

// exact turns a decimal number into what a workbook stores, which is binary, and
// only if Excel gives the same digits back: it keeps 15 of them.
func exact(plain string) (float64, bool) {
	v, err := strconv.ParseFloat(plain, 64)
	digits := strings.TrimLeft(strings.ReplaceAll(strings.TrimPrefix(plain, "-"), ".", ""), "0")
	return v, err == nil && len(digits) <= 15
}

// amountFormat shows thousands and the decimals of a currency.
func amountFormat(digits int) string {
	if digits == 0 {
		return "#,##0"
	}
	return "#,##0." + strings.Repeat("0", digits)
}

// fits refuses a text that a cell would cut off.
func (x *xlsxWriter) fits(text string, i int, columns []report.Column) error {
	if len(text) <= MaxCell {
		return nil
	}
	if n := len(utf16.Encode([]rune(text))); n > MaxCell { // Excel counts an emoji twice
		return refuseToWrite(x.row+1, columnLetters(i+1), "Shorten it, or save the list as CSV.",
			"Row %d%s: the text has %d characters; a cell of a workbook holds %d.", x.row+1, named(i, columns), n, MaxCell)
	}
	return nil
}

// named is a column as a sentence names it.
func named(i int, columns []report.Column) string {
	if i < len(columns) && columns[i].Title != "" {
		return fmt.Sprintf(", column %q", short(columns[i].Title))
	}
	return ", column " + columnLetters(i+1)
}

// style is the number of a style in the workbook.
func (x *xlsxWriter) style(k styleKey) (int, error) {
	if k == (styleKey{}) {
		return 0, nil
	}
	if id, ok := x.styles[k]; ok {
		return id, nil
	}
	s := &excelize.Style{}
	if k.format != "" {
		s.CustomNumFmt = &k.format
	}
	if k.bold {
		s.Font = &excelize.Font{Bold: true}
	}
	if k.head {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E7ECEB"}}
		s.Alignment = &excelize.Alignment{Vertical: "center", WrapText: true}
	}
	id, err := x.file.NewStyle(s)
	if err == nil {
		x.styles[k] = id
	}
	return id, err
}

// sheetName is a title as a worksheet may be called: at most 31 characters,
// without []:*?/\ and not within apostrophes.
func sheetName(title string) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) || r < ' ' {
			return ' '
		}
		return r
	}, title)
	name = strings.Trim(strings.Join(strings.Fields(name), " "), "' ")
	for utf8.RuneCountInString(name) > 31 {
		_, n := utf8.DecodeLastRuneInString(name)
		name = strings.TrimRight(name[:len(name)-n], "' ")
	}
	if name == "" || strings.EqualFold(name, "History") {
		return "Sheet1"
	}
	return name
}
