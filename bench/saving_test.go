//go:build bench

package bench

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"rapport/app"
)

// saving holds a form that is saved, synced to the drive, against appending 4 KiB to a file and syncing that.
func (m *run) saving(t *testing.T) {
	file := copied(t, m.file)
	_, firm := openFirm(t, file)
	end, err := os.OpenFile(filepath.Join(filepath.Dir(file), "appended"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = end.Close() }()
	const times = 20
	block := make([]byte, 4096)
	n := 0
	p := duel(7, func() cost {
		return spend(t, func() error {
			for range times {
				n++
				if _, err := firm.Referrals.Log(context.Background(), app.Ask{}, app.NewReferral{Partner: 7, ClientName: fmt.Sprintf("Neubau %d GmbH", n)}); err != nil {
					return err
				}
			}
			return nil
		})
	}, func() cost {
		return spend(t, func() error {
			for range times {
				if _, err := end.Write(block); err != nil {
					return err
				}
				if err := end.Sync(); err != nil {
					return err
				}
			}
			return nil
		})
	})
	m.times("a referral logged with a new client, durable", p, wallOf, times, "append 4 KiB and fsync", "≤ 3 ×")
}
