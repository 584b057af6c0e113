package sample

import (
	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/terms"
)

// kinds are agreements that changed to other ways of rewarding in the last year: each by an amendment, so that both ways are in the books.
func (s *script) kinds() {
	hundred := func(whole int64) int64 { return whole * 100 }
	for _, a := range []struct {
		key    string
		before int // the month, counted back, from whose first day on
		terms  terms.Terms
	}{
		// A retainer for the firm's largest consultant, beside what each win pays.
		{"pemberton", 6, rules(byCount(terms.ByWonCount, terms.CalendarYear, grade(0, 180), grade(3, 260), grade(6, 380)),
			terms.Rule{Kind: terms.Retainer, Flat: hundred(250), Every: terms.CalendarMonthly})},
		// A hybrid with milestones: the first meeting, and the fifth referral.
		{"oneill", 7, rules(flatOnWin(150), revenueShare("4", 12), terms.Rule{Kind: terms.Milestone, On: terms.AtMeeting, Flat: hundred(40)},
			terms.Rule{Kind: terms.Milestone, On: terms.AtNth, Count: 5, Window: terms.CalendarYear, Flat: hundred(200)})},
		// A bonus with steps for a busy affiliate.
		{"moneynook", 9, rules(flatAccepted(40), terms.Rule{Kind: terms.Bonus, Measure: terms.ByAcceptedCount, Window: terms.Quarter, Mode: terms.Cliff,
			Tiers: []terms.Tier{grade(4, 60), grade(8, 150), grade(15, 350)}})},
		// A fixed fee for each episode that names the firm.
		{"taxbyte", 5, rules(byCount(terms.ByAcceptedCount, terms.Quarter, grade(0, 30), grade(5, 45)), only(terms.Rule{Kind: terms.FixedFee, Flat: hundred(120)}, episode))},
		// A donation instead of a part of the fee.
		{"brightwater", 8, rules(flatOnWin(225), terms.Rule{Kind: terms.CharityDonation, Flat: hundred(25),
			Payee: terms.Payee{To: terms.ToCharity, Name: "Bristol Children's Hospital Charity"}})},
		// Gifts only: this firm may not take money.
		{"finch", 4, rules(terms.Rule{Kind: terms.GiftOnly})},
	} {
		from := s.month(a.before)
		s.on(workday(from.AddDays(-12)), s.named[a.key].owner(), func(k *desk) error { return s.named[a.key].amend(k, from, a.terms) })
	}
	for before := 5; before >= 1; before-- {
		s.delivered("taxbyte", workday(s.month(before).AddDays(13)), int64(1+before%2))
	}
}

// episode is the service that a podcast delivers.
const episode = "Podcast episode"

func (s *script) delivered(key string, day calendar.Day, n int64) {
	s.on(day, priya, func(k *desk) error {
		_, err := k.Deliveries.Record(k.ctx, k.ask(), app.Delivery{Partner: s.named[key].id, Day: k.day, Service: episode, Quantity: n})
		return err
	})
}

// tiers are the firm's partner tiers: reached by what a partner's clients paid in a year, reviewed twice a year, and once given by hand.
func (s *script) tiers() {
	s.on(s.month(13), eleanor, func(k *desk) error {
		settings, err := k.Setup.Settings(k.ctx)
		if err != nil {
			return err
		}
		settings.PartnerTiers = []app.PartnerTier{{Name: "silver", Measure: terms.ByRevenue, Window: terms.CalendarYear, AtLeast: 15_000_00},
			{Name: "gold", Measure: terms.ByRevenue, Window: terms.CalendarYear, AtLeast: 40_000_00}, {Name: "friend of the firm"}}
		_, err = k.Setup.Edit(k.ctx, k.ask(), settings)
		return err
	})
	for _, before := range []int{11, 5} {
		s.on(workday(s.month(before).AddDays(20)), eleanor, func(k *desk) error {
			_, err := k.Partners.ReviewTiers(k.ctx, k.ask(), k.day)
			return err
		})
	}
	s.on(workday(s.month(3).AddDays(5)), eleanor, func(k *desk) error {
		_, err := k.Partners.SetTier(k.ctx, k.ask(), s.named["delacroix"].id, "friend of the firm", app.Move{Reason: "Twelve years of introductions both ways, without a fee"})
		return err
	})
}

// ownPlan is a plan that the firm wrote itself, beside those from the catalogue.
func (s *script) ownPlan() {
	s.on(workday(s.month(8).AddDays(2)), eleanor, func(k *desk) error {
		tm := rules(percentOnce("7.5"), terms.Rule{Kind: terms.Milestone, On: terms.AtMeeting, Flat: 25_00},
			terms.Rule{Kind: terms.Bonus, Measure: terms.ByRevenue, Window: terms.CalendarYear, Mode: terms.Cliff, Tiers: []terms.Tier{{From: 20_000_00, Flat: 500_00}, {From: 50_000_00, Flat: 1_500_00}}})
		tm.Currency = gbp
		_, err := k.Plans.Add(k.ctx, k.ask(), app.Plan{Name: "Introducers 2026", Note: "What we offer to accountants and agencies who bring companies", Terms: tm})
		return err
	})
}

// selfBilled issues the document of the self-billing partner for its latest statement that has something to bill.
func (s *script) selfBilled() {
	s.on(s.ago(4), eleanor, func(k *desk) error {
		var rows []app.StatementRow
		q := app.Query{}.With(of(s.named["ashdown"])).By("period", true)
		err := k.Statements.IDs(k.ctx, q, func(ids []int32) error {
			some, err := k.Statements.Rows(k.ctx, ids)
			rows = append(rows, some...)
			return err
		})
		for _, r := range rows {
			if err == nil && r.Earned > 0 && r.State != app.StatementVoid {
				_, _, err = k.SelfBills.Issue(k.ctx, k.ask(), r.ID)
				return err
			}
		}
		return err
	})
}
