package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/names"
)

// CredentialKind is what a paper of due diligence is.
type CredentialKind string

// The kinds of credential.
const (
	Licence   CredentialKind = "licence"   // of a regulator
	Insurance CredentialKind = "insurance" // of professional liability
	Screening CredentialKind = "screening" // sanctions, references, disciplinary record …
)

// CredentialKinds are all of them.
func CredentialKinds() []CredentialKind { return []CredentialKind{Licence, Insurance, Screening} }

// ScreeningResults are what a screening may end with.
func ScreeningResults() []string { return []string{"clear", "with remarks", "not passed"} }

// CredentialState is how a credential stands; derived from its days.
type CredentialState string

// The states of a credential. A screening lapses on the day its next one is due.
const (
	CredentialValid   CredentialState = "valid"
	CredentialExpires CredentialState = "expires soon" // within expiresSoon days
	CredentialLapsed  CredentialState = "lapsed"
	CredentialFailed  CredentialState = "not passed"
	CredentialRetired CredentialState = "retired" // renewed, or not needed any more
)

// expiresSoon and expiresNext are how many days ahead a credential is pointed out, and pointed out in earnest.
const expiresSoon, expiresNext = 60, 30

// Credential is a licence, an insurance or a screening of a partner.
type Credential struct {
	ID           ID[Credential] `json:"id"`
	Partner      ID[Partner]    `json:"partner"`
	Kind         CredentialKind `json:"kind"`
	What         string         `json:"what"`                   // "Chartered accountant", "Professional indemnity", "Sanctions list"
	Issuer       string         `json:"issuer,omitempty"`       // regulator, insurer, or who screened
	Number       string         `json:"number,omitempty"`       // of the licence or policy
	Jurisdiction string         `json:"jurisdiction,omitempty"` // where a licence holds
	Cover        money.Money    `json:"cover"`                  // sum insured
	Day          calendar.Day   `json:"day,omitempty"`          // issued, or screened
	Expires      calendar.Day   `json:"expires,omitempty"`      // the last day it holds; of a screening the day the next one is due
	Result       string         `json:"result,omitempty"`       // of a screening
	Note         string         `json:"note,omitempty"`
	Retired      calendar.Day   `json:"retired,omitempty"` // 0: it counts
	Version      int64          `json:"version"`
}

// CredentialRow is a credential with how it stands today.
type CredentialRow struct {
	Credential
	PartnerName string
	State       CredentialState
	Left        int // days until it expires, below zero since
	Files       []Attachment
}

// Pressing tells whether something is to be done about it now: it lapsed, or has few days left.
func (r CredentialRow) Pressing() bool {
	return r.State == CredentialLapsed || r.State == CredentialExpires && r.Left <= expiresNext
}

// Credentials are the use-cases of due diligence.
type Credentials struct{ f *Firm }

// CredentialBooks keeps credentials.
type CredentialBooks interface {
	AddCredential(Credential) error
	PutCredential(Credential) error
	DeleteCredential(ID[Credential]) error
	Credential(ID[Credential]) (Credential, error)
	Credentials(ID[Partner]) ([]Credential, error)                   // by kind, the last to expire first
	CredentialsExpiring(until calendar.Day) ([]CredentialRow, error) // that count and expire until then, the first first; of partners not ended, declined or merged
}

// state says how a credential stands on a day.
func (c Credential) state(today calendar.Day) CredentialState {
	switch {
	case c.Retired != 0:
		return CredentialRetired
	case c.Result == ScreeningResults()[2]:
		return CredentialFailed
	case c.Expires != 0 && c.Expires < today:
		return CredentialLapsed
	case c.Expires != 0 && c.Expires <= today.AddDays(expiresSoon):
		return CredentialExpires
	}
	return CredentialValid
}

func (c Credential) row(name string, today calendar.Day) CredentialRow {
	r := CredentialRow{Credential: c, PartnerName: name, State: c.state(today)}
	if c.Expires != 0 {
		r.Left = int(c.Expires - today)
	}
	return r
}

