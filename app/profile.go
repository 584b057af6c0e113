package app

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/names"
)

// MostPoints is the best rating of a criterion; yes counts as much.
const MostPoints = 3

// Criterion is one thing an ideal partner is measured by; kept in the settings.
type Criterion struct {
	ID     int    `json:"id"` // stays with the criterion when it is renamed
	Name   string `json:"name"`
	Weight int    `json:"weight"` // 1 to 100, beside the others
	YesNo  bool   `json:"yes_no,omitempty"`
}

// DefaultProfile is the one of a firm that has not written its own.
func DefaultProfile() []Criterion {
	return []Criterion{{1, "Business they are in", 20, false}, {2, "Audience", 20, false}, {3, "Culture", 15, false}, {4, "Region", 15, false},
		{5, "Services", 15, false}, {6, "No competing offer", 15, true}}
}

// Ideal gives the criteria in force.
func (s Settings) Ideal() []Criterion {
	if len(s.Profile) == 0 {
		return DefaultProfile()
	}
	return s.Profile
}

// Rating is what the firm thinks of a partner by one criterion.
type Rating struct {
	Criterion int          `json:"criterion"`
	Points    int          `json:"points"` // 0 to 3; of a yes or no 0 or 3
	Note      string       `json:"note,omitempty"`
	Day       calendar.Day `json:"day"`
	Who       string       `json:"who"`
}

// Unknown takes a rating back: nobody has looked yet, which is not the same as zero.
const Unknown = -1

// Score is how near a partner comes to the ideal, in percent of all weight. What nobody has rated yet counts in UpTo only.
type Score struct {
	Sure    int
	UpTo    int
	Reasons []ScoreReason // in the order of the profile
}

// ScoreReason is one criterion of a score.
type ScoreReason struct {
	Criterion
	Rating
	Known bool
}

// scoreOf measures ratings by a profile.
func scoreOf(profile []Criterion, ratings []Rating) Score {
	var s Score
	all, sure, unknown := 0, 0, 0
	for _, c := range profile {
		r := ScoreReason{Criterion: c}
		i := slices.IndexFunc(ratings, func(r Rating) bool { return r.Criterion == c.ID })
		all += c.Weight
		if i >= 0 {
			r.Rating, r.Known = ratings[i], true
			sure += c.Weight * ratings[i].Points
		} else {
			unknown += c.Weight
		}
		s.Reasons = append(s.Reasons, r)
	}
	if all > 0 {
		s.Sure, s.UpTo = sure*100/(MostPoints*all), (sure+MostPoints*unknown)*100/(MostPoints*all)
	}
	return s
}

// Rated tells whether anything is known.
func (s Score) Rated() bool {
	return slices.ContainsFunc(s.Reasons, func(r ScoreReason) bool { return r.Known })
}

// Words is the score as people read it: "72", "48, up to 70", "not rated yet".
func (s Score) Words() string {
	switch {
	case !s.Rated():
		return "not rated yet"
	case s.Sure == s.UpTo:
		return fmt.Sprint(s.Sure)
	}
	return fmt.Sprintf("%d, up to %d", s.Sure, s.UpTo)
}

// Words says what one criterion adds: "Region fits (3 of 3, weight 15)", "Culture is not known (weight 15)".
func (r ScoreReason) Words() string {
	weight := fmt.Sprintf("weight %d", r.Weight)
	say := fmt.Sprintf("%s is not known (%s)", r.Name, weight)
	switch {
	case r.Known && r.YesNo:
		say = fmt.Sprintf("%s: %s (%s)", r.Name, map[bool]string{true: "yes", false: "no"}[r.Points > 0], weight)
	case r.Known:
		fits := []string{"does not fit", "hardly fits", "fits mostly", "fits"}[r.Points]
		say = fmt.Sprintf("%s %s (%d of %d, %s)", r.Name, fits, r.Points, MostPoints, weight)
	}
	if r.Note != "" {
		say += ": " + r.Note
	}
	return say
}

// Score gives how near a partner comes to the ideal.
func (u Recruiting) Score(ctx context.Context, partner ID[Partner]) (Score, error) {
	return read(ctx, u.f, func(b Books) (Score, error) {
		s, err := b.Settings()
		if err != nil {
			return Score{}, err
		}
		ratings, err := b.Ratings([]ID[Partner]{partner})
		return scoreOf(s.Ideal(), ratings[partner]), err
	})
}

