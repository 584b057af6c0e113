// Rapport runs a firm's referral partnerships: one window, one file, no server.
package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"os/user"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"
	_ "time/tzdata" // zones on systems without their own

	"github.com/adrg/xdg"
	console "golang.org/x/term"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/names"
	"rapport/app/report"
	"rapport/data"
	"rapport/data/sample"
	"rapport/views/files"
	"rapport/views/paper"
	"rapport/views/term"
)

// version is set when a release is built.
const version = "0.1.0"

func main() { os.Exit(run(os.Args[1:])) }

func run(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	w := world()
	if len(args) == 0 {
		return openDesk(ctx, w)
	}
	spareCollections()
	return term.Run(ctx, args, w)
}

// spareCollections lets a verb use more memory before it is collected: most end before it is worth the time. What one may use stays
// bounded.
func spareCollections() {
	debug.SetGCPercent(250)
	debug.SetMemoryLimit(160 << 20)
}

// world joins the store, the printer and the faces.
func world() term.World {
	w := term.World{
		Out: os.Stdout, Err: os.Stderr, Terminal: isTerminal(os.Stderr), Actor: actor(), Version: version,
		Open: open, Look: look, Create: create, Demo: demo, Last: last, NewKey: newKey, Shot: shot(), Secret: secret,
	}
	w.Window = window(w)
	return w
}

// open opens a data file. The check of the whole file comes before the first write, so that a
// large one shows soon.
func open(ctx context.Context, path string, who term.Who) (*term.Session, error) {
	s, err := data.Open(ctx, path, data.Options{DeferCheck: true})
	if err != nil {
		return nil, err
	}
	return session(s, who)
}

// look opens a data file for reading only.
func look(ctx context.Context, path string, who term.Who) (*term.Session, error) {
	s, err := data.Open(ctx, path, data.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	return session(s, who)
}

func create(ctx context.Context, path string, who term.Who) (*term.Session, error) {
	s, err := data.Create(ctx, path, data.Options{})
	if err != nil {
		return nil, err
	}
	remember(path)
	return session(s, who)
}

// demo makes the example firm's file in a folder, in the place of an earlier one.
func demo(ctx context.Context, dir string, who term.Who) (*term.Session, error) {
	path, err := demoPath(ctx, dir)
	if err != nil {
		return nil, err
	}
	return fill(ctx, path, who, nil)
}

// fill makes a file and the example firm in it.
func fill(ctx context.Context, path string, who term.Who, progress func(done, total int64)) (*term.Session, error) {
	s, err := data.Create(ctx, path, data.Options{})
	if err != nil {
		return nil, err
	}
	today := who.Today
	if today == 0 {
		today = calendar.DayOf(time.Now(), time.Local)
	}
	if err := sample.Fill(ctx, s, s, sample.Options{Today: today, Print: print, BankFile: files.BankFile, Progress: progress}); err != nil {
		return nil, errors.Join(err, s.Close(), os.Remove(path))
	}
	remember(path)
	return session(s, who)
}

// demoPath makes the folder and clears an earlier example firm out of it. A file of any other firm is left alone.
func demoPath(ctx context.Context, dir string) (string, error) {
	path := filepath.Join(dir, "example.rapport")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", &app.Problem{Kind: app.Storage, Say: "The folder " + dir + " can't be made.", Try: "Choose another one.", Cause: err}
	}
	if _, err := os.Lstat(path); err != nil {
		return path, nil
	}
	s, err := data.Open(ctx, path, data.Options{})
	if err != nil {
		return "", err
	}
	var settings app.Settings
	err = s.Read(ctx, func(b app.Books) (err error) {
		settings, err = b.Settings()
		return err
	})
	if err = errors.Join(err, s.Close()); err != nil {
		return "", err
	}
	if settings.FirmName != "" && !settings.Example {
		return "", app.No(path+" belongs to "+settings.FirmName+" and was left alone.", "Choose another folder for the example firm.")
	}
	return path, os.Remove(path)
}

// freePath is a path in a folder for a firm's file that no other file has.
func freePath(dir, firm string) string {
	name := strings.ReplaceAll(names.Fold(firm), " ", "-")
	if name == "" {
		name = "firm"
	}
	path := filepath.Join(dir, name+".rapport")
	for n := 2; ; n++ {
		if _, err := os.Lstat(path); err != nil {
			return path
		}
		path = filepath.Join(dir, fmt.Sprintf("%s-%d.rapport", name, n))
	}
}

