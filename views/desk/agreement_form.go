package desk

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
	"rapport/views/kit"
)

// termsForm is the fields of a plan, with the plan in plain words as it stands.
type termsForm struct {
	d                *Desk
	form             *kit.Form
	fixed            money.Currency // of an amendment, which cannot change it
	currency         *kit.TextField
	rules            [mostRules]*ruleBlock
	shown            int
	ruleButtons      fyne.CanvasObject
	fewer, another   *kit.Button
	cap, floor       *kit.TextField
	capIn, floorIn   *kit.ChoiceField
	hold, tailMonths *kit.TextField
	tail, rounding   *kit.ChoiceField
	words, open      *kit.Text
	pays             *payTable
	amounts          *kit.TextField // of the examples
	people           []app.Person   // of the partner; none in a plan
}

func newTermsForm(d *Desk, form *kit.Form, currency money.Currency) *termsForm {
	t := &termsForm{d: d, form: form, fixed: currency, shown: 1}
	t.words = kit.NewText("", kit.Look{Wrap: true, Size: 13})
	t.open = kit.NewText("", kit.Look{Wrap: true, Role: kit.RoleMuted, Size: 12})
	form.Put(kit.Pad(4, 0, 8, 0, kit.Card(kit.Down(4, kit.SectionTitle("In plain words"), t.words, t.open))))
	t.pays = newPayTable()
	t.amounts = kit.NewTextField(kit.Spec{Key: "examples", Label: "Example amounts", Hint: "Between semicolons; empty: around the steps",
		Check: func() string { return exampleProblem(t.amounts.Value(), t.code(), t.terms()) }}, "1,000; 5,000; 20,000")
	form.Put(kit.Pad(0, 0, 8, 0, kit.Card(kit.Down(4, kit.SectionTitle("What it pays"), t.pays.content())))).Add(t.amounts)
	for i := range t.rules {
		t.rules[i] = newRuleBlock(d, form, i+1, t.code, func() []app.Person { return t.people })
	}
	t.another = kit.NewLink("Add another rule", func() { t.setRules(t.shown + 1) })
	t.fewer = kit.NewLink("Take the last rule away", func() { t.setRules(t.shown - 1) })
	t.ruleButtons = kit.Across(14, t.another, t.fewer, kit.Space())
	form.Put(t.ruleButtons)
	t.limits()
	form.OnEdit(t.tell)
	return t
}

// limits lays out cap, floor, hold, tail and rounding.
func (t *termsForm) limits() {
	amount := func(key, label, hint string) *kit.TextField {
		var f *kit.TextField
		f = kit.NewTextField(kit.Spec{Key: key + ".amount", Label: label, Hint: hint, Check: func() string { return amountProblem(f.Value(), t.code()) }}, "")
		return f
	}
	t.cap = amount("cap", "At most", "The cap; empty for none")
	t.floor = amount("floor", "At least", "A guaranteed minimum; empty for none")
	t.capIn = kit.NewChoiceField(kit.Spec{Key: "cap.window", Label: "in a"}, windows()...)
	t.floorIn = kit.NewChoiceField(kit.Spec{Key: "floor.window", Label: "in a"}, windows()...)
	t.hold = kit.NewTextField(kit.Spec{Key: "hold_days", Label: "Hold each line for days", Hint: "0 to 366; empty for none",
		Check: func() string { return countProblem(t.hold.Value()) }}, "30")
	t.tail = kit.NewChoiceField(kit.Spec{Key: "tail.kind", Label: "After the end"},
		kit.Pair{Value: string(terms.TailNone), Text: "Nothing more"}, kit.Pair{Value: string(terms.TailOpen), Text: "Open referrals still earn"},
		kit.Pair{Value: string(terms.TailWon), Text: "Clients already won, for months"}, kit.Pair{Value: string(terms.TailLife), Text: "Clients already won, for life"})
	t.tailMonths = kit.NewTextField(kit.Spec{Key: "tail.months", Label: "For how many months", Check: func() string { return countProblem(t.tailMonths.Value()) }}, "12")
	t.rounding = kit.NewChoiceField(kit.Spec{Key: "rounding", Label: "A half cent is rounded"},
		kit.Pair{Value: money.HalfUp.String(), Text: "Up"}, kit.Pair{Value: money.HalfEven.String(), Text: "To the even cent"})
	t.tail.OnChange(t.follow)
	t.form.Section("Limits").Beside(t.cap, t.capIn).Beside(t.floor, t.floorIn)
	t.form.Section("Time and rounding").Beside(t.hold, t.rounding).Beside(t.tail, t.tailMonths)
}

