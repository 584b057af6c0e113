package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/report"
)

// Weight is what a criterion of the profile weighs, and what the firm's own partners say it should.
type Weight struct {
	Criterion
	Learned    int // as much as it weighs now where too few were rated
	Best, Rest Points
}

// Points are how partners of a group were rated by one criterion.
type Points struct {
	Rated, Fit int64 // Fit: two or three of three
	Sum        int64
}

func (p Points) add(points int) Points {
	p.Rated, p.Sum = p.Rated+1, p.Sum+int64(points)
	if points >= 2 {
		p.Fit++
	}
	return p
}

// known tells whether both groups were rated often enough to be compared.
func (w Weight) known() bool { return w.Best.Rated >= leastData && w.Rest.Rated >= leastData }

// bestPart is which part of the partners are the best ones: those that brought the most fees.
const bestPart = 4

// idealMonths is how far back the study of the best partners looks.
const idealMonths = 36

func ideal(b Books, s Settings, today calendar.Day) (Study, error) {
	month := calendar.MonthOf(today)
	p := calendar.Period{From: month.Add(-idealMonths).First(), To: today.AddDays(1)}
	all, err := b.PartnerResults(p, s.Currency)
	if err != nil {
		return Study{}, err
	}
	ids := make([]ID[Partner], len(all))
	for i, r := range all {
		ids[i] = r.Partner
	}
	ratings, err := b.Ratings(ids)
	return idealStudy(s.Ideal(), all, ratings), err
}

// idealStudy compares the best quarter of the partners, by fees, with the others: by each criterion of the profile, and by what they are.
func idealStudy(profile []Criterion, all []PartnerResult, ratings map[ID[Partner]][]Rating) Study {
	x := Study{}
	slices.SortFunc(all, func(a, b PartnerResult) int {
		return cmp.Or(cmp.Compare(b.Fees, a.Fees), cmp.Compare(b.Won, a.Won), cmp.Compare(a.Name, b.Name))
	})
	best := len(all) / bestPart
	for best > 0 && all[best-1].Fees <= 0 {
		best--
	}
	x.Table = report.Table{Empty: fmt.Sprintf("There is not enough data: the best quarter of the partners are %d, and at least %d are needed.", best, leastData), Columns: []report.Column{{Title: "Trait", Weight: 3},
		{Title: "Of the best", Weight: 4}, {Title: "Of the others", Weight: 4}, {Title: "Weight", Kind: report.KindCount}, {Title: "Learned", Kind: report.KindCount}}}
	if best < leastData {
		return x
	}
	x.Weights = weigh(profile, all, best, ratings)
	moved := false
	for _, w := range x.Weights {
		learned := report.Text("too few").As(report.Muted)
		if w.known() {
			learned = report.Count(int64(w.Learned))
			moved = moved || w.Learned != w.Weight
		}
		x.Table.Rows = append(x.Table.Rows, report.Row{Cells: []report.Cell{report.Text(w.Name), report.Text(w.Best.words()), report.Text(w.Rest.words()), report.Count(int64(w.Weight)), learned}})
		if say := w.apart(); say != "" {
			x.Findings = append(x.Findings, say)
		}
	}
	x.Table.Rows = append(x.Table.Rows, types(all, best)...)
	switch {
	case !slices.ContainsFunc(x.Weights, Weight.known):
		x.Findings = []string{fmt.Sprintf("There is not enough data for the weights: by no criterion are %d of the best partners and %d others rated.", leastData, leastData)}
	case len(x.Findings) == 0:
		x.Findings = []string{"No criterion parts the best partners from the others beyond chance."}
	}
	if !moved {
		x.Weights = nil
	}
	return x
}

// apart says whether the best fit more or less often than the others beyond chance; empty: neither.
func (w Weight) apart() string {
	if !w.known() {
		return ""
	}
	lowBest, highBest := Wilson(w.Best.Fit, w.Best.Rated)
	low, high := Wilson(w.Rest.Fit, w.Rest.Rated)
	if lowBest <= high && highBest >= low {
		return ""
	}
	how := map[bool]string{true: "more", false: "less"}[lowBest > high]
	return fmt.Sprintf("%s: the best partners fit %s often than the others, %d of %d against %d of %d.", w.Name, how, w.Best.Fit, w.Best.Rated, w.Rest.Fit, w.Rest.Rated)
}

func (p Points) words() string {
	if p.Rated == 0 {
		return "nobody rated"
	}
	return share(p.Fit, p.Rated)
}

// weigh works out what each criterion should weigh.
func weigh(profile []Criterion, all []PartnerResult, best int, ratings map[ID[Partner]][]Rating) []Weight {
	out := make([]Weight, len(profile))
	for i, c := range profile {
		w := Weight{Criterion: c, Learned: c.Weight}
		for n, r := range all {
			at := slices.IndexFunc(ratings[r.Partner], func(r Rating) bool { return r.Criterion == c.ID })
			switch {
			case at < 0:
			case n < best:
				w.Best = w.Best.add(ratings[r.Partner][at].Points)
			default:
				w.Rest = w.Rest.add(ratings[r.Partner][at].Points)
			}
		}
		out[i] = w
	}
	// In whole numbers: 1,000 parts of a weight, moved by the difference of two averages.
	parts, sum, was := make([]int64, len(out)), int64(0), int64(0)
	for i, w := range out {
		parts[i] = int64(w.Weight) * 1000
		if w.known() {
			parts[i] += int64(w.Weight) * 1000 * (w.Best.Sum*w.Rest.Rated - w.Rest.Sum*w.Best.Rated) / (MostPoints * w.Best.Rated * w.Rest.Rated)
			sum, was = sum+parts[i], was+int64(w.Weight)
		}
	}
	for i := range out {
		if out[i].known() && sum > 0 {
			out[i].Learned = int(min(100, max(1, (parts[i]*was+sum/2)/sum)))
		}
	}
	return out
}

// types are which types of partners the best are, beside the others.
func types(all []PartnerResult, best int) (rows []report.Row) {
	type count struct{ best, rest int64 }
	counts, names := map[string]count{}, []string{}
	for i, r := range all {
		name := orElse(r.Type, "not known")
		c, ok := counts[name]
		if !ok {
			names = append(names, name)
		}
		if i < best {
			c.best++
		} else {
			c.rest++
		}
		counts[name] = c
	}
	slices.SortStableFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b].best, counts[a].best), strings.Compare(a, b))
	})
	for _, n := range names {
		if counts[n].best > 0 {
			rows = append(rows, report.Row{Cells: []report.Cell{report.Text("Type: " + n), report.Text(share(counts[n].best, int64(best))), report.Text(share(counts[n].rest, int64(len(all)-best))), report.Text(""), report.Text("")}})
		}
	}
	return rows
}

// TakeWeights makes the weights that the firm's own partners suggest those of its profile.
func (u Insights) TakeWeights(ctx context.Context, ask Ask) (Receipt, error) {
	x, err := u.Study(ctx, IdealStudy, calendar.Period{})
	if err != nil {
		return Receipt{}, err
	}
	if len(x.Weights) == 0 {
		return Receipt{}, No("There is nothing to learn for the weights yet.", "Rate at least five of the best partners, and five others, by the profile.")
	}
	s, err := u.f.Setup.Settings(ctx)
	if err != nil {
		return Receipt{}, err
	}
	s.Profile = slices.Clone(s.Ideal())
	for i := range s.Profile {
		for _, w := range x.Weights {
			if w.ID == s.Profile[i].ID {
				s.Profile[i].Weight = w.Learned
			}
		}
	}
	return u.f.Setup.Edit(ctx, ask, s)
}
