package files

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"fmt"
	"html/template"
	"image"
	_ "image/jpeg" // logos
	_ "image/png"  // logos
	"net/url"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"

	"rapport/app/report"
)

// WebFile is one file of a page of the web.
type WebFile struct {
	Name  string // without a folder
	Bytes []byte
}

//go:embed landing.gohtml
var landingText string

// WriteLanding is a landing page as its files: index.html and the pictures it shows. Nothing in it runs, and nothing is fetched from elsewhere.
// The same page gives the same bytes.
func WriteLanding(p report.LandingPage) ([]WebFile, error) {
	page, err := template.New("page").Parse(landingText)
	if err != nil {
		return nil, err
	}
	v := landingView{LandingPage: p}
	var pictures []WebFile
	for _, one := range []struct {
		name string
		of   report.LandingParty
		into *picture
	}{{"firm", p.Firm, &v.FirmLogo}, {"partner", p.Partner, &v.PartnerLogo}} {
		file, err := one.into.take(one.name, one.of.Logo)
		if err != nil {
			return nil, fmt.Errorf("the logo of %s: %w", one.of.Name, err)
		}
		if file.Name != "" {
			pictures = append(pictures, file)
		}
	}
	if err := v.fill(); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := page.Execute(&out, v); err != nil {
		return nil, err
	}
	return append([]WebFile{{"index.html", out.Bytes()}}, pictures...), nil
}

// Sum is the hash of files with their names.
func Sum(list []WebFile) [32]byte {
	h := sha256.New()
	for _, f := range list {
		fmt.Fprintf(h, "%s\x00%d\x00", f.Name, len(f.Bytes))
		h.Write(f.Bytes)
	}
	return [32]byte(h.Sum(nil))
}

// landingView is what the page's template sees.
type landingView struct {
	report.LandingPage
	FirmLogo, PartnerLogo picture
	Above, Below, Told    template.HTML
	Light, Dark           shade
	Mail                  string       // the address where the form goes by mail; empty: it goes to a page
	Ready                 template.URL // a message begun, for whom the form does not work
	Website               template.URL // of the firm, where it is one
	Fields                landingFields
}

// shade is the firm's colour as it is read in one appearance: as text and lines on the page, and behind white or black text.
type shade struct{ Text, Back, On template.CSS }

// landingFields are the names of the form's fields.
type landingFields struct{ Name, Email, Phone, Organisation, Service, Message, Consent, Code, Trap string }

// picture is an image of the page with its size, so that nothing jumps while it loads.
type picture struct {
	File          string
	Width, Height int
}

// take reads a logo and gives its file; none is none.
func (p *picture) take(name string, logo []byte) (WebFile, error) {
	if len(logo) == 0 {
		return WebFile{}, nil
	}
	size, format, err := image.DecodeConfig(bytes.NewReader(logo))
	if err != nil {
		return WebFile{}, err
	}
	p.File = name + "." + strings.Replace(format, "jpeg", "jpg", 1)
	p.Width, p.Height = size.Width, size.Height
	if p.Height > logoHeight {
		p.Width, p.Height = max(1, p.Width*logoHeight/p.Height), logoHeight
	}
	return WebFile{p.File, logo}, nil
}

// logoHeight is how high a logo stands on the page, in its points.
const logoHeight = 56

func (v *landingView) fill() error {
	for _, part := range []struct {
		text string
		into *template.HTML
	}{{v.Body, &v.Above}, {v.After, &v.Below}, {v.Disclosure, &v.Told}} {
		html, err := webHTML(part.text)
		if err != nil {
			return err
		}
		*part.into = template.HTML(html) //nolint:gosec // goldmark leaves HTML of the text out
	}
	colour, err := report.ParseColour(v.Colour)
	if err != nil {
		return err
	}
	v.Light, v.Dark = shaded(colour, lightPanel), shaded(colour, darkPanel)
	v.Fields = landingFields{report.LandingName, report.LandingEmail, report.LandingPhone, report.LandingOrganisation, report.LandingService, report.LandingMessage,
		report.LandingConsent, report.LandingCode, report.LandingTrap}
	if to, ok := strings.CutPrefix(v.Target, "mailto:"); ok {
		v.Mail = to
		body := v.Fields.Code + ": " + v.Code + "\n" + v.Words.Name + ": \n" + v.Words.Phone + ": \n" + v.Words.Message + ": \n"
		v.Ready = template.URL("mailto:" + to + "?subject=" + escapedMail(v.Title+" "+v.Shown) + "&body=" + escapedMail(body))
	}
	v.Website = siteURL(v.Firm.Website)
	return nil
}

// escapedMail is a text inside a mailto address, where a plus is a plus.
func escapedMail(s string) string {
	return strings.ReplaceAll(url.QueryEscape(strings.ReplaceAll(s, "\n", "\r\n")), "+", "%20")
}

// siteURL is an address of the web as the aim of a link; empty where it is none.
func siteURL(text string) template.URL {
	if text != "" && !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return ""
	}
	return template.URL(u.String()) //nolint:gosec // its scheme was looked at
}

// The backgrounds of the panel in the two appearances of the page: what is read there is read on the page around it all the more.
var (
	lightPanel = report.Colour{R: 245, G: 246, B: 248}
	darkPanel  = report.Colour{R: 31, G: 35, B: 42}
)

// shaded makes a colour one that is read on a page, with room above the least contrast of 4.5.
func shaded(c, page report.Colour) shade {
	const least = 4.8
	text := c.Readable(page, least)
	on := report.Colour{R: 255, G: 255, B: 255}
	if text.Contrast(on) < least {
		on = report.Colour{}
	}
	return shade{template.CSS(text.String()), template.CSS(text.String()), template.CSS(on.String())} //nolint:gosec // digits of our own
}

// webHTML is Markdown as HTML. HTML in it is left out, pictures become their words, and links lead to the web or to mail alone.
func webHTML(markdown string) (string, error) {
	if strings.TrimSpace(markdown) == "" {
		return "", nil
	}
	var out bytes.Buffer
	write := goldmark.New(goldmark.WithExtensions(extension.Table), goldmark.WithRendererOptions(html.WithHardWraps()))
	if err := write.Convert([]byte(markdown), &out); err != nil {
		return "", err
	}
	return out.String(), nil
}