// code is the currency of the plan.
func (t *termsForm) code() money.Currency {
	if t.currency == nil {
		return t.fixed
	}
	if c, err := money.ParseCurrency(t.currency.Value()); err == nil {
		return c
	}
	return t.fixed
}

func (t *termsForm) setRules(n int) {
	t.shown = min(max(n, 1), mostRules)
	t.follow()
	t.tell()
}

// follow shows the rules there are and the months a tail has.
func (t *termsForm) follow() {
	for i, r := range t.rules {
		r.show(i < t.shown)
	}
	kit.Shown(t.another, t.shown < mostRules)
	kit.Shown(t.fewer, t.shown > 1)
	kit.Shown(t.tailMonths, terms.TailKind(t.tail.Value()) == terms.TailWon)
	t.form.Content().Refresh()
}

// tell writes the plan in words, and what it still lacks.
func (t *termsForm) tell() {
	plan := t.terms()
	text := termsSentence(plan)
	t.words.Set(namedPeople(text, t.people))
	t.open.Set(unfinished(plan))
	kit.Shown(t.open, t.open.Text() != "")
	t.pays.show(plan, t.amounts.Value())
	t.form.Content().Refresh()
}

// set shows terms; false when they are more than the form has room for.
func (t *termsForm) set(plan terms.Terms) bool {
	if len(plan.Rules) > mostRules {
		return false
	}
	for i, rule := range plan.Rules {
		if len(rule.Tiers) > mostTiers {
			return false
		}
		t.rules[i].set(rule)
	}
	t.shown = max(1, len(plan.Rules))
	setLimit(plan.Cap, t.cap, t.capIn, plan.Currency)
	setLimit(plan.Floor, t.floor, t.floorIn, plan.Currency)
	if plan.HoldDays > 0 {
		t.hold.Set(strconv.Itoa(plan.HoldDays))
	}
	if plan.Tail.Kind != "" {
		t.tail.Set(string(plan.Tail.Kind))
	}
	if plan.Tail.Months > 0 {
		t.tailMonths.Set(strconv.Itoa(plan.Tail.Months))
	}
	t.rounding.Set(plan.Rounding.String())
	return true
}

func setLimit(l *terms.Limit, amount *kit.TextField, in *kit.ChoiceField, c money.Currency) {
	if l != nil {
		amount.Set(minorText(l.Amount, c))
		in.Set(string(l.Window))
	}
}

// terms reads the fields.
func (t *termsForm) terms() terms.Terms {
	c := t.code()
	out := terms.Terms{Currency: c, HoldDays: int(typedCount(t.hold.Value()))}
	for _, r := range t.rules[:t.shown] {
		out.Rules = append(out.Rules, r.rule())
	}
	out.Cap, out.Floor = limitOf(t.cap, t.capIn, c), limitOf(t.floor, t.floorIn, c)
	out.Rounding, _ = money.ParseMode(t.rounding.Value())
	if kind := terms.TailKind(t.tail.Value()); kind != terms.TailNone {
		out.Tail.Kind = kind
		if kind == terms.TailWon {
			out.Tail.Months = int(typedCount(t.tailMonths.Value()))
		}
	}
	return out
}

func limitOf(amount *kit.TextField, in *kit.ChoiceField, c money.Currency) *terms.Limit {
	if amount.Value() == "" {
		return nil
	}
	return &terms.Limit{Amount: typedMinor(amount.Value(), c), Window: terms.Window(in.Value())}
}

// agreementForm is an agreement's own fields and its plan.
type agreementForm struct {
	form         *kit.Form
	plan         *termsForm
	title, payee *kit.TextField
	days, note   *kit.TextField
	notice       *kit.TextField
	from, to     *kit.DateField
}