// Rate keeps what the firm thinks of a partner by some criteria; the others stay as they are.
func (u Recruiting) Rate(ctx context.Context, ask Ask, partner ID[Partner], given []Rating) (Receipt, error) {
	return u.f.write(ctx, ask, "partner.rate", func(t *tx) error {
		p, err := t.Partner(partner)
		if err != nil {
			return err
		}
		kept, err := t.Ratings([]ID[Partner]{partner})
		if err != nil {
			return err
		}
		old := kept[partner]
		now := slices.Clone(old)
		for _, r := range given {
			if now, err = t.rated(now, r); err != nil {
				return err
			}
		}
		if slices.Equal(old, now) {
			return No("Nothing was changed.", "")
		}
		slices.SortFunc(now, func(a, b Rating) int { return a.Criterion - b.Criterion })
		if err := t.PutRatings(partner, now); err != nil {
			return err
		}
		t.did(KindPartner, int64(partner), "Rated %s: %s", p.Name, scoreOf(t.settings.Ideal(), now).Words())
		return t.image(KindRating, int64(partner), listed(old), listed(now))
	})
}

// rated puts one rating among others.
func (t *tx) rated(all []Rating, r Rating) ([]Rating, error) {
	profile := t.settings.Ideal()
	i := slices.IndexFunc(profile, func(c Criterion) bool { return c.ID == r.Criterion })
	if i < 0 {
		return nil, Bad("criterion", fmt.Sprintf("There is no criterion %d in the profile.", r.Criterion), "See the profile in Settings.")
	}
	c := profile[i]
	if r.Points > MostPoints || r.Points < Unknown || c.YesNo && r.Points != 0 && r.Points != MostPoints && r.Points != Unknown {
		return nil, Bad("points", fmt.Sprintf("%s is rated 0 to %d.", c.Name, MostPoints), map[bool]string{true: "Give 3 for yes, 0 for no."}[c.YesNo])
	}
	at := slices.IndexFunc(all, func(o Rating) bool { return o.Criterion == r.Criterion })
	r.Note, r.Day, r.Who = strings.TrimSpace(r.Note), t.today, t.actor
	if at >= 0 && all[at].Points == r.Points && all[at].Note == r.Note {
		return all, nil
	}
	if at >= 0 {
		all = slices.Delete(all, at, at+1)
	}
	if r.Points == Unknown {
		return all, nil
	}
	return append(all, r), within("note", r.Note, 500)
}

// restoreRatings puts ratings back, while they are as the act left them.
func (t *tx) restoreRatings(img Image) (json.RawMessage, error) {
	var before, after []Rating
	if err := orError(json.Unmarshal(img.Before, &before), json.Unmarshal(img.After, &after)); err != nil {
		return nil, err
	}
	now, err := t.Ratings([]ID[Partner]{ID[Partner](img.ID)})
	if err != nil {
		return nil, err
	}
	if !slices.Equal(now[ID[Partner](img.ID)], after) {
		return nil, Stale("The rating of this partner")
	}
	return img.Before, t.PutRatings(ID[Partner](img.ID), before)
}

// checkIdeal cleans and checks the criteria; a new one gets the next number.
func checkIdeal(profile []Criterion) error {
	last := 0
	for _, c := range append(slices.Clone(profile), DefaultProfile()...) {
		last = max(last, c.ID)
	}
	seen := map[string]bool{}
	for i := range profile {
		c := &profile[i]
		if c.ID == 0 {
			last++
			c.ID = last
		}
		c.Name = names.Clean(c.Name)
		switch {
		case c.Name == "":
			return Bad("profile", "A criterion needs a name.", "Write what the ideal partner has.")
		case seen[c.Name]:
			return Bad("profile", fmt.Sprintf("%s is there twice.", c.Name), "Make one of them.")
		case c.Weight < 1 || c.Weight > 100:
			return Bad("profile", fmt.Sprintf("The weight of %s lies between 1 and 100.", c.Name), "Correct the number.")
		}
		seen[c.Name] = true
		if err := within("profile", c.Name, 100); err != nil {
			return err
		}
	}
	return nil
}
