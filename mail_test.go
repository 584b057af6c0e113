package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/data"
	"rapport/internal/postoffice"
	"rapport/views/files"
)

// mailFirm is a firm with partners, whose mail goes to a post office.
type mailFirm struct {
	*app.Firm
	t        *testing.T
	store    *data.Store
	path     string
	now      time.Time
	vault    vault
	partners []app.ID[app.Partner]
}

// vault stands for the keychain.
type vault map[string]string

func (v vault) Secret(name string) (string, error)  { return v[name], nil }
func (v vault) PutSecret(name, secret string) error { v[name] = secret; return nil }
func (v vault) DropSecret(name string) error        { delete(v, name); return nil }

// noVault is a computer without a keychain.
type noVault struct{}

func (noVault) err() error {
	return &app.Problem{Kind: app.Refused, Code: app.CodeNoKeychain, Say: "There is no keychain."}
}
func (v noVault) Secret(string) (string, error)  { return "", v.err() }
func (v noVault) PutSecret(string, string) error { return v.err() }
func (v noVault) DropSecret(string) error        { return v.err() }

func newMailFirm(t *testing.T, o *postoffice.Office, partners int) *mailFirm {
	t.Helper()
	f := &mailFirm{t: t, path: filepath.Join(t.TempDir(), "firm.rapport"), now: time.Date(2026, 6, 15, 10, 0, 0, 0, time.UTC), vault: vault{}}
	store, err := data.Create(t.Context(), f.path, data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f.store = store
	t.Cleanup(func() { _ = f.store.Close() })
	f.with(o, f.vault)
	mail := app.MailSettings{Way: "server", Host: o.Host, Port: o.Port, Secure: "STARTTLS", User: "ann", FromName: "Müller & Söhne"}
	f.ok(f.Setup.Begin(t.Context(), app.Settings{FirmName: "Müller", Currency: "EUR", Email: "office@müller.example", Mail: mail}))
	if _, err := f.Messages.KeepPassword(t.Context(), "secret"); err != nil {
		t.Fatal(err)
	}
	for i := range partners {
		r := f.ok(f.Partners.Add(t.Context(), app.Ask{}, app.Partner{Name: fmt.Sprintf("Partner „%d“", i+1), Email: fmt.Sprintf("p%d@partner.example", i+1)}))
		f.partners = append(f.partners, app.ID[app.Partner](r.ID))
	}
	return f
}

// with opens the firm anew, as after a start of the program.
func (f *mailFirm) with(o *postoffice.Office, v app.Vault) {
	f.Firm = app.New(app.Deps{Store: f.store, Keep: f.store, Now: func() time.Time { return f.now }, Actor: "Ms Tester", Print: print, BankFile: files.BankFile,
		Mail: mailBytes, News: files.WriteNews, Mailer: data.Mailer{Roots: o.Roots, Step: 2 * time.Second}, Vault: v, Wait: wait})
}

func (f *mailFirm) ok(r app.Receipt, err error) app.Receipt {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
	return r
}

// queued writes one letter to each partner and queues it.
func (f *mailFirm) queued() []app.ID[app.Message] {
	f.t.Helper()
	var items []app.MailItem
	for i, p := range f.partners {
		items = append(items, app.MailItem{Message: app.Message{Partner: p, Kind: app.MessageLetter, State: app.MessageQueued, Subject: fmt.Sprintf("Grüße %d", i+1), Body: "Guten Tag,\n\n.Punkt am Anfang"}})
	}
	_, run, err := f.Messages.Write(f.t.Context(), app.Ask{}, "Letters", items, nil)
	if err != nil {
		f.t.Fatal(err)
	}
	var ids []app.ID[app.Message]
	for _, m := range run.Made {
		ids = append(ids, m.ID)
	}
	return ids
}

func (f *mailFirm) send() app.MailRun {
	f.t.Helper()
	run, err := f.Messages.Send(f.t.Context(), nil, nil)
	if err != nil {
		f.t.Fatal(err)
	}
	return run
}

// states are how the messages stand, in order.
func (f *mailFirm) states(ids []app.ID[app.Message]) string {
	f.t.Helper()
	var all []string
	for _, id := range ids {
		m, _, err := f.Messages.Get(f.t.Context(), id)
		if err != nil {
			f.t.Fatal(err)
		}
		all = append(all, string(m.State))
	}
	return strings.Join(all, " ")
}

func TestSM05_SM06_SM08_OneOfManyHasABadFate(t *testing.T) {
	const bad = "p2@partner.example"
	for _, c := range []struct {
		name        string
		faults      postoffice.Faults
		want        string
		said        string
		again, came int // what a second run tries; what came for the bad address after both
	}{
		{"SM-05 4xx", postoffice.Faults{Rcpt: map[string]error{bad: postoffice.No(450, "greylisted")}}, "sent queued sent", "450 greylisted", 0, 0},
		{"SM-06 5xx", postoffice.Faults{Rcpt: map[string]error{bad: postoffice.No(550, "no such user")}}, "sent failed sent", "550 no such user", 0, 0},
		{"SM-08 dies after the dot", postoffice.Faults{Dies: map[string]bool{bad: true}}, "sent uncertain sent", "may have been sent", 0, 1},
		{"dies in the middle, which looks the same from here", postoffice.Faults{Breaks: map[string]bool{bad: true}}, "sent uncertain sent", "may have been sent", 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := postoffice.Open(t, false, c.faults)
			f := newMailFirm(t, o, 3)
			ids := f.queued()
			f.send()
			m, _, _ := f.Messages.Get(t.Context(), ids[1])
			if got := f.states(ids); got != c.want || !strings.Contains(m.Said, c.said) {
				t.Errorf("%s: %q", got, m.Said)
			}
			if run := f.send(); run.Total != c.again || len(o.To(bad)) != c.came || len(o.To("p1@partner.example")) != 1 || len(o.To("p3@partner.example")) != 1 {
				t.Errorf("a second run: %+v, %d letters", run, len(o.Letters()))
			}
		})
	}
}

