package data

import (
	"strings"

	"rapport/app"
)

// belonging is one table of what belongs to a partner or client. searched says that search finds its rows by the partner's name, and the client's.
type belonging struct {
	table    string
	ids      *[]int64
	searched bool
}

func belongings(all *app.Belongings) []belonging {
	return []belonging{{"person", &all.People, false}, {"referral", &all.Referrals, true}, {"agreement", &all.Agreements, true},
		{"checkin", &all.Checkins, false}, {"promise", &all.Promises, false}, {"task", &all.Tasks, false},
		{"gift", &all.Gifts, false}, {"delivery", &all.Deliveries, false}, {"credential", &all.Papers, false}, {"material_delivery", &all.Materials, false},
		{"outbound", &all.Outbounds, true}, {"market", &all.Notes, false}, {"target", &all.Targets, false},
		{"letter", &all.Letters, false}, {"message", &all.Messages, false},
		{"attachment", &all.Files, false}, {"partner_code", &all.Codes, false}}
}

// Belongings gives the ids of a partner's people, referrals, agreements, check-ins, promises, tasks, gifts and deliveries, in order.
func (b *books) Belongings(id app.ID[app.Partner]) (app.Belongings, error) {
	var what app.Belongings
	return what, b.belonging(belongings(&what), "partner_id", int64(id))
}

func clientBelongings(all *app.Belongings) []belonging {
	return []belonging{{"referral", &all.Referrals, true}, {"outbound", &all.Outbounds, true}, {"market", &all.Notes, false}}
}

// ClientBelongings gives the ids of a client's referrals, both ways, and of the market notes about it.
func (b *books) ClientBelongings(id app.ID[app.Client]) (app.Belongings, error) {
	var what app.Belongings
	return what, b.belonging(clientBelongings(&what), "client_id", int64(id))
}

// belonging fills in the ids of what hangs on one owner, in order.
func (b *books) belonging(lists []belonging, owner string, id int64) (err error) {
	for _, l := range lists {
		if *l.ids, err = all(b, (*row).num, "SELECT id FROM "+l.table+" WHERE "+owner+" = $1 ORDER BY id", id); err != nil {
			return err
		}
	}
	return nil
}

// GiveClient hands what belongs to one client to another. It refuses when something of it is not of the first one any more.
func (b *books) GiveClient(from, to app.ID[app.Client], what app.Belongings) error {
	for _, l := range clientBelongings(&what) {
		if err := b.give(l, "client_id", int64(from), int64(to)); err != nil {
			return err
		}
	}
	return nil
}

// GivePartner hands what belongs to one partner to another; waiting facts follow their referrals. It refuses when something of it does
// not belong to the first one any more.
func (b *books) GivePartner(from, to app.ID[app.Partner], what app.Belongings) error {
	for _, l := range belongings(&what) {
		if err := b.give(l, "partner_id", int64(from), int64(to)); err != nil {
			return err
		}
	}
	_, err := b.exec("UPDATE fact SET partner_id = $1 WHERE partner_id <> $1 AND referral_id IN (SELECT value FROM json_each($2))", int64(to), numberList(what.Referrals))
	return err
}

// give hands rows of one table from one owner to another.
func (b *books) give(l belonging, owner string, from, to int64) error {
	if len(*l.ids) == 0 {
		return nil
	}
	list := numberList(*l.ids)
	words := l.table + "_words w ON w.id = j.value"
	if l.searched {
		_, err := b.exec("INSERT INTO "+l.table+"_search("+l.table+"_search, rowid, words) SELECT 'delete', w.id, w.words FROM json_each($1) j CROSS JOIN "+words, list)
		if err != nil {
			return err
		}
	}
	n, err := b.exec("UPDATE "+l.table+" SET "+owner+" = $1 WHERE "+owner+" = $2 AND id IN (SELECT value FROM json_each($3))", to, from, list)
	if err != nil {
		return err
	}
	if n != int64(len(*l.ids)) {
		return app.Stale("What belongs to this " + strings.TrimSuffix(owner, "_id"))
	}
	if l.searched {
		_, err = b.exec("INSERT INTO "+l.table+"_search(rowid, words) SELECT w.id, w.words FROM json_each($1) j CROSS JOIN "+words, list)
	}
	return err
}

// SplitsOf gives the divided referrals that credit a partner.
func (b *books) SplitsOf(id app.ID[app.Partner]) ([]app.ID[app.Referral], error) {
	return all(b, func(r *row) app.ID[app.Referral] { return app.ID[app.Referral](r.num()) },
		"SELECT DISTINCT referral_id FROM attribution WHERE partner_id = $1 ORDER BY referral_id", int64(id))
}
