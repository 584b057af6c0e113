package files

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// crm is a file of the public CRM export beside the checkout.
func crm(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "data", "crm", name))
	if err != nil {
		t.Skipf("the CRM export is not beside the checkout (../shared/data/crm): %v", err)
	}
	return data
}

func TestRealFiles(t *testing.T) {
	for _, c := range []struct {
		name    string
		rows    int
		columns int
	}{{"sales_pipeline.csv", 8800, 8}, {"accounts.csv", 85, 7}, {"sales_teams.csv", 35, 3}, {"products.csv", 7, 3}} {
		t.Run(c.name, func(t *testing.T) {
			data := crm(t, c.name)
			tab := mustOpen(t, data, Options{})
			if tab.Count != c.rows || len(tab.Header) != c.columns || tab.Problems != 0 || !tab.Guess.Confident || len(tab.Guess.Notes) > 0 {
				t.Errorf("%d rows, %d columns, %d problems, %+v", tab.Count, len(tab.Header), tab.Problems, tab.Guess)
			}
			all, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			for row, err := range tab.Rows() {
				n++
				if err != nil || row.Line != n+1 || fmt.Sprint(row.Cells) != fmt.Sprint(all[n]) {
					t.Fatalf("row %d: %v %q, want %q", row.Line, err, row.Cells, all[n])
				}
			}
		})
	}
}
