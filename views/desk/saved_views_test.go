package desk

import (
	"testing"

	"rapport/app"
)

// viewedWorld is a firm with saved views.
func viewedWorld(t testing.TB) *world {
	return copyOf(t, "viewed", func(w *world) {
		w.some()
		for _, v := range []app.SavedView{
			{List: "referrals", Name: "Proposals", Filters: []app.ViewFilter{{Text: "Stage: proposal", Cond: app.Is("stage", "proposal")}}},
			{List: "referrals", Name: "New this month, for the partners' meeting on Mondays", Sort: []app.Sort{{Key: "introduced", Desc: true}},
				Filters: []app.ViewFilter{{Text: "This month", Cond: app.Condition{Field: "introduced"}, Since: app.ThisMonth}}},
			{List: "partners", Name: "Attorneys", Filters: []app.ViewFilter{{Text: "Type: attorney", Cond: app.Is("type", "attorney")}}},
		} {
			w.must(w.firm.Views.Save(w.ctx, app.Ask{}, v))
		}
	})
}

func viewStories() []story {
	open := func(name string) func(*testing.T, *bench) {
		return func(t *testing.T, b *bench) {
			b.keys("G", "P", "Ctrl+Shift+O")
			b.Type(name)
			b.keys("Enter")
		}
	}
	return []story{
		{name: "saved-view", world: viewedWorld, act: open("new this")},
		{name: "saved-view-form", world: viewedWorld, act: func(t *testing.T, b *bench) { open("proposals")(t, b); b.keys("Ctrl+Shift+S") }},
		{name: "saved-views-low", world: viewedWorld, height: 600, act: open("attorneys")},
	}
}

// A view is saved, left, come back to, changed under its name, removed and brought back, by keys alone.
func TestSavedViewsByKeys(t *testing.T) {
	b := open(t, someWorld(t), 1280, 800)
	b.keys("G", "R", "/")
	b.Type("ostrander")
	b.keys("Enter", "Ctrl+Shift+S")
	b.sees(t, "It shows search for “ostrander”")
	b.Type("From Ostrander")
	b.keys("Ctrl+S")
	b.sees(t, "Saved the view “From Ostrander”")
	here, is := b.d.viewHere()
	if !is || here.Name != "From Ostrander" {
		t.Fatalf("what is looked at is %q, %v", here.Name, is)
	}
	b.keys("G", "P")
	if _, is := b.d.viewHere(); is {
		t.Error("the list of partners is taken for the view")
	}
	b.keys("Ctrl+Shift+O")
	b.Type("ostr")
	b.keys("Enter")
	if at, _ := b.d.at(); at.section != "referrals" || at.view.Search != "ostrander" {
		t.Fatalf("it led to %+v", at)
	}
	b.d.root.Commands.Run("view.remove")
	b.settle()
	b.sees(t, "Removed the view “From Ostrander”")
	if len(b.d.side.views) != 0 {
		t.Error("it still stands in the sidebar")
	}
	b.keys("Ctrl+Z")
	if len(b.d.side.views) != 1 {
		t.Error("undo did not bring it back")
	}
}
