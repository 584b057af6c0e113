package money

import (
	_ "rapport/app" // refused: import
	_ "rapport/app/calendar"

	_ "github.com/jung-kurt/gofpdf" // refused: import
	_ "github.com/shopspring/decimal"
)
