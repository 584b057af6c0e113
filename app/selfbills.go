package app

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// SelfBills are the use-cases of self-billing documents.
type SelfBills struct{ f *Firm }

// IDs gives the ids of a list in order, in chunks.
func (u SelfBills) IDs(ctx context.Context, q Query, each func([]int32) error) error {
	return u.f.deps.Store.Read(ctx, u.f.ids(Books.SelfBillIDs, q, each))
}

// Rows gives list rows by id.
func (u SelfBills) Rows(ctx context.Context, ids []int32) ([]SelfBillRow, error) {
	return read(ctx, u.f, func(b Books) ([]SelfBillRow, error) { return b.SelfBillRows(ids) })
}

// Of gives the documents of a statement, oldest first.
func (u SelfBills) Of(ctx context.Context, id ID[Statement]) ([]SelfBillRow, error) {
	return read(ctx, u.f, func(b Books) ([]SelfBillRow, error) { return b.SelfBillsOf(id) })
}

// Find gives the document with a number.
func (u SelfBills) Find(ctx context.Context, number string) (SelfBillRow, error) {
	return read(ctx, u.f, func(b Books) (SelfBillRow, error) {
		s, err := b.SelfBillByNumber(strings.ToUpper(strings.TrimSpace(number)))
		if err != nil {
			return SelfBillRow{}, err
		}
		return selfBillRow(b, s.ID)
	})
}

func selfBillRow(b Books, id ID[SelfBill]) (SelfBillRow, error) {
	rows, err := b.SelfBillRows([]int32{int32(id)})
	if err != nil || len(rows) == 0 {
		return SelfBillRow{}, orError(err, Missing("This self-billing document"))
	}
	return rows[0], nil
}

// PDF gives the exact bytes that were issued, whatever changed since.
func (u SelfBills) PDF(ctx context.Context, s SelfBill) ([]byte, error) {
	return read(ctx, u.f, func(b Books) ([]byte, error) {
		pdf, err := b.SelfBillPDF(s.ID)
		if err != nil {
			return nil, err
		}
		return asIssued(pdf, s.SHA256, s.Number, "reprint")
	})
}

// Verify tells which document a file is, unaltered; not found means that it is none of this firm's, or was changed.
func (u SelfBills) Verify(ctx context.Context, pdf []byte) (SelfBillRow, error) {
	return read(ctx, u.f, func(b Books) (SelfBillRow, error) {
		s, err := b.SelfBillByHash(sha256.Sum256(pdf))
		if err != nil {
			return SelfBillRow{}, err
		}
		return selfBillRow(b, s.ID)
	})
}

// RunSelfBills is what a run of documents issued or would issue.
type RunSelfBills struct {
	Made []SelfBillRow
	Left []LeftOut // statements of partners with a self-billing agreement that got none
	Sums []Sums    // gross of Made by currency
}

// Run issues a document for every statement of a period whose partner has a self-billing agreement, or of the partners named, unless
// one stands already. The VAT is posted to the ledger with it, approved, so it is owed at once and stands on the next statement.
func (u SelfBills) Run(ctx context.Context, ask Ask, period calendar.Period, partners []ID[Partner]) (Receipt, RunSelfBills, error) {
	var res RunSelfBills
	receipt, err := u.f.write(ctx, ask, "selfbill.run", func(t *tx) error {
		due, err := t.selfBillsDue(period, partners)
		if err != nil {
			return err
		}
		var first error
		for _, s := range due {
			made, err := t.issueSelfBill(s)
			if p := AsProblem(err); p != nil && p.Kind == Refused {
				first = orError(first, err)
				res.Left = append(res.Left, LeftOut{s.Partner, s.PartnerName, money.New(s.Earned, s.Currency), "not billed", p.Say, p.Gate})
				t.warn("%s %s", p.Say, p.Try)
				continue
			}
			if err != nil {
				return err
			}
			res.Made, res.Sums = append(res.Made, made), addSum(res.Sums, money.New(made.Gross, made.Currency))
		}
		if len(res.Made) == 0 {
			if len(partners) > 0 {
				return first
			}
			return nil
		}
		t.did(KindSelfBill, int64(res.Made[0].ID), "Issued %s for %s, %s", counted(len(res.Made), "self-billing document"), period.Label(), sumWords(res.Sums))
		return nil
	})
	if receipt.Label == "" {
		receipt.Label = "No self-billing document is due for " + period.Label() + "."
	}
	return receipt, res, err
}

