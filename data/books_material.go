package data

import (
	"slices"
	"strings"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/names"
)

const materialColumns = "id, number, kind, title, folded, note, tags, types, services, owner, words, made_at, segment_id, version"

const materialFields = "m.id, m.number, m.kind, m.title, m.note, m.tags, m.types, m.services, m.owner, m.made_at, m.segment_id, m.version"

func readMaterial(r *row) app.Material {
	m := app.Material{ID: app.ID[app.Material](r.num()), Number: r.text(), Kind: app.MaterialKind(r.text()), Title: r.text(), Note: r.text()}
	r.json(&m.Tags)
	r.json(&m.Types)
	r.json(&m.Services)
	m.Owner, m.MadeAt, m.Segment, m.Version = r.text(), r.time(), app.ID[app.Segment](r.num()), r.num()
	return m
}

func materialArgs(dst []any, m *app.Material) []any {
	said := names.Fold(strings.Join(append([]string{m.Number, m.Title, string(m.Kind), m.Note}, m.Tags...), " "))
	return append(dst, int64(m.ID), m.Number, string(m.Kind), m.Title, names.Fold(m.Title), m.Note, document(listOf(m.Tags)), document(listOf(m.Types)),
		document(listOf(m.Services)), m.Owner, said, stamp(m.MadeAt), optional(m.Segment), m.Version)
}

// listOf is a list that is written as one also when it is empty.
func listOf(list []string) []string { return append([]string{}, list...) }

// AddMaterial keeps a material.
func (b *books) AddMaterial(m app.Material) error {
	if err := insert(b, "material", materialColumns, []app.Material{m}, materialArgs); err != nil {
		return err
	}
	return b.index("material", "id", int64(m.ID))
}

// PutMaterial changes a material.
func (b *books) PutMaterial(m app.Material) error {
	return b.reindexing(int64(m.ID), []indexed{{"material", "id"}}, func() error {
		return b.putOne("This material", "material", int64(m.ID), updateText("material", materialColumns), append(materialArgs(nil, &m), m.Version-1)...)
	})
}

// DeleteMaterial removes a material without versions.
func (b *books) DeleteMaterial(id app.ID[app.Material]) error {
	if err := b.unindex("material", "id", int64(id)); err != nil {
		return err
	}
	return b.deleteOne("This material", "material", int64(id))
}

// Material gives one material.
func (b *books) Material(id app.ID[app.Material]) (app.Material, error) {
	return need(b, "This material", readMaterial, "SELECT "+materialFields+" FROM material m WHERE m.id = $1", int64(id))
}

// MaterialByNumber gives the material with a people-facing number.
func (b *books) MaterialByNumber(number string) (app.Material, error) {
	return need(b, "Material "+number, readMaterial, "SELECT "+materialFields+" FROM material m WHERE m.number = $1", number)
}

// MaterialByTitle gives the first material with a folded title.
func (b *books) MaterialByTitle(folded string) (app.Material, error) {
	return need(b, "This material", readMaterial, "SELECT "+materialFields+" FROM material m WHERE m.folded = $1 ORDER BY m.id", folded)
}

func materialList() list {
	shown := "CROSS JOIN material_version u ON u.id = m.shown"
	return list{
		what: "materials", from: "material m", id: "m.id", own: app.Sort{Key: "title"},
		found: "m.id IN (SELECT rowid FROM material_search WHERE material_search MATCH $n)",
		fields: map[string]field{
			"id": {expr: "m.id", kind: numberField}, "kind": {expr: "m.kind", of: known(app.MaterialKinds)}, "tag": {expr: "m.tags", kind: tagField},
			"type": {expr: "m.types", kind: tagField}, "service": {expr: "m.services", kind: tagField}, "owner": {expr: "m.owner"},
			"state": {expr: "u.state", join: shown, of: known(app.MaterialStates)}, "expires": {expr: "u.expires", join: shown, kind: dayField},
			"partner": {expr: "h.partner_id", join: "CROSS JOIN (SELECT DISTINCT material_id, partner_id FROM material_delivery) h ON h.material_id = m.id", kind: numberField},
			"segment": {expr: "m.segment_id", kind: numberField},
		},
		sorts: map[string]sorting{
			"title": {by: []string{"m.folded"}}, "number": {by: []string{"m.id"}}, "kind": {by: []string{"m.kind", "m.folded"}},
			"state": {by: []string{"u.state", "m.folded"}, join: shown}, "expires": {by: []string{"u.expires = ''", "u.expires"}, join: shown},
		},
	}
}

