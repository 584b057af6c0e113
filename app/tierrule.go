package app

import (
	"fmt"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// tierMeasure is what a partner has reached of a tier's measure in the window that holds a day: referrals won, or what was collected of
// them in the base currency, less what was given back.
func (t *tx) tierMeasure(id ID[Partner], level PartnerTier, day calendar.Day) (n int64, err error) {
	w := level.Window.Of(calendar.MustDate(1900, 1, 1), day)
	days := func(field string) Condition {
		return Condition{Field: field, From: w.From.String(), To: min(w.Last(), day).String()}
	}
	partner := Is("partner", fmt.Sprint(int64(id)))
	if level.Measure == terms.ByWonCount {
		err = t.ReferralIDs(Query{}.With(partner, Is("stage", string(Won)), days("closed")), func(ids []int32) error {
			n += int64(len(ids))
			return nil
		})
		return n, err
	}
	err = t.FeeIDs(Query{}.With(partner, Is("currency", string(t.settings.Currency)), days("day")), func(ids []int32) error {
		rows, err := t.FeeRows(ids)
		for _, f := range rows {
			switch f.Kind {
			case Received:
				n += f.Amount.Minor - f.Excluded
			case Credited:
				n -= f.Amount.Minor - f.Excluded
			}
		}
		return err
	})
	return n, err
}

// words is what was measured against what the tier asks for.
func (l PartnerTier) words(n int64, s Settings) string {
	if l.Measure == terms.ByWonCount {
		return fmt.Sprintf("%d of %d won in the %s", n, l.AtLeast, l.Window)
	}
	return fmt.Sprintf("%s of %s collected in the %s", money.New(n, s.Currency), money.New(l.AtLeast, s.Currency), l.Window)
}

// checkTiers refuses a list of tiers that names one twice or does not say what it is reached by.
func checkTiers(list []PartnerTier) error {
	for i, l := range list {
		const field = "partner tiers"
		for _, o := range list[:i] {
			if o.Name == l.Name {
				return Bad(field, fmt.Sprintf("The tier %s is there twice.", l.Name), "Remove one.")
			}
		}
		switch {
		case l.Name == "":
			return Bad(field, "A partner tier has no name.", "Give it one, such as Gold.")
		case l.AtLeast < 0:
			return Bad(field, fmt.Sprintf("The tier %s is reached by less than nothing.", l.Name), "Give a number above 0, or none for by hand.")
		case l.AtLeast == 0:
		case l.Measure != terms.ByWonCount && l.Measure != terms.ByRevenue:
			return Bad(field, fmt.Sprintf("It is not said what the tier %s is reached by.", l.Name), "Choose won count or revenue.")
		case l.Window != terms.CalendarYear && l.Window != terms.Quarter && l.Window != terms.Month && l.Window != terms.Lifetime:
			return Bad(field, fmt.Sprintf("It is not said over which time the tier %s counts.", l.Name), "Choose calendar year, quarter, month or lifetime.")
		}
	}
	return nil
}
