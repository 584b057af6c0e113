package face

import (
	"fyne.io/fyne/v2/app"
	_ "rapport/data" // refused: import
	_ "rapport/views/desk"
)

func open() { app.New() }
