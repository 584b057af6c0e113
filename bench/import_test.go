//go:build bench

package bench

import (
	"os/exec"
	"path/filepath"
	"testing"
)

const opportunities = 8_800 // rows of the CRM file

// imports holds the import of the CRM file, whole process, against sqlite3 reading the same file into one table without a key or index:
// once checked and staged, with nothing written, and once whole, with every partner, client, referral, stage, fee and fact in its place.
func (m *run) imports(t *testing.T) {
	const checked, whole, against, goal = "import, CRM file, checked and staged (a row)", "import, CRM file, whole (a row)", "sqlite3 .import", "≤ 4 ×"
	file, ok := shared("data", "crm", "sales_pipeline.csv")
	if !ok {
		m.left(t, checked, "the CRM file is not beside this checkout")
	}
	cli, err := exec.LookPath("sqlite3")
	if err != nil {
		m.left(t, checked, "sqlite3 is not installed")
	}
	home := t.TempDir()
	empty := filepath.Join(home, "empty.rapport")
	process(t, m.program(home, empty, "new", empty, "--firm", "Aldgate Partners", "--currency", "USD"))
	bring := func(more ...string) func() cost {
		return func() cost {
			return process(t, m.program(home, copied(t, empty), append([]string{"import", "deals", file, "--today", "2018-01-15"}, more...)...))
		}
	}
	peer := func() cost {
		return process(t, exec.Command(cli, filepath.Join(t.TempDir(), "peer.db"), ".mode csv", ".import '"+file+"' deals"))
	}
	m.times(checked, duel(9, bring("--dry-run"), peer), cpuOf, opportunities, against, goal)
	m.times(whole, duel(5, bring(), peer), cpuOf, opportunities, against, "")
}
