package sample

import (
	"rapport/app"
	"rapport/app/calendar"
)

// contact is how the firm stays in touch: how often, what was talked about, what was promised, and what is next. Its acts carry no request
// keys, so that those of the others stay as they are.
func (s *script) contact() {
	s.often()
	for i, t := range []struct {
		key, kind, note, learned, mood string
		days                           int
	}{
		{"kestrel", "call", "Went through the open introductions. They would like a shorter fee sheet for widows and executors.", "A bank in Lewes has begun to offer probate", "good", 61},
		{"okafor", "lunch", "Lunch at the Seven Stars. Wants to send audits again once the quarter is over.", "", "good", 47},
		{"finch", "meeting", "Estate planning seminar in spring: they bring the room, we bring the speaker.", "Two families asked about trusts in Jersey", "good", 38},
		{"wexford", "call", "Slow answer on the Carmichael matter; promised to be quicker.", "", "neutral", 26},
		{"ashdown", "QBR", "## Review\n- six introductions, four won\n- fees paid on time\n- wants a joint page for manufacturers", "A competitor undercuts audits by a third", "good", 19},
		{"mueller", "e-mail", "Sent the German version of the terms.", "", "", 12},
		{"brightwater", "call", "Nobody there knew who looks after us now.", "Their senior partner retires in June", "poor", 8},
	} {
		s.held(i, t.key, t.kind, t.days, app.Contact{Checkin: app.Checkin{Note: t.note, Learned: t.learned, Mood: t.mood}})
	}
	s.ahead()
}

// often says how often there is contact: with attorneys, with those in London more often, and with one partner by its own wish.
func (s *script) often() {
	every := func(n int, unit calendar.Unit) calendar.Every { return calendar.Every{N: n, Unit: unit} }
	set := func(c app.Cadence, key string) {
		s.on(s.ago(100), eleanor, func(k *desk) error {
			if key != "" {
				c.Partner = s.named[key].id
			}
			_, err := k.Cadences.Set(k.ctx, app.Ask{}, c)
			return err
		})
	}
	set(app.Cadence{Type: attorney, Ideal: every(3, calendar.Months), Most: every(5, calendar.Months), Kind: "lunch"}, "")
	set(app.Cadence{Tag: "london", Ideal: every(8, calendar.Weeks), Kind: "call"}, "")
	set(app.Cadence{Ideal: every(1, calendar.Months), Most: every(6, calendar.Weeks), Kind: "call"}, "kestrel")
}

// held logs a contact, with promises on some of them.
func (s *script) held(n int, key, kind string, days int, c app.Contact) {
	day := workday(s.ago(days))
	if n%2 == 0 {
		c.Promises = append(c.Promises, app.Promise{Ours: true, What: "send the new fee sheet", Due: workday(s.ago(2))})
	}
	if n%3 == 1 {
		c.Promises = append(c.Promises, app.Promise{What: "introduce their head of tax", Due: workday(s.today.AddDays(9))})
	}
	s.on(day, priya, func(k *desk) error {
		c.Partner, c.Kind, c.Day = s.named[key].id, kind, k.day
		_, err := k.Checkins.Log(k.ctx, app.Ask{}, c)
		return err
	})
}

// ahead is what is planned and to do in the next weeks.
func (s *script) ahead() {
	day := workday(s.ago(5))
	plan := func(key, kind, subject string, on calendar.Day, at calendar.Clock) {
		s.on(day, priya, func(k *desk) error {
			_, err := k.Checkins.Plan(k.ctx, app.Ask{}, app.Checkin{Partner: s.named[key].id, Kind: kind, Subject: subject, Day: on, At: at, Minutes: 60})
			return err
		})
	}
	plan("ashdown", "meeting", "Joint page for manufacturers", workday(s.today.AddDays(2)), calendar.At(10, 30))
	plan("oyelaran", "lunch", "", workday(s.today.AddDays(6)), calendar.At(13, 0))
	plan("lukasiewicz", "call", "", workday(s.ago(1)), 0)
	task := func(what string, due calendar.Day, every calendar.Every, key string) {
		s.on(day, thomas, func(k *desk) error {
			t := app.Task{What: what, Due: due, Every: every}
			if key != "" {
				t.Partner = s.named[key].id
			}
			_, err := k.Tasks.Add(k.ctx, app.Ask{}, t)
			return err
		})
	}
	task("Run last month's statements", calendar.MonthOf(s.today).Next().First().AddDays(2), calendar.Every{N: 1, Unit: calendar.Months}, "")
	task("Check licences and insurance", s.today.AddDays(20), calendar.Every{N: 1, Unit: calendar.Years}, "")
	task("Find out who follows at Brightwater", s.today, calendar.Every{}, "brightwater")
}
