package desk

import (
	"context"
	"strings"
	"time"
	"unicode"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// countPause is how long news must rest before the sidebar's numbers are worked out again.
const countPause = 300 * time.Millisecond

// sidebar is the firm's name and the sections with their numbers.
type sidebar struct {
	d       *Desk
	content fyne.CanvasObject
	badge   *kit.Text
	name    *kit.Text
	rows    map[string]*kit.NavRow
	today   app.Today // as last counted
	slot    kit.Slot
	views   []app.Counted // the saved views, by name
	saved   *fyne.Container
	starred map[app.ID[app.SavedView]]*kit.NavRow
	counts  kit.Slot
	wait    func()
}

func newSidebar(d *Desk) *sidebar {
	s := &sidebar{d: d, rows: map[string]*kit.NavRow{}}
	s.badge = kit.NewText("R", kit.Look{Role: kit.RoleOnPrimary, Bold: true, Align: fyne.TextAlignCenter})
	s.name = kit.NewText("Rapport", kit.Look{Bold: true})
	mark := kit.Fixed(22, 22, kit.NewPanel(kit.Face{Fill: kit.RolePrimary, Radius: 5}, s.badge))
	top := kit.Down(0, kit.Pad(4, 8, 8, 6, kit.Across(8, mark, kit.Grow(s.name))))
	foot := kit.Down(0)
	group := ""
	for _, sec := range sections() {
		if sec.under != "" {
			continue
		}
		if sec.group != group && !sec.low {
			group = sec.group
			top.Add(kit.NavHeading(strings.ToUpper(group)))
		}
		row := kit.NewNavRow(sec.icon, sec.title, sec.keys, func() { d.visit(sec.id) })
		s.rows[sec.id] = row
		if sec.low {
			foot.Add(row)
		} else {
			top.Add(row)
		}
	}
	s.saved = kit.Down(0)
	top.Add(s.saved)
	s.content = kit.Pad(10, 8, 8, 8, kit.Down(0, kit.Grow(kit.Scrolled(top)), foot))
	return s
}

// setFirm shows whose desk it is.
func (s *sidebar) setFirm(name string) {
	if name == "" {
		name = "Rapport"
	}
	s.name.Set(name)
	for _, r := range strings.TrimSpace(name) {
		s.badge.Set(string(unicode.ToUpper(r)))
		break
	}
}

// select_ marks the section that is shown.
func (s *sidebar) select_(id string) {
	for _, sec := range sections() {
		if sec.id == id && sec.under != "" {
			id = sec.under
		}
	}
	for other, row := range s.rows {
		row.SetSelected(other == id)
	}
	s.star()
}

// star marks the saved view that is looked at.
func (s *sidebar) star() {
	here, is := s.d.viewHere()
	for id, row := range s.starred {
		row.SetSelected(is && id == here.ID)
	}
}

// loadViews reads the saved views anew, with how many rows each shows.
func (s *sidebar) loadViews() {
	kit.Load(s.d.stage, &s.counts, s.d.firm.Views.Counts, func(all []app.Counted, err error) {
		if err != nil {
			return // they stay as they were; the lists say what is wrong
		}
		if len(all)+len(s.views) == 0 {
			return // nothing stands there, and nothing comes
		}
		s.views = all
		s.drawViews()
	})
}

func (s *sidebar) drawViews() {
	s.saved.RemoveAll()
	s.starred = map[app.ID[app.SavedView]]*kit.NavRow{}
	if len(s.views) > 0 {
		s.saved.Add(kit.NavHeading("SAVED VIEWS"))
	}
	for _, v := range s.views {
		row := kit.NewNavRow("star", v.Name, "", func() { s.d.openView(v.SavedView) })
		row.SetCount(countWords(v.Count))
		s.starred[v.ID] = row
		s.saved.Add(row)
	}
	s.star()
	s.content.Refresh()
}

// loadSoon counts again once the news rests.
func (s *sidebar) loadSoon() {
	if s.wait != nil {
		s.wait()
	}
	s.wait = s.d.stage.After(countPause, s.load)
}

func (s *sidebar) load() {
	s.loadViews()
	kit.Load(s.d.stage, &s.slot, func(ctx context.Context) (app.Today, error) { return s.d.firm.Overview.Today(ctx) },
		func(t app.Today, err error) {
			if err != nil {
				return // the numbers stay as they were; the screens say what is wrong
			}
			s.today = t
			for _, sec := range sections() {
				if sec.count == nil {
					continue
				}
				text := ""
				if n := sec.count(t); n > 0 {
					text = grouped(n)
				}
				s.rows[sec.id].SetCount(text)
			}
		})
}
