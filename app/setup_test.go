package app_test

import (
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/money"
	"rapport/app/report"
)

func picture(t *testing.T, side int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, side, side))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestBadInputOfSettings(t *testing.T) {
	d := open(t)
	logo := picture(t, 64)
	for _, c := range []struct {
		what   string
		change func(*app.Settings)
		field  string
	}{
		{"no name", func(s *app.Settings) { s.FirmName = " " }, "firm name"},
		{"an unknown currency", func(s *app.Settings) { s.Currency = "XQQ" }, "currency"},
		{"another currency", func(s *app.Settings) { s.Currency = "USD" }, "currency"},
		{"a zone that is none", func(s *app.Settings) { s.Zone = "Mars/Olympus" }, "zone"},
		{"no zone", func(s *app.Settings) { s.Zone = "" }, "zone"},
		{"paper of another size", func(s *app.Settings) { s.Paper = "A3" }, "paper"},
		{"a year and a day to query", func(s *app.Settings) { s.QueryDays = 366 }, "query days"},
		{"a prefix in small letters", func(s *app.Settings) { s.StatementPrefix = "st" }, "statement prefix"},
		{"no prefix", func(s *app.Settings) { s.StatementPrefix = "" }, "statement prefix"},
		{"no types of partner", func(s *app.Settings) { s.PartnerTypes = []string{" "} }, "partner types"},
		{"an e-mail without a name", func(s *app.Settings) { s.Email = "@firm.example" }, "email"},
		{"a logo that is text", func(s *app.Settings) { s.Logo = []byte("logo") }, "logo"},
		{"half a logo", func(s *app.Settings) { s.Logo = logo[:len(logo)/2] }, "logo"},
		{"a logo too small to see", func(s *app.Settings) { s.Logo = picture(t, 7) }, "logo"},
		{"clients shown in a way that is none", func(s *app.Settings) { s.ClientShown = "backwards" }, "client shown"},
	} {
		d.refused(c.what, refusal{kind: app.Invalid, field: c.field}, func() error {
			s, err := d.Setup.Settings(ctx())
			if err != nil {
				return err
			}
			c.change(&s)
			_, err = d.Setup.Edit(ctx(), app.Ask{}, s)
			return err
		})
	}
	d.refused("begun twice", refusal{kind: app.Refused, say: "Harcourt LLP"}, func() error {
		_, err := d.Setup.Begin(ctx(), app.Settings{FirmName: "Lowe", Currency: "EUR"})
		return err
	})
	d.refused("the older copy", refusal{kind: app.Conflict}, func() error {
		s, _ := d.Setup.Settings(ctx())
		s.Version--
		_, err := d.Setup.Edit(ctx(), app.Ask{}, s)
		return err
	})
}

func TestANewFirmStartsSensibly(t *testing.T) {
	for currency, paper := range map[money.Currency]string{"EUR": "A4", "USD": "Letter", "CAD": "Letter", "GBP": "A4"} {
		s, err := openIn(t, t, currency).Setup.Settings(ctx())
		if err != nil || s.Currency != currency || s.Paper != paper || s.StatementPrefix != "S" || s.QueryDays != 30 || s.Zone != "UTC" ||
			s.ClientShown != app.ShownFull || len(s.PartnerTypes) == 0 {
			t.Errorf("%s: %+v, %v", currency, s, err)
		}
	}
}

func TestTheLogoAndTheLetterheadArePrinted(t *testing.T) {
	d, _, r := engaged(t)
	s, _ := d.Setup.Settings(ctx())
	s.Logo, s.Paper, s.Address, s.TaxNumber, s.QueryDays = picture(t, 64), "Letter", "1 High Street\n\nLondon", "GB 123", 14
	d.ok(d.Setup.Edit(ctx(), app.Ask{}, s))
	d.received(r, "2026-02-10", 100_000)
	made := d.monthEnd("2026-02")
	doc := d.printed[0]
	if !bytes.Equal(doc.Letterhead.Logo, s.Logo) || doc.Paper != report.Letter || strings.Join(doc.Letterhead.Lines, "|") != "1 High Street|London|Tax number GB 123" {
		t.Errorf("%+v", doc.Letterhead.Lines)
	}
	if made[0].QueryBy != day("2026-06-29") {
		t.Errorf("to query by %s", made[0].QueryBy)
	}
}