// MaterialIDs lists materials.
func (b *books) MaterialIDs(q app.Query, each func([]int32) error) error {
	return b.ids(materialList(), q, each)
}

// MaterialRows reads materials as lists show them.
func (b *books) MaterialRows(ids []int32) ([]app.MaterialRow, error) {
	return byIDs(b, ids, "SELECT "+materialFields+", "+materialVersionFields+`,
		(SELECT count(*) FROM material_version v WHERE v.material_id = m.id),
		(SELECT count(DISTINCT d.partner_id) FROM material_delivery d WHERE d.material_id = m.id),
		(SELECT count(*) FROM material_send w WHERE w.version_id = m.shown AND w.state = 'waiting')
		FROM material m CROSS JOIN material_version u ON u.id = m.shown WHERE m.id IN `, func(r *row) app.MaterialRow {
		return app.MaterialRow{Material: readMaterial(r), Shown: readMaterialVersion(r), Versions: int(r.num()), Holders: int(r.num()), Waiting: int(r.num())}
	}, func(m *app.MaterialRow) int64 { return int64(m.ID) })
}

const materialVersionColumns = `id, material_id, no, state, news, body, file, size, unread, made_at, made_by, approver, approved, published, expires, ended, reason, version`

const materialVersionFields = `u.id, u.material_id, u.no, u.state, u.news, u.body, u.file, u.size, u.unread, u.made_at, u.made_by, u.approver, u.approved, u.published,
	u.expires, u.ended, u.reason, u.version`

// materialVersionBrief is what says how a version stands, without what it says.
const materialVersionBrief = `u.id, u.material_id, u.no, u.state, u.news, '', u.file, u.size, u.unread, u.made_at, u.made_by, u.approver, u.approved, u.published,
	u.expires, u.ended, u.reason, u.version`

func readMaterialVersion(r *row) app.MaterialVersion {
	return app.MaterialVersion{ID: app.ID[app.MaterialVersion](r.num()), Material: app.ID[app.Material](r.num()), No: int(r.num()), State: app.MaterialState(r.text()),
		News: r.text(), Body: r.text(), File: r.text(), Size: r.num(), Unread: r.text(), MadeAt: r.time(), MadeBy: r.text(), Approver: r.text(), Approved: r.day(),
		Published: r.day(), Expires: r.day(), Ended: r.day(), Reason: r.text(), Version: r.num()}
}

func materialVersionArgs(dst []any, v *app.MaterialVersion) []any {
	return append(dst, int64(v.ID), int64(v.Material), v.No, string(v.State), v.News, v.Body, v.File, v.Size, v.Unread, stamp(v.MadeAt), v.MadeBy, v.Approver,
		v.Approved.String(), v.Published.String(), v.Expires.String(), v.Ended.String(), v.Reason, v.Version)
}

// eachOnce folds a text and keeps each of its words once: search looks for beginnings of words, not for phrases.
func eachOnce(text string) string {
	all := strings.Fields(names.Fold(text))
	slices.Sort(all)
	return strings.Join(slices.Compact(all), " ")
}

// showing changes the versions of a material, and then says which of them speaks for it; search follows.
func (b *books) showing(id app.ID[app.Material], change func() error) error {
	return b.reindexing(int64(id), []indexed{{"material", "id"}}, func() error {
		if err := change(); err != nil {
			return err
		}
		_, err := b.exec(`UPDATE material SET shown = coalesce((SELECT v.id FROM material_version v WHERE v.material_id = $1 ORDER BY v.state = 'published' DESC, v.no DESC LIMIT 1), 0)
			WHERE id = $1`, int64(id))
		return err
	})
}

