package storetest

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
)

// moments: every kind is read back, in order, from a place on and down to a day, and of one partner only.
func moments(t *testing.T, d *desk) {
	firm(d)
	won := referral(4, 1, 2, "2026-01-05")
	won.Stage, won.Closed, won.Service, won.Estimate, won.Owner = app.Won, day("2026-02-07"), "tax", eur(900), "ann"
	over := outbound(1, 1, 1, "2026-02-01")
	over.Ended, over.Outcome, over.State, over.Value, over.Reason = day("2026-02-20"), app.Engaged, app.OutboundClosed, eur(77), "liked it"
	file := app.Attachment{Kind: app.KindPartner, Of: 1, Partner: 1, Day: day("2026-02-15"), Name: "letter.pdf", Size: 1, SHA256: sha256.Sum256([]byte("x")), At: now(), Who: "ann"}
	d.write(func(b app.Books) error {
		return errors.Join(
			b.AddReferrals([]app.Referral{won}), b.AddOutbounds([]app.Outbound{over}),
			b.AddPeople([]app.Person{{ID: 1, Partner: 1, Name: "Ann", Version: 1}}),
			b.AddCheckins([]app.Checkin{
				{ID: 1, Partner: 1, Person: 1, Kind: "call", State: app.CheckinHeld, Day: day("2026-02-01"), Note: "**So** it is", Owner: "ann", EnteredAt: now(), Version: 1},
				{ID: 2, Partner: 1, Kind: "lunch", Subject: "Plans", State: app.CheckinPlanned, Day: day("2026-02-01"), EnteredAt: now(), Version: 1},
				{ID: 3, Partner: 2, Kind: "call", State: app.CheckinHeld, Day: day("2026-02-01"), EnteredAt: now(), Version: 1}}),
			b.AddPromise(app.Promise{ID: 1, Partner: 1, Ours: true, What: "the deck", Due: day("2026-03-01"), State: app.PromiseOpen, Made: day("2026-02-01"), Version: 1}),
			b.AddTask(app.Task{ID: 1, Partner: 1, What: "Send it", Start: day("2026-02-03"), Due: day("2026-02-03"), State: app.TaskOpen, MadeAt: now(), Version: 1}),
			b.AddGift(app.Gift{ID: 1, Partner: 1, Person: 1, Kind: "object", What: "Pen", Value: eur(100), State: app.GiftProposed, Proposed: day("2026-01-31"), By: "ann", Version: 1}),
			b.AddMarketNote(app.MarketNote{ID: 1, Day: day("2026-01-30"), Kind: app.Need, Said: "a lawyer", Partner: 1, EnteredAt: now(), Version: 1}),
			b.AddDelivery(app.Delivery{ID: 1, Partner: 1, Day: day("2026-01-29"), Service: "review", Quantity: 2, EnteredAt: now()}),
			b.AddAgreement(app.Agreement{ID: 1, Number: "A-0001", Partner: 1, From: day("2026-01-01"), State: app.AgreementActive, Version: 1}),
			b.AddSteps([]app.Step{{Kind: app.KindAgreement, Subject: 1, From: "draft", To: "active", Day: day("2026-01-02"), At: now(), Who: "ann"},
				{Kind: app.KindPartner, Subject: 1, From: "onboarding", To: "active", Day: day("2026-01-03"), At: now()}, {Kind: app.KindTier, Subject: 1, To: "Gold", Day: day("2026-01-04"), At: now()}}),
			b.AddCredential(app.Credential{ID: 1, Partner: 1, Kind: app.Licence, What: "Bar", Day: day("2025-12-01"), Version: 1}),
			b.AddApplication(app.Application{ID: 1, Partner: 1, Applied: day("2025-11-01"), Decision: "accepted", Version: 1}),
			b.PutOnboarding(1, []app.OnboardingItem{{No: 1, Kind: "kickoff", What: "Kickoff", Done: day("2025-11-20"), Who: "ann"}, {No: 2, Kind: "tax", What: "Tax form"}}),
			b.AddAttachment(file, []byte("x")))
	})
	end := app.Place{Day: day("9999-12-31"), ID: 1 << 62}
	of := func(kind app.MomentKind, before app.Place, from string, most int) (out []string) {
		for _, m := range got(d, func(b app.Books) ([]app.Moment, error) { return b.Moments(1, kind, before, calendarDay(from), most) }) {
			out = append(out, fmt.Sprint(m.Day, "|", m.Of, "|", m.Name, "|", m.Sort, "|", m.With, "|", m.Note, "|", m.State, "|", m.Who, "|", sumText(m.Sum)))
		}
		return out
	}
	for kind, want := range map[app.MomentKind][]string{
		app.MomentCheckin:     {"2026-02-01|2|Plans|lunch|||planned||", "2026-02-01|1||call|Ann|**So** it is|held|ann|"},
		app.MomentPromise:     {"2026-02-01|1|the deck|ours|2026-03-01||open||"},
		app.MomentTask:        {"2026-02-03|1|Send it||||open||"},
		app.MomentReferral:    {"2026-03-01|1|Baker Street Bakery|R-2026-0001|||logged||", "2026-02-01|2|Müller Maschinenbau|R-2026-0002|||logged||", "2026-01-05|4|Müller Maschinenbau|R-2026-0004|tax||won|ann|9.00 EUR"},
		app.MomentOutcome:     {"2026-02-07|4|Müller Maschinenbau|R-2026-0004|tax||won|ann|"},
		app.MomentGiven:       {"2026-02-01|1|Baker Street Bakery|G-2026-0001|||closed||"},
		app.MomentEngaged:     {"2026-02-20|1|Baker Street Bakery|G-2026-0001||liked it|engaged||0.77 EUR"},
		app.MomentGift:        {"2026-01-31|1|Pen|object|Ann||proposed|ann|1.00 EUR"},
		app.MomentMarket:      {"2026-01-30|1|a lawyer|need|||||"},
		app.MomentService:     {"2026-01-29|1|review|2|||||"},
		app.MomentAgreement:   {"2026-01-02|1|A-0001||||active|ann|"},
		app.MomentState:       {"2026-01-03|1|onboarding||||active||"},
		app.MomentTier:        {"2026-01-04|1|||||Gold||"},
		app.MomentCredential:  {"2025-12-01|1|Bar|licence|||||"},
		app.MomentApplication: {"2025-11-01|1|||||accepted||"},
		app.MomentOnboarding:  {"2025-11-20|1|Kickoff|||||ann|"},
		app.MomentFile:        {"2026-02-15|1|letter.pdf|partner||||ann|"},
		app.MomentPayment:     nil, app.MomentPayout: nil, app.MomentStatement: nil, app.MomentCommission: nil, app.MomentDispute: nil, app.MomentMaterial: nil, app.MomentLetter: nil, app.MomentMessage: nil,
	} {
		same(d, string(kind), of(kind, end, "", 10), want)
	}
	same(d, "the newest", of(app.MomentReferral, end, "", 1), []string{"2026-03-01|1|Baker Street Bakery|R-2026-0001|||logged||"})
	same(d, "on from a place", len(of(app.MomentReferral, app.Place{Day: day("2026-02-01"), ID: 2}, "", 9)), 1)
	same(d, "on from within a day", len(of(app.MomentCheckin, app.Place{Day: day("2026-02-01"), ID: 2}, "", 9)), 1)
	same(d, "down to a day", len(of(app.MomentReferral, end, "2026-02-01", 9)), 2)
	same(d, "files", got(d, func(b app.Books) ([]app.Attachment, error) { return b.AttachmentsOf(1, 9) })[0].Name, "letter.pdf")
	same(d, "files of another", len(got(d, func(b app.Books) ([]app.Attachment, error) { return b.AttachmentsOf(2, 9) })), 0)
	what := got(d, func(b app.Books) (app.Belongings, error) { return b.Belongings(1) })
	same(d, "files belong to the partner", len(what.Files), 1)
}

