package app

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"rapport/app/bank"
	"rapport/app/calendar"
	"rapport/app/money"
)

// PayoutExport says what goes into a file.
type PayoutExport struct {
	Again    string // the number of a file that was exported: that one once more, whatever became of its payouts; the rest is not asked then
	Format   bank.Format
	Run      string         // only payouts of this run; empty: of all
	Currency money.Currency // needed when what waits is in several
	Columns  []string       // of FormatCSV, from bank.Columns; none: all
	Day      calendar.Day   // on which the bank is asked to pay; 0: the next business day
}

// ExportedFile is a file with its bytes. Copy says that it had been exported before.
type ExportedFile struct {
	PayoutFile
	Bytes []byte
	Copy  bool
	Left  []LeftOut
}

// Export puts every approved payout that a format carries into one file and keeps its bytes. With nothing approved, the last such file
// is given again, byte for byte, as a copy, while one of its payouts was not sent yet or its run was named. What was read back out of the file must be what the ledger says, or nothing is written.
func (u Payouts) Export(ctx context.Context, ask Ask, e PayoutExport) (Receipt, ExportedFile, error) {
	var out ExportedFile
	r, err := u.f.write(ctx, ask, "payout.export", func(t *tx) error {
		if e.Again != "" {
			return t.fileAgain(&out, e.Again)
		}
		if !slices.Contains(bank.Formats(), e.Format) {
			return Bad("format", fmt.Sprintf("%q is not a format.", string(e.Format)), "Choose sepa, ach, gift or csv.")
		}
		if err := e.checkColumns(); err != nil {
			return err
		}
		e.Run = strings.ToUpper(strings.TrimSpace(e.Run))
		rows, err := t.toExport(&e)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return t.copyFile(&out, e)
		}
		return t.export(&out, e, rows)
	})
	if err == nil && r.Repeated {
		out, err = u.File(ctx, ID[PayoutFile](r.ID))
	}
	return r, out, err
}

// File gives a file that was exported, for looking at; giving it to a bank again is Export.
func (u Payouts) File(ctx context.Context, id ID[PayoutFile]) (ExportedFile, error) {
	return read(ctx, u.f, func(b Books) (ExportedFile, error) { return keptFile(b, id) })
}

// Files gives what was exported, the newest first.
func (u Payouts) Files(ctx context.Context, limit int) ([]PayoutFile, error) {
	return read(ctx, u.f, func(b Books) ([]PayoutFile, error) { return b.PayoutFiles("", limit) })
}

func keptFile(b Books, id ID[PayoutFile]) (ExportedFile, error) {
	f, err := b.PayoutFile(id)
	if err != nil {
		return ExportedFile{}, err
	}
	bytes, err := b.PayoutFileBytes(id)
	if err == nil {
		bytes, err = asIssued(bytes, f.SHA256, f.Number, "export")
	}
	return ExportedFile{PayoutFile: f, Bytes: bytes, Copy: true}, err
}

// toExport lists the approved payouts that a format carries, by number, all of one currency.
func (t *tx) toExport(e *PayoutExport) ([]PayoutRow, error) {
	q := Query{}.With(Is("state", string(PayoutApproved))).By("number", false)
	if e.Run != "" {
		q = q.With(Is("run", e.Run))
	}
	var rows []PayoutRow
	err := t.PayoutIDs(q, func(ids []int32) error {
		some, err := t.PayoutRows(ids)
		for _, r := range some {
			if e.Format.Carries(r.Method) && (e.Currency == "" || e.Currency == r.Amount.Currency) {
				rows = append(rows, r)
			}
		}
		return err
	})
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	e.Currency = rows[0].Amount.Currency
	for _, r := range rows {
		if r.Amount.Currency != e.Currency {
			return nil, Bad("currency", fmt.Sprintf("Payouts in %s and %s wait; a file is in one currency.", e.Currency, r.Amount.Currency), "Say which.")
		}
	}
	return rows, nil
}

func (t *tx) export(out *ExportedFile, e PayoutExport, rows []PayoutRow) error {
	payer := t.settings.Payouts.Payer
	payer.Name = orElse(payer.Name, t.settings.FirmName)
	if err := flawed(payer.Ready(e.Format)); err != nil {
		return No(AsProblem(err).Say, AsProblem(err).Try)
	}
	if e.Format == bank.FormatCSV && len(e.Columns) == 0 {
		e.Columns = bank.Columns()
	}
	order := bank.Order{Format: e.Format, Made: t.now, Day: orDay(e.Day, calendar.NextBusinessDay(t.today.AddDays(1))), Payer: payer, Currency: e.Currency, Columns: e.Columns}
	if order.Day < t.today {
		return Bad("day", fmt.Sprintf("%s has passed.", order.Day), "Choose today or a later day.")
	}
	keep, left, err := t.exportable(rows)
	if err != nil {
		return err
	}
	var sum int64
	for _, r := range keep {
		c, s, err := t.credit(r)
		if err != nil {
			return err
		}
		order.Pay, sum = append(order.Pay, c), sum+s
	}
	if order.No, order.Number, err = t.fileNumber(); err != nil {
		return err
	}
	file, err := t.f.deps.BankFile(order)
	if err != nil {
		return &Problem{Kind: Refused, Say: fmt.Sprintf("The file could not be made: %v", err), Try: "Nothing was exported; correct it and export again.", Cause: err}
	}
	if file.Count != int64(len(keep)) || file.Minor != sum {
		return No(fmt.Sprintf("The file says %d payouts of %s and the ledger %d of %s; it was not written.", file.Count, money.New(file.Minor, e.Currency), len(keep),
			money.New(sum, e.Currency)), "Send the log to support.")
	}
	out.Left = left
	return t.keepFile(out, e, order, file, keep)
}