// cutZone finds the zone's name in the path of a system's zone file.
func cutZone(path string) (before, name string, ok bool) { return strings.Cut(path, "zoneinfo/") }

func session(s *data.Store, who term.Who) (*term.Session, error) {
	return sessionBy(s, who, data.Mailer{})
}

// sessionBy is a session whose mail is carried by a mailer.
func sessionBy(s *data.Store, who term.Who, mailer app.Mailer) (*term.Session, error) {
	firm := app.New(app.Deps{Store: s, Keep: s, Now: time.Now, Today: who.Today, Actor: who.Actor, Print: print, Printable: printable,
		BankFile: files.BankFile, ReadText: readText, Mail: mailBytes, News: files.WriteNews, Mailer: mailer, Vault: data.Keychain{}, Wait: wait})
	return &term.Session{Firm: firm, Path: s.Path(), Close: s.Close}, nil
}

// printer parses the fonts when the first document is printed.
var printer = sync.OnceValues(paper.New)

func printable(doc report.Document) error {
	p, err := printer()
	if err != nil {
		return err
	}
	return p.Printable(doc)
}

func print(doc report.Document) ([]byte, error) {
	p, err := printer()
	if err != nil {
		return nil, err
	}
	return p.Print(doc)
}

// mailBytes writes a message as mail servers and mail programs take it.
func mailBytes(p app.Post) ([]byte, error) {
	d := files.MailDraft{Sent: !p.Draft, From: p.From, FromName: p.FromName, ReplyTo: p.ReplyTo, To: p.To, ToName: p.ToName, Subject: p.Subject, Body: p.Body, HTML: p.HTML,
		Language: p.Language, Unsubscribe: p.Unsubscribe, ID: p.ID, Key: []byte(p.ID)[:12], Date: p.Date}
	for _, f := range p.Files {
		d.Files = append(d.Files, files.MailFile{Name: f.Name, Bytes: f.Bytes})
	}
	return files.WriteMailDraft(d)
}

// secret reads a line from standard input; of a terminal without showing it.
func secret(prompt string) (string, error) {
	if isTerminal(os.Stdin) {
		fmt.Fprint(os.Stderr, prompt)
		text, err := console.ReadPassword(int(os.Stdin.Fd()))
		fmt.Fprintln(os.Stderr)
		return string(text), err
	}
	line, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if errors.Is(err, io.EOF) && line != "" {
		err = nil
	}
	return strings.TrimRight(line, "\r\n"), err
}

// wait lets a time pass, unless ctx ends first.
func wait(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// actor is who is written into the audit log unless --as says otherwise.
func actor() string {
	if u, err := user.Current(); err == nil {
		if u.Name != "" {
			return strings.TrimRight(u.Name, ",")
		}
		return u.Username
	}
	return "somebody"
}

func newKey() app.Key {
	var k app.Key
	_, _ = rand.Read(k[:]) // never fails; see crypto/rand
	return k
}

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// mostRecent is how many data files are remembered.
const mostRecent = 8

// lastFile is where the paths of the data files used last are kept, a line each, the latest first.
func lastFile() (string, error) { return xdg.ConfigFile("rapport/last") }

// remember keeps the path for the next start: what was made, or opened in the window. Without a place for it the
// program works all the same.
func remember(path string) {
	file, err := lastFile()
	if err != nil {
		return
	}
	full, err := filepath.Abs(path)
	if err != nil {
		return
	}
	list := slices.DeleteFunc(remembered(), func(other string) bool { return other == full })
	list = append([]string{full}, list...)
	_ = os.WriteFile(file, []byte(strings.Join(list[:min(len(list), mostRecent)], "\n")+"\n"), 0o600)
}

// remembered are the data files used last, the latest first.
func remembered() []string {
	path, err := lastFile()
	if err != nil {
		return nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	return slices.DeleteFunc(strings.Split(string(text), "\n"), func(line string) bool { return strings.TrimSpace(line) == "" })
}

func last() string {
	if list := remembered(); len(list) > 0 {
		return list[0]
	}
	return ""
}
