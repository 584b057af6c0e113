package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"rapport/app/bank"
	"rapport/app/calendar"
)

// Banks are the use-cases of where payees are paid.
type Banks struct{ f *Firm }

// Of gives all versions of a partner's bank details, by currency, the newest first.
func (u Banks) Of(ctx context.Context, partner ID[Partner]) ([]BankDetail, error) {
	return read(ctx, u.f, func(b Books) ([]BankDetail, error) { return b.BankDetails(partner) })
}

// Set keeps where a partner is paid in a currency from now on. Nothing is paid there before it is confirmed.
func (u Banks) Set(ctx context.Context, ask Ask, d BankDetail) (Receipt, error) {
	return u.f.write(ctx, ask, "bank.set", func(t *tx) error {
		p, err := t.Partner(d.Partner)
		if err != nil {
			return err
		}
		if err := t.checkDetail(&d, p); err != nil {
			return err
		}
		all, err := t.BankDetails(d.Partner)
		if err != nil {
			return err
		}
		old, ok := latestDetail(all, d.Currency)
		if ok && old.Account == d.Account && old.Payee == d.Payee && old.Person == d.Person {
			return No(fmt.Sprintf("%s is paid there already.", p.Name), "")
		}
		id, err := t.nextID(KindBank)
		if err != nil {
			return err
		}
		d.ID, d.No, d.Version, d.SetAt, d.SetBy = ID[BankDetail](id), old.No+1, 1, t.now, t.actor
		d.ConfirmedOn, d.ConfirmedBy, d.ConfirmedHow = 0, "", ""
		if err := t.AddBankDetail(d); err != nil {
			return err
		}
		was := ""
		if ok {
			was = " instead of " + old.Account.Short()
		}
		t.did(KindBank, id, "%s is to be paid in %s to %s%s; held until confirmed", p.Name, d.Currency, d.Account.Short(), was)
		t.touch(KindPartner, int64(p.ID))
		return t.image(KindBank, id, nil, d.masked())
	})
}

// masked is a version without whole account numbers, as the audit log keeps it.
func (d BankDetail) masked() BankDetail {
	d.Account = d.Account.Masked()
	return d
}

func (t *tx) checkDetail(d *BankDetail, p Partner) error {
	if p.State == Merged {
		return No(p.Name+" was merged into another partner.", "Enter the details there.")
	}
	if d.Currency == "" || !d.Currency.Known() {
		return Bad("currency", fmt.Sprintf("%q is not a currency.", d.Currency), "Use a code such as EUR.")
	}
	if err := flawed(d.Account.Check()); err != nil {
		return err
	}
	if !d.Account.Method.Fits(d.Currency) {
		return Bad("method", fmt.Sprintf("%s does not pay in %s.", strings.ToUpper(string(d.Account.Method)), d.Currency), "Choose another way or currency.")
	}
	d.Note = strings.TrimSpace(d.Note)
	if err := within("note", d.Note, 1000); err != nil {
		return err
	}
	return t.checkPayee(d)
}

func (t *tx) checkPayee(d *BankDetail) error {
	switch d.Payee {
	case "", PayPartner:
		d.Payee, d.Person = PayPartner, 0
	case PayCharity:
		d.Person = 0
	case PayPerson:
		p, err := t.Person(d.Person)
		if err != nil {
			return err
		}
		if p.Partner != d.Partner {
			return Bad("person", p.Name+" is at another partner.", "Choose somebody of this one.")
		}
	default:
		return Bad("payee", fmt.Sprintf("%q is not a kind of payee.", d.Payee), "Choose partner, person or charity.")
	}
	return nil
}

// flawed makes what the bank's rules refuse a problem of its field.
func flawed(err error) error {
	var f *bank.Flaw
	if errors.As(err, &f) {
		return Bad(f.Field, f.Say, f.Try)
	}
	return err
}

// Confirmation is how somebody made sure that bank details are the payee's own.
type Confirmation struct {
	Day calendar.Day // 0 today
	How string       // called back whom, on which number known before
}

