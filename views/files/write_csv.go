package files

import (
	"encoding/csv"
	"io"
	"strconv"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/report"
)

// WriteCSV writes a sheet as CSV that Excel opens right: UTF-8 with its mark,
// comma, CRLF. Values are written for programs, whatever the language: amounts
// as 1234.50 with the decimals of their currency, days as 2026-03-31, rates as
// 12.5%. A text that a spreadsheet would calculate gets an apostrophe before it,
// which Open takes away again; amounts never do.
func WriteCSV(w io.Writer, s Sheet) error {
	if _, err := io.WriteString(w, "\xEF\xBB\xBF"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	record := make([]string, 0, len(s.Columns))
	for _, c := range s.Columns {
		record = append(record, neutral(lineEnds(c.Title)))
	}
	if err := out.Write(record); err != nil {
		return err
	}
	for row, err := range s.Rows {
		if err != nil {
			return err
		}
		record = record[:0]
		for _, c := range row.Cells {
			record = append(record, csvText(c))
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// csvText is one value as CSV holds it.
func csvText(c report.Cell) string {
	switch v := c.Value.(type) {
	case money.Money:
		return v.Plain()
	case money.Rate:
		return v.Percent() + "%"
	case calendar.Day:
		return v.String()
	case int64:
		return strconv.FormatInt(v, 10)
	}
	return neutral(lineEnds(c.Shown()))
}
