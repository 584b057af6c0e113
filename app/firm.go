package app

import (
	"context"
	"time"

	"rapport/app/bank"
	"rapport/app/calendar"
	"rapport/app/report"
)

// Deps is what the firm needs from outside.
type Deps struct {
	Store Store
	Keep  Keeper                                // looking after the file; nil where only use-cases are tested
	Now   func() time.Time                      // the clock
	Today calendar.Day                          // fixed for reproducible runs; 0: by the clock in the firm's zone
	Actor string                                // who is written into the audit log
	Print func(report.Document) ([]byte, error) // a document as PDF bytes
	// Printable says what of a document's texts no font can print; nil when that is not asked before printing.
	Printable func(report.Document) error
	// BankFile writes an order to pay as a file of its format, and says what it reads back out of the bytes.
	BankFile func(bank.Order) (bank.File, error)
	// Mail writes a message as the bytes that mail servers and mail programs take.
	Mail func(Post) ([]byte, error)
	// News writes a newsletter as a page of HTML for mail programs.
	News   func(report.News) (string, error)
	Mailer Mailer // nil: nothing is sent
	Vault  Vault  // nil: there is no keychain
	// Wait lets a time pass, for the rate at which messages are sent; nil: none passes.
	Wait func(context.Context, time.Duration) error
	// ReadText reads what can be searched out of a file, within limits of size and time; a file that would harm is refused. nil: nothing is read.
	ReadText func(ctx context.Context, f File) (FileText, error)
}

// Firm is the use-cases, grouped by concept.
type Firm struct {
	deps Deps
	news
	post postbox

	Partners    Partners
	Clients     Clients
	Agreements  Agreements
	Plans       Plans
	Referrals   Referrals
	Fees        Fees
	Deliveries  Deliveries
	Commissions Commissions
	Disputes    Disputes
	Rates       Rates
	Statements  Statements
	Payments    Payments
	Banks       Banks
	Payouts     Payouts
	Taxes       Taxes
	Gifts       Gifts
	Checkins    Checkins
	Cadences    Cadences
	Tasks       Tasks
	Onboarding  Onboardings
	Recruiting  Recruiting
	Credentials Credentials
	Goals       Goals
	Materials   Materials
	Templates   Templates
	Letters     Letters
	Outbounds   Outbounds
	Market      Market
	Reciprocity Reciprocities
	Insights    Insights
	Reviews     Reviews
	Reminders   Reminders
	SelfBills   SelfBills
	Imports     Imports
	History     History
	Setup       Setup
	Overview    Overview
	Forms       Forms
	Duplicates  Duplicates
	Codes       Codes
	Messages    Messages
	Landings    Landings
	Segments    Segments
	Newsletters Newsletters
	Leads       Leads
	Views       Views
}

// New makes a firm over a store.
func New(d Deps) *Firm {
	f := &Firm{deps: d}
	f.Partners.f, f.Clients.f, f.Agreements.f, f.Referrals.f = f, f, f, f
	f.Disputes.f, f.Rates.f, f.Deliveries.f = f, f, f
	f.Fees.f, f.Commissions.f, f.Statements.f, f.Payments.f = f, f, f, f
	f.Banks.f, f.Payouts.f, f.Plans.f = f, f, f
	f.Gifts.f, f.Checkins.f, f.Cadences.f = f, f, f
	f.Tasks.f, f.Reminders.f, f.Onboarding.f = f, f, f
	f.Recruiting.f, f.Credentials.f, f.Goals.f = f, f, f
	f.Materials.f, f.Templates.f, f.Letters.f = f, f, f
	f.Outbounds.f, f.Market.f, f.Reciprocity.f, f.Reviews.f = f, f, f, f
	f.Insights.f = f
	f.Imports.f, f.History.f, f.Setup.f, f.Overview.f = f, f, f, f
	f.Taxes.f, f.SelfBills.f, f.Forms.f = f, f, f
	f.Duplicates.f, f.Codes.f, f.Messages.f, f.Landings.f = f, f, f, f
	f.Segments.f, f.Leads.f, f.Views.f = f, f, f
	f.Newsletters.f = f
	return f
}

// today is the firm's civil day: fixed, or by the clock in the firm's zone.
func (f *Firm) today(s Settings) calendar.Day {
	if f.deps.Today != 0 {
		return f.deps.Today
	}
	return calendar.DayOf(f.deps.Now(), s.zone())
}

// dayOf is the civil day of a moment in the firm's zone.
func (t *tx) dayOf(at time.Time) calendar.Day {
	zone, err := time.LoadLocation(t.settings.Zone)
	if err != nil {
		zone = time.UTC
	}
	return calendar.DayOf(at, zone)
}

// Today is the firm's civil day.
func (f *Firm) Today(ctx context.Context) (calendar.Day, error) {
	s, err := f.Setup.Settings(ctx)
	return f.today(s), err
}

// read runs fn on one snapshot and gives its result.
func read[T any](ctx context.Context, f *Firm, fn func(Books) (T, error)) (T, error) {
	var out T
	err := f.deps.Store.Read(ctx, func(b Books) (err error) {
		out, err = fn(b)
		return err
	})
	return out, err
}