// checkColumns refuses columns that there are not, twice the same, and any for a format whose layout is fixed.
func (e *PayoutExport) checkColumns() error {
	if len(e.Columns) == 0 {
		return nil
	}
	if e.Format != bank.FormatCSV {
		return Bad("columns", fmt.Sprintf("The layout of %s is fixed; only csv has columns to choose.", e.Format), "Leave the columns out.")
	}
	seen := map[string]bool{}
	e.Columns = slices.Clone(e.Columns)
	for i, c := range e.Columns {
		c = strings.ToLower(strings.TrimSpace(c))
		switch e.Columns[i] = c; {
		case !slices.Contains(bank.Columns(), c):
			return Bad("columns", fmt.Sprintf("There is no column %q.", c), "Choose from "+strings.Join(bank.Columns(), ", ")+".")
		case seen[c]:
			return Bad("columns", fmt.Sprintf("The column %q is there twice.", c), "Name each once.")
		}
		seen[c] = true
	}
	if !seen["amount"] {
		return Bad("columns", "A file of payments needs the amount.", "Choose the column amount as well.")
	}
	return nil
}

// exportable drops those that something stands against by now; the rest goes on.
func (t *tx) exportable(rows []PayoutRow) (keep []PayoutRow, left []LeftOut, err error) {
	var first error
	for _, r := range rows {
		err := t.mayRelease(r.Payout)
		p := AsProblem(err)
		switch {
		case p == nil:
			keep = append(keep, r)
		case p.Kind == Refused:
			if first == nil {
				first = err
			}
			t.warn("%s", p.Say)
			left = append(left, LeftOut{r.Partner, r.PartnerName, r.Amount, "held", p.Say, p.Gate})
		default:
			return nil, nil, err
		}
	}
	if len(keep) == 0 {
		return nil, nil, first
	}
	return keep, left, nil
}

// credit is a payout as the order says it, and what its claims add up to in the ledger.
func (t *tx) credit(r PayoutRow) (bank.Credit, int64, error) {
	claims, err := t.Claims(r.ID)
	if err != nil {
		return bank.Credit{}, 0, err
	}
	sum, err := sumOf(claims)
	if err != nil {
		return bank.Credit{}, 0, err
	}
	d, err := t.BankDetail(r.Detail)
	if err != nil {
		return bank.Credit{}, 0, err
	}
	text := "Commission " + r.Number
	if _, s, err := t.Line(claims[len(claims)-1].Line); err != nil {
		return bank.Credit{}, 0, err
	} else if s.Statement != 0 {
		st, err := t.Statement(s.Statement)
		if err != nil {
			return bank.Credit{}, 0, err
		}
		text += ", statement " + st.Number
	}
	return bank.Credit{Number: r.Number, To: d.Account, Person: d.Payee == PayPerson, Minor: r.Amount.Minor, Reference: text}, sum, nil
}

func (t *tx) fileNumber() (int, string, error) {
	series := fmt.Sprintf("F-%d", t.today.Year())
	no, err := t.NextNo(series, 1)
	return int(no), Number(series, no, 4), err
}

// keepFile keeps the bytes and moves the payouts.
func (t *tx) keepFile(out *ExportedFile, e PayoutExport, o bank.Order, file bank.File, keep []PayoutRow) error {
	id, err := t.nextID(KindPayoutFile)
	if err != nil {
		return err
	}
	run := keep[0].Run
	for _, r := range keep {
		if r.Run != run {
			run = ""
		}
	}
	f := PayoutFile{ID: ID[PayoutFile](id), Number: o.Number, Run: run, Format: e.Format, Currency: e.Currency, Count: file.Count, Minor: file.Minor, Name: file.Name,
		Day: o.Day, SHA256: sha256.Sum256(file.Bytes), MadeAt: t.now, MadeBy: t.actor}
	if err := t.AddPayoutFile(f, file.Bytes); err != nil {
		return err
	}
	for _, r := range keep {
		p, from := r.Payout, r.State
		p.State, p.File = PayoutExported, f.ID
		if err := t.savePayout(&p, from, Move{Note: f.Number}); err != nil {
			return err
		}
	}
	out.PayoutFile, out.Bytes = f, file.Bytes
	t.noUndo = true
	t.did(KindPayoutFile, id, "Exported %s of %s to %s", counted(f.Count, "payout"), money.New(f.Minor, f.Currency), f.Number)
	return nil
}