func TestBadInputOfClients(t *testing.T) {
	d := open(t)
	id := app.ID[app.Client](d.ok(d.Clients.Add(ctx(), app.Ask{}, app.Client{Name: "Amber Ltd"})).ID)
	edit := func(change func(*app.Client)) func() error {
		return func() error {
			c, err := d.Clients.Get(ctx(), id)
			if err != nil {
				return err
			}
			change(&c)
			_, err = d.Clients.Edit(ctx(), app.Ask{}, c)
			return err
		}
	}
	d.refused("without a name", refusal{kind: app.Invalid, field: "name"}, edit(func(c *app.Client) { c.Name = "\t" }))
	d.refused("a name too long", refusal{kind: app.Invalid, field: "name"}, edit(func(c *app.Client) { c.Name = strings.Repeat("a", 201) }))
	d.refused("an e-mail of two", refusal{kind: app.Invalid, field: "email"}, edit(func(c *app.Client) { c.Email = "a@b.example, c@d.example" }))
	d.refused("an older copy", refusal{kind: app.Conflict}, edit(func(c *app.Client) { c.Version-- }))
	d.refused("one that is not there", refusal{kind: app.NotFound}, edit(func(c *app.Client) { c.ID = 99 }))
	d.refused("merged into itself", refusal{kind: app.Refused}, func() error {
		_, err := d.Clients.Merge(ctx(), app.Ask{}, id, id)
		return err
	})
	d.refused("an unknown client", refusal{kind: app.NotFound, field: "client"}, func() error {
		_, err := d.Clients.Find(ctx(), "Nobody Ltd")
		return err
	})
}

// Taking a merge back gives both clients what they had; once the survivor or a referral was changed, it stays.
func TestAMergeOfClientsIsTakenBack(t *testing.T) {
	d, p, r := engaged(t)
	twin := d.won(p, "Amber Limited", "2026-03-01")
	a, _ := d.Referrals.Get(ctx(), r)
	b, _ := d.Referrals.Get(ctx(), twin)
	other, _ := d.Clients.Get(ctx(), b.Client)
	other.Email, other.Note = "post@amber.example", "pays late"
	d.ok(d.Clients.Edit(ctx(), app.Ask{}, other))
	d.unchanged("a preview", func() {
		r := d.ok(d.Clients.Merge(ctx(), app.Ask{Preview: true}, b.Client, a.Client))
		d.sees("preview", r.Label, "Merged client Amber Limited (C-00002) into Amber Ltd (C-00001), 1 referral")
	})
	merged := d.ok(d.Clients.Merge(ctx(), app.Ask{}, b.Client, a.Client))
	if c, _ := d.Clients.Get(ctx(), a.Client); c.Email != "post@amber.example" || c.Note != "pays late" {
		t.Errorf("the survivor knows %+v", c)
	}
	d.refused("merged again", refusal{kind: app.NotFound}, func() error { _, err := d.Clients.Merge(ctx(), app.Ask{}, b.Client, a.Client); return err })
	d.refused("a circle", refusal{kind: app.NotFound}, func() error { _, err := d.Clients.Merge(ctx(), app.Ask{}, a.Client, b.Client); return err })
	d.ok(d.History.Undo(ctx(), app.Ask{}, merged.Audit))
	if now, _ := d.Referrals.Get(ctx(), twin); now.Client != b.Client {
		t.Errorf("%+v", now)
	}
	if c, _ := d.Clients.Get(ctx(), a.Client); c.Email != "" {
		t.Errorf("the survivor still knows %+v", c)
	}
	if c, _ := d.Clients.Get(ctx(), b.Client); c.Name != other.Name || c.Email != other.Email {
		t.Errorf("given back as %+v", c)
	}
	merged = d.ok(d.Clients.Merge(ctx(), app.Ask{}, b.Client, a.Client))
	stays, _ := d.Clients.Get(ctx(), a.Client)
	stays.Industry = "baking"
	d.ok(d.Clients.Edit(ctx(), app.Ask{}, stays))
	d.refused("changed since", refusal{kind: app.Conflict}, func() error { _, err := d.History.Undo(ctx(), app.Ask{}, merged.Audit); return err })
	d.clean()
}

func TestMergingClientsKeepsTheirReferrals(t *testing.T) {
	d, p, r := engaged(t)
	twin := d.won(p, "Amber Limited", "2026-03-01")
	d.received(r, "2026-02-10", 100_000)
	d.received(twin, "2026-03-10", 100_000)
	d.run()
	a, _ := d.Referrals.Get(ctx(), r)
	b, _ := d.Referrals.Get(ctx(), twin)
	d.ok(d.Clients.Merge(ctx(), app.Ask{}, b.Client, a.Client))
	if now, _ := d.Referrals.Get(ctx(), twin); now.Client != a.Client {
		t.Errorf("%+v", now)
	}
	if _, err := d.Clients.Get(ctx(), b.Client); !app.IsNotFound(err) {
		t.Errorf("the twin is still there: %v", err)
	}
	d.expect(p, "earning 100.00 accrued", "earning 100.00 accrued")
	d.clean()
}
