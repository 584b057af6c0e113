package app

import (
	"time"

	"rapport/app/calendar"
)

// StandingAt is a sum of commission lines of a partner and currency that stand alike now, and which of the dated acts that brought them
// there had happened by a day.
type StandingAt struct {
	Sums          // State is where they stand now
	Approved bool // approved by then
	Stated   bool // on a statement issued by then that stands
	Voided   bool // voided by then
}

// then is where lines stood: the dated acts after the day are taken away from where they stand now. Holding and releasing are not
// dated, so what was neither approved nor void counts as held while it is held now.
func (s StandingAt) then() LineState {
	switch s.State {
	case OnStatement, Paid:
		if s.Stated {
			return OnStatement
		}
	case VoidLine:
		if s.Voided {
			return VoidLine
		}
		return Accrued
	case Approved:
	default:
		return s.State
	}
	if s.Approved {
		return Approved
	}
	return Accrued
}

// sumsAt totals the lines up to a day by where they stood at its end. For today the kept totals have the answer.
func sumsAt(b Books, s Settings, day, today calendar.Day) ([]Sums, error) {
	if day >= today {
		return b.PartnerSums(day)
	}
	zone, err := time.LoadLocation(s.Zone)
	if err != nil {
		zone = time.UTC
	}
	next := day.AddDays(1).Time()
	all, err := b.StandingsAt(day, time.Date(next.Year(), next.Month(), next.Day(), 0, 0, 0, 0, zone))
	sums := make([]Sums, len(all))
	for i, at := range all {
		sums[i] = at.Sums
		sums[i].State = at.then()
	}
	return sums, err
}

// openAt tells whether a referral was accepted by a day and closed after it.
func openAt(r Referral, day calendar.Day) bool {
	return r.Accepted != 0 && r.Accepted <= day && (r.Closed == 0 || r.Closed > day)
}

// openReferrals calls each for the referrals that were on their way to be won on a day.
func openReferrals(b Books, day, today calendar.Day, each func(Referral) error) error {
	onTheirWay := Is("stage", string(Accepted), string(Contacted), string(Meeting), string(Proposal))
	introduced := Condition{Field: "introduced", To: day.String()}
	queries := []Query{Query{}.With(onTheirWay, introduced)}
	if day < today {
		queries = append(queries, Query{}.With(Is("stage", string(Won), string(Lost), string(Withdrawn)), introduced,
			Condition{Field: "closed", From: day.AddDays(1).String()}))
	}
	for _, q := range queries {
		err := b.ReferralIDs(q, func(ids []int32) error {
			rows, err := b.ReferralRows(ids)
			for _, r := range rows {
				if err == nil && (day >= today || openAt(r.Referral, day)) {
					err = each(r.Referral)
				}
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