// What may have been sent goes again only when somebody says so, and then under the same Message-ID.
func TestSM08_SentAgainOnlyWhenSomebodySaysSo(t *testing.T) {
	o := postoffice.Open(t, false, postoffice.Faults{Dies: map[string]bool{"p1@partner.example": true}})
	f := newMailFirm(t, o, 1)
	ids := f.queued()
	f.send()
	if _, err := f.Messages.Queue(t.Context(), app.Ask{}, ids...); err == nil || !strings.Contains(err.Error(), "may have been sent already") {
		t.Errorf("queued as if nothing was: %v", err)
	}
	f.ok(f.Messages.Again(t.Context(), app.Ask{}, ids...))
	f.send()
	letters := o.Letters()
	if len(letters) != 2 || messageID(t, letters[0].Bytes) != messageID(t, letters[1].Bytes) {
		t.Errorf("%d letters", len(letters))
	}
	f.ok(f.Messages.Went(t.Context(), app.Ask{}, 0, ids...))
	if got := f.states(ids); got != "sent" {
		t.Error(got)
	}
	f.ok(f.Messages.Bounced(t.Context(), app.Ask{}, "mailbox full", ids...))
}

func messageID(t *testing.T, raw []byte) string {
	t.Helper()
	for _, line := range strings.Split(string(raw), "\r\n") {
		if rest, ok := strings.CutPrefix(line, "Message-ID: "); ok {
			return rest
		}
	}
	t.Fatalf("no Message-ID:\n%s", raw)
	return ""
}

func TestSM04_AWrongPasswordKeepsTheQueue(t *testing.T) {
	o := postoffice.Open(t, false, postoffice.Faults{})
	f := newMailFirm(t, o, 2)
	ids := f.queued()
	if _, err := f.Messages.KeepPassword(t.Context(), "wr0ng-passw0rd"); err != nil {
		t.Fatal(err)
	}
	run := f.send()
	if run.Stopped == nil || run.Stopped.Code != app.CodeMailLogin || f.states(ids) != "queued queued" {
		t.Fatalf("%+v, %s", run, f.states(ids))
	}
	if _, err := f.Messages.KeepPassword(t.Context(), "secret"); err != nil {
		t.Fatal(err)
	}
	if run := f.send(); run.Sent != 2 {
		t.Errorf("%+v", run)
	}
	f.notInFile("secret", "wr0ng-passw0rd")
}

