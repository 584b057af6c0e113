package desk

import (
	"context"
	"slices"
	"strings"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// referralFacts is what the details of a referral show.
type referralFacts struct {
	row      app.ReferralRow
	person   string
	first    string // number of the referral it is a duplicate of
	known    app.KnownClient
	steps    []app.Step
	fees     []app.Fee
	lines    []app.LineRow
	consents []app.Audit      // of the client, to a division of the fee
	consent  bool             // a division of the fee may ask for it
	splits   []credit         // none while it is wholly its partner's
	named    []app.CheckinRow // check-ins whose notes name it
}

// credit is one attribution with its names.
type credit struct {
	app.Attribution
	partner, person string
}

// who names the one credited.
func (c credit) who() string {
	if c.person == "" {
		return c.partner
	}
	return c.person + ", " + c.partner
}

// readReferral reads all of it; it runs away from the screen.
func readReferral(ctx context.Context, firm *app.Firm, id int64) (referralFacts, error) {
	var f referralFacts
	rows, err := firm.Referrals.Rows(ctx, []int32{int32(id)})
	if err != nil {
		return f, err
	}
	if len(rows) == 0 {
		return f, app.Missing("This referral")
	}
	f.row = rows[0]
	rid := f.row.ID
	if f.steps, err = firm.Referrals.History(ctx, rid); err != nil {
		return f, err
	}
	if f.fees, err = firm.Fees.Of(ctx, rid); err != nil {
		return f, err
	}
	if f.lines, err = firm.Commissions.OfReferral(ctx, rid); err != nil {
		return f, err
	}
	if f.named, err = firm.Checkins.Naming(ctx, app.KindReferral, id); err != nil {
		return f, err
	}
	if f.known, err = firm.Referrals.First(ctx, rid); err != nil {
		return f, err
	}
	if err := f.readConsent(ctx, firm); err != nil {
		return f, err
	}
	return f, f.readNames(ctx, firm)
}

// readConsent reads whether the client's consent is asked for, and where it was noted.
func (f *referralFacts) readConsent(ctx context.Context, firm *app.Firm) error {
	signed, err := firm.Agreements.Of(ctx, f.row.Partner)
	if err != nil {
		return err
	}
	f.consent = f.row.Consented != 0 || asked(signed, func(a terms.Asks) bool { return a.Consent }) ||
		slices.ContainsFunc(f.lines, func(l app.LineRow) bool {
			return slices.ContainsFunc(l.Standing.Holds, func(h app.HoldReason) bool { return h.Kind == app.HoldConsent })
		})
	if f.row.Consented == 0 {
		return nil
	}
	all, err := firm.History.Of(ctx, app.KindReferral, int64(f.row.ID), partnerHistory)
	f.consents = slices.DeleteFunc(all, func(a app.Audit) bool { return a.Act != "referral.consent" })
	return err
}

// readNames reads what the referral points at.
func (f *referralFacts) readNames(ctx context.Context, firm *app.Firm) error {
	var err error
	if f.person, err = personName(ctx, firm, f.row.Partner, f.row.Person); err != nil {
		return err
	}
	if f.row.DuplicateOf != 0 {
		first, err := firm.Referrals.Get(ctx, f.row.DuplicateOf)
		if err != nil {
			return err
		}
		f.first = first.Number
	}
	if f.row.Split {
		f.splits, err = readCredits(ctx, firm, f.row.ID)
	}
	return err
}

// personName is the name of a person at a partner, "" for none.
func personName(ctx context.Context, firm *app.Firm, at app.ID[app.Partner], id app.ID[app.Person]) (string, error) {
	if id == 0 {
		return "", nil
	}
	people, err := firm.Partners.People(ctx, at)
	if i := slices.IndexFunc(people, func(p app.Person) bool { return p.ID == id }); i >= 0 {
		return people[i].Name, err
	}
	return "", err
}

// readCredits reads who is credited for a referral, with names.
func readCredits(ctx context.Context, firm *app.Firm, id app.ID[app.Referral]) ([]credit, error) {
	shares, err := firm.Referrals.Attribution(ctx, id)
	if err != nil {
		return nil, err
	}
	out := make([]credit, len(shares))
	for i, a := range shares {
		p, err := firm.Partners.Get(ctx, a.Partner)
		if err != nil {
			return nil, err
		}
		out[i] = credit{Attribution: a, partner: p.Name}
		if out[i].person, err = personName(ctx, firm, a.Partner, a.Person); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// shareWords writes basis points as a percentage.
func shareWords(points int64) string { return app.ShareText(points) + " %" }

// mainStep is the stage the main button moves to, "" for none: the acceptance, the win, or the reopening.
func mainStep(from app.Stage) (to app.Stage, words string) {
	next := app.NextStages(from)
	switch {
	case from == app.Won:
		return "", ""
	case from == app.Logged || from == app.Checking:
		return app.Accepted, "Accept"
	case slices.Contains(next, app.Won):
		return app.Won, "Mark won"
	case slices.Contains(next, app.Logged):
		return app.Logged, "Reopen"
	}
	return "", ""
}

// asksMore tells whether a move needs more than the day: a reason, or the referral that was first.
func asksMore(to app.Stage) bool {
	return to == app.Lost || to == app.NotAccepted || to == app.Duplicate
}

// stageVerb says a move as a thing to do.
func stageVerb(to app.Stage) string {
	switch to {
	case app.Accepted:
		return "Accept"
	case app.Won:
		return "Mark won"
	case app.Lost:
		return "Mark lost …"
	case app.NotAccepted:
		return "Do not accept …"
	case app.Duplicate:
		return "Mark as duplicate …"
	case app.Withdrawn:
		return "Client withdrew"
	case app.Logged:
		return "Reopen"
	}
	return "Move to " + string(to)
}

// knownWarning says what is known of clients a typed name may be.
func knownWarning(known []app.KnownClient) string {
	say := make([]string, len(known))
	for i, k := range known {
		say[i] = k.Say()
	}
	return strings.Join(say, " ")
}

// feeWords says a fee event in a line, and its day.
func feeWords(f app.Fee, today calendar.Day) (what, when string) {
	what = capital(string(f.Kind)) + " " + f.Amount.String()
	if f.Reverses != 0 {
		what = "Taken back: " + string(f.Kind) + " " + f.Amount.Abs().String()
	}
	when = dayWords(f.Day, today)
	if f.Invoice != "" {
		when += " · invoice " + f.Invoice
	}
	if f.Excluded > 0 {
		when += " · " + money.New(f.Excluded, f.Amount.Currency).String() + " not counted"
	}
	if f.Cost > 0 {
		when += " · cost " + money.New(f.Cost, f.Amount.Currency).String()
	}
	if f.Void {
		when += " · taken back"
	}
	return what, when
}

// stepWords says a transition in a line, and when it was entered and by whom.
func stepWords(s app.Step, today calendar.Day) (what, when string) {
	what = capital(s.To)
	if s.Reason != "" {
		what += ": " + s.Reason
	}
	if s.Note != "" {
		what += " – " + s.Note
	}
	when = dayWords(s.Day, today)
	if s.Who != "" {
		when += " · " + s.Who
	}
	return what, when
}
