package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"rapport/app/calendar"
	"rapport/app/names"
	"rapport/app/terms"
)

// Delivery is services that a partner delivered, such as posts, recorded by hand: what a fixed fee for services is paid for. Rows are never edited;
// a mistake is taken back by a row that points at it.
type Delivery struct {
	ID        ID[Delivery] `json:"id"`
	Partner   ID[Partner]  `json:"partner"`
	Day       calendar.Day `json:"day"`
	Service   string       `json:"service,omitempty"`
	Quantity  int64        `json:"quantity"`
	Note      string       `json:"note,omitempty"`
	Reverses  ID[Delivery] `json:"reverses,omitempty"`
	EnteredAt time.Time    `json:"entered_at"`
}

// KindDelivery is a row of services delivered.
const KindDelivery Kind = "delivery"

// mostDelivered is how many services one row may record.
const mostDelivered = 1_000_000

// DeliveryBooks keeps services delivered.
type DeliveryBooks interface {
	Delivery(ID[Delivery]) (Delivery, error)
	Deliveries(ID[Partner]) ([]Delivery, error) // by day, id
	AddDelivery(Delivery) error
	PendingDeliveries(until calendar.Day) ([]Delivery, error) // not yet run, by partner, day, id
	DeliveriesDone(ids []ID[Delivery], run int64) error
}

// Deliveries are the use-cases of services delivered.
type Deliveries struct{ f *Firm }

// Of gives what a partner delivered, by day.
func (u Deliveries) Of(ctx context.Context, id ID[Partner]) ([]Delivery, error) {
	return read(ctx, u.f, func(b Books) ([]Delivery, error) { return b.Deliveries(id) })
}

// Record keeps services that a partner delivered. The next commission run pays them, where an agreement does.
func (u Deliveries) Record(ctx context.Context, ask Ask, d Delivery) (Receipt, error) {
	return u.f.write(ctx, ask, "delivery.record", func(t *tx) error {
		p, err := t.Partner(d.Partner)
		if err != nil {
			return err
		}
		d.Day, d.Service, d.Note, d.Reverses = orDay(d.Day, t.today), names.Clean(d.Service), strings.TrimSpace(d.Note), 0
		switch {
		case d.Day > t.today:
			return Bad("day", fmt.Sprintf("%s lies in the future.", d.Day), "Enter the day of the delivery.")
		case d.Quantity < 1 || d.Quantity > mostDelivered:
			return Bad("quantity", "It is not said how many services were delivered.", "Enter a number of 1 or more.")
		}
		if err := within("note", d.Note, 500); err != nil {
			return err
		}
		list, err := t.partnerAgreements(p.ID)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(list, func(s Signed) bool {
			v, ok := s.At(d.Day)
			return ok && v.Terms.Asks().Delivered
		}) {
			t.warn("No agreement with %s pays for services delivered on %s.", p.Name, d.Day)
		}
		if err := t.addDelivery(&d); err != nil {
			return err
		}
		t.did(KindDelivery, int64(d.ID), "Recorded %s of %s", counted(d.Quantity, "service"), p.Name)
		return nil
	})
}

// Void takes back what was recorded by mistake; what it paid is reversed by the next run.
func (u Deliveries) Void(ctx context.Context, ask Ask, id ID[Delivery], reason string) (Receipt, error) {
	return u.f.write(ctx, ask, "delivery.void", func(t *tx) error {
		if strings.TrimSpace(reason) == "" {
			return Bad("reason", "Taking a delivery back needs a reason.", "Write what was wrong.")
		}
		back, err := t.voidDelivery(id, strings.TrimSpace(reason))
		if err != nil {
			return err
		}
		t.noUndo = true
		t.did(KindDelivery, int64(back.ID), "Took back %s of %s", counted(-back.Quantity, "service"), back.Day)
		return nil
	})
}

// voidDelivery adds the row that takes another back.
func (t *tx) voidDelivery(id ID[Delivery], reason string) (Delivery, error) {
	d, err := t.Delivery(id)
	if err != nil {
		return d, err
	}
	all, err := t.Deliveries(d.Partner)
	if err != nil {
		return d, err
	}
	if d.Reverses != 0 || slices.ContainsFunc(all, func(o Delivery) bool { return o.Reverses == id }) {
		return d, No("This was taken back before.", "")
	}
	back := d
	back.Reverses, back.Quantity, back.Note = id, -d.Quantity, reason
	return back, t.addDelivery(&back)
}

// restoreDelivery takes back services that were recorded; what they paid is reversed by the next run.
func (t *tx) restoreDelivery(img Image) error {
	if len(img.After) == 0 {
		return No("Services that were taken back are recorded anew.", "Record them again.")
	}
	_, err := t.voidDelivery(ID[Delivery](img.ID), "undone")
	return err
}

func (t *tx) addDelivery(d *Delivery) error {
	id, err := t.nextID(KindDelivery)
	if err != nil {
		return err
	}
	d.ID, d.EnteredAt = ID[Delivery](id), t.now
	if err := t.AddDelivery(*d); err != nil {
		return err
	}
	t.touch(KindPartner, int64(d.Partner))
	return t.image(KindDelivery, id, nil, d)
}

// deliveries pays the services delivered that were not run yet. One that finds no agreement is not kept waiting.
func (r *runner) deliveries() error {
	list, err := r.t.PendingDeliveries(r.until)
	if err != nil || len(list) == 0 {
		return err
	}
	ids := make([]ID[Delivery], len(list))
	for i := range list {
		ids[i] = list[i].ID
		if err := r.delivery(&list[i]); err != nil {
			return err
		}
	}
	return r.t.DeliveriesDone(ids, r.run)
}

func (r *runner) delivery(d *Delivery) error {
	r.result.Facts++
	a, err := r.account(d.Partner)
	if err != nil {
		return err
	}
	c := a.find(choice{day: d.Day, service: d.Service})
	if c == nil {
		return nil
	}
	if c.engine, err = c.plan.engine(c.version); err != nil {
		return err
	}
	if d.Reverses != 0 {
		return r.unsettleAll(d.Partner, c.plan)
	}
	j, err := r.jobOf(d, c)
	if err != nil {
		return err
	}
	if put, err := r.deliverLater(j); err != nil || put {
		return err
	}
	r.again = false
	book := tallyBook{r: r, agreement: c.plan.ID}
	for j.part = range c.engine.Parts() {
		if err := r.pay(j, &book); err != nil {
			return err
		}
	}
	return nil
}

// deliverLater leaves a delivery to settling, where a cap has counted later days or all is settled already.
func (r *runner) deliverLater(j *job) (bool, error) {
	if j.plan.goesBack() {
		return r.putOff(j.fact.Credited, j.plan, j.engine, terms.AllRules, j.fact.Day)
	}
	for part := range j.engine.Parts() {
		rule := j.engine.PartRule(part)
		if rule == 0 {
			continue
		}
		if put, err := r.putOff(j.fact.Credited, j.plan, j.engine, rule, j.fact.Day); err != nil || put {
			return put, err
		}
	}
	return false, nil
}
