package app

import (
	"context"
	"fmt"
	"slices"

	"rapport/app/calendar"
	"rapport/app/letter"
)

// LandingOutcome is what became of one page in a run.
type LandingOutcome struct {
	Partner string
	Code    string // as people read it
	Folder  string
	Changed bool   // it was written; false: it was there as it is
	Refused string // why there is no page; empty: there is one
	Down    bool   // of a refusal: an earlier page of it is on the web and should be taken down
}

// WriteLanding puts a page into its folder when it is not there as it is, and says whether it did. The sum is of all its files.
type WriteLanding func(LandingMade) (sum [32]byte, changed bool, err error)

// Run makes the pages that are asked for and lets each be written. A page that can't be made is told among the outcomes and does not stop the others;
// an error of writing does. What was written is kept as evidence at the end; a run that is cancelled keeps nothing, and the next one goes on
// from the pages that are there.
func (u Landings) Run(ctx context.Context, ask Ask, in LandingAsk, write WriteLanding, progress func(done, total int)) ([]LandingOutcome, Receipt, error) {
	codes, err := u.codes(ctx, in)
	if err != nil {
		return nil, Receipt{}, err
	}
	var out []LandingOutcome
	var written []Landing
	for i, c := range codes {
		if ctx.Err() != nil {
			return out, Receipt{}, &Problem{Kind: Cancel, Code: "E-CANCEL", Say: fmt.Sprintf("Cancelled: %s written and whole.", counted(i, "page")), Try: "Run it again to go on from there.", Cause: ctx.Err()}
		}
		if progress != nil {
			progress(i, len(codes))
		}
		one := in
		one.Code = c.Code
		made, err := u.Page(ctx, one)
		o := LandingOutcome{Partner: orElse(made.PartnerName, c.PartnerName), Code: c.Shown(), Folder: made.Folder}
		if p := AsProblem(err); err != nil && (p.Kind == Refused || p.Kind == Invalid) {
			if o.Refused, err = p.Say, nil; len(codes) == 1 {
				return nil, Receipt{}, p
			}
			o.Down, err = u.onTheWeb(ctx, c.Code)
		} else if err == nil {
			if made.SHA256, o.Changed, err = write(made); err == nil {
				written = append(written, made.Landing)
			}
		}
		if err != nil {
			return out, Receipt{}, err
		}
		out = append(out, o)
	}
	r, err := u.keep(ctx, ask, written)
	return out, r, err
}

// codes are those whose pages are meant.
func (u Landings) codes(ctx context.Context, in LandingAsk) ([]CodeRow, error) {
	switch {
	case in.Code != "":
		c, err := u.f.Codes.Find(ctx, in.Code)
		return []CodeRow{c}, err
	case in.Partner != 0:
		all, err := u.f.Codes.Of(ctx, in.Partner)
		today, errToday := u.f.Today(ctx)
		return slices.DeleteFunc(all, func(c CodeRow) bool { return c.Ended != 0 && c.Ended < today }), orError(err, errToday)
	}
	return read(ctx, u.f, func(b Books) (out []CodeRow, err error) {
		s, err := b.Settings()
		if err != nil {
			return nil, err
		}
		q := Query{}.With(Is("state", string(Active)))
		if in.Type != "" {
			if !slices.Contains(s.PartnerTypes, in.Type) {
				return nil, Bad("type", fmt.Sprintf("%q is not a partner type of this firm.", in.Type), "Choose "+orList(s.PartnerTypes)+".")
			}
			q = q.With(Is("type", in.Type))
		}
		err = b.PartnerIDs(q, func(ids []int32) error {
			rows, err := b.PartnerRows(ids)
			for _, p := range rows {
				out = append(out, CodeRow{PartnerCode: PartnerCode{Partner: p.ID, Code: ownCode(p.ID)}, PartnerName: p.Name})
			}
			return err
		})
		if err == nil && len(out) == 0 {
			err = No("There is no active partner of this kind.", "Choose another type, or one partner.")
		}
		return out, err
	})
}

// onTheWeb tells whether a page of a code was written and not taken down.
func (u Landings) onTheWeb(ctx context.Context, tidy string) (bool, error) {
	return read(ctx, u.f, func(b Books) (bool, error) {
		for _, l := range letter.Languages() {
			if old, ok, err := b.LandingOf(tidy, l); err != nil || ok && old.Down == 0 {
				return ok, err
			}
		}
		return false, nil
	})
}

// keep records pages that are not what was recorded before.
func (u Landings) keep(ctx context.Context, ask Ask, list []Landing) (Receipt, error) {
	return u.f.write(ctx, ask, "landing.write", func(t *tx) error {
		n := 0
		var last Landing
		for _, l := range list {
			old, had, err := t.LandingOf(l.Code, l.Language)
			if err != nil {
				return err
			}
			if had && old.SHA256 == l.SHA256 && old.Down == 0 && old.Disclosure == l.Disclosure && old.Folder == l.Folder {
				continue
			}
			l.Day, l.At, l.Who, l.Version = t.today, t.now, t.actor, 1
			if had {
				l.ID, l.Version = old.ID, old.Version+1
				err = orError(t.PutLanding(l), t.image(KindLanding, int64(l.ID), old, l))
			} else {
				var id int64
				if id, err = t.nextID(KindLanding); err != nil {
					return err
				}
				l.ID = ID[Landing](id)
				err = orError(t.AddLanding(l), t.image(KindLanding, id, nil, l))
			}
			if err != nil {
				return err
			}
			n, last = n+1, l
		}
		if n == 0 {
			return nil // every page is as it was recorded
		}
		if n == 1 {
			t.did(KindLanding, int64(last.ID), "Wrote the landing page %s", last.Folder)
			return nil
		}
		t.did(KindLanding, int64(last.ID), "Wrote %s", counted(n, "landing page"))
		return nil
	})
}

