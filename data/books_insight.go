package data

import (
	"fmt"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
)

// outcomeKeys is what outcomes are compared by: a key and its name.
func outcomeKeys() map[app.Dimension]string {
	return map[app.Dimension]string{
		app.AcrossTypes:    "p.type, p.type",
		app.AcrossPartners: "p.id, p.name",
		app.AcrossIncentives: `CAST(coalesce(r.version_id, (SELECT v.id FROM agreement a CROSS JOIN agreement_version v ON v.agreement_id = a.id
			WHERE a.partner_id = p.id AND v.state <> 'draft' AND v.effective <= r.closed ORDER BY v.effective DESC, v.id DESC LIMIT 1), '') AS TEXT), ''`,
		app.AcrossServices:  "r.service, r.service",
		app.AcrossCountries: "p.country, p.country",
		app.AcrossSources:   "p.source, p.source",
		app.AcrossMaterials: "coalesce(h.title, ''), coalesce(h.title, '')",
		app.AcrossCampaigns: "coalesce((SELECT k.campaign FROM partner_code k WHERE k.code = r.code), ''), coalesce((SELECT k.campaign FROM partner_code k WHERE k.code = r.code), '')",
	}
}

// Outcomes gives what came to an end in a period.
func (b *books) Outcomes(by app.Dimension, p calendar.Period, c money.Currency, each func(app.Outcome) error) error {
	key, ok := outcomeKeys()[by]
	if !ok {
		return fmt.Errorf("nothing is compared by %q", by)
	}
	held := ""
	if by == app.AcrossMaterials {
		held = ` LEFT JOIN material h ON h.id IN (SELECT d.material_id FROM material_delivery d WHERE d.partner_id = r.partner_id AND d.day <= r.introduced)`
	}
	text := "SELECT " + key + `, r.stage = 'won', r.introduced, r.closed,
		(SELECT ` + netReceived + ` FROM fee f LEFT JOIN fee o ON o.id = f.of_id
			WHERE f.referral_id = r.id AND f.currency = $3 AND ` + areReceived + `),
		(SELECT ` + commission + ` AND l.referral_id = r.id AND l.currency = $3)
		FROM referral r CROSS JOIN partner p ON p.id = r.partner_id` + held + `
		WHERE r.stage IN ('won', 'lost', 'withdrawn') AND r.closed >= $1 AND r.closed < $2`
	return b.each(text, []any{p.From.String(), p.To.String(), string(c)}, func(r *row) error {
		o := app.Outcome{}
		if by == app.AcrossPartners {
			o.Key, o.Name = fmt.Sprint(r.num()), r.text()
		} else {
			o.Key, o.Name = r.text(), r.text()
		}
		o.Won, o.Introduced, o.Closed, o.Fees, o.Commission = r.yes(), r.day(), r.day(), r.num(), r.num()
		return each(o)
	})
}
