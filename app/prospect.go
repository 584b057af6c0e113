package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
)

// Stations are the states a partner passes on its way in; the columns of the board.
func Stations() []PartnerState {
	return []PartnerState{Prospect, InTalks, Applied, PartnerCheck, Onboarding, Active}
}

// ProspectRow is a partner on its way in, as the board and the list show it.
type ProspectRow struct {
	PartnerRow
	Score    Score
	Since    calendar.Day // it is in its state
	ReviewBy calendar.Day // of an open application
	Missing  int          // items that hold up activation
	Next     string       // what to do next
	NextDay  calendar.Day // 0: no day is set
}

// Days is how long it has been in its state.
func (r ProspectRow) Days(today calendar.Day) int { return int(today - r.Since) }

// ProspectSorts are the sort keys of the list; the first is its own order.
func ProspectSorts() []string { return []string{"score", "name", "type", "state"} }

// IDs gives the ids of the partners on their way in, in order, in chunks; without an order those that come nearest to the ideal first.
func (u Recruiting) IDs(ctx context.Context, q Query, each func([]int32) error) error {
	return u.f.deps.Store.Read(ctx, func(b Books) error {
		q, err := u.f.among(b, q, false)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(q.Where, func(c Condition) bool { return c.Field == "state" }) {
			q = q.With(Is("state", string(Prospect), string(InTalks), string(Applied), string(PartnerCheck), string(Onboarding)))
		}
		q = q.With(Is("archived", "no"))
		if len(q.Sort) > 0 && q.Sort[0].Key != "score" {
			return b.PartnerIDs(q, each)
		}
		desc := len(q.Sort) == 0 || q.Sort[0].Desc
		ids, err := byScore(b, q.By("name", false), desc)
		if err != nil || len(ids) == 0 {
			return err
		}
		return each(ids)
	})
}

// byScore orders partners by what is sure of their score, then by what it may become.
func byScore(b Books, q Query, desc bool) ([]int32, error) {
	s, err := b.Settings()
	if err != nil {
		return nil, err
	}
	var ids []int32
	var of []ID[Partner]
	err = b.PartnerIDs(q, func(chunk []int32) error {
		ids = append(ids, chunk...)
		return nil
	})
	for _, id := range ids {
		of = append(of, ID[Partner](id))
	}
	if err != nil {
		return nil, err
	}
	ratings, err := b.Ratings(of)
	scores := make(map[int32]Score, len(ids))
	for _, id := range ids {
		scores[id] = scoreOf(s.Ideal(), ratings[ID[Partner](id)])
	}
	slices.SortStableFunc(ids, func(x, y int32) int {
		less := cmp.Or(cmp.Compare(scores[x].Sure, scores[y].Sure), cmp.Compare(scores[x].UpTo, scores[y].UpTo))
		if desc {
			return -less
		}
		return less
	})
	return ids, err
}

// Rows gives list rows by id.
func (u Recruiting) Rows(ctx context.Context, ids []int32) ([]ProspectRow, error) {
	return read(ctx, u.f, func(b Books) ([]ProspectRow, error) { return u.prospectRows(b, ids) })
}

