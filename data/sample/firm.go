package sample

import (
	"fmt"

	"rapport/app"
	"rapport/app/catalogue"
)

// found begins the firm.
func (s *script) found(logo []byte) {
	s.on(s.begin, eleanor, func(d *desk) error {
		_, err := d.Setup.Begin(d.ctx, app.Settings{
			FirmName:  "Harcourt & Lowe LLP",
			Address:   "14 Bedford Row\nLondon WC1R 4ED\nUnited Kingdom",
			Email:     "partners@harcourtlowe.example",
			Phone:     "+44 20 7946 0123",
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

// keepPlans takes three plans from the catalogue.
func (s *script) keepPlans() {
	s.on(s.begin, eleanor, func(d *desk) error {
		for _, key := range []string{"accounting-first-year", "wealth-tiers", "law-reciprocal"} {
			ready, ok := catalogue.Find(key, gbp)
			if !ok {
				return fmt.Errorf("the catalogue has no %s", key)
			}
			if _, err := d.Plans.Add(d.ctx, app.Ask{}, app.Plan{Name: ready.Name, Note: ready.About, Terms: ready.Terms}); err != nil {
				return err
			}
		}
		return nil
	})
}
