package desk

import (
	"regexp"
	"strconv"

	"rapport/app"
	"rapport/app/terms"
	"rapport/views/kit"
)

// rulePeople are the fields of a rule that name a person of the partner: whose introductions it is for, and who is paid.
type rulePeople struct {
	of         func() []app.Person
	only, paid *kit.PickField
}

func newRulePeople(r *ruleBlock) *rulePeople {
	p := &rulePeople{of: r.people}
	pick := func(key, label, hint string, required bool) *kit.PickField {
		return kit.NewPickField(r.d.stage, kit.Spec{Key: r.key(key), Label: label, Hint: hint, Required: required}, findPeople(p.of))
	}
	p.only = pick("when.person", "Only introductions by", "Empty: by anybody", false)
	p.paid = pick("payee.person", "Who is paid", "One of the partner's people", true)
	return p
}

// follow shows the fields where there is somebody to choose; more tells whether the rule shows its limits.
func (p *rulePeople) follow(more bool, to terms.PayeeKind) {
	_, chosen := p.only.Value()
	kit.Shown(p.only, more && (chosen || len(p.of()) > 0))
	kit.Shown(p.paid, more && to == terms.ToPerson)
}

func (p *rulePeople) set(rule terms.Rule) {
	p.only.Set(p.option(rule.When.Person))
	p.paid.Set(p.option(rule.Payee.Person))
}

// option is a person by the number that terms know them by; somebody who is not at the partner any more stays a number.
func (p *rulePeople) option(id int64) kit.Option {
	if id == 0 {
		return kit.Option{}
	}
	for _, who := range p.of() {
		if int64(who.ID) == id {
			return kit.Option{ID: id, Text: who.Name, Note: who.Role}
		}
	}
	return kit.Option{ID: id, Text: "Person " + strconv.FormatInt(id, 10)}
}

func chosenID(f *kit.PickField) int64 {
	o, _ := f.Value()
	return o.ID
}

// namedPeople puts names in the place of the numbers by which terms know people.
func namedPeople(words string, people []app.Person) string {
	return regexp.MustCompile(`person \d+`).ReplaceAllStringFunc(words, func(text string) string {
		for _, p := range people {
			if text == "person "+strconv.FormatInt(int64(p.ID), 10) {
				return p.Name
			}
		}
		return text
	})
}
