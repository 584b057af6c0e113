package paper

import (
	"time"

	_ "github.com/jung-kurt/gofpdf"
	_ "rapport/app" // refused: import
	_ "rapport/app/report"
)

func stamp() time.Time {
	return time.Now() // refused: call
}
