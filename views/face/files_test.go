//go:build !headless

package face

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func home(t *testing.T, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	for _, name := range names {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestFilesAreOfferedByPartOfTheirName(t *testing.T) {
	dir := home(t, "Downloads/Deals 2026.csv", "Downloads/photo.png", "Documents/partners.csv", "deep/er/deals.csv", ".hidden.csv")
	for typed, want := range map[string]string{
		"deals":          "Downloads/Deals 2026.csv",
		"photo":          "",
		"~/deep/er/":     "deep/er/deals.csv",
		"~/Downloads/de": "Downloads/Deals 2026.csv",
		dir + "/dee":     "deep/",
	} {
		got, err := files(context.Background(), typed, []string{".csv"})
		if err != nil {
			t.Fatal(err)
		}
		var paths []string
		for _, f := range got {
			paths = append(paths, strings.TrimPrefix(f.Path, dir+"/"))
		}
		if strings.Join(paths, " ") != want {
			t.Errorf("%q offers %q, want %q", typed, paths, want)
		}
	}
}

func TestSavingNeverWritesOverAnotherFile(t *testing.T) {
	dir := home(t, "Documents/there.pdf")
	for path, ok := range map[string]bool{
		"~/Documents/there.pdf": false, "~/Documents/new.pdf": true, dir + "/nowhere/new.pdf": false,
	} {
		if say := mayWrite(path); (say == "") != ok {
			t.Errorf("%s: %q", path, say)
		}
	}
	if start := startFolder(); start != filepath.Join(dir, "Documents") {
		t.Errorf("files are first saved in %s", start)
	}
}

func TestNamesLoseWhatASystemForbids(t *testing.T) {
	for name, want := range map[string]string{
		"2026-11 Harcourt & Lowe statement.pdf": "2026-11 Harcourt & Lowe statement.pdf",
		"a/b:c?.pdf":                            "a-b-c-.pdf", "..": "rapport", "": "rapport",
	} {
		if got := cleanName(name); got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
	}
}
