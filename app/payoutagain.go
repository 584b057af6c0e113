package app

import (
	"fmt"
	"math"
	"strings"

	"rapport/app/money"
)

// fileAgain gives the file with a number again.
func (t *tx) fileAgain(out *ExportedFile, number string) error {
	files, err := t.PayoutFiles("", math.MaxInt32)
	if err != nil {
		return err
	}
	number = strings.ToUpper(strings.TrimSpace(number))
	for _, f := range files {
		if f.Number == number {
			return t.giveAgain(out, f)
		}
	}
	return Missing("The exported file " + number)
}

// copyFile gives the last file of a format again. Without its run being named, only while the bank may still need it.
func (t *tx) copyFile(out *ExportedFile, e PayoutExport) error {
	files, err := t.PayoutFiles(e.Run, 1000)
	if err != nil {
		return err
	}
	for _, f := range files {
		if f.Format != e.Format || e.Currency != "" && f.Currency != e.Currency {
			continue
		}
		states, err := t.statesIn(f)
		if err != nil {
			return err
		}
		if e.Run == "" && states[PayoutExported] == 0 {
			return No(fmt.Sprintf("No approved payout waits for this format, and the last file, %s, is done with: its payouts are %s.", f.Number, states.words()),
				fmt.Sprintf("Draft payouts and approve them first. To have that file again, ask for it by its number: `payout export --again %s`.", f.Number))
		}
		if len(e.Columns) > 0 || e.Day != 0 && e.Day != f.Day {
			t.warn("Nothing new waits: %s is given as it was made, with the columns and the day of then.", f.Number)
		}
		return t.giveAgain(out, f)
	}
	return No("No approved payout waits for this format.", "Run payouts, approve them, and export again.")
}

// giveAgain gives a file that was exported, and says what of it must not be paid any more.
func (t *tx) giveAgain(out *ExportedFile, f PayoutFile) (err error) {
	if *out, err = keptFile(t.Books, f.ID); err != nil {
		return err
	}
	states, err := t.statesIn(f)
	if err != nil {
		return err
	}
	over := fileStates{}
	for _, s := range []PayoutState{PayoutSent, PayoutCleared, PayoutFailed, PayoutReturned, PayoutCancelled} {
		over[s] = states[s]
	}
	if say := over.words(); say != "" {
		t.warn("Of %s in %s, %s by now: the bank must not pay those from this copy.", counted(f.Count, "payout"), f.Number, say)
	}
	t.noUndo = true
	t.did(KindPayoutFile, int64(f.ID), "Exported %s again: a copy, %s of %s", f.Number, counted(f.Count, "payout"), money.New(f.Minor, f.Currency))
	return nil
}

// fileStates counts the payouts of a file by where they stand.
type fileStates map[PayoutState]int

func (t *tx) statesIn(f PayoutFile) (fileStates, error) {
	out := fileStates{}
	err := t.PayoutIDs(Query{}.With(Is("file", fmt.Sprint(int64(f.ID)))), func(ids []int32) error {
		rows, err := t.PayoutRows(ids)
		for _, r := range rows {
			out[r.State]++
		}
		return err
	})
	return out, err
}

// words say it in the order of the table: "2 sent, 1 cleared".
func (s fileStates) words() string {
	var out []string
	for _, state := range PayoutStates() {
		if s[state] > 0 {
			out = append(out, fmt.Sprintf("%d %s", s[state], state))
		}
	}
	return strings.Join(out, ", ")
}
