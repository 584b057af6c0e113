// Package sample makes the example firm: Harcourt & Lowe LLP, an accounting and wealth firm in London, with two years of
// partners, referrals, fees, commission and statements.
//
// It works only through the use-cases of app.Firm, each act on its own day with that day's clock, so that every rule holds
// for it as it does for a firm of flesh and blood. Days count back from Options.Today; the same day gives the same firm, to
// the cent and to the last byte of the ledger.
package sample

import (
	"context"
	"errors"
	"fmt"

	"rapport/app"
	"rapport/app/bank"
	"rapport/app/calendar"
	"rapport/app/report"
)

// Options say what Fill needs to know.
type Options struct {
	Today    calendar.Day                          // the day the firm is looked at; nothing in it happens on that day or later
	Print    func(report.Document) ([]byte, error) // a statement as PDF bytes
	BankFile func(bank.Order) (bank.File, error)   // an order to pay as a file for a bank
	Logo     []byte                                // PNG or JPEG for the letterhead; none: the name alone
	Scale    int                                   // how many times 600 referrals; 0 is 1
	Progress func(done, total int64)               // told after every hundredth act; may be nil
}

// Fill puts the example firm into a new, empty store, marked as an example. A store that a firm has begun in, or that holds
// any partner, is refused and not touched: no row of the example can get among a user's own. All of it is one transaction:
// an error or a cancelled ctx leaves the store empty. Who watches a Firm over the same store must read it anew afterwards.
func Fill(ctx context.Context, store app.Store, keep app.Keeper, o Options) error {
	if o.Today == 0 || o.Print == nil || o.BankFile == nil {
		return errors.New("sample: Options.Today, Options.Print and Options.BankFile are needed")
	}
	s := write(o)
	return store.Write(ctx, func(b app.Books) error {
		if err := mustBeEmpty(b); err != nil {
			return err
		}
		return s.play(ctx, whole{b}, keep, o)
	})
}

func mustBeEmpty(b app.Books) error {
	settings, err := b.Settings()
	if err != nil {
		return err
	}
	if settings.FirmName != "" {
		return taken("of " + settings.FirmName)
	}
	return b.PartnerIDs(app.Query{}, func(ids []int32) error {
		if len(ids) > 0 {
			return taken("with partners in it")
		}
		return nil
	})
}

func taken(whose string) error {
	return app.No(fmt.Sprintf("This is a file %s; the example firm was not put into it and nothing was changed.", whose),
		"Choose a new file for the example firm.")
}

// whole lends one open transaction as a store: each act still goes through the gate, and all are kept together or not at
// all. Nothing may be asked as a preview here, for a preview counts on its own transaction being rolled back.
type whole struct{ b app.Books }

// Read gives the books of the transaction.
func (w whole) Read(_ context.Context, fn func(app.Books) error) error { return fn(w.b) }

// Write gives the books of the transaction.
func (w whole) Write(_ context.Context, fn func(app.Books) error) error { return fn(w.b) }
