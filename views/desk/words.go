package desk

import (
	"strconv"
	"strings"
	"time"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/views/kit"
)

// dayWords is a day as lists show it: today and yesterday by name.
func dayWords(day, today calendar.Day) string {
	switch {
	case day == 0:
		return ""
	case day == today:
		return "Today"
	case day == today.AddDays(-1):
		return "Yesterday"
	}
	return day.Label()
}

// momentWords is an instant as histories show it, in the clock of the person's machine.
func momentWords(at time.Time, today calendar.Day) string {
	if at.IsZero() {
		return ""
	}
	local := at.Local()
	return dayWords(calendar.DayOf(at, local.Location()), today) + " " + local.Format("15:04")
}

// amount is money in a list whose head names the base currency: another currency is named in the cell.
func amount(m money.Money, base money.Currency) string {
	switch m.Currency {
	case "":
		return ""
	case base:
		return m.Amount()
	}
	return m.String()
}

// grouped writes a count with commas between thousands.
func grouped[N int | int64](n N) string {
	s := strconv.FormatInt(int64(n), 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// plural writes a count with its word.
func plural[N int | int64](n N, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return grouped(n) + " " + many
}

// capital begins a word of the field with a capital letter.
func capital(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// sumsText joins sums of several currencies: "1,234.00 EUR and 56.00 USD".
func sumsText(sums []app.Sums) string {
	return app.ApprovalResult{Sums: sums}.Words()
}

// stageHue is the chip colour of a stage.
func stageHue(s app.Stage) kit.Hue {
	switch s {
	case app.Won:
		return kit.Green
	case app.Logged, app.Checking:
		return kit.Blue
	case app.Meeting, app.Proposal:
		return kit.Amber
	case app.Lost, app.NotAccepted:
		return kit.Red
	}
	return kit.Grey
}

// lineHue is the chip colour of where a commission line stands.
func lineHue(s app.LineState) kit.Hue {
	switch s {
	case app.Paid:
		return kit.Green
	case app.Approved, app.OnStatement:
		return kit.Blue
	case app.Accrued:
		return kit.Amber
	case app.Held:
		return kit.Red
	}
	return kit.Grey
}
