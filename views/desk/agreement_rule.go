package desk

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/money"
	"rapport/app/terms"
	"rapport/views/kit"
)

// ruleBlock is the fields of one rule; those that the kind does not have are off the form.
type ruleBlock struct {
	d                  *Desk
	form               *kit.Form
	no                 int
	currency           func() money.Currency
	people             func() []app.Person // of the partner, where the terms are of one
	title              fyne.CanvasObject
	kind               *kit.ChoiceField
	rate, flat, months *kit.TextField
	basis              *kit.ChoiceField
	measure, mode      *kit.ChoiceField
	window             *kit.ChoiceField
	services           *kit.PickManyField
	paysLine, tierLine fyne.CanvasObject
	tiers              [mostTiers]tierRow
	tierButtons        *fyne.Container
	shownTiers         int
	shown              bool
	fewer              *kit.Button
	more               *ruleMore
}

// tierRow is one band: where it begins and what it pays.
type tierRow struct {
	line       fyne.CanvasObject
	from, pays *kit.TextField
}

func newRuleBlock(d *Desk, form *kit.Form, no int, currency func() money.Currency, people func() []app.Person) *ruleBlock {
	r := &ruleBlock{d: d, form: form, no: no, currency: currency, people: people, shownTiers: 2}
	r.title = kit.Pad(10, 0, 4, 0, kit.SectionTitle("Rule "+strconv.Itoa(no)))
	if no == 1 {
		r.title = kit.Pad(10, 0, 4, 0, kit.SectionTitle("What is paid"))
	}
	r.kind = kit.NewChoiceField(kit.Spec{Key: r.key("kind"), Label: "Kind"}, ruleKinds()...)
	r.rate = kit.NewTextField(kit.Spec{Key: r.key("rate"), Label: "Percentage", Check: func() string { return rateProblem(r.rate.Value()) }}, "10 %")
	r.flat = kit.NewTextField(kit.Spec{Key: r.key("flat"), Label: "Amount", Check: r.amountCheck(func() string { return r.flat.Value() })}, "250.00")
	r.months = kit.NewTextField(kit.Spec{Key: r.key("months"), Label: "For how many months", Hint: "Of a share from the win; empty is without end",
		Check: func() string { return countProblem(r.months.Value()) }}, "24")
	r.basis = kit.NewChoiceField(kit.Spec{Key: r.key("basis"), Label: "On fees"}, pairsOf(terms.Collected, terms.OnInvoice, terms.OnMargin)...)
	r.measure = kit.NewChoiceField(kit.Spec{Key: r.key("measure"), Label: "Tiers count"},
		kit.Pair{Value: string(terms.ByRevenue), Text: "Revenue"}, kit.Pair{Value: string(terms.ByWonCount), Text: "Referrals won"},
		kit.Pair{Value: string(terms.ByAcceptedCount), Text: "Referrals accepted"})
	r.mode = kit.NewChoiceField(kit.Spec{Key: r.key("mode"), Label: "Read as"},
		pairsOf(terms.Marginal, terms.Cliff, terms.Retro)...)
	r.window = kit.NewChoiceField(kit.Spec{Key: r.key("window"), Label: "Counted in a"}, windows()...)
	r.services = d.wordsField(kit.Spec{Key: r.key("services"), Label: "Only for services", Hint: "None: for all"}, d.settings.Services)
	r.place()
	r.kind.OnChange(r.follow)
	r.measure.OnChange(r.follow)
	r.mode.OnChange(r.follow)
	return r
}

func (r *ruleBlock) key(field string) string { return "rules." + strconv.Itoa(r.no) + "." + field }

func (r *ruleBlock) amountCheck(value func() string) func() string {
	return func() string { return amountProblem(value(), r.currency()) }
}

