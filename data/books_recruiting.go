package data

import (
	"rapport/app"
	"rapport/app/calendar"
)

const applicationColumns = "id, partner_id, applied, review_by, note, decision, decided, who, reason, may_reapply, version"

func readApplication(r *row) app.Application {
	return app.Application{ID: app.ID[app.Application](r.num()), Partner: app.ID[app.Partner](r.num()), Applied: r.day(), ReviewBy: r.day(), Note: r.text(),
		Decision: r.text(), Decided: r.day(), Who: r.text(), Reason: r.text(), MayReapply: r.day(), Version: r.num()}
}

func applicationArgs(dst []any, a *app.Application) []any {
	return append(dst, int64(a.ID), int64(a.Partner), a.Applied.String(), a.ReviewBy.String(), a.Note, a.Decision, a.Decided.String(), a.Who, a.Reason,
		a.MayReapply.String(), a.Version)
}

// AddApplication keeps an application.
func (b *books) AddApplication(a app.Application) error {
	return insert(b, "application", applicationColumns, []app.Application{a}, applicationArgs)
}

// PutApplication changes an application.
func (b *books) PutApplication(a app.Application) error {
	return b.putOne("This application", "application", int64(a.ID), updateText("application", applicationColumns), append(applicationArgs(nil, &a), a.Version-1)...)
}

// DeleteApplication removes an application.
func (b *books) DeleteApplication(id app.ID[app.Application]) error {
	return b.deleteOne("This application", "application", int64(id))
}

// Application gives one application.
func (b *books) Application(id app.ID[app.Application]) (app.Application, error) {
	return need(b, "This application", readApplication, "SELECT "+applicationColumns+" FROM application WHERE id = $1", int64(id))
}

// Applications gives a partner's applications.
func (b *books) Applications(id app.ID[app.Partner]) ([]app.Application, error) {
	return all(b, readApplication, "SELECT "+applicationColumns+" FROM application WHERE partner_id = $1 ORDER BY id DESC", int64(id))
}

// ApplicationsDue gives the open applications to be reviewed before a day.
func (b *books) ApplicationsDue(before calendar.Day) ([]app.Application, error) {
	return all(b, readApplication, "SELECT "+applicationColumns+" FROM application WHERE decision = '' AND review_by <> '' AND review_by < $1 ORDER BY review_by, id",
		before.String())
}

// Ratings gives what the firm thinks of partners.
func (b *books) Ratings(of []app.ID[app.Partner]) (map[app.ID[app.Partner]][]app.Rating, error) {
	found := map[app.ID[app.Partner]][]app.Rating{}
	err := b.each(`SELECT r.partner_id, r.criterion, r.points, r.note, r.day, r.who FROM json_each($1) j CROSS JOIN rating r ON r.partner_id = j.value
		ORDER BY r.partner_id, r.criterion`, []any{document(of)}, func(r *row) error {
		id := app.ID[app.Partner](r.num())
		found[id] = append(found[id], app.Rating{Criterion: int(r.num()), Points: int(r.num()), Note: r.text(), Day: r.day(), Who: r.text()})
		return nil
	})
	return found, err
}

// PutRatings replaces what the firm thinks of a partner.
func (b *books) PutRatings(id app.ID[app.Partner], ratings []app.Rating) error {
	if _, err := b.exec("DELETE FROM rating WHERE partner_id = $1", int64(id)); err != nil {
		return err
	}
	return insert(b, "rating", "partner_id, criterion, points, note, day, who", ratings, func(dst []any, r *app.Rating) []any {
		return append(dst, int64(id), r.Criterion, r.Points, r.Note, r.Day.String(), r.Who)
	})
}

// PartnerSources counts partners by where they come from and state.
func (b *books) PartnerSources() (map[string]map[app.PartnerState]int64, error) {
	found := map[string]map[app.PartnerState]int64{}
	err := b.each("SELECT source, state, count(*) FROM partner WHERE state <> 'merged' GROUP BY source, state", nil, func(r *row) error {
		name, state := r.text(), app.PartnerState(r.text())
		if found[name] == nil {
			found[name] = map[app.PartnerState]int64{}
		}
		found[name][state] = r.num()
		return nil
	})
	return found, err
}

// PartnersReached gives the partners that came to a state first in a period, and are there or beyond still.
func (b *books) PartnersReached(to app.PartnerState, p calendar.Period) ([]int64, error) {
	return all(b, (*row).num, `SELECT DISTINCT s.subject FROM step s WHERE s.kind = 'partner' AND s.to_state = $1 AND s.day >= $2 AND s.day < $3 AND s.note <> 'undone'
		AND NOT EXISTS (SELECT 1 FROM step e WHERE e.kind = 'partner' AND e.subject = s.subject AND e.to_state = $1 AND e.id < s.id AND e.day < $2)
		AND EXISTS (SELECT 1 FROM partner p WHERE p.id = s.subject AND p.state IN ($1, 'paused', 'ended', 'blocked'))
		ORDER BY s.subject`, string(to), p.From.String(), p.To.String())
}
