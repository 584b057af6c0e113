package data

import (
	"strconv"
	"strings"

	"rapport/app"
	"rapport/app/names"
)

// mostOfAKey is how many may share a key before it says nothing.
const mostOfAKey = 12

// alikeQueries give the ids that stand under one key, the strongest keys first; $1 is mostOfAKey, $2 how many keys at most.
func alikeQueries(kind app.Kind) []string {
	const tail = " GROUP BY k HAVING count(DISTINCT id) BETWEEN 2 AND $1 LIMIT $2"
	if kind == app.KindClient {
		group := func(column string) string {
			return "SELECT group_concat(id) FROM client WHERE " + column + " <> '' GROUP BY " + column + " HAVING count(*) BETWEEN 2 AND $1 LIMIT $2"
		}
		return []string{group("mail_key"), group("phone_key"), group("alike"), group("domain")}
	}
	alive := func(column string) string {
		return "SELECT " + column + " AS k, id FROM partner WHERE " + column + " <> '' AND state <> 'merged'"
	}
	person := func(column string) string {
		return " UNION ALL SELECT e." + column + ", e.partner_id FROM person e CROSS JOIN partner p ON p.id = e.partner_id WHERE e." + column + " <> '' AND p.state <> 'merged'"
	}
	group := func(from string) string { return "SELECT group_concat(DISTINCT id) FROM (" + from + ")" + tail }
	return []string{group(alive("tax_key")), group(alive("mail_key") + person("mail_key")), group(alive("phone_key") + person("phone_key")), group(alive("alike")),
		group(alive("domain") + person("domain"))}
}

// Candidates gives pairs under one key.
func (b *books) Candidates(kind app.Kind, most int) ([][2]int64, error) {
	kept, err := b.Aparts(kind)
	if err != nil {
		return nil, err
	}
	seen := map[[2]int64]bool{}
	for _, a := range kept {
		seen[[2]int64{a.A, a.B}] = true
	}
	var pairs [][2]int64
	for _, text := range alikeQueries(kind) {
		err := b.each(text, []any{mostOfAKey, most}, func(r *row) error {
			ids, err := numbersOf(r.text())
			for i, x := range ids {
				for _, y := range ids[i+1:] {
					p := [2]int64{min(x, y), max(x, y)}
					if !seen[p] && len(pairs) < most {
						seen[p] = true
						pairs = append(pairs, p)
					}
				}
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return pairs, nil
}

// numbersOf reads ids with commas between.
func numbersOf(text string) ([]int64, error) {
	var out []int64
	for part := range strings.SplitSeq(text, ",") {
		n, err := strconv.ParseInt(part, 10, 64)
		if err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, nil
}

// ClientsAlike gives clients whose names stand under a key, the oldest first.
func (b *books) ClientsAlike(keys []string, most int) (map[string][]app.Client, error) {
	out := map[string][]app.Client{}
	err := b.each("SELECT "+clientFields+`, j.value FROM json_each($1) j CROSS JOIN client c
		ON c.id IN (SELECT x.id FROM client x WHERE x.alike = j.value AND x.alike <> '' ORDER BY x.id LIMIT $2) ORDER BY j.key, c.id`, []any{document(keys), most}, func(r *row) error {
		c := readClient(r)
		key := r.text()
		out[key] = append(out[key], c)
		return nil
	})
	return out, err
}

// FirstIntroductions gives the first referral of each client that counts.
func (b *books) FirstIntroductions(clients []int64) (map[app.ID[app.Client]]app.ID[app.Referral], error) {
	out := map[app.ID[app.Client]]app.ID[app.Referral]{}
	err := b.each(`SELECT j.value, coalesce((SELECT r.id FROM referral r WHERE r.client_id = j.value AND r.stage NOT IN ('not accepted', 'withdrawn', 'duplicate')
		ORDER BY r.introduced, r.id LIMIT 1), 0) FROM json_each($1) j`, []any{numberList(clients)}, func(r *row) error {
		client, first := app.ID[app.Client](r.num()), app.ID[app.Referral](r.num())
		if first != 0 {
			out[client] = first
		}
		return nil
	})
	return out, err
}

// Aparts gives the pairs that are not the same.
func (b *books) Aparts(kind app.Kind) ([]app.Apart, error) {
	return all(b, func(r *row) app.Apart {
		return app.Apart{Kind: app.Kind(r.text()), A: r.num(), B: r.num(), Why: r.text(), By: r.text(), Day: r.day()}
	}, "SELECT kind, a, b, why, by, day FROM apart WHERE kind = $1 ORDER BY a, b", string(kind))
}

// AddApart keeps that two are not the same.
func (b *books) AddApart(a app.Apart) error {
	return insert(b, "apart", "kind, a, b, why, by, day", []app.Apart{a}, func(dst []any, a *app.Apart) []any {
		return append(dst, string(a.Kind), a.A, a.B, a.Why, a.By, a.Day.String())
	})
}

// DeleteApart forgets it.
func (b *books) DeleteApart(a app.Apart) error {
	n, err := b.exec("DELETE FROM apart WHERE kind = $1 AND a = $2 AND b = $3", string(a.Kind), a.A, a.B)
	if err == nil && n == 0 {
		err = app.Missing("That these two are not the same")
	}
	return err
}

// fillKeys makes the keys of every partner, person and client anew.
func (b *books) fillKeys() error {
	type party struct {
		id                      int64
		name, email, phone, tax string
		code                    bool
	}
	for _, t := range []struct{ read, write string }{
		{"SELECT id, name, email, phone, tax_number, 0 FROM partner", "UPDATE partner SET alike = $2, mail_key = $3, domain = $4, phone_key = $5, tax_key = $6 WHERE id = $1"},
		{"SELECT id, '', email, phone, '', 0 FROM person", "UPDATE person SET mail_key = $3, domain = $4, phone_key = $5 WHERE id = $1 AND $2 = $6"},
		{"SELECT id, name, email, phone, '', code_name FROM client", "UPDATE client SET alike = $2, mail_key = $3, domain = $4, phone_key = $5 WHERE id = $1 AND $6 = ''"},
	} {
		everybody, err := all(b, func(r *row) party { return party{r.num(), r.text(), r.text(), r.text(), r.text(), r.yes()} }, t.read)
		if err != nil {
			return err
		}
		for _, p := range everybody {
			_, err := b.exec(t.write, p.id, clientAlike(p.name, p.code), names.MailKey(p.email), names.Domain(p.email), names.PhoneKey(p.phone), names.TaxKey(p.tax))
			if err != nil {
				return err
			}
		}
	}
	return nil
}
