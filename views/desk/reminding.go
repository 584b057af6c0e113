package desk

import (
	"context"
	"strings"
	"time"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/views/kit"
)

// Machine is what this computer does beside the window: it tells of reminders, and keeps a calendar file current. Its methods may wait
// and run away from the screen, but for Habits, which are at hand.
type Machine interface {
	Habits() Habits
	// Keep remembers other habits. What can't be had here is refused.
	Keep(Habits) error
	// Notify shows a line in the system's own way. It says how many, never what: others may look on.
	Notify(text string)
	// WriteFeed puts a calendar file into a folder, whole or not at all; the same bytes are not written again.
	WriteFeed(folder, name string, content []byte) error
}

// Habits is how reminders work on this computer.
type Habits struct {
	Notify  bool   // the system tells of reminders as well
	Tray    bool   // an icon in the tray; closing the window leaves it there, from the next start on
	AtLogin bool   // Rapport starts when the person logs in
	Feed    string // the folder a calendar file is kept current in; empty: none
}

// feedPause is how long changes rest before the calendar file is written.
const feedPause = 2 * time.Second

// reminding is when to look again, and what runs.
type reminding struct {
	slot kit.Slot
	next time.Time    // something is due then; zero: nothing today
	day  calendar.Day // looked at
	feed func()       // takes the planned writing of the feed back
}

// remind shows what is due and was not shown before: when the window opens, when a day begins, when something changed, and when the next
// moment comes. Windows without a machine, as in tests, keep quiet.
func (d *Desk) remind() {
	if d.opts.Machine == nil {
		return
	}
	d.reminding.day = d.today
	kit.Load(d.stage, &d.reminding.slot, d.firm.Reminders.Show, func(s app.Shown, err error) {
		d.reminding.next = s.Next
		if err != nil || len(s.Items) == 0 {
			return // a file that can't be written to can't keep what was shown; it is on Today all the same
		}
		text, of := d.remindedOf(s.Items)
		d.root.Toast(kit.Toast{Text: text + ": " + of, Action: "Open", Hold: 15 * time.Second,
			Run: func() { d.open("checkins", view{Search: "agenda", ID: int64(d.today)}) }})
		if d.opts.Machine.Habits().Notify {
			d.stage.Go(func(context.Context) { d.opts.Machine.Notify(text) })
		}
	})
}

// remindedOf says how much is due or comes up, and whom it is about; of a single one that comes up, when.
func (d *Desk) remindedOf(items []app.Remind) (text, of string) {
	plain, early := make([]app.Item, len(items)), 0
	for i, r := range items {
		plain[i] = r.Item
		if r.Early {
			early++
		}
	}
	of = strings.TrimSuffix(missedWords(app.ByPartner(plain)), ".")
	switch due := len(items) - early; {
	case early == 0:
		return plural(due, "reminder is due", "reminders are due"), of
	case due > 0:
		return plural(due, "reminder is due", "reminders are due") + ", " + plural(early, "comes up", "come up"), of
	case early > 1:
		return plural(early, "entry comes up", "entries come up"), of
	}
	return "1 entry comes up", join(itemTitle(plain[0]), dayWords(plain[0].Day, d.today), plain[0].At.String())
}

// tick looks whether a moment has come. A clock that was set back or a computer that slept changes nothing: what was shown is kept.
func (d *Desk) tick() {
	next := d.reminding.next
	if d.reminding.day != d.today || !next.IsZero() && !d.stage.Now().Before(next) {
		d.remind()
	}
}

// remindOf looks again after changes to what may be due, and lets the calendar file follow.
func (d *Desk) remindOf(changes []app.Change) {
	if d.opts.Machine == nil || !concerns(changes, app.KindCheckin, app.KindTask, app.KindPromise, app.KindCadence, app.KindMaterial, app.KindOutbound, app.KindPartner) {
		return
	}
	d.remind()
	d.feedSoon()
}

// feedSoon writes the calendar file once changes rest, where the person wants one.
func (d *Desk) feedSoon() {
	if d.opts.Machine == nil || d.opts.Machine.Habits().Feed == "" {
		return
	}
	if d.reminding.feed != nil {
		d.reminding.feed()
	}
	d.reminding.feed = d.stage.After(feedPause, d.writeFeed)
}

