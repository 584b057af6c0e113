package arrows

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A licence that asks to be named is not forgotten when a library comes in.
func TestNoticeNamesEveryLibraryInTheProgram(t *testing.T) {
	root := filepath.Join("..", "..")
	notice, err := os.ReadFile(filepath.Join(root, "NOTICE"))
	if err != nil {
		t.Fatal(err)
	}
	list := exec.Command("go", "list", "-e", "-deps", "-tags", "x11,migrated_fynedo",
		"-f", "{{with .Module}}{{.Path}}{{end}}", ".", "./app", "./data", "./views/face", "./views/term")
	list.Dir = root
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	libraries := map[string]bool{}
	for _, library := range strings.Fields(string(out)) {
		libraries[library] = library != module
	}
	if len(libraries) < 10 {
		t.Fatalf("only %d libraries were found", len(libraries))
	}
	for library, foreign := range libraries {
		if foreign && !strings.Contains(string(notice), "\n"+library+": ") {
			t.Errorf("NOTICE does not name %s; add it under its licence", library)
		}
	}
}
