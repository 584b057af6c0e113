package app

import (
	"fmt"
	"slices"

	"rapport/app/money"
	"rapport/app/names"
)

// samePerson compares two names of the audit log as people would.
func samePerson(a, b string) bool { return names.Fold(a) == names.Fold(b) }

// mayApprove holds an approval of one amount against the firm's rules: who may approve, up to how much, and that none of the
// makers (who entered it, who ran it) is the one who approves. what begins the sentence: "Line 12", "Payout 3".
func (t *tx) mayApprove(what string, amount money.Money, makers ...string) error {
	if t.settings.FourEyes && slices.ContainsFunc(makers, func(m string) bool { return samePerson(m, t.actor) }) {
		return No(fmt.Sprintf("%s was entered or worked out by %s, and this firm wants a second pair of eyes.", what, t.actor),
			"Let "+t.others()+" approve it.")
	}
	if len(t.settings.Approvers) == 0 {
		return nil
	}
	limit, ok := t.approver()
	if !ok {
		return No(fmt.Sprintf("%s is not among those who may approve.", orElse(t.actor, "Who asks")), "Let "+t.others()+" approve it.")
	}
	if limit == 0 {
		return nil
	}
	worth, err := t.worth(amount)
	if err != nil || worth <= limit {
		return err
	}
	return No(fmt.Sprintf("%s of %s is above %s, up to which %s may approve.", what, amount, money.New(limit, t.settings.Currency), t.actor),
		"Let "+t.mayMore(worth)+" approve it.")
}

// approver gives the limit of the one who asks.
func (t *tx) approver() (limit int64, ok bool) {
	for _, a := range t.settings.Approvers {
		if samePerson(a.Name, t.actor) {
			return a.UpTo, true
		}
	}
	return 0, false
}

// worth is an amount without its sign in the base currency, at today's rate, for comparison with a limit.
func (t *tx) worth(m money.Money) (int64, error) {
	r, ok, err := rateOf(t, t.settings, m.Currency, t.settings.Currency, t.today)
	if err != nil {
		return 0, err
	}
	if !ok {
		return 0, No(fmt.Sprintf("%s has a limit in %s, and there is no exchange rate to compare %s with it.", t.actor, t.settings.Currency, m),
			"Enter a rate, or let "+t.mayMore(money.Max)+" approve it.")
	}
	in, err := r.FX.Convert(m.Abs(), t.settings.Currency, money.HalfUp)
	return in.Minor, err
}

// others names who else may approve.
func (t *tx) others() string { return t.whoMay(func(Approver) bool { return true }) }

// mayMore names who may approve an amount.
func (t *tx) mayMore(worth int64) string {
	return t.whoMay(func(a Approver) bool { return a.UpTo == 0 || a.UpTo >= worth })
}

func (t *tx) whoMay(fits func(Approver) bool) string {
	var who []string
	for _, a := range t.settings.Approvers {
		if fits(a) && !samePerson(a.Name, t.actor) {
			who = append(who, a.Name)
		}
	}
	if len(who) == 0 {
		return "somebody else"
	}
	return orList(who)
}

// checkApprovers holds the list of the settings against itself: every name once, and somebody without a limit.
func checkApprovers(list []Approver) error {
	limited := len(list) > 0
	for i := range list {
		a := &list[i]
		if a.Name = names.Clean(a.Name); a.Name == "" {
			return Bad("approvers", "An approver needs a name.", "Enter it as it stands in the history of changes.")
		}
		if a.UpTo < 0 || a.UpTo > money.Max {
			return Bad("approvers", fmt.Sprintf("The limit of %s must be zero or above.", a.Name), "Leave it empty for no limit.")
		}
		if slices.ContainsFunc(list[:i], func(b Approver) bool { return samePerson(a.Name, b.Name) }) {
			return Bad("approvers", a.Name+" is named twice.", "Name each approver once.")
		}
		limited = limited && a.UpTo > 0
	}
	if limited {
		return Bad("approvers", "Nobody on the list may approve without a limit; a large amount could never be approved.", "Give one of them no limit.")
	}
	return nil
}

// lineMakers gives who entered or worked out what lines follow from: who posted each, and who entered its fee.
func (t *tx) lineMakers(lines []LineRow) (map[int64][]string, error) {
	var fees []int64
	for _, l := range lines {
		if l.Fee != 0 {
			fees = append(fees, int64(l.Fee))
		}
	}
	entered, err := t.MadeBy(KindFee, fees)
	if err != nil {
		return nil, err
	}
	if err := t.importedBy(fees, entered); err != nil {
		return nil, err
	}
	out := make(map[int64][]string, len(lines))
	for _, l := range lines {
		out[l.Seq] = []string{l.Standing.MadeBy, entered[int64(l.Fee)]}
	}
	return out, nil
}

// importsLookedAt is how many imports, newest first, are asked for who brought a fee in.
const importsLookedAt = 1000

// importedBy adds who imported the fees that have no entry of their own in the audit log: an import is one for all its rows.
func (t *tx) importedBy(fees []int64, entered map[int64]string) error {
	fees = slices.DeleteFunc(fees, func(id int64) bool { return entered[id] != "" })
	if len(fees) == 0 {
		return nil
	}
	batches, err := t.Batches(importsLookedAt)
	for _, id := range fees {
		for _, b := range batches {
			if s, ok := b.Made[KindFee]; ok && s.From <= id && id <= s.To {
				entered[id] = b.Actor
			}
		}
	}
	return err
}
