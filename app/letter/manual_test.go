package letter

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The manual's table of fields is the program's.
func TestTheManualNamesEveryField(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("..", "..", "docs", "manual.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, table, ok := strings.Cut(string(raw), "| field | what it is | such as |\n|---|---|---|\n")
	if !ok {
		t.Fatal("the manual has no table of fields")
	}
	lines := strings.Split(table, "\n")
	for i, f := range Fields() {
		if want := fmt.Sprintf("| `%s` | %s | %s |", f.Name, f.Is, f.Example); i >= len(lines) || lines[i] != want {
			t.Fatalf("line %d of the table is %q, want %q", i+1, lines[min(i, len(lines)-1)], want)
		}
	}
}
