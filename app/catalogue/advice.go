package catalogue

import "rapport/app/terms"

// wealth is ready plans of wealth managers and financial planners. A promoter's pay has to be disclosed to the client.
func (m maker) wealth() []Plan {
	tiers := terms.Rule{Kind: terms.Tiered, Basis: terms.Collected, Mode: terms.Marginal, Measure: terms.ByRevenue, Window: terms.CalendarYear,
		Tiers: []terms.Tier{m.band(0, "15"), m.band(50_000, "20"), m.band(150_000, "25")}}
	meeting := terms.Rule{Kind: terms.Milestone, On: terms.AtMeeting, Flat: m.of(250), When: terms.Condition{Client: terms.Persons}}
	return []Plan{
		{Key: "wealth-trail", Name: "A share of advice fees for life",
			About: "A lawyer or accountant introduces, and shares in the ongoing fee as long as the client stays. It pays without end: think of a number of months.",
			Terms: terms.Terms{Rules: []terms.Rule{share("20", 0)}, HoldDays: 30, Tail: terms.Tail{Kind: terms.TailLife}}},
		{Key: "wealth-three-years", Name: "A quarter of advice fees for three years",
			About: "A higher share with an end, for promoters whose pay is disclosed to the client.",
			Terms: terms.Terms{Rules: []terms.Rule{share("25", 36)}, Tail: terms.Tail{Kind: terms.TailWon, Months: 36}}},
		{Key: "wealth-meeting", Name: "A fixed amount for each first meeting",
			About: "Does not depend on what the client buys. For private clients only.",
			Terms: terms.Terms{Rules: []terms.Rule{meeting}, Cap: m.limit(5_000, terms.CalendarYear)}},
		{Key: "wealth-tiers", Name: "A share that rises with the year's fees",
			About: "Each slice of the year's fees is paid at its own rate, so that no partner gains or loses by one client more.",
			Terms: by(tiers)},
	}
}

// insurance is ready plans of brokers and agencies. Many states let unlicensed persons be paid only little, and whatever comes of it.
func (m maker) insurance() []Plan {
	nominal := terms.Rule{Kind: terms.FlatPerReferral, Flat: m.of(50)}
	margin := share("25", 24)
	margin.Basis = terms.OnMargin
	return []Plan{
		{Key: "insurance-nominal", Name: "A small fixed fee for each introduction",
			About: "For those without a licence: the same amount whether or not the client buys, and no more than so much a year.",
			Terms: terms.Terms{Rules: []terms.Rule{nominal}, Cap: m.limit(1_000, terms.CalendarYear)}},
		{Key: "insurance-commission", Name: "Part of the first commission",
			About: "Of the brokerage that the firm receives for the first policy; only between those who are licensed.",
			Terms: terms.Terms{Rules: []terms.Rule{first("20")}, HoldDays: 60}},
		{Key: "insurance-renewals", Name: "Part of the first commission, less of renewals",
			About: "A fifth of the first brokerage, and a twentieth of each renewal for five years.",
			Terms: terms.Terms{Rules: []terms.Rule{first("20"), share("5", 60)}, HoldDays: 60, Tail: terms.Tail{Kind: terms.TailWon, Months: 12}}},
		{Key: "insurance-margin", Name: "A share of the margin",
			About: "Of what is left of the brokerage after the cost entered with it, such as the share of another broker.",
			Terms: by(margin)},
	}
}

// consulting is ready plans of management consultants and engineers.
func (m maker) consulting() []Plan {
	falling := terms.Rule{Kind: terms.Tiered, Basis: terms.Collected, Mode: terms.Marginal, Measure: terms.ByRevenue, Window: terms.Lifetime,
		Tiers: []terms.Tier{m.band(0, "5"), m.band(100_000, "4"), m.band(200_000, "3"), m.band(300_000, "2")}}
	milestone := func(on terms.Moment, units int64) terms.Rule {
		return terms.Rule{Kind: terms.Milestone, On: on, Flat: m.of(units)}
	}
	reached := milestone(terms.AtFees, 2_500)
	reached.Over = m.of(50_000)
	retainer := terms.Rule{Kind: terms.Retainer, Flat: m.of(1_500), Every: terms.Monthly, Months: 12}
	fresh, returning := share("12", 12), share("3", 12)
	fresh.When.Age, returning.When.Age = terms.NewClients, terms.ReturningClients
	return []Plan{
		{Key: "consulting-finder", Name: "Finder's fee with a limit",
			About: "A tenth of the first year's fees, never more than so much in a year of the agreement.",
			Terms: terms.Terms{Rules: []terms.Rule{share("10", 12)}, HoldDays: 30, Cap: m.limit(50_000, terms.AgreementYear)}},
		{Key: "consulting-falling", Name: "Finder's fee on a falling scale",
			About: "Five, four, three, two per cent, slice by slice of all fees: for large mandates that one introduction opens.",
			Terms: by(falling)},
		{Key: "consulting-milestones", Name: "Amounts at three milestones",
			About: "When the client is met, when they engage the firm, and when their fees show that it was worth it.",
			Terms: by(milestone(terms.AtMeeting, 250), milestone(terms.AtWon, 1_000), reached)},
		{Key: "consulting-retainer", Name: "A retainer for a year and a small share",
			About: "A business developer is paid every month, whatever happens, and a share of what comes of it.",
			Terms: by(retainer, share("5", 12))},
		{Key: "consulting-new-clients", Name: "More for new clients than for returning ones",
			About: "Clients who come back by an introduction pay less commission than those nobody knew.",
			Terms: by(fresh, returning)},
		{Key: "consulting-workshops", Name: "A fixed fee for each workshop",
			About: "Nothing depends on an introduction: the partner delivers a service and is paid for it.",
			Terms: by(terms.Rule{Kind: terms.FixedFee, Flat: m.of(800)})},
	}
}
