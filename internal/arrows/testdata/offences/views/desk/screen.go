package desk

import (
	_ "database/sql" // refused: import

	screen "fyne.io/fyne/v2"
	_ "fyne.io/fyne/v2/app" // refused: import
	. "rapport/app"         // refused: import
	_ "rapport/data"        // refused: import
	_ "rapport/views/kit"
	_ "rapport/views/term" // refused: import
)

type money struct{ Minor int64 }

func show(a, b money) {
	screen.Do(func() {})       // refused: screen thread
	screen.DoAndWait(nil)      // refused: screen thread
	_ = a.Minor + 1            // refused: arithmetic on money
	_ = 2 * b.Minor            // refused: arithmetic on money
	_ = a.Minor < b.Minor      // comparing is allowed
	go Firm.Save(Firm{}, a, b) // refused: go statement
	_ = screen.CurrentApp()    // allowed
}