// Of gives a partner's credentials with their files.
func (u Credentials) Of(ctx context.Context, partner ID[Partner]) ([]CredentialRow, error) {
	return read(ctx, u.f, func(b Books) ([]CredentialRow, error) {
		s, err := b.Settings()
		if err != nil {
			return nil, err
		}
		p, err := b.Partner(partner)
		if err != nil {
			return nil, err
		}
		all, err := b.Credentials(partner)
		rows := make([]CredentialRow, len(all))
		for i, c := range all {
			rows[i] = c.row(p.Name, u.f.today(s))
			var other error
			rows[i].Files, other = b.Attachments(KindCredential, int64(c.ID))
			err = orError(err, other)
		}
		return rows, err
	})
}

// Lapsed tells whether a partner has a credential that counts and has run out: the derived state "credential lapsed".
func Lapsed(rows []CredentialRow) bool {
	return slices.ContainsFunc(rows, func(r CredentialRow) bool { return r.State == CredentialLapsed })
}

// Due gives what lapsed or expires within 60 days, the first first.
func (u Credentials) Due(ctx context.Context) ([]CredentialRow, error) {
	return read(ctx, u.f, func(b Books) ([]CredentialRow, error) {
		s, err := b.Settings()
		if err != nil {
			return nil, err
		}
		return credentialsDue(b, u.f.today(s))
	})
}

func credentialsDue(b Books, today calendar.Day) ([]CredentialRow, error) {
	rows, err := b.CredentialsExpiring(today.AddDays(expiresSoon))
	for i, r := range rows {
		rows[i] = r.row(r.PartnerName, today)
	}
	return rows, err
}

func (t *tx) checkCredential(c *Credential) error {
	c.What, c.Issuer, c.Number, c.Jurisdiction = names.Clean(c.What), names.Clean(c.Issuer), names.Clean(c.Number), names.Clean(c.Jurisdiction)
	c.Note, c.Result = strings.TrimSpace(c.Note), strings.TrimSpace(c.Result)
	switch {
	case !slices.Contains(CredentialKinds(), c.Kind):
		return Bad("kind", fmt.Sprintf("%q is not a kind of credential.", c.Kind), "Choose licence, insurance or screening.")
	case c.What == "":
		return Bad("what", "Say what it is.", "Such as Chartered accountant, Professional indemnity, Sanctions list.")
	case c.Kind != Screening && c.Issuer == "":
		return Bad("issuer", "A licence names its regulator, an insurance its insurer.", "Enter who issued it.")
	case c.Kind == Screening && !slices.Contains(ScreeningResults(), c.Result):
		return Bad("result", fmt.Sprintf("%q is not a result of a screening.", c.Result), "Choose "+orList(ScreeningResults())+".")
	case c.Day > t.today:
		return Bad("day", fmt.Sprintf("%s lies in the future.", c.Day), "Enter the day it was issued or done.")
	case c.Day != 0 && c.Expires != 0 && c.Expires < c.Day:
		return Bad("expires", fmt.Sprintf("It expires on %s, before %s.", c.Expires, c.Day), "Correct one of the days.")
	case c.Cover.Minor < 0 || c.Cover.Minor > money.Max || c.Cover.Minor > 0 && !c.Cover.Currency.Known():
		return Bad("cover", "The sum insured is an amount above zero in a currency.", "Enter it as the policy has it.")
	}
	for field, text := range map[string]string{"what": c.What, "issuer": c.Issuer, "number": c.Number, "jurisdiction": c.Jurisdiction} {
		if err := within(field, text, 200); err != nil {
			return err
		}
	}
	return within("note", c.Note, 2000)
}

// credentialDid says what was done to a partner's credential.
func (t *tx) credentialDid(c Credential, format string, args ...any) error {
	p, err := t.Partner(c.Partner)
	if err != nil {
		return err
	}
	t.did(KindPartner, int64(c.Partner), "%s: %s", p.Name, fmt.Sprintf(format, args...))
	return nil
}

