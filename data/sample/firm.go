package sample

import "rapport/app"

// found begins the firm.
func (s *script) found(logo []byte) {
	s.on(s.begin, eleanor, func(d *desk) error {
		_, err := d.Setup.Begin(d.ctx, app.Settings{
			FirmName:  "Harcourt & Lowe LLP",
			Address:   "14 Bedford Row\nLondon WC1R 4ED\nUnited Kingdom",
			Email:     "partners@harcourtlowe.example",
			Phone:     "+44 20 7946 0123",
			Website:   "harcourtlowe.example",
			TaxNumber: "GB 241 7788 09",
			Currency:  gbp,
			Zone:      "Europe/London",
			Paper:     "A4",
			Logo:      logo,
			Services:  serviceNames(),
			Example:   true,
		})
		return err
	})
}

// service is a service line: what a client of it pays, and how.
type service struct {
	name  string
	from  int // pounds or euros, of one fee
	to    int
	bill  func(s *script, d *deal, fee int64) // the fees that follow the win
	owner string
	busy  [12]int // how often it is asked for from January to December
}

var (
	steady = [12]int{9, 9, 9, 8, 8, 8, 6, 5, 9, 10, 9, 5}
	fiscal = [12]int{16, 9, 11, 13, 6, 5, 5, 4, 8, 10, 13, 9}
	yearly = [12]int{9, 12, 14, 11, 8, 6, 4, 3, 8, 10, 9, 4}
)
