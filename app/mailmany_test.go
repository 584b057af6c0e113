package app_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"rapport/app"
)

// counting is a mail server that takes everything, counts what each address got, and pauses the run after so many.
type counting struct {
	got   map[string]int
	after int
	pause func()
}

func (c *counting) Dial(context.Context, app.MailAccount) (app.MailLine, error) { return c, nil }
func (c *counting) Close() error                                                { return nil }
func (c *counting) Send(_ context.Context, _, to string, _ []byte) app.Delivered {
	if c.got[to]++; len(c.got) == c.after {
		c.pause()
	}
	return app.Delivered{Fate: app.MailTaken, Said: "250 ok"}
}

// SZ-13: a mailing of 5,000 stands in the queue, leaves no faster than the firm says, is paused in the middle and goes on where it was: everybody
// gets one. More than that at once is refused before anything is written.
func TestSZ13_AMailingOfFiveThousandIsPausedAndGoesOn(t *testing.T) {
	const many = 5000
	d := open(t)
	waited := time.Duration(0)
	office := &counting{got: map[string]int{}, after: 700}
	d.Firm = app.New(app.Deps{Store: d.store, Keep: d.store, Now: func() time.Time { return d.now }, Actor: "Ms Tester", Mailer: office, Mail: func(p app.Post) ([]byte, error) { return []byte(p.Body), nil },
		Wait: func(ctx context.Context, d time.Duration) error { waited += d; return ctx.Err() }})
	d.settings(func(s *app.Settings) {
		s.Email, s.Mail = "office@firm.example", app.MailSettings{Way: "server", Host: "mail.firm.example"}
	})
	partners, items := make([]app.Partner, many), make([]app.MailItem, many)
	for i := range partners {
		id := app.ID[app.Partner](100 + i)
		partners[i] = app.Partner{ID: id, Number: fmt.Sprintf("P-%05d", id), Name: fmt.Sprint("Partner ", i), State: app.Active, Email: fmt.Sprintf("p%d@x.example", i), Version: 1}
		items[i] = mailed(id, app.MessageLetter)
		items[i].State = app.MessageQueued
	}
	d.check(d.store.Write(ctx(), func(b app.Books) error { return b.AddPartners(partners) }))
	if _, _, err := d.Messages.Write(ctx(), app.Ask{}, "Many", append(items, items[0]), nil); err == nil {
		t.Error("5001 at once")
	}
	_, run, err := d.Messages.Write(ctx(), app.Ask{}, "Many", items, nil)
	if err != nil || len(run.Made) != many {
		t.Fatalf("%d were written: %v", len(run.Made), err)
	}
	paused, cancel := context.WithCancel(ctx())
	office.pause = cancel
	first, err := d.Messages.Send(paused, nil, nil)
	if err != nil || first.Stopped == nil || first.Stopped.Kind != app.Cancel || first.Sent < 700 || first.Sent > 703 {
		t.Fatalf("%+v %v", first, err)
	}
	rest, err := d.Messages.Send(ctx(), nil, nil)
	if err != nil || first.Sent+rest.Sent != many || len(office.got) != many {
		t.Fatalf("%d and %d of %d to %d: %v", first.Sent, rest.Sent, many, len(office.got), err)
	}
	for to, n := range office.got {
		if n != 1 {
			t.Fatalf("%s got %d", to, n)
		}
	}
	d.settings(func(s *app.Settings) { s.Mail.PerMinute = 100 })
	for range 3 {
		m := d.mail(mailed(100, app.MessageLetter))
		d.ok(d.Messages.Queue(ctx(), app.Ask{}, m.ID))
	}
	if run, err := d.Messages.Send(ctx(), nil, nil); err != nil || run.Sent != 3 || waited != 2*600*time.Millisecond {
		t.Errorf("%+v %v, waited %v", run, err, waited)
	}
}
