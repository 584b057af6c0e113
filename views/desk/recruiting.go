package desk

import (
	"context"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// recruiting is whom to approach next: the partners on their way in, as a list with the nearest to the ideal first, or as a board.
type recruiting struct {
	*list[app.ProspectRow]
	pane   *partnerPane
	board  *recruitBoard
	pages  *kit.Pages
	onList bool
	ways   []*kit.Segments // list or board, in the head of both
}

func newRecruiting(d *Desk) screen {
	r := &recruiting{pane: newPartnerPane(d), pages: kit.NewPages(), onList: true}
	first := kit.Empty{Icon: "person-plus", Title: "Nobody is on the way in",
		Text:   "Add those you would like to have as partners, and rate them by your profile. The nearest to it come first.",
		Action: "New partner", Run: func() { d.root.Commands.Run("partner.new") }}
	kinds := filterSpec{field: "type", title: "Type", any: "Type: any", choices: func() []filter { return wordFilters("type", "Type", d.settings.PartnerTypes...) }}
	r.list = newList(d, listSpec[app.ProspectRow]{
		section: "recruiting", title: "Recruiting", one: "prospect", many: "prospects", search: "Search partners",
		columns: []kit.Column{
			{Key: "name", Title: "Name", Width: 150, Weight: 1.4, Sortable: true},
			{Key: "state", Title: "Stage", Kind: kit.KindChip, Width: 104, Sortable: true},
			{Key: "score", Title: "Score", Kind: kit.KindNumber, Width: 116, Sortable: true},
			{Key: "next", Title: "Next", Width: 150, Weight: 1},
			{Key: "by", Title: "By", Kind: kit.KindDay, Width: 96},
			{Key: "since", Title: "There since", Kind: kit.KindDay, Width: 104, HideBelow: 700},
			{Key: "source", Title: "Source", Kind: kit.KindMuted, Width: 110, HideBelow: 820},
		},
		order: []app.Sort{{Key: "score", Desc: true}},
		key:   func(p app.ProspectRow) int64 { return int64(p.ID) },
		cells: func(p app.ProspectRow, into []kit.Cell) { prospectCells(d, p, into) },
		ids:   d.firm.Recruiting.IDs, rows: d.firm.Recruiting.Rows,
		filters: []filterSpec{
			{field: "state", title: "Stage", any: "Stage: any", choices: func() []filter {
				return append([]filter{oneOf("state", "Stage", "to approach", string(app.Prospect), string(app.InTalks))}, wordFilters("state", "Stage", app.Stations()...)...)
			}},
			kinds,
		},
		concerns: recruitingNews(),
		moves:    app.KindPartner,
		first:    first,
		add:      "partner.new",
		hints:    [][2]string{{"↑↓", "move"}, {"V", "rate"}, {"S", "move on"}, {"B", "board"}},
		head:     r.way(),
		detail:   r.pane,
	})
	r.board = newRecruitBoard(d, r.way(), []filterSpec{kinds}, first)
	r.pages.Open(r.list.Content())
	return r
}

// recruitingNews are the kinds whose news may change a row or a card.
func recruitingNews() []app.Kind {
	return []app.Kind{app.KindTask, app.KindCheckin, app.KindRating, app.KindApplication, app.KindOnboarding, app.KindAgreement}
}

// way is the switch between list and board.
func (r *recruiting) way() fyne.CanvasObject {
	s := kit.NewSegments(func(to string) { r.turn(to == "list") }, kit.Pair{Value: "list", Text: "List"}, kit.Pair{Value: "board", Text: "Board"})
	r.ways = append(r.ways, s)
	return s
}

// turn shows the list, or the board; search and filters go along.
func (r *recruiting) turn(list bool) {
	r.onList = list
	for _, s := range r.ways {
		s.Set(map[bool]string{true: "list", false: "board"}[list])
	}
	if list {
		v := r.board.view
		v.ID, v.Sort = int64(r.board.chosen), r.list.view.Sort
		r.list.take(v)
		r.pages.Open(r.list.Content())
	} else {
		r.board.take(r.list.View())
		r.pages.Open(r.board.page)
	}
	if r.d.is("recruiting") {
		r.Focus()
	}
}

// Content belongs to screen.
func (r *recruiting) Content() fyne.CanvasObject { return r.pages }

// Show belongs to screen. What a link names is shown as it is shown now.
func (r *recruiting) Show(v view) {
	if r.onList {
		r.list.Show(v)
	} else {
		r.board.take(v)
	}
}

// View belongs to screen.
func (r *recruiting) View() view {
	if r.onList {
		return r.list.View()
	}
	v := r.board.view
	v.ID = int64(r.board.chosen)
	return v
}

// Changed belongs to screen.
func (r *recruiting) Changed(changes []app.Change) {
	if r.onList {
		r.list.Changed(changes)
	} else if concerns(changes, append(recruitingNews(), app.KindPartner, app.KindSettings)...) {
		r.board.changed(changes)
	}
}

// Focus belongs to screen.
func (r *recruiting) Focus() {
	if r.onList {
		r.list.Focus()
	} else {
		r.d.root.Focus(r.board.lanes)
	}
}

// Search, Searched, ClearSearch and Filter belong to whichever is shown.
func (r *recruiting) Search() {
	if r.onList {
		r.list.Search()
	} else {
		r.d.root.Focus(r.board.search.Input.Entry)
	}
}

// Searched belongs to Search.
func (r *recruiting) Searched() bool {
	return r.onList && r.list.Searched() || !r.onList && r.board.search.Text() != ""
}

// ClearSearch belongs to Search.
func (r *recruiting) ClearSearch() {
	if r.onList {
		r.list.ClearSearch()
	} else {
		r.board.search.Set("")
	}
}

// Filter belongs to Search.
func (r *recruiting) Filter() {
	if r.onList {
		r.list.Filter()
	} else {
		r.board.chips.open()
	}
}

// Close belongs to screen.
func (r *recruiting) Close() {
	r.list.Close()
	r.board.close()
}

// chosen is the partner selected in the list or on the board.
func (r *recruiting) chosen() (app.ProspectRow, *partnerPane, bool) {
	if r.onList {
		p, ok := r.list.current()
		return p, r.pane, ok
	}
	p, ok := r.board.current()
	return p, r.board.pane, ok
}

func prospectCells(d *Desk, p app.ProspectRow, into []kit.Cell) {
	into[0] = kit.Cell{Text: p.Name}
	into[1] = kit.Cell{Text: capital(string(p.State)), Hue: partnerHue(p.State)}
	into[2] = kit.Cell{Text: p.Score.Words()}
	if !p.Score.Rated() {
		into[2].Text, into[2].Role = "—", kit.RoleMuted
	}
	into[3] = kit.Cell{Text: p.Next}
	into[4] = kit.Cell{Text: dayWords(p.NextDay, d.today)}
	if p.NextDay != 0 && p.NextDay < d.today {
		into[4].Role = kit.RoleError
	}
	into[5] = kit.Cell{Text: dayWords(p.Since, d.today)}
	into[6] = kit.Cell{Text: p.Source}
}

// recruitingCommands are what can be done with those on their way in, here and in the section of partners.
func recruitingCommands(d *Desk) []kit.Command {
	const group = "Recruiting"
	may := func() bool { f, ok := d.partner(); return ok && f.row.State != app.Merged }
	with := func(run func(partnerFacts)) func() {
		return func() {
			if f, ok := d.partner(); ok {
				run(f)
			}
		}
	}
	return []kit.Command{
		{ID: "recruiting.board", Title: "Recruiting as a board or as a list", Icon: "columns", Group: group, Keys: "B", When: func() bool { return d.is("recruiting") }, Run: func() {
			r := d.screens["recruiting"].screen.(*recruiting)
			r.turn(!r.onList)
		}},
		{ID: "partner.rate", Title: "Rate the partner by the profile", Icon: "check", Group: group, Keys: "V", When: may, Run: with(d.ratePartner)},
		{ID: "partner.apply", Title: "Application of the partner", Icon: "inbox", Group: group, Keys: "Shift+A", When: func() bool {
			f, ok := d.partner()
			_, open := f.open()
			return ok && (open || f.mayApply())
		}, Run: with(d.editApplication)},
		{ID: "credential.new", Title: "Add a licence, insurance or screening", Icon: "plus", Group: group, When: may, Run: with(func(f partnerFacts) { d.editCredential(f, app.CredentialRow{}) })},
		{ID: "onboarding.new", Title: "Add to the onboarding checklist", Icon: "plus", Group: group, When: may, Run: with(func(f partnerFacts) { d.editOnboarding(f, app.OnboardingRow{}) })},
		{ID: "goal.new", Title: "Set a goal of the program", Icon: "flag", Group: group, Run: func() { d.editGoal(app.GoalRow{}) }},
	}
}

// ratePartner asks what the firm thinks of a partner by each criterion.
func (d *Desk) ratePartner(f partnerFacts) {
	form := kit.NewForm()
	var points []*kit.ChoiceField
	var notes []*kit.TextField
	for _, r := range f.score.Reasons {
		pick := kit.NewChoiceField(kit.Spec{Key: "points " + r.Name, Label: r.Name}, pointPairs(r.Criterion)...)
		note := kit.NewTextField(kit.Spec{Key: "note " + r.Name, Label: "Why"}, "")
		pick.Set("unknown")
		if r.Known {
			pick.Set(grouped(r.Points))
			note.Set(r.Note)
		}
		points, notes = append(points, pick), append(notes, note)
		form.Beside(pick, note)
	}
	d.openForm(formSpec{again: "partner.rate", title: "Rate " + f.row.Name, note: "By the profile of your ideal partner. What nobody knows is not zero.", form: form, save: "Save rating",
		submit: func(ask app.Ask) act {
			given := make([]app.Rating, len(points))
			for i, r := range f.score.Reasons {
				given[i] = app.Rating{Criterion: r.ID, Points: app.Unknown, Note: notes[i].Value()}
				if v := points[i].Value(); v != "unknown" {
					given[i].Points = int(typedCount(v))
				}
			}
			return func(ctx context.Context) (app.Receipt, error) {
				return d.firm.Recruiting.Rate(ctx, ask, f.row.ID, given)
			}
		}})
}

// pointPairs are what a criterion may be rated.
func pointPairs(c app.Criterion) []kit.Pair {
	if c.YesNo {
		return []kit.Pair{{Value: "unknown", Text: "Not known"}, {Value: "0", Text: "No"}, {Value: "3", Text: "Yes"}}
	}
	return []kit.Pair{{Value: "unknown", Text: "Not known"}, {Value: "0", Text: "0, does not fit"}, {Value: "1", Text: "1, hardly"}, {Value: "2", Text: "2, mostly"}, {Value: "3", Text: "3, fits"}}
}