// notInFile wants texts to stand nowhere in the data file or beside it.
func (f *mailFirm) notInFile(texts ...string) {
	f.t.Helper()
	if err := f.store.Close(); err != nil {
		f.t.Fatal(err)
	}
	paths, err := filepath.Glob(filepath.Join(filepath.Dir(f.path), "*"))
	if err != nil || len(paths) == 0 {
		f.t.Fatal(paths, err)
	}
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			f.t.Fatal(err)
		}
		for _, text := range texts {
			if strings.Contains(string(raw), text) {
				f.t.Errorf("%s holds %q", filepath.Base(path), text)
			}
		}
		if strings.HasSuffix(path, ".rapport") && !strings.Contains(string(raw), "partner.example") {
			f.t.Error("the control is not found: the file is not read as it is")
		}
	}
}

func TestSM16_SM19_WithoutAKeychainThePasswordIsKeptNowhere(t *testing.T) {
	o := postoffice.Open(t, false, postoffice.Faults{})
	f := newMailFirm(t, o, 1)
	f.queued()
	f.with(o, noVault{})
	if _, err := f.Messages.Send(t.Context(), nil, nil); err == nil || app.AsProblem(err).Code != app.CodeMailLogin || !strings.Contains(err.Error(), "There is no keychain") {
		t.Fatalf("without a password: %v", err)
	}
	said, err := f.Messages.KeepPassword(t.Context(), "secret")
	if err != nil || !strings.Contains(said, "until Rapport closes") {
		t.Errorf("%q %v", said, err)
	}
	if run := f.send(); run.Sent != 1 {
		t.Errorf("%+v", run)
	}
	f.notInFile("secret")
}

func TestSM17_PausedAfterTheCurrentOne(t *testing.T) {
	ctx, pause := context.WithCancel(t.Context())
	o := postoffice.Open(t, false, postoffice.Faults{Heard: func(to string) {
		if to == "p3@partner.example" {
			pause()
		}
	}})
	f := newMailFirm(t, o, 6)
	ids := f.queued()
	run, err := f.Messages.Send(ctx, nil, nil)
	if err != nil || run.Sent != 3 || run.Stopped == nil || run.Stopped.Kind != app.Cancel {
		t.Fatalf("%+v %v", run, err)
	}
	if got := f.states(ids); got != "sent sent sent queued queued queued" {
		t.Error(got)
	}
	if run := f.send(); run.Sent != 3 || len(o.Letters()) != 6 {
		t.Errorf("resumed: %+v, %d letters", run, len(o.Letters()))
	}
}

