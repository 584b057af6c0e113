package app

import (
	"math"
	"slices"
)

// Lasting is how many referrals came to an end so many days after their introduction, or were open still when they were last looked at.
type Lasting struct {
	Days            int
	Won, Lost, Open int64
}

// Incidence is what had become of referrals so many days after their introduction. Shares are of all that were introduced.
type Incidence struct {
	Lasting
	AtRisk    int64   // seen up to this day, and open until then
	Won       float64 // share won by this day
	Low, High float64 // between which it truly lies, 19 times of 20
	Lost      float64 // share that came to nothing
	Open      float64 // share undecided: Kaplan and Meier's estimate
}

// incidence counts wins and losses by their day as Aalen and Johansen do (1978), so that referrals that are open still count for as long as they
// were seen. Without losses the share won is one less Kaplan and Meier's survival. The range is that of the logarithm of the negative
// logarithm, with the variance of Marubini and Valsecchi (1995), which without losses is Greenwood's.
func incidence(all []Lasting) (out []Incidence) {
	risk := int64(0)
	for _, l := range all {
		risk += l.Won + l.Lost + l.Open
	}
	all = slices.Clone(all)
	slices.SortFunc(all, func(a, b Lasting) int { return a.Days - b.Days })
	open, won, lost := 1.0, 0.0, 0.0
	var v variance
	for _, l := range all {
		ends, n := float64(l.Won+l.Lost), float64(risk)
		if risk > 0 && ends > 0 {
			won += open * float64(l.Won) / n
			lost += open * float64(l.Lost) / n
			v.step(won, open, n, float64(l.Won), ends)
			open *= 1 - ends/n
		}
		low, high := v.range95(won, n)
		out = append(out, Incidence{Lasting: l, AtRisk: risk, Won: won, Low: low, High: high, Lost: lost, Open: open})
		risk -= l.Won + l.Lost + l.Open
	}
	return out
}

// variance gathers the parts of the variance of a share won, each of which grows day by day.
type variance struct{ a, aw, aww, b, c, cw float64 }

// step adds a day: the share won up to it, the share open before it, how many were seen, how many were won and how many ended.
func (v *variance) step(won, open, n, wins, ends float64) {
	if n > ends {
		a := ends / (n * (n - ends))
		v.a, v.aw, v.aww = v.a+a, v.aw+a*won, v.aww+a*won*won
	}
	c := open * wins / (n * n)
	v.b += open * open * (n - wins) * wins / (n * n * n)
	v.c, v.cw = v.c+c, v.cw+c*won
}

// at is the variance of the share won.
func (v variance) at(won float64) float64 {
	return max(0, won*won*v.a-2*won*v.aw+v.aww+v.b-2*(won*v.c-v.cw))
}

// range95 is between which shares the share won truly lies. Where none or all are won it has no variance: there it is Wilson's, of those seen.
func (v variance) range95(won, seen float64) (low, high float64) {
	if won <= 0 || won >= 1 {
		return wilson(math.Round(won), max(1, seen))
	}
	const z = 1.959964
	wide := z * math.Sqrt(v.at(won)) / (won * math.Abs(math.Log(won)))
	return math.Pow(won, math.Exp(wide)), math.Pow(won, math.Exp(-wide))
}
