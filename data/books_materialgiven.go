package data

import (
	"rapport/app"
	"rapport/app/calendar"
)

const materialDeliveryColumns = "id, material_id, version_id, partner_id, person_id, day, way, note, recalled, entered_at, who, version"

const materialDeliveryFields = `d.id, d.material_id, d.version_id, d.partner_id, d.person_id, d.day, d.way, d.note, d.recalled, d.entered_at, d.who, d.version`

func readMaterialDelivery(r *row) app.MaterialDelivery {
	return app.MaterialDelivery{ID: app.ID[app.MaterialDelivery](r.num()), Material: app.ID[app.Material](r.num()), Of: app.ID[app.MaterialVersion](r.num()),
		Partner: app.ID[app.Partner](r.num()), Person: app.ID[app.Person](r.num()), Day: r.day(), Way: r.text(), Note: r.text(), Recalled: r.day(), EnteredAt: r.time(),
		Who: r.text(), Version: r.num()}
}

func materialDeliveryArgs(dst []any, d *app.MaterialDelivery) []any {
	return append(dst, int64(d.ID), int64(d.Material), int64(d.Of), int64(d.Partner), optional(d.Person), d.Day.String(), d.Way, d.Note, d.Recalled.String(),
		stamp(d.EnteredAt), d.Who, d.Version)
}

// AddMaterialDeliveries keeps who got a version.
func (b *books) AddMaterialDeliveries(ds []app.MaterialDelivery) error {
	return insert(b, "material_delivery", materialDeliveryColumns, ds, materialDeliveryArgs)
}

// PutMaterialDelivery changes a delivery.
func (b *books) PutMaterialDelivery(d app.MaterialDelivery) error {
	return b.putOne("This delivery", "material_delivery", int64(d.ID), updateText("material_delivery", materialDeliveryColumns), append(materialDeliveryArgs(nil, &d), d.Version-1)...)
}

// DeleteMaterialDelivery removes a delivery.
func (b *books) DeleteMaterialDelivery(id app.ID[app.MaterialDelivery]) error {
	return b.deleteOne("This delivery", "material_delivery", int64(id))
}

// MaterialDelivery gives one delivery.
func (b *books) MaterialDelivery(id app.ID[app.MaterialDelivery]) (app.MaterialDelivery, error) {
	return need(b, "This delivery", readMaterialDelivery, "SELECT "+materialDeliveryFields+" FROM material_delivery d WHERE d.id = $1", int64(id))
}

// heldFrom reads deliveries with their version; heldWith joins it where the deliveries are found first.
const heldWith = ` CROSS JOIN material_version u ON u.id = d.version_id CROSS JOIN material m ON m.id = d.material_id CROSS JOIN partner p ON p.id = d.partner_id
	LEFT JOIN person e ON e.id = d.person_id `

// heldLast keeps the delivery of a partner's latest version of a material: of one version the last delivery.
const heldLast = ` NOT EXISTS (SELECT 1 FROM material_delivery o CROSS JOIN material_version w ON w.id = o.version_id
	WHERE o.material_id = d.material_id AND o.partner_id = d.partner_id AND (w.no, o.day, o.id) > (u.no, d.day, d.id))`

func heldSelect() string {
	return "SELECT " + materialDeliveryFields + ", p.name, e.name, coalesce(nullif(e.email, ''), p.email), m.number, m.title, m.kind, " + materialVersionBrief + `,
	(SELECT w.no FROM material_version w WHERE w.material_id = m.id AND w.state = 'published') FROM material_delivery d`
}

func readHeld(r *row) app.HeldRow {
	return app.HeldRow{MaterialDelivery: readMaterialDelivery(r), PartnerName: r.text(), PersonName: r.text(), Email: r.text(), Number: r.text(), Title: r.text(),
		Kind: app.MaterialKind(r.text()), Held: readMaterialVersion(r), Latest: int(r.num())}
}

// MaterialHolders gives the latest version of a material that each partner got.
func (b *books) MaterialHolders(id app.ID[app.Material]) ([]app.HeldRow, error) {
	return all(b, readHeld, heldSelect()+heldWith+"WHERE d.material_id = $1 AND p.state <> 'merged' AND"+heldLast+" ORDER BY p.folded, d.id", int64(id))
}

// MaterialsHeld gives the latest version of each material that a partner got.
func (b *books) MaterialsHeld(id app.ID[app.Partner]) ([]app.HeldRow, error) {
	return all(b, readHeld, heldSelect()+" INDEXED BY material_delivery_partner"+heldWith+"WHERE d.partner_id = $1 AND"+heldLast+" ORDER BY m.folded, m.id", int64(id))
}

