package files

import (
	"bytes"
	_ "embed"
	"encoding/base64"
	"html/template"
	"net/http"
	"net/url"
	"strings"

	"rapport/app/report"
)

//go:embed news.gohtml
var newsText string

// newsView is a newsletter with its Markdown as HTML.
type newsView struct {
	report.News
	Parts []newsPart
}

type newsPart struct {
	report.NewsBlock
	Prose template.HTML
	To    template.URL // of a link that leads to the web; empty: nowhere
}

// WriteNews is a newsletter as a page of HTML that mail programs show alike: tables, styles at each element, nothing that runs, and nothing that is
// fetched but the pictures it names. Every picture says what it shows. Links lead to the web or to mail alone.
func WriteNews(n report.News) (string, error) {
	page, err := template.New("news").Parse(newsText)
	if err != nil {
		return "", err
	}
	v := newsView{News: n}
	for _, b := range n.Blocks {
		part := newsPart{NewsBlock: b}
		switch b.Kind {
		case "text", "material", "disclosure":
			text, err := webHTML(b.Text)
			if err != nil {
				return "", err
			}
			text = styled(text)
			if b.Kind == "disclosure" {
				text = strings.ReplaceAll(text, "font-size:16px;line-height:24px", "font-size:13px;line-height:19px")
			}
			part.Prose = template.HTML(text) //nolint:gosec // goldmark leaves HTML of the text out
		}
		switch {
		case leads(b.Link, "https", "http"):
			part.To = template.URL(b.Link) //nolint:gosec // of the web
		case b.Kind == "picture":
			part.To = pictureLink(n, b.Link)
		}
		v.Parts = append(v.Parts, part)
	}
	if !leads(n.LeaveTo, "mailto", "https") {
		v.LeaveTo = ""
	}
	var out bytes.Buffer
	err = page.Execute(&out, v)
	return out.String(), err
}

// pictureLink is where a picture that travels with a newsletter is: among the parts of its mail, or inside the page itself. What is no picture is nowhere.
func pictureLink(n report.News, link string) template.URL {
	for _, p := range n.Pictures {
		kind := http.DetectContentType(p.Bytes)
		switch {
		case link != "cid:"+p.Name || !strings.HasPrefix(kind, "image/"):
		case n.Whole:
			return template.URL("data:" + kind + ";base64," + base64.StdEncoding.EncodeToString(p.Bytes)) //nolint:gosec // a picture
		default:
			return template.URL(link) //nolint:gosec // a part of the mail
		}
	}
	return ""
}

// leads tells whether a link is of one of the schemes.
func leads(link string, schemes ...string) bool {
	u, err := url.Parse(link)
	if err != nil {
		return false
	}
	for _, s := range schemes {
		if u.Scheme == s {
			return true
		}
	}
	return false
}

// styled puts the styles of running text at its elements; mail programs drop those of a sheet.
func styled(html string) string {
	const text = `style="margin:0 0 12px 0;font-size:16px;line-height:24px"`
	return strings.NewReplacer("<p>", "<p "+text+">", "<li>", `<li style="margin:0 0 6px 0;font-size:16px;line-height:24px">`, "<ul>", `<ul style="margin:0 0 12px 0;padding-left:22px">`,
		"<ol>", `<ol style="margin:0 0 12px 0;padding-left:22px">`, "<h1>", `<h3 style="margin:0 0 8px 0;font-size:18px;line-height:24px">`, "</h1>", "</h3>",
		"<h2>", `<h3 style="margin:0 0 8px 0;font-size:18px;line-height:24px">`, "</h2>", "</h3>", "<table>", `<table cellpadding="6" style="border-collapse:collapse;font-size:15px">`,
		"<img src", `<img style="max-width:100%;height:auto" src`, "<a href", `<a style="color:#1d5fa8" href`).Replace(html)
}
