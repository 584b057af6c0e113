//go:build bench

package bench

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"testing"
)

// run is what the parts share.
type run struct {
	table
	size   size
	folder string // for what the parts share
	file   string // the firm, its facts not yet run
	done   string // the same, its facts run
	small  string // the firm of size S, its lines approved
	binary string // the built program
	window bool   // RAPPORT_BIN named it, so it may have a window
}

// TestMeasure does all parts and prints the table.
func TestMeasure(t *testing.T) {
	name := os.Getenv("RAPPORT_BENCH")
	if name == "" {
		name = "M"
	}
	s, ok := sizes()[name]
	if !ok {
		t.Fatalf("RAPPORT_BENCH is %q; use S, M or L", name)
	}
	debug.SetGCPercent(250) // as the program's verbs do
	m := &run{size: s, folder: t.TempDir()}
	m.findBinary(t)
	t.Logf("making the firm %s: %d partners, %d referrals, %d fee events", s.name, s.partners, s.referrals, s.fees)
	m.file = newFirm(t, m.folder, s)
	for _, part := range []struct {
		name    string
		measure func(*testing.T)
	}{
		{"statements", m.statements}, {"mailing", m.mailing}, {"import", m.imports}, {"commission", m.commission}, {"replay", m.replay}, {"posting", m.posting}, {"month", m.month},
		{"lists", m.lists}, {"search", m.search}, {"everything", m.everything}, {"opening", m.opening}, {"partner", m.partner}, {"saving", m.saving}, {"window", m.start},
	} {
		t.Run(part.name, part.measure)
	}
	m.print()
}

// rounds is how often work on the whole firm is measured.
func (m *run) rounds() int { return map[string]int{"S": 9, "M": 5, "L": 1}[m.size.name] }

// findBinary takes the program that RAPPORT_BIN names, or builds one without a window.
func (m *run) findBinary(t *testing.T) {
	t.Helper()
	if m.binary = os.Getenv("RAPPORT_BIN"); m.binary != "" {
		m.window = true
		return
	}
	m.binary = filepath.Join(t.TempDir(), "rapport")
	build := exec.Command("go", "build", "-tags", "headless", "-o", m.binary, "..")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if says, err := build.CombinedOutput(); err != nil {
		t.Fatalf("the program does not build: %v\n%s", err, says)
	}
}

// program is a verb of the program in a home of its own.
func (m *run) program(home, file string, args ...string) *exec.Cmd {
	cmd := exec.Command(m.binary, args...)
	cmd.Dir = home
	cmd.Env = append(os.Environ(), "HOME="+home, "XDG_CONFIG_HOME="+home, "RAPPORT_FILE="+file, "DISPLAY=", "WAYLAND_DISPLAY=")
	return cmd
}

// copied is a copy of a closed file in a folder of its own.
func copied(t *testing.T, file string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "copy.rapport")
	copyFile(t, file, path)
	return path
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	in, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = in.Close() }()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err == nil {
		_, err = io.Copy(out, in)
		err = errors.Join(err, out.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
}

// shared is a path in the folder of shared material; ok is false where there is none.
func shared(parts ...string) (path string, ok bool) {
	path, err := filepath.Abs(filepath.Join(append([]string{"..", "..", "shared"}, parts...)...))
	if err == nil {
		_, err = os.Stat(path)
	}
	return path, err == nil
}
