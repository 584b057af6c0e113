package app

import "slices"

// joinMaterials lets a partner that begins to work with the firm wait for every published version that is meant for it and that it does not have.
func (t *tx) joinMaterials(p Partner) error {
	var all []MaterialRow
	err := t.MaterialIDs(Query{}.With(Is("state", string(MaterialPublished))), func(ids []int32) error {
		rows, err := t.MaterialRows(ids)
		all = append(all, rows...)
		return err
	})
	if err != nil {
		return err
	}
	joined := 0
	for _, m := range all {
		v := m.Shown
		if !v.usable(t.today) || len(m.Types) > 0 && !slices.Contains(m.Types, p.Type) {
			continue
		}
		joins, err := t.joins(m.Material, v.ID, p.ID)
		if err != nil {
			return err
		}
		if !joins {
			continue
		}
		send := []MaterialSend{{Of: v.ID, Partner: p.ID, State: SendWaiting}}
		if err := orError(t.PutMaterialSends(send), t.image(kindMaterialSend, int64(v.ID), nil, send)); err != nil {
			return err
		}
		t.touch(KindMaterial, int64(m.ID))
		joined++
	}
	if joined > 0 {
		t.warn("To be sent to it: %s.", counted(joined, "material"))
	}
	return nil
}

// joins tells whether a version is meant for a partner that was not asked about before and does not hold it.
func (t *tx) joins(m Material, v ID[MaterialVersion], p ID[Partner]) (bool, error) {
	if _, known, err := t.MaterialSendOf(v, p); err != nil || known {
		return false, err
	}
	held, err := t.MaterialsHeld(p)
	if err != nil || slices.ContainsFunc(held, func(h HeldRow) bool { return h.Of == v }) {
		return false, err
	}
	audience, err := audienceOf(t, t.settings, t.today, m)
	return slices.Contains(audience, p), err
}

// leaveMaterials takes a partner that does not work with the firm any more off the lists of those a version is to be sent to.
func (t *tx) leaveMaterials(p Partner) error {
	waiting, err := t.MaterialsWaiting()
	if err != nil {
		return err
	}
	for _, v := range waiting {
		s, ok, err := t.MaterialSendOf(v.ID, p.ID)
		if err != nil {
			return err
		}
		if !ok || s.State != SendWaiting {
			continue
		}
		if err := orError(t.DeleteMaterialSend(v.ID, p.ID), t.image(kindMaterialSend, int64(v.ID), []MaterialSend{s}, nil)); err != nil {
			return err
		}
		t.touch(KindMaterial, int64(v.Material))
	}
	return nil
}
