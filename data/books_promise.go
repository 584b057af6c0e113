package data

import (
	"rapport/app"
	"rapport/app/calendar"
)

const promiseColumns = "id, checkin_id, partner_id, ours, what, due, state, ended, reason, owner, made, version"

const promiseFields = "w.id, w.checkin_id, w.partner_id, w.ours, w.what, w.due, w.state, w.ended, w.reason, w.owner, w.made, w.version"

func readPromise(r *row) app.Promise {
	return app.Promise{ID: app.ID[app.Promise](r.num()), Checkin: app.ID[app.Checkin](r.num()), Partner: app.ID[app.Partner](r.num()), Ours: r.yes(), What: r.text(),
		Due: r.day(), State: app.PromiseState(r.text()), Ended: r.day(), Reason: r.text(), Owner: r.text(), Made: r.day(), Version: r.num()}
}

func promiseArgs(dst []any, p *app.Promise) []any {
	return append(dst, int64(p.ID), optional(p.Checkin), int64(p.Partner), p.Ours, p.What, p.Due.String(), string(p.State), p.Ended.String(), p.Reason, p.Owner,
		p.Made.String(), p.Version)
}

// AddPromise keeps a promise.
func (b *books) AddPromise(p app.Promise) error {
	return b.reworded(insert(b, "promise", promiseColumns, []app.Promise{p}, promiseArgs), app.KindPromise, int64(p.ID), p.What)
}

// PutPromise changes a promise.
func (b *books) PutPromise(p app.Promise) error {
	err := b.putOne("This promise", "promise", int64(p.ID), updateText("promise", promiseColumns), append(promiseArgs(nil, &p), p.Version-1)...)
	return b.reworded(err, app.KindPromise, int64(p.ID), p.What)
}

// DeletePromise removes a promise.
func (b *books) DeletePromise(id app.ID[app.Promise]) error {
	return b.deleteOne("This promise", "promise", int64(id))
}

// Promise gives one promise.
func (b *books) Promise(id app.ID[app.Promise]) (app.Promise, error) {
	return need(b, "This promise", readPromise, "SELECT "+promiseFields+" FROM promise w WHERE w.id = $1", int64(id))
}

func promiseList() list {
	return list{
		what: "promises", from: "promise w", id: "w.id", own: app.Sort{Key: "due"},
		found: "w.partner_id IN (SELECT rowid FROM partner_search WHERE partner_search MATCH $n)",
		fields: map[string]field{
			"id": {expr: "w.id", kind: numberField}, "partner": {expr: "w.partner_id", kind: numberField}, "checkin": {expr: "w.checkin_id", kind: numberField},
			"state": {expr: "w.state", of: known(app.PromiseStates)}, "ours": {expr: "w.ours", kind: yesField}, "due": {expr: "w.due", kind: dayField}, "owner": {expr: "w.owner"},
		},
		sorts: map[string]sorting{
			"due": {by: []string{"w.due = ''", "w.due"}}, "partner": {by: []string{"p.folded", "w.due"}, join: "CROSS JOIN partner p ON p.id = w.partner_id"},
			"state": {by: []string{"w.state", "w.due"}}, "made": {by: []string{"w.made"}},
		},
	}
}

// PromiseIDs lists promises.
func (b *books) PromiseIDs(q app.Query, each func([]int32) error) error {
	return b.ids(promiseList(), q, each)
}

// PromiseRows reads promises as lists show them.
func (b *books) PromiseRows(ids []int32) ([]app.PromiseRow, error) {
	return byIDs(b, ids, "SELECT "+promiseFields+", p.name FROM promise w CROSS JOIN partner p ON p.id = w.partner_id WHERE w.id IN ", func(r *row) app.PromiseRow {
		return app.PromiseRow{Promise: readPromise(r), PartnerName: r.text()}
	}, func(p *app.PromiseRow) int64 { return int64(p.ID) })
}

const cadenceColumns = "id, partner_id, segment_id, type, tag, kind, ideal, most, from_day, state, until, owner, version"

const cadenceSelect = "SELECT (SELECT name FROM segment g WHERE g.id = segment_id), " + cadenceColumns + " FROM cadence"

func readCadence(r *row) app.Cadence {
	return app.Cadence{SegmentName: r.text(), ID: app.ID[app.Cadence](r.num()), Partner: app.ID[app.Partner](r.num()), Segment: app.ID[app.Segment](r.num()), Type: r.text(), Tag: r.text(), Kind: r.text(), Ideal: r.every(),
		Most: r.every(), From: r.day(), State: app.CadenceState(r.text()), Until: r.day(), Owner: r.text(), Version: r.num()}
}

func cadenceArgs(dst []any, c *app.Cadence) []any {
	return append(dst, int64(c.ID), optional(c.Partner), optional(c.Segment), c.Type, c.Tag, c.Kind, c.Ideal.Key(), c.Most.Key(), c.From.String(), string(c.State), c.Until.String(),
		c.Owner, c.Version)
}

// AddCadence keeps a cadence.
func (b *books) AddCadence(c app.Cadence) error {
	return insert(b, "cadence", cadenceColumns, []app.Cadence{c}, cadenceArgs)
}

// PutCadence changes a cadence.
func (b *books) PutCadence(c app.Cadence) error {
	return b.putOne("This cadence", "cadence", int64(c.ID), updateText("cadence", cadenceColumns), append(cadenceArgs(nil, &c), c.Version-1)...)
}

// DeleteCadence removes a cadence.
func (b *books) DeleteCadence(id app.ID[app.Cadence]) error {
	return b.deleteOne("This cadence", "cadence", int64(id))
}

// Cadence gives one cadence.
func (b *books) Cadence(id app.ID[app.Cadence]) (app.Cadence, error) {
	return need(b, "This cadence", readCadence, cadenceSelect+" WHERE id = $1", int64(id))
}

// Cadences gives all of them: of partners, then of segments, tags and types.
func (b *books) Cadences() ([]app.Cadence, error) {
	return all(b, readCadence, cadenceSelect+" ORDER BY partner_id IS NULL, partner_id, segment_id IS NULL, segment_id, tag = '', tag, type")
}

// CadencePartners gives the partners that are not hidden and may be contacted, by name; of some only where they are named.
func (b *books) CadencePartners(of []app.ID[app.Partner]) ([]app.CadencePartner, error) {
	read := func(r *row) app.CadencePartner {
		p := app.CadencePartner{ID: app.ID[app.Partner](r.num()), Name: r.text(), Type: r.text(), State: app.PartnerState(r.text()), Owner: r.text()}
		r.json(&p.Tags)
		return p
	}
	const text = "SELECT p.id, p.name, p.type, p.state, p.owner, p.tags FROM partner p WHERE p.archived = 0 AND p.state <> 'merged' AND p.contact <> 'do not contact'"
	if of == nil {
		return all(b, read, text+" ORDER BY p.folded, p.id")
	}
	return all(b, read, text+" AND p.id IN (SELECT value FROM json_each($1)) ORDER BY p.folded, p.id", document(of))
}

// clock reads a time of day.
func (r *row) clock() calendar.Clock {
	text := r.text()
	c, err := calendar.ParseClock(text)
	if err != nil {
		r.fail("a time of day", text)
	}
	return c
}

// every reads an interval.
func (r *row) every() calendar.Every {
	text := r.text()
	e, err := calendar.ParseEvery(text)
	if err != nil {
		r.fail("an interval", text)
	}
	return e
}
