package data

import (
	"strings"

	"rapport/app"
)

// use is one way a row of an import may be used by something that the import did not make: the text finds the ids of the row's kind
// that are used; $1 and $2 are the ends of the kind's span, and every {kind} becomes "outside that kind's span".
type use struct {
	kind app.Kind
	text string
}

// uses lists all of them. A row that was changed since has a later version.
func uses() []use {
	return []use{
		{app.KindPartner, "SELECT id FROM partner WHERE id BETWEEN $1 AND $2 AND version > 1"},
		{app.KindPartner, "SELECT partner_id FROM person WHERE partner_id BETWEEN $1 AND $2 AND {person:id}"},
		{app.KindPartner, "SELECT partner_id FROM referral WHERE partner_id BETWEEN $1 AND $2 AND {referral:id}"},
		{app.KindPartner, "SELECT partner_id FROM attribution WHERE partner_id BETWEEN $1 AND $2 AND {referral:referral_id}"},
		{app.KindPartner, "SELECT partner_id FROM agreement WHERE partner_id BETWEEN $1 AND $2"},
		{app.KindPartner, "SELECT partner_id FROM line WHERE partner_id BETWEEN $1 AND $2"},
		{app.KindPartner, "SELECT partner_id FROM statement WHERE partner_id BETWEEN $1 AND $2"},
		{app.KindPartner, "SELECT partner_id FROM bank_detail WHERE partner_id BETWEEN $1 AND $2"},
		{app.KindPartner, "SELECT partner_id FROM tax_profile WHERE partner_id BETWEEN $1 AND $2"},
		{app.KindPartner, "SELECT merged_into FROM partner WHERE merged_into BETWEEN $1 AND $2"},
		{app.KindPerson, "SELECT id FROM person WHERE id BETWEEN $1 AND $2 AND version > 1"},
		{app.KindPerson, "SELECT person_id FROM referral WHERE person_id BETWEEN $1 AND $2 AND {referral:id}"},
		{app.KindPerson, "SELECT person_id FROM attribution WHERE person_id BETWEEN $1 AND $2 AND {referral:referral_id}"},
		{app.KindPerson, "SELECT person_id FROM bank_detail WHERE person_id BETWEEN $1 AND $2"},
		{app.KindPerson, "SELECT person_id FROM gift WHERE person_id BETWEEN $1 AND $2"},
		{app.KindPartner, "SELECT partner_id FROM gift WHERE partner_id BETWEEN $1 AND $2"},
		{app.KindPerson, "SELECT person_id FROM checkin WHERE person_id BETWEEN $1 AND $2 AND {checkin:id}"},
		{app.KindPartner, "SELECT partner_id FROM checkin WHERE partner_id BETWEEN $1 AND $2 AND {checkin:id}"},
		{app.KindPartner, "SELECT partner_id FROM promise WHERE partner_id BETWEEN $1 AND $2"},
		{app.KindPartner, "SELECT partner_id FROM task WHERE partner_id BETWEEN $1 AND $2"},
		{app.KindPartner, "SELECT partner_id FROM cadence WHERE partner_id BETWEEN $1 AND $2"},
		{app.KindPartner, "SELECT partner_id FROM onboarding WHERE partner_id BETWEEN $1 AND $2"},
		{app.KindPartner, "SELECT partner_id FROM application WHERE partner_id BETWEEN $1 AND $2"},
		{app.KindPartner, "SELECT partner_id FROM rating WHERE partner_id BETWEEN $1 AND $2"},
		{app.KindPartner, "SELECT partner_id FROM credential WHERE partner_id BETWEEN $1 AND $2"},
		{app.KindPartner, "SELECT partner_id FROM material_delivery WHERE partner_id BETWEEN $1 AND $2"},
		{app.KindPartner, "SELECT partner_id FROM material_send WHERE partner_id BETWEEN $1 AND $2"},
		{app.KindPerson, "SELECT person_id FROM material_delivery WHERE person_id BETWEEN $1 AND $2"},
		{app.KindPerson, "SELECT person_id FROM outbound WHERE person_id BETWEEN $1 AND $2 AND {outbound:id}"},
		{app.KindPartner, "SELECT partner_id FROM outbound WHERE partner_id BETWEEN $1 AND $2 AND {outbound:id}"},
		{app.KindClient, "SELECT client_id FROM outbound WHERE client_id BETWEEN $1 AND $2 AND {outbound:id}"},
		{app.KindOutbound, "SELECT id FROM outbound WHERE id BETWEEN $1 AND $2 AND version > 1"},
		{app.KindPartner, "SELECT partner_id FROM partner_code WHERE partner_id BETWEEN $1 AND $2"},
		{app.KindPartner, "SELECT partner_id FROM landing WHERE partner_id BETWEEN $1 AND $2"},
		{app.KindPartner, "SELECT partner_id FROM lead WHERE partner_id BETWEEN $1 AND $2"},
		{app.KindReferral, "SELECT referral_id FROM lead WHERE referral_id BETWEEN $1 AND $2"},
		{app.KindLead, "SELECT id FROM lead WHERE id BETWEEN $1 AND $2 AND version > 1"},
		{app.KindPartner, "SELECT partner_id FROM target WHERE partner_id BETWEEN $1 AND $2"},
		{app.KindPartner, "SELECT partner_id FROM market WHERE partner_id BETWEEN $1 AND $2"},
		{app.KindClient, "SELECT client_id FROM market WHERE client_id BETWEEN $1 AND $2"},
		{app.KindReferral, "SELECT referral_id FROM market WHERE referral_id BETWEEN $1 AND $2"},
		{app.KindCheckin, "SELECT checkin_id FROM market WHERE checkin_id BETWEEN $1 AND $2"},
		{app.KindCheckin, "SELECT id FROM checkin WHERE id BETWEEN $1 AND $2 AND version > 1"},
		{app.KindCheckin, "SELECT checkin_id FROM promise WHERE checkin_id BETWEEN $1 AND $2"},
		{app.KindClient, "SELECT id FROM client WHERE id BETWEEN $1 AND $2 AND version > 1"},
		{app.KindClient, "SELECT client_id FROM referral WHERE client_id BETWEEN $1 AND $2 AND {referral:id}"},
		{app.KindReferral, "SELECT id FROM referral WHERE id BETWEEN $1 AND $2 AND version > 1"},
		{app.KindReferral, "SELECT referral_id FROM fee WHERE referral_id BETWEEN $1 AND $2 AND {fee:id}"},
		{app.KindReferral, "SELECT referral_id FROM line WHERE referral_id BETWEEN $1 AND $2"},
		{app.KindReferral, "SELECT referral_id FROM fact WHERE referral_id BETWEEN $1 AND $2 AND run <> 0"},
		{app.KindReferral, "SELECT duplicate_of FROM referral WHERE duplicate_of BETWEEN $1 AND $2 AND {referral:id}"},
		{app.KindFee, "SELECT fee_id FROM line WHERE fee_id BETWEEN $1 AND $2"},
		{app.KindFee, "SELECT fee_id FROM fact WHERE fee_id BETWEEN $1 AND $2 AND run <> 0"},
		{app.KindFee, "SELECT of_id FROM fee WHERE of_id BETWEEN $1 AND $2 AND {fee:id}"},
		{app.KindFee, "SELECT reverses_id FROM fee WHERE reverses_id BETWEEN $1 AND $2 AND {fee:id}"},
	}
}