// moneyMoments: lines that are no payment, payments, statements, payouts, and materials handed over.
func moneyMoments(_ *testing.T, d *desk) {
	p := payoutFirm(d)
	post(d, "", app.Line{Key: app.Key{9}, Partner: 1, Kind: app.PaymentLine, Day: day("2026-11-05"), RecordedAt: now(), Amount: eur(-20), Reason: "{}"})
	d.write(func(b app.Books) error {
		head, err := b.Head()
		return errors.Join(err, b.AddStatement(statement(1, 1, "2026-10", []byte("a")), []byte("a")),
			b.AddPayment(app.Payment{Seq: head.Seq, Partner: 1, Day: day("2026-11-05"), Amount: eur(20), Method: "cheque", Reference: "ref", Statement: 1}),
			b.AddMaterial(material(1, "Fees")), b.AddMaterialVersion(edition(1, 1, 1, app.MaterialSuperseded), ""),
			b.AddMaterialDeliveries([]app.MaterialDelivery{{ID: 1, Material: 1, Of: 1, Partner: 1, Day: day("2026-03-09"), Way: "e-mail", EnteredAt: now(), Who: "ann", Version: 1}}))
	})
	list := func(kind app.MomentKind) []app.Moment {
		all := got(d, func(b app.Books) ([]app.Moment, error) {
			return b.Moments(1, kind, app.Place{Day: day("9999-12-31"), ID: 1 << 62}, 0, 9)
		})
		for i := range all {
			all[i].ID, all[i].Kind = 0, ""
		}
		return all
	}
	same(d, "payments", list(app.MomentPayment), []app.Moment{{Of: 4, Day: day("2026-11-05"), Name: "cheque", Sort: "ref", With: "S-2026-0001", Sum: eur(20)}})
	same(d, "materials", list(app.MomentMaterial), []app.Moment{{Of: 1, Day: day("2026-03-09"), Name: "Fees", Sort: "version 1", Note: "e-mail", State: "superseded", Who: "ann"}})
	same(d, "payouts", list(app.MomentPayout), []app.Moment{{Of: 1, Day: p.Made, Name: p.Number, Sort: string(p.Method), State: string(p.State), Who: p.MadeBy, Sum: p.Amount}})
	lines, one := list(app.MomentCommission), list(app.MomentStatement)
	if len(lines) != 3 || lines[0].Name != "earning" || lines[0].Sort != "R-2026-0001" || lines[0].With != "Baker Street Bakery" || lines[0].State == "" {
		d.Errorf("lines: %+v", lines)
	}
	if len(one) != 1 || one[0].Name != "S-2026-0001" || one[0].Sort != "2026-10" {
		d.Errorf("statements: %+v", one)
	}
}

func calendarDay(text string) calendar.Day {
	if text == "" {
		return 0
	}
	return day(text)
}

func sumText(m money.Money) string {
	if m.Minor == 0 {
		return ""
	}
	return m.String()
}
