package app

import (
	"context"
	"fmt"
	"strconv"
	"strings"
)

// HistoryFields are the filter keys of the audit log: by whom, on which days, about which kind of thing, and what touched one thing, written
// as "partner 12".
func HistoryFields() []string { return []string{"by", "day", "about", "thing"} }

// HistorySorts are the sort keys; the first is the list's own order.
func HistorySorts() []string { return []string{"time"} }

// HistoryKinds are what acts are about, as far as a filter offers them.
func HistoryKinds() []Kind {
	return []Kind{KindPartner, KindPerson, KindClient, KindReferral, KindAgreement, KindPlan, KindFee, KindLine, KindDispute, KindStatement, KindPayout, KindGift,
		KindCheckin, KindTask, KindMaterial, KindTemplate, KindMessage, KindLead, KindGoal, KindRate, KindBatch, KindSettings}
}

// Touched is the condition that an act touched a thing.
func Touched(kind Kind, id int64) Condition {
	return Is("thing", string(kind)+" "+strconv.FormatInt(id, 10))
}

// HistoryEntry is an act with everything it changed.
type HistoryEntry struct {
	Audit
	Changed []Changed // the first of them
	More    int       // how many more things it changed
	Kept    string    // why it stays as it is; empty: it may be taken back
}

// mostChanged is how many things of one act are shown.
const mostChanged = 40

// IDs gives the numbers of audit lines in order, in chunks.
func (u History) IDs(ctx context.Context, q Query, each func([]int32) error) error {
	return u.f.deps.Store.Read(ctx, func(b Books) error { return b.AuditIDs(q, each) })
}

// Rows gives audit lines by number, without what they changed.
func (u History) Rows(ctx context.Context, seqs []int32) ([]Audit, error) {
	return read(ctx, u.f, func(b Books) ([]Audit, error) { return b.AuditRows(seqs) })
}

// Actors gives everybody who ever did something.
func (u History) Actors(ctx context.Context) ([]string, error) {
	return read(ctx, u.f, func(b Books) ([]string, error) { return b.Actors() })
}

// Get gives an act with what it changed, in words.
func (u History) Get(ctx context.Context, seq int64) (HistoryEntry, error) {
	return read(ctx, u.f, func(b Books) (e HistoryEntry, err error) {
		if e.Audit, err = b.Audit(seq); err != nil {
			return e, err
		}
		e.Kept = staysBecause(e.Audit)
		w := &changeWriter{b: b, names: map[Change]string{}}
		for n, img := range e.Images {
			if n == mostChanged {
				e.More = len(e.Images) - n
				break
			}
			c, err := w.changed(img)
			if err != nil {
				return e, err
			}
			if c.Made || c.Removed || len(c.Fields) > 0 {
				e.Changed = append(e.Changed, c)
			}
		}
		return e, nil
	})
}

// staysBecause says why an act is not taken back, as far as its own line tells. An import has its own way back.
func staysBecause(a Audit) string {
	switch {
	case a.Undone != 0:
		return "This was taken back."
	case a.Act == ActImport || undoable(a):
		return ""
	case strings.HasPrefix(a.Act, "statement.") || strings.HasPrefix(a.Act, "selfbill.") || strings.HasPrefix(a.Act, "payout."):
		return "A numbered document stays; it is corrected by another one."
	}
	return "This stays; correct it with an entry of its own."
}

// nameOf is what a thing is called that another one names; empty when it is gone or has no name.
func (w *changeWriter) nameOf(kind Kind, id int64) (name string, err error) {
	if known, ok := w.names[Change{kind, id}]; ok {
		return known, nil
	}
	switch kind {
	case KindPartner:
		name, err = called(w.b.Partner, id, func(p Partner) string { return p.Name })
	case KindClient:
		name, err = called(w.b.Client, id, func(c Client) string { return c.Name })
	case KindPerson:
		name, err = called(w.b.Person, id, func(p Person) string { return p.Name })
	case KindReferral:
		name, err = called(w.b.Referral, id, func(r Referral) string { return r.Number })
	case KindAgreement:
		name, err = called(w.b.Agreement, id, func(a Agreement) string { return a.Number })
	case KindStatement:
		name, err = called(w.b.Statement, id, func(s Statement) string { return s.Number })
	case KindTemplate:
		name, err = called(w.b.Template, id, func(t Template) string { return t.Title })
	case KindMaterial:
		name, err = called(w.b.Material, id, func(m Material) string { return m.Title })
	default:
		return fmt.Sprint(id), nil
	}
	if IsNotFound(err) {
		name, err = fmt.Sprintf("%s %d, removed since", kind, id), nil
	}
	w.names[Change{kind, id}] = name
	return name, err
}

// called reads a thing for its name.
func called[T any](get func(ID[T]) (T, error), id int64, name func(T) string) (string, error) {
	x, err := get(ID[T](id))
	return name(x), err
}
