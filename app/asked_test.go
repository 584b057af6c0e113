package app_test

import (
	"testing"

	"rapport/app"
	"rapport/app/terms"
)

// tierFrom gives the partner a tier from a day on, up to a last day where one is named.
func tierFrom(tier, on string, until ...string) func(*desk) {
	return func(d *desk) {
		d.settings(func(s *app.Settings) { s.PartnerTiers = []app.PartnerTier{{Name: "Silver"}, {Name: "Gold"}} })
		m := app.Move{Day: day(on), Reason: "agreed"}
		if len(until) > 0 {
			m.Until = day(until[0])
		}
		d.ok(d.Partners.SetTier(ctx(), app.Ask{}, 1, tier, m))
	}
}

// both does one thing after the other.
func both(acts ...func(*desk)) func(*desk) {
	return func(d *desk) {
		for _, act := range acts {
			act(d)
		}
	}
}

// The tier of the fee's day decides, whenever the fee and the tier are entered; what was worked out before is trued up.
func TestRule10_TheTierOfTheDayDecidesHoweverItIsEntered(t *testing.T) {
	gold := share("0.20")
	gold.When.Tiers = []string{"Gold"}
	tm := rules(share("0.10"), gold)
	inOrder(t, tm,
		entered{"gold from March on: 10 % of February", both(tierFrom("Gold", "2026-03-01"), receive("2026-02-28", 1000)), 100_00},
		entered{"20 % of the first day", receive("2026-03-01", 1000), 300_00},
		entered{"of February, entered late, 10 %", receive("2026-02-27", 1000), 400_00})
	inOrder(t, tm,
		entered{"10 % of three months", receive("2026-02-28", 1000, "2026-03-01", 1000, "2026-04-30", 1000), 300_00},
		entered{"gold since March, entered in December: two months at 20 %", tierFrom("Gold", "2026-03-01"), 500_00},
		entered{"a fee of May at 20 %", receive("2026-05-01", 1000), 700_00},
		entered{"silver since April, by a step that is entered last", tierFrom("Silver", "2026-04-01"), 500_00})
	inOrder(t, tm,
		entered{"10 % of four months", receive("2026-02-10", 1000, "2026-03-31", 1000, "2026-04-01", 1000, "2026-05-10", 1000), 400_00},
		entered{"gold in March alone, its last day inside", tierFrom("Gold", "2026-03-01", "2026-03-31"), 500_00})
	d := inOrder(t, capped(tm, 350_00),
		entered{"10 % of 3,000.00", receive("2026-02-10", 1000, "2026-03-10", 2000), 300_00},
		entered{"20 % of March, up to the cap", tierFrom("Gold", "2026-03-01"), 350_00})
	list, err := d.History.Last(ctx(), 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range list {
		if a.Act == "partner.tier" {
			d.ok(d.History.Undo(ctx(), app.Ask{}, a.Seq))
			break
		}
	}
	d.run()
	d.owes(1, 300_00, "taken back")
	d.replays("taken back")
	d.clean()
}

// Services delivered look at the tier of their day.
func TestRule10_TheTierOfTheDayOfAServiceDelivered(t *testing.T) {
	post, gold := terms.Rule{Kind: terms.FixedFee, Flat: 50_00}, terms.Rule{Kind: terms.FixedFee, Flat: 80_00}
	gold.When.Tiers = []string{"Gold"}
	deliver := func(d *desk) {
		d.ok(d.Deliveries.Record(ctx(), app.Ask{}, app.Delivery{Partner: 1, Day: day("2026-03-10"), Service: "Post", Quantity: 2}))
	}
	inOrder(t, rules(post, gold),
		entered{"two posts", deliver, 100_00},
		entered{"gold since their day: 80.00 each besides", tierFrom("Gold", "2026-03-10"), 260_00},
		entered{"not gold after all", tierFrom("", "2026-03-10"), 100_00})
}

// A client is new when no other referral of it was won by the day of its introduction, whenever that win is entered.
func TestRule10_WhetherAClientWasNewHoweverItIsEntered(t *testing.T) {
	fresh, back := share("0.20"), share("0.05")
	fresh.When.Age, back.When.Age = terms.NewClients, terms.ReturningClients
	tm := rules(fresh, back)
	other := func(introduced, won string) func(*desk) {
		return func(d *desk) { d.move(d.logged(1, "Amber Ltd", introduced), app.Won, won) }
	}
	inOrder(t, tm,
		entered{"20 % of a new client", receive("2026-02-10", 1000), 200_00},
		entered{"a win of the day after its introduction changes nothing", other("2026-01-01", "2026-01-03"), 200_00},
		entered{"one of the day itself does", other("2026-01-01", "2026-01-02"), 50_00})
	inOrder(t, tm,
		entered{"20 % of a new client", receive("2026-02-10", 1000), 200_00},
		entered{"it was won before", other("2025-11-01", "2025-12-01"), 50_00},
		entered{"that was a mistake", func(d *desk) { d.move(2, app.Proposal, "2026-12-31") }, 200_00},
		entered{"the client is another one", func(d *desk) {
			d.move(2, app.Won, "2025-12-01")
			r, err := d.Referrals.Get(ctx(), 2)
			if err != nil {
				d.t.Fatalf("%v", err)
			}
			r.Client = app.ID[app.Client](d.ok(d.Clients.Add(ctx(), app.Ask{}, app.Client{Name: "Amber Two"})).ID)
			d.ok(d.Referrals.Edit(ctx(), app.Ask{}, r))
		}, 200_00},
		entered{"no, both are one", func(d *desk) { d.ok(d.Clients.Merge(ctx(), app.Ask{}, 2, 1)) }, 50_00})
}

// An earlier win that comes with a file goes with it while no run has looked at it, and then stays.
func TestRule10_AnEarlierWinOfAFile(t *testing.T) {
	fresh, back := share("0.20"), share("0.05")
	fresh.When.Age, back.When.Age = terms.NewClients, terms.ReturningClients
	file := text(t, "Reference,Partner,Client,Introduced,Stage,Closed", "a,Brightwater,Amber Ltd,2025-11-01,won,2025-12-01")
	take := func(d *desk) app.ID[app.Batch] {
		return d.take(app.ImportPlan{Kind: app.ImportReferrals, FileName: "old.csv", DateFormat: "YYYY-MM-DD", Columns: map[string]string{
			"reference": "Reference", "partner": "Partner", "client": "Client", "introduced": "Introduced", "stage": "Stage", "closed": "Closed"}}, file).Batch
	}
	var last app.ID[app.Batch]
	d := inOrder(t, rules(fresh, back),
		entered{"20 % of a new client", receive("2026-02-10", 1000), 200_00},
		entered{"a file brings another partner's win of before, and is undone", func(d *desk) {
			d.partner("Brightwater")
			d.ok(d.Imports.Undo(ctx(), app.Ask{}, take(d)))
		}, 200_00},
		entered{"the file again", func(d *desk) { last = take(d) }, 50_00})
	if _, err := d.Imports.Undo(ctx(), app.Ask{}, last); app.AsProblem(err) == nil || app.AsProblem(err).Kind != app.Refused {
		t.Errorf("what was paid follows from the file, and yet: %v", err)
	}
}

// So it is for whether a client is a person.
func TestRule10_AClientThatIsAPersonAfterAll(t *testing.T) {
	people := share("0.20")
	people.When.Client = terms.Persons
	inOrder(t, rules(share("0.10"), people),
		entered{"10 % of an organisation", receive("2026-02-10", 1000), 100_00},
		entered{"20 % of a person", func(d *desk) {
			c, err := d.Clients.Get(ctx(), 1)
			if err != nil {
				d.t.Fatalf("%v", err)
			}
			c.Person = true
			d.ok(d.Clients.Edit(ctx(), app.Ask{}, c))
		}, 200_00})
}
