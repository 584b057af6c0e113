package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/letter"
	"rapport/app/report"
)

// Page is a newsletter as one partner would get it; without a partner in it yet, as it is written. It need not be kept. The second text is the
// same in Markdown.
func (u Newsletters) Page(ctx context.Context, n Newsletter, partner ID[Partner]) (page report.News, markdown string, err error) {
	err = u.f.deps.Store.Read(ctx, func(b Books) error {
		s, err := b.Settings()
		if err != nil {
			return err
		}
		page, markdown, err = newsPage(b, u.f, s, letter.NewPress(), n, About{Partner: partner})
		if err != nil {
			return err
		}
		p, err := b.Partner(partner)
		page.LeaveTo = s.Unsubscribe(p)
		return err
	})
	return page, markdown, err
}

// HTML is a newsletter's page by itself, with its pictures inside it: a file to be shown, or taken over by another service.
func (u Newsletters) HTML(page report.News) (string, error) {
	page.Whole = true
	return u.f.deps.News(page)
}

// newsPage fills a newsletter in. What it names and nobody knows is refused.
func newsPage(b Books, f *Firm, s Settings, press *letter.Press, n Newsletter, about About) (report.News, string, error) {
	texts := []string{n.Subject}
	for _, block := range n.Blocks {
		texts = append(texts, block.Text, block.Label, block.Link)
	}
	page := report.News{Language: string(n.Language), Firm: s.FirmName, Address: splitLines(s.Address), Leave: n.Language.Unsubscribe(), Why: n.Language.WhyNews(s.FirmName)}
	g, err := lookUp(b, f, s, n.Language, about, texts...)
	if err != nil {
		return page, "", err
	}
	w := &newsWriter{press: press, v: g.v}
	page.Subject = w.line(n.Subject)
	for _, block := range n.Blocks {
		one := report.NewsBlock{Kind: string(block.Kind), Label: w.line(block.Label), Link: w.line(block.Link)}
		switch block.Kind {
		case NewsText, NewsMaterial, NewsDisclosure:
			one.Text = w.prose(block.Text)
		default:
			one.Text = w.line(block.Text)
		}
		if one.Link != "" && !webLink(one.Link) && len(w.missing) == 0 && w.err == nil {
			return page, "", No(fmt.Sprintf("“%s” would lead to %q, which is no address of the web.", one.Label, one.Link), "Correct the link of this block.")
		}
		if block.Material != 0 {
			m, err := b.Material(block.Material)
			if err != nil {
				return page, "", err
			}
			one.Label = m.Title
			if block.Kind == NewsPicture {
				p, err := newsPicture(b, m, f.today(s))
				if err != nil {
					return page, "", err
				}
				one.Label, one.Link = "", "cid:"+p.Name
				if !slices.ContainsFunc(page.Pictures, func(o report.NewsPicture) bool { return o.Name == p.Name }) {
					page.Pictures = append(page.Pictures, p)
				}
			}
		}
		page.Blocks = append(page.Blocks, one)
	}
	switch {
	case w.err != nil:
		return page, "", w.err
	case len(w.missing) > 0:
		return page, "", No("Nothing is known of "+strings.Join(w.missing, ", ")+".", "Enter it at the partner, or write the newsletter without.")
	}
	return page, newsMarkdown(page), nil
}

// mostPicture is the largest picture in a newsletter, in bytes: every recipient's mail carries it.
const mostPicture = 2 << 20

// newsPicture is a picture of the library, as it is published.
func newsPicture(b Books, m Material, today calendar.Day) (report.NewsPicture, error) {
	rows, err := b.MaterialRows([]int32{int32(m.ID)})
	if err != nil || len(rows) == 0 {
		return report.NewsPicture{}, orError(err, Missing("This material"))
	}
	v, end := rows[0].Shown, ""
	if dot := strings.LastIndexByte(v.File, '.'); dot >= 0 {
		end = strings.ToLower(v.File[dot:])
	}
	switch {
	case v.Stands(today) != MaterialPublished:
		return report.NewsPicture{}, No(fmt.Sprintf("The picture %s %s is %s.", m.Number, m.Title, v.Stands(today)), "Publish it, or take another.")
	case !slices.Contains([]string{".png", ".jpg", ".jpeg", ".gif"}, end):
		return report.NewsPicture{}, No(fmt.Sprintf("%s %s is no picture.", m.Number, m.Title), "Take a PNG, JPEG or GIF file of the library.")
	case v.Size > mostPicture:
		return report.NewsPicture{}, No(fmt.Sprintf("The picture %s %s has more than %d MB, and every mail carries it.", m.Number, m.Title, mostPicture>>20), "Add a smaller one as a new version.")
	}
	file, err := v.asFile(b)
	return report.NewsPicture{Name: m.Number + end, Bytes: file.Bytes}, err
}

// newsWriter fills texts in and keeps the first fault and everything that is missing.
type newsWriter struct {
	press   *letter.Press
	v       letter.Values
	missing []string
	err     error
}

func (w *newsWriter) take(f letter.Filled, err error) string {
	if err != nil && w.err == nil {
		w.err = asProblem("text", err)
	}
	w.missing = append(w.missing, f.Missing...)
	return strings.TrimSpace(f.Text)
}

func (w *newsWriter) line(src string) string { return w.take(w.press.FillLine(src, w.v)) }

func (w *newsWriter) prose(src string) string { return w.take(w.press.Fill(src, w.v)) }

// newsMarkdown is a newsletter as running text, for the text part of the mail and for search.
func newsMarkdown(n report.News) string {
	var parts []string
	for _, b := range n.Blocks {
		text, label := b.Text, letter.Escape(b.Label)
		switch NewsKind(b.Kind) {
		case NewsHeading:
			text = "## " + letter.Escape(text)
		case NewsPicture:
			text = "*" + letter.Escape(text) + "*"
		case NewsButton:
			text = "[" + label + "](<" + b.Link + ">)"
		case NewsMaterial:
			text = "**" + label + "** " + text
		case NewsFigure:
			text = "**" + label + "** " + letter.Escape(text)
		case NewsQuote:
			text = "> " + letter.Escape(text)
			if label != "" {
				text += "\n>\n> — " + label
			}
		case NewsDivider:
			text = "---"
		}
		parts = append(parts, text)
	}
	low := []string{letter.Escape(n.Firm)}
	for _, line := range n.Address {
		low = append(low, letter.Escape(line))
	}
	return strings.Join(append(parts, "---", strings.Join(low, ", "), letter.Escape(n.Why)), "\n\n")
}
