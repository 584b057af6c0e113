package app

import (
	"errors"
	"fmt"
	"strings"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/names"
)

// importRow is one row of a file, read by field. The first thing that is wrong with it stays in bad.
type importRow struct {
	im    *importer
	line  int
	cells []string
	bad   *Problem
	flaw  *ImportProblem // found by whoever read the file
}

// cell is what stands in the column of a field, trimmed; empty when no column has it. Errors of a spreadsheet are refused.
func (r *importRow) cell(key string) string {
	at, ok := r.im.at[key]
	if !ok || at >= len(r.cells) {
		return ""
	}
	v := strings.TrimSpace(r.cells[at])
	if v != "" && v[0] == '#' && spreadsheetError(v) {
		r.refuse(key, fmt.Sprintf("%s is an error of the spreadsheet, not a value.", v), "Correct it there and export the file again.")
	}
	return v
}

func spreadsheetError(v string) bool {
	switch strings.ToUpper(v) {
	case "#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#BEZUG!", "#WERT!", "#NV":
		return true
	}
	return false
}

// refuse keeps the first thing that is wrong.
func (r *importRow) refuse(key, say, try string) {
	if r.bad == nil {
		r.bad = Bad(key, say, try)
	}
}

// text is a value on one line.
func (r *importRow) text(key string) string {
	v := r.cell(key)
	if v == "" {
		return v
	}
	if tidy(v) && len(v) <= 200 {
		return v
	}
	v = names.Clean(v)
	r.fits(key, v, 200)
	return v
}

// tidy tells whether a text is plain ASCII with single spaces, as most are; then nothing needs cleaning.
func tidy(v string) bool {
	for i := range len(v) {
		if v[i] < ' ' || v[i] > '~' || v[i] == ' ' && (i == 0 || i == len(v)-1 || v[i+1] == ' ') {
			return false
		}
	}
	return true
}

// lines is a value that may have several lines, such as a note or an address.
func (r *importRow) lines(key string, most int) string {
	v := strings.ReplaceAll(r.cell(key), "\r\n", "\n")
	r.fits(key, v, most)
	return v
}

func (r *importRow) fits(key, v string, most int) {
	if err := within(strings.ReplaceAll(key, "_", " "), v, most); err != nil {
		p := AsProblem(err)
		r.refuse(key, p.Say, p.Try)
	}
}

// day is a day written as the plan says; 0 when there is none.
func (r *importRow) day(key string) calendar.Day {
	v := r.cell(key)
	if v == "" {
		return 0
	}
	if d, ok := r.im.days[v]; ok {
		return d
	}
	d, err := calendar.ParseDayAs(v, r.im.plan.DateFormat)
	if err != nil {
		r.refuse(key, sentence(err), "Correct the day, or say how this file writes its days.")
		return 0
	}
	r.im.days[strings.Clone(v)] = d
	return d
}

// currency is the row's own currency, or the plan's.
func (r *importRow) currency(key string) money.Currency {
	v := r.cell(key)
	if v == "" {
		return r.im.plan.Currency
	}
	if v == string(r.im.plan.Currency) {
		return r.im.plan.Currency
	}
	c, err := money.ParseCurrency(v)
	if err != nil {
		r.refuse(key, sentence(err), "")
	}
	return c
}

// money is an amount of a currency, from zero up; no currency when the cell is empty. A decimal sign other than the plan's is refused.
func (r *importRow) money(key string, c money.Currency) money.Money {
	v := r.cell(key)
	if v == "" || c == "" {
		return money.Money{}
	}
	m, err := money.ParseAmount(v, c, r.im.plan.Decimal)
	if err != nil {
		r.refuse(key, sentence(err), "")
		return money.Money{}
	}
	if says := r.im.plan.Decimal; says != money.AskDecimal && strings.ContainsAny(v, ".,") {
		if is := decimalIn(v); is != money.AskDecimal && is != says {
			r.refuse(key, fmt.Sprintf("%q has a decimal %s; in this file the decimals begin with a %s.", v, is, says), "Write it like the others.")
		}
	}
	if m.Minor < 0 {
		r.refuse(key, fmt.Sprintf("%s is negative.", m), "Enter an amount from zero up; money given back is a fee event of kind credited.")
	}
	return m
}

// yes reads yes or no; given is false when the cell is empty.
func (r *importRow) yes(key string) (yes, given bool) {
	v := r.cell(key)
	if v == "" {
		return false, false
	}
	yes, ok := yesMeant(names.Fold(v))
	if !ok {
		r.refuse(key, fmt.Sprintf("%q is neither yes nor no.", v), "Write yes or no.")
	}
	return yes, true
}

// set puts a text into a field of a thing; an empty one changes nothing. It tells whether the field changed.
func set[T ~string](field *T, v string) bool {
	if v == "" || string(*field) == v {
		return false
	}
	*field = T(v)
	return true
}

// sentence is an error's text with a full stop.
func sentence(err error) string {
	var p *Problem
	if errors.As(err, &p) {
		return p.Say
	}
	return strings.TrimSuffix(err.Error(), ".") + "."
}
