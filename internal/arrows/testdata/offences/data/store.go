package data

import (
	_ "database/sql"
	"embed"
	_ "os"
	_ "time"

	_ "fyne.io/fyne/v2" // refused: import
	_ "rapport/app"
	_ "rapport/views/words" // refused: import
)

//go:embed store.go
var migrations embed.FS

func watch() {
	go watch() // refused: go statement
}
