package desk

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/money"
	"rapport/views/files"
	"rapport/views/kit"
)

// approvalFacts are the rules for approving, as they stand.
func approvalFacts(s app.Settings) []fyne.CanvasObject {
	eyes := "not asked for"
	if s.FourEyes {
		eyes = "who approves is not who entered the fee or ran the commission"
	}
	who := "everybody"
	if len(s.Approvers) > 0 {
		who = strings.Join(approverLines(s), "\n")
	}
	return factLines([2]string{"Four eyes", eyes}, [2]string{"Who may approve", who})
}

// approverLines writes approvers as they are typed: a name, and after = up to how much a line.
func approverLines(s app.Settings) []string {
	out := make([]string, len(s.Approvers))
	for i, a := range s.Approvers {
		if out[i] = a.Name; a.UpTo > 0 {
			out[i] += " = " + money.New(a.UpTo, s.Currency).Amount()
		}
	}
	return out
}

// readApprovers reads what approverLines writes.
func readApprovers(text string, c money.Currency) ([]app.Approver, error) {
	var out []app.Approver
	for line := range strings.Lines(text) {
		name, limit, limited := strings.Cut(strings.TrimSpace(line), "=")
		if strings.TrimSpace(name) == "" && !limited {
			continue
		}
		a := app.Approver{Name: strings.TrimSpace(name)}
		if limited {
			m, err := money.ParseAmount(strings.TrimSpace(limit), c, money.Point)
			if err != nil {
				return nil, app.Bad("approvers", err.Error(), "Write it as Ann Lowe = 5,000.00")
			}
			a.UpTo = m.Minor
		}
		out = append(out, a)
	}
	return out, nil
}

// editApproval asks who approves.
func (d *Desk) editApproval() {
	eyes := kit.NewCheckField(kit.Spec{Key: "four eyes", Label: "Four eyes"}, "Who approves is not who entered the fee or ran the commission")
	eyes.Set(d.settings.FourEyes)
	who := kit.NewMultilineField(kit.Spec{Key: "approvers", Label: "Who may approve", Hint: "One a line, with a limit for one amount: Ann Lowe = 5,000.00. Empty: everybody"}, "", 5)
	who.Set(strings.Join(approverLines(d.settings), "\n"))
	s := d.settings
	d.openForm(formSpec{again: "settings.approval", title: "Approval", note: "Names as they stand in the history of changes. The file has no passwords: this guards against slips.",
		form: kit.NewForm().Add(eyes, who), save: "Save settings", submit: func(ask app.Ask) act {
			on, text := eyes.Value(), who.Value()
			return func(ctx context.Context) (app.Receipt, error) {
				list, err := readApprovers(text, s.Currency)
				if err != nil {
					return app.Receipt{}, err
				}
				s.FourEyes, s.Approvers = on, list
				return d.firm.Setup.Edit(ctx, ask, s)
			}
		}})
}

// drawRates lists the pairs of the rate table.
func (s *settings) drawRates(pairs []app.RatePair) {
	if len(pairs) == 0 {
		replace(s.rates, kit.NewText("No rates. They are needed where fees and agreements have different currencies.", kit.Look{Role: kit.RoleMuted, Wrap: true}))
		return
	}
	lines := make([]fyne.CanvasObject, 0, len(pairs))
	for _, p := range pairs {
		lines = append(lines, quietLine("1 "+string(p.From)+" = "+p.FX.String()+" "+string(p.To), p.Source+", "+dayWords(p.Day, s.d.today)+" · "+
			plural(p.Count, "day", "days")+" since "+dayWords(p.First, s.d.today), nil))
	}
	replace(s.rates, lines...)
}

// addRate asks for one rate.
func (d *Desk) addRate() {
	from := kit.NewTextField(kit.Spec{Key: "from", Label: "1 of", Required: true}, "USD")
	to := kit.NewTextField(kit.Spec{Key: "to", Label: "buys so many", Required: true}, string(d.settings.Currency))
	to.Set(string(d.settings.Currency))
	rate := kit.NewTextField(kit.Spec{Key: "rate", Label: "Rate", Required: true}, "1.0837")
	day := kit.NewDateField(d.stage, kit.Spec{Key: "day", Label: "Day", Required: true})
	day.Set(d.today)
	source := kit.NewTextField(kit.Spec{Key: "source", Label: "Source", Required: true, Hint: "Kept with every line that uses it"}, "")
	d.openForm(formSpec{again: "rate.add", title: "Enter an exchange rate", note: "Lines keep the rate they were worked out with.",
		form: kit.NewForm().Beside(from, to).Beside(rate, day).Add(source), save: "Enter rate", submit: func(ask app.Ask) act {
			r := app.Rate{From: money.Currency(from.Value()), To: money.Currency(to.Value()), Day: dayOf(day), Source: source.Value()}
			text := rate.Value()
			return func(ctx context.Context) (_ app.Receipt, err error) {
				if r.FX, err = money.ParseFX(text); err != nil {
					return app.Receipt{}, app.Bad("rate", err.Error(), "")
				}
				return d.firm.Rates.Add(ctx, ask, r)
			}
		}})
}

// importRates asks for the ECB's file and takes it in.
func (d *Desk) importRates() {
	if d.opts.Outside == nil {
		d.refuse(app.No("This window has no way to files.", "Use the command line: rapport rate import."))
		return
	}
	ask := app.Ask{Key: d.opts.NewKey()}
	d.do(func(ctx context.Context) (app.Receipt, error) {
		name, raw, err := d.opts.Outside.PickFile(ctx, "Choose the ECB's eurofxref-hist.csv", ".csv")
		if err != nil || name == "" {
			return app.Receipt{}, err
		}
		table, err := files.Open(name, raw, files.Options{Delimiter: ","})
		if err != nil {
			return app.Receipt{}, app.Bad("file", err.Error(), "")
		}
		r, _, err := d.firm.Rates.ImportReference(ctx, ask, table, nil, 0)
		return r, err
	}, nil)
}
