package desk

import (
	"context"
	"strconv"
	"strings"

	"rapport/app"
	"rapport/app/money"
)

// How much of a partner's past the details show.
const (
	partnerReferrals  = 6
	partnerStatements = 6
	partnerHistory    = 40
)

// partnerFacts is what the details of a partner show.
type partnerFacts struct {
	row          app.PartnerRow
	into         string // name of the partner it was merged into
	people       []app.Person
	agreements   []app.Signed
	sums         []app.Sums
	owed         []money.Money
	referrals    []app.ReferralRow
	statements   []app.StatementRow
	history      []app.Audit
	steps        []app.Step
	bank         []app.BankDetail
	gifts        []app.GiftRow
	onboarding   []app.OnboardingRow
	score        app.Score
	applications []app.Application
	credentials  []app.CredentialRow
	held         []app.HeldRow // materials
	tier         string        // today; "" for none
	tiers        []app.Step    // oldest first
	delivered    []app.Delivery
	contact      contactFacts
	rules        gatesOf
	codes        []app.CodeRow // none of a merged partner
	landings     []app.LandingRow
}

// readPartner reads all of it; it runs away from the screen.
func readPartner(ctx context.Context, firm *app.Firm, id int64) (partnerFacts, error) {
	var f partnerFacts
	rows, err := firm.Partners.Rows(ctx, []int32{int32(id)})
	if err != nil {
		return f, err
	}
	if len(rows) == 0 {
		return f, app.Missing("This partner")
	}
	f.row = rows[0]
	pid := f.row.ID
	if f.people, err = firm.Partners.People(ctx, pid); err != nil {
		return f, err
	}
	if f.agreements, err = firm.Agreements.Of(ctx, pid); err != nil {
		return f, err
	}
	if f.row.MergedInto != 0 {
		into, err := firm.Partners.Get(ctx, f.row.MergedInto)
		if err != nil {
			return f, err
		}
		f.into = into.Name
	}
	if f.history, err = firm.History.Of(ctx, app.KindPartner, id, partnerHistory); err != nil {
		return f, err
	}
	if f.steps, err = firm.Partners.Steps(ctx, pid); err != nil {
		return f, err
	}
	if f.score, err = firm.Recruiting.Score(ctx, pid); err != nil {
		return f, err
	}
	if f.applications, err = firm.Recruiting.Applications(ctx, pid); err != nil {
		return f, err
	}
	if f.held, err = firm.Materials.Held(ctx, pid); err != nil {
		return f, err
	}
	if f.credentials, err = firm.Credentials.Of(ctx, pid); err != nil {
		return f, err
	}
	if f.onboarding, err = firm.Onboarding.Of(ctx, pid); err != nil {
		return f, err
	}
	if f.tier, err = firm.Partners.Tier(ctx, pid, 0); err != nil {
		return f, err
	}
	if f.tiers, err = firm.Partners.Tiers(ctx, pid); err != nil {
		return f, err
	}
	if f.delivered, err = firm.Deliveries.Of(ctx, pid); err != nil {
		return f, err
	}
	if f.contact, err = readContact(ctx, firm, pid); err != nil {
		return f, err
	}
	if f.rules, err = readGates(ctx, firm, pid, f.row.Name); err != nil {
		return f, err
	}
	if f.row.State != app.Merged {
		if f.codes, err = firm.Codes.Of(ctx, pid); err != nil {
			return f, err
		}
		if f.landings, err = firm.Landings.Of(ctx, pid); err != nil {
			return f, err
		}
	}
	if err := f.readMoney(ctx, firm); err != nil {
		return f, err
	}
	of := app.Query{}.With(app.Is("partner", strconv.FormatInt(id, 10)))
	f.referrals, err = latest(ctx, partnerReferrals, of.By("introduced", true), firm.Referrals.IDs, firm.Referrals.Rows)
	return f, err
}

// readMoney reads what was earned, what is owed, and the documents that say so.
func (f *partnerFacts) readMoney(ctx context.Context, firm *app.Firm) error {
	of := app.Query{}.With(app.Is("partner", strconv.FormatInt(int64(f.row.ID), 10)))
	var err error
	if f.sums, err = firm.Commissions.Sums(ctx, of); err != nil {
		return err
	}
	if f.statements, err = latest(ctx, partnerStatements, of.By("number", true), firm.Statements.IDs, firm.Statements.Rows); err != nil {
		return err
	}
	if f.bank, err = firm.Banks.Of(ctx, f.row.ID); err != nil {
		return err
	}
	if f.gifts, err = firm.Gifts.Of(ctx, f.row.ID); err != nil {
		return err
	}
	f.owed, err = firm.Payments.Owed(ctx, f.row.ID, f.sums)
	return err
}

// inState is the sums of lines in one of the states, in words, "" for none.
func (f *partnerFacts) inState(states ...app.LineState) string {
	var some []app.Sums
	for _, s := range f.sums {
		for _, state := range states {
			if s.State == state && s.Minor != 0 {
				some = append(some, s)
			}
		}
	}
	return sumsText(some)
}

// owedWords is what is owed by statements, "" where there are none.
func (f *partnerFacts) owedWords() string {
	parts := make([]string, len(f.owed))
	for i, m := range f.owed {
		parts[i] = m.String()
	}
	return strings.Join(parts, " and ")
}

// holdsUp names what is missing on the checklist before the partner can be active.
func (f *partnerFacts) holdsUp() string {
	var names []string
	for _, r := range f.onboarding {
		if r.Waits() && !r.Later {
			names = append(names, r.What)
		}
	}
	return strings.Join(names, ", ")
}

// personWords says what a person is and how they are reached.
func personWords(p app.Person) string {
	var parts []string
	for _, s := range []string{p.Role, p.Email, p.Phone} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if p.Primary {
		parts = append(parts, "main contact")
	}
	if p.Channel != "" {
		parts = append(parts, "rather by "+p.Channel)
	}
	if p.Contact != app.ContactFree {
		parts = append(parts, string(p.Contact))
	}
	return strings.Join(parts, " · ")
}

// shownWords is how clients are named on statements.
func shownWords(s app.ClientShown) string {
	switch s {
	case app.ShownFull:
		return "in full"
	case app.ShownInitials:
		return "as initials"
	case app.ShownCode:
		return "as a code"
	}
	return ""
}

// partnerVerb says a move to a state as a thing to do.
func partnerVerb(to app.PartnerState) string {
	switch to {
	case app.InTalks:
		return "In talks"
	case app.Applied:
		return "Applied"
	case app.PartnerCheck:
		return "Start review"
	case app.Onboarding:
		return "Begin onboarding"
	case app.Active:
		return "Make active"
	case app.Paused:
		return "Pause"
	case app.Ended:
		return "End …"
	case app.Declined:
		return "Decline …"
	case app.Blocked:
		return "Block …"
	}
	return "Move to " + string(to)
}

// mainPartnerStep is the state the main button moves to, "" for none.
func mainPartnerStep(from app.PartnerState) app.PartnerState {
	next := map[app.PartnerState]app.PartnerState{app.Prospect: app.PartnerCheck, app.InTalks: app.PartnerCheck, app.Applied: app.PartnerCheck,
		app.PartnerCheck: app.Onboarding, app.Onboarding: app.Active, app.Paused: app.Active}
	return next[from]
}

// referralsWords says how many clients a partner introduced, and what became of them.
func referralsWords(r app.PartnerRow) string {
	if r.Referrals == 0 {
		return "none yet"
	}
	return grouped(r.Referrals) + ", " + grouped(r.Won) + " won"
}