// Confirm says that the latest details of a payee were checked with the payee, and by what means. Where the firm wants four eyes,
// it is not the one who entered them.
func (u Banks) Confirm(ctx context.Context, ask Ask, id ID[BankDetail], c Confirmation) (Receipt, error) {
	return u.f.write(ctx, ask, "bank.confirm", func(t *tx) error {
		d, err := t.BankDetail(id)
		if err != nil {
			return err
		}
		p, err := t.Partner(d.Partner)
		if err != nil {
			return err
		}
		if err := t.mayConfirm(d, p, &c); err != nil {
			return err
		}
		old := d
		d.ConfirmedOn, d.ConfirmedBy, d.ConfirmedHow, d.Version = c.Day, t.actor, c.How, d.Version+1
		if err := t.PutBankDetail(d); err != nil {
			return err
		}
		t.did(KindBank, int64(id), "Confirmed that %s is paid in %s to %s: %s", p.Name, d.Currency, d.Account.Short(), c.How)
		t.touch(KindPartner, int64(p.ID))
		return t.image(KindBank, int64(id), old.masked(), d.masked())
	})
}

func (t *tx) mayConfirm(d BankDetail, p Partner, c *Confirmation) error {
	all, err := t.BankDetails(d.Partner)
	if err != nil {
		return err
	}
	last, _ := latestDetail(all, d.Currency)
	c.Day, c.How = orDay(c.Day, t.today), strings.TrimSpace(c.How)
	switch {
	case last.ID != d.ID:
		return No(fmt.Sprintf("These details of %s were replaced on %s.", p.Name, t.dayOf(last.SetAt)), "Confirm the newer ones.")
	case d.Confirmed():
		return No(fmt.Sprintf("These details were confirmed by %s on %s.", d.ConfirmedBy, d.ConfirmedOn), "")
	case c.How == "":
		return Bad("how", "Write how it was confirmed; an e-mail that asks for a change is no proof of it.", "Call the payee back on a number you knew before, and write whom you spoke to.")
	case c.Day > t.today:
		return Bad("day", fmt.Sprintf("%s lies in the future.", c.Day), "Enter the day it was confirmed.")
	case c.Day < min(t.dayOf(d.SetAt), t.today):
		return Bad("day", fmt.Sprintf("These details were entered on %s, after %s.", min(t.dayOf(d.SetAt), t.today), c.Day), "Enter the day of a call made since.")
	case t.settings.FourEyes && samePerson(d.SetBy, t.actor):
		return No(fmt.Sprintf("%s entered these details, and this firm wants a second pair of eyes.", t.actor), "Let somebody else confirm them.")
	}
	if samePerson(d.SetBy, t.actor) {
		t.warn("You entered these details yourself; a second pair of eyes is safer.")
	}
	return within("how", c.How, 500)
}

// restoreBank takes back details that were entered, or that they were confirmed. The log does not hold whole account numbers, so what
// was taken back is entered anew.
func (t *tx) restoreBank(img Image) (json.RawMessage, error) {
	id := ID[BankDetail](img.ID)
	if len(img.After) == 0 {
		return nil, No("Bank details that were taken back are not kept.", "Enter them again.")
	}
	now, err := t.BankDetail(id)
	if err != nil {
		return nil, err
	}
	if len(img.Before) == 0 {
		if now.Confirmed() {
			return nil, No("These details were confirmed since.", "Enter new details instead.")
		}
		return nil, t.DeleteBankDetail(id)
	}
	var before, after BankDetail
	if err := errors.Join(json.Unmarshal(img.Before, &before), json.Unmarshal(img.After, &after)); err != nil {
		return nil, err
	}
	if now.ConfirmedOn != after.ConfirmedOn || now.ConfirmedBy != after.ConfirmedBy {
		return nil, Stale("This confirmation")
	}
	now.ConfirmedOn, now.ConfirmedBy, now.ConfirmedHow, now.Version = before.ConfirmedOn, before.ConfirmedBy, before.ConfirmedHow, now.Version+1
	if err := t.PutBankDetail(now); err != nil {
		return nil, err
	}
	return json.Marshal(now.masked())
}