// place lays the fields of the rule out on the form.
func (r *ruleBlock) place() {
	r.form.Put(r.title).Add(r.kind)
	r.form.Add(r.rate, r.flat)
	r.paysLine = r.form.Row(r.basis, r.months)
	r.tierLine = r.form.Row(r.measure, r.window)
	r.form.Add(r.mode)
	for i := range r.tiers {
		r.tiers[i] = r.newTier(i)
	}
	more := kit.NewLink("Add a tier", func() { r.setTiers(r.shownTiers + 1) })
	r.fewer = kit.NewLink("Take the last one away", func() { r.setTiers(r.shownTiers - 1) })
	r.tierButtons = kit.Pad(0, 0, 8, 0, kit.Across(14, more, r.fewer, kit.Space()))
	r.form.Put(r.tierButtons).Add(r.services)
	r.more = newRuleMore(r)
}

func (r *ruleBlock) newTier(i int) tierRow {
	key := r.key("tiers." + strconv.Itoa(i+1))
	var t tierRow
	t.from = kit.NewTextField(kit.Spec{Key: key + ".from", Label: "Tier " + strconv.Itoa(i+1) + " from", Check: func() string {
		if r.counts() {
			return countProblem(t.from.Value())
		}
		return amountProblem(t.from.Value(), r.currency())
	}}, "0")
	t.pays = kit.NewTextField(kit.Spec{Key: key + ".pays", Label: "pays", Check: func() string {
		if r.counts() {
			return amountProblem(t.pays.Value(), r.currency())
		}
		if terms.Kind(r.kind.Value()) == terms.Bonus && amountProblem(t.pays.Value(), r.currency()) == "" {
			return ""
		}
		return rateProblem(t.pays.Value())
	}}, "")
	t.line = r.form.Row(t.from, t.pays)
	if i == 0 {
		t.from.Set("0")
	}
	return t
}

// counts tells whether the tiers count referrals, and so pay amounts.
func (r *ruleBlock) counts() bool { return terms.Measure(r.measure.Value()) != terms.ByRevenue }

func (r *ruleBlock) setTiers(n int) {
	r.shownTiers = min(max(n, 1), mostTiers)
	r.follow()
}

// modeHint says what the way of reading tiers does; p are the parts of the rule.
func modeHint(m terms.Mode, p parts) string {
	switch {
	case p.steps && m == terms.Cliff:
		return "Only the highest step that is reached"
	case p.steps:
		return "Every step that is reached"
	case m == terms.Cliff:
		return "The whole fee at the rate that is reached with it"
	case m == terms.Retro:
		return "All of the window at what is reached"
	case !p.bands:
		return "Each referral at the amount of its tier"
	}
	return "Each slice of the fees at its own rate"
}

// show takes the whole rule off the form, or brings it back.
func (r *ruleBlock) show(yes bool) {
	r.shown = yes
	r.follow()
}

// follow brings the fields in step with kind and measure.
func (r *ruleBlock) follow() {
	p := partsOf(terms.Kind(r.kind.Value()), terms.Measure(r.measure.Value()))
	kit.Shown(r.title, r.shown)
	kit.Shown(r.kind, r.shown)
	kit.Shown(r.rate, r.shown && p.rate)
	kit.Shown(r.flat, r.shown && p.flat)
	kit.ShowRow(r.paysLine, r.shown && (p.basis || p.months))
	kit.Shown(r.basis, r.shown && p.basis)
	kit.Shown(r.months, r.shown && p.months)
	kit.ShowRow(r.tierLine, r.shown && p.tiers)
	kit.Shown(r.mode, r.shown && p.tiers)
	r.mode.SetHint(modeHint(terms.Mode(r.mode.Value()), p))
	for i := range r.tiers {
		t := &r.tiers[i]
		kit.ShowRow(t.line, r.shown && p.tiers && i < r.shownTiers)
		if p.bands {
			t.pays.SetHint(map[bool]string{true: "Amount, or percent of all of it", false: "Percent of the fees in it"}[p.steps])
			t.from.SetHint(string(r.currency()) + map[bool]string{true: ", always 0", false: " of fees so far"}[i == 0 && !p.steps])
		} else {
			t.pays.SetHint(string(r.currency()) + " for each")
			t.from.SetHint(map[bool]string{true: "How many have to be reached", false: "How many came before"}[p.steps])
		}
	}
	kit.Shown(r.tierButtons, r.shown && p.tiers)
	kit.Shown(r.fewer, r.shownTiers > 1)
	kit.Shown(r.services, r.shown && p.services)
	if r.more != nil {
		r.more.follow(p, r.shown)
	}
	r.form.Content().Refresh()
}

