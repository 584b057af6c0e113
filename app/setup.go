package app

import (
	"bytes"
	"context"
	"fmt"
	"image"
	_ "image/jpeg" // logos
	_ "image/png"  // logos
	"slices"
	"strings"
	"time"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/names"
)

// Setup is the use-cases of the firm's settings and of looking after its file.
type Setup struct{ f *Firm }

// Settings gives the firm's settings.
func (u Setup) Settings(ctx context.Context) (Settings, error) {
	return read(ctx, u.f, func(b Books) (Settings, error) { return b.Settings() })
}

// Begin gives a new file its firm. Everything but name and currency has a sensible start.
func (u Setup) Begin(ctx context.Context, s Settings) (Receipt, error) {
	return u.f.write(ctx, Ask{}, "firm.begin", func(t *tx) error {
		if t.settings.FirmName != "" {
			return No("This file belongs to "+t.settings.FirmName+" already.", "Make a new file for another firm.")
		}
		s, err := NewSettings(s)
		if err != nil {
			return err
		}
		t.noUndo = true
		t.did(KindSettings, 1, "%s begins", s.FirmName)
		return t.PutSettings(s)
	})
}

// DefaultPartnerTypes is the list a new firm starts with.
func DefaultPartnerTypes() []string {
	return []string{"accountant", "attorney", "financial adviser", "consultant", "agency", "affiliate", "influencer",
		"client advocate", "vendor"}
}

// NewSettings are the settings that a new firm begins with: those given, checked, and a sensible start for the others.
func NewSettings(s Settings) (Settings, error) {
	s = withDefaults(s)
	s.Version = 1
	return s, checkSettings(&s)
}

func withDefaults(s Settings) Settings {
	if s.Zone == "" {
		s.Zone = "UTC"
	}
	if s.Paper == "" {
		s.Paper = "A4"
		if s.Currency == "USD" || s.Currency == "CAD" {
			s.Paper = "Letter"
		}
	}
	if s.StatementPrefix == "" {
		s.StatementPrefix = "S"
	}
	if s.QueryDays == 0 {
		s.QueryDays = 30
	}
	if s.ClientShown == "" {
		s.ClientShown = ShownFull
	}
	if len(s.PartnerTypes) == 0 {
		s.PartnerTypes = DefaultPartnerTypes()
	}
	return s
}

// Edit keeps changed settings.
func (u Setup) Edit(ctx context.Context, ask Ask, s Settings) (Receipt, error) {
	return u.f.write(ctx, ask, "settings.edit", func(t *tx) error {
		old := t.settings
		if old.Version != s.Version {
			return Stale("The settings")
		}
		if err := checkSettings(&s); err != nil {
			return err
		}
		t.warnOdd("firm name", s.FirmName)
		if s.Currency != old.Currency {
			return Bad("currency", "The base currency of a firm can't change once it has begun.", "Make a new file in that currency.")
		}
		s.Example, s.Version = old.Example, old.Version+1
		if err := t.PutSettings(s); err != nil {
			return err
		}
		t.did(KindSettings, 1, "Changed the settings")
		return t.image(KindSettings, 1, old, s)
	})
}

