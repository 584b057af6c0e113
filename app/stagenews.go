package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"rapport/app/letter"
)

// StageRule says that partners are told when a referral of theirs comes to a stage. What they are told waits for a look, unless Auto.
type StageRule struct {
	Stage    Stage        `json:"stage"`
	Template ID[Template] `json:"template"`
	To       string       `json:"to,omitempty"`      // of RuleRecipients; empty: the first of them
	Amounts  bool         `json:"amounts,omitempty"` // money may be named; else its fields have nothing to say
	Names    bool         `json:"names,omitempty"`   // the client may be named as far as the partner may see it; else by code
	Auto     bool         `json:"auto,omitempty"`    // queued at once
}

// Tells says what of the client and of money a rule lets be said.
func (r StageRule) Tells() string {
	client, amounts := "the client by its code", "no amounts"
	if r.Names {
		client = "the client as the partner may see it"
	}
	if r.Amounts {
		amounts = "amounts"
	}
	return client + ", " + amounts
}

// Goes says whether what a rule writes waits.
func (r StageRule) Goes() string {
	if r.Auto {
		return "queued at once"
	}
	return "waits for a look"
}

// RuleRecipients are who may be told: who introduced the client (else the first person of the partner), the partner at its own address, or
// every partner that is credited.
func RuleRecipients() []string {
	return []string{"who introduced", "the partner", "everybody credited"}
}

// RuleStages are the stages that partners may be told of.
func RuleStages() []Stage {
	return []Stage{Checking, Accepted, Contacted, Meeting, Proposal, Won, Lost, NotAccepted, Duplicate, Withdrawn}
}

// mostRules is how many rules a firm may have.
const mostRules = 40

func checkRules(rules []StageRule) error {
	if len(rules) > mostRules {
		return Bad("rules", fmt.Sprintf("At most %d rules.", mostRules), "Remove those that are not used.")
	}
	for _, r := range rules {
		switch {
		case !slices.Contains(RuleStages(), r.Stage):
			return Bad("stage", fmt.Sprintf("Nobody is told when a referral is %q.", r.Stage), "Choose "+orList(words(RuleStages()))+".")
		case r.Template == 0:
			return Bad("template", "A rule needs a template.", "Choose one of the e-mails.")
		case r.To != "" && !slices.Contains(RuleRecipients(), r.To):
			return Bad("to", fmt.Sprintf("%q can't be told.", r.To), "Choose "+orList(RuleRecipients())+".")
		}
	}
	return nil
}

// tellStage writes what the firm's rules tell of a referral that came to a stage. Nothing of it stands in the way of the stage: who can't
// be told is said.
func (t *tx) tellStage(r Referral) error {
	for _, rule := range t.settings.Mail.Rules {
		if rule.Stage != r.Stage {
			continue
		}
		m, err := t.Template(rule.Template)
		if IsNotFound(err) {
			t.warn("Nobody is told: the template of the rule for %s is gone.", rule.Stage)
			continue
		}
		if err != nil {
			return err
		}
		partners, err := t.toldOf(r, rule)
		if err != nil {
			return err
		}
		for _, about := range partners {
			if err := t.tellPartner(rule, m, r, about); err != nil {
				return err
			}
		}
	}
	return nil
}

// toldOf gives whom a rule tells of a referral.
func (t *tx) toldOf(r Referral, rule StageRule) ([]About, error) {
	about := About{Partner: r.Partner, Person: r.Person, Referral: r.ID, Plain: !rule.Names, NoMoney: !rule.Amounts}
	all := []About{about}
	if rule.To != "everybody credited" || !r.Split {
		return all, nil
	}
	credited, err := t.Attribution(r.ID)
	for _, a := range credited {
		if !slices.ContainsFunc(all, func(o About) bool { return o.Partner == a.Partner }) {
			one := about
			one.Partner, one.Person = a.Partner, a.Person
			all = append(all, one)
		}
	}
	return all, err
}

// tellPartner writes one message; a refusal is a warning.
func (t *tx) tellPartner(rule StageRule, m Template, r Referral, about About) error {
	w, err := t.f.fill(t, t.settings, letter.NewPress(), m, about)
	if err != nil {
		return t.untoldStage(r, err)
	}
	item := MailItem{Message: Message{Partner: about.Partner, Person: about.Person, Referral: r.ID, Kind: MessageStage, Language: m.Language,
		Subject: orElse(w.Subject, m.Title), Body: w.Body, State: queuedIf(rule.Auto && len(w.Missing) == 0)}}
	if len(w.Missing) > 0 {
		item.Said = "Nothing is said of " + strings.Join(w.Missing, ", ") + "."
	}
	if item.AsPartner = rule.To == "the partner"; item.AsPartner {
		item.Person = 0
	}
	told, err := t.writeMessage(item)
	if err != nil {
		return t.untoldStage(r, err)
	}
	t.touch(KindMessage, int64(told.ID))
	words := "%s to %s waits for a look."
	if told.State == MessageQueued {
		words = "%s to %s is queued."
	}
	t.warn(words, told.Number, orElse(told.ToName, told.To))
	return nil
}

// untoldStage says why somebody is not told; only what is wrong with the file itself stops the act.
func (t *tx) untoldStage(r Referral, err error) error {
	if p := AsProblem(err); p.Kind == Refused || p.Kind == Invalid || p.Kind == NotFound {
		t.warn("Nobody is told of %s: %s", r.Number, p.Error())
		return nil
	}
	return err
}

// AddRule adds a rule of what partners are told.
func (u Messages) AddRule(ctx context.Context, ask Ask, rule StageRule) (Receipt, error) {
	return u.rules(ctx, ask, func(t *tx, list []StageRule) ([]StageRule, string, error) {
		m, err := t.Template(rule.Template)
		if err != nil {
			return nil, "", err
		}
		if m.Kind != EmailPiece && m.Kind != LetterPiece {
			return nil, "", Bad("template", fmt.Sprintf("%s is for %s, not to be sent.", m.Title, m.Kind), "Choose an e-mail or a letter.")
		}
		if slices.ContainsFunc(list, func(o StageRule) bool { return o.Stage == rule.Stage && o.Template == rule.Template && o.To == rule.To }) {
			return nil, "", No("There is this rule already.", "Remove it first to change it.")
		}
		return append(list, rule), fmt.Sprintf("Partners are told when a referral is %s, with %s", rule.Stage, m.Title), nil
	})
}

// RemoveRule removes the rule at a place of the list, counted from 1.
func (u Messages) RemoveRule(ctx context.Context, ask Ask, no int) (Receipt, error) {
	return u.rules(ctx, ask, func(_ *tx, list []StageRule) ([]StageRule, string, error) {
		if no < 1 || no > len(list) {
			return nil, "", Missing(fmt.Sprintf("Rule %d", no))
		}
		return slices.Delete(list, no-1, no), fmt.Sprintf("Removed the rule for %s", list[no-1].Stage), nil
	})
}

// rules changes the list of rules in the settings.
func (u Messages) rules(ctx context.Context, ask Ask, change func(*tx, []StageRule) ([]StageRule, string, error)) (Receipt, error) {
	return u.f.write(ctx, ask, "settings.edit", func(t *tx) error {
		s := t.settings
		list, did, err := change(t, slices.Clone(s.Mail.Rules))
		if err != nil {
			return err
		}
		s.Mail.Rules = list
		if err := checkRules(list); err != nil {
			return err
		}
		s.Version++
		t.did(KindSettings, 1, "%s", did)
		return orError(t.PutSettings(s), t.image(KindSettings, 1, t.settings, s))
	})
}
