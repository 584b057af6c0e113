package files

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"

	"rapport/app/bank"
	"rapport/app/money"
	"rapport/app/report"
)

// writeCards writes what a sender of gift and prepaid cards by e-mail (such as Tremendous) takes: one recipient a row. The number of the
// payout goes along as the external id, by which an order that is sent twice is recognised.
//
// The columns were held against Tremendous' public documentation of an order (developers.tremendous.com, Create order): recipient name and
// e-mail, denomination, currency code and external_id, which makes an order that is repeated the same one. Its template for uploading a
// sheet is given to signed-in users only and could not be compared; where its titles differ, the upload asks which column is which.
func writeCards(o bank.Order) (bank.File, error) {
	rows := [][]string{}
	for _, c := range o.Pay {
		rows = append(rows, []string{c.To.Holder, c.To.Email, money.New(c.Minor, o.Currency).Plain(), string(o.Currency), c.Number, c.Reference})
	}
	return payoutSheet([]string{"Recipient Name", "Recipient Email", "Amount", "Currency", "External ID", "Message"}, rows, "Amount", o.Currency)
}

// writePayouts writes the columns that were chosen.
func writePayouts(o bank.Order) (bank.File, error) {
	titles := make([]string, len(o.Columns))
	for i, c := range o.Columns {
		titles[i] = strings.ToUpper(c[:1]) + c[1:]
	}
	rows := [][]string{}
	for _, c := range o.Pay {
		value := map[string]string{
			"number": c.Number, "payee": c.To.Holder, "amount": money.New(c.Minor, o.Currency).Plain(), "currency": string(o.Currency), "method": string(c.To.Method),
			"iban": c.To.IBAN, "bic": c.To.BIC, "bank code": c.To.BankCode, "account": c.To.Number, "address": c.To.Address.Line(), "reference": c.Reference,
			"day": o.Day.String(),
		}
		row := make([]string, len(o.Columns))
		for i, name := range o.Columns {
			row[i] = value[name]
		}
		rows = append(rows, row)
	}
	return payoutSheet(titles, rows, "Amount", o.Currency)
}

// payoutSheet writes a table as CSV and reads its amounts back.
func payoutSheet(titles []string, rows [][]string, amount string, currency money.Currency) (bank.File, error) {
	at := slices.Index(titles, amount)
	if at < 0 {
		return bank.File{}, fmt.Errorf("a file of payments needs the column %s", amount)
	}
	var t report.Table
	for _, title := range titles {
		t.Columns = append(t.Columns, report.Column{Title: title})
	}
	for _, r := range rows {
		var row report.Row
		for _, text := range r {
			row.Cells = append(row.Cells, report.Text(text))
		}
		t.Rows = append(t.Rows, row)
	}
	var out bytes.Buffer
	if err := WriteCSV(&out, Of("Payouts", t)); err != nil {
		return bank.File{}, err
	}
	f := bank.File{Bytes: out.Bytes()}
	back, err := csv.NewReader(bytes.NewReader(f.Bytes)).ReadAll()
	if err != nil {
		return f, err
	}
	for _, r := range back[1:] {
		m, err := money.ParseAmount(r[at], currency, money.Point)
		if err != nil {
			return f, err
		}
		f.Count++
		f.Minor += m.Minor
	}
	return f, nil
}