// List gives the pages that were written with what is to be done, those first where something is.
func (u Landings) List(ctx context.Context) ([]LandingRow, error) { return u.of(ctx, 0) }

// Of gives the pages of one partner that are on the web, as List does.
func (u Landings) Of(ctx context.Context, partner ID[Partner]) ([]LandingRow, error) {
	rows, err := u.of(ctx, partner)
	return slices.DeleteFunc(rows, func(r LandingRow) bool { return r.Do == LandingDown }), err
}

// of gives the pages of a partner, or with 0 all.
func (u Landings) of(ctx context.Context, partner ID[Partner]) ([]LandingRow, error) {
	return read(ctx, u.f, func(b Books) ([]LandingRow, error) {
		s, err := b.Settings()
		if err != nil {
			return nil, err
		}
		all, err := b.Landings()
		if err != nil {
			return nil, err
		}
		all = slices.DeleteFunc(all, func(l Landing) bool { return partner != 0 && l.Partner != partner })
		rows := make([]LandingRow, len(all))
		for i, l := range all {
			if rows[i], err = u.f.landingRow(b, s, l); err != nil {
				return nil, err
			}
		}
		order := []LandingDo{LandingTake, LandingAgain, LandingCurrent, LandingDown}
		slices.SortStableFunc(rows, func(a, b LandingRow) int { return slices.Index(order, a.Do) - slices.Index(order, b.Do) })
		return rows, nil
	})
}

// landingRow says what is to be done with a page.
func (f *Firm) landingRow(b Books, s Settings, l Landing) (LandingRow, error) {
	row := LandingRow{Landing: l, Do: LandingCurrent}
	c, p, err := codeMeant(b, l.Code)
	if err != nil {
		if !IsNotFound(err) {
			return row, err
		}
		row.Do, row.Why = LandingTake, AsProblem(err).Say
		return row, nil
	}
	row.PartnerName, row.Campaign = p.Name, c.Campaign
	var v MaterialVersion
	if l.Disclosure != 0 {
		if v, err = b.MaterialVersion(l.Disclosure); err != nil {
			return row, err
		}
		m, err := b.Material(v.Material)
		if err != nil {
			return row, err
		}
		row.Disclosed = fmt.Sprintf("%s version %d", m.Number, v.No)
	}
	today := f.today(s)
	switch {
	case l.Down != 0:
		row.Do = LandingDown
	case mayLand(s, c, p, today) != nil:
		row.Do, row.Why = LandingTake, AsProblem(mayLand(s, c, p, today)).Say
	case l.Disclosure != 0 && v.Stands(today) != MaterialPublished:
		row.Do, row.Why = LandingAgain, fmt.Sprintf("The disclosure on it, %s, is %s.", row.Disclosed, v.Stands(today))
	case p.ID != l.Partner:
		row.Do, row.Why = LandingAgain, "Its partner was merged into "+p.Name+"."
	case l.Disclosure != 0:
		return row, row.newTerms(b, today)
	}
	return row, nil
}

// newTerms tells whether other terms took effect, or the agreement ended, since a page was written, which its disclosure may name.
func (r *LandingRow) newTerms(b Books, today calendar.Day) error {
	list, err := partnerAgreements(b, r.Partner)
	if err != nil {
		return err
	}
	a, v, ok := inForce(list, today, "")
	switch {
	case !ok:
	case a.To != 0 && a.To < today && a.To >= r.Day:
		r.Do, r.Why = LandingAgain, fmt.Sprintf("The agreement ended on %s; its disclosure may name it.", a.To.Label())
	case max(v.Effective, v.SignedOn) > r.Day && v.Effective <= today:
		r.Do, r.Why = LandingAgain, fmt.Sprintf("Other terms hold since %s; its disclosure may name the old ones.", max(v.Effective, v.SignedOn).Label())
	}
	return nil
}

// Down notes that a page was taken off the web.
func (u Landings) Down(ctx context.Context, ask Ask, id ID[Landing]) (Receipt, error) {
	return u.f.write(ctx, ask, "landing.down", func(t *tx) error {
		old, err := t.Landing(id)
		if err != nil {
			return err
		}
		if old.Down != 0 {
			return No(fmt.Sprintf("The page %s was taken down on %s.", old.Folder, old.Down.Label()), "Nothing is to be done.")
		}
		now := old
		now.Down, now.Version = t.today, old.Version+1
		if err := t.PutLanding(now); err != nil {
			return err
		}
		t.did(KindLanding, int64(id), "The landing page %s was taken down", now.Folder)
		return t.image(KindLanding, int64(id), old, now)
	})
}
