package data

import (
	"encoding/json"
	"time"

	"rapport/app"
)

const auditFields = `a.seq, a.at, a.actor, a.act, a.label, a.kind, a.subject, a.key, a.images, a.undoes, a.result,
	(SELECT u.by_seq FROM undone u WHERE u.seq = a.seq)`

func readAudit(r *row) app.Audit {
	a := app.Audit{Seq: r.num(), At: r.time(), Actor: r.text(), Act: r.text(), Label: r.text(), Kind: app.Kind(r.text()), Subject: r.num(), Key: r.key()}
	r.json(&a.Images)
	a.Undoes, a.Result, a.Undone = r.num(), r.num(), r.num()
	return a
}

// AddAudit appends a line to the audit log and gives its number.
func (b *books) AddAudit(a app.Audit) (int64, error) {
	var key any
	if !a.Key.IsZero() {
		key = a.Key[:]
	}
	images := a.Images
	if images == nil {
		images = []app.Image{}
	}
	seq, _, err := value[int64](b, `INSERT INTO audit(at, actor, act, label, kind, subject, key, images, undoes, result)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING seq`, stamp(a.At), a.Actor, a.Act, a.Label, string(a.Kind), a.Subject, key,
		document(images), optional(a.Undoes), a.Result)
	if isConstraint(err) {
		return 0, &app.Problem{Kind: app.Conflict, Say: "This request was done before; nothing was done again.", Try: "Look at what was saved.", Cause: err}
	}
	if err != nil {
		return 0, err
	}
	return seq, b.addTouches(seq, a)
}

// addTouches notes every thing an audit line names, so that its history is found.
func (b *books) addTouches(seq int64, a app.Audit) error {
	seen := map[app.Change]bool{}
	var things []app.Change
	add := func(c app.Change) {
		if c.ID != 0 && !seen[c] {
			seen[c] = true
			things = append(things, c)
		}
	}
	add(app.Change{Kind: a.Kind, ID: a.Subject})
	for _, img := range a.Images {
		add(app.Change{Kind: img.Kind, ID: img.ID})
	}
	return insert(b, "audit_touch", "kind, subject, seq", things, func(dst []any, c *app.Change) []any { return append(dst, string(c.Kind), c.ID, seq) })
}

// AuditByKey gives the line of a request that was done before.
func (b *books) AuditByKey(key app.Key) (app.Audit, bool, error) {
	return first(b, readAudit, "SELECT "+auditFields+" FROM audit a WHERE a.key = $1", key[:])
}

// Audit gives one line.
func (b *books) Audit(seq int64) (app.Audit, error) {
	return need(b, "This entry", readAudit, "SELECT "+auditFields+" FROM audit a WHERE a.seq = $1", seq)
}

// MarkUndone notes which line took another back.
func (b *books) MarkUndone(seq, by int64) error {
	_, err := b.exec("INSERT INTO undone(seq, by_seq) VALUES ($1, $2)", seq, by)
	if isConstraint(err) {
		return &app.Problem{Kind: app.Conflict, Say: "This was undone before.", Try: "Look at the history.", Cause: err}
	}
	return err
}

// HistoryOf gives the lines that name a thing, newest first.
func (b *books) HistoryOf(kind app.Kind, id int64, limit int) ([]app.Audit, error) {
	return all(b, readAudit, "SELECT "+auditFields+` FROM audit_touch t CROSS JOIN audit a ON a.seq = t.seq
		WHERE t.kind = $1 AND t.subject = $2 ORDER BY t.seq DESC LIMIT $3`, string(kind), id, limit)
}

// MadeBy gives who did the first act that names a thing.
func (b *books) MadeBy(kind app.Kind, ids []int64) (map[int64]string, error) {
	found := map[int64]string{}
	err := inChunks(ids, func(args []any) error {
		return b.each(`SELECT t.subject, min(t.seq), a.actor FROM audit_touch t CROSS JOIN audit a ON a.seq = t.seq
			WHERE t.kind = ? AND t.subject IN `+marks()+" GROUP BY t.subject", append([]any{string(kind)}, args...), func(r *row) error {
			id, _ := r.num(), r.num()
			found[id] = r.text()
			return nil
		})
	})
	return found, err
}

// LastMoment gives when the newest line was written.
func (b *books) LastMoment() (time.Time, bool, error) {
	return first(b, (*row).time, "SELECT at FROM audit ORDER BY seq DESC LIMIT 1")
}

// LastAudits gives the newest lines.
func (b *books) LastAudits(limit int) ([]app.Audit, error) {
	return all(b, readAudit, "SELECT "+auditFields+" FROM audit a ORDER BY a.seq DESC LIMIT $1", limit)
}

// AddSteps keeps transitions of things that have states.
func (b *books) AddSteps(steps []app.Step) error {
	return insert(b, "step", "kind, subject, from_state, to_state, day, at, who, reason, note", steps, func(dst []any, s *app.Step) []any {
		return append(dst, string(s.Kind), s.Subject, s.From, s.To, s.Day.String(), stamp(s.At), s.Who, s.Reason, s.Note)
	})
}

// Steps gives the transitions of a thing, oldest first.
func (b *books) Steps(kind app.Kind, id int64) ([]app.Step, error) {
	return all(b, func(r *row) app.Step {
		return app.Step{ID: r.num(), Kind: app.Kind(r.text()), Subject: r.num(), From: r.text(), To: r.text(), Day: r.day(), At: r.time(), Who: r.text(),
			Reason: r.text(), Note: r.text()}
	}, `SELECT id, kind, subject, from_state, to_state, day, at, who, reason, note FROM step WHERE kind = $1 AND subject = $2 ORDER BY id`, string(kind), id)
}

// Settings gives what the firm says of itself; of a new file nothing, with Version 0.
func (b *books) Settings() (app.Settings, error) {
	s, _, err := first(b, func(r *row) app.Settings {
		var s app.Settings
		r.json(&s)
		s.Logo, s.Version = r.bytes(), r.num()
		return s
	}, "SELECT body, logo, version FROM settings WHERE id = 1")
	return s, err
}

// PutSettings keeps what the firm says of itself. The logo lies beside the rest, as bytes.
func (b *books) PutSettings(s app.Settings) error {
	logo := s.Logo
	if logo == nil {
		logo = []byte{}
	}
	s.Logo = nil
	body, err := json.Marshal(s)
	if err != nil {
		return err
	}
	n, err := b.exec(`INSERT INTO settings(id, body, logo, version) SELECT 1, $1, $2, $3 WHERE $3 = 1 AND NOT EXISTS (SELECT 1 FROM settings)`, string(body), logo, s.Version)
	if err != nil || n == 1 {
		return err
	}
	n, err = b.exec("UPDATE settings SET body = $1, logo = $2, version = $3 WHERE id = 1 AND version = $4", string(body), logo, s.Version, s.Version-1)
	if err == nil && n == 0 {
		err = app.Stale("The settings")
	}
	return err
}
