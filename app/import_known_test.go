package app_test

import (
	"fmt"
	"strings"
	"testing"

	"rapport/app"
)

// The clients of imported referrals are held against those of before: the row and the reason are said, the row is taken with a note, or refused.
func TestImportedReferralsOfKnownClients(t *testing.T) {
	for _, how := range []string{app.KnownNoted, app.KnownRefused} {
		d := open(t)
		first := d.partner("First Partner")
		d.partner("Second Partner")
		d.ok(d.Clients.Add(ctx(), app.Ask{}, app.Client{Name: "Old Client Ltd", Since: day("2020-05-01")}))
		d.logged(first, "Northgate Dental", "2026-03-01")
		file := text(t, "Reference,Partner,Client,Introduced,Note",
			"a,Second Partner,Northgate Dental,2026-04-01,met at lunch", // another partner was first
			"b,First Partner,Northgate Dental,2026-04-01,",              // the same one again
			"c,Second Partner,Northgate Dental,2026-02-01,",             // earlier than what is kept
			"d,Second Partner,Old Client GmbH,2026-04-01,",              // the firm's own, under another legal form
			"e,Second Partner,Old Client Ltd,2019-04-01,",               // before it was one
			"f,Second Partner,Somebody New,2026-04-01,",
			"g,First Partner,Somebody New,2026-04-02,") // twice in the file itself
		plan := app.ImportPlan{Kind: app.ImportReferrals, FileName: "r.csv", KnownClients: how,
			Columns: map[string]string{"reference": "Reference", "partner": "Partner", "client": "Client", "introduced": "Introduced", "note": "Note"}, DateFormat: "YYYY-MM-DD"}
		dry, err := d.Imports.Run(ctx(), app.Ask{Preview: true}, plan, file, nil)
		d.check(err)
		res, err := d.Imports.Run(ctx(), app.Ask{}, plan, file, nil)
		d.check(err)
		want := "2 Northgate Dental: Northgate Dental was introduced before: R-2026-0001 by First Partner on 1 Mar 2026, now logged. It was entered on 15 Jun 2026 by Ms Tester.\n" +
			"5 Old Client GmbH: Old Client Ltd (C-00001) has been a client of the firm since 1 May 2020.\n"
		for what, r := range map[string]app.ImportResult{"preview": dry, "done": res} {
			list, refused := r.Known, int64(0)
			if how == app.KnownRefused {
				list, refused = r.Problems, 2
			}
			got := ""
			for _, p := range list {
				got += strings.Join([]string{fmt.Sprint(p.Row), p.Value}, " ") + ": " + strings.TrimSuffix(p.Reason, " Take such rows with a note instead, or leave this one out.") + "\n"
			}
			if got != want || r.Refused != refused || r.KnownRows != 2-refused {
				t.Errorf("%s, %q: %d refused, %d known\n%s", what, how, r.Refused, r.KnownRows, got)
			}
		}
		if how == app.KnownRefused {
			continue
		}
		byRef := func(ref string) app.Referral {
			id, err := d.Referrals.Find(ctx(), ref)
			d.check(err)
			return id
		}
		if n := byRef("a").Note; !strings.HasPrefix(n, "met at lunch\nNorthgate Dental was introduced before") {
			t.Errorf("the note says %q", n)
		}
		if n := byRef("b").Note + byRef("c").Note + byRef("e").Note + byRef("f").Note + byRef("g").Note; n != "" {
			t.Errorf("others say %q", n)
		}
		again, err := d.Imports.Run(ctx(), app.Ask{}, plan, file, nil)
		d.check(err)
		if again.KnownRows != 0 || len(again.Skipped) != 7 {
			t.Errorf("the same file again: %d known, %d unchanged", again.KnownRows, len(again.Skipped))
		}
	}
}
