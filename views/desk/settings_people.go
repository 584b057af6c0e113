package desk

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// spareRows is how many empty rows a form of a list offers; saved and opened again it has as many anew.
const spareRows = 2

// peopleFacts are the rules by which partners are found, brought in and kept, as they stand.
func peopleFacts(s app.Settings) []fyne.CanvasObject {
	var ideal, lists []string
	for _, c := range s.Ideal() {
		ideal = append(ideal, fmt.Sprintf("%s (%d)", c.Name, c.Weight))
	}
	for _, c := range s.Checklists {
		what := "all other types"
		if c.Type != "" {
			what = c.Type
		}
		lists = append(lists, what+": "+plural(int64(len(c.Items)), "item", "items"))
	}
	if len(lists) == 0 {
		lists = append(lists, "all types: the usual "+plural(int64(len(app.DefaultChecklist())), "item", "items"))
	}
	return factLines([2]string{"Ideal profile (weights)", inLines(ideal)}, [2]string{"Onboarding checklists", strings.Join(lists, "\n")},
		[2]string{"A credential that lapsed", lapseWords(s.Credentials)})
}

// lapseWords say what follows from a credential that ran out.
func lapseWords(r app.CredentialRule) string {
	of := "any of them"
	if len(r.Kinds) > 0 {
		words := make([]string, len(r.Kinds))
		for i, k := range r.Kinds {
			words[i] = string(k)
		}
		of = strings.Join(words, ", ")
	}
	switch r.Effect {
	case app.LapseWarns:
		return "commission runs, approvals and statements warn of it: " + of
	case app.LapseHolds:
		return "the partner's unpaid money is held: " + of
	}
	return "is pointed out on Today"
}

// editProfile asks for the criteria of the ideal partner and their weights.
func (d *Desk) editProfile() {
	form := kit.NewForm()
	type row struct {
		id           int
		name, weight *kit.TextField
		yesNo        *kit.CheckField
	}
	var rows []row
	list := append(slices.Clone(d.settings.Ideal()), make([]app.Criterion, spareRows)...)
	for i, c := range list {
		r := row{id: c.ID}
		r.name = kit.NewTextField(kit.Spec{Key: fmt.Sprint("name ", i), Label: fmt.Sprintf("Criterion %d", i+1)}, "What the ideal partner has")
		r.weight = countField(fmt.Sprint("weight ", i), "Weight", c.Weight)
		r.yesNo = kit.NewCheckField(kit.Spec{Key: fmt.Sprint("yes or no ", i), Label: "Rated"}, "By yes or no")
		r.name.Set(c.Name)
		r.yesNo.Set(c.YesNo)
		rows = append(rows, r)
		form.Beside(r.name, r.weight, r.yesNo)
	}
	d.openForm(formSpec{again: "settings.profile", title: "Profile of the ideal partner", note: "Weights count beside each other. A criterion whose name is emptied is taken off, with its ratings.", form: form,
		save: "Save settings", submit: func(ask app.Ask) act {
			s := d.settings
			s.Profile = nil
			for _, r := range rows {
				if r.name.Value() != "" {
					s.Profile = append(s.Profile, app.Criterion{ID: r.id, Name: r.name.Value(), Weight: int(typedCount(r.weight.Value())), YesNo: r.yesNo.Value()})
				}
			}
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Setup.Edit(ctx, ask, s) }
		}})
}

// countField asks for a whole number that may be left open; 0 shows nothing.
func countField(key, label string, value int) *kit.TextField {
	var f *kit.TextField
	f = kit.NewTextField(kit.Spec{Key: key, Label: label, Check: func() string { return countProblem(f.Value()) }}, "")
	if value > 0 {
		f.Set(strconv.Itoa(value))
	}
	return f
}

// checklistItems offers the checklists by type of partner.
func (d *Desk) checklistItems() []kit.MenuItem {
	var items []kit.MenuItem
	for _, kind := range append([]string{""}, d.settings.PartnerTypes...) {
		title := "For " + kind
		if kind == "" {
			title = "For every type without one of its own"
		}
		icon := map[bool]string{true: "check"}[slices.ContainsFunc(d.settings.Checklists, func(c app.Checklist) bool { return c.Type == kind })]
		items = append(items, kit.MenuItem{Title: title, Icon: icon, Run: func() { d.editChecklist(kind) }})
	}
	return items
}

// checklistRow is the fields of one item of a checklist.
type checklistRow struct {
	what, owner, days *kit.TextField
	kind              *kit.ChoiceField
	later             *kit.CheckField
}