// The program dies while a message is on its way: the store is closed under it between the start of sending and its end. What was on its
// way is uncertain, and nobody gets anything twice; with a rate that is one message, without one at most the few that are noted at once.
func TestSM18_KilledWhileSending(t *testing.T) {
	for _, c := range []struct {
		perMinute   int
		after, then string
		sent        int
		came        []int // to each partner in the end
	}{
		{600, "sent sending queued queued queued", "sent uncertain sent sent sent", 3, []int{1, 1, 1, 1, 1}},
		{0, "sending sending sending sending queued", "uncertain uncertain uncertain uncertain sent", 1, []int{1, 1, 1, 1, 1}},
	} {
		var f *mailFirm
		o := postoffice.Open(t, false, postoffice.Faults{Heard: func(to string) {
			if to == "p2@partner.example" {
				_ = f.store.Close()
			}
		}})
		f = newMailFirm(t, o, 5)
		s, err := f.Setup.Settings(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		s.Mail.PerMinute = c.perMinute
		f.ok(f.Setup.Edit(t.Context(), app.Ask{}, s))
		ids := f.queued()
		if _, err := f.Messages.Send(t.Context(), nil, nil); err == nil {
			t.Fatal("nothing was noticed")
		}
		if f.store, err = data.Open(t.Context(), f.path, data.Options{}); err != nil {
			t.Fatal(err)
		}
		f.with(o, f.vault)
		if got := f.states(ids); got != c.after {
			t.Fatalf("after the start: %s", got)
		}
		run := f.send()
		if got := f.states(ids); got != c.then || run.Sent != c.sent {
			t.Errorf("%s, %+v", got, run)
		}
		for i, want := range c.came {
			if n := len(o.To(fmt.Sprintf("p%d@partner.example", i+1))); n != want {
				t.Errorf("partner %d got %d", i+1, n)
			}
		}
	}
}

// A statement leaves only as it was issued, and only to its own partner; a file only as it was attached.
func TestSM12_SM13_WhatGoesWithAMessageIsChecked(t *testing.T) {
	o := postoffice.Open(t, false, postoffice.Faults{})
	f := newMailFirm(t, o, 2)
	for _, p := range f.partners {
		f.ok(f.Commissions.Adjust(t.Context(), app.Ask{}, app.Adjustment{Partner: p, Day: calendar.D("2026-05-10"), Amount: money.New(10_000, "EUR"), Reason: "x"}))
	}
	if _, _, err := f.Commissions.Approve(t.Context(), app.Ask{}, app.Query{}, nil); err != nil {
		t.Fatal(err)
	}
	may, err := calendar.ParsePeriod("2026-05")
	if err != nil {
		t.Fatal(err)
	}
	_, made, err := f.Statements.Run(t.Context(), app.Ask{}, may, nil, nil)
	if err != nil || len(made.Made) != 2 {
		t.Fatal(made, err)
	}
	var items []app.MailItem
	for _, s := range made.Made {
		items = append(items, app.MailItem{Message: app.Message{Partner: s.Partner, Kind: app.MessageStatement, Statement: s.ID, Subject: "Statement", Body: "Attached.", State: app.MessageQueued}})
	}
	_, run, err := f.Messages.Write(t.Context(), app.Ask{}, "Statements", items, nil)
	if err != nil {
		t.Fatal(err)
	}
	if r := f.send(); r.Sent != 2 {
		t.Fatalf("%+v", r)
	}
	for i, m := range run.Made {
		s, err := f.Statements.Get(t.Context(), m.Statement)
		pdf, err2 := f.Statements.PDF(t.Context(), m.Statement)
		if err := errors.Join(err, err2); err != nil || s.State != app.StatementSent || s.SentTo != m.To || sha256.Sum256(pdf) != s.SHA256 {
			t.Errorf("%+v %v", s, err)
		}
		letters := o.To(fmt.Sprintf("p%d@partner.example", i+1))
		if len(letters) != 1 || string(attached(t, letters[0].Bytes)[s.Number+".pdf"]) != string(pdf) {
			t.Errorf("partner %d got other bytes", i+1)
		}
	}
}

// attached are the files of a message by name, read by Python's email package, with the text as "text" and the page as "html".
func attached(t *testing.T, raw []byte) map[string][]byte {
	t.Helper()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not here; it reads the messages back")
	}
	cmd := exec.Command(python, "-c", `
import sys, json, email, email.policy, base64
m = email.message_from_binary_file(sys.stdin.buffer, policy=email.policy.SMTP)
out = {"defects": str(m.defects) if m.defects else "", "headers": sorted(k.lower() for k in m.keys())}
for name in ("subject", "from", "to", "message-id", "list-unsubscribe", "reply-to"):
    out[name] = str(m.get(name, ""))
for kind in ("plain", "html"):
    body = m.get_body((kind,))
    out[kind] = body.get_content() if body else ""
files = {}
for a in m.iter_attachments():
    files[a.get_filename()] = base64.b64encode(a.get_content() if isinstance(a.get_content(), bytes) else a.get_content().encode()).decode()
print(json.dumps({"head": out, "files": files}))
`)
	cmd.Stdin = bytes.NewReader(raw)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("python: %v", err)
	}
	var read struct {
		Head  map[string]any
		Files map[string]string
	}
	if err := json.Unmarshal(out, &read); err != nil {
		t.Fatal(err)
	}
	parts := map[string][]byte{}
	for name, text := range read.Files {
		if parts[name], err = base64.StdEncoding.DecodeString(text); err != nil {
			t.Fatal(err)
		}
	}
	for name, v := range read.Head {
		parts[name] = []byte(fmt.Sprint(v))
	}
	return parts
}

