//go:build !headless

package face

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"rapport/views/kit"
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

// opener is an app that notes what it is to open.
type opener struct {
	fyne.App
	opened []string
}

// OpenURL belongs to fyne.App, whose own gives the address to the system's opener as one argument.
func (o *opener) OpenURL(u *url.URL) error {
	o.opened = append(o.opened, u.String())
	return nil
}

// A file is opened by the whole address of its place, whatever it is called: never an option, never a command, never another machine's.
func TestTX16_AFileIsOpenedByItsWholeAddress(t *testing.T) {
	t.Chdir(t.TempDir())
	system := &opener{}
	stage := kit.NewStepStage(time.Unix(0, 0))
	o := &outside{app: system, stage: stage}
	names := []string{"-rf", "--help", "a; rm -rf ~", "$(id).pdf", "`id`", "a b#c?d.pdf", "100%.pdf", "//evil.example/x", "https://evil.example", "&calc", "'\"x"}
	for _, name := range names {
		if err := o.ShowFile(context.Background(), name, []byte("x")); err != nil {
			t.Fatalf("%q: %v", name, err)
		}
		if err := o.OpenFile(context.Background(), name); err != nil {
			t.Fatalf("%q: %v", name, err)
		}
	}
	if len(system.opened) != 2*len(names) {
		t.Fatalf("%q", system.opened)
	}
	for i, address := range system.opened {
		u, err := url.Parse(address)
		if err != nil || !strings.HasPrefix(address, "file:///") || u.Host != "" || u.RawQuery != "" || u.Fragment != "" || !filepath.IsAbs(u.Path) || strings.ContainsAny(address, " `\"") {
			t.Errorf("%q is opened as %s", names[i/2], address)
		}
		if _, err := os.Stat(u.Path); i%2 == 0 && err != nil {
			t.Errorf("%q: %v", names[i/2], err)
		}
	}
	stage.Run()
	o.tidy()
}