func checkSettings(s *Settings) error {
	if s.FirmName = names.Clean(s.FirmName); s.FirmName == "" {
		return Bad("firm name", "The firm needs a name.", "Enter it as it stands on your letterhead.")
	}
	if err := within("firm name", s.FirmName, 200); err != nil {
		return err
	}
	c, err := money.ParseCurrency(string(s.Currency))
	if err != nil {
		return Bad("currency", err.Error(), "")
	}
	s.Currency = c
	if _, err := time.LoadLocation(s.Zone); err != nil || s.Zone == "" {
		return Bad("zone", fmt.Sprintf("%q is not a time zone.", s.Zone), "Use a name such as Europe/Berlin or America/New_York.")
	}
	if s.Paper != "A4" && s.Paper != "Letter" {
		return Bad("paper", fmt.Sprintf("%q is not a paper size.", s.Paper), "Choose A4 or Letter.")
	}
	if s.QueryDays < 0 || s.QueryDays > 365 {
		return Bad("query days", "The time to query lies between 0 and 365 days.", "Correct the number.")
	}
	if s.HourCost < 0 || s.HourCost > money.Max || s.AdvertisingCost < 0 || s.AdvertisingCost > money.Max {
		return Bad("hour cost", "A cost is an amount of zero or more.", "Enter what an hour, or a client from advertising, costs; nothing where it is not known.")
	}
	if s.ChaseDays < 0 || s.ChaseDays > 365 {
		return Bad("chase days", fmt.Sprintf("%d days can't be waited for news.", s.ChaseDays), "Choose from 1 to 365, or 0 for the usual 14.")
	}
	if s.Notice = max(s.Notice, 0); s.Notice > calendar.MostLead {
		return Bad("notice", fmt.Sprintf("Notice of %s is more than four weeks.", s.Notice), "Shorten it.")
	}
	if s.ProtectDays < 0 || s.ProtectDays > 3660 {
		return Bad("protect days", "An introduction is protected for between 0 and 3,660 days.", "Correct the number.")
	}
	if s.RateDays < 0 || s.RateDays > 31 {
		return Bad("rate days", "An exchange rate may be between 1 and 31 days older than what it is used for.", "Correct the number.")
	}
	switch s.ClientShown {
	case ShownFull, ShownInitials, ShownCode:
	default:
		return Bad("client shown", fmt.Sprintf("%q is not a way to show clients.", s.ClientShown), "Choose full, initials or code.")
	}
	if !validPrefix(s.StatementPrefix) {
		return Bad("statement prefix", "A number prefix has one to six capital letters.", "Enter something like S or ST.")
	}
	for _, kind := range s.Counting {
		if !slices.Contains(ContactKinds(), kind) {
			return Bad("counting", fmt.Sprintf("%q is not a kind of contact.", kind), "Choose "+orList(ContactKinds())+".")
		}
	}
	if err := orError(checkLink(&s.LinkPattern), checkApprovers(s.Approvers)); err != nil {
		return err
	}
	if err := s.Landing.check(); err != nil {
		return err
	}
	if err := checkTiers(s.PartnerTiers); err != nil {
		return err
	}
	if err := orError(orError(checkChecklists(s.Checklists), checkIdeal(s.Profile)), s.Credentials.check()); err != nil {
		return err
	}
	s.PartnerTypes, s.Services = tidyList(s.PartnerTypes), tidyList(s.Services)
	if len(s.PartnerTypes) == 0 {
		return Bad("partner types", "The firm needs at least one type of partner.", "Enter one a line.")
	}
	if err := checkContact(&s.Email, &s.Phone); err != nil {
		return err
	}
	if err := s.Payouts.check(); err != nil {
		return err
	}
	return orError(s.Mail.check(), checkLogo(s.Logo))
}

func (p *PayoutSettings) check() error {
	for c, least := range p.Least {
		if c == "" || !c.Known() || least < 0 || least > money.Max {
			return Bad("least", fmt.Sprintf("%s is not a least amount to pay.", money.New(least, c)), "Enter an amount of zero or above in a currency such as EUR.")
		}
	}
	return flawed(p.Payer.Check())
}

func validPrefix(p string) bool {
	return p != "" && len(p) <= 6 && strings.IndexFunc(p, func(r rune) bool { return r < 'A' || r > 'Z' }) < 0
}

func tidyList(list []string) []string {
	var out []string
	for _, s := range list {
		if s = names.Clean(s); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// checkLogo refuses what can't be printed: only PNG and JPEG of sensible size.
func checkLogo(logo []byte) error {
	if len(logo) == 0 {
		return nil
	}
	if len(logo) > 4<<20 {
		return Bad("logo", "The logo is larger than 4 MB.", "Use a smaller picture.")
	}
	c, format, err := image.DecodeConfig(bytes.NewReader(logo))
	if err != nil {
		return Bad("logo", "The logo is not a picture that can be printed.", "Use a PNG or JPEG file.")
	}
	if c.Width > 6000 || c.Height > 6000 || c.Width < 8 || c.Height < 8 {
		return Bad("logo", fmt.Sprintf("The logo is a %s of %d by %d points.", format, c.Width, c.Height), "Use one between 8 and 6,000 points a side.")
	}
	if _, _, err := image.Decode(bytes.NewReader(logo)); err != nil {
		return Bad("logo", "The logo's file is damaged.", "Save the picture again and choose it once more.")
	}
	return nil
}

// Info says what the file holds.
func (u Setup) Info(ctx context.Context) (FileInfo, error) { return u.f.deps.Keep.Info(ctx) }

// Backup makes a checked copy and gives its path.
func (u Setup) Backup(ctx context.Context, to string) (string, error) {
	return u.f.deps.Keep.Backup(ctx, to)
}
