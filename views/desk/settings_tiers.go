package desk

import (
	"context"
	"regexp"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/money"
	"rapport/app/terms"
	"rapport/views/kit"
)

// tierFacts are the firm's partner tiers, as they stand.
func tierFacts(s app.Settings) []fyne.CanvasObject {
	if len(s.PartnerTiers) == 0 {
		return []fyne.CanvasObject{kit.NewText("None. Agreements may pay by tiers such as silver and gold.", kit.Look{Role: kit.RoleMuted, Wrap: true})}
	}
	return factLines([2]string{"Tiers, the lowest first", strings.Join(tierLines(s), "\n")},
		[2]string{"Reviewed", map[bool]string{true: "before every commission run", false: "when somebody asks for it"}[s.TiersByRule]})
}

// tierLines writes partner tiers as they are typed, one a line: a name, and after = what it is reached by.
func tierLines(s app.Settings) []string {
	out := make([]string, len(s.PartnerTiers))
	for i, t := range s.PartnerTiers {
		switch {
		case t.AtLeast == 0:
			out[i] = t.Name
		case t.Measure == terms.ByWonCount:
			out[i] = t.Name + " = " + strconv.FormatInt(t.AtLeast, 10) + " won, " + string(t.Window)
		default:
			out[i] = t.Name + " = " + money.New(t.AtLeast, s.Currency).Amount() + " collected, " + string(t.Window)
		}
	}
	return out
}

// readTiers reads what tierLines writes.
func readTiers(text string, c money.Currency) ([]app.PartnerTier, error) {
	var out []app.PartnerTier
	for line := range strings.Lines(text) {
		name, rule, ruled := strings.Cut(strings.TrimSpace(line), "=")
		t := app.PartnerTier{Name: strings.TrimSpace(name)}
		if ruled && !readTierRule(rule, c, &t) {
			return nil, app.Bad("partner tiers", "It can't be read what "+t.Name+" is reached by.", "Write "+tierExample+".")
		}
		if t.Name != "" || ruled {
			out = append(out, t)
		}
	}
	return out, nil
}

const tierExample = "Silver = 5 won, calendar year, or Gold = 50,000.00 collected, quarter"

func readTierRule(rule string, c money.Currency, t *app.PartnerTier) bool {
	m := regexp.MustCompile(`^\s*([\d.,' ]+?)\s*(won|collected)\s*,\s*(.+?)\s*$`).FindStringSubmatch(strings.ToLower(rule))
	if m == nil {
		return false
	}
	t.Measure, t.Window = terms.ByRevenue, terms.Window(m[3])
	if m[2] == "won" {
		n, err := strconv.ParseInt(m[1], 10, 32)
		t.Measure, t.AtLeast = terms.ByWonCount, n
		return err == nil && n > 0
	}
	sum, err := money.ParseAmount(m[1], c, money.Point)
	t.AtLeast = sum.Minor
	return err == nil && sum.Minor > 0
}

// editTiers asks for the firm's partner tiers.
func (d *Desk) editTiers() {
	list := kit.NewMultilineField(kit.Spec{Key: "partner tiers", Label: "Tiers, the lowest first", Hint: "One a line; a name alone is given by hand only"}, "", 6)
	list.Set(strings.Join(tierLines(d.settings), "\n"))
	auto := kit.NewCheckField(kit.Spec{Key: "tiers by rule", Label: "Review"}, "Before every commission run")
	auto.Set(d.settings.TiersByRule)
	s := d.settings
	form := kit.NewForm().Put(planCard("How to write it", tierExample+".\nThe time is a calendar year, quarter, month, or lifetime; amounts are in "+string(s.Currency)+".")).Add(list, auto)
	d.openForm(formSpec{again: "settings.tiers", title: "Partner tiers", note: "Agreements may pay by the tier of the day.", form: form, save: "Save settings", submit: func(ask app.Ask) act {
		text, on := list.Value(), auto.Value()
		return func(ctx context.Context) (_ app.Receipt, err error) {
			if s.PartnerTiers, err = readTiers(text, s.Currency); err != nil {
				return app.Receipt{}, err
			}
			s.TiersByRule = on
			return d.firm.Setup.Edit(ctx, ask, s)
		}
	}})
}
