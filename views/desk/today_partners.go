package desk

import (
	"context"
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
	open(waits{icon: "check", role: kit.RoleWarning, what: plural(len(t.Onboarding), "partner", "partners") + " behind in onboarding",
		more: plural(t.OnboardingItems, "item is", "items are") + " overdue. A partner becomes active once nothing is missing."}, "onboarding overdue", t.Onboarding)
	open(waits{icon: "warning", role: kit.RoleError, what: plural(len(t.Lapsed), "partner", "partners") + " with a lapsed credential",
		more: plural(t.LapsedPapers, "licence, insurance or screening has", "licences, insurances or screenings have") + " run out."}, "credential lapsed", t.Lapsed)
	soon := waits{icon: "warning", role: kit.RolePrimary, what: plural(len(t.Expiring), "partner", "partners") + " with a credential that expires within 60 days",
		more: plural(t.ExpiringPapers, "credential does", "credentials do") + ". Ask for the renewal in good time."}
	if t.Pressing {
		soon.role, soon.more = kit.RoleWarning, plural(t.ExpiringPapers, "credential does", "credentials do")+", at least one within 30 days."
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
	add(t.Recall > 0, waits{icon: "warning", role: kit.RoleError, what: plural(t.Recall, "partner", "partners") + " to tell that a material was withdrawn", more: "Write the recall to them.", verb: "Open", section: "held",
		view: view{Filters: []filter{oneOf("state", "State", string(app.HeldWithdrawn), string(app.HeldWithdrawn))}}})
	pages := func(n int, do app.LandingDo, w waits) {
		w.icon, w.verb, w.section, w.view = "link", "Open", "landings", view{Filters: []filter{oneOf("do", "To do", string(do), string(do))}}
		add(n > 0, w)
	}
	pages(t.TakeDown, app.LandingTake, waits{role: kit.RoleError, what: plural(t.TakeDown, "landing page", "landing pages") + " to take down", more: "Nobody should come by them any more."})
	pages(t.WriteAgain, app.LandingAgain, waits{role: kit.RoleWarning, what: plural(t.WriteAgain, "landing page", "landing pages") + " to write again", more: "What they say does not hold any more."})
	library(t.ToSend, waits{icon: "folder", role: kit.RolePrimary, what: plural(len(t.ToSend), "material", "materials") + " to send", more: "To " + plural(t.SendTo, "partner", "partners") + "; one partner may wait for several."}, "To send")
	library(t.RanOut, waits{icon: "warning", role: kit.RoleError, what: plural(len(t.RanOut), "material has", "materials have") + " expired", more: "Approve them anew, or publish new versions."}, "Expired")
	library(t.RunningOut, waits{icon: "warning", role: kit.RoleWarning, what: plural(len(t.RunningOut), "material expires", "materials expire") + " within 30 days", more: "Approve them anew in good time."}, "Expires soon")
}

// looksAlike tells whether news may make two look the same, or stop to.
func looksAlike(changes []app.Change) bool {
	return concerns(changes, app.KindPartner, app.KindPerson, app.KindClient, app.KindApart)
}

// countTwins counts the pairs that may be the same. Everybody is held against everybody, so it is read after what waits, and by itself.
func (t *today) countTwins() {
	t.looks = false
	kit.Load(t.d.stage, &t.twinSlot, func(ctx context.Context) (app.DuplicateCount, error) { return t.d.firm.Duplicates.Count(ctx) }, func(n app.DuplicateCount, err error) {
		if err == nil && n != t.twins { // without a count there is no card; the section says what is wrong
			t.twins = n
			t.draw()
		}
	})
}

// twinsWait are the cards of pairs that may be the same.
func twinsWait(n app.DuplicateCount) (out []waits) {
	add := func(n int, many, side string) {
		if n > 0 {
			out = append(out, waits{icon: "merge", role: kit.RoleMuted, what: plural(n, "pair", "pairs") + " of " + many + " may be the same",
				more: "Merge them, or keep that they are two.", verb: "Look", section: "duplicates", view: twinView(side, "")})
		}
	}
	add(n.Partners, "partners", twinPartners)
	add(n.Clients, "clients", twinClients)
	return out
}