func (t *tx) addCredential(c *Credential, files []File) error {
	if err := t.checkCredential(c); err != nil {
		return err
	}
	id, err := t.nextID(KindCredential)
	if err != nil {
		return err
	}
	c.ID, c.Retired, c.Version = ID[Credential](id), 0, 1
	if err := t.AddCredential(*c); err != nil {
		return err
	}
	if err := t.attach(c.Partner, KindCredential, id, files); err != nil {
		return err
	}
	if c.state(t.today) == CredentialLapsed {
		t.warn("It ran out on %s.", c.Expires.Label())
	}
	return t.image(KindCredential, id, nil, *c)
}

// Add keeps a credential, with its files.
func (u Credentials) Add(ctx context.Context, ask Ask, c Credential, files ...File) (Receipt, error) {
	return u.f.write(ctx, ask, "credential.add", func(t *tx) error {
		if err := t.credentialDid(c, "added the %s %s", c.Kind, names.Clean(c.What)); err != nil {
			return err
		}
		return t.addCredential(&c, files)
	})
}

// Edit keeps a changed credential, and more files.
func (u Credentials) Edit(ctx context.Context, ask Ask, c Credential, files ...File) (Receipt, error) {
	return u.f.write(ctx, ask, "credential.edit", func(t *tx) error {
		old, err := t.Credential(c.ID)
		if err != nil {
			return err
		}
		if old.Version != c.Version {
			return Stale("This credential")
		}
		c.Partner, c.Retired, c.Version = old.Partner, old.Retired, old.Version+1
		if err := t.checkCredential(&c); err != nil {
			return err
		}
		if err := t.credentialDid(c, "changed the %s %s", c.Kind, c.What); err != nil {
			return err
		}
		if err := t.PutCredential(c); err != nil {
			return err
		}
		if err := t.attach(c.Partner, KindCredential, int64(c.ID), files); err != nil {
			return err
		}
		if err := t.image(KindCredential, int64(c.ID), old, c); err != nil || c.state(t.today) == CredentialLapsed {
			return err
		}
		return t.renewed(c)
	})
}

// Attach keeps more files with a credential.
func (u Credentials) Attach(ctx context.Context, ask Ask, id ID[Credential], files ...File) (Receipt, error) {
	return u.f.write(ctx, ask, "credential.attach", func(t *tx) error {
		c, err := t.Credential(id)
		if err != nil {
			return err
		}
		t.noUndo = true
		if err := t.credentialDid(c, "kept %s with the %s %s", counted(len(files), "file"), c.Kind, c.What); err != nil {
			return err
		}
		return t.attach(c.Partner, KindCredential, int64(id), files)
	})
}

// Retire says that a credential does not count any more.
func (u Credentials) Retire(ctx context.Context, ask Ask, id ID[Credential]) (Receipt, error) {
	return u.f.write(ctx, ask, "credential.retire", func(t *tx) error {
		c, err := t.Credential(id)
		if err != nil {
			return err
		}
		if err := t.credentialDid(c, "the %s %s does not count any more", c.Kind, c.What); err != nil {
			return err
		}
		if err := t.retire(c); err != nil {
			return err
		}
		return t.renewed(c)
	})
}

func (t *tx) retire(old Credential) error {
	if old.Retired != 0 {
		return No(fmt.Sprintf("It was retired on %s.", old.Retired), "")
	}
	c := old
	c.Retired, c.Version = t.today, old.Version+1
	if err := t.PutCredential(c); err != nil {
		return err
	}
	return t.image(KindCredential, int64(c.ID), old, c)
}

// Renew keeps the credential that takes the place of an older one.
func (u Credentials) Renew(ctx context.Context, ask Ask, of ID[Credential], c Credential, files ...File) (Receipt, error) {
	return u.f.write(ctx, ask, "credential.renew", func(t *tx) error {
		old, err := t.Credential(of)
		if err != nil {
			return err
		}
		c.Partner, c.Kind = old.Partner, old.Kind
		if c.Expires != 0 && c.Expires <= old.Expires {
			return Bad("expires", fmt.Sprintf("The one that is renewed holds until %s.", old.Expires), "Enter a later day.")
		}
		if err := t.credentialDid(c, "renewed the %s %s", c.Kind, names.Clean(c.What)); err != nil {
			return err
		}
		if err := t.retire(old); err != nil {
			return err
		}
		if err := t.addCredential(&c, files); err != nil {
			return err
		}
		return t.renewed(old)
	})
}
