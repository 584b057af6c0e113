package files

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"testing"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/report"

	"github.com/xuri/excelize/v2"
)

// events is a CSV file of n rows with 8 columns, as the fee events of a firm.
func events(n int) []byte {
	var b bytes.Buffer
	b.WriteString("id,referral,partner,day,kind,currency,amount,note\n")
	for i := range n {
		fmt.Fprintf(&b, "%d,R-2026-%d,Partner %d,2026-03-%02d,received,EUR,%d.%02d,fee %d\n", i, i%997, i%97, i%28+1, i%5000, i%100, i)
	}
	return b.Bytes()
}

// The limit that BenchmarkOpenCSV and BenchmarkRowsCSV are held against.
func BenchmarkEncodingCSVAlone(b *testing.B) {
	data := events(100_000)
	for b.Loop() {
		r := csv.NewReader(bytes.NewReader(data))
		r.ReuseRecord = true
		for {
			if _, err := r.Read(); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkOpenCSV(b *testing.B) {
	data := events(100_000)
	for b.Loop() {
		if _, err := Open("list", data, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRowsCSV(b *testing.B) {
	tab, err := Open("list", events(100_000), Options{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		for _, err := range tab.Rows() {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}

// feesWorkbook has 100,000 rows of 8 columns with many shared texts.
func feesWorkbook(b *testing.B) []byte {
	f := excelize.NewFile()
	defer f.Close()
	for i := range 100_001 {
		row := []any{i, fmt.Sprint("R-2026-", i%997), fmt.Sprint("Partner ", i%97), 46000 + i%28, "received", "EUR", float64(i%5000) / 100, fmt.Sprint("fee ", i)}
		if i == 0 {
			row = []any{"id", "referral", "partner", "day", "kind", "currency", "amount", "note"}
		}
		if err := f.SetSheetRow("Sheet1", fmt.Sprint("A", i+1), &row); err != nil {
			b.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	return out.Bytes()
}

func BenchmarkOpenXLSX(b *testing.B) {
	data := feesWorkbook(b)
	for b.Loop() {
		if _, err := Open("list", data, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// What the library needs for the same workbook.
func BenchmarkExcelizeAlone(b *testing.B) {
	data := feesWorkbook(b)
	for b.Loop() {
		f, err := excelize.OpenReader(bytes.NewReader(data))
		if err != nil {
			b.Fatal(err)
		}
		rows, err := f.Rows("Sheet1")
		if err != nil {
			b.Fatal(err)
		}
		for rows.Next() {
			if _, err := rows.Columns(); err != nil {
				b.Fatal(err)
			}
		}
		f.Close()
	}
}

// wages is a list of n rows with a text, a day and an amount.
func wages(n int) Sheet {
	row := report.Row{Cells: []report.Cell{report.Text("Müller & Söhne"), report.Day(calendar.D("2026-03-31")), report.Money(money.New(123450, "EUR"))}}
	return Sheet{Title: "t", Columns: []report.Column{{Title: "Partner"}, {Title: "Day", Kind: report.KindDay}, {Title: "Fee", Kind: report.KindMoney}},
		Rows: func(yield func(report.Row, error) bool) {
			for range n {
				if !yield(row, nil) {
					return
				}
			}
		}}
}

func BenchmarkWriteCSV(b *testing.B) {
	for b.Loop() {
		if err := WriteCSV(io.Discard, wages(100_000)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWriteXLSX(b *testing.B) {
	for b.Loop() {
		if err := WriteXLSX(io.Discard, wages(100_000)); err != nil {
			b.Fatal(err)
		}
	}
}
