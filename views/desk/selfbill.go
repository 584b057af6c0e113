package desk

import (
	"context"
	"strings"

	"rapport/app"
	"rapport/app/money"
	"rapport/views/kit"
)

// selfBill shows the self-billed document of a statement in the system's viewer; where none stands, it offers to issue one.
func (d *Desk) selfBill(r app.StatementRow) {
	var slot kit.Slot
	kit.Load(d.stage, &slot, func(ctx context.Context) (app.SelfBillRow, error) {
		all, err := d.firm.SelfBills.Of(ctx, r.ID)
		if standing, ok := standingBill(all); ok || err != nil {
			return standing, err
		}
		_, made, err := d.firm.SelfBills.Issue(ctx, app.Ask{Preview: true}, r.ID)
		made.ID = 0 // nothing is kept yet
		return made, err
	}, func(b app.SelfBillRow, err error) {
		switch {
		case err != nil:
			d.refuse(err)
		case b.ID != 0:
			d.openDocument(d.paperOfBill(b))
		default:
			d.issueSelfBill(r, b)
		}
	})
}

// standingBill is the document that bills a statement, of all its documents.
func standingBill(all []app.SelfBillRow) (app.SelfBillRow, bool) {
	for _, b := range all {
		if b.Stands() {
			return b, true
		}
	}
	return app.SelfBillRow{}, false
}

// issueSelfBill shows what would be issued and issues it.
func (d *Desk) issueSelfBill(r app.StatementRow, b app.SelfBillRow) {
	sum := func(minor int64) string { return money.New(minor, b.Currency).String() }
	figures := kit.NewFacts().Set("Lines", grouped(int(b.Lines))).Set("Net", sum(b.Net)).Set("VAT at "+b.Rate.Percent()+" %", sum(b.VAT)).Set("Gross", sum(b.Gross))
	warn := newWarning()
	warn.say("The VAT is owed at once and comes with the next statement. The document is never edited or voided; it can be taken back by another one.")
	d.openForm(formSpec{again: "statement.selfbill", title: "Issue " + b.Number, note: "In the place of " + r.PartnerName + ", for statement " + r.Number, save: "Issue",
		form: kit.NewForm().Put(kit.Pad(0, 0, 8, 0, figures)).Put(warn.panel),
		submit: func(ask app.Ask) act {
			return func(ctx context.Context) (app.Receipt, error) {
				receipt, _, err := d.firm.SelfBills.Issue(ctx, ask, r.ID)
				return receipt, err
			}
		}})
}

// paperOfBill is the PDF of a self-billed document: the very bytes that were issued.
func (d *Desk) paperOfBill(b app.SelfBillRow) document {
	return document{name: b.Number, note: b.PartnerName + " · " + b.Day.Label(), file: fileName(b.Number, ".pdf"),
		read: func(ctx context.Context) ([]byte, error) { return d.firm.SelfBills.PDF(ctx, b.SelfBill) }}
}

// creditSelfBill asks why the document of a statement is taken back.
func (d *Desk) creditSelfBill(r app.StatementRow) {
	var slot kit.Slot
	kit.Load(d.stage, &slot, func(ctx context.Context) ([]app.SelfBillRow, error) { return d.firm.SelfBills.Of(ctx, r.ID) }, func(all []app.SelfBillRow, err error) {
		b, ok := standingBill(all)
		switch {
		case err != nil:
			d.refuse(err)
		case !ok:
			d.refuse(app.No("No self-billed document bills statement "+r.Number+".", "Issue one first."))
		default:
			d.askCredit(b)
		}
	})
}

func (d *Desk) askCredit(b app.SelfBillRow) {
	reason := kit.NewTextField(kit.Spec{Key: "reason", Label: "Why", Required: true, Hint: "Printed on the credit note"}, "")
	again := "statement.selfcredit"
	if d.is("selfbills") {
		again = "selfbill.credit"
	}
	d.openForm(formSpec{again: again, title: "Take back " + b.Number, note: b.PartnerName + ", " + money.New(b.Gross, b.Currency).String(), form: kit.NewForm().Add(reason), save: "Issue credit note",
		submit: func(ask app.Ask) act {
			why := reason.Value()
			return func(ctx context.Context) (app.Receipt, error) {
				receipt, _, err := d.firm.SelfBills.Credit(ctx, ask, b.ID, why)
				return receipt, err
			}
		}})
}

// billWords names the documents of a statement: those that stand, and what was taken back.
func billWords(all []app.SelfBillRow) string {
	words := make([]string, len(all))
	for i, b := range all {
		words[i] = b.Number + ", " + money.New(b.Gross, b.Currency).String()
		if b.CreditedBy != "" {
			words[i] += ", taken back"
		}
	}
	return strings.Join(words, "\n")
}
