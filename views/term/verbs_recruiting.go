package term

import (
	"fmt"
	"strconv"
	"strings"

	"rapport/app"
	"rapport/app/names"
	"rapport/app/report"
)

type prospectCmd struct {
	List    prospectList    `cmd:"" help:"Whom to approach next: partners on their way in, the nearest to the ideal first."`
	Apply   prospectApply   `cmd:"" help:"Note that a prospect applied."`
	Review  prospectReview  `cmd:"" help:"Set by when an application is reviewed."`
	Show    prospectShow    `cmd:"" help:"Show a partner's applications and what became of them."`
	Sources prospectSources `cmd:"" name:"list-sources" help:"List where partners come from, and what became of them."`
}

type prospectList struct{ listing }

func (l *prospectList) Run(c *call, f *app.Firm) error {
	cols := []report.Column{col("Number"), col("Name"), col("State"), col("Score"), col("Since"), col("Next"), col("By"), col("Source")}
	return listed(c, l.listing, f.Recruiting.IDs, f.Recruiting.Rows, cols, func(p app.ProspectRow) map[string]any {
		return map[string]any{"id": p.ID, "number": p.Number, "name": p.Name, "state": p.State, "score": p.Score.Sure, "up_to": p.Score.UpTo, "rated": p.Score.Rated(),
			"since": dayText(p.Since), "next": p.Next, "next_day": dayText(p.NextDay), "review_by": dayText(p.ReviewBy), "missing": p.Missing, "source": p.Source}
	}, func(p app.ProspectRow) []report.Cell {
		return []report.Cell{report.Text(p.Number), report.Text(p.Name), report.Text(string(p.State)), report.Text(p.Score.Words()), report.Day(p.Since),
			report.Text(p.Next), report.Day(p.NextDay), report.Text(p.Source)}
	})
}

type prospectApply struct {
	Partner  string `arg:"" help:"Number or name."`
	On       day    `help:"The day it applied (default: today)." placeholder:"DATE"`
	ReviewBy day    `help:"By when it is reviewed (default: 30 days later)." placeholder:"DATE"`
	Note     string `help:"A note." placeholder:"TEXT"`
}

func (a *prospectApply) Run(c *call, f *app.Firm) error {
	return onPartner(c, f, a.Partner, func(p app.ID[app.Partner]) (app.Receipt, error) {
		return f.Recruiting.Apply(c.ctx, c.ask(), p, app.Application{Applied: a.On.Day, ReviewBy: a.ReviewBy.Day, Note: a.Note})
	})
}

type prospectReview struct {
	Partner string `arg:"" help:"Number or name."`
	By      day    `required:"" help:"By when." placeholder:"DATE"`
	Note    string `help:"A note." placeholder:"TEXT"`
}

func (a *prospectReview) Run(c *call, f *app.Firm) error {
	return onPartner(c, f, a.Partner, func(p app.ID[app.Partner]) (app.Receipt, error) {
		return f.Recruiting.Review(c.ctx, c.ask(), p, a.By.Day, a.Note)
	})
}

type prospectShow struct {
	Partner string `arg:"" help:"Number or name."`
}

func (s *prospectShow) Run(c *call, f *app.Firm) error {
	p, err := f.Partners.Find(c.ctx, s.Partner)
	if err != nil {
		return err
	}
	all, err := f.Recruiting.Applications(c.ctx, p.ID)
	if err != nil {
		return err
	}
	cols := []report.Column{col("Applied"), col("Review by"), col("Decision"), col("On"), col("By"), col("Reason"), col("May apply again"), col("Note")}
	return rows(c, cols, all, len(all), func(a app.Application) map[string]any {
		return map[string]any{"id": a.ID, "applied": dayText(a.Applied), "review_by": dayText(a.ReviewBy), "decision": a.Decision, "decided": dayText(a.Decided), "who": a.Who,
			"reason": a.Reason, "may_reapply": dayText(a.MayReapply), "note": a.Note}
	}, func(a app.Application) []report.Cell {
		return []report.Cell{report.Day(a.Applied), report.Day(a.ReviewBy), report.Text(a.Decision), report.Day(a.Decided), report.Text(a.Who), report.Text(a.Reason),
			report.Day(a.MayReapply), report.Text(a.Note)}
	})
}

type prospectSources struct{}

func (s *prospectSources) Run(c *call, f *app.Firm) error {
	all, err := f.Recruiting.Sources(c.ctx)
	if err != nil {
		return err
	}
	count := func(title string) report.Column { return report.Column{Title: title, Kind: report.KindCount} }
	cols := []report.Column{col("Source"), count("Partners"), count("On the way"), count("Active"), count("Declined")}
	return rows(c, cols, all, len(all), func(s app.Source) map[string]any {
		return map[string]any{"source": s.Name, "all": s.All, "on_the_way": s.Open, "active": s.Active, "declined": s.Declined}
	}, func(s app.Source) []report.Cell {
		return []report.Cell{report.Text(s.Name), report.Count(s.All), report.Count(s.Open), report.Count(s.Active), report.Count(s.Declined)}
	})
}

type profileCmd struct {
	List profileList `cmd:"" help:"List the criteria of the ideal partner."`
	Set  profileSet  `cmd:"" help:"Add a criterion, or change the weight of one."`
	Drop profileDrop `cmd:"" help:"Take a criterion out of the profile."`
	Rate profileRate `cmd:"" help:"Rate a partner by a criterion."`
	Show profileShow `cmd:"" help:"Show a partner's score with its reasons."`

	Learn profileLearn `cmd:"" help:"Weigh the criteria as the firm's own best partners suggest; see report ideal."`
}

