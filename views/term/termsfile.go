package term

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"
	"strconv"
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
	node, err := onlyDocument(raw)
	if err != nil {
		return terms.Terms{}, err
	}
	if err := shaped(node, reflect.TypeFor[termsFile](), ""); err != nil {
		return terms.Terms{}, err
	}
	text, err := json.Marshal(plain(node))
	if err != nil {
		return terms.Terms{}, err
	}
	var f termsFile
	if err := json.Unmarshal(text, &f); err != nil {
		return terms.Terms{}, err
	}
	return f.terms()
}

// plain turns a YAML tree into maps, lists, whole numbers and texts, so that no decimal ever becomes a float. What is null is left out.
func plain(n *yaml.Node) any {
	switch n.Kind {
	case yaml.MappingNode:
		out := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			if v := n.Content[i+1]; v.Tag != "!!null" {
				out[n.Content[i].Value] = plain(v)
			}
		}
		return out
	case yaml.SequenceNode:
		out := []any{}
		for _, c := range n.Content {
			out = append(out, plain(c))
		}
		return out
	}
	if n.Tag == "!!int" && whole(n) {
		return json.Number(n.Value)
	}
	return n.Value
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
		rule, err := r.rule(cur, fmt.Sprintf("rules.%d.", i+1))
		if err != nil {
			return t, err
		}
		t.Rules = append(t.Rules, rule)
	}
	if t.Cap, err = f.Cap.limit(cur, "cap."); err != nil {
		return t, err
	}
	t.Floor, err = f.Floor.limit(cur, "floor.")
	return t, err
}

// limit reads a cap or a floor; at begins the names of its fields.
func (l *limitFile) limit(cur money.Currency, at string) (*terms.Limit, error) {
	if l == nil {
		return nil, nil
	}
	amount, err := l.Amount.minor(cur, at+"amount")
	return &terms.Limit{Amount: amount, Window: terms.Window(l.Window)}, err
}

func (r ruleFile) rule(cur money.Currency, at string) (terms.Rule, error) {
	out := terms.Rule{Kind: terms.Kind(r.Kind), Basis: terms.Basis(r.Basis), Months: r.Months, Mode: terms.Mode(r.Mode),
		Measure: terms.Measure(r.Measure), Window: terms.Window(r.Window), Services: r.Services}
	var err error
	if out.Rate, err = r.Rate.rate(at + "rate"); err != nil {
		return out, err
	}
	if out.Flat, err = r.Flat.minor(cur, at+"flat"); err != nil {
		return out, err
	}
	for i, t := range r.Tiers {
		tier, err := t.tier(cur, out.Measure, fmt.Sprintf("%stiers.%d.", at, i+1))
		if err != nil {
			return out, err
		}
		out.Tiers = append(out.Tiers, tier)
	}
	return out, r.more(&out, cur, at)
}

func (t tierFile) tier(cur money.Currency, m terms.Measure, at string) (out terms.Tier, err error) {
	if m == terms.ByWonCount || m == terms.ByAcceptedCount {
		out.From, err = t.From.count(at + "from")
	} else {
		out.From, err = t.From.minor(cur, at+"from")
	}
	if err != nil {
		return out, err
	}
	if out.Rate, err = t.Rate.rate(at + "rate"); err != nil {
		return out, err
	}
	out.Flat, err = t.Flat.minor(cur, at+"flat")
	return out, err
}

// rate reads "10 %" as a percentage and 0.10 as a fraction.
func (v value) rate(field string) (r money.Rate, err error) {
	switch {
	case v == "":
		return r, nil
	case strings.Contains(string(v), "%"):
		r, err = money.ParsePercent(string(v))
	default:
		r, err = money.ParseRate(string(v))
	}
	return r, v.unread(field, err, "Write a rate such as 10 % or 0.10.")
}

func (v value) minor(cur money.Currency, field string) (int64, error) {
	if v == "" {
		return 0, nil
	}
	m, err := money.ParseAmount(string(v), cur, money.Point)
	return m.Minor, v.unread(field, err, "Write an amount such as 250.00.")
}

// count reads a number of referrals.
func (v value) count(field string) (n int64, err error) {
	if v == "" {
		return 0, nil
	}
	if n, err = strconv.ParseInt(string(v), 10, 32); err != nil {
		err = errors.New("it is not a whole number of referrals")
	}
	return n, v.unread(field, err, "Write a number such as 5.")
}

// unread says which field a value is of, and what to write instead.
func (v value) unread(field string, err error, try string) error {
	if err == nil {
		return nil
	}
	return app.Bad(field, fmt.Sprintf("%s of the terms file, %q, can't be read: %v.", field, string(v), err), try)
}
