package app

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
)

// Handing is a version that is given to partners.
type Handing struct {
	Of       ID[MaterialVersion]
	Partners []ID[Partner]
	Person   ID[Person]   // who got it, of one partner
	Day      calendar.Day // 0: today
	Way      string       // of MaterialWays
	Note     string
}

// mostHanded is how many partners one act hands a version to.
const mostHanded = 2000

// Deliver keeps that partners got a version. Of one that was replaced or ran out since, the day must lie before that.
func (u Materials) Deliver(ctx context.Context, ask Ask, h Handing) (Receipt, error) {
	return u.f.write(ctx, ask, "material.deliver", func(t *tx) error {
		v, m, err := t.versionAndMaterial(h.Of)
		if err != nil {
			return err
		}
		h.Day, h.Note = orDay(h.Day, t.today), strings.TrimSpace(h.Note)
		if err := t.checkHanding(m, v, h); err != nil {
			return err
		}
		name := counted(len(h.Partners), "partner")
		for i, id := range h.Partners {
			p, err := t.Partner(id)
			if err != nil {
				return err
			}
			if p.State == Merged {
				return No(p.Name+" was merged into another partner.", "Hand it to that one.")
			}
			if p.Contact != ContactFree {
				t.warn("%s is marked “%s”.", p.Name, p.Contact)
			}
			if len(h.Partners) == 1 {
				name = p.Name
			}
			if slices.Contains(h.Partners[:i], id) {
				continue
			}
			if err := t.handTo(m, v, h, id); err != nil {
				return err
			}
		}
		t.did(KindMaterial, int64(m.ID), "%s got %s %s, version %d", name, m.Number, m.Title, v.No)
		return nil
	})
}

func (t *tx) checkHanding(m Material, v MaterialVersion, h Handing) error {
	what := fmt.Sprintf("Version %d of %s", v.No, m.Title)
	switch {
	case len(h.Partners) == 0:
		return Bad("partner", "It is not said who got it.", "Choose a partner.")
	case len(h.Partners) > mostHanded:
		return Bad("partner", fmt.Sprintf("At most %d partners at once.", mostHanded), "Do it in parts.")
	case h.Person != 0 && len(h.Partners) > 1:
		return Bad("person", "One person can't get it for several partners.", "Leave the person out.")
	case !slices.Contains(MaterialWays(), h.Way):
		return Bad("way", fmt.Sprintf("%q is not a way to hand something over.", h.Way), "Choose "+orList(MaterialWays())+".")
	case h.Day > t.today:
		return Bad("day", fmt.Sprintf("%s lies in the future.", h.Day), "Enter the day it was handed over.")
	case v.Published == 0:
		return No(fmt.Sprintf("%s is %s, not published.", what, v.Stands(t.today)), "Publish it first.")
	case !v.usable(h.Day):
		return No(fmt.Sprintf("%s could not be used on %s: %s.", what, h.Day.Label(), v.span(t.today)), "Hand over the version in use, or enter the day it was handed over.")
	}
	if h.Person != 0 {
		if p, err := t.Person(h.Person); err != nil || p.Partner != h.Partners[0] {
			return orError(err, Bad("person", "This person belongs to another partner.", "Choose one of its own people."))
		}
	}
	return within("note", h.Note, 500)
}

// span says from when until when a version was in use.
func (v MaterialVersion) span(today calendar.Day) string {
	text := "published on " + v.Published.Label()
	switch v.Stands(today) {
	case MaterialWithdrawn, MaterialSuperseded:
		return fmt.Sprintf("%s, %s on %s", text, v.State, v.Ended.Label())
	case MaterialExpired:
		return text + ", expired on " + v.Expires.Label()
	}
	return text
}

func (t *tx) handTo(m Material, v MaterialVersion, h Handing, p ID[Partner]) error {
	id, err := t.nextID(KindMaterialDelivery)
	if err != nil {
		return err
	}
	d := MaterialDelivery{ID: ID[MaterialDelivery](id), Material: m.ID, Of: v.ID, Partner: p, Person: h.Person, Day: h.Day, Way: h.Way, Note: h.Note, EnteredAt: t.now,
		Who: t.actor, Version: 1}
	if err := t.AddMaterialDeliveries([]MaterialDelivery{d}); err != nil {
		return err
	}
	if err := t.sent(v.ID, p, SendWaiting, SendDone); err != nil {
		return err
	}
	t.touch(KindPartner, int64(p))
	return t.image(KindMaterialDelivery, id, nil, d)
}

// sent moves the mark of a partner that a version is meant for; one it was not meant for has none.
func (t *tx) sent(of ID[MaterialVersion], p ID[Partner], from, to SendState) error {
	s, ok, err := t.MaterialSendOf(of, p)
	if err != nil || !ok || s.State != from {
		return err
	}
	s.State = to
	return t.PutMaterialSends([]MaterialSend{s})
}