func (u Recruiting) prospectRows(b Books, ids []int32) ([]ProspectRow, error) {
	s, err := b.Settings()
	if err != nil {
		return nil, err
	}
	partners, err := b.PartnerRows(ids)
	if err != nil {
		return nil, err
	}
	of := make([]ID[Partner], len(partners))
	for i, p := range partners {
		of[i] = p.ID
	}
	ratings, err := b.Ratings(of)
	if err != nil {
		return nil, err
	}
	rows := make([]ProspectRow, len(partners))
	for i, p := range partners {
		rows[i] = ProspectRow{PartnerRow: p, Score: scoreOf(s.Ideal(), ratings[p.ID])}
		if err := rows[i].more(b, s, u.f.today(s)); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// added is the day a partner was entered, for one that is still in its first state; 0 when nothing tells.
func added(b Books, s Settings, id ID[Partner]) (calendar.Day, error) {
	past, err := b.HistoryOf(KindPartner, int64(id), 1000)
	if err != nil || len(past) == 0 {
		return 0, err
	}
	return calendar.DayOf(past[len(past)-1].At, s.zone()), nil
}

// more adds since when, and what to do next.
func (r *ProspectRow) more(b Books, s Settings, today calendar.Day) error {
	steps, err := b.Steps(KindPartner, int64(r.ID))
	if err != nil {
		return err
	}
	if len(steps) > 0 {
		r.Since = steps[len(steps)-1].Day
	} else if r.Since, err = added(b, s, r.ID); err != nil {
		return err
	}
	apps, err := b.Applications(r.ID)
	if err != nil {
		return err
	}
	if len(apps) > 0 && apps[0].Decision == "" {
		r.ReviewBy, r.Since = apps[0].ReviewBy, orDay(r.Since, apps[0].Applied)
	}
	if r.State == Onboarding {
		items, err := onboardingRows(b, r.ID, today)
		if err != nil {
			return err
		}
		r.Missing = len(missing(items))
	}
	return r.next(b)
}

// next is what is planned first with the partner, else what its state asks for.
func (r *ProspectRow) next(b Books) error {
	of := Query{}.With(Is("partner", fmt.Sprint(int64(r.ID))))
	planned, err := checkinRows(b, of.With(Is("state", string(CheckinPlanned))).By("day", false), 1)
	if err != nil {
		return err
	}
	tasks, err := taskRows(b, of.With(Is("state", string(TaskOpen))), 1)
	if err != nil {
		return err
	}
	if len(planned) > 0 {
		r.Next, r.NextDay = planned[0].Title(), planned[0].Day
	}
	if len(tasks) > 0 && (r.Next == "" || tasks[0].Due < r.NextDay) {
		r.Next, r.NextDay = tasks[0].What, tasks[0].Due
	}
	if r.Next != "" {
		return nil
	}
	switch r.State {
	case Prospect:
		r.Next = "Make first contact"
	case InTalks:
		r.Next = "Ask for an application"
	case Applied:
		r.Next, r.NextDay = "Start the review", r.ReviewBy
	case PartnerCheck:
		r.Next, r.NextDay = "Decide", r.ReviewBy
	case Onboarding:
		r.Next = "Make active"
		if r.Missing > 0 {
			r.Next = counted(r.Missing, "item") + " missing"
		}
	}
	return nil
}

// Column is one column of the board: everybody in a state, the best score first. Rows gives the cards.
type Column struct {
	State PartnerState
	IDs   []int32
}

// Board gives the partners on their way in that a query fits, by state; of the active ones those of the last 90 days.
func (u Recruiting) Board(ctx context.Context, q Query) ([]Column, error) {
	return readAmong(ctx, u.f, q, func(b Books, q Query) ([]Column, error) {
		s, err := b.Settings()
		if err != nil {
			return nil, err
		}
		today := u.f.today(s)
		out := make([]Column, 0, len(Stations()))
		for _, state := range Stations() {
			of := q.With(Is("state", string(state)), Is("archived", "no"))
			if state == Active {
				ids, err := b.PartnersReached(Active, calendar.Period{From: today.AddDays(-90), To: today + 1})
				if err != nil {
					return nil, err
				}
				of = of.With(Is("id", append(idTexts(ids), "0")...))
			}
			ids, err := byScore(b, of.By("name", false), true)
			if err != nil {
				return nil, err
			}
			out = append(out, Column{State: state, IDs: ids})
		}
		return out, nil
	})
}

func idTexts(ids []int64) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = fmt.Sprint(id)
	}
	return out
}

// Source is how many partners the firm came to know in one way, and what became of them.
type Source struct {
	Name     string `json:"source"` // "" where none is noted
	All      int64  `json:"all"`
	Open     int64  `json:"on_the_way"`
	Active   int64  `json:"active"`
	Declined int64  `json:"declined"`
}

// Sources gives where partners come from, the most fruitful first.
func (u Recruiting) Sources(ctx context.Context) ([]Source, error) {
	return read(ctx, u.f, func(b Books) ([]Source, error) {
		by, err := b.PartnerSources()
		var out []Source
		for name, states := range by {
			s := Source{Name: name}
			for state, n := range states {
				s.All += n
				switch {
				case state == Declined:
					s.Declined += n
				case state == Active || state == Paused:
					s.Active += n
				case slices.Contains(Stations(), state):
					s.Open += n
				}
			}
			out = append(out, s)
		}
		slices.SortFunc(out, func(a, b Source) int {
			return cmp.Or(cmp.Compare(b.Active, a.Active), cmp.Compare(b.All, a.All), strings.Compare(a.Name, b.Name))
		})
		return out, err
	})
}
