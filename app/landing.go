package app

import (
	"fmt"
	"net/mail"
	"net/url"
	"strings"
	"time"

	"rapport/app/calendar"
	"rapport/app/letter"
	"rapport/app/report"
)

// LandingSettings are what the firm's landing pages have in common.
type LandingSettings struct {
	Form      string `json:"form,omitempty"`      // https address that takes the form, or mailto: with an address; empty: mail to the firm
	Privacy   string `json:"privacy,omitempty"`   // address of the privacy notice; no page is made without one
	Colour    string `json:"colour,omitempty"`    // of the firm, #RRGGBB; empty: a blue
	Disclosed bool   `json:"disclosed,omitempty"` // every page carries a disclosure, also of a partner that receives nothing
}

// Landing is a page that was written for a partner's code in a language: the evidence of what its readers were told.
type Landing struct {
	ID         ID[Landing]         `json:"id"`
	Partner    ID[Partner]         `json:"partner"`
	Code       string              `json:"code"` // tidy
	Language   letter.Language     `json:"language"`
	Template   ID[Template]        `json:"template"`             // which may be gone since
	Disclosure ID[MaterialVersion] `json:"disclosure,omitempty"` // the wording on it; 0: none
	Folder     string              `json:"folder"`               // its own name, without what it lies in
	SHA256     [32]byte            `json:"sha256"`               // of the page and its pictures
	Day        calendar.Day        `json:"day"`                  // it was first written as it is
	Down       calendar.Day        `json:"down,omitempty"`       // it was taken off the web
	At         time.Time           `json:"at"`
	Who        string              `json:"who"`
	Version    int64               `json:"version"`
}

// LandingRow is a page that was written, and what became of it since.
type LandingRow struct {
	Landing
	PartnerName string
	Campaign    string
	Disclosed   string // number and version of the wording on it, such as "M-0003 version 2"; empty: none
	Do          LandingDo
	Why         string // of Do, as a sentence; empty when nothing is to be done
}

// LandingDo is what is to be done with a page.
type LandingDo string

// What is to be done with a page.
const (
	LandingCurrent LandingDo = "current"
	LandingAgain   LandingDo = "write again" // what it says does not hold any more
	LandingTake    LandingDo = "take down"   // nobody may come by it any more
	LandingDown    LandingDo = "taken down"
)

// LandingBooks keeps the pages that were written.
type LandingBooks interface {
	AddLanding(Landing) error
	PutLanding(Landing) error
	DeleteLanding(ID[Landing]) error
	Landing(ID[Landing]) (Landing, error)
	LandingOf(code string, l letter.Language) (Landing, bool, error)
	Landings() ([]Landing, error) // the newest first
}

// KindLanding names pages that were written, in news and history.
const KindLanding Kind = "landing"

// Landings are the use-cases of landing pages.
type Landings struct{ f *Firm }

// landingColour is the colour of firms that named none.
const landingColour = "#2F5BD7"

// check refuses addresses that would lead nowhere, and colours that are none.
func (s *LandingSettings) check() error {
	s.Form, s.Privacy, s.Colour = strings.TrimSpace(s.Form), strings.TrimSpace(s.Privacy), strings.TrimSpace(s.Colour)
	if to, ok := strings.CutPrefix(s.Form, "mailto:"); ok {
		if _, err := mail.ParseAddress(to); err != nil || strings.ContainsAny(to, "?&<> \"") {
			return Bad("landing form", fmt.Sprintf("%q is not an address that mail goes to.", to), "Write it like mailto:hello@firm.example.")
		}
	} else if err := webAddress("landing form", s.Form, "Write it like https://forms.example/f/123, or mailto:hello@firm.example."); err != nil {
		return err
	}
	if s.Colour != "" {
		if _, err := report.ParseColour(s.Colour); err != nil {
			return Bad("landing colour", fmt.Sprintf("%q is not a colour.", s.Colour), "Write it like #2F5BD7.")
		}
	}
	return webAddress("landing privacy", s.Privacy, "Write it like https://firm.example/privacy.")
}

// webAddress refuses what is no page of the web. What people enter there is theirs, so it has to travel encrypted; only this computer may do without.
func webAddress(field, text, try string) error {
	if text == "" {
		return nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.User != nil || strings.ContainsAny(text, " \t\n\"<>{}") || u.Scheme != "https" && u.Scheme != "http" {
		return Bad(field, fmt.Sprintf("%q is not the address of a page.", text), try)
	}
	if u.Scheme == "http" && u.Hostname() != "127.0.0.1" && u.Hostname() != "localhost" {
		return Bad(field, fmt.Sprintf("%q is not encrypted.", text), "What people enter has to travel over https://.")
	}
	return within(field, text, 500)
}

// target is where a form goes; empty when there is nowhere.
func (s Settings) landingTarget() string {
	if s.Landing.Form != "" || s.Email == "" {
		return s.Landing.Form
	}
	return "mailto:" + s.Email
}