// OldMaterialsHeld gives who holds what is superseded, withdrawn or expired. Versions are looked through from those, so that a library with
// all in order costs little.
func (b *books) OldMaterialsHeld(today calendar.Day) ([]app.HeldRow, error) {
	return all(b, readHeld, heldSelect()+heldWith+`WHERE d.version_id IN (SELECT id FROM material_version WHERE state IN ('superseded', 'withdrawn')
		OR state = 'published' AND expires <> '' AND expires < $1) AND p.state NOT IN ('merged', 'ended', 'declined') AND`+heldLast+" ORDER BY m.folded, m.id, p.folded, d.id", today.String())
}

// VersionHolders gives every delivery of a version.
func (b *books) VersionHolders(id app.ID[app.MaterialVersion]) ([]app.HeldRow, error) {
	return all(b, readHeld, heldSelect()+" INDEXED BY material_delivery_version"+heldWith+"WHERE d.version_id = $1 AND p.state <> 'merged' ORDER BY p.folded, d.day, d.id", int64(id))
}

// MaterialAudience gives whom materials of some types and service lines are meant for; no types or services mean all.
func (b *books) MaterialAudience(types, services []string) ([]app.ID[app.Partner], error) {
	return all(b, func(r *row) app.ID[app.Partner] { return app.ID[app.Partner](r.num()) },
		`SELECT p.id FROM partner p INDEXED BY partner_state WHERE p.state IN ('active', 'onboarding') AND p.archived = 0
		AND (json_array_length($1) = 0 OR p.type IN (SELECT value FROM json_each($1)))
		AND (json_array_length($2) = 0 OR NOT EXISTS (SELECT 1 FROM referral f WHERE f.partner_id = p.id)
			OR EXISTS (SELECT 1 FROM referral f WHERE f.partner_id = p.id AND f.service IN (SELECT value FROM json_each($2)))) ORDER BY p.id`,
		document(listOf(types)), document(listOf(services)))
}

// PutMaterialSends keeps how far the sending of versions to partners is.
func (b *books) PutMaterialSends(all []app.MaterialSend) error {
	return manyRows(b, "INSERT INTO material_send(version_id, partner_id, state) VALUES ", " ON CONFLICT(version_id, partner_id) DO UPDATE SET state = excluded.state", 3, all,
		func(dst []any, s *app.MaterialSend) []any {
			return append(dst, int64(s.Of), int64(s.Partner), string(s.State))
		})
}

// DeleteMaterialSends forgets whom a version was meant for.
func (b *books) DeleteMaterialSends(id app.ID[app.MaterialVersion]) error {
	_, err := b.exec("DELETE FROM material_send WHERE version_id = $1", int64(id))
	return err
}

// DeleteMaterialSend forgets that a version was meant for a partner.
func (b *books) DeleteMaterialSend(of app.ID[app.MaterialVersion], p app.ID[app.Partner]) error {
	_, err := b.exec("DELETE FROM material_send WHERE version_id = $1 AND partner_id = $2", int64(of), int64(p))
	return err
}

// MaterialSends gives who waits for a version.
func (b *books) MaterialSends(id app.ID[app.MaterialVersion]) ([]app.WaitingRow, error) {
	return all(b, func(r *row) app.WaitingRow {
		return app.WaitingRow{MaterialSend: readMaterialSend(r), PartnerName: r.text(), Type: r.text(), Email: r.text(), Holds: int(r.num())}
	}, `SELECT w.version_id, w.partner_id, w.state, p.name, p.type, p.email, (SELECT max(o.no) FROM material_delivery d CROSS JOIN material_version o ON o.id = d.version_id
			WHERE d.material_id = u.material_id AND d.partner_id = w.partner_id)
		FROM material_send w INDEXED BY material_send_waiting CROSS JOIN material_version u ON u.id = w.version_id CROSS JOIN partner p ON p.id = w.partner_id
		WHERE w.version_id = $1 AND w.state = 'waiting' AND p.state <> 'merged' ORDER BY p.folded, p.id`, int64(id))
}

func readMaterialSend(r *row) app.MaterialSend {
	return app.MaterialSend{Of: app.ID[app.MaterialVersion](r.num()), Partner: app.ID[app.Partner](r.num()), State: app.SendState(r.text())}
}

// MaterialSendOf tells whether a version is meant for a partner, and how far that is.
func (b *books) MaterialSendOf(of app.ID[app.MaterialVersion], p app.ID[app.Partner]) (app.MaterialSend, bool, error) {
	return first(b, readMaterialSend, "SELECT version_id, partner_id, state FROM material_send WHERE version_id = $1 AND partner_id = $2", int64(of), int64(p))
}
