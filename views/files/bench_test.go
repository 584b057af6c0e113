package files

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"testing"
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

// BenchmarkOpenXLSX reads 100,000 rows of 8 columns; the shared texts are many.
func BenchmarkOpenXLSX(b *testing.B) {
	var rows, texts strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&texts, `<si><t>Partner %d</t></si>`, i)
		fmt.Fprintf(&rows, `<row r="%d"><c r="A%[1]d"><v>%[1]d</v></c><c r="B%[1]d" t="s"><v>%[2]d</v></c><c r="C%[1]d" t="s"><v>%[3]d</v></c><c r="D%[1]d" s="1"><v>46000</v></c>`+
			`<c r="E%[1]d" t="s"><v>1</v></c><c r="F%[1]d" t="s"><v>0</v></c><c r="G%[1]d"><v>%[4]d.%[5]d</v></c><c r="H%[1]d" t="inlineStr"><is><t>fee %[1]d</t></is></c></row>`,
			i+2, i, i*7%100_000, i%5000, i%100)
	}
	data := book(b, grid(rows.String()), "xl/sharedStrings.xml", "<sst>"+texts.String()+"</sst>")
	b.ResetTimer()
	for b.Loop() {
		if _, err := Open("list", data, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
