package files

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// Whatever a partner is called, its PDF has a name that can be written, stays in its folder, and ends with its number.
func TestTX05_TX27_NamesOfFilesAreCleaned(t *testing.T) {
	dir := t.TempDir()
	seen := map[string]bool{}
	for name, want := range map[string]string{
		"Harcourt & Lowe":           "2026-11 Harcourt & Lowe statement S-1.pdf",
		"../../etc/passwd":          "2026-11 .. .. etc passwd statement S-1.pdf",
		`C:\Windows\x`:              "2026-11 C Windows x statement S-1.pdf",
		"a\x00b\r\nc\x1b[0m":        "2026-11 a b c [0m statement S-1.pdf",
		"abc\u202Efdp.exe":          "2026-11 abc fdp.exe statement S-1.pdf",
		"x\u2066y\u2069 \u200bz":    "2026-11 x y z statement S-1.pdf",
		"broken \xff letter":        "2026-11 broken letter statement S-1.pdf",
		"Müller, Søren & Łódź":      "2026-11 Müller, Søren & Łódź statement S-1.pdf",
		"":                          "2026-11 statement S-1.pdf",
		strings.Repeat("李", 200):    "", // too long for a file system
		strings.Repeat("👩‍👩‍👧", 80): "",
		strings.Repeat("a b", 150):  "",
	} {
		got := Name("2026-11 " + name + " statement S-1.pdf")
		if want != "" && got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
		if !utf8.ValidString(got) || len(got) > mostName || !strings.HasPrefix(got, "2026-11 ") || !strings.HasSuffix(got, " statement S-1.pdf") || seen[got] {
			t.Errorf("%q becomes %q, %d bytes", name, got, len(got))
		}
		seen[got] = true
		if err := os.WriteFile(filepath.Join(dir, got), nil, 0o600); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
	if there, err := os.ReadDir(dir); err != nil || len(there) != len(seen) {
		t.Errorf("%d files, %v", len(there), err)
	}
	for name, want := range map[string]string{
		"CON": "CON_", "con.pdf": "con_.pdf", "LPT1.tar.gz": "LPT1_.tar.gz", "Nul ": "Nul_", "COM": "COM", "COM10.pdf": "COM10.pdf", "Console.pdf": "Console.pdf",
		"..": "rapport", "": "rapport", "/": "rapport", ".ssh": "ssh", "name.": "name", "-rf": "-rf",
	} {
		if got := Name(name); got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
	}
}
