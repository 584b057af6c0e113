package desk

import (
	"context"
	"strings"

	"rapport/app"
	"rapport/views/kit"
)

// offered is how many things a pick field offers at once.
const offered = 8

// findPartners offers partners by the beginnings of words; without words those that introduced somebody last.
func (d *Desk) findPartners(ctx context.Context, text string) ([]kit.Option, error) {
	if text == "" {
		return d.latestPartners(ctx)
	}
	return d.findKind(ctx, app.KindPartner, text)
}

func (d *Desk) latestPartners(ctx context.Context) ([]kit.Option, error) {
	q := app.Query{}.With(app.Is("state", string(app.Active))).By("last", true)
	rows, err := latest(ctx, offered, q, d.firm.Partners.IDs, d.firm.Partners.Rows)
	out := make([]kit.Option, len(rows))
	for i, p := range rows {
		out[i] = kit.Option{ID: int64(p.ID), Text: p.Name, Note: p.Number}
	}
	return out, err
}

// findClients offers clients by the beginnings of words.
func (d *Desk) findClients(ctx context.Context, text string) ([]kit.Option, error) {
	if text == "" {
		return nil, nil
	}
	return d.findKind(ctx, app.KindClient, text)
}

// findReferrals offers referrals by number, partner or client.
func (d *Desk) findReferrals(ctx context.Context, text string) ([]kit.Option, error) {
	if text == "" {
		return nil, nil
	}
	return d.findKind(ctx, app.KindReferral, text)
}

func (d *Desk) findKind(ctx context.Context, kind app.Kind, text string) ([]kit.Option, error) {
	hits, err := d.firm.Overview.Search(ctx, text, []app.Kind{kind}, offered)
	out := make([]kit.Option, len(hits))
	for i, h := range hits {
		out[i] = kit.Option{ID: h.ID, Text: h.Name, Note: h.Sub}
	}
	return out, err
}

// findWords offers the words of a list that hold what is typed; words not on it may be typed as well.
func findWords(list []string) kit.FindOptions {
	return func(_ context.Context, text string) ([]kit.Option, error) {
		var out []kit.Option
		for i, w := range list {
			if strings.Contains(strings.ToLower(w), strings.ToLower(text)) {
				out = append(out, kit.Option{ID: int64(i) + 1, Text: w})
			}
		}
		return out, nil
	}
}
