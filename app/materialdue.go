package app

import (
	"fmt"

	"rapport/app/calendar"
)

// renewWithin is how many days before its last day a version is to be approved anew or replaced.
const renewWithin = 30

// materialItems adds what is to be done about the library: send what was published, renew what runs out.
func materialItems(b Books, items []Item, today, until calendar.Day) ([]Item, error) {
	entry := func(m MaterialDue, day calendar.Day, what, more string) {
		if day <= until {
			items = append(items, Item{Kind: KindMaterial, Subject: int64(m.Material), What: what, More: more, Day: day, Owner: m.Owner, State: string(m.State), Open: true,
				Lateness: lateness(day, 0, today)})
		}
	}
	waiting, err := b.MaterialsWaiting()
	if err != nil {
		return items, err
	}
	for _, m := range waiting {
		entry(m, m.Published, "Send “"+m.Title+"”", fmt.Sprintf("version %d, to %s", m.No, counted(m.Waiting, "partner")))
	}
	ending, err := b.MaterialsExpiring(until.AddDays(renewWithin))
	for _, m := range ending {
		entry(m, m.Expires.AddDays(-renewWithin), "Renew “"+m.Title+"”", fmt.Sprintf("version %d may be used until %s", m.No, m.Expires.Label()))
	}
	return items, err
}

// materials adds what waits in the library.
func (t *Today) materials(b Books) error {
	waiting, err := b.MaterialsWaiting()
	if err != nil {
		return err
	}
	for _, m := range waiting {
		t.ToSend, t.SendTo = append(t.ToSend, int64(m.Material)), t.SendTo+m.Waiting
	}
	old, err := b.OldMaterialsHeld(t.Day)
	if err != nil {
		return err
	}
	for _, h := range old {
		if h.Held.State == MaterialWithdrawn && h.Recalled == 0 {
			t.Recall++
		}
	}
	ending, err := b.MaterialsExpiring(t.Day.AddDays(renewWithin))
	for _, m := range ending {
		if m.Expires < t.Day {
			t.RanOut = append(t.RanOut, int64(m.Material))
		} else {
			t.RunningOut = append(t.RunningOut, int64(m.Material))
		}
	}
	return err
}
