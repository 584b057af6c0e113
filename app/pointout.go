package app

import (
	"fmt"

	"rapport/app/calendar"
)

// usualNotice is the firm's notice for a check-in or task of which nothing else is said; a whole day has notice of days alone.
func (t *tx) usualNotice(said calendar.Lead, at calendar.Clock) calendar.Lead {
	if _, days := t.settings.Notice.Days(); said == 0 && (at != 0 || days) {
		return t.settings.Notice
	}
	return said
}

// checkNotice refuses what can't be, and keeps none as 0.
func checkNotice(l *calendar.Lead, at calendar.Clock) error {
	_, days := l.Days()
	switch *l = max(*l, 0); {
	case *l > calendar.MostLead:
		return Bad("notice", fmt.Sprintf("Notice of %s is more than four weeks.", *l), "Shorten it.")
	case *l > 0 && at == 0 && !days:
		return Bad("notice", fmt.Sprintf("Notice of %s needs a time of day.", *l), "Enter the time, or a notice of whole days.")
	}
	return nil
}

// coming are the planned check-ins and open tasks behind today that may be pointed out by now.
func coming(b Books, today calendar.Day) (items []Item, err error) {
	most, _ := calendar.MostLead.Days()
	days := Condition{From: today.AddDays(1).String(), To: today.AddDays(most + 1).String()}
	days.Field = "day"
	checkins, err := checkinRows(b, Query{}.With(Is("state", string(CheckinPlanned)), days), mostItems)
	if err != nil {
		return nil, err
	}
	for _, c := range checkins {
		items = append(items, checkinItem(c, today))
	}
	days.Field = "due"
	tasks, err := taskRows(b, Query{}.With(Is("state", string(TaskOpen)), days), mostItems)
	for _, k := range tasks {
		items = append(items, taskItems(k, today, 0, 0)...)
	}
	return items, err
}