// UndoSpans removes what an import made, unless something of it was changed or used since; then it removes nothing and says how many
// of each kind stay.
func (b *books) UndoSpans(spans map[app.Kind]app.Span) (map[app.Kind]int64, error) {
	stay, err := b.stays(spans)
	if err != nil || len(stay) > 0 {
		return stay, err
	}
	for _, remove := range []func(map[app.Kind]app.Span) error{b.undoFees, b.undoCheckins, b.undoLeads, b.undoOutbounds, b.undoReferrals, b.undoNamed} {
		if err := remove(spans); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

func (b *books) stays(spans map[app.Kind]app.Span) (map[app.Kind]int64, error) {
	used := map[app.Kind]map[int64]bool{}
	for _, u := range uses() {
		span, ok := spans[u.kind]
		if !ok {
			continue
		}
		text, args := outside(u.text, spans, []any{span.From, span.To})
		err := b.each(text, args, func(r *row) error {
			if used[u.kind] == nil {
				used[u.kind] = map[int64]bool{}
			}
			used[u.kind][r.num()] = true
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	stay := map[app.Kind]int64{}
	for kind, ids := range used {
		stay[kind] = int64(len(ids))
	}
	return stay, nil
}

// outside fills in {kind:column}: the column lies outside what the same import made of that kind.
func outside(text string, spans map[app.Kind]app.Span, args []any) (string, []any) {
	before, rest, ok := strings.Cut(text, "{")
	if !ok {
		return text, args
	}
	what, after, _ := strings.Cut(rest, "}")
	kind, column, _ := strings.Cut(what, ":")
	span, made := spans[app.Kind(kind)]
	if !made {
		span = app.Span{From: 0, To: -1}
	}
	return before + column + " NOT BETWEEN $3 AND $4" + after, append(args, span.From, span.To)
}

func (b *books) undoFees(spans map[app.Kind]app.Span) error {
	span, ok := spans[app.KindFee]
	if !ok {
		return nil
	}
	return b.DeleteFees(app.ID[app.Fee](span.From), app.ID[app.Fee](span.To))
}

func (b *books) undoCheckins(spans map[app.Kind]app.Span) error {
	span, ok := spans[app.KindCheckin]
	if !ok {
		return nil
	}
	if err := b.unindexRange("checkin", span); err != nil {
		return err
	}
	return b.inOrder(span, "DELETE FROM mention WHERE checkin_id BETWEEN $1 AND $2", "DELETE FROM step WHERE kind = 'checkin' AND subject BETWEEN $1 AND $2",
		"DELETE FROM checkin WHERE id BETWEEN $1 AND $2")
}

func (b *books) undoLeads(spans map[app.Kind]app.Span) error {
	span, ok := spans[app.KindLead]
	if !ok {
		return nil
	}
	if err := b.unindexRange("lead", span); err != nil {
		return err
	}
	return b.inOrder(span, "DELETE FROM lead WHERE id BETWEEN $1 AND $2")
}

func (b *books) undoOutbounds(spans map[app.Kind]app.Span) error {
	span, ok := spans[app.KindOutbound]
	if !ok {
		return nil
	}
	if err := b.unindexRange("outbound", span); err != nil {
		return err
	}
	return b.inOrder(span, "DELETE FROM step WHERE kind = 'outbound' AND subject BETWEEN $1 AND $2", "DELETE FROM outbound WHERE id BETWEEN $1 AND $2")
}

func (b *books) undoReferrals(spans map[app.Kind]app.Span) error {
	span, ok := spans[app.KindReferral]
	if !ok {
		return nil
	}
	if err := b.unindexRange("referral", span); err != nil {
		return err
	}
	return b.inOrder(span,
		"DELETE FROM fact WHERE referral_id BETWEEN $1 AND $2 AND run = 0",
		"DELETE FROM attribution WHERE referral_id BETWEEN $1 AND $2",
		"DELETE FROM step WHERE kind = 'referral' AND subject BETWEEN $1 AND $2",
		"UPDATE referral SET duplicate_of = NULL WHERE id BETWEEN $1 AND $2 AND duplicate_of IS NOT NULL",
		"DELETE FROM referral WHERE id BETWEEN $1 AND $2")
}

// undoNamed removes people, clients and partners, in the order in which they refer to each other.
func (b *books) undoNamed(spans map[app.Kind]app.Span) error {
	for _, kind := range []app.Kind{app.KindPerson, app.KindClient, app.KindPartner} {
		span, ok := spans[kind]
		if !ok {
			continue
		}
		table := string(kind)
		if err := b.unindexRange(table, span); err != nil {
			return err
		}
		if err := b.inOrder(span, "DELETE FROM step WHERE kind = '"+table+"' AND subject BETWEEN $1 AND $2", "DELETE FROM "+table+" WHERE id BETWEEN $1 AND $2"); err != nil {
			return err
		}
	}
	return nil
}

func (b *books) unindexRange(table string, span app.Span) error {
	_, err := b.exec("INSERT INTO "+table+"_search("+table+"_search, rowid, words) SELECT 'delete', id, words FROM "+table+"_words WHERE id BETWEEN $1 AND $2", span.From, span.To)
	return err
}

func (b *books) inOrder(span app.Span, texts ...string) error {
	for _, text := range texts {
		if _, err := b.exec(text, span.From, span.To); err != nil {
			return err
		}
	}
	return nil
}
