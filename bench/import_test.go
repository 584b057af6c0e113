//go:build bench

package bench

import (
	"os/exec"
	"path/filepath"
	"testing"
)

const opportunities = 8_800 // rows of the CRM file

// imports holds the import of the CRM file, whole process, against sqlite3 reading the same file into one table without a key or index.
func (m *run) imports(t *testing.T) {
	const work, goal = "import, CRM file (a row)", "≤ 4 ×"
	file, ok := shared("data", "crm", "sales_pipeline.csv")
	if !ok {
		m.left(t, work, "the CRM file is not beside this checkout")
	}
	cli, err := exec.LookPath("sqlite3")
	if err != nil {
		m.left(t, work, "sqlite3 is not installed")
	}
	home := t.TempDir()
	empty := filepath.Join(home, "empty.rapport")
	process(t, m.program(home, empty, "new", empty, "--firm", "Aldgate Partners", "--currency", "USD"))
	p := duel(5, func() cost {
		return process(t, m.program(home, copied(t, empty), "import", "deals", file, "--today", "2018-01-15"))
	}, func() cost {
		return process(t, exec.Command(cli, filepath.Join(t.TempDir(), "peer.db"), ".mode csv", ".import '"+file+"' deals"))
	})
	m.times(work, p, cpuOf, opportunities, "sqlite3 .import", goal)
}
