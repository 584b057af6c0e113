package sample

import (
	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
)

// taxes are what tax papers take: a self-billing agreement of twelve months with one partner, the W-9 of another.
func (s *script) taxes() {
	rate, err := money.ParsePercent("20")
	enter := func(key string, days int, p app.TaxProfile) {
		s.on(s.ago(days), eleanor, func(k *desk) error {
			if err != nil {
				return err
			}
			p.Partner = s.named[key].id
			_, err := k.Taxes.SetProfile(k.ctx, k.ask(), p)
			return err
		})
	}
	enter("ashdown", 50, app.TaxProfile{VATNumber: "GB 418 2290 73", VATRate: rate, VATBy: app.VATByLine, SelfFrom: s.month(3),
		SelfTo: calendar.MonthOf(s.today).Add(9).First() - 1})
	enter("taxbyte", 44, app.TaxProfile{W9On: s.ago(47)})
}
