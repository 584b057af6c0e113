package desk

import (
	"context"

	"rapport/app"
	"rapport/views/kit"
)

// segmentChip says of whom a report is, and lets it be limited to a segment.
type segmentChip struct {
	d       *Desk
	chip    *kit.Chip
	of      kit.Option // no id: everybody
	changed func()
	slot    kit.Slot
}

func newSegmentChip(d *Desk, changed func()) *segmentChip {
	s := &segmentChip{d: d, chip: kit.NewChip("Segment: all", kit.Grey), changed: changed}
	s.chip.OnTap(s.ask)
	return s
}

// in are the segments a report is limited to; none: all partners.
func (s *segmentChip) in() []app.ID[app.Segment] {
	if s.of.ID == 0 {
		return nil
	}
	return []app.ID[app.Segment]{app.ID[app.Segment](s.of.ID)}
}

// ask offers everybody, the segments there are, and the making of one.
func (s *segmentChip) ask() {
	kit.Load(s.d.stage, &s.slot, func(ctx context.Context) ([]kit.Option, error) { return s.d.findSegments(ctx, "") }, func(all []kit.Option, err error) {
		if err != nil {
			s.d.refuse(err)
			return
		}
		items := []kit.MenuItem{{Title: "All partners", Run: func() { s.set(kit.Option{}) }}}
		for _, o := range all {
			items = append(items, kit.MenuItem{Title: o.Text + " · " + o.Note, Run: func() { s.set(o) }})
		}
		items = append(items, kit.MenuItem{Line: true}, kit.MenuItem{Title: "New segment …", Icon: "plus", Run: func() { s.d.editSegment(app.Segment{}) }})
		s.d.root.MenuUnder(s.chip, items)
	})
}

func (s *segmentChip) set(o kit.Option) {
	s.of = o
	if o.ID == 0 {
		s.chip.Set("Segment: all", kit.Grey)
	} else {
		s.chip.Set("Segment: "+o.Text, kit.Blue)
	}
	s.changed()
}
