package data

import (
	"slices"
	"strings"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/names"
)

const checkinColumns = `id, reference, partner_id, person_id, kind, state, day, at, zone, minutes, subject, note, learned, mood, reason, moved_to, owner, words,
	entered_at, version, notice`

const checkinFields = `i.id, i.reference, i.partner_id, i.person_id, i.kind, i.state, i.day, i.at, i.zone, i.minutes, i.subject, i.note, i.learned, i.mood, i.reason,
	i.moved_to, i.owner, i.entered_at, i.version, i.notice`

func readCheckin(r *row) app.Checkin {
	return app.Checkin{ID: app.ID[app.Checkin](r.num()), Reference: r.text(), Partner: app.ID[app.Partner](r.num()), Person: app.ID[app.Person](r.num()),
		Kind: r.text(), State: app.CheckinState(r.text()), Day: r.day(), At: r.clock(), Zone: r.text(), Minutes: int(r.num()), Subject: r.text(), Note: r.text(),
		Learned: r.text(), Mood: r.text(), Reason: r.text(), MovedTo: app.ID[app.Checkin](r.num()), Owner: r.text(), EnteredAt: r.time(), Version: r.num(), Notice: calendar.Lead(r.num())}
}

func checkinArgs(dst []any, c *app.Checkin) []any {
	return append(dst, int64(c.ID), c.Reference, int64(c.Partner), optional(c.Person), c.Kind, string(c.State), c.Day.String(), c.At.String(), c.Zone, c.Minutes,
		c.Subject, c.Note, c.Learned, c.Mood, c.Reason, optional(c.MovedTo), c.Owner, names.Fold(c.Reference+" "+c.Subject+" "+c.Note+" "+c.Learned),
		stamp(c.EnteredAt), c.Version, int64(c.Notice))
}

func checkinID(c *app.Checkin) int64 { return int64(c.ID) }

// AddCheckins adds check-ins whose ids are set.
func (b *books) AddCheckins(cs []app.Checkin) error {
	if err := insert(b, "checkin", checkinColumns, cs, checkinArgs); err != nil {
		return err
	}
	return indexAdded(b, "checkin", cs, checkinID)
}

// PutCheckin changes a check-in.
func (b *books) PutCheckin(c app.Checkin) error {
	return b.reindexing(int64(c.ID), []indexed{{"checkin", "id"}}, func() error {
		return b.putOne("This check-in", "checkin", int64(c.ID), updateText("checkin", checkinColumns), append(checkinArgs(nil, &c), c.Version-1)...)
	})
}

// DeleteCheckin removes a check-in with its steps and mentions.
func (b *books) DeleteCheckin(id app.ID[app.Checkin]) error {
	if err := b.unindex("checkin", "id", int64(id)); err != nil {
		return err
	}
	if _, err := b.exec("DELETE FROM step WHERE kind = $1 AND subject = $2", string(app.KindCheckin), int64(id)); err != nil {
		return err
	}
	if _, err := b.exec("DELETE FROM mention WHERE checkin_id = $1", int64(id)); err != nil {
		return err
	}
	return b.deleteOne("This check-in", "checkin", int64(id))
}

// Checkin gives one check-in.
func (b *books) Checkin(id app.ID[app.Checkin]) (app.Checkin, error) {
	return need(b, "This check-in", readCheckin, "SELECT "+checkinFields+" FROM checkin i WHERE i.id = $1", int64(id))
}

// CheckinsByReference gives check-ins by external reference.
func (b *books) CheckinsByReference(refs []string) (map[string]app.Checkin, error) {
	return byReference(b, refs, "checkin", "i", checkinFields, readCheckin, checkinID)
}

func checkinList() list {
	return list{
		what: "check-ins", from: "checkin i", id: "i.id", own: app.Sort{Key: "day"},
		found: `(i.id IN (SELECT rowid FROM checkin_search WHERE checkin_search MATCH $n)
			OR i.partner_id IN (SELECT rowid FROM partner_search WHERE partner_search MATCH $n))`,
		fields: map[string]field{
			"id": {expr: "i.id", kind: numberField}, "partner": {expr: "i.partner_id", kind: numberField}, "person": {expr: "i.person_id", kind: numberField},
			"kind": {expr: "i.kind", of: app.CheckinKinds}, "state": {expr: "i.state", of: known(app.CheckinStates)}, "day": {expr: "i.day", kind: dayField}, "owner": {expr: "i.owner"}, "mood": {expr: "i.mood"},
		},
		sorts: map[string]sorting{
			"day": {by: []string{"i.day", "i.at"}}, "partner": {by: []string{"p.folded", "i.day"}, join: "CROSS JOIN partner p ON p.id = i.partner_id"},
			"kind": {by: []string{"i.kind", "i.day"}}, "state": {by: []string{"i.state", "i.day"}}, "entered": {by: []string{"i.id"}},
		},
	}
}

// CheckinIDs lists check-ins.
func (b *books) CheckinIDs(q app.Query, each func([]int32) error) error {
	return b.ids(checkinList(), q, each)
}

