package storetest

import (
	"context"
	"testing"

	"rapport/app"
)

// deliveries: services delivered wait for a run, in order, and are not run twice.
func deliveries(_ *testing.T, d *desk) {
	firm(d)
	row := func(id app.ID[app.Delivery], partner app.ID[app.Partner], on string, n int64) app.Delivery {
		return app.Delivery{ID: id, Partner: partner, Day: day(on), Service: "Post", Quantity: n, Note: "seen", EnteredAt: now()}
	}
	first, second, later := row(1, 2, "2026-03-02", 3), row(2, 1, "2026-03-05", 1), row(3, 1, "2026-04-01", 2)
	back := row(4, 1, "2026-03-05", -1)
	back.Reverses = 2
	d.write(func(b app.Books) error {
		for _, x := range []app.Delivery{first, second, later, back} {
			if err := b.AddDelivery(x); err != nil {
				return err
			}
		}
		return nil
	})
	waiting := func(on string) []app.Delivery {
		return got(d, func(b app.Books) ([]app.Delivery, error) { return b.PendingDeliveries(day(on)) })
	}
	same(d, "by partner and day", waiting("2026-03-31"), []app.Delivery{second, back, first})
	same(d, "of a partner", got(d, func(b app.Books) ([]app.Delivery, error) { return b.Deliveries(1) }), []app.Delivery{second, back, later})
	same(d, "one", got(d, func(b app.Books) (app.Delivery, error) { return b.Delivery(4) }), back)
	d.write(func(b app.Books) error { return b.DeliveriesDone([]app.ID[app.Delivery]{1, 2, 4}, 7) })
	same(d, "once run", waiting("2026-12-31"), []app.Delivery{later})
	if err := d.store.Read(context.Background(), func(b app.Books) error { _, err := b.Delivery(9); return err }); !app.IsNotFound(err) {
		d.Errorf("a missing one: %v", err)
	}
}
