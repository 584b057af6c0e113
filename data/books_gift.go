package data

import "rapport/app"

const giftColumns = "id, partner_id, person_id, kind, what, value_minor, currency, state, proposed, made_by, approver, given, note, statement_id, version"

const giftRead = `g.id, g.partner_id, g.person_id, g.kind, g.what, g.value_minor, g.currency, g.state, g.proposed, g.made_by, g.approver, g.given, g.note,
	g.statement_id, g.version`

func readGift(r *row) app.Gift {
	return app.Gift{ID: app.ID[app.Gift](r.num()), Partner: app.ID[app.Partner](r.num()), Person: app.ID[app.Person](r.num()), Kind: r.text(), What: r.text(),
		Value: r.money(), State: app.GiftState(r.text()), Proposed: r.day(), By: r.text(), Approver: r.text(), Given: r.day(), Note: r.text(),
		Statement: app.ID[app.Statement](r.num()), Version: r.num()}
}

func giftArgs(dst []any, g *app.Gift) []any {
	return append(dst, int64(g.ID), int64(g.Partner), int64(g.Person), g.Kind, g.What, g.Value.Minor, string(g.Value.Currency), string(g.State), g.Proposed.String(),
		g.By, g.Approver, g.Given.String(), g.Note, optional(g.Statement), g.Version)
}

// AddGift keeps a gift.
func (b *books) AddGift(g app.Gift) error {
	return b.reworded(insert(b, "gift", giftColumns, []app.Gift{g}, giftArgs), app.KindGift, int64(g.ID), g.What, g.Note)
}

// PutGift changes a gift.
func (b *books) PutGift(g app.Gift) error {
	err := b.putOne("This gift", "gift", int64(g.ID), updateText("gift", giftColumns), append(giftArgs(nil, &g), g.Version-1)...)
	return b.reworded(err, app.KindGift, int64(g.ID), g.What, g.Note)
}

// DeleteGift removes a gift.
func (b *books) DeleteGift(id app.ID[app.Gift]) error {
	return b.deleteOne("This gift", "gift", int64(id))
}

// Gift gives one gift.
func (b *books) Gift(id app.ID[app.Gift]) (app.Gift, error) {
	return need(b, "This gift", readGift, "SELECT "+giftRead+" FROM gift g WHERE g.id = $1", int64(id))
}

// Gifts gives a partner's gifts, the newest first.
func (b *books) Gifts(partner app.ID[app.Partner]) ([]app.GiftRow, error) {
	return all(b, func(r *row) app.GiftRow { return app.GiftRow{Gift: readGift(r), PersonName: r.text()} },
		"SELECT "+giftRead+", e.name FROM gift g CROSS JOIN person e ON e.id = g.person_id WHERE g.partner_id = $1 ORDER BY g.id DESC", int64(partner))
}

// PutGiftsShown says which statement shows gifts; none takes them off.
func (b *books) PutGiftsShown(ids []app.ID[app.Gift], on app.ID[app.Statement]) error {
	for _, id := range ids {
		if _, err := b.exec("UPDATE gift SET statement_id = $1 WHERE id = $2", optional(on), int64(id)); err != nil {
			return err
		}
	}
	return nil
}
