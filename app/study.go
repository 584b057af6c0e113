package app

import (
	"context"
	"fmt"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/report"
)

// StudyKind names one of the studies: reports of what a firm's own referrals teach it.
type StudyKind string

// The studies.
const (
	Cohorts     StudyKind = "cohorts"       // by month of introduction
	TimeToWin   StudyKind = "time to win"   // with what is open still
	FunnelStudy StudyKind = "funnel"        // how far they came
	LostStudy   StudyKind = "lost reasons"  // why what came to nothing did
	Objections  StudyKind = "objections"    // what was objected, over time
	Forecast    StudyKind = "forecast"      // fees and commission to come
	League      StudyKind = "league"        // partners beside each other
	IdealStudy  StudyKind = "ideal profile" // what the best partners share
)

// Studies are all of them, in the order in which they are offered.
func Studies() []StudyKind {
	return []StudyKind{League, Cohorts, TimeToWin, FunnelStudy, LostStudy, Objections, Forecast, IdealStudy}
}

// Title is the name of a study as a heading.
func (k StudyKind) Title() string {
	switch k {
	case Cohorts:
		return "Cohorts by month of introduction"
	case FunnelStudy:
		return "How far referrals come"
	case LostStudy:
		return "Why referrals come to nothing"
	case Objections:
		return "Objections over time"
	case Forecast:
		return "Forecast of fees and commission"
	case League:
		return "Partners beside each other"
	case IdealStudy:
		return "What the best partners share"
	}
	return upperFirst(string(k))
}

// Ahead tells that a study looks ahead from today, or back over all there is: it has no period to choose.
func (k StudyKind) Ahead() bool { return k == Forecast || k == IdealStudy }

// Study is a report worked out whole: its pictures, its rows and what they say.
type Study struct {
	Kind     StudyKind
	Period   calendar.Period
	Charts   []report.Chart
	Table    report.Table
	Opens    []Hit    // what a row leads to, by the number of the row; Kind empty: nowhere
	Findings []string // the sentences that the rows bear out
	Note     string   // how it is worked out and read
	Weights  []Weight // of IdealStudy
}

// StudyBooks gives what studies are made of. Periods are of the introduction unless it says otherwise; duplicates are left out.
type StudyBooks interface {
	Courses(p calendar.Period, each func(Course) error) error
	CohortFees(p calendar.Period, c money.Currency) ([]CohortFee, error)
	Reached(p calendar.Period) ([]Reach, error)
	LostReasonCounts(p calendar.Period, c money.Currency) ([]LostReason, error) // of what closed in the period
	ObjectionTallies(p calendar.Period) ([]MarketTally, error)                  // by month and tag, of what was heard in the period
	Pipeline(c money.Currency) ([]OpenReferrals, error)                         // all that is open
	FeeAges(p calendar.Period, c money.Currency) ([]FeeAge, error)
	PartnerResults(p calendar.Period, c money.Currency) ([]PartnerResult, error) // of what happened in the period
}

// Study works one out. A study that looks ahead takes no heed of the period.
func (u Insights) Study(ctx context.Context, k StudyKind, p calendar.Period) (Study, error) {
	return read(ctx, u.f, func(b Books) (Study, error) {
		s, err := b.Settings()
		if err != nil {
			return Study{}, err
		}
		return u.f.study(b, s, k, p)
	})
}

func (f *Firm) study(b Books, s Settings, k StudyKind, p calendar.Period) (x Study, err error) {
	today := f.today(s)
	switch k {
	case Cohorts:
		x, err = cohorts(b, s, p, today)
	case TimeToWin:
		x, err = timeToWin(b, p, today)
	case FunnelStudy:
		x, err = funnel(b, p)
	case LostStudy:
		x, err = lostReasons(b, s, p)
	case Objections:
		x, err = objections(b, p)
	case Forecast:
		x, err = forecast(b, s, today)
	case League:
		x, err = league(b, s, p)
	case IdealStudy:
		x, err = ideal(b, s, today)
	default:
		return x, Bad("study", fmt.Sprintf("There is no study %q.", k), "")
	}
	x.Kind, x.Period, x.Note = k, p, StudyNote(k)
	return x, err
}

// StudyPDF prints a study on the firm's letterhead.
func (u Insights) StudyPDF(ctx context.Context, k StudyKind, p calendar.Period) ([]byte, error) {
	s, err := u.f.Setup.Settings(ctx)
	if err != nil {
		return nil, err
	}
	x, err := u.Study(ctx, k, p)
	if err != nil {
		return nil, err
	}
	doc := s.sheet(k.Title(), u.f.today(s))
	doc.Replace = true
	if !k.Ahead() {
		doc.Facts = append(doc.Facts, report.Fact{Label: "Period", Value: report.Text(p.Label()).As(report.Strong)})
	}
	doc.Facts = append(doc.Facts, report.Fact{Label: "Printed", Value: report.Day(u.f.today(s))})
	doc.Sections = x.sections()
	return u.f.deps.Print(doc.Worded(english{}))
}

// sections is a study as parts of a page.
func (x Study) sections() []report.Section {
	out := []report.Section{{Text: x.Findings, Charts: x.Charts}}
	if len(x.Table.Rows) > 0 || len(x.Charts) == 0 {
		out = append(out, report.Section{Table: &x.Table})
	}
	return append(out, report.Section{Text: []string{x.Note}})
}

// share is n of all as it is read, with its range: "40 % (12 of 30), 24–58 %".
func share(n, all int64) string {
	r := WorksRow{Converted: Converted{Won: n, Ended: all}}
	r.Low, r.High = Wilson(n, all)
	return r.Share()
}

// StudyNote says how a study is worked out and read.
func StudyNote(k StudyKind) string {
	const often = " The range says where the true share lies, 19 times of 20."
	switch k {
	case Cohorts:
		return fmt.Sprintf("Each row is what became so far of the referrals introduced in that time. An old cohort had more time than a young one, so cohorts are compared by what was won within %d days, "+
			"and only when all of it had that long.", comparedDays) + often
	case TimeToWin:
		return "Referrals that are open still count for as long as they have been open (the estimator of Aalen and Johansen; where nothing is lost it is that of Kaplan and Meier). " +
			"The curve ends where fewer than five were seen so long." + often
	case FunnelStudy:
		return "Referrals introduced in the period, by how far they came. The share that goes on is of those that were decided at a step; what waits there still is not counted against it." + often
	case LostStudy:
		return "Referrals that were lost, withdrawn or not accepted in the period, by their reason. Hoped for is the sum of the estimates in the base currency." + often
	case Objections:
		return "Notes of the market of the kind objection, counted in the month in which they were heard, once by each of their tags."
	case League:
		return "Fees received and commission that arose in the period, in the base currency; introductions and endings by their day. A rank is not a judgement: shares of few referrals are chance, and say so."
	case Forecast:
		return "Each open referral counts with its estimate (without one, with what a client won brought on average), times the share of those that came as far as its stage and were won, " +
			"spread over the months as fees came in after the introduction of those won before; commission is the share of fees that it was in the last twelve months. The range is Wilson's interval of the share won, " +
			"of as many cases as history and pipeline together allow. Introductions still to come, and further fees of clients won already, are not in it."
	case IdealStudy:
		return fmt.Sprintf("The best quarter of the partners by the fees they brought in the last %d months, beside the others. A criterion fits with two or three points of three. Where at least five of each group are rated, "+
			"a criterion should weigh more the more the best are ahead in it: its weight times one plus the difference of the average points, as a part of three, with the sum of these weights kept.", idealMonths)
	}
	return ""
}
