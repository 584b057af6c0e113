package desk

import (
	"testing"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/report"
	"rapport/views/files"
)

// as is the same firm with somebody else at the keyboard.
func (w *world) as(name string) *world {
	other := *w
	other.firm = app.New(app.Deps{Store: w.store, Keep: w.store, Now: noon, Today: calendar.D("2026-11-22"), Actor: name,
		Print: func(report.Document) ([]byte, error) { return []byte("%PDF-1.7\n"), nil }, BankFile: files.BankFile})
	return &other
}

// Four eyes by keyboard: the firm asks for them and names who may approve, up to how much.
func TestFourEyesAreAskedForByKeyboard(t *testing.T) {
	w := moneyWorld(t)
	b := open(t, w, 1280, 800)
	b.d.root.Commands.Run("settings.approval")
	b.settle()
	b.keys("Space", "Tab")
	b.Type("Ann Lowe = 100.00\nBen Holt")
	b.keys("Ctrl+S")
	s, err := w.firm.Setup.Settings(w.ctx)
	w.check(err)
	if !s.FourEyes || len(s.Approvers) != 2 || s.Approvers[0] != (app.Approver{Name: "Ann Lowe", UpTo: 100_00}) {
		t.Fatalf("%v %+v\n%s", s.FourEyes, s.Approvers, b.Dump())
	}
}

// Who ran the commission is refused before anything is asked, so is a stranger and one whose limit is too low; the one without a limit approves.
func TestWhoMayApproveByKeyboard(t *testing.T) {
	for who, sees := range map[string]string{"Mei Tanaka": "second pair of eyes", "Zoe Park": "not among those who may approve", "Ann Lowe": "above 100.00 GBP", "Ben Holt": ""} {
		t.Run(who, func(t *testing.T) {
			w := moneyWorld(t)
			s, err := w.firm.Setup.Settings(w.ctx)
			w.check(err)
			s.FourEyes, s.Approvers = true, []app.Approver{{Name: "Ann Lowe", UpTo: 100_00}, {Name: "Ben Holt"}, {Name: "Mei Tanaka"}}
			w.must(w.firm.Setup.Edit(w.ctx, app.Ask{}, s))
			due := standing(t, w, app.Accrued)
			b := open(t, w.as(who), 1280, 800)
			b.keys("G", "C", "A")
			if sees == "" {
				b.keys("Enter")
				due = 0
			} else {
				b.sees(t, sees)
			}
			if left := standing(t, w, app.Accrued); left != due {
				t.Errorf("%d lines wait:\n%s", left, b.Dump())
			}
		})
	}
}