// CheckinRows reads check-ins as lists show them.
func (b *books) CheckinRows(ids []int32) ([]app.CheckinRow, error) {
	return byIDs(b, ids, "SELECT "+checkinFields+`, p.name, e.name,
		(SELECT count(*) FROM promise w WHERE w.checkin_id = i.id AND w.state = 'open')
		FROM checkin i CROSS JOIN partner p ON p.id = i.partner_id LEFT JOIN person e ON e.id = i.person_id WHERE i.id IN `, func(r *row) app.CheckinRow {
		return app.CheckinRow{Checkin: readCheckin(r), PartnerName: r.text(), PersonName: r.text(), Promises: int(r.num())}
	}, func(c *app.CheckinRow) int64 { return int64(c.ID) })
}

// PutMentions keeps what a note names, in the place of what was kept.
func (b *books) PutMentions(id app.ID[app.Checkin], all []app.Mention) error {
	if _, err := b.exec("DELETE FROM mention WHERE checkin_id = $1", int64(id)); err != nil {
		return err
	}
	return insert(b, "mention", "checkin_id, kind, subject", all, func(dst []any, m *app.Mention) []any {
		return append(dst, int64(id), string(m.Kind), m.ID)
	})
}

// Mentions gives what a note names; what is not kept any more is left out.
func (b *books) Mentions(id app.ID[app.Checkin]) ([]app.Mention, error) {
	return all(b, func(r *row) app.Mention { return app.Mention{Kind: app.Kind(r.text()), ID: r.num(), Name: r.text()} },
		`SELECT m.kind, m.subject, coalesce(e.name, f.number) FROM mention m LEFT JOIN person e ON m.kind = 'person' AND e.id = m.subject
		LEFT JOIN referral f ON m.kind = 'referral' AND f.id = m.subject
		WHERE m.checkin_id = $1 AND coalesce(e.id, f.id) IS NOT NULL ORDER BY m.kind, m.subject`, int64(id))
}

// MentionedIn gives the check-ins whose notes name a thing, the newest first.
func (b *books) MentionedIn(kind app.Kind, id int64) ([]app.ID[app.Checkin], error) {
	return all(b, func(r *row) app.ID[app.Checkin] { return app.ID[app.Checkin](r.num()) },
		"SELECT checkin_id FROM mention WHERE kind = $1 AND subject = $2 ORDER BY checkin_id DESC", string(kind), id)
}

// LastContacts gives the last day partners were in touch by one of the kinds.
func (b *books) LastContacts(kinds []string, of app.ID[app.Partner]) (map[app.ID[app.Partner]]calendar.Day, error) {
	last := map[app.ID[app.Partner]]calendar.Day{}
	latest := func(r *row) error {
		id, day := app.ID[app.Partner](r.num()), r.day()
		last[id] = max(last[id], day)
		return nil
	}
	checkins, args := "SELECT i.partner_id, max(i.day) FROM checkin i INDEXED BY checkin_held WHERE i.state = 'held' AND i.kind IN (SELECT value FROM json_each($1))", []any{document(kinds)}
	referrals, whose := "SELECT f.partner_id, max(f.introduced) FROM referral f INDEXED BY referral_partner", []any{}
	if of != 0 {
		checkins, referrals = checkins+" AND i.partner_id = $2", referrals+" WHERE f.partner_id = $1"
		args, whose = append(args, int64(of)), append(whose, int64(of))
	}
	if err := b.each(checkins+" GROUP BY i.partner_id", args, latest); err != nil {
		return nil, err
	}
	for _, k := range kinds {
		if k == app.ReferralReceived {
			return last, b.each(referrals+" GROUP BY f.partner_id", whose, latest)
		}
	}
	return last, nil
}

// SignsOfLife gives the latest days partners were in touch.
func (b *books) SignsOfLife(of app.ID[app.Partner], most int) (map[app.ID[app.Partner]][]calendar.Day, error) {
	signs := map[app.ID[app.Partner]][]calendar.Day{}
	if of != 0 {
		days, err := b.signsOf(of, most)
		if len(days) > 0 {
			signs[of] = days
		}
		return signs, err
	}
	const text = `SELECT partner_id, day FROM checkin INDEXED BY checkin_held WHERE state = 'held'
		UNION SELECT partner_id, introduced FROM referral INDEXED BY referral_partner WHERE introduced <> '' ORDER BY 1, 2`
	err := b.each(text, nil, func(r *row) error {
		id := app.ID[app.Partner](r.num())
		signs[id] = append(signs[id], r.day())
		return nil
	})
	for id, days := range signs {
		signs[id] = days[max(0, len(days)-most):]
	}
	return signs, err
}

// signsOf gives the latest days that one partner was in touch. The days of each sort come as one text: a row for each costs more than what
// is in it.
func (b *books) signsOf(of app.ID[app.Partner], most int) (days []calendar.Day, err error) {
	const text = `SELECT group_concat(day) FROM (SELECT DISTINCT day FROM checkin INDEXED BY checkin_partner WHERE partner_id = $1 AND state = 'held' ORDER BY day DESC LIMIT $2)
		UNION ALL SELECT group_concat(introduced) FROM (SELECT DISTINCT introduced FROM referral INDEXED BY referral_partner
			WHERE partner_id = $1 AND introduced <> '' ORDER BY introduced DESC LIMIT $2)`
	err = b.each(text, []any{int64(of), most}, func(r *row) error {
		for part := range strings.FieldsFuncSeq(r.text(), func(c rune) bool { return c == ',' }) {
			day, err := optionalDay(part)
			if err != nil {
				r.fail("a day", part)
			}
			days = append(days, day)
		}
		return nil
	})
	slices.Sort(days)
	days = slices.Compact(days)
	return days[max(0, len(days)-most):], err
}