// selfBillsDue gives the statements of a period that a run looks at.
func (t *tx) selfBillsDue(period calendar.Period, partners []ID[Partner]) (due []StatementRow, err error) {
	err = t.StatementIDs(Query{}.With(Is("period", period.Key())).By("number", false), func(ids []int32) error {
		rows, err := t.StatementRows(ids)
		if err != nil {
			return err
		}
		for _, s := range rows {
			named := slices.Contains(partners, s.Partner)
			if s.State == StatementVoid || s.State == StatementOver || len(partners) > 0 && !named {
				continue
			}
			p, err := t.TaxProfile(s.Partner)
			if err != nil {
				return err
			}
			standing, err := t.standingBill(s.ID)
			if err != nil {
				return err
			}
			if standing == "" && (named || p.SelfFrom != 0) {
				due = append(due, s)
			}
		}
		return nil
	})
	return due, err
}

// standingBill is the number of the document that bills a statement; empty when none does.
func (t *tx) standingBill(id ID[Statement]) (string, error) {
	all, err := t.SelfBillsOf(id)
	for _, s := range all {
		if s.Stands() {
			return s.Number, err
		}
	}
	return "", err
}

// Issue issues the document of one statement.
func (u SelfBills) Issue(ctx context.Context, ask Ask, id ID[Statement]) (Receipt, SelfBillRow, error) {
	var made SelfBillRow
	r, err := u.f.write(ctx, ask, "selfbill.issue", func(t *tx) error {
		rows, err := t.StatementRows([]int32{int32(id)})
		if err != nil || len(rows) == 0 {
			return orError(err, Missing("This statement"))
		}
		if made, err = t.issueSelfBill(rows[0]); err != nil {
			return err
		}
		t.did(KindSelfBill, int64(made.ID), "Issued %s to %s, %s", made.Number, made.PartnerName, money.New(made.Gross, made.Currency))
		return nil
	})
	return r, made, err
}

// issueSelfBill works out, numbers, prints and keeps the document of a statement.
func (t *tx) issueSelfBill(s StatementRow) (SelfBillRow, error) {
	p, err := t.mayBill(s)
	if err != nil {
		return SelfBillRow{}, err
	}
	bill := SelfBill{Partner: s.Partner, Statement: s.ID, Currency: s.Currency, Rate: p.VATRate, By: p.VATBy}
	return t.keepSelfBill(SelfBillRow{SelfBill: bill, PartnerName: s.PartnerName, StatementNumber: s.Number}, s.Statement, p)
}

// mayBill holds a statement against what a self-billed document takes, and gives what is known of the partner.
func (t *tx) mayBill(s StatementRow) (TaxProfile, error) {
	p, err := t.TaxProfile(s.Partner)
	if err != nil {
		return p, err
	}
	standing, err := t.standingBill(s.ID)
	switch {
	case err != nil:
		return p, err
	case s.State == StatementVoid || s.State == StatementOver:
		return p, No(fmt.Sprintf("Statement %s is %s.", s.Number, s.State), "Bill the statement that its lines are on.")
	case standing != "":
		return p, No(fmt.Sprintf("%s bills statement %s.", standing, s.Number), "Credit that document first.")
	}
	return p, t.selfBillGate(p, s.PartnerName, true)
}

// selfBillGate asks for what the rule on self-billed documents asks for, unless it was set aside for the partner. A document that takes
// another one back needs no agreement.
func (t *tx) selfBillGate(p TaxProfile, name string, agreed bool) error {
	err := p.mayBeBilled(name, t.today, agreed)
	if err == nil {
		return nil
	}
	aside, gateErr := t.aside(GateSelfBilling, Partner{ID: p.Partner, Name: name})
	if gateErr != nil || aside {
		return gateErr
	}
	return err
}

// mayBeBilled refuses a document where the agreement, the VAT number or the words are missing.
func (p TaxProfile) mayBeBilled(name string, on calendar.Day, agreed bool) error {
	if agreed && !p.selfBilled(on) {
		return gated(GateSelfBilling, p.Partner, fmt.Sprintf("No self-billing agreement with %s is in force on %s.", name, on), "Enter its days in the partner's tax details, or set the rule aside with a reason.")
	}
	return p.printable(name)
}

// printable refuses a document without the VAT number or the words it must show.
func (p TaxProfile) printable(name string) error {
	switch {
	case p.VATNumber == "":
		return gated(GateSelfBilling, p.Partner, fmt.Sprintf("The VAT number of %s is not known.", name), "Enter it in the partner's tax details.")
	case p.words() == "":
		return gated(GateSelfBilling, p.Partner, fmt.Sprintf("What a self-billed document must say in the country of %s is not known.", name), "Enter the wording in the partner's tax details.")
	}
	return nil
}

