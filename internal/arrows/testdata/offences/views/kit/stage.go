package kit

import (
	"fyne.io/fyne/v2"
	_ "rapport/app" // refused: import
	_ "rapport/app/money"
	_ "rapport/data" // refused: import
)

func stage(work func()) {
	go func() {
		work()
		fyne.Do(work)
	}()
}