// set shows a rule.
func (r *ruleBlock) set(rule terms.Rule) {
	c := r.currency()
	r.kind.Set(string(rule.Kind))
	r.rate.Set(percentText(rule.Rate))
	r.flat.Set(minorText(rule.Flat, c))
	if rule.Months > 0 {
		r.months.Set(strconv.Itoa(rule.Months))
	}
	if rule.Basis != "" {
		r.basis.Set(string(rule.Basis))
	}
	if rule.Kind == terms.Tiered || rule.Kind == terms.Bonus {
		r.measure.Set(string(rule.Measure))
		r.window.Set(string(rule.Window))
		if rule.Mode != "" {
			r.mode.Set(string(rule.Mode))
		}
		r.shownTiers = min(len(rule.Tiers), mostTiers)
		for i := range r.shownTiers {
			r.tiers[i].set(rule.Tiers[i], r.counts(), c)
		}
	}
	r.services.Set(optionsOf(rule.Services)...)
	r.more.set(rule, c)
}

func (t tierRow) set(tier terms.Tier, counts bool, c money.Currency) {
	if counts {
		t.from.Set(strconv.FormatInt(tier.From, 10))
		t.pays.Set(minorText(tier.Flat, c))
		return
	}
	t.from.Set(money.New(tier.From, c).Amount())
	t.pays.Set(tier.Rate.Percent() + " %")
	if tier.Flat != 0 {
		t.pays.Set(minorText(tier.Flat, c))
	}
}

func percentText(r money.Rate) string {
	if r.IsZero() {
		return ""
	}
	return r.Percent() + " %"
}

func minorText(minor int64, c money.Currency) string {
	if minor == 0 {
		return ""
	}
	return money.New(minor, c).Amount()
}

// rule reads the fields.
func (r *ruleBlock) rule() terms.Rule {
	c := r.currency()
	out := terms.Rule{Kind: terms.Kind(r.kind.Value())}
	p := partsOf(out.Kind, terms.Measure(r.measure.Value()))
	if p.rate {
		out.Rate = typedRate(r.rate.Value())
	}
	if p.flat && (!p.rate || out.Rate.IsZero()) {
		out.Flat = typedMinor(r.flat.Value(), c)
	}
	if p.months {
		out.Months = int(typedCount(r.months.Value()))
	}
	if p.basis {
		out.Basis = terms.Basis(r.basis.Value())
	}
	if p.services {
		out.Services = textsOf(r.services.Value())
	}
	if p.tiers {
		out.Measure, out.Window = terms.Measure(r.measure.Value()), terms.Window(r.window.Value())
		for i := range r.shownTiers {
			out.Tiers = append(out.Tiers, r.tiers[i].tier(r.counts(), p.steps, c))
		}
	}
	switch {
	case p.bands || p.steps:
		out.Mode = terms.Mode(r.mode.Value())
	case p.tiers && terms.Mode(r.mode.Value()) == terms.Retro:
		out.Mode = terms.Retro
	}
	r.more.read(&out, p, c)
	return out
}

func (t tierRow) tier(counts, steps bool, c money.Currency) terms.Tier {
	if steps && !counts && rateProblem(t.pays.Value()) != "" || steps && !counts && !strings.Contains(t.pays.Value(), "%") {
		return terms.Tier{From: typedMinor(t.from.Value(), c), Flat: typedMinor(t.pays.Value(), c)}
	}
	if counts {
		return terms.Tier{From: typedCount(t.from.Value()), Flat: typedMinor(t.pays.Value(), c)}
	}
	return terms.Tier{From: typedMinor(t.from.Value(), c), Rate: typedRate(t.pays.Value())}
}