// Credit takes a document back by another one, with the same lines and VAT the other way. The statement may then be billed again.
func (u SelfBills) Credit(ctx context.Context, ask Ask, id ID[SelfBill], reason string) (Receipt, SelfBillRow, error) {
	var made SelfBillRow
	r, err := u.f.write(ctx, ask, "selfbill.credit", func(t *tx) error {
		of, err := selfBillRow(t.Books, id)
		if err != nil {
			return err
		}
		reason = strings.TrimSpace(reason)
		switch {
		case of.Credits != 0:
			return No(of.Number+" takes back "+of.CreditsNumber+".", "Bill the statement again instead.")
		case of.CreditedBy != "":
			return No(of.Number+" was taken back by "+of.CreditedBy+".", "Bill the statement again instead.")
		case reason == "":
			return Bad("reason", "A credit needs a reason; it is printed on it.", "Write why.")
		}
		if err := within("reason", reason, 300); err != nil {
			return err
		}
		s, err := t.Statement(of.Statement)
		if err != nil {
			return err
		}
		p, err := t.TaxProfile(of.Partner)
		if err != nil {
			return err
		}
		if err := t.selfBillGate(p, of.PartnerName, false); err != nil {
			return err
		}
		back := SelfBill{Partner: of.Partner, Statement: of.Statement, Currency: of.Currency, Rate: of.Rate, By: of.By, Credits: of.ID, Reason: reason}
		made, err = t.keepSelfBill(SelfBillRow{SelfBill: back, PartnerName: of.PartnerName, StatementNumber: s.Number, CreditsNumber: of.Number}, s, p)
		if err != nil {
			return err
		}
		t.did(KindSelfBill, int64(made.ID), "%s takes back %s of %s, %s", made.Number, of.Number, of.PartnerName, money.New(made.Gross, made.Currency))
		return nil
	})
	return r, made, err
}

// keepSelfBill gives a document its figures and number, posts its VAT, and keeps it with the bytes of its PDF.
func (t *tx) keepSelfBill(row SelfBillRow, s Statement, p TaxProfile) (SelfBillRow, error) {
	body, err := t.selfBillBody(&row, s, p)
	if err != nil {
		return row, err
	}
	id, err := t.nextID(KindSelfBill)
	if err != nil {
		return row, err
	}
	row.ID, row.Day, row.IssuedAt, row.Series = ID[SelfBill](id), t.today, t.now, fmt.Sprintf("SB-%d", t.today.Year())
	if row.No, err = t.NextNo(row.Series, 1); err != nil {
		return row, err
	}
	row.Number = Number(row.Series, row.No, 4)
	if row.VATSeq, err = t.postVAT(row, body.partner); err != nil {
		return row, err
	}
	pdf, err := t.f.deps.Print(body.document(row, s))
	if err != nil {
		return row, &Problem{Kind: Refused, Field: row.PartnerName, Cause: err,
			Say: fmt.Sprintf("The document of %s can't be printed: %v", row.PartnerName, err), Try: "Correct the name. Nothing was issued for it."}
	}
	row.SHA256 = sha256.Sum256(pdf)
	t.noUndo = true
	t.touch(KindStatement, int64(s.ID))
	t.touch(KindLine, 0)
	return row, t.AddSelfBill(row.SelfBill, pdf)
}

// postVAT posts the VAT of a document as a line that is approved: it follows from lines that were. None is posted where there is none.
func (t *tx) postVAT(b SelfBillRow, p Partner) (int64, error) {
	if b.VAT == 0 {
		return 0, nil
	}
	post, err := t.poster()
	if err != nil {
		return 0, err
	}
	why := terms.Reason{Label: "VAT at " + b.Rate.Percent() + " % on " + b.Number, Currency: b.Currency, Event: terms.OnVAT, Base: b.Net, Result: b.VAT}
	l := Line{Key: lineKey(keyVAT, b.ID, 0, 0), Partner: b.Partner, Kind: VATLine, Day: b.Day, Amount: money.New(b.VAT, b.Currency), Base: b.Net,
		Rate: b.Rate, Reason: why.Compact()}
	s := Standing{State: Approved, ApprovedBy: t.actor, ApprovedOn: t.today}
	if p.State == Blocked {
		s = Standing{State: Held, Holds: []HoldReason{{Kind: HoldBlocked}}}
	}
	if err := post.add(l, s); err != nil {
		return 0, err
	}
	return post.head.Seq, post.flush()
}

// isVAT refuses what would part the VAT of a document from the document.
func isVAT(l Line) error {
	if l.Kind != VATLine {
		return nil
	}
	return No(fmt.Sprintf("Line %d is the VAT of a self-billed document.", l.Seq), "Credit that document; the VAT goes with it.")
}
