package desk

import (
	"context"
	"slices"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/views/kit"
)

// calendarFacts is what the section shows: the entries of the days on the board, and what waits.
type calendarFacts struct {
	span    calendar.Period
	items   []app.Item
	waiting []app.Item // overdue or due today
	missed  []app.CatchUp
	quiet   []app.QuietPartner
}

// readCalendar reads all of it; it runs away from the screen. Who has gone quiet looks at every partner's past: it is read again only
// where asked, and else as it was.
func readCalendar(ctx context.Context, firm *app.Firm, span calendar.Period, today calendar.Day, quiet []app.QuietPartner, again bool) (calendarFacts, error) {
	f := calendarFacts{span: span, quiet: quiet}
	var err error
	if f.items, err = firm.Reminders.Agenda(ctx, span); err != nil {
		return f, err
	}
	if f.waiting, err = firm.Reminders.Waiting(ctx, today); err != nil {
		return f, err
	}
	if f.missed, err = firm.Reminders.Missed(ctx); err != nil {
		return f, err
	}
	if again {
		f.quiet, err = firm.Cadences.Quiet(ctx)
	}
	return f, err
}

// on gives the entries of a day.
func (f *calendarFacts) on(day calendar.Day) []app.Item {
	from, _ := slices.BinarySearchFunc(f.items, day, func(i app.Item, d calendar.Day) int { return int(i.Day) - int(d) })
	to := from
	for to < len(f.items) && f.items[to].Day == day {
		to++
	}
	return f.items[from:to]
}

// overdue are the entries that wait since before today.
func (f *calendarFacts) overdue(today calendar.Day) []app.Item {
	return slices.DeleteFunc(slices.Clone(f.waiting), func(i app.Item) bool { return i.Day >= today })
}

// markOf is an entry as the board shows it.
func markOf(i app.Item) kit.Mark {
	text := itemTitle(i)
	if i.At != 0 {
		text = i.At.String() + " " + text
	}
	return kit.Mark{Text: text, Hue: itemHue(i), Quiet: !i.Open}
}

// itemTitle is an entry on one line.
func itemTitle(i app.Item) string {
	switch {
	case i.Name == "":
		return i.What
	case i.Kind == app.KindCheckin && i.What == capital(i.More), i.Kind == app.KindCadence:
		return i.What + ": " + i.Name
	}
	return i.Name + ": " + i.What
}

// itemHue is the colour of an entry: red when it is late, else by what it is.
func itemHue(i app.Item) kit.Hue {
	switch {
	case i.Open && i.Lateness > app.DueToday:
		return kit.Red
	case !i.Open:
		return kit.Grey
	case i.Kind == app.KindTask:
		return kit.Blue
	case i.Kind == app.KindPromise:
		return kit.Amber
	}
	return kit.Green
}

// itemBelow says the rest of an entry: kind, day, how late.
func itemBelow(i app.Item, today calendar.Day) string {
	parts := []string{i.More}
	if i.At != 0 {
		parts = append(parts, i.At.String())
	}
	parts = append(parts, dayWords(i.Day, today))
	switch {
	case i.Lateness > app.DueToday:
		parts = append(parts, i.Lateness.String())
	case !i.Open:
		parts = append(parts, i.State)
	}
	return join(parts...)
}

// join puts the texts there are side by side.
func join(parts ...string) string {
	out := ""
	for _, p := range parts {
		switch {
		case p == "":
		case out == "":
			out = p
		default:
			out += " · " + p
		}
	}
	return out
}