// TakeBack removes what was entered by mistake: the partner did not get it.
func (u Materials) TakeBack(ctx context.Context, ask Ask, id ID[MaterialDelivery]) (Receipt, error) {
	return u.f.write(ctx, ask, "material.takeback", func(t *tx) error {
		d, err := t.MaterialDelivery(id)
		if err != nil {
			return err
		}
		v, m, err := t.versionAndMaterial(d.Of)
		if err != nil {
			return err
		}
		p, err := t.Partner(d.Partner)
		if err != nil {
			return err
		}
		if err := t.dropDelivery(id); err != nil {
			return err
		}
		t.did(KindMaterial, int64(m.ID), "%s did not get %s %s, version %d", p.Name, m.Number, m.Title, v.No)
		t.touch(KindPartner, int64(p.ID))
		return t.image(KindMaterialDelivery, int64(id), d, nil)
	})
}

// dropDelivery removes a delivery; the partner waits again where the version is still meant for it.
func (t *tx) dropDelivery(id ID[MaterialDelivery]) error {
	d, err := t.MaterialDelivery(id)
	if err != nil {
		return err
	}
	if err := t.DeleteMaterialDelivery(id); err != nil {
		return err
	}
	return t.sent(d.Of, d.Partner, SendDone, SendWaiting)
}

func (t *tx) restoreMaterialDelivery(img Image) (json.RawMessage, error) {
	add := func(d MaterialDelivery) error {
		return orError(t.AddMaterialDeliveries([]MaterialDelivery{d}), t.sent(d.Of, d.Partner, SendWaiting, SendDone))
	}
	return restore(img, "delivery", t.MaterialDelivery, func(d *MaterialDelivery) *int64 { return &d.Version }, t.PutMaterialDelivery, add, t.dropDelivery)
}

// Leave takes partners off the list of those a version is still to be sent to.
func (u Materials) Leave(ctx context.Context, ask Ask, of ID[MaterialVersion], partners []ID[Partner]) (Receipt, error) {
	return u.f.write(ctx, ask, "material.leave", func(t *tx) error {
		v, m, err := t.versionAndMaterial(of)
		if err != nil {
			return err
		}
		var before, after []MaterialSend
		for _, p := range partners {
			s, ok, err := t.MaterialSendOf(of, p)
			if err != nil {
				return err
			}
			if ok && s.State == SendWaiting {
				before = append(before, s)
				s.State = SendSkipped
				after = append(after, s)
			}
		}
		if len(after) == 0 {
			return No("None of them waits for it.", "Choose among those it is still to be sent to.")
		}
		if err := t.PutMaterialSends(after); err != nil {
			return err
		}
		t.did(KindMaterial, int64(m.ID), "Left %s out of %s %s, version %d", counted(len(after), "partner"), m.Number, m.Title, v.No)
		return t.image(kindMaterialSend, int64(of), before, after)
	})
}

// restoreSends puts marks back that are as the act left them. One that the act made stays when somebody got the version since.
func (t *tx) restoreSends(img Image) (json.RawMessage, error) {
	var before, after []MaterialSend
	for side, into := range map[*json.RawMessage]*[]MaterialSend{&img.Before: &before, &img.After: &after} {
		if len(*side) == 0 {
			continue
		}
		if err := json.Unmarshal(*side, into); err != nil {
			return nil, err
		}
	}
	for _, was := range after {
		now, ok, err := t.MaterialSendOf(was.Of, was.Partner)
		if err != nil {
			return nil, err
		}
		if !ok || now != was {
			if len(before) == 0 {
				continue
			}
			return nil, Stale("Who it is to be sent to")
		}
		if err := t.DeleteMaterialSend(was.Of, was.Partner); err != nil {
			return nil, err
		}
	}
	return img.Before, t.PutMaterialSends(before)
}

// Recalled keeps that holders were told of a withdrawal; a day of 0 is today.
func (u Materials) Recalled(ctx context.Context, ask Ask, of ID[MaterialVersion], partners []ID[Partner], day calendar.Day) (Receipt, error) {
	return u.f.write(ctx, ask, "material.recall", func(t *tx) error {
		v, m, err := t.versionAndMaterial(of)
		if err != nil {
			return err
		}
		if day = orDay(day, t.today); v.State != MaterialWithdrawn || day > t.today || day < v.Ended {
			return No(fmt.Sprintf("Version %d of %s was not withdrawn by %s.", v.No, m.Title, day), "Withdraw it first, or enter the day they were told.")
		}
		held, err := t.VersionHolders(of)
		if err != nil {
			return err
		}
		told := map[ID[Partner]]bool{}
		for _, h := range held {
			if h.Recalled != 0 || !slices.Contains(partners, h.Partner) {
				continue
			}
			d := h.MaterialDelivery
			d.Recalled, d.Version = day, d.Version+1
			if err := t.PutMaterialDelivery(d); err != nil {
				return err
			}
			if err := t.image(KindMaterialDelivery, int64(d.ID), h.MaterialDelivery, d); err != nil {
				return err
			}
			told[h.Partner] = true
		}
		if len(told) == 0 {
			return No("They were told before, or do not hold it.", "Choose others of its holders.")
		}
		t.did(KindMaterial, int64(m.ID), "Told %s of the withdrawal of %s %s, version %d", counted(len(told), "partner"), m.Number, m.Title, v.No)
		return nil
	})
}
