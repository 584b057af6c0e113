package data

import (
	"rapport/app"
	"rapport/app/calendar"
)

const deliveryColumns = "id, partner_id, day, service, quantity, note, reverses_id, entered_at"

func readDelivery(r *row) app.Delivery {
	return app.Delivery{ID: app.ID[app.Delivery](r.num()), Partner: app.ID[app.Partner](r.num()), Day: r.day(), Service: r.text(), Quantity: r.num(),
		Note: r.text(), Reverses: app.ID[app.Delivery](r.num()), EnteredAt: r.time()}
}

// Delivery gives one row of services delivered.
func (b *books) Delivery(id app.ID[app.Delivery]) (app.Delivery, error) {
	return need(b, "This delivery", readDelivery, "SELECT "+deliveryColumns+" FROM delivery WHERE id = $1", int64(id))
}

// Deliveries gives what a partner delivered, by day.
func (b *books) Deliveries(partner app.ID[app.Partner]) ([]app.Delivery, error) {
	return all(b, readDelivery, "SELECT "+deliveryColumns+" FROM delivery WHERE partner_id = $1 ORDER BY day, id", int64(partner))
}

// AddDelivery adds services delivered; the id is set.
func (b *books) AddDelivery(d app.Delivery) error {
	_, err := b.exec("INSERT INTO delivery("+deliveryColumns+") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", int64(d.ID), int64(d.Partner), d.Day.String(),
		d.Service, d.Quantity, d.Note, optional(d.Reverses), stamp(d.EnteredAt))
	return err
}

// PendingDeliveries gives the services delivered that no run has paid yet.
func (b *books) PendingDeliveries(until calendar.Day) ([]app.Delivery, error) {
	return all(b, readDelivery, "SELECT "+deliveryColumns+` FROM delivery INDEXED BY delivery_waiting WHERE run = 0 AND day <= $1
		ORDER BY partner_id, day, id`, until.String())
}

// DeliveriesDone marks services delivered as run.
func (b *books) DeliveriesDone(ids []app.ID[app.Delivery], run int64) error {
	list := make([]int64, len(ids))
	for i, id := range ids {
		list[i] = int64(id)
	}
	_, err := b.exec("UPDATE delivery SET run = $1 WHERE id IN (SELECT value FROM json_each($2))", run, numberList(list))
	return err
}
