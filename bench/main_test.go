//go:build bench

package bench

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// run is what the parts share.
type run struct {
	table
	size   size
	file   string // the firm, its facts not yet run
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
	m := &run{size: s}
	m.findBinary(t)
	t.Logf("making the firm %s: %d partners, %d referrals, %d fee events", s.name, s.partners, s.referrals, s.fees)
	m.file = newFirm(t, s)
	for _, part := range []struct {
		name    string
		measure func(*testing.T)
	}{
		{"statements", m.statements}, {"import", m.imports}, {"commission", m.commission}, {"posting", m.posting}, {"month", m.month},
		{"lists", m.lists}, {"search", m.search}, {"opening", m.opening}, {"saving", m.saving}, {"window", m.start},
	} {
		t.Run(part.name, part.measure)
	}
	m.print()
}

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
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "copy.rapport")
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// shared is a path in the folder of shared material; ok is false where there is none.
func shared(parts ...string) (path string, ok bool) {
	path, err := filepath.Abs(filepath.Join(append([]string{"..", "..", "shared"}, parts...)...))
	if err == nil {
		_, err = os.Stat(path)
	}
	return path, err == nil
}