func newAgreementForm(d *Desk, currency money.Currency) *agreementForm {
	f := &agreementForm{form: kit.NewForm()}
	f.title = kit.NewTextField(kit.Spec{Key: "title", Label: "Title", Hint: "Empty: Referral agreement with the partner's name"}, "")
	f.from = kit.NewDateField(d.stage, kit.Spec{Key: "from", Label: "First day", Required: true})
	f.to = kit.NewDateField(d.stage, kit.Spec{Key: "to", Label: "Last day", Hint: "Empty for open"})
	f.payee = kit.NewTextField(kit.Spec{Key: "payee", Label: "Paid to", Hint: "When it is not the partner itself"}, "")
	f.days = kit.NewTextField(kit.Spec{Key: "payment days", Label: "Paid within days of the statement", Check: func() string { return countProblem(f.days.Value()) }}, "30")
	f.notice = kit.NewTextField(kit.Spec{Key: "notice", Label: "Notice to end it", Hint: "3 months, 90 days; empty where none is agreed", Check: func() string {
		if _, err := calendar.ParseEvery(f.notice.Value()); err != nil {
			return err.Error()
		}
		return ""
	}}, "")
	f.note = kit.NewMultilineField(kit.Spec{Key: "note", Label: "Note"}, "", 2)
	code := kit.NewTextField(kit.Spec{Key: "currency", Label: "Currency", Required: true, Check: func() string { return currencyProblem(f.plan.currency.Value()) }}, "")
	code.Set(string(currency))
	f.form.Section("Agreement").Beside(f.from, f.to, code).Add(f.title, d.planField(func() *termsForm { return f.plan }))
	f.plan = newTermsForm(d, f.form, currency)
	f.plan.currency = code
	f.form.Section("Payment").Beside(f.payee, f.days).Add(f.notice, f.note)
	return f
}

// ready brings the form in step with what was set.
func (f *agreementForm) ready() {
	f.plan.follow()
	f.plan.tell()
}

// entered puts what was typed into an agreement.
func (f *agreementForm) entered(a app.Agreement) (app.Agreement, terms.Terms) {
	a.Title, a.PayeeName, a.Note = f.title.Value(), f.payee.Value(), f.note.Value()
	a.Notice, _ = calendar.ParseEvery(f.notice.Value()) // checked by the field
	a.From, a.To, a.PaymentDays = dayOf(f.from), dayOf(f.to), int(typedCount(f.days.Value()))
	return a, f.plan.terms()
}

// newAgreement opens the form of a draft.
func (d *Desk) newAgreement(p partnerFacts) {
	currency := p.row.Currency
	if currency == "" {
		currency = d.settings.Currency
	}
	f := newAgreementForm(d, currency)
	f.plan.people = p.people
	f.from.Set(d.today)
	f.days.Set("30")
	f.ready()
	d.openForm(formSpec{again: "agreement.new", title: "New agreement", note: "With " + p.row.Name + ". It is a draft until it is signed.", form: f.form, save: "Save draft",
		submit: func(ask app.Ask) act {
			a, plan := f.entered(app.Agreement{Partner: p.row.ID})
			return func(ctx context.Context) (app.Receipt, error) {
				r, err := d.firm.Agreements.Add(ctx, ask, a, plan)
				return r, atField(err)
			}
		}})
}

// editAgreement opens the form of a draft that is kept.
func (d *Desk) editAgreement(p partnerFacts, s app.Signed) {
	f := newAgreementForm(d, latestTerms(s).Currency)
	f.plan.people = p.people
	f.title.Set(s.Title)
	f.from.Set(s.From)
	f.to.Set(s.To)
	f.payee.Set(s.PayeeName)
	f.days.Set(strconv.Itoa(s.PaymentDays))
	f.notice.Set(s.Notice.String())
	f.note.Set(s.Note)
	if !f.plan.set(latestTerms(s)) {
		d.refuse(tooLong(s))
		return
	}
	f.ready()
	d.openForm(formSpec{title: "Edit draft " + s.Number, note: "With " + p.row.Name, form: f.form, save: "Save draft",
		submit: func(ask app.Ask) act {
			a, plan := f.entered(s.Agreement)
			return func(ctx context.Context) (app.Receipt, error) {
				r, err := d.firm.Agreements.Edit(ctx, ask, a, plan)
				return r, atField(err)
			}
		}})
}

// tooLong says that a plan is longer than the form.
func tooLong(s app.Signed) error {
	return app.No("The terms of "+s.Number+" have more rules or tiers than this form has room for; nothing was changed.",
		"Write them in a file and use: rapport agreement.")
}
