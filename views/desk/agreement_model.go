package desk

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"rapport/app"
	"rapport/app/money"
	"rapport/app/terms"
	"rapport/views/kit"
)

// Most rules of one agreement and most bands of one tier table that the form has room for.
const (
	mostRules = 4
	mostTiers = 8
)

// agreementSpan is the days an agreement runs.
func agreementSpan(a app.Agreement) string {
	if a.To == 0 {
		return join("from "+a.From.Label(), a.NoticeWords())
	}
	return join(a.From.Label()+" – "+a.To.Label(), a.NoticeWords())
}

// agreementHue is the chip colour of an agreement's state.
func agreementHue(s app.AgreementState) kit.Hue {
	switch s {
	case app.AgreementActive:
		return kit.Green
	case app.AgreementDraft, app.AgreementReview, app.AgreementOut:
		return kit.Blue
	case app.AgreementSuspended, app.AgreementRunOff:
		return kit.Amber
	}
	return kit.Grey
}

// termsSentence is the plan as a sentence with its full stop.
func termsSentence(t terms.Terms) string {
	text := strings.TrimSpace(t.Words())
	if text == "" {
		return ""
	}
	return capital(text) + "."
}

// ruleKinds are the kinds of rule, as people choose them.
func ruleKinds() []kit.Pair {
	return []kit.Pair{
		{Value: string(terms.PercentOnce), Text: "Percent of the first invoice"},
		{Value: string(terms.RevenueShare), Text: "Share of every fee, for months or life"},
		{Value: string(terms.FlatOnWin), Text: "Amount for each referral won"},
		{Value: string(terms.FlatPerReferral), Text: "Amount for each referral accepted"},
		{Value: string(terms.Tiered), Text: "Tiers by revenue or count"},
		{Value: string(terms.Milestone), Text: "Milestone: an amount once"},
		{Value: string(terms.Bonus), Text: "Bonus when a window reaches a step"},
		{Value: string(terms.Retainer), Text: "Retainer: an amount every period"},
		{Value: string(terms.FixedFee), Text: "Fixed fee for services"},
		{Value: string(terms.FeeDivision), Text: "Fee division with the client's consent"},
		{Value: string(terms.CharityDonation), Text: "Donation to a charity"},
		{Value: string(terms.GiftOnly), Text: "Gifts only, no money"},
		{Value: string(terms.ReciprocalOnly), Text: "Reciprocal only, no money"},
		{Value: string(terms.NoPayment), Text: "No payment permitted"},
	}
}

// windows are the spans tiers, caps and floors count over.
func windows() []kit.Pair {
	return pairsOf(terms.CalendarYear, terms.AgreementYear, terms.Quarter, terms.Month, terms.Lifetime)
}

// asked tells whether any version of some agreements looks at something.
func asked(list []app.Signed, what func(terms.Asks) bool) bool {
	return slices.ContainsFunc(list, func(s app.Signed) bool {
		return slices.ContainsFunc(s.Versions, func(v app.AgreementVersion) bool { return what(v.Terms.Asks()) })
	})
}

// parts tells which fields a kind of rule has.
type parts struct{ rate, flat, months, basis, tiers, bands, steps, services, moment, periods, charity bool }

// partsOf gives them; bands are tiers of revenue, which have a basis and a way of reading.
func partsOf(kind terms.Kind, measure terms.Measure) parts {
	steps, charity := kind == terms.Bonus, kind == terms.CharityDonation
	bands := (kind == terms.Tiered || steps) && measure == terms.ByRevenue
	share := kind == terms.RevenueShare || kind == terms.FeeDivision
	periods := kind == terms.Retainer || kind == terms.FixedFee
	return parts{
		rate:     kind == terms.PercentOnce || share || charity,
		flat:     kind == terms.FlatOnWin || kind == terms.FlatPerReferral || kind == terms.Milestone || periods || charity,
		months:   share || periods,
		basis:    kind == terms.PercentOnce || share || bands,
		tiers:    kind == terms.Tiered || steps,
		bands:    bands,
		steps:    steps,
		services: kind != terms.ReciprocalOnly && kind != terms.NoPayment && kind != terms.GiftOnly,
		moment:   kind == terms.Milestone,
		periods:  periods,
		charity:  charity,
	}
}

// typedRate and typedMinor read what was typed; what cannot be read counts as nothing, and its field says why.
func typedRate(text string) money.Rate {
	r, _ := money.ParsePercent(text)
	return r
}

func typedMinor(text string, c money.Currency) int64 {
	m, _ := money.ParseAmount(text, c, money.Point)
	return m.Minor
}

func typedCount(text string) int64 {
	n, _ := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
	return n
}

// Problems of what was typed, "" when it can be read or nothing was.
func rateProblem(text string) string {
	if text == "" {
		return ""
	}
	if _, err := money.ParsePercent(text); err != nil {
		return sentence(err)
	}
	return ""
}

func amountProblem(text string, c money.Currency) string {
	if text == "" {
		return ""
	}
	if _, err := money.ParseAmount(text, c, money.Point); err != nil {
		return sentence(err)
	}
	return ""
}

func countProblem(text string) string {
	if text == "" {
		return ""
	}
	if n, err := strconv.ParseInt(strings.TrimSpace(text), 10, 32); err != nil || n < 0 {
		return "Enter a whole number"
	}
	return ""
}

// sentence begins an error with a capital letter.
func sentence(err error) string { return capital(err.Error()) }

// termsField turns the place of a problem in terms into the field of the form that shows it.
func termsField(field string) string {
	if strings.Contains(field, ".tiers.") {
		return strings.TrimSuffix(strings.TrimSuffix(field, ".flat"), ".rate") + map[bool]string{true: "", false: ".pays"}[strings.HasSuffix(field, ".from")]
	}
	switch {
	case strings.HasSuffix(field, ".tiers"):
		return field + ".1.pays"
	case field == "cap", field == "floor":
		return field + ".amount"
	case field == "rules":
		return "rules.1.kind"
	}
	if at := strings.Index(field, ".services."); at >= 0 {
		return field[:at] + ".services"
	}
	return field
}

// atField moves a problem with the terms to the field of the form that shows it.
func atField(err error) error {
	var p *app.Problem
	if !errors.As(err, &p) || p.Field == "" {
		return err
	}
	at := *p
	at.Field = termsField(p.Field)
	return &at
}

// unfinished says what the terms still lack, "" when they can be signed.
func unfinished(t terms.Terms) string {
	var wrong *terms.FieldError
	if err := t.Check(); errors.As(err, &wrong) {
		return wrong.Say + " " + wrong.Try
	}
	var all []string
	for _, w := range t.Warnings(true) {
		all = append(all, w.Say)
	}
	return strings.Join(all, " ")
}
