package term

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"go.yaml.in/yaml/v3"

	"rapport/app"
	"rapport/app/money"
	"rapport/app/terms"
)

// termsFile is agreement terms as people write them: amounts in whole currency ("250.00"), rates as "10 %" or 0.10.
type termsFile struct {
	Currency string     `json:"currency"`
	Rounding string     `json:"rounding"`
	Rules    []ruleFile `json:"rules"`
	Cap      *limitFile `json:"cap"`
	Floor    *limitFile `json:"floor"`
	HoldDays int        `json:"hold_days"`
	Tail     terms.Tail `json:"tail"`
}

type ruleFile struct {
	Kind     string     `json:"kind"`
	Basis    string     `json:"basis"`
	Rate     value      `json:"rate"`
	Flat     value      `json:"flat"`
	Months   int        `json:"months"`
	Mode     string     `json:"mode"`
	Measure  string     `json:"measure"`
	Window   string     `json:"window"`
	Tiers    []tierFile `json:"tiers"`
	Services []string   `json:"services"`
	ruleMore
}

type tierFile struct {
	From value `json:"from"`
	Rate value `json:"rate"`
	Flat value `json:"flat"`
}

type limitFile struct {
	Amount value  `json:"amount"`
	Window string `json:"window"`
}

// value is a number or a text, kept exactly as it was written.
type value string

// UnmarshalJSON takes "10 %", "0.10" and 0.10 alike.
func (v *value) UnmarshalJSON(b []byte) error {
	var s string
	if json.Unmarshal(b, &s) == nil {
		*v = value(s)
		return nil
	}
	var n json.Number
	if err := json.Unmarshal(b, &n); err != nil {
		return fmt.Errorf("%s is neither a number nor a text", b)
	}
	*v = value(n)
	return nil
}

// readTerms reads a JSON or YAML file of terms. The terms themselves are checked by the agreement's use-case.
func readTerms(path string) (terms.Terms, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return terms.Terms{}, app.Bad("terms", fmt.Sprintf("The terms file can't be read: %v.", err), "Check its path.")
	}
	t, err := parseTerms(raw)
	var p *app.Problem
	if err != nil && !errors.As(err, &p) {
		err = app.Bad("terms", fmt.Sprintf("The terms file can't be understood: %v.", err), "See the manual for an example of each kind.")
	}
	return t, err
}

func parseTerms(raw []byte) (terms.Terms, error) {
	var node yaml.Node // YAML is a superset of JSON; numbers keep the digits they were written with
	if err := yaml.Unmarshal(raw, &node); err != nil {
		return terms.Terms{}, err
	}
	tree, err := plain(&node)
	if err != nil {
		return terms.Terms{}, err
	}
	text, err := json.Marshal(tree)
	if err != nil {
		return terms.Terms{}, err
	}
	var f termsFile
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return terms.Terms{}, err
	}
	return f.terms()
}

// plain turns a YAML tree into maps, lists, whole numbers and texts, so that no decimal ever becomes a float.
func plain(n *yaml.Node) (any, error) {
	switch n.Kind {
	case yaml.DocumentNode:
		return plain(n.Content[0])
	case yaml.MappingNode:
		out := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			v, err := plain(n.Content[i+1])
			if err != nil {
				return nil, err
			}
			out[n.Content[i].Value] = v
		}
		return out, nil
	case yaml.SequenceNode:
		out := []any{}
		for _, c := range n.Content {
			v, err := plain(c)
			if err != nil {
				return nil, err
			}
			out = append(out, v)
		}
		return out, nil
	case yaml.ScalarNode:
		if n.Tag == "!!int" {
			return json.Number(n.Value), nil
		}
		return n.Value, nil
	}
	return nil, fmt.Errorf("line %d holds something terms don't have", n.Line)
}

func (f termsFile) terms() (terms.Terms, error) {
	cur, err := money.ParseCurrency(f.Currency)
	if err != nil {
		return terms.Terms{}, unread("currency", err)
	}
	t := terms.Terms{Currency: cur, HoldDays: f.HoldDays, Tail: f.Tail}
	if f.Rounding != "" {
		if t.Rounding, err = money.ParseMode(strings.ReplaceAll(f.Rounding, " ", "-")); err != nil {
			return t, unread("rounding", err)
		}
	}
	for i, r := range f.Rules {
		rule, err := r.rule(cur)
		if err != nil {
			return t, app.Bad(fmt.Sprintf("rule %d", i+1), fmt.Sprintf("Rule %d: %v", i+1, err), "Correct it in the terms file.")
		}
		t.Rules = append(t.Rules, rule)
	}
	if t.Cap, err = f.Cap.limit(cur); err != nil {
		return t, unread("cap", err)
	}
	if t.Floor, err = f.Floor.limit(cur); err != nil {
		return t, unread("floor", err)
	}
	return t, nil
}

func (l *limitFile) limit(cur money.Currency) (*terms.Limit, error) {
	if l == nil {
		return nil, nil
	}
	amount, err := l.Amount.minor(cur)
	return &terms.Limit{Amount: amount, Window: terms.Window(l.Window)}, err
}

func (r ruleFile) rule(cur money.Currency) (terms.Rule, error) {
	out := terms.Rule{Kind: terms.Kind(r.Kind), Basis: terms.Basis(r.Basis), Months: r.Months, Mode: terms.Mode(r.Mode),
		Measure: terms.Measure(r.Measure), Window: terms.Window(r.Window), Services: r.Services}
	var err error
	if out.Rate, err = r.Rate.rate(); err != nil {
		return out, err
	}
	if out.Flat, err = r.Flat.minor(cur); err != nil {
		return out, err
	}
	for _, t := range r.Tiers {
		tier, err := t.tier(cur, out.Measure)
		if err != nil {
			return out, err
		}
		out.Tiers = append(out.Tiers, tier)
	}
	return out, r.more(&out, cur)
}

func (t tierFile) tier(cur money.Currency, m terms.Measure) (out terms.Tier, err error) {
	unit := cur
	if m == terms.ByWonCount || m == terms.ByAcceptedCount {
		unit = "JPY" // a count has no minor units
	}
	if out.From, err = t.From.minor(unit); err != nil {
		return out, err
	}
	if out.Rate, err = t.Rate.rate(); err != nil {
		return out, err
	}
	out.Flat, err = t.Flat.minor(cur)
	return out, err
}

// rate reads "10 %" as a percentage and 0.10 as a fraction.
func (v value) rate() (money.Rate, error) {
	if v == "" {
		return money.Rate{}, nil
	}
	if strings.Contains(string(v), "%") {
		return money.ParsePercent(string(v))
	}
	return money.ParseRate(string(v))
}

func (v value) minor(cur money.Currency) (int64, error) {
	if v == "" {
		return 0, nil
	}
	m, err := money.ParseAmount(string(v), cur, money.Point)
	return m.Minor, err
}
