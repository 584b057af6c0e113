package app

import (
	"regexp"
	"slices"
	"strings"

	"rapport/app/names"
)

// referralNumbers finds R-2026-0147 in a text.
var referralNumbers = regexp.MustCompile(`\bR-\d{4}-\d{4,}\b`)

// mentionsIn finds who and what a note names: the partner's people as @Name, and referrals by their number. Of two people whose names
// begin alike the longer name counts.
func mentionsIn(note string, people []Person) (who []Person, referrals []string) {
	for _, number := range referralNumbers.FindAllString(note, -1) {
		if !slices.Contains(referrals, number) {
			referrals = append(referrals, number)
		}
	}
	byLength := slices.Clone(people)
	slices.SortStableFunc(byLength, func(a, b Person) int { return len(b.Name) - len(a.Name) })
	for i, part := range strings.Split(note, "@") {
		if i == 0 {
			continue
		}
		text := names.Fold(part) + " "
		at := slices.IndexFunc(byLength, func(p Person) bool { return strings.HasPrefix(text, names.Fold(p.Name)+" ") })
		if at < 0 {
			first, _, _ := strings.Cut(text, " ")
			at = onlyFirstName(byLength, first)
		}
		if at >= 0 && !slices.ContainsFunc(who, func(p Person) bool { return p.ID == byLength[at].ID }) {
			who = append(who, byLength[at])
		}
	}
	return who, referrals
}

// onlyFirstName is the one person with a first name, or -1.
func onlyFirstName(people []Person, first string) int {
	found := -1
	for i, p := range people {
		if name, _, _ := strings.Cut(names.Fold(p.Name), " "); name == first && first != "" {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	return found
}

// mention keeps what a check-in's note names. A number that no referral has is left as text.
func (t *tx) mention(c Checkin) error {
	people, err := t.People(c.Partner)
	if err != nil {
		return err
	}
	who, numbers := mentionsIn(c.Note+"\n"+c.Learned, people)
	var all []Mention
	for _, p := range who {
		all = append(all, Mention{Kind: KindPerson, ID: int64(p.ID)})
	}
	for _, number := range numbers {
		r, err := t.ReferralByNumber(number)
		if IsNotFound(err) {
			continue
		}
		if err != nil {
			return err
		}
		all = append(all, Mention{Kind: KindReferral, ID: int64(r.ID)})
	}
	return t.PutMentions(c.ID, all)
}
