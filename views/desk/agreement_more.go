package desk

import (
	"strconv"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/money"
	"rapport/app/terms"
	"rapport/views/kit"
)

// ruleMore is what a rule may say beside its figures: when it is reached, how often it is paid, for whom, and limits of its own. The last two
// are off the form until asked for.
type ruleMore struct {
	r                          *ruleBlock
	on, every, advance, part   *kit.ChoiceField
	count, over, cost          *kit.TextField
	start                      *kit.DateField
	momentLine, periodLine     fyne.CanvasObject
	startLine                  fyne.CanvasObject
	open                       bool
	link                       *kit.Button
	linkLine                   fyne.CanvasObject
	adds, client, age          *kit.ChoiceField
	tiers                      *kit.PickManyField
	whenLine                   fyne.CanvasObject
	lasts, hold, cap, floor    *kit.TextField
	capIn, floorIn             *kit.ChoiceField
	tail, payee                *kit.ChoiceField
	tailMonths, charity        *kit.TextField
	timeLine, capLine          fyne.CanvasObject
	floorLine, tailLine, toRow fyne.CanvasObject
	kept                       terms.Rule // what the form has no field for: the window of an n-th referral
	people                     *rulePeople
}

func newRuleMore(r *ruleBlock) *ruleMore {
	m := &ruleMore{r: r}
	m.figures()
	m.link = kit.NewLink("", func() { m.open = !m.open; m.r.follow() })
	m.linkLine = kit.Across(14, m.link, kit.Space())
	r.form.Put(m.linkLine)
	m.limits()
	m.payee.OnChange(r.follow)
	m.tail.OnChange(r.follow)
	m.on.OnChange(r.follow)
	m.every.OnChange(r.follow)
	r.basis.OnChange(r.follow)
	return m
}

// figures are the fields that a kind needs.
func (m *ruleMore) figures() {
	r := m.r
	amount := m.amount
	m.cost = kit.NewTextField(kit.Spec{Key: r.key("cost_rate"), Label: "Costs", Hint: "Percent of the fee; empty: the cost recorded with it",
		Check: func() string { return rateProblem(m.cost.Value()) }}, "40 %")
	m.on = kit.NewChoiceField(kit.Spec{Key: r.key("on"), Label: "Reached when"},
		kit.Pair{Value: string(terms.AtAccepted), Text: "The referral is accepted"}, kit.Pair{Value: string(terms.AtMeeting), Text: "A meeting was held"},
		kit.Pair{Value: string(terms.AtWon), Text: "The client has engaged us"}, kit.Pair{Value: string(terms.AtNth), Text: "It is the n-th referral"},
		kit.Pair{Value: string(terms.AtFees), Text: "Its fees reach an amount"})
	m.count = kit.NewTextField(kit.Spec{Key: r.key("count"), Label: "Which referral", Check: func() string { return countProblem(m.count.Value()) }}, "10")
	m.over = amount("over", "Amount of fees", "")
	m.momentLine = r.form.Row(m.on, m.count, m.over)
	var every []kit.Pair
	every = append(every, kit.Pair{Value: "", Text: "Each service delivered"})
	for _, c := range terms.Cadences() {
		every = append(every, kit.Pair{Value: string(c), Text: capital(string(c))})
	}
	m.every = kit.NewChoiceField(kit.Spec{Key: r.key("every"), Label: "Paid every"}, every...)
	m.advance = kit.NewChoiceField(kit.Spec{Key: r.key("advance"), Label: "Due"}, kit.Pair{Value: "", Text: "When the period is over"}, kit.Pair{Value: "yes", Text: "In advance"})
	m.part = kit.NewChoiceField(kit.Spec{Key: r.key("pro_rata"), Label: "A part of a period"}, kit.Pair{Value: "", Text: "Paid in full"}, kit.Pair{Value: "yes", Text: "By its days"})
	m.start = kit.NewDateField(r.d.stage, kit.Spec{Key: r.key("start"), Label: "From", Hint: "Empty: the agreement's first day"})
	m.periodLine = r.form.Row(m.every, m.advance, m.part)
	m.startLine = r.form.Row(m.start)
	r.form.Add(m.cost)
}

func (m *ruleMore) amount(key, label, hint string) *kit.TextField {
	var f *kit.TextField
	f = kit.NewTextField(kit.Spec{Key: m.r.key(key), Label: label, Hint: hint, Check: m.r.amountCheck(func() string { return f.Value() })}, "")
	return f
}