// AddMaterialVersion keeps a version, with what was read out of its file.
func (b *books) AddMaterialVersion(v app.MaterialVersion, text string) error {
	return b.showing(v.Material, func() error {
		return insert(b, "material_version", materialVersionColumns+", text, words", []app.MaterialVersion{v}, func(dst []any, v *app.MaterialVersion) []any {
			return append(materialVersionArgs(dst, v), text, eachOnce(v.File+" "+v.News+" "+v.Body+" "+text))
		})
	})
}

// PutMaterialVersion changes how a version stands, and what a draft says.
func (b *books) PutMaterialVersion(v app.MaterialVersion) error {
	return b.showing(v.Material, func() error {
		err := b.putOne("This version", "material_version", int64(v.ID), updateText("material_version", materialVersionColumns), append(materialVersionArgs(nil, &v), v.Version-1)...)
		if err != nil || v.File != "" {
			return err
		}
		_, err = b.exec("UPDATE material_version SET words = $1 WHERE id = $2", eachOnce(v.News+" "+v.Body), int64(v.ID))
		return err
	})
}

// DeleteMaterialVersion removes a version and whom it was meant for.
func (b *books) DeleteMaterialVersion(id app.ID[app.MaterialVersion]) error {
	v, err := b.MaterialVersion(id)
	if err != nil {
		return err
	}
	return b.showing(v.Material, func() error {
		if err := b.DeleteMaterialSends(id); err != nil {
			return err
		}
		if _, err := b.exec("DELETE FROM step WHERE kind = $1 AND subject = $2", string(app.KindMaterialVersion), int64(id)); err != nil {
			return err
		}
		return b.deleteOne("This version", "material_version", int64(id))
	})
}

// MaterialVersion gives one version.
func (b *books) MaterialVersion(id app.ID[app.MaterialVersion]) (app.MaterialVersion, error) {
	return need(b, "This version", readMaterialVersion, "SELECT "+materialVersionFields+" FROM material_version u WHERE u.id = $1", int64(id))
}

// MaterialVersions gives the versions of a material, the newest first.
func (b *books) MaterialVersions(id app.ID[app.Material]) ([]app.MaterialVersion, error) {
	return all(b, readMaterialVersion, "SELECT "+materialVersionFields+" FROM material_version u WHERE u.material_id = $1 ORDER BY u.no DESC", int64(id))
}

// MaterialText gives what was read out of a version's file.
func (b *books) MaterialText(id app.ID[app.MaterialVersion]) (string, error) {
	return need(b, "This version", (*row).text, "SELECT u.text FROM material_version u WHERE u.id = $1", int64(id))
}

func readMaterialDue(r *row) app.MaterialDue {
	return app.MaterialDue{MaterialVersion: readMaterialVersion(r), Title: r.text(), Owner: r.text(), Waiting: int(r.num())}
}

// MaterialsExpiring gives the published versions whose last day lies at or before a day.
func (b *books) MaterialsExpiring(until calendar.Day) ([]app.MaterialDue, error) {
	return all(b, readMaterialDue, "SELECT "+materialVersionBrief+`, m.title, m.owner, 0 FROM material_version u CROSS JOIN material m ON m.id = u.material_id
		WHERE u.state = 'published' AND u.expires <> '' AND u.expires <= $1 ORDER BY u.expires, u.id`, until.String())
}

// MaterialsWaiting gives the versions that are still to be sent to somebody.
func (b *books) MaterialsWaiting() ([]app.MaterialDue, error) {
	return all(b, readMaterialDue, "SELECT "+materialVersionBrief+`, m.title, m.owner, x.waiting
		FROM (SELECT w.version_id, count(*) AS waiting FROM material_send w INDEXED BY material_send_waiting WHERE w.state = 'waiting' GROUP BY w.version_id) x
		CROSS JOIN material_version u ON u.id = x.version_id CROSS JOIN material m ON m.id = u.material_id ORDER BY u.published, u.id`)
}
