package desk

import (
	"rapport/app"
	"rapport/views/kit"
)

// waits is one thing that waits for somebody: what it is, and where it is opened or what command does it.
type waits struct {
	icon       string
	role       kit.Role
	what, more string
	verb       string
	section    string
	view       view
	command    string
}

// waiting counts the things that wait.
func waiting(t app.Today) int64 { return int64(len(todayList(t))) }

// todayList is what waits, in the order money flows: from the introduction to the payment.
func todayList(t app.Today) []waits {
	var out []waits
	add := func(if_ bool, w waits) {
		if if_ {
			out = append(out, w)
		}
	}
	add(len(t.Missed) > 0, waits{icon: "clock", role: kit.RoleError, what: "While you were away: " + plural(len(t.Missed), "entry", "entries"),
		more: missedWords(t.Missed), verb: "Open", section: "checkins", view: view{Search: "agenda", ID: int64(t.Day)}})
	add(t.Waiting > 0, waits{icon: "calendar", role: dueRole(t), what: plural(t.Waiting, "thing", "things") + " due: check-ins, promises and tasks",
		more: dueWords(t), verb: "Open", section: "checkins", view: view{Search: "agenda", ID: int64(t.Day)}})
	add(t.New > 0, waits{icon: "referrals", role: kit.RolePrimary, what: plural(t.New, "referral to check", "referrals to check"),
		more: "Logged and not accepted yet. The partner waits for an answer.", verb: "Open", section: "referrals",
		view: view{Filters: []filter{stageFilters()[0]}}})
	partnersWait(t, add)
	add(t.Facts > 0, waits{icon: "refresh", role: kit.RolePrimary, what: "Bring commission up to date",
		more: plural(t.Facts, "fact has", "facts have") + " not been worked out yet: acceptances, wins and fees.", verb: "Work out", command: "commission.run"})
	add(len(t.Accrued) > 0, waits{icon: "commissions", role: kit.RoleWarning, what: sumsText(t.Accrued) + " to approve",
		more: plural(lineCount(t.Accrued), "commission line waits", "commission lines wait") + " for approval." + inBase(t.AccruedIn), verb: "Open", section: "commissions",
		view: byState("to approve", app.Accrued)})
	add(len(t.Held) > 0, waits{icon: "lock", role: kit.RoleError, what: sumsText(t.Held) + " held",
		more: plural(lineCount(t.Held), "line is", "lines are") + " held until a day, or until somebody releases them.", verb: "Open", section: "commissions",
		view: byState("held", app.Held)})
	add(t.Disputes > 0, waits{icon: "flag", role: disputeRole(t), what: plural(t.Disputes, "dispute", "disputes") + " to decide",
		more: disputeWords(t), verb: "Open", section: "disputes", view: view{Filters: []filter{undecided()}}})
	add(t.Due > 0, waits{icon: "statements", role: kit.RolePrimary, what: plural(t.Due, "statement due", "statements due") + " for " + t.LastMonth.Label(),
		more: "Approved lines and payments since the last one.", verb: "Run statements", command: "statement.run"})
	add(t.Unsent > 0, waits{icon: "mail", role: kit.RoleWarning, what: plural(t.Unsent, "statement", "statements") + " not sent",
		more: "Issued and numbered; the partner has not got it yet.", verb: "Open", section: "statements",
		view: view{Filters: []filter{oneOf("state", "State", "issued", string(app.StatementIssued))}}})
	add(len(t.Unpaid) > 0, waits{icon: "money", role: kit.RoleWarning, what: sumsText(t.Unpaid) + " to pay",
		more: "Closing balances of statements that are not settled." + inBase(t.UnpaidIn), verb: "Open", section: "statements",
		view: view{Filters: []filter{oneOf("state", "State", "not settled", string(app.StatementIssued), string(app.StatementSent),
			string(app.StatementAgreed), string(app.StatementQueried))}}})
	return out
}

func byState(words string, states ...app.LineState) view {
	values := make([]string, len(states))
	for i, s := range states {
		values[i] = string(s)
	}
	return view{Filters: []filter{oneOf("state", "State", words, values...)}}
}

// lineCount counts the lines of sums.
func lineCount(sums []app.Sums) (n int64) {
	for _, s := range sums {
		n += s.Count
	}
	return n
}

// inBase says what amounts of several currencies come to, with the rates; nothing for the base currency alone.
func inBase(in app.InBase) string {
	if note := in.Note(); note != "" {
		return " In all " + note + "."
	}
	return ""
}

func disputeRole(t app.Today) kit.Role {
	if t.Overdue > 0 {
		return kit.RoleError
	}
	return kit.RoleWarning
}

func disputeWords(t app.Today) string {
	if t.Overdue > 0 {
		return "Past the deadline: " + grouped(t.Overdue) + ". Only the disputed lines are held meanwhile."
	}
	return "Only the disputed lines are held meanwhile."
}

// missedWords names whom the entries that were missed are with.
func missedWords(missed []app.CatchUp) string {
	const most = 4
	words := ""
	for n, m := range missed {
		if n == most {
			words += " and " + plural(len(missed)-n, "other", "others")
			break
		}
		if n > 0 {
			words += ", "
		}
		words += m.Name
	}
	return words + "."
}

func dueRole(t app.Today) kit.Role {
	if t.Late > 0 {
		return kit.RoleWarning
	}
	return kit.RolePrimary
}

func dueWords(t app.Today) string {
	words := "All of them today."
	if t.Late > 0 {
		words = "Overdue: " + grouped(t.Late) + "."
	}
	if t.Promises > 0 {
		words += " Promises: " + grouped(t.Promises) + "."
	}
	return words
}