type profileList struct{}

func (l *profileList) Run(c *call, f *app.Firm) error {
	s, err := f.Setup.Settings(c.ctx)
	if err != nil {
		return err
	}
	all := s.Ideal()
	cols := []report.Column{{Title: "ID", Kind: report.KindCount}, col("Criterion"), {Title: "Weight", Kind: report.KindCount}, col("Rated")}
	return rows(c, cols, all, len(all), func(k app.Criterion) map[string]any {
		return map[string]any{"id": k.ID, "name": k.Name, "weight": k.Weight, "yes_no": k.YesNo}
	}, func(k app.Criterion) []report.Cell {
		return []report.Cell{report.Count(int64(k.ID)), report.Text(k.Name), report.Count(int64(k.Weight)), report.Text(map[bool]string{true: "yes or no", false: "0 to 3"}[k.YesNo])}
	})
}

// editProfile keeps another profile.
func editProfile(c *call, f *app.Firm, change func([]app.Criterion) []app.Criterion) error {
	s, err := f.Setup.Settings(c.ctx)
	if err != nil {
		return err
	}
	s.Profile = change(append([]app.Criterion(nil), s.Ideal()...))
	r, err := f.Setup.Edit(c.ctx, c.ask(), s)
	return c.receipt(r, err, nil)
}

// sameCriterion tells whether people mean this criterion.
func sameCriterion(k app.Criterion, text string) bool {
	return names.Fold(k.Name) == names.Fold(text) || strconv.Itoa(k.ID) == text
}

type profileSet struct {
	Criterion string `arg:"" help:"Its name, or its number in profile list."`
	Weight    int    `required:"" help:"1 to 100, beside the others."`
	YesNo     bool   `help:"Rated by yes or no."`
}

func (s *profileSet) Run(c *call, f *app.Firm) error {
	return editProfile(c, f, func(all []app.Criterion) []app.Criterion {
		for i, k := range all {
			if sameCriterion(k, s.Criterion) {
				all[i].Weight, all[i].YesNo = s.Weight, s.YesNo || k.YesNo
				return all
			}
		}
		return append(all, app.Criterion{Name: s.Criterion, Weight: s.Weight, YesNo: s.YesNo})
	})
}

type profileDrop struct {
	Criterion string `arg:"" help:"Its name, or its number in profile list."`
}

func (d *profileDrop) Run(c *call, f *app.Firm) error {
	found := false
	s, err := f.Setup.Settings(c.ctx)
	for _, k := range s.Ideal() {
		found = found || sameCriterion(k, d.Criterion)
	}
	if err != nil || !found {
		return noCriterion(err, d.Criterion)
	}
	return editProfile(c, f, func(all []app.Criterion) (left []app.Criterion) {
		for _, k := range all {
			if !sameCriterion(k, d.Criterion) {
				left = append(left, k)
			}
		}
		return left
	})
}

func noCriterion(err error, text string) error {
	if err != nil {
		return err
	}
	return app.Bad("criterion", "There is no criterion “"+text+"” in the profile.", "See rapport profile list.")
}

type profileRate struct {
	Partner   string `arg:"" help:"Number or name of the partner."`
	Criterion string `arg:"" help:"Its name, or its number in profile list."`
	Points    string `arg:"" help:"0 to 3, yes or no; unknown takes it back."`
	Note      string `help:"Why." placeholder:"TEXT"`
}

func (r *profileRate) Run(c *call, f *app.Firm) error {
	s, err := f.Setup.Settings(c.ctx)
	given := app.Rating{Note: r.Note}
	for _, k := range s.Ideal() {
		if sameCriterion(k, r.Criterion) {
			given.Criterion = k.ID
		}
	}
	if err != nil || given.Criterion == 0 {
		return noCriterion(err, r.Criterion)
	}
	switch text := strings.ToLower(r.Points); text {
	case "yes":
		given.Points = app.MostPoints
	case "no":
	case "unknown":
		given.Points = app.Unknown
	default:
		n, err := strconv.ParseUint(text, 10, 8)
		if err != nil {
			return app.Bad("points", "“"+r.Points+"” is no rating.", "Give 0 to 3, yes, no or unknown.")
		}
		given.Points = int(n)
	}
	return onPartner(c, f, r.Partner, func(p app.ID[app.Partner]) (app.Receipt, error) {
		return f.Recruiting.Rate(c.ctx, c.ask(), p, []app.Rating{given})
	})
}

type profileShow struct {
	Partner string `arg:"" help:"Number or name of the partner."`
}

func (s *profileShow) Run(c *call, f *app.Firm) error {
	p, err := f.Partners.Find(c.ctx, s.Partner)
	if err != nil {
		return err
	}
	score, err := f.Recruiting.Score(c.ctx, p.ID)
	if err != nil {
		return err
	}
	if !c.flags.JSON {
		fmt.Fprintf(c.Out, "%s: %s\n", p.Name, score.Words())
		for _, r := range score.Reasons {
			fmt.Fprintln(c.Out, " ", clean(r.Words()))
		}
		return nil
	}
	reasons := make([]map[string]any, len(score.Reasons))
	for i, r := range score.Reasons {
		reasons[i] = map[string]any{"criterion": r.Name, "weight": r.Weight, "known": r.Known, "points": r.Points, "note": r.Note, "words": r.Words()}
	}
	return c.json(map[string]any{"partner": p.Name, "score": score.Sure, "up_to": score.UpTo, "rated": score.Rated(), "reasons": reasons})
}
