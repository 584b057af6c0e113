package desk

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/terms"
	"rapport/views/kit"
)

// mostDelivered is how many rows of services delivered the details of a partner list, the newest.
const mostDelivered = 12

// paysDelivered tells whether an agreement with the partner pays for services delivered.
func (f *partnerFacts) paysDelivered() bool {
	return asked(f.agreements, func(a terms.Asks) bool { return a.Delivered })
}

// drawDelivered lists the services that the partner delivered, newest first, where an agreement pays for them.
func (p *partnerPane) drawDelivered(f partnerFacts) {
	var lines []fyne.CanvasObject
	for i, v := range slices.Backward(f.delivered) {
		if len(f.delivered)-i > mostDelivered {
			lines = append(lines, kit.NewText("and "+grouped(i+1)+" earlier", kit.Muted()))
			break
		}
		what, below := p.d.deliveryWords(v)
		var tail []fyne.CanvasObject
		if v.Reverses == 0 && !takenBack(f.delivered, v.ID) {
			tail = append(tail, kit.NewIconButton("undo", "Take this delivery back", "", func() { p.d.voidDelivery(v) }).Small())
		} else if v.Reverses == 0 {
			below += " · taken back"
		}
		lines = append(lines, quietLine(what, below, nil, tail...))
	}
	if f.paysDelivered() {
		lines = append(lines, kit.Across(0, kit.NewLink("Record services delivered", func() { p.d.recordDelivery(f) }), kit.Space()))
	}
	replace(p.delivered, lines...)
	p.box.section("Services delivered", len(lines) > 0)
}

// takenBack tells whether a row of a list takes another back.
func takenBack(list []app.Delivery, id app.ID[app.Delivery]) bool {
	return slices.ContainsFunc(list, func(v app.Delivery) bool { return v.Reverses == id })
}

// deliveryWords says what was delivered, and when.
func (d *Desk) deliveryWords(v app.Delivery) (what, below string) {
	service := v.Service
	if service == "" {
		service = "service"
	}
	if what = grouped(v.Quantity) + " × " + service; v.Reverses != 0 {
		what = "Taken back: " + grouped(-v.Quantity) + " × " + service
	}
	if below = dayWords(v.Day, d.today); v.Note != "" {
		below += " · " + v.Note
	}
	return what, below
}

// paidServices are the services that rules of the partner's agreements pay a fixed fee for.
func (f *partnerFacts) paidServices() (all []string) {
	for _, a := range f.agreements {
		for _, r := range latestTerms(a).Rules {
			if r.Kind == terms.FixedFee {
				all = append(all, r.Services...)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// recordDelivery asks which services a partner delivered.
func (d *Desk) recordDelivery(f partnerFacts) {
	var quantity *kit.TextField
	quantity = kit.NewTextField(kit.Spec{Key: "quantity", Label: "How many", Required: true, Check: func() string { return countProblem(quantity.Value()) }}, "1")
	quantity.Set("1")
	day := kit.NewDateField(d.stage, kit.Spec{Key: "day", Label: "Day", Required: true})
	day.Set(d.today)
	paid := f.paidServices()
	hint := "As in the agreement"
	if len(paid) > 0 {
		hint = "The agreement pays for: " + inLines(paid)
	}
	service := kit.NewTextField(kit.Spec{Key: "service", Label: "Service", Hint: hint}, "Post")
	if len(paid) == 1 {
		service.Set(paid[0])
	}
	note := kit.NewTextField(kit.Spec{Key: "note", Label: "Note", Hint: "Such as where it can be seen"}, "")
	id := f.row.ID
	d.openForm(formSpec{again: "delivery.new", title: "Services delivered", note: "By " + f.row.Name + ". The next commission run pays them.",
		form: kit.NewForm().Beside(quantity, day).Add(service, note), save: "Record", submit: func(ask app.Ask) act {
			v := app.Delivery{Partner: id, Day: dayOf(day), Service: service.Value(), Quantity: typedCount(quantity.Value()), Note: note.Value()}
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Deliveries.Record(ctx, ask, v) }
		}})
}

// voidDelivery asks why services that were recorded by mistake are taken back.
func (d *Desk) voidDelivery(v app.Delivery) {
	reason := kit.NewTextField(kit.Spec{Key: "reason", Label: "What was wrong", Required: true, Hint: "Kept with the entry that takes it back"}, "")
	what, below := d.deliveryWords(v)
	d.openForm(formSpec{title: "Take a delivery back", note: what + ", " + below + ". What it paid is reversed by the next commission run.",
		form: kit.NewForm().Add(reason), save: "Take it back", submit: func(ask app.Ask) act {
			why := reason.Value()
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Deliveries.Void(ctx, ask, v.ID, why) }
		}})
}
