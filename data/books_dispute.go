package data

import (
	"strings"

	"rapport/app"
	"rapport/app/money"
)

const disputeColumns = `id, number, line_seq, state, raised_by, raised_on, deadline, figure_minor, currency, claim, agreed_minor, adjustment,
	entered_at, version`

const disputeFields = `d.id, d.number, d.line_seq, d.state, d.raised_by, d.raised_on, d.deadline, d.figure_minor, d.currency, d.claim,
	d.agreed_minor IS NOT NULL, d.agreed_minor, d.adjustment, d.entered_at, d.version`

func disputeArgs(dst []any, d *app.Dispute) []any {
	var agreed any
	if d.Agreed.Currency != "" {
		agreed = d.Agreed.Minor
	}
	return append(dst, int64(d.ID), d.Number, d.Line, string(d.State), d.RaisedBy, d.RaisedOn.String(), d.Deadline.String(), d.Figure.Minor,
		string(d.Figure.Currency), d.Claim, agreed, optional(d.Adjustment), stamp(d.EnteredAt), d.Version)
}

func readDispute(r *row) app.Dispute {
	d := app.Dispute{ID: app.ID[app.Dispute](r.num()), Number: r.text(), Line: r.num(), State: app.DisputeState(r.text()), RaisedBy: r.text(),
		RaisedOn: r.day(), Deadline: r.day(), Figure: r.money(), Claim: r.text()}
	if decided, minor := r.yes(), r.num(); decided {
		d.Agreed = money.New(minor, d.Figure.Currency)
	}
	d.Adjustment, d.EnteredAt, d.Version = r.num(), r.time(), r.num()
	return d
}

// Dispute gives one dispute.
func (b *books) Dispute(id app.ID[app.Dispute]) (app.Dispute, error) {
	return need(b, "This dispute", readDispute, "SELECT "+disputeFields+" FROM dispute d WHERE d.id = $1", int64(id))
}

// DisputeByNumber gives the dispute with a number.
func (b *books) DisputeByNumber(number string) (app.Dispute, error) {
	return need(b, "Dispute "+number, readDispute, "SELECT "+disputeFields+" FROM dispute d WHERE d.number = $1", number)
}

// DisputesOfLine gives the disputes of a commission line.
func (b *books) DisputesOfLine(seq int64) ([]app.Dispute, error) {
	return all(b, readDispute, "SELECT "+disputeFields+" FROM dispute d WHERE d.line_seq = $1 ORDER BY d.id", seq)
}

// AddDispute adds a dispute whose id is set.
func (b *books) AddDispute(d app.Dispute) error {
	return b.reworded(insert(b, "dispute", disputeColumns, []app.Dispute{d}, disputeArgs), app.KindDispute, int64(d.ID), d.Number, d.RaisedBy, d.Claim)
}

// PutDispute changes a dispute.
func (b *books) PutDispute(d app.Dispute) error {
	err := b.putOne("Dispute "+d.Number, "dispute", int64(d.ID), updateText("dispute", disputeColumns), append(disputeArgs(nil, &d), d.Version-1)...)
	return b.reworded(err, app.KindDispute, int64(d.ID), d.Number, d.RaisedBy, d.Claim)
}

// DeleteDispute removes a dispute with its steps.
func (b *books) DeleteDispute(id app.ID[app.Dispute]) error {
	if _, err := b.exec("DELETE FROM step WHERE kind = $1 AND subject = $2", string(app.KindDispute), int64(id)); err != nil {
		return err
	}
	return b.deleteOne("This dispute", "dispute", int64(id))
}

func disputeList() list {
	const line = "CROSS JOIN line l ON l.seq = d.line_seq"
	const partner = line + " CROSS JOIN partner p ON p.id = l.partner_id"
	return list{
		what: "disputes", from: "dispute d", id: "d.id", own: app.Sort{Key: "deadline"},
		found: "(SELECT l.partner_id FROM line l WHERE l.seq = d.line_seq) IN (SELECT rowid FROM partner_search WHERE partner_search MATCH $n)",
		fields: map[string]field{
			"id": {expr: "d.id", kind: numberField}, "line": {expr: "d.line_seq", kind: numberField}, "state": {expr: "d.state", of: known(app.DisputeStates)},
			"partner": {expr: "(SELECT l.partner_id FROM line l WHERE l.seq = d.line_seq)", kind: numberField},
			"raised":  {expr: "d.raised_on", kind: dayField}, "deadline": {expr: "d.deadline", kind: dayField},
		},
		sorts: map[string]sorting{
			"deadline": {by: []string{"d.deadline"}}, "number": {by: []string{"d.id"}}, "partner": {by: []string{"p.folded"}, join: partner},
			"state": {by: []string{"d.state"}}, "raised": {by: []string{"d.raised_on"}}, "figure": {by: []string{"d.currency", "d.figure_minor"}},
		},
	}
}

