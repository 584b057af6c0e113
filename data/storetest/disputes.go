package storetest

import (
	"crypto/sha256"
	"errors"
	"testing"

	"rapport/app"
)

func dispute(id, line int64, deadline string, figure int64) app.Dispute {
	return app.Dispute{ID: app.ID[app.Dispute](id), Number: app.Number("D-2026", id, 4), Line: line, State: app.DisputeOpen, RaisedBy: "Ann",
		RaisedOn: day("2026-05-01"), Deadline: day(deadline), Figure: eur(figure), Claim: "too little", EnteredAt: now(), Version: 1}
}

func disputes(_ *testing.T, d *desk) {
	ledgerFirm(d)
	post(d, app.Accrued, line(1, 1, "2026-04-01", 10), line(2, 2, "2026-04-02", 20), line(3, 1, "2026-04-03", 5))
	one, two := dispute(1, 1, "2026-06-01", 30), dispute(2, 2, "2026-05-15", 0)
	d.write(func(b app.Books) error { return errors.Join(b.AddDispute(one), b.AddDispute(two)) })
	same(d, "round trip", got(d, func(b app.Books) (app.Dispute, error) { return b.Dispute(1) }), one)
	same(d, "by number", got(d, func(b app.Books) (app.Dispute, error) { return b.DisputeByNumber("D-2026-0002") }), two)
	same(d, "of a partner", got(d, func(b app.Books) ([]app.Moment, error) {
		return b.Moments(2, app.MomentDispute, app.Place{Day: day("9999-12-31"), ID: 1 << 62}, 0, 9)
	}), []app.Moment{{Kind: app.MomentDispute, ID: 2, Of: 2, Day: day("2026-05-01"), Name: two.Number, Sort: "R-2026-0001", With: "Ann", Note: "too little", State: "open", Sum: eur(0)}})
	missing(d, func(b app.Books) (app.Dispute, error) { return b.DisputeByNumber("D-2026-0003") })
	same(d, "of a line", got(d, func(b app.Books) ([]app.Dispute, error) { return b.DisputesOfLine(2) }), []app.Dispute{two})
	one.State, one.Agreed, one.Adjustment, one.Version = app.DisputePartly, eur(0), 3, 2
	d.write(func(b app.Books) error { return b.PutDispute(one) })
	same(d, "changed, agreed on nothing", got(d, func(b app.Books) (app.Dispute, error) { return b.Dispute(1) }), one)
	d.refused(app.Conflict, func(b app.Books) error { return b.PutDispute(one) })
	list := func(b app.Books) listing { return b.DisputeIDs }
	takesAll(d, app.DisputeFields(), app.DisputeSorts(), list)
	refusesUnknownKeys(d, list)
	q := app.Query{}
	same(d, "by deadline", ids(d, list, q), []int32{2, 1})
	same(d, "of a partner", ids(d, list, q.With(app.Is("partner", "1"))), []int32{1})
	same(d, "undecided and over", ids(d, list, q.With(app.Is("state", "open", "in review"), app.Condition{Field: "deadline", To: "2026-05-31"})), []int32{2})
	same(d, "searched by partner", ids(d, list, app.Query{Search: "angstr"}), []int32{2})
	row := app.DisputeRow{Dispute: one, Partner: 1, PartnerName: "Harcourt & Lowe", ReferralNumber: "R-2026-0001", ClientName: "Baker Street Bakery",
		Amount: eur(10), LineState: app.Accrued}
	same(d, "rows", got(d, func(b app.Books) ([]app.DisputeRow, error) { return b.DisputeRows([]int32{1}) }), []app.DisputeRow{row})
	d.write(func(b app.Books) error {
		return errors.Join(b.AddSteps([]app.Step{{Kind: app.KindDispute, Subject: 2, To: "open", At: now()}}), b.DeleteDispute(2))
	})
	missing(d, func(b app.Books) (app.Dispute, error) { return b.Dispute(2) })
	same(d, "its steps go with it", got(d, func(b app.Books) ([]app.Step, error) { return b.Steps(app.KindDispute, 2) }), []app.Step{})
}

func attachments(t *testing.T, d *desk) {
	letter := []byte("a letter")
	add := func(of int64, name string, bytes []byte) {
		d.write(func(b app.Books) error {
			return b.AddAttachment(app.Attachment{Kind: app.KindDispute, Of: of, Name: name, Size: int64(len(bytes)), SHA256: sha256.Sum256(bytes), At: now(), Who: "ann"}, bytes)
		})
	}
	add(1, "letter.pdf", letter)
	add(2, "the same.pdf", letter)
	add(1, "more.pdf", []byte("more"))
	list := func(of int64) []app.Attachment {
		return got(d, func(b app.Books) ([]app.Attachment, error) { return b.Attachments(app.KindDispute, of) })
	}
	of1 := list(1)
	if len(of1) != 2 || of1[0].Name != "letter.pdf" || of1[0].Size != 8 || of1[0].SHA256 != sha256.Sum256(letter) || of1[0].Who != "ann" || of1[0].At != now() {
		t.Errorf("%+v", of1)
	}
	d.write(func(b app.Books) error { return b.DeleteAttachments(app.KindDispute, 1) })
	same(d, "removed", list(1), []app.Attachment{})
	same(d, "equal bytes of another stay", got(d, func(b app.Books) ([]byte, error) { return b.AttachmentBytes(list(2)[0].ID) }), letter)
	missing(d, func(b app.Books) ([]byte, error) { return b.AttachmentBytes(of1[1].ID) })
}