func newChecklistRow(i int, c app.ChecklistItem, form *kit.Form) checklistRow {
	key := func(s string) string { return fmt.Sprint(s, " ", i) }
	r := checklistRow{
		what:  kit.NewTextField(kit.Spec{Key: key("what"), Label: fmt.Sprintf("Item %d", i+1)}, "What there is to do"),
		kind:  kit.NewChoiceField(kit.Spec{Key: key("kind"), Label: "Ticked"}, onboardPairs()...),
		owner: kit.NewTextField(kit.Spec{Key: key("owner"), Label: "Who does it"}, "Who looks after the partner"),
		days:  countField(key("days"), "Days after it began", c.Days),
		later: kit.NewCheckField(kit.Spec{Key: key("later"), Label: "Activation"}, "May come after"),
	}
	r.what.Set(c.What)
	r.kind.Set(string(app.OnboardOwn))
	if c.Kind != "" {
		r.kind.Set(string(c.Kind))
	}
	r.owner.Set(c.Owner)
	r.later.Set(c.Later)
	form.Beside(r.what, r.kind).Beside(r.owner, r.days, r.later)
	return r
}

// onboardPairs says of each kind of item who ticks it.
func onboardPairs() []kit.Pair {
	words := map[app.OnboardKind]string{app.OnboardOwn: "By hand", app.OnboardMaterials: "By hand: materials", app.OnboardAgreement: "When an agreement is in force",
		app.OnboardKickoff: "When a kickoff was held", app.OnboardTax: "When tax details are kept", app.OnboardBank: "When bank details are confirmed", app.OnboardReferral: "When a referral was logged"}
	var out []kit.Pair
	for _, k := range app.OnboardKinds() {
		out = append(out, kit.Pair{Value: string(k), Text: words[k]})
	}
	return out
}

// editChecklist asks for what partners of a type go through before they are active.
func (d *Desk) editChecklist(kind string) {
	form := kit.NewForm()
	own := kit.NewCheckField(kit.Spec{Key: "own", Label: "This type"}, "Has a checklist of its own")
	own.Set(true)
	if kind != "" {
		form.Add(own)
	}
	var rows []checklistRow
	for i, c := range append(slices.Clone(d.settings.ChecklistOf(kind)), make([]app.ChecklistItem, spareRows)...) {
		rows = append(rows, newChecklistRow(i, c, form))
	}
	title := "Onboarding of " + kind
	if kind == "" {
		title = "Onboarding of every other type"
	}
	d.openForm(formSpec{title: title, note: "For partners that enter onboarding from now on. An item whose words are emptied is taken off.", form: form, save: "Save settings",
		submit: func(ask app.Ask) act {
			s := d.settings
			s.Checklists = slices.DeleteFunc(slices.Clone(s.Checklists), func(c app.Checklist) bool { return c.Type == kind })
			list := app.Checklist{Type: kind}
			for _, r := range rows {
				if r.what.Value() != "" {
					list.Items = append(list.Items, app.ChecklistItem{Kind: app.OnboardKind(r.kind.Value()), What: r.what.Value(), Owner: r.owner.Value(), Days: int(typedCount(r.days.Value())), Later: r.later.Value()})
				}
			}
			if own.Value() {
				s.Checklists = append(s.Checklists, list)
			}
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Setup.Edit(ctx, ask, s) }
		}})
}

// editCredentialRule asks what follows when a credential lapses.
func (d *Desk) editCredentialRule() {
	now := d.settings.Credentials
	effect := kit.NewChoiceField(kit.Spec{Key: "lapsed credential", Label: "When one has run out"}, kit.Pair{Value: "", Text: "Point it out"}, kit.Pair{Value: string(app.LapseWarns), Text: "Warn"},
		kit.Pair{Value: string(app.LapseHolds), Text: "Hold money"})
	effect.Set(string(now.Effect))
	form := kit.NewForm().Add(effect).Put(planCard("What is held", "Everything unpaid of the partner that is not on a statement yet, from the next commission run, approval or statement run on. "+
		"A renewal lets it go, or a person, line by line."))
	kinds := map[app.CredentialKind]*kit.CheckField{}
	for _, k := range app.CredentialKinds() {
		kinds[k] = kit.NewCheckField(kit.Spec{Key: "required " + string(k), Label: capital(string(k))}, "Has to be valid")
		kinds[k].Set(len(now.Kinds) == 0 || slices.Contains(now.Kinds, k))
		form.Add(kinds[k])
	}
	d.openForm(formSpec{again: "settings.credentials", title: "Lapsed credentials", note: "Licences, insurance and screenings of partners.", form: form, save: "Save settings", submit: func(ask app.Ask) act {
		s := d.settings
		s.Credentials = app.CredentialRule{Effect: app.LapseEffect(effect.Value())}
		for _, k := range app.CredentialKinds() {
			if kinds[k].Value() {
				s.Credentials.Kinds = append(s.Credentials.Kinds, k)
			}
		}
		if len(s.Credentials.Kinds) == len(kinds) {
			s.Credentials.Kinds = nil
		}
		return func(ctx context.Context) (app.Receipt, error) { return d.firm.Setup.Edit(ctx, ask, s) }
	}})
}
