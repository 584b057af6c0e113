package catalogue

import "rapport/app/terms"

// it is ready plans of software houses and providers of IT services.
func (m maker) it() []Plan {
	count := func(from, units int64) terms.Tier { return terms.Tier{From: from, Flat: m.of(units)} }
	counted := terms.Rule{Kind: terms.Tiered, Measure: terms.ByWonCount, Window: terms.CalendarYear,
		Tiers: []terms.Tier{count(0, 250), count(4, 400), count(10, 600)}}
	trueUp := terms.Rule{Kind: terms.Tiered, Basis: terms.Collected, Mode: terms.Retro, Measure: terms.ByRevenue, Window: terms.Quarter,
		Tiers: []terms.Tier{m.band(0, "5"), m.band(25_000, "8"), m.band(75_000, "10")}}
	level := func(rate string, tiers ...string) terms.Rule {
		r := share(rate, 24)
		r.When.Tiers = tiers
		return r
	}
	resale := share("30", 36)
	resale.Basis, resale.CostRate = terms.OnMargin, percent("70")
	company := terms.Rule{Kind: terms.FlatOnWin, Flat: m.of(500), When: terms.Condition{Client: terms.Organisations}}
	return []Plan{
		{Key: "it-recurring", Name: "A share of recurring fees for two years",
			About: "Of every monthly invoice that is paid, for managed services and subscriptions.",
			Terms: terms.Terms{Rules: []terms.Rule{share("15", 24)}, HoldDays: 30, Tail: terms.Tail{Kind: terms.TailWon, Months: 6}}},
		{Key: "it-amount", Name: "An amount for each company won",
			About: "One figure that everybody remembers; private clients do not count.",
			Terms: terms.Terms{Rules: []terms.Rule{company}, HoldDays: 60}},
		{Key: "it-count", Name: "Amounts that rise with the year's wins",
			About: "The fifth client of a year brings more than the first, the eleventh more than that.",
			Terms: by(counted)},
		{Key: "it-true-up", Name: "A share of a quarter at the rate reached",
			About: "When a quarter reaches the next step, all of it is paid at that rate, what came before by a true-up.",
			Terms: by(trueUp)},
		{Key: "it-levels", Name: "Silver and gold partners",
			About: "Registered partners get 8 %, silver 12 %, gold 15 %, by the level they have on the day. Use the names of your own partner tiers.",
			Terms: by(level("8"), level("12", "Silver"), level("15", "Gold"))},
		{Key: "it-resale", Name: "A share of the margin on resold licences",
			About: "Licences cost about seven tenths of their price; the partner shares in the rest.",
			Terms: by(resale)},
	}
}

// affiliates is ready plans of shops with people who post for them: a fixed fee for each post, a share of sales, and bonuses of revenue.
func (m maker) affiliates() []Plan {
	post := func(units int64) terms.Rule { return terms.Rule{Kind: terms.FixedFee, Flat: m.of(units)} }
	bonus := func(w terms.Window, steps ...terms.Tier) terms.Rule {
		return terms.Rule{Kind: terms.Bonus, Basis: terms.Collected, Mode: terms.Marginal, Measure: terms.ByRevenue, Window: w, Tiers: steps}
	}
	sales := terms.Rule{Kind: terms.Bonus, Mode: terms.Cliff, Measure: terms.ByWonCount, Window: terms.Month,
		Tiers: []terms.Tier{{From: 10, Flat: m.of(100)}, {From: 25, Flat: m.of(300)}, {From: 50, Flat: m.of(750)}}}
	return []Plan{
		{Key: "affiliate-start", Name: "Fee for each post, 5 % and a quarterly bonus",
			About: "For those who begin. Each post is entered as a service delivered; returned goods take their commission back.",
			Terms: terms.Terms{Rules: []terms.Rule{post(100), share("5", 12), bonus(terms.Quarter, m.step(10_000, 250), m.step(25_000, 500))}, HoldDays: 30}},
		{Key: "affiliate-grow", Name: "Fee for each post, 10 % and a monthly bonus",
			About: "For those who sell every month: a higher share, and a bonus for each step of a month's revenue.",
			Terms: terms.Terms{Rules: []terms.Rule{post(250), share("10", 12),
				bonus(terms.Month, m.step(5_000, 150), m.step(15_000, 400), m.step(40_000, 1_200))}, HoldDays: 30}},
		{Key: "affiliate-top", Name: "Fee for each post, 15 % and a yearly bonus",
			About: "For the few with a large audience; the most that all of it may come to in a year is set.",
			Terms: terms.Terms{Rules: []terms.Rule{post(750), share("15", 12), bonus(terms.CalendarYear, m.step(50_000, 2_000), m.step(150_000, 6_000))},
				HoldDays: 30, Cap: m.limit(60_000, terms.CalendarYear)}},
		{Key: "affiliate-sales", Name: "An amount for each customer and a bonus for many",
			About: "No share: a fixed amount for every new customer, and the bonus of the highest number that a month reaches.",
			Terms: by(terms.Rule{Kind: terms.FlatOnWin, Flat: m.of(20), When: terms.Condition{Age: terms.NewClients}}, sales)},
	}
}

// anyFirm is ready plans that fit everywhere.
func (m maker) anyFirm() []Plan {
	tenth := terms.Rule{Kind: terms.Milestone, On: terms.AtNth, Count: 10, Window: terms.CalendarYear, Flat: m.of(500)}
	return []Plan{
		{Key: "any-accepted", Name: "An amount for each good introduction",
			About: "For every referral the firm accepts, and a bonus for the tenth in a year.",
			Terms: by(terms.Rule{Kind: terms.FlatPerReferral, Flat: m.of(100)}, tenth)},
		{Key: "any-guarantee", Name: "A share with a guaranteed minimum",
			About: "A tenth of fees for two years; a quarter that brings less than the minimum is topped up.",
			Terms: terms.Terms{Rules: []terms.Rule{share("10", 24)}, Cap: m.limit(10_000, terms.Quarter), Floor: m.limit(750, terms.Quarter)}},
		{Key: "any-yearly", Name: "A fixed fee by the year",
			About: "For standing services such as a place on a list of advisers; paid in advance, part years by their days.",
			Terms: by(terms.Rule{Kind: terms.FixedFee, Flat: m.of(1_200), Every: terms.ByYear, Months: 36, Advance: true, ProRata: true})},
	}
}
