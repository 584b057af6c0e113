package app

import (
	"context"
	"crypto/sha256"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"rapport/app/report"
)

// Post is a message as it leaves the program.
type Post struct {
	From, FromName, ReplyTo string
	To, ToName              string
	Subject, Body, HTML     string // the body in Markdown; HTML empty: made of it
	Language                string
	Unsubscribe             string // mailto: or https:
	Files                   []File // one whose name the HTML refers to as cid:NAME is shown in it
	ID                      string // Message-ID without brackets: the same however often it is tried
	Date                    time.Time
	Draft                   bool // for a mail program to send
}

// DraftFile is a message as a file that mail programs open for sending.
type DraftFile struct {
	ID    ID[Message]
	Name  string // 00012 Harcourt & Lowe.eml
	Bytes []byte
}

// post puts a message together and checks that what goes with it is what was meant: a statement of this partner, with the bytes that were
// issued under its number, and files that are as they were attached.
func (s Settings) post(b Books, m Message) (Post, error) {
	p := Post{From: s.mailFrom(), FromName: orElse(s.Mail.FromName, s.FirmName), ReplyTo: s.Mail.ReplyTo, To: m.To, ToName: m.ToName, Subject: m.Subject, Body: m.Body,
		HTML: m.HTML, Language: string(m.Language), Unsubscribe: m.Unsubscribe}
	if m.Statement != 0 {
		f, err := statementFile(b, m)
		if err != nil {
			return p, err
		}
		p.Files = append(p.Files, f)
	}
	kept, err := b.Attachments(KindMessage, int64(m.ID))
	if err != nil {
		return p, err
	}
	for _, a := range kept {
		bytes, err := b.AttachmentBytes(a.ID)
		if err != nil {
			return p, err
		}
		if sha256.Sum256(bytes) != a.SHA256 {
			return p, &Problem{Kind: Storage, Code: "E-DAMAGED", Say: fmt.Sprintf("%s is not what was attached to %s.", a.Name, m.Number), Try: "Write the message again with the right file."}
		}
		p.Files = append(p.Files, File{Name: a.Name, Bytes: bytes})
	}
	sum := sha256.Sum256([]byte(strings.Join([]string{p.From, m.Number, m.MadeAt.UTC().Format(time.RFC3339), m.To, s.FirmName}, "\n")))
	p.ID = fmt.Sprintf("%x@%s", sum[:12], orElse(p.From[strings.LastIndexByte(p.From, '@')+1:], "rapport.invalid"))
	return p, nil
}

// statementFile is the PDF of a message's statement, when it is the one the message was written for.
func statementFile(b Books, m Message) (File, error) {
	s, err := b.Statement(m.Statement)
	if err != nil {
		return File{}, err
	}
	pdf, err := b.StatementPDF(m.Statement)
	if err != nil {
		return File{}, err
	}
	switch {
	case s.Partner != m.Partner:
		return File{}, No(fmt.Sprintf("Statement %s is of another partner than %s.", s.Number, m.Number), "Cancel the message and send the statement anew.")
	case s.SHA256 != m.Sum:
		return File{}, No(fmt.Sprintf("Statement %s is not the one %s was written for.", s.Number, m.Number), "Cancel the message and send the statement anew.")
	case s.State == StatementVoid || s.State == StatementOver:
		return File{}, No(fmt.Sprintf("Statement %s is %s.", s.Number, s.State), "Cancel the message.")
	}
	pdf, err = asIssued(pdf, s.SHA256, s.Number, "send")
	return File{Name: s.Number + ".pdf", Bytes: pdf}, err
}

// Get gives a message with the names of its files.
func (u Messages) Get(ctx context.Context, id ID[Message]) (Message, []string, error) {
	type whole struct {
		m     Message
		files []string
	}
	w, err := read(ctx, u.f, func(b Books) (whole, error) {
		m, err := b.Message(id)
		if err != nil {
			return whole{}, err
		}
		kept, err := b.Attachments(KindMessage, int64(id))
		w := whole{m: m}
		for _, a := range kept {
			w.files = append(w.files, a.Name)
		}
		if m.Statement != 0 && err == nil {
			var s Statement
			s, err = b.Statement(m.Statement)
			w.files = slices.Insert(w.files, 0, s.Number+".pdf")
		}
		return w, err
	})
	return w.m, w.files, err
}

// Look gives a message as it would leave now, which is what its preview shows.
func (u Messages) Look(ctx context.Context, id ID[Message]) (Post, error) {
	return read(ctx, u.f, func(b Books) (Post, error) {
		s, err := b.Settings()
		if err != nil {
			return Post{}, err
		}
		m, err := b.Message(id)
		if err != nil {
			return Post{}, err
		}
		p, err := s.post(b, m)
		p.Date = u.f.deps.Now()
		return p, err
	})
}

// Drafts gives messages as files for the mail program. That they were handed over is noted with HandOver, when the files are written.
func (u Messages) Drafts(ctx context.Context, ids ...ID[Message]) ([]DraftFile, error) {
	var out []DraftFile
	for _, id := range ids {
		m, _, err := u.Get(ctx, id)
		if err != nil {
			return nil, err
		}
		if err := messageMoves().check(m.Number, m.State, MessageHanded); err != nil {
			return nil, err
		}
		p, err := u.Look(ctx, id)
		if err != nil {
			return nil, err
		}
		p.Draft = true
		bytes, err := u.f.deps.Mail(p)
		if err != nil {
			return nil, err
		}
		out = append(out, DraftFile{ID: id, Name: fileName(strings.TrimPrefix(m.Number, "E-")+" "+orElse(m.ToName, m.To)) + ".eml", Bytes: bytes})
	}
	return out, nil
}

// HandOver notes that messages were given to the mail program as drafts. Whether they went is noted with Went.
func (u Messages) HandOver(ctx context.Context, ask Ask, ids ...ID[Message]) (Receipt, error) {
	return u.move(ctx, ask, ids, "message.handover", "Handed to the mail program", func(t *tx, m *Message) error {
		p, err := t.Partner(m.Partner)
		if err := orError(err, t.mayContact(m.Kind, p, m.Person)); err != nil {
			return err
		}
		return t.moveMessage(m, MessageHanded)
	})
}

// longestMailto is how long a link may be that mail programs still take.
const longestMailto = 1900

// Mailto gives a message as a link that opens the mail program with it. A link carries no files, and no long text.
func (u Messages) Mailto(ctx context.Context, id ID[Message]) (string, error) {
	m, files, err := u.Get(ctx, id)
	if err != nil {
		return "", err
	}
	if len(files) > 0 {
		return "", No(fmt.Sprintf("%s has a file with it, which a mailto link can't carry.", m.Number), "Write it as a draft instead.")
	}
	part := func(text string) string { return strings.ReplaceAll(url.QueryEscape(text), "+", "%20") } // an & would begin another header
	link := "mailto:" + strings.ReplaceAll(part(m.To), "%40", "@") + "?subject=" + part(m.Subject) + "&body=" + part(report.ProseText(report.Prose(m.Body)))
	if len(link) > longestMailto {
		return "", No(m.Number+" is too long for a mailto link.", "Write it as a draft instead.")
	}
	return link, nil
}