func (d *Desk) writeFeed() {
	folder, name := d.opts.Machine.Habits().Feed, d.settings.FirmName
	d.stage.Go(func(ctx context.Context) {
		raw, err := calendarFile(ctx, d.firm, name, app.CalendarOf{})
		if err == nil {
			err = d.opts.Machine.WriteFeed(folder, fileName(name, ".ics"), raw)
		}
		if err != nil && ctx.Err() == nil {
			d.stage.Do(func() { d.refuse(err) })
		}
	})
}

// setHabits asks how reminders work on this computer.
func (d *Desk) setHabits() {
	now := d.opts.Machine.Habits()
	notify := kit.NewCheckField(kit.Spec{Key: "notify", Label: "Notifications"}, "The system tells of reminders as well")
	tray := kit.NewCheckField(kit.Spec{Key: "tray", Label: "Tray", Hint: "From the next start on"}, "Keep an icon there when the window is closed")
	login := kit.NewCheckField(kit.Spec{Key: "login", Label: "At login"}, "Start Rapport when I log in")
	feed := kit.NewTextField(kit.Spec{Key: "feed", Label: "Calendar file in", Hint: "A folder, such as one your calendar program reads; empty: none"}, "")
	notify.Set(now.Notify)
	tray.Set(now.Tray)
	login.Set(now.AtLogin)
	feed.Set(now.Feed)
	d.openForm(formSpec{title: "Reminders on this computer", note: "What was due while Rapport was closed is shown when it opens.", form: kit.NewForm().Add(notify, tray, login, feed), save: "Save",
		submit: func(app.Ask) act {
			h := Habits{Notify: notify.Value(), Tray: tray.Value(), AtLogin: login.Value(), Feed: strings.TrimSpace(feed.Value())}
			return func(context.Context) (app.Receipt, error) {
				return app.Receipt{Label: "Reminders on this computer are set"}, d.opts.Machine.Keep(h)
			}
		},
		saved: func(app.Receipt) { d.feedSoon() }})
}

// setContact asks which contact counts, and when nobody is in.
func (d *Desk) setContact() {
	counting := d.wordsField(kit.Spec{Key: "counting", Label: "Contact that counts", Hint: "Empty: every sort of check-in"}, app.ContactKinds())
	counting.Set(optionsOf(d.settings.Counting)...)
	chase := kit.NewTextField(kit.Spec{Key: "chase days", Label: "Days without news", Hint: "Of a client sent to a partner, until the partner is asked; empty: 14"}, "")
	if d.settings.ChaseDays > 0 {
		chase.Set(grouped(d.settings.ChaseDays))
	}
	notice := kit.NewTextField(kit.Spec{Key: "notice", Label: "Notice", Hint: "So long before it a new check-in or task is pointed out: 15 minutes, 1 day; empty: not"}, "")
	notice.Set(d.settings.Notice.String())
	closed := kit.NewMultilineField(kit.Spec{Key: "closed", Label: "Nobody is in", Hint: "One a line: 2026-12-25, or 2026-12-24..2027-01-01"}, "", 5)
	var lines []string
	for _, p := range d.settings.Closed {
		lines = append(lines, p.Key())
	}
	closed.Set(strings.Join(lines, "\n"))
	d.openForm(formSpec{title: "Contact and days off", note: "Contact that falls on a day off is due on the next working day.", form: kit.NewForm().Add(counting, closed, chase, notice), save: "Save",
		submit: func(ask app.Ask) act {
			s := d.settings
			s.Counting, s.ChaseDays = textsOf(counting.Value()), int(typedCount(chase.Value()))
			var err error
			s.Closed, err = daysOff(closed.Value())
			return noticeOf(notice.Value(), func(l calendar.Lead) act {
				s.Notice = max(l, 0)
				return func(ctx context.Context) (app.Receipt, error) {
					if err != nil {
						return app.Receipt{}, app.Bad("closed", err.Error(), "")
					}
					return d.firm.Setup.Edit(ctx, ask, s)
				}
			})
		}})
}

// daysOff reads days and periods, one a line.
func daysOff(text string) (out []calendar.Period, err error) {
	for _, line := range strings.Fields(text) {
		p, err := calendar.ParseDays(line)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}
