package term

import (
	"fmt"
	"strings"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// ruleMore is what a rule of a terms file may say beside its figures.
type ruleMore struct {
	Adds     flag             `json:"adds"`
	CostRate value            `json:"cost_rate"`
	When     *terms.Condition `json:"when"`
	On       string           `json:"on"`
	Count    int              `json:"count"`
	Over     value            `json:"over"`
	Every    string           `json:"every"`
	Start    calendar.Day     `json:"start"`
	Advance  flag             `json:"advance"`
	ProRata  flag             `json:"pro_rata"`
	Lasts    int              `json:"lasts"`
	Cap      *limitFile       `json:"cap"`
	Floor    *limitFile       `json:"floor"`
	HoldDays *int             `json:"hold_days"`
	Tail     *terms.Tail      `json:"tail"`
	Payee    *terms.Payee     `json:"payee"`
}

// flag is yes or no, as JSON and YAML write it.
type flag bool

// UnmarshalJSON takes true, "true" and "yes" alike.
func (f *flag) UnmarshalJSON(b []byte) error {
	switch strings.Trim(string(b), `"`) {
	case "true", "yes", "True", "Yes":
		*f = true
	case "false", "no", "False", "No":
		*f = false
	default:
		return fmt.Errorf("%s is neither yes nor no", b)
	}
	return nil
}

// more puts it into a rule; at begins the names of its fields.
func (m *ruleMore) more(out *terms.Rule, cur money.Currency, at string) (err error) {
	out.Adds, out.Advance, out.ProRata = bool(m.Adds), bool(m.Advance), bool(m.ProRata)
	out.On, out.Count, out.Every, out.Start, out.Lasts = terms.Moment(m.On), m.Count, terms.Cadence(m.Every), m.Start, m.Lasts
	out.HoldDays, out.Tail = m.HoldDays, m.Tail
	if m.When != nil {
		out.When = *m.When
	}
	if m.Payee != nil {
		out.Payee = *m.Payee
	}
	if out.CostRate, err = m.CostRate.rate(at + "cost_rate"); err != nil {
		return err
	}
	if out.Over, err = m.Over.minor(cur, at+"over"); err != nil {
		return err
	}
	if out.Cap, err = m.Cap.limit(cur, at+"cap."); err != nil {
		return err
	}
	out.Floor, err = m.Floor.limit(cur, at+"floor.")
	return err
}
