package sample

import (
	"slices"

	"rapport/app"
	"rapport/app/bank"
	"rapport/app/calendar"
	"rapport/app/money"
)

// payoutMonth is the month, counted back, whose balances are paid by a run of payouts.
const payoutMonth = 2

// accounts are where some partners are paid, by their key: numbers from the examples of the IBAN registry, and sort codes of no bank.
func accounts() map[string]bank.Account {
	local := func(holder, number string) bank.Account {
		return bank.Account{Method: bank.Transfer, Holder: holder, BankCode: "20-00-00", Number: number}
	}
	return map[string]bank.Account{
		"mueller": {Method: bank.SEPA, Holder: "Müller & Söhne Steuerberatung", IBAN: "DE89 3704 0044 0532 0130 00", BIC: "COBADEFF",
			Address: bank.Address{Street: "Unter den Linden", Building: "14", Postcode: "10117", Town: "Berlin", Country: "DE"}},
		"lukasiewicz": {Method: bank.SEPA, Holder: "Biuro Rachunkowe Łukasiewicz", IBAN: "PL61 1090 1014 0000 0712 1981 2874",
			Address: bank.Address{Postcode: "00-950", Town: "Warszawa", Country: "PL"}},
		"okafor": local("Okafor & Daughters", "55779911"), "kestrel": local("Kestrel Law client account", "41238890"),
		"wexford": local("Wexford Advisory Partners", "60161331"), "brightwater": local("Brightwater Tax", "73310042"),
		"pemberton": local("Pemberton Consulting", "51200877"), "oneill": local("O'Neill Advisory", "70415233"),
	}
}

// banking enters where partners are paid; the office calls each of them back. One change of the last days is not confirmed.
func (s *script) banking() {
	day := workday(s.month(payoutMonth).AddDays(9))
	all := accounts()
	for _, p := range s.partners {
		a, ok := all[p.key]
		if !ok {
			continue
		}
		var id app.ID[app.BankDetail]
		s.on(day, priya, func(k *desk) error {
			r, err := k.Banks.Set(k.ctx, k.ask(), app.BankDetail{Partner: p.id, Currency: p.currency, Account: a, Note: "From the signed form"})
			id = app.ID[app.BankDetail](r.ID)
			return err
		})
		s.on(workday(day+1), eleanor, func(k *desk) error {
			_, err := k.Banks.Confirm(k.ctx, k.ask(), id, app.Confirmation{How: "Called the office on the number of the agreement"})
			return err
		})
	}
	s.on(s.ago(2), priya, func(k *desk) error {
		p, a := s.named["brightwater"], all["brightwater"]
		a.Number = "73319917"
		_, err := k.Banks.Set(k.ctx, k.ask(), app.BankDetail{Partner: p.id, Currency: p.currency, Account: a, Note: "Asked for by e-mail"})
		return err
	})
	s.on(workday(day), eleanor, func(k *desk) error {
		settings, err := k.Setup.Settings(k.ctx)
		if err != nil {
			return err
		}
		settings.Payouts = app.PayoutSettings{Payer: bank.Payer{IBAN: "GB82 WEST 1234 5698 7654 32", BIC: "WESTGB22",
			Address: bank.Address{Street: "Bedford Row", Building: "14", Postcode: "WC1R 4ED", Town: "London", Country: "GB"}}}
		settings.Payouts.Least = map[money.Currency]int64{gbp: 4000, eur: 4000}
		_, err = k.Setup.Edit(k.ctx, k.ask(), settings)
		return err
	})
}

// payOut pays a month by a run of payouts: approved by another, exported, sent, and cleared but for one that comes back. Who queries its
// statement waits.
func (s *script) payOut(month calendar.Month, day calendar.Day) {
	var run app.RunPayouts
	ids := func() (out []app.ID[app.Payout]) {
		for _, p := range run.Made {
			out = append(out, p.ID)
		}
		return out
	}
	s.on(day, priya, func(k *desk) (err error) {
		var order app.PayoutOrder
		for _, p := range s.partners {
			queried := len(s.issued[month]) > queries && s.issued[month][queries].Partner == p.id
			if _, known := accounts()[p.key]; known && !queried {
				order.Partners = append(order.Partners, p.id)
			}
		}
		_, run, err = k.Payouts.Run(k.ctx, k.ask(), order)
		for _, p := range run.Made {
			s.paidOut = append(s.paidOut, p.Partner)
		}
		return err
	})
	s.on(day, eleanor, func(k *desk) error {
		if len(run.Made) == 0 {
			return nil
		}
		if _, _, err := k.Payouts.Approve(k.ctx, k.ask(), ids()); err != nil {
			return err
		}
		for _, f := range []bank.Format{bank.FormatSEPA, bank.FormatCSV} {
			if !slices.ContainsFunc(run.Made, func(p app.PayoutRow) bool { return f.Carries(p.Method) }) {
				continue
			}
			if _, _, err := k.Payouts.Export(k.ctx, k.ask(), app.PayoutExport{Format: f}); err != nil {
				return err
			}
		}
		_, _, err := k.Payouts.Mark(k.ctx, k.ask(), ids(), app.PayoutSent, app.PayoutMove{})
		return err
	})
	s.on(workdays(day, 2), priya, func(k *desk) error {
		all := ids()
		if len(all) == 0 {
			return nil
		}
		last := len(all) - 1
		if _, _, err := k.Payouts.Mark(k.ctx, k.ask(), all[last:], app.PayoutReturned, app.PayoutMove{Reason: "Account closed, says the bank"}); err != nil || last == 0 {
			return err
		}
		_, _, err := k.Payouts.Mark(k.ctx, k.ask(), all[:last], app.PayoutCleared, app.PayoutMove{})
		return err
	})
}

// presents are a few gifts: one received, one that waits for its approval.
func (s *script) presents() {
	give := func(key string, days int, g app.Gift, moves ...app.GiftState) {
		p := s.named[key]
		s.on(s.ago(days), priya, func(k *desk) error {
			people, err := k.Partners.People(k.ctx, p.id)
			if err != nil || len(people) == 0 {
				return err
			}
			g.Partner, g.Person = p.id, people[0].ID
			r, err := k.Gifts.Propose(k.ctx, k.ask(), g)
			for _, to := range moves {
				if err == nil {
					_, err = k.Gifts.Mark(k.ctx, k.ask(), app.ID[app.Gift](r.ID), to, app.Move{})
				}
			}
			return err
		})
	}
	give("kestrel", 40, app.Gift{Kind: "object", What: "Hamper from Fortnum", Value: money.New(4500, gbp), Note: "Ten years of introductions"}, app.GiftApproved, app.GiftSent, app.GiftReceived)
	give("okafor", 3, app.Gift{Kind: "charity", What: "Donation to the food bank in their name", Value: money.New(15000, gbp)})
}
