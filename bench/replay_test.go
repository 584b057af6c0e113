//go:build bench

package bench

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// replayTerms are marginal tiers of a calendar year.
func replayTerms(t *testing.T) terms.Terms {
	rate := func(text string) money.Rate {
		r, err := money.ParsePercent(text)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	return terms.Terms{Currency: "EUR", Rules: []terms.Rule{{Kind: terms.Tiered, Measure: terms.ByRevenue, Window: terms.CalendarYear, Mode: terms.Marginal,
		Tiers: []terms.Tier{{Rate: rate("5 %")}, {From: 1_000_000, Rate: rate("7.5 %")}, {From: 5_000_000, Rate: rate("10 %")}}}}}
}

// replay holds a replay of marginal tiers over all events of the file against reading those rows alone with the same driver, and shows
// the memory of the program doing it.
func (m *run) replay(t *testing.T) {
	_, firm := openFirm(t, m.file)
	peer := openRaw(t, m.file)
	defer peer.close()
	tm := replayTerms(t)
	ask := app.ReplayAsk{Months: calendar.Period{From: calendar.D("2000-01-01"), To: calendar.D(today) + 1}, Drafts: []app.Draft{{Name: "Tiers", Terms: &tm}}}
	p := duel(m.rounds(), func() cost {
		return spend(t, func() error {
			r, err := firm.Commissions.Replay(context.Background(), ask, nil)
			if err == nil && (int(r.Facts) != m.size.fees || r.Total.Paid[0] == 0) {
				err = fmt.Errorf("the replay looked at %d facts, not %d, and paid %d", r.Facts, m.size.fees, r.Total.Paid[0])
			}
			return err
		})
	}, func() cost {
		return spend(t, func() error {
			if n := peer.rows(runRows, nil, nil); n != m.size.fees {
				return fmt.Errorf("%d rows read", n)
			}
			return nil
		})
	})
	m.times("replay of marginal tiers over all events (a fee event)", p, cpuOf, m.size.fees, "reading those rows alone, same driver", "≤ 3 ×")

	file := filepath.Join(m.folder, "tiers.yaml")
	tiers := "currency: EUR\nrules:\n  - {kind: tiered, measure: revenue, window: calendar year, mode: marginal, tiers: [{rate: 5 %}, {from: 10000, rate: 7.5 %}, {from: 50000, rate: 10 %}]}\n"
	if err := os.WriteFile(file, []byte(tiers), 0o600); err != nil {
		t.Fatal(err)
	}
	c := process(t, m.program(m.folder, m.file, "commission", "replay", "--all", "--terms", file, "--from", "2000-01-01", "--today", today))
	m.rows = append(m.rows, [5]string{fmt.Sprintf("memory of a replay, %d fee events", m.size.fees), megabytes(c.peak),
		"whole process: " + per(c.wall, 1) + " wall, " + per(c.cpu, 1) + " cpu", "", "≤ 250 MB at L"})
}
