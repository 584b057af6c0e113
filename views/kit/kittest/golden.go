package kittest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Golden holds text against testdata/name. With RAPPORT_UPDATE=1 it writes it.
func Golden(t testing.TB, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("RAPPORT_UPDATE") != "" {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (write it with RAPPORT_UPDATE=1)", err)
	}
	if string(want) != got {
		t.Errorf("%s differs (- golden, + now):\n%s", name, differing(string(want), got))
	}
}

// differing shows the lines of two texts that are not the same, side by side.
func differing(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	var out strings.Builder
	for i := range max(len(a), len(b)) {
		old, now := line(a, i), line(b, i)
		if old != now {
			out.WriteString("- " + old + "\n+ " + now + "\n")
		}
	}
	return out.String()
}

func line(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}
