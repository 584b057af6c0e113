package app

import "fmt"

// importOut is what waits to be written.
type importOut struct {
	partners  []*Partner
	people    []*Person
	clients   []*Client
	referrals []Referral
	fees      []Fee
	checkins  []*Checkin
	outbounds []Outbound
	leads     []Lead
	steps     []Step
	facts     []Fact
	changes   []func() error // of rows that were there, after the new ones
}

func (o *importOut) waiting() int {
	return len(o.partners) + len(o.people) + len(o.clients) + len(o.referrals) + len(o.fees) + len(o.checkins) + len(o.outbounds) + len(o.leads) + len(o.changes)
}

// idBlock is how many ids are reserved together.
const idBlock = 250

// issued are the ids of a kind that the import took.
type issued struct {
	next, reserved int64 // the next id, and the last that was reserved
	made           Span
	count          int64
}

// newID takes an id for something the import makes.
func (im *importer) newID(kind Kind) (int64, error) {
	ids := im.ids[kind]
	if ids == nil {
		ids = &issued{}
		im.ids[kind] = ids
	}
	if ids.next == 0 || ids.next > ids.reserved {
		first, err := im.t.NextID(kind, idBlock)
		if err != nil {
			return 0, err
		}
		ids.next, ids.reserved = first, first+idBlock-1
	}
	if ids.count == 0 {
		ids.made.From = ids.next
	}
	id := ids.next
	ids.made.To = id
	ids.next++
	ids.count++
	if kind != KindReferral && kind != KindFee { // those are named by one row only
		im.once(kind, id)
	}
	im.done++
	return id, nil
}

// made tells whether this import made a thing.
func (im *importer) made(kind Kind, id int64) bool {
	ids := im.ids[kind]
	return ids != nil && id >= ids.made.From && id <= ids.made.To
}

// countMade puts what was made into the batch and the result.
func (im *importer) countMade() {
	for kind, ids := range im.ids {
		if ids.count > 0 {
			im.batch.Made[kind] = ids.made
			im.res.Created[conceptName(kind)] = ids.count
		}
	}
}

// once tells whether a thing is met for the first time in this file.
func (im *importer) once(kind Kind, id int64) bool {
	if im.counted[kind] == nil {
		im.counted[kind] = map[int64]bool{}
	}
	if im.counted[kind][id] {
		return false
	}
	im.counted[kind][id] = true
	return true
}

// unchanged counts something that the file names and that is kept as it says.
func (im *importer) unchanged(kind Kind, id int64) {
	if im.once(kind, id) {
		im.res.Unchanged[conceptName(kind)]++
	}
}

// change counts and queues the writing of a row that was there: put writes it, both images are kept.
func (im *importer) change(kind Kind, id int64, before, after any, put func() error) {
	im.once(kind, id)
	im.res.Updated[conceptName(kind)]++
	im.done++
	im.out.changes = append(im.out.changes, func() error {
		if err := put(); err != nil {
			return err
		}
		if err := im.t.image(kind, id, before, after); err != nil {
			return err
		}
		im.batch.Changed = append(im.batch.Changed, im.t.audit.Images[len(im.t.audit.Images)-1])
		return nil
	})
}

// flush writes what waits. In a preview it is dropped: whatever can refuse a row was asked when the row was taken.
func (im *importer) flush() error {
	if !im.dry {
		if err := im.writeOut(); err != nil {
			return err
		}
	}
	o := &im.out
	clear(o.changes)
	*o = importOut{partners: o.partners[:0], people: o.people[:0], clients: o.clients[:0], referrals: o.referrals[:0], fees: o.fees[:0], checkins: o.checkins[:0], outbounds: o.outbounds[:0], leads: o.leads[:0],
		steps: o.steps[:0], facts: o.facts[:0], changes: o.changes[:0]}
	return nil
}

// writeOut writes in the order in which rows refer to each other.
func (im *importer) writeOut() error {
	o, t := &im.out, im.t
	if err := im.number(); err != nil {
		return err
	}
	for _, write := range []func() error{
		func() error { return addAll(o.partners, t.AddPartners) },
		func() error { return addAll(o.people, t.AddPeople) },
		func() error { return addAll(o.clients, t.AddClients) },
		func() error { return addSome(o.referrals, t.AddReferrals) },
		func() error { return addSome(o.fees, t.AddFees) },
		func() error { return addAll(o.checkins, t.addImported) },
		func() error { return addSome(o.outbounds, t.AddOutbounds) },
		func() error { return addSome(o.leads, t.AddLeads) },
		func() error { return addSome(o.steps, t.AddSteps) },
		func() error { return addSome(o.facts, t.AddFacts) },
	} {
		if err := write(); err != nil {
			return err
		}
	}
	for _, change := range o.changes {
		if err := change(); err != nil {
			return err
		}
	}
	return nil
}

func addAll[T any](things []*T, add func([]T) error) error {
	values := make([]T, len(things))
	for i, p := range things {
		values[i] = *p
	}
	return addSome(values, add)
}

func addSome[T any](things []T, add func([]T) error) error {
	if len(things) == 0 {
		return nil
	}
	return add(things)
}

// number gives what waits its people-facing numbers, and code names to clients without a name.
func (im *importer) number() error {
	o := &im.out
	partner := func(i int, n string) { o.partners[i].Number = n }
	if err := im.numberAll("P", 4, len(o.partners), partner); err != nil {
		return err
	}
	client := func(i int, n string) {
		c := o.clients[i]
		if c.Number = n; c.CodeName {
			c.Name = CodeName(n)
		}
	}
	if err := im.numberAll("C", 5, len(o.clients), client); err != nil {
		return err
	}
	err := numberByYear(im, o.referrals, func(r *Referral) (string, *string) { return fmt.Sprintf("R-%d", r.Introduced.Year()), &r.Number })
	if err != nil {
		return err
	}
	return numberByYear(im, o.outbounds, func(g *Outbound) (string, *string) { return outboundSeries(*g), &g.Number })
}

// numberByYear numbers what has a series for each year, in the order in which the years are met.
func numberByYear[T any](im *importer, all []T, of func(*T) (series string, number *string)) error {
	years, order := map[string][]*string{}, []string{}
	for i := range all {
		series, number := of(&all[i])
		if years[series] == nil {
			order = append(order, series)
		}
		years[series] = append(years[series], number)
	}
	for _, series := range order {
		list := years[series]
		if err := im.numberAll(series, 4, len(list), func(i int, n string) { *list[i] = n }); err != nil {
			return err
		}
	}
	return nil
}

func (im *importer) numberAll(series string, digits, n int, give func(i int, number string)) error {
	if n == 0 {
		return nil
	}
	first, err := im.t.NextNo(series, n)
	for i := range n {
		give(i, Number(series, first+int64(i), digits))
	}
	return err
}