// limits are whom the rule is for, how long it lasts, and its own cap, floor, hold, tail and payee.
func (m *ruleMore) limits() {
	r := m.r
	months := func(key, label, hint string) *kit.TextField {
		var f *kit.TextField
		f = kit.NewTextField(kit.Spec{Key: r.key(key), Label: label, Hint: hint, Check: func() string { return countProblem(f.Value()) }}, "")
		return f
	}
	m.adds = kit.NewChoiceField(kit.Spec{Key: r.key("adds"), Label: "With other rules"}, kit.Pair{Value: "", Text: "The one that pays most"}, kit.Pair{Value: "yes", Text: "Adds to them"})
	m.client = kit.NewChoiceField(kit.Spec{Key: r.key("when.client"), Label: "Clients"}, kit.Pair{Value: "", Text: "All"},
		kit.Pair{Value: string(terms.Persons), Text: "Persons"}, kit.Pair{Value: string(terms.Organisations), Text: "Organisations"})
	m.age = kit.NewChoiceField(kit.Spec{Key: r.key("when.age"), Label: "New or returning"}, kit.Pair{Value: "", Text: "Both"},
		kit.Pair{Value: string(terms.NewClients), Text: "New clients"}, kit.Pair{Value: string(terms.ReturningClients), Text: "Returning clients"})
	m.whenLine = r.form.Row(m.adds, m.client, m.age)
	m.tiers = r.d.wordsField(kit.Spec{Key: r.key("when.partner_tiers"), Label: "Only for partner tiers", Hint: "None: for all"}, tierNames(r.d.settings))
	m.people = newRulePeople(r)
	r.form.Add(m.tiers, m.people.only)
	m.lasts = months("lasts", "For the first months", "Of the agreement; empty: all of it")
	m.hold = months("hold_days", "Hold for days", "Empty: as the agreement")
	m.timeLine = r.form.Row(m.lasts, m.hold)
	m.cap, m.floor = m.amount("cap.amount", "This rule pays at most", ""), m.amount("floor.amount", "and at least", "")
	m.capIn = kit.NewChoiceField(kit.Spec{Key: r.key("cap.window"), Label: "in a"}, windows()...)
	m.floorIn = kit.NewChoiceField(kit.Spec{Key: r.key("floor.window"), Label: "in a"}, windows()...)
	m.capLine, m.floorLine = r.form.Row(m.cap, m.capIn), r.form.Row(m.floor, m.floorIn)
	m.tail = kit.NewChoiceField(kit.Spec{Key: r.key("tail.kind"), Label: "After the end"}, kit.Pair{Value: "", Text: "As the agreement"},
		kit.Pair{Value: string(terms.TailNone), Text: "Nothing more"}, kit.Pair{Value: string(terms.TailOpen), Text: "Open referrals still earn"},
		kit.Pair{Value: string(terms.TailWon), Text: "Clients already won, for months"}, kit.Pair{Value: string(terms.TailLife), Text: "Clients already won, for life"})
	m.tailMonths = months("tail.months", "For how many months", "")
	m.tailLine = r.form.Row(m.tail, m.tailMonths)
	m.payee = kit.NewChoiceField(kit.Spec{Key: r.key("payee.to"), Label: "Paid to"}, kit.Pair{Value: "", Text: "The partner"},
		kit.Pair{Value: string(terms.ToIntroducer), Text: "The person who introduced"}, kit.Pair{Value: string(terms.ToPerson), Text: "One person of the partner"},
		kit.Pair{Value: string(terms.ToCharity), Text: "A charity"})
	m.charity = kit.NewTextField(kit.Spec{Key: r.key("payee.name"), Label: "Name of the charity"}, "")
	m.toRow = r.form.Row(m.payee, m.charity)
	r.form.Add(m.people.paid)
}

func tierNames(s app.Settings) []string {
	names := make([]string, len(s.PartnerTiers))
	for i, t := range s.PartnerTiers {
		names[i] = t.Name
	}
	return names
}

// follow brings the fields in step with the kind.
func (m *ruleMore) follow(p parts, shown bool) {
	on := terms.Moment(m.on.Value())
	kit.ShowRow(m.momentLine, shown && p.moment)
	kit.Shown(m.count, shown && p.moment && on == terms.AtNth)
	kit.Shown(m.over, shown && p.moment && on == terms.AtFees)
	kit.ShowRow(m.periodLine, shown && p.periods)
	by := shown && p.periods && m.every.Value() != ""
	kit.Shown(m.advance, by)
	kit.Shown(m.part, by)
	kit.ShowRow(m.startLine, by)
	kit.Shown(m.cost, shown && p.basis && terms.Basis(m.r.basis.Value()) == terms.OnMargin)
	kit.Shown(m.linkLine, shown && p.services)
	m.link.SetText(map[bool]string{true: "Less for this rule", false: "More for this rule: clients, tiers, limits, who is paid"}[m.open])
	more := shown && p.services && m.open
	for _, row := range []fyne.CanvasObject{m.whenLine, m.timeLine, m.capLine, m.floorLine, m.tailLine} {
		kit.ShowRow(row, more)
	}
	kit.Shown(m.tiers, more && len(m.r.d.settings.PartnerTiers) > 0)
	kit.ShowRow(m.toRow, shown && p.services && (m.open || p.charity))
	kit.Shown(m.charity, shown && terms.PayeeKind(m.payee.Value()) == terms.ToCharity && (m.open || p.charity))
	m.people.follow(more, terms.PayeeKind(m.payee.Value()))
	kit.Shown(m.tailMonths, more && terms.TailKind(m.tail.Value()) == terms.TailWon)
}

