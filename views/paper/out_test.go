package paper

import (
	"os"
	"path/filepath"
	"testing"
)

// TestWriteSamples writes the sample documents to the folder PAPER_OUT, to be
// looked at.
func TestWriteSamples(t *testing.T) {
	dir := os.Getenv("PAPER_OUT")
	if dir == "" {
		t.Skip("PAPER_OUT names no folder")
	}
	for name, doc := range samples() {
		if err := os.WriteFile(filepath.Join(dir, name+".pdf"), printed(t, doc), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
