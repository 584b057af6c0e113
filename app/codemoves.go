package app

import (
	"context"
	"fmt"
	"strings"

	"rapport/app/code"
	"rapport/app/names"
)

// creditCode fills in the partner whose code a referral carries, and refuses another one's.
func (t *tx) creditCode(r *Referral) error {
	if r.Code == "" {
		return nil
	}
	c, p, err := codeMeant(t, r.Code)
	if err != nil {
		return err
	}
	if r.Partner == 0 {
		r.Partner = p.ID
	}
	if r.Partner != p.ID {
		return Bad("code", fmt.Sprintf("%s is the code of %s.", c.Shown(), p.Name), "Choose that partner, or leave the code out.")
	}
	if r.Code = c.Code; c.Ended != 0 && orDay(r.Introduced, t.today) > c.Ended {
		t.warn("The code %s ended on %s.", c.Shown(), c.Ended.Label())
	}
	return nil
}

// Add keeps a code for a campaign. Without letters of its own the program makes them.
func (u Codes) Add(ctx context.Context, ask Ask, c PartnerCode) (Receipt, error) {
	return u.f.write(ctx, ask, "code.add", func(t *tx) error {
		p, err := t.mayRefer(c.Partner)
		if err != nil {
			return err
		}
		id, err := t.nextID(KindCode)
		if err != nil {
			return err
		}
		c.ID, c.Version, c.Made = ID[PartnerCode](id), 1, orDay(c.Made, t.today)
		if c.Code = code.Tidy(c.Code); c.Code == "" {
			c.Code = campaignCode(c.ID)
		} else if err := t.freeCode(c.Code); err != nil {
			return err
		}
		if err := t.checkCode(&c); err != nil {
			return err
		}
		if err := t.AddPartnerCode(c); err != nil {
			return err
		}
		t.did(KindCode, id, "Made the code %s of %s%s", c.Shown(), p.Name, forCampaign(c))
		t.touch(KindPartner, int64(c.Partner))
		return t.image(KindCode, id, nil, c)
	})
}

// Kept gives the code of a campaign by its letters; a partner's own can't be changed.
func (u Codes) Kept(ctx context.Context, text string) (PartnerCode, error) {
	row, err := u.Find(ctx, text)
	if err == nil && row.ID == 0 {
		err = No(fmt.Sprintf("%s is the own code of %s and can't be changed.", row.Shown(), row.PartnerName), "Make one for a campaign instead.")
	}
	return row.PartnerCode, err
}

func forCampaign(c PartnerCode) string {
	if c.Campaign == "" {
		return ""
	}
	return " for " + c.Campaign
}

// freeCode refuses letters that are another's, or could become so.
func (t *tx) freeCode(tidy string) error {
	if len(tidy) < 3 || len(tidy) > 20 || strings.Trim(tidy, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != "" {
		return Bad("code", fmt.Sprintf("%q can't be a code.", tidy), "Use 3 to 20 letters from A to Z and digits, or leave it empty for one that is made.")
	}
	if code.Looks(tidy) {
		return Bad("code", fmt.Sprintf("%s looks like a code that the program makes.", code.Shown(tidy)), "Use more or fewer than six letters, or leave it empty for one that is made.")
	}
	other, err := t.PartnerCodeNamed(tidy)
	if IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	p, err := t.Partner(other.Partner)
	return orError(err, Bad("code", fmt.Sprintf("%s is the code of %s already.", tidy, p.Name), "Choose other letters."))
}

func (t *tx) checkCode(c *PartnerCode) error {
	c.Campaign, c.Note = names.Clean(c.Campaign), strings.TrimSpace(c.Note)
	if c.Ended != 0 && c.Ended < c.Made {
		return Bad("ended", fmt.Sprintf("It can't end on %s, before it was made.", c.Ended), "Enter a later day, or none.")
	}
	return orError(within("campaign", c.Campaign, 100), within("note", c.Note, 1000))
}

// Edit keeps what a code is for and until when; its letters and partner stay.
func (u Codes) Edit(ctx context.Context, ask Ask, c PartnerCode) (Receipt, error) {
	return u.f.write(ctx, ask, "code.edit", func(t *tx) error {
		old, err := t.PartnerCode(c.ID)
		if err != nil {
			return err
		}
		if old.Version != c.Version {
			return Stale("The code " + old.Shown())
		}
		c.Partner, c.Code, c.Made, c.Version = old.Partner, old.Code, old.Made, old.Version+1
		if err := t.checkCode(&c); err != nil {
			return err
		}
		if err := t.PutPartnerCode(c); err != nil {
			return err
		}
		t.did(KindCode, int64(c.ID), "Changed the code %s", c.Shown())
		t.touch(KindPartner, int64(c.Partner))
		return t.image(KindCode, int64(c.ID), old, c)
	})
}

// Remove takes away a code that nobody came by.
func (u Codes) Remove(ctx context.Context, ask Ask, id ID[PartnerCode]) (Receipt, error) {
	return u.f.write(ctx, ask, "code.remove", func(t *tx) error {
		old, err := t.PartnerCode(id)
		if err != nil {
			return err
		}
		if err := t.unusedCode(old); err != nil {
			return err
		}
		if err := t.DeletePartnerCode(id); err != nil {
			return err
		}
		t.did(KindCode, int64(id), "Removed the code %s", old.Shown())
		t.touch(KindPartner, int64(old.Partner))
		return t.image(KindCode, int64(id), old, nil)
	})
}

// unusedCode refuses to lose a code that referrals carry.
func (t *tx) unusedCode(c PartnerCode) error {
	counts, err := t.CodeCounts([]string{c.Code})
	if n := counts[c.Code].Referrals; err == nil && n > 0 {
		return No(fmt.Sprintf("Referrals carry the code %s: %d.", c.Shown(), n), "End it instead.")
	}
	return err
}

// restoreCode undoes an act on a code; one that somebody came by since is not taken away.
func (t *tx) restoreCode(img Image) ([]byte, error) {
	remove := func(id ID[PartnerCode]) error {
		c, err := t.PartnerCode(id)
		if err := orError(err, t.unusedCode(c)); err != nil {
			return err
		}
		return t.DeletePartnerCode(id)
	}
	return restore(img, "code", t.PartnerCode, func(c *PartnerCode) *int64 { return &c.Version }, t.PutPartnerCode, t.AddPartnerCode, remove)
}