// set shows a rule.
func (m *ruleMore) set(rule terms.Rule, c money.Currency) {
	m.kept = rule
	m.people.set(rule)
	m.on.Set(orFirst(string(rule.On), string(terms.AtAccepted)))
	m.every.Set(string(rule.Every))
	m.advance.Set(yes(rule.Advance))
	m.part.Set(yes(rule.ProRata))
	m.start.Set(rule.Start)
	m.count.Set(someCount(rule.Count))
	m.over.Set(minorText(rule.Over, c))
	m.cost.Set(percentText(rule.CostRate))
	m.adds.Set(yes(rule.Adds))
	m.client.Set(string(rule.When.Client))
	m.age.Set(string(rule.When.Age))
	m.tiers.Set(optionsOf(rule.When.Tiers)...)
	m.lasts.Set(someCount(rule.Lasts))
	if rule.HoldDays != nil {
		m.hold.Set(strconv.Itoa(*rule.HoldDays))
	}
	setLimit(rule.Cap, m.cap, m.capIn, c)
	setLimit(rule.Floor, m.floor, m.floorIn, c)
	if rule.Tail != nil {
		m.tail.Set(orFirst(string(rule.Tail.Kind), string(terms.TailNone)))
		m.tailMonths.Set(someCount(rule.Tail.Months))
	}
	m.payee.Set(string(rule.Payee.To))
	m.charity.Set(rule.Payee.Name)
	figures := terms.Rule{Kind: rule.Kind, Basis: rule.Basis, CostRate: rule.CostRate, On: rule.On, Every: rule.Every}
	m.open = !rule.When.IsZero() || rule.Adds || rule.Lasts != 0 || rule.Cap != nil || rule.Floor != nil || rule.HoldDays != nil || rule.Tail != nil ||
		rule.Payee.To != "" && figures.Kind != terms.CharityDonation
}

// read puts what was entered into a rule.
func (m *ruleMore) read(out *terms.Rule, p parts, c money.Currency) {
	if p.moment {
		out.On = terms.Moment(m.on.Value())
		switch out.On {
		case terms.AtNth:
			out.Count, out.Window = int(typedCount(m.count.Value())), m.kept.Window
		case terms.AtFees:
			out.Over = typedMinor(m.over.Value(), c)
		}
	}
	if p.periods {
		if out.Every = terms.Cadence(m.every.Value()); out.Every != "" {
			out.Advance, out.ProRata = m.advance.Value() != "", m.part.Value() != ""
			out.Start, _ = m.start.Value()
		} else {
			out.Months = 0
		}
	}
	if out.Basis == terms.OnMargin {
		out.CostRate = typedRate(m.cost.Value())
	}
	if p.services {
		m.readLimits(out, c)
	}
}

func (m *ruleMore) readLimits(out *terms.Rule, c money.Currency) {
	out.Adds = m.adds.Value() != ""
	out.When = terms.Condition{Client: terms.ClientType(m.client.Value()), Age: terms.ClientAge(m.age.Value()), Tiers: textsOf(m.tiers.Value()),
		Person: chosenID(m.people.only)}
	out.Lasts = int(typedCount(m.lasts.Value()))
	if m.hold.Value() != "" {
		days := int(typedCount(m.hold.Value()))
		out.HoldDays = &days
	}
	out.Cap, out.Floor = limitOf(m.cap, m.capIn, c), limitOf(m.floor, m.floorIn, c)
	if kind := terms.TailKind(m.tail.Value()); kind != "" {
		out.Tail = &terms.Tail{Kind: kind}
		if kind == terms.TailWon {
			out.Tail.Months = int(typedCount(m.tailMonths.Value()))
		}
	}
	switch out.Payee.To = terms.PayeeKind(m.payee.Value()); out.Payee.To {
	case terms.ToPerson:
		out.Payee.Person = chosenID(m.people.paid)
	case terms.ToCharity:
		out.Payee.Name = m.charity.Value()
	}
}

func yes(b bool) string { return map[bool]string{true: "yes"}[b] }

func orFirst(text, first string) string {
	if text == "" {
		return first
	}
	return text
}

func someCount(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