// DisputeIDs lists disputes.
func (b *books) DisputeIDs(q app.Query, each func([]int32) error) error {
	return b.ids(disputeList(), q, each)
}

// DisputeRows reads disputes as lists show them.
func (b *books) DisputeRows(ids []int32) ([]app.DisputeRow, error) {
	return byIDs(b, ids, "SELECT "+disputeFields+`, l.partner_id, p.name, r.number, c.name, l.amount_minor, l.currency, t.state
		FROM dispute d CROSS JOIN line l ON l.seq = d.line_seq CROSS JOIN partner p ON p.id = l.partner_id LEFT JOIN standing t ON t.line_seq = l.seq
		LEFT JOIN referral r ON r.id = l.referral_id LEFT JOIN client c ON c.id = r.client_id WHERE d.id IN `, func(r *row) app.DisputeRow {
		return app.DisputeRow{Dispute: readDispute(r), Partner: app.ID[app.Partner](r.num()), PartnerName: r.text(), ReferralNumber: r.text(),
			ClientName: r.text(), Amount: r.money(), LineState: app.LineState(r.text())}
	}, func(d *app.DisputeRow) int64 { return int64(d.ID) })
}

// AddAttachment keeps a file with a thing. Bytes that are kept already are not kept again.
func (b *books) AddAttachment(a app.Attachment, bytes []byte) error {
	if _, err := b.exec("INSERT INTO attached(sha256, bytes) VALUES ($1, $2) ON CONFLICT(sha256) DO NOTHING", a.SHA256[:], bytes); err != nil {
		return err
	}
	id, _, err := value[int64](b, "INSERT INTO attachment(kind, subject, name, size, sha256, at, who, partner_id, day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id",
		string(a.Kind), a.Of, a.Name, a.Size, a.SHA256[:], stamp(a.At), a.Who, optional(a.Partner), a.Day.String())
	return b.reworded(err, app.KindFile, id, strings.ReplaceAll(a.Name, ".", " "))
}

// Attachments gives the files kept with a thing, oldest first.
func (b *books) Attachments(kind app.Kind, of int64) ([]app.Attachment, error) {
	return all(b, readAttachment, "SELECT "+attachmentFields+" FROM attachment WHERE kind = $1 AND subject = $2 ORDER BY id", string(kind), of)
}

// AttachmentsOf gives the newest files of a partner.
func (b *books) AttachmentsOf(id app.ID[app.Partner], most int) ([]app.Attachment, error) {
	return all(b, readAttachment, "SELECT "+attachmentFields+" FROM attachment WHERE partner_id = $1 ORDER BY day DESC, id DESC LIMIT $2", int64(id), most)
}

const attachmentFields = "id, kind, subject, name, size, sha256, at, who, partner_id, day"

func readAttachment(r *row) app.Attachment {
	return app.Attachment{ID: r.num(), Kind: app.Kind(r.text()), Of: r.num(), Name: r.text(), Size: r.num(), SHA256: r.hash(), At: r.time(), Who: r.text(),
		Partner: app.ID[app.Partner](r.num()), Day: r.day()}
}

// AttachmentBytes gives the bytes of a file.
func (b *books) AttachmentBytes(id int64) ([]byte, error) {
	return need(b, "This file", (*row).bytes, "SELECT f.bytes FROM attachment a CROSS JOIN attached f ON f.sha256 = a.sha256 WHERE a.id = $1", id)
}

// DeleteAttachments removes the files of a thing, and their bytes where nothing else has them.
func (b *books) DeleteAttachments(kind app.Kind, of int64) error {
	list, err := b.Attachments(kind, of)
	if err != nil {
		return err
	}
	if _, err := b.exec("DELETE FROM attachment WHERE kind = $1 AND subject = $2", string(kind), of); err != nil {
		return err
	}
	for _, a := range list {
		if _, err := b.exec("DELETE FROM attached WHERE sha256 = $1 AND NOT EXISTS (SELECT 1 FROM attachment a WHERE a.sha256 = $1)", a.SHA256[:]); err != nil {
			return err
		}
	}
	return nil
}