// Tampering outside the program is noticed before anything leaves: another file under the same name, another partner's statement.
func TestSM12_SM13_WhatWasChangedIsNotSent(t *testing.T) {
	o := postoffice.Open(t, false, postoffice.Faults{})
	f := newMailFirm(t, o, 3)
	item := app.MailItem{Message: app.Message{Partner: f.partners[0], Kind: app.MessageLetter, State: app.MessageQueued, Subject: "s", Body: "b"}, Files: []app.File{{Name: "deck.txt", Bytes: []byte("right")}}}
	_, run, err := f.Messages.Write(t.Context(), app.Ask{}, "", []app.MailItem{item}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.store.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", f.path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("UPDATE attached SET bytes = CAST('wrong' AS BLOB)"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if f.store, err = data.Open(t.Context(), f.path, data.Options{}); err != nil {
		t.Fatal(err)
	}
	f.with(o, f.vault)
	f.send()
	m, _, _ := f.Messages.Get(t.Context(), run.Made[0].ID)
	if m.State != app.MessageFailed || !strings.Contains(m.Said, "is not what was attached") || len(o.Letters()) > 0 {
		t.Errorf("%+v, %d letters", m, len(o.Letters()))
	}
}

// What arrives is what was written: names and subjects beyond ASCII, long lines, dots at their start, files; and nothing about the machine.
func TestSM14_MessagesAreReadBackByPython(t *testing.T) {
	o := postoffice.Open(t, false, postoffice.Faults{Most: 20 << 20})
	f := newMailFirm(t, o, 1)
	long := strings.Repeat("ein sehr langes Wort ", 200)
	deck := bytes.Repeat([]byte{0, 1, 2, 250, '.', '\r', '\n', '.'}, 3000)
	item := app.MailItem{Message: app.Message{Partner: f.partners[0], Kind: app.MessageNewsletter, State: app.MessageQueued, Subject: "Grüße – „und“ 🎉 " + strings.Repeat("sehr ", 30), Language: "de",
		Body: "Guten Tag,\n\n" + long + "\n\n.Punkt\n\n..zwei <b>fett</b>"}, Files: []app.File{{Name: "Übersicht „neu“.bin", Bytes: deck}}}
	if _, _, err := f.Messages.Write(t.Context(), app.Ask{}, "", []app.MailItem{item}, nil); err != nil {
		t.Fatal(err)
	}
	f.send()
	raw := o.Letters()[0].Bytes
	for _, line := range strings.Split(string(raw), "\r\n") {
		if len(line) > 998 || strings.ContainsAny(line, "\r\n") {
			t.Fatalf("a line of %d bytes", len(line))
		}
	}
	got := attached(t, raw)
	for name, want := range map[string]string{"subject": strings.TrimSpace(item.Subject), "from": `"Müller & Söhne" <office@xn--mller-kva.example>`, "to": "\"Partner „1“\" <p1@partner.example>", "defects": "",
		"list-unsubscribe": "<mailto:office@xn--mller-kva.example?subject=unsubscribe%20P-0001>", "message-id": messageID(t, raw)} {
		if got[name] = bytes.TrimSpace(got[name]); string(got[name]) != want && strings.ReplaceAll(string(got[name]), `"`, "") != strings.ReplaceAll(want, `"`, "") {
			t.Errorf("%s: %q, want %q", name, got[name], want)
		}
	}
	if !bytes.Equal(got["Übersicht „neu“.bin"], deck) {
		t.Errorf("the file differs; files: %d", len(got))
	}
	for _, want := range []string{strings.TrimSpace(long), "\n.Punkt", "..zwei"} {
		if !strings.Contains(string(got["plain"]), want) {
			t.Errorf("the text lacks %.40q", want)
		}
	}
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(raw), host) || strings.Contains(string(got["headers"]), "user-agent") || strings.Contains(string(got["headers"]), "x-mailer") {
		t.Errorf("it tells about the machine: %s", got["headers"])
	}
}

