package desk

import (
	"testing"

	"rapport/app"
)

func historyStories() []story {
	return []story{
		{name: "history", world: ranWorld, act: func(t *testing.T, b *bench) { b.keys("Ctrl+Shift+H", "Home") }},
		{name: "history-example", world: exampleWorld, only: true, act: func(t *testing.T, b *bench) { b.keys("Ctrl+Shift+H", "Home", "Down", "Down") }},
		{name: "history-of-one", world: someWorld, act: func(t *testing.T, b *bench) {
			b.keys("G", "R")
			b.selectStage(t, "Proposal")
			b.keys("W", "Ctrl+S", "Ctrl+H", "Home")
		}},
	}
}

// What was done to a referral is found from it, taken back by a key, and stands there as taken back.
func TestHistoryByKeys(t *testing.T) {
	b := open(t, someWorld(t), 1280, 800)
	b.keys("G", "R")
	b.selectStage(t, "Proposal")
	row, _ := b.d.screens["referrals"].screen.(*referrals).current()
	b.keys("W", "Ctrl+S", "Ctrl+H", "Home")
	b.sees(t, row.Number+" is now won")
	b.sees(t, "This referral")
	b.sees(t, "was proposal")
	b.keys("U")
	b.sees(t, "Taken back")
	now, err := b.w.firm.Referrals.Get(b.w.ctx, row.ID)
	if err != nil || now.Stage == app.Won {
		t.Fatalf("%v %s", err, now.Stage)
	}
	b.keys("Home", "O")
	if b.d.here.section != "referrals" {
		t.Errorf("O led to %s", b.d.here.section)
	}
	b.keys("Ctrl+Shift+H")
	b.d.screens["history"].screen.(*history).take(view{Sort: []app.Sort{{Key: "time"}}, Filters: []filter{oneOf("about", "About", string(app.KindSettings), "settings")}})
	b.settle()
	l := b.d.screens["history"].screen.(*history).list
	if len(l.model.ids) == 0 {
		t.Fatal("nobody changed the settings")
	}
	for i := range l.model.ids {
		if a, ok, _ := l.model.row(i); ok && a.Kind != app.KindSettings {
			t.Errorf("the filter shows %s", a.Label)
		}
	}
}
