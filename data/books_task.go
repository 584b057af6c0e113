package data

import (
	"time"

	"rapport/app"
	"rapport/app/calendar"
)

const taskColumns = "id, partner_id, about, about_id, what, note, owner, start, due, at, zone, every, until, state, ended, made_at, version, notice"

const taskFields = "k.id, k.partner_id, k.about, k.about_id, k.what, k.note, k.owner, k.start, k.due, k.at, k.zone, k.every, k.until, k.state, k.ended, k.made_at, k.version, k.notice"

func readTask(r *row) app.Task {
	return app.Task{ID: app.ID[app.Task](r.num()), Partner: app.ID[app.Partner](r.num()), About: app.Kind(r.text()), AboutID: r.num(), What: r.text(), Note: r.text(),
		Owner: r.text(), Start: r.day(), Due: r.day(), At: r.clock(), Zone: r.text(), Every: r.every(), Until: r.day(), State: app.TaskState(r.text()), Ended: r.day(),
		MadeAt: r.time(), Version: r.num(), Notice: calendar.Lead(r.num())}
}

func taskArgs(dst []any, k *app.Task) []any {
	return append(dst, int64(k.ID), optional(k.Partner), string(k.About), k.AboutID, k.What, k.Note, k.Owner, k.Start.String(), k.Due.String(), k.At.String(), k.Zone,
		k.Every.Key(), k.Until.String(), string(k.State), k.Ended.String(), stamp(k.MadeAt), k.Version, int64(k.Notice))
}

// AddTask keeps a task.
func (b *books) AddTask(k app.Task) error {
	return b.reworded(insert(b, "task", taskColumns, []app.Task{k}, taskArgs), app.KindTask, int64(k.ID), k.What, k.Note)
}

// PutTask changes a task.
func (b *books) PutTask(k app.Task) error {
	err := b.putOne("This task", "task", int64(k.ID), updateText("task", taskColumns), append(taskArgs(nil, &k), k.Version-1)...)
	return b.reworded(err, app.KindTask, int64(k.ID), k.What, k.Note)
}

// DeleteTask removes a task.
func (b *books) DeleteTask(id app.ID[app.Task]) error {
	return b.deleteOne("This task", "task", int64(id))
}

// Task gives one task.
func (b *books) Task(id app.ID[app.Task]) (app.Task, error) {
	return need(b, "This task", readTask, "SELECT "+taskFields+" FROM task k WHERE k.id = $1", int64(id))
}

func taskList() list {
	return list{
		what: "tasks", from: "task k", id: "k.id", own: app.Sort{Key: "due"},
		found: "k.partner_id IN (SELECT rowid FROM partner_search WHERE partner_search MATCH $n)",
		fields: map[string]field{
			"id": {expr: "k.id", kind: numberField}, "partner": {expr: "k.partner_id", kind: numberField}, "about": {expr: "k.about"},
			"about_id": {expr: "k.about_id", kind: numberField}, "state": {expr: "k.state", of: known(app.TaskStates)}, "due": {expr: "k.due", kind: dayField}, "owner": {expr: "k.owner"},
		},
		sorts: map[string]sorting{
			"due": {by: []string{"k.due", "k.at"}}, "partner": {by: []string{"p.folded", "k.due"}, join: "LEFT JOIN partner p ON p.id = k.partner_id"},
			"state": {by: []string{"k.state", "k.due"}}, "what": {by: []string{"k.what"}},
		},
	}
}

// TaskIDs lists tasks.
func (b *books) TaskIDs(q app.Query, each func([]int32) error) error {
	return b.ids(taskList(), q, each)
}

// TaskRows reads tasks as lists show them.
func (b *books) TaskRows(ids []int32) ([]app.TaskRow, error) {
	return byIDs(b, ids, "SELECT "+taskFields+`, p.name, CASE k.about
		WHEN 'referral' THEN (SELECT number FROM referral WHERE id = k.about_id) WHEN 'agreement' THEN (SELECT number FROM agreement WHERE id = k.about_id)
		WHEN 'client' THEN (SELECT name FROM client WHERE id = k.about_id) WHEN 'statement' THEN (SELECT number FROM statement WHERE id = k.about_id)
		WHEN 'dispute' THEN (SELECT number FROM dispute WHERE id = k.about_id) WHEN 'payout' THEN (SELECT number FROM payout WHERE id = k.about_id) END
		FROM task k LEFT JOIN partner p ON p.id = k.partner_id WHERE k.id IN `, func(r *row) app.TaskRow {
		return app.TaskRow{Task: readTask(r), PartnerName: r.text(), AboutName: r.text()}
	}, func(k *app.TaskRow) int64 { return int64(k.ID) })
}

func readReminder(r *row) app.Reminder {
	out := app.Reminder{Kind: app.Kind(r.text()), Subject: r.num(), Occasion: r.text(), ShownAt: r.time()}
	if text := r.text(); text != "" {
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			r.fail("a time", text)
		}
		out.Again = at.UTC()
	}
	return out
}

// Reminder tells whether an occasion was shown.
func (b *books) Reminder(kind app.Kind, subject int64, occasion string) (app.Reminder, bool, error) {
	return first(b, readReminder, "SELECT kind, subject, occasion, shown_at, again FROM reminder WHERE kind = $1 AND subject = $2 AND occasion = $3",
		string(kind), subject, occasion)
}

// PutReminders keeps that occasions were shown.
func (b *books) PutReminders(all []app.Reminder) error {
	for _, r := range all {
		again := ""
		if !r.Again.IsZero() {
			again = stamp(r.Again)
		}
		_, err := b.exec(`INSERT INTO reminder(kind, subject, occasion, shown_at, again) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT(kind, subject, occasion) DO UPDATE SET shown_at = excluded.shown_at, again = excluded.again`,
			string(r.Kind), r.Subject, r.Occasion, stamp(r.ShownAt), again)
		if err != nil {
			return err
		}
	}
	return nil
}

// DeleteReminder forgets that an occasion was shown.
func (b *books) DeleteReminder(r app.Reminder) error {
	_, err := b.exec("DELETE FROM reminder WHERE kind = $1 AND subject = $2 AND occasion = $3", string(r.Kind), r.Subject, r.Occasion)
	return err
}

// RemindersSince gives what was shown from a moment on.
func (b *books) RemindersSince(from time.Time) ([]app.Reminder, error) {
	return all(b, readReminder, "SELECT kind, subject, occasion, shown_at, again FROM reminder WHERE shown_at >= $1", stamp(from))
}

// FileID is what tells this data file from every other.
func (b *books) FileID() (string, error) { return b.meta("uuid") }
