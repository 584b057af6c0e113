package app

import (
	"context"
	"encoding/json"
	"fmt"

	"rapport/app/calendar"
	"rapport/app/money"
)

// Sheet is an opened file as rows of text. Reading it twice gives the same rows.
type Sheet interface {
	Headings() []string
	// Each calls row with the line of the file, the cells (reused), and what is wrong with the row: flaw is a sentence or
	// empty, column the place of it from 1, 0 for the whole row. It stops at the first error of row.
	Each(row func(line int, cells []string, column int, flaw string) error) error
}

// ImportPlan is how a file is read: what it holds, which column is what, how days and amounts are written.
type ImportPlan struct {
	Kind         string            `json:"kind"`
	FileName     string            `json:"file"` // without its folder
	SHA256       [32]byte          `json:"-"`    // of the file's bytes; recognises it when it comes again
	Columns      map[string]string `json:"columns"`
	DateFormat   string            `json:"date_format,omitempty"` // one of calendar.Formats
	Decimal      money.Decimal     `json:"decimal,omitempty"`
	Currency     money.Currency    `json:"currency,omitempty"` // of amounts without one of their own; empty: the firm's
	Day          calendar.Day      `json:"day,omitempty"`      // introduction of open deals without a day; 0 today
	AllOrNothing bool              `json:"all_or_nothing,omitempty"`
	KnownClients string            `json:"known_clients,omitempty"` // KnownNoted or KnownRefused: of rows that introduce a client known before
}

// What an ImportQuestion can be about.
const (
	AskColumn     = "column"      // which column holds a required field
	AskDateFormat = "date format" // how days are written
	AskDecimals   = "decimal"     // which sign begins the decimals
)

// ImportQuestion is something about a file that only a person can say. It is asked once for the whole file.
type ImportQuestion struct {
	About   string   // column, date format or decimal
	Field   string   // of AskColumn: the field's key
	Say     string   // the question
	Choices []string // the possible answers, the likeliest first
	Samples []string // values of the file that leave it open
}

// Guess makes a plan for a file: the mapping remembered for files with these columns or the one its headings suggest,
// and what the values tell about days and amounts. The questions are what a person must say before Run.
func (u Imports) Guess(ctx context.Context, kind string, sheet Sheet) (ImportPlan, []ImportQuestion, error) {
	fields := importFields(kind)
	if fields == nil {
		return ImportPlan{}, nil, unknownKind(kind)
	}
	plan := ImportPlan{Kind: kind, Columns: guessColumns(fields, sheet.Headings())}
	if err := u.remember(ctx, &plan, headerKey(sheet.Headings())); err != nil {
		return plan, nil, err
	}
	return u.Complete(ctx, plan, sheet)
}

// remember takes over what was said of the last file with these columns.
func (u Imports) remember(ctx context.Context, plan *ImportPlan, header string) error {
	return u.f.deps.Store.Read(ctx, func(b Books) error {
		raw, ok, err := b.Mapping(plan.Kind, header)
		if err != nil || !ok {
			return err
		}
		var was ImportPlan
		err = json.Unmarshal(raw, &was)
		plan.Columns, plan.DateFormat, plan.Decimal, plan.Currency = was.Columns, was.DateFormat, was.Decimal, was.Currency
		return err
	})
}

// Complete fills what a plan leaves open as far as the whole file tells it, and gives the questions that stay. Answers that
// the file contradicts, such as a remembered date format that fits no row, are asked again. Call it after a change of columns.
func (u Imports) Complete(ctx context.Context, plan ImportPlan, sheet Sheet) (ImportPlan, []ImportQuestion, error) {
	fields := importFields(plan.Kind)
	if fields == nil {
		return plan, nil, unknownKind(plan.Kind)
	}
	asks := missingColumns(fields, plan, sheet.Headings())
	days, amounts, err := valuesOf(ctx, fields, plan, sheet)
	if err != nil {
		return plan, nil, err
	}
	plan.DateFormat, asks = settleDays(plan.DateFormat, days, asks)
	if plan.Currency == "" {
		s, err := u.f.Setup.Settings(ctx)
		if err != nil {
			return plan, nil, err
		}
		plan.Currency = s.Currency
	}
	plan.Decimal, asks = settleDecimal(plan, amounts, asks)
	return plan, asks, nil
}

func unknownKind(kind string) error {
	return Bad("kind", fmt.Sprintf("%q can't be imported.", kind), "Choose "+orList(importKinds())+".")
}

func importKinds() []string {
	var keys []string
	for _, k := range (Imports{}).Kinds() {
		keys = append(keys, k.Key)
	}
	return keys
}
