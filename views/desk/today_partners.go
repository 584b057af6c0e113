package desk

import (
	"strconv"

	"rapport/app"
	"rapport/views/kit"
)

// partnersWait adds what waits of partners: applications, onboarding, papers that run out.
func partnersWait(t app.Today, add func(bool, waits)) {
	open := func(w waits, words string, ids []int64) {
		w.verb, w.section, w.view = "Open", "partners", view{Filters: []filter{partnersFilter(words, ids)}}
		add(len(ids) > 0, w)
	}
	open(waits{icon: "partners", role: kit.RolePrimary, what: plural(len(t.Reviews), "application to review", "applications to review"), more: "The day for it has come."},
		"application to review", t.Reviews)
	open(waits{icon: "check", role: kit.RoleWarning, what: plural(len(t.Onboarding), "onboarding item", "onboarding items") + " overdue",
		more: "A partner becomes active once nothing is missing."}, "onboarding overdue", t.Onboarding)
	open(waits{icon: "warning", role: kit.RoleError, what: plural(len(t.Lapsed), "credential", "credentials") + " lapsed",
		more: "A licence, insurance or screening has run out."}, "credential lapsed", t.Lapsed)
	soon := waits{icon: "warning", role: kit.RolePrimary, what: plural(len(t.Expiring), "credential expires", "credentials expire") + " within 60 days",
		more: "Ask for the renewal in good time."}
	if t.Pressing {
		soon.role, soon.more = kit.RoleWarning, "At least one of them within 30 days."
	}
	open(soon, "credential expires", t.Expiring)
	library := func(ids []int64, w waits, words string) {
		all := make([]string, len(ids))
		for i, id := range ids {
			all[i] = strconv.FormatInt(id, 10)
		}
		w.verb, w.section, w.view = "Open", "materials", view{Filters: []filter{{Field: "id", Text: words, Cond: app.Is("id", all...)}}}
		add(len(ids) > 0, w)
	}
	library(t.ToSend, waits{icon: "folder", role: kit.RolePrimary, what: plural(len(t.ToSend), "material", "materials") + " to send", more: "To " + plural(t.SendTo, "partner", "partners") + "; one partner may wait for several."}, "To send")
	library(t.RanOut, waits{icon: "warning", role: kit.RoleError, what: plural(len(t.RanOut), "material has", "materials have") + " expired", more: "Approve them anew, or publish new versions."}, "Expired")
	library(t.RunningOut, waits{icon: "warning", role: kit.RoleWarning, what: plural(len(t.RunningOut), "material expires", "materials expire") + " within 30 days", more: "Approve them anew in good time."}, "Expires soon")
}
