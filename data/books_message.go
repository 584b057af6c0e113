package data

import (
	"errors"
	"time"

	"rapport/app"
	"rapport/app/letter"
)

const messageColumns = "id, number, partner_id, person_id, kind, referral_id, statement_id, letter_id, version_id, run, address, name, subject, language, unsubscribe, sum, " +
	"state, day, made_at, who, tries, said, retry, sent_at, version"

const messageFields = "x.id, x.number, x.partner_id, x.person_id, x.kind, x.referral_id, x.statement_id, x.letter_id, x.version_id, x.run, x.address, x.name, x.subject, " +
	"x.language, x.unsubscribe, x.sum, x.state, x.day, x.made_at, x.who, x.tries, x.said, x.retry, x.sent_at, x.version"

func readMessage(r *row) app.Message {
	return app.Message{ID: app.ID[app.Message](r.num()), Number: r.text(), Partner: app.ID[app.Partner](r.num()), Person: app.ID[app.Person](r.num()),
		Kind: app.MessageKind(r.text()), Referral: app.ID[app.Referral](r.num()), Statement: app.ID[app.Statement](r.num()), Letter: app.ID[app.Letter](r.num()),
		Material: app.ID[app.MaterialVersion](r.num()), Run: r.text(), To: r.text(), ToName: r.text(), Subject: r.text(), Language: letter.Language(r.text()),
		Unsubscribe: r.text(), Sum: r.hash(), State: app.MessageState(r.text()), Day: r.day(), MadeAt: r.time(), Who: r.text(), Tries: int(r.num()), Said: r.text(),
		Retry: r.maybeTime(), SentAt: r.maybeTime(), Version: r.num()}
}

func messageArgs(dst []any, m *app.Message) []any {
	return append(dst, int64(m.ID), m.Number, int64(m.Partner), optional(m.Person), string(m.Kind), optional(m.Referral), optional(m.Statement), optional(m.Letter),
		optional(m.Material), m.Run, m.To, m.ToName, m.Subject, string(m.Language), m.Unsubscribe, m.Sum[:], string(m.State), m.Day.String(), stamp(m.MadeAt), m.Who,
		m.Tries, m.Said, maybeStamp(m.Retry), maybeStamp(m.SentAt), m.Version)
}

// maybeTime reads a moment; the empty text is none.
func (r *row) maybeTime() time.Time {
	text := r.text()
	if text == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		r.fail("a time", text)
	}
	return t.UTC()
}

func maybeStamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return stamp(t)
}

// messageSaid is what search finds a message by.
func messageSaid(m *app.Message) string {
	return eachOnce(m.Number + " " + m.Subject + " " + m.ToName + " " + m.To + " " + m.Run)
}

// AddMessage keeps a message.
func (b *books) AddMessage(m app.Message) error {
	args := func(dst []any, m *app.Message) []any { return append(messageArgs(dst, m), messageSaid(m)) }
	if err := insert(b, "message", messageColumns+", words", []app.Message{m}, args); err != nil {
		return err
	}
	_, err := b.exec("INSERT INTO message_text(message_id, body, html) VALUES ($1, $2, $3)", int64(m.ID), m.Body, m.HTML)
	return errors.Join(err, b.index("message", "id", int64(m.ID)))
}

// PutMessage changes a message, but for what it says.
func (b *books) PutMessage(m app.Message) error {
	return b.putOne("This message", "message", int64(m.ID), updateText("message", messageColumns), append(messageArgs(nil, &m), m.Version-1)...)
}

// PutMessageText changes what a message says.
func (b *books) PutMessageText(m app.Message) error {
	return b.reindexing(int64(m.ID), []indexed{{"message", "id"}}, func() error {
		if _, err := b.exec("UPDATE message SET words = $2 WHERE id = $1", int64(m.ID), messageSaid(&m)); err != nil {
			return err
		}
		_, err := b.exec("UPDATE message_text SET body = $2, html = $3 WHERE message_id = $1", int64(m.ID), m.Body, m.HTML)
		return err
	})
}

// DeleteMessage removes a message and its files.
func (b *books) DeleteMessage(id app.ID[app.Message]) error {
	if err := b.unindex("message", "id", int64(id)); err != nil {
		return err
	}
	if _, err := b.exec("DELETE FROM message_text WHERE message_id = $1", int64(id)); err != nil {
		return err
	}
	if err := b.deleteOne("This message", "message", int64(id)); err != nil {
		return err
	}
	return b.DeleteAttachments(app.KindMessage, int64(id))
}

func readWholeMessage(r *row) app.Message {
	m := readMessage(r)
	m.Body, m.HTML = r.text(), r.text()
	return m
}

const wholeMessage = "SELECT " + messageFields + ", y.body, y.html FROM message x CROSS JOIN message_text y ON y.message_id = x.id "

// Message gives one message.
func (b *books) Message(id app.ID[app.Message]) (app.Message, error) {
	return need(b, "This message", readWholeMessage, wholeMessage+"WHERE x.id = $1", int64(id))
}

// MessageByNumber gives the message with a people-facing number.
func (b *books) MessageByNumber(number string) (app.Message, error) {
	return need(b, "Message "+number, readWholeMessage, wholeMessage+"WHERE x.number = $1", number)
}

func messageList() list {
	return list{
		what: "messages", from: "message x", id: "x.id", own: app.Sort{Key: "number", Desc: true},
		found: "x.id IN (SELECT rowid FROM message_search WHERE message_search MATCH $n)",
		fields: map[string]field{
			"id": {expr: "x.id", kind: numberField}, "partner": {expr: "x.partner_id", kind: numberField}, "person": {expr: "x.person_id", kind: numberField},
			"kind": {expr: "x.kind", of: known(app.MessageKinds)}, "state": {expr: "x.state", of: known(app.MessageStates)}, "run": {expr: "x.run"},
			"referral": {expr: "x.referral_id", kind: numberField}, "statement": {expr: "x.statement_id", kind: numberField}, "material": {expr: "x.version_id", kind: numberField}, "day": {expr: "x.day", kind: dayField},
		},
		sorts: map[string]sorting{"number": {by: []string{"x.id"}}, "to": {by: []string{"x.name", "x.address"}}, "partner": {by: []string{"p.folded"}, join: "JOIN partner p ON p.id = x.partner_id"},
			"kind": {by: []string{"x.kind"}}, "state": {by: []string{"x.state"}}, "day": {by: []string{"x.day"}}},
	}
}

// MessageIDs lists messages.
func (b *books) MessageIDs(q app.Query, each func([]int32) error) error {
	return b.ids(messageList(), q, each)
}

// MessageRows reads messages as lists show them.
func (b *books) MessageRows(ids []int32) ([]app.MessageRow, error) {
	return byIDs(b, ids, "SELECT "+messageFields+`, p.name, (SELECT count(*) FROM attachment f WHERE f.kind = 'message' AND f.subject = x.id) + (x.statement_id IS NOT NULL)
		FROM message x CROSS JOIN partner p ON p.id = x.partner_id WHERE x.id IN `, func(r *row) app.MessageRow {
		return app.MessageRow{Message: readMessage(r), PartnerName: r.text(), Files: int(r.num())}
	}, func(m *app.MessageRow) int64 { return int64(m.ID) })
}

// MessageCounts counts the messages of each state.
func (b *books) MessageCounts() (map[app.MessageState]int, error) {
	counts := map[app.MessageState]int{}
	err := b.each("SELECT state, count(*) FROM message GROUP BY state", nil, func(r *row) error {
		counts[app.MessageState(r.text())] = int(r.num())
		return nil
	})
	return counts, err
}
