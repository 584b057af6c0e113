package catalogue

import "rapport/app/terms"

// law is ready plans of law firms. Where rules forbid to share fees with those who are not lawyers, the plans without money are what is left.
func (m maker) law() []Plan {
	division := terms.Rule{Kind: terms.FeeDivision, Basis: terms.Collected, Rate: percent("25"), Months: 0}
	capped := terms.Rule{Kind: terms.FeeDivision, Basis: terms.Collected, Rate: percent("33.33"), Months: 36}
	donation := terms.Rule{Kind: terms.CharityDonation, Flat: m.of(250), Payee: terms.Payee{To: terms.ToCharity, Name: "the partner's charity"}}
	return []Plan{
		{Key: "law-reciprocal", Name: "Introductions both ways",
			About: "Lawyers and others who may not be paid for introductions. What goes each way is counted, and no money flows.",
			Terms: by(terms.Rule{Kind: terms.ReciprocalOnly})},
		{Key: "law-division", Name: "Division of the fee between law firms",
			About: "Both firms are lawyers, each answers for the matter or its part, and the client agrees in writing. Lines wait for that consent.",
			Terms: by(division)},
		{Key: "law-division-third", Name: "A third of the fee for three years",
			About: "The usual share of contingency matters handed to another firm, with an end. The client's written consent is needed.",
			Terms: terms.Terms{Rules: []terms.Rule{capped}, Tail: terms.Tail{Kind: terms.TailOpen}}},
		{Key: "law-donation", Name: "A donation for each client",
			About: "Instead of a payment, the firm gives to a charity the partner names. Put the charity's name into the rule.",
			Terms: by(donation)},
		{Key: "law-gift", Name: "Thanks with small gifts",
			About: "Gifts of nominal value, not expected and not agreed in return for an introduction. The register of gifts keeps what each person got.",
			Terms: by(terms.Rule{Kind: terms.GiftOnly})},
		{Key: "law-no-payment", Name: "No payment permitted",
			About: "Work for which referral fees are banned, such as personal injury in England and Wales. The agreement keeps the reason.",
			Terms: by(terms.Rule{Kind: terms.NoPayment})},
	}
}

// accounting is ready plans of accountants and tax advisers.
func (m maker) accounting() []Plan {
	tax := share("10", 12)
	tax.Services = []string{"Tax", "Advisory"}
	meeting := terms.Rule{Kind: terms.Milestone, On: terms.AtMeeting, Flat: m.of(150)}
	return []Plan{
		{Key: "accounting-first-year", Name: "A tenth of the first year's fees",
			About: "The usual introducer's commission: of what the client pays in twelve months, also when the agreement ends in between.",
			Terms: terms.Terms{Rules: []terms.Rule{share("10", 12)}, HoldDays: 30, Tail: terms.Tail{Kind: terms.TailWon, Months: 12}}},
		{Key: "accounting-first-invoice", Name: "Part of the first invoice",
			About: "Once, and then never again: simple to explain to the client, whom the rules of the profession want told.",
			Terms: by(first("15"))},
		{Key: "accounting-no-audit", Name: "Tax and advice only, nothing on audits",
			About: "Commission and assurance do not go together. Put your own service lines into the rule.",
			Terms: by(tax)},
		{Key: "accounting-meeting-share", Name: "An amount for the meeting, then a share",
			About: "Something soon for the introduction itself, and a smaller share for two years.",
			Terms: by(meeting, share("8", 24))},
	}
}