// A newsletter as it arrives, read by Python's email package: its picture is a part that the page names by its id, not an attachment, and
// the head says how to unsubscribe. The page written as a file has the picture inside it.
func TestANewsletterArrivesWithItsPicture(t *testing.T) {
	o := postoffice.Open(t, false, postoffice.Faults{})
	f := newMailFirm(t, o, 1)
	var drawn bytes.Buffer
	if err := png.Encode(&drawn, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	m := app.ID[app.Material](f.ok(f.Materials.Add(t.Context(), app.Ask{}, app.Material{Title: "Bridge", Kind: app.Training}, app.NewVersion{File: &app.File{Name: "b.png", Bytes: drawn.Bytes()}})).ID)
	w, err := f.Materials.Whole(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	f.ok(f.Materials.Approve(t.Context(), app.Ask{}, w.Versions[0].ID, 0))
	f.ok(f.Materials.Publish(t.Context(), app.Ask{}, w.Versions[0].ID))
	test, err := f.Segments.Parse(t.Context(), "state = prospect")
	if err != nil {
		t.Fatal(err)
	}
	segment := app.ID[app.Segment](f.ok(f.Segments.Save(t.Context(), app.Ask{}, app.Segment{Name: "All", Rule: app.SegmentRule{Tests: []app.SegmentTest{test}}})).ID)
	blocks, err := f.Newsletters.Blocks(t.Context(), "# News\n\n:picture M-0001 | A bridge")
	if err != nil {
		t.Fatal(err)
	}
	n := app.Newsletter{Subject: "News", Language: "en", Segment: segment, Blocks: blocks}
	id := app.ID[app.Newsletter](f.ok(f.Newsletters.Save(t.Context(), app.Ask{}, n)).ID)
	if _, who, err := f.Newsletters.Send(t.Context(), app.Ask{}, id, app.MessageQueued, nil); err != nil || len(who.To) != 1 {
		t.Fatalf("%+v %v", who, err)
	}
	f.send()
	raw := o.Letters()[0].Bytes
	got := attached(t, raw)
	if id := messageID(t, raw); !strings.HasSuffix(id, "@xn--mller-kva.example>") || string(got["message-id"]) != id {
		t.Errorf("message id %q, read as %q", id, got["message-id"])
	}
	if !bytes.Equal(got["M-0001.png"], drawn.Bytes()) || !strings.Contains(string(got["html"]), `src="cid:M-0001.png" alt="A bridge"`) || strings.TrimSpace(string(got["list-unsubscribe"])) != "<mailto:office@xn--mller-kva.example?subject=unsubscribe%20P-0001>" {
		t.Errorf("%s\n%s", got["html"], raw)
	}
	if n := strings.Count(string(got["html"]), "Unsubscribe from this newsletter"); n != 1 {
		t.Errorf("it says %d times how to unsubscribe", n)
	}
	if !strings.Contains(string(raw), "Content-Id: <M-0001.png>") || !strings.Contains(string(raw), "multipart/related") || !strings.Contains(string(raw), "Content-Disposition: inline") {
		t.Errorf("%s", raw)
	}
	page, _, err := f.Newsletters.Page(t.Context(), n, f.partners[0])
	if err != nil {
		t.Fatal(err)
	}
	if text, err := f.Newsletters.HTML(page); err != nil || !strings.Contains(text, `src="data:image/png;base64,`+base64.StdEncoding.EncodeToString(drawn.Bytes())+`"`) || strings.Contains(text, "cid:") {
		t.Errorf("%s %v", text, err)
	}
}
