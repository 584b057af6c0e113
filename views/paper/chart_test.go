package paper

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapport/app/report"
)

// charted is a report with a chart of each kind.
func charted() report.Document {
	labels, now, before, plan := []string{}, []report.Point{}, []report.Point{}, []report.Point{}
	for i := range 12 {
		labels = append(labels, []string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}[i])
		now = append(now, report.Point{Value: int64(i-2) * 310_000, Words: "x"})
		before = append(before, report.Point{Value: int64(12-i) * 250_000, Words: "x", Missing: i > 9})
		plan = append(plan, report.Point{Value: 900_000, Low: 500_000, High: 1_400_000, Words: "x", Missing: i < 10})
	}
	steps := report.Chart{Title: "Time to the win", Kind: report.Steps, Unit: "% of all introduced", Across: "days since the introduction", Most: 100, Series: []report.Series{
		{Name: "Won", Points: []report.Point{{}, {At: 20, Value: 20, Low: 12, High: 30}, {At: 60, Value: 45, Low: 33, High: 57}, {At: 150, Value: 45, Low: 33, High: 57}}},
		{Name: "Lost", Points: []report.Point{{}, {At: 40, Value: 15}, {At: 150, Value: 22}}}}}
	funnel := report.Chart{Title: "How far they came", Kind: report.Funnel, Labels: []string{"Introduced", "Accepted, çà et là", "Won"},
		Series: []report.Series{{Points: []report.Point{{Value: 600, Words: "600"}, {Value: 480, Words: "480, 80 % of those before"}, {Value: 120, Words: "120"}}}}}
	columns := report.Chart{Title: "Fees by month", Labels: labels, Unit: "EUR", Digits: 2, Series: []report.Series{{Name: "2026", Points: now}, {Name: "2025", Points: before}, {Name: "Expected", Shape: report.Range, Points: plan}}}
	return report.Document{Title: "Program review", Replace: true, Letterhead: report.Letterhead{FirmName: "Aldgate Partners"},
		Sections: []report.Section{{Heading: "Figures", Text: []string{"Charts of each kind."}, Charts: []report.Chart{columns, steps}},
			{Heading: "Course", Charts: []report.Chart{funnel, {Title: "Nothing yet", Empty: "There is not enough data."}}}}}
}

// Charts are lines, areas and text of the page: no picture, within the margins, nothing over anything else, and they never run off a page.
func TestChartsAreDrawnWithThePagesOwnInk(t *testing.T) {
	doc := charted()
	file := printed(t, doc)
	if to := os.Getenv("RAPPORT_GALLERY"); to != "" {
		if err := os.WriteFile(filepath.Join(to, "charts.pdf"), file, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if bytes.Contains(file, []byte("/Subtype /Image")) {
		t.Error("a chart is a picture")
	}
	all := ""
	for n, page := range openPDF(t, file).pages() {
		for _, fault := range faults(page, 595.28, 56) {
			t.Errorf("page %d: %s", n+1, fault)
		}
		for _, p := range page {
			all += p.text + "|"
		}
	}
	for _, want := range []string{"Fees by month|", "EUR|", "Expected|", "Dec|", "days since the introduction|", "480, 80 % of those before|", "There is not enough data.|", "Accepted, çà et là|"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not on the page: %s", want, all)
		}
	}
	for range 9 {
		doc.Sections = append(doc.Sections, doc.Sections[0])
	}
	for n, page := range openPDF(t, printed(t, doc)).pages() {
		for _, fault := range faults(page, 595.28, 56) {
			t.Errorf("many, page %d: %s", n+1, fault)
		}
	}
	if again := printed(t, charted()); !bytes.Equal(again, file) {
		t.Error(fmt.Sprint("the same charts give other bytes: ", len(again), " and ", len(file)))
	}
}
