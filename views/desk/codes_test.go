package desk

import (
	"testing"

	"rapport/app"
)

// codedWorld is a firm whose codes lead somewhere, and a partner with one of a campaign that a client came by.
func codedWorld(t testing.TB) *world {
	return copyOf(t, "coded", func(w *world) {
		w.some()
		s, err := w.firm.Setup.Settings(w.ctx)
		w.check(err)
		s.LinkPattern = "https://quayside.example/refer?p={code}"
		w.must(w.firm.Setup.Edit(w.ctx, app.Ask{}, s))
		finch, err := w.firm.Partners.Find(w.ctx, "Finch Family Office")
		w.check(err)
		w.must(w.firm.Codes.Add(w.ctx, app.Ask{}, app.PartnerCode{Partner: finch.ID, Code: "FINCH", Campaign: "Spring mailing", Made: w.day(-90), Ended: w.day(-30)}))
		w.must(w.firm.Codes.Add(w.ctx, app.Ask{}, app.PartnerCode{Partner: finch.ID, Campaign: "Estate planning evening", Made: w.day(-10)}))
		w.must(w.firm.Referrals.Log(w.ctx, app.Ask{}, app.NewReferral{Code: "FINCH", ClientName: "Thistle Farm", Introduced: w.day(-40)}))
	})
}

func codeStories() []story {
	finch := func(run string) func(*testing.T, *bench) {
		return func(t *testing.T, b *bench) {
			b.onPartner(t, "Finch Family Office")
			if run != "" {
				b.d.root.Commands.Run(run)
				b.settle()
			}
		}
	}
	return []story{
		{name: "partner-codes", world: codedWorld, height: 2400, act: finch("")},
		{name: "code-new", world: codedWorld, act: finch("code.new")},
		{name: "code-show", world: codedWorld, act: finch("code.show")},
	}
}

// A code typed on a new referral chooses the partner, by the keyboard alone.
func TestACodeTypedOnAReferral(t *testing.T) {
	w := codedWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("Ctrl+N", "Tab")
	b.Type("Thistle Barn")
	b.keys("Tab", "Tab", "Tab", "Tab", "Tab")
	b.Type("finch")
	b.settle()
	b.sees(t, "Finch Family Office")
	b.keys("Ctrl+S")
	b.settle()
	var newest []int32
	w.check(w.firm.Referrals.IDs(w.ctx, app.Query{}, func(ids []int32) error { newest = append(newest, ids...); return nil }))
	rows, err := w.firm.Referrals.Rows(w.ctx, newest[:1])
	w.check(err)
	if r := rows[0]; r.PartnerName != "Finch Family Office" || r.ClientName != "Thistle Barn" || r.Code != "FINCH" {
		t.Errorf("%+v\n%s", r, b.Dump())
	}
}
