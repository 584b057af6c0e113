package data

import (
	"encoding/json"

	"rapport/app"
)

const batchColumns = "id, at, actor, what, file, sha256, created, updated, unchanged, refused, made, changed, undone"

func readBatch(r *row) app.Batch {
	v := app.Batch{ID: app.ID[app.Batch](r.num()), At: r.time(), Actor: r.text(), What: r.text(), File: r.text(), SHA256: r.hash()}
	r.json(&v.Created)
	r.json(&v.Updated)
	r.json(&v.Unchanged)
	v.Refused = r.num()
	r.json(&v.Made)
	r.json(&v.Changed)
	v.Undone = r.yes()
	return v
}

// AddBatch keeps an import whose id is set.
func (b *books) AddBatch(v app.Batch) error {
	return insert(b, "batch", batchColumns, []app.Batch{v}, func(dst []any, v *app.Batch) []any {
		return append(dst, int64(v.ID), stamp(v.At), v.Actor, v.What, v.File, v.SHA256[:], document(v.Created), document(v.Updated), document(v.Unchanged),
			v.Refused, document(v.Made), document(v.Changed), v.Undone)
	})
}

// Batch gives one import.
func (b *books) Batch(id app.ID[app.Batch]) (app.Batch, error) {
	return need(b, "This import", readBatch, "SELECT "+batchColumns+" FROM batch WHERE id = $1", int64(id))
}

// Batches gives the newest imports.
func (b *books) Batches(limit int) ([]app.Batch, error) {
	return all(b, readBatch, "SELECT "+batchColumns+" FROM batch ORDER BY id DESC LIMIT $1", limit)
}

// BatchByHash gives the latest import of a file and kind that was not undone.
func (b *books) BatchByHash(sha256 [32]byte, what string) (app.Batch, bool, error) {
	return first(b, readBatch, "SELECT "+batchColumns+" FROM batch WHERE sha256 = $1 AND what = $2 AND undone = 0 ORDER BY id DESC LIMIT 1", sha256[:], what)
}

// MarkBatchUndone notes that an import was taken back.
func (b *books) MarkBatchUndone(id app.ID[app.Batch]) error {
	n, err := b.exec("UPDATE batch SET undone = 1 WHERE id = $1 AND undone = 0", int64(id))
	if err == nil && n == 0 {
		return app.Stale("This import")
	}
	return err
}

// Mapping gives the columns remembered for a kind of import and a file's head.
func (b *books) Mapping(what, headerKey string) (json.RawMessage, bool, error) {
	body, ok, err := value[string](b, "SELECT body FROM mapping WHERE what = $1 AND header = $2", what, headerKey)
	return json.RawMessage(body), ok, err
}

// PutMapping remembers them.
func (b *books) PutMapping(what, headerKey string, mapping json.RawMessage) error {
	_, err := b.exec("INSERT INTO mapping(what, header, body) VALUES ($1, $2, $3) ON CONFLICT(what, header) DO UPDATE SET body = excluded.body", what, headerKey, string(mapping))
	return err
}
