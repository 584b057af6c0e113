package term

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"rapport/app"
	"rapport/app/calendar"
)

// The exit statuses.
const (
	done    = 0
	refused = 1
	usage   = 2
	noFile  = 3
)

// Session is an open data file.
type Session struct {
	Firm  *app.Firm
	Path  string
	Close func() error
}

// Who says who asks, and on which day, for reproducible runs.
type Who struct {
	Actor string
	Today calendar.Day // 0: by the clock
}

// World is what the command line needs from outside. main fills it.
type World struct {
	Out, Err io.Writer
	Terminal bool // Err is a terminal: progress may be drawn
	Actor    string
	Version  string

	Open   func(ctx context.Context, path string, who Who) (*Session, error)
	Look   func(ctx context.Context, path string, who Who) (*Session, error) // opens for reading only, also beside a window
	Create func(ctx context.Context, path string, who Who) (*Session, error)
	Last   func() string                                                    // the data file used last, or empty
	Demo   func(ctx context.Context, dir string, who Who) (*Session, error) // makes the example firm's file
	Window func(ctx context.Context, s *Session) error                      // opens the window; nil where there is none
	Shot   func(s *Session, png string) error                               // paints the window into a file; nil where it can't
	NewKey func() app.Key
	Secret func(prompt string) (string, error) // reads a line that is not shown while it is typed
}

// cli is the grammar of the command line.
type cli struct {
	File    string      `help:"The data file (default: the one used last)." env:"RAPPORT_FILE" placeholder:"PATH"`
	JSON    bool        `name:"json" help:"Print one JSON document."`
	Preview bool        `help:"Show what would happen and change nothing."`
	As      string      `help:"Who is written into the audit log." placeholder:"NAME"`
	Today   day         `help:"The day it is, for reproducible runs." placeholder:"DATE"`
	Version versionFlag `help:"Print the version."`

	Window     windowCmd     `cmd:"" default:"1" hidden:"" help:"Open the window."`
	Demo       demoCmd       `cmd:"" help:"Make the example firm, run its last month, write its statements, open it."`
	New        newCmd        `cmd:"" help:"Make a new data file for a firm."`
	Info       infoCmd       `cmd:"" help:"What the file holds."`
	Import     importCmd     `cmd:"" help:"Import a CSV, XLSX, vCard or mail file, or take an import back."`
	Export     exportCmd     `cmd:"" help:"Export a list as CSV, XLSX or JSON."`
	Partner    partnerCmd    `cmd:"" help:"Partners and their people."`
	Newsletter newsletterCmd `cmd:"" help:"Mailings of blocks to a segment, and who got them."`
	Segment    segmentCmd    `cmd:"" help:"Saved filters over partners, used by lists, letters, materials, check-ins and reports."`
	Prospect   prospectCmd   `cmd:"" help:"Partners on their way in, and their applications."`
	Profile    profileCmd    `cmd:"" help:"The ideal partner, and how near others come to it."`
	Credential credentialCmd `cmd:"" help:"Licences, insurance and screenings of partners."`
	Material   materialCmd   `cmd:"" help:"The library: materials, their versions, and who holds them."`
	Goal       goalCmd       `cmd:"" help:"Goals of the program."`
	Onboarding onboardingCmd `cmd:"" help:"What a partner goes through before it is active."`
	Agreement  agreementCmd  `cmd:"" help:"Agreements and their terms."`
	Plan       planCmd       `cmd:"" help:"Plans: terms kept to be used again, and a catalogue of ready ones."`
	Client     clientCmd     `cmd:"" help:"Clients."`
	Referral   referralCmd   `cmd:"" help:"Referrals."`
	Outbound   outboundCmd   `cmd:"" help:"Referrals from the firm to its partners."`
	Template   templateCmd   `cmd:"" help:"Texts with fields, to write letters with."`
	Letter     letterCmd     `cmd:"" help:"What is written to partners."`
	Mail       mailCmd       `cmd:"" help:"E-mail to partners: written, looked at, sent; what became of it."`
	Market     marketCmd     `cmd:"" help:"What is heard in the market: objections, needs, competitors."`
	Code       codeCmd       `cmd:"" help:"Partners' codes and links, and what came by them."`
	Landing    landingCmd    `cmd:"" help:"Pages of the web to which partners' codes lead."`
	Lead       leadCmd       `cmd:"" help:"What people wrote in forms, until it is a referral or set aside."`
	Fee        feeCmd        `cmd:"" help:"Fee events."`
	Delivery   deliveryCmd   `cmd:"" help:"Services that partners delivered."`
	Tier       tierCmd       `cmd:"" help:"Partner tiers, such as silver and gold."`
	Commission commissionCmd `cmd:"" help:"Commission lines."`
	Dispute    disputeCmd    `cmd:"" help:"Partners' objections to commission lines."`
	Rate       rateCmd       `cmd:"" help:"Exchange rates."`
	Statement  statementCmd  `cmd:"" help:"Partner statements."`
	Selfbill   selfbillCmd   `cmd:"" help:"VAT documents issued in a partner's place."`
	Payment    paymentCmd    `cmd:"" help:"Payments to partners."`
	Gate       gateCmd       `cmd:"" help:"Rules that block, and where they were set aside."`
	Threshold  thresholdCmd  `cmd:"" help:"Amounts that tax rules name, from a day on."`
	Payout     payoutCmd     `cmd:"" help:"Payouts: money out of the door."`
	Gift       giftCmd       `cmd:"" help:"Gifts and other rewards that are not money."`
	Checkin    checkinCmd    `cmd:"" help:"Contacts with partners: planned, held, promised."`
	Task       taskCmd       `cmd:"" help:"Tasks, once or again and again."`
	Cadence    cadenceCmd    `cmd:"" help:"How often there is contact."`
	Report     reportCmd     `cmd:"" help:"Reports."`
	Duplicates duplicatesCmd `cmd:"" help:"Partners and clients that may be one."`
	View       viewCmd       `cmd:"" help:"Saved views of lists."`
	History    historyCmd    `cmd:"" help:"Everything that was done, by whom and when, and taking it back."`
	Search     searchCmd     `cmd:"" help:"Find anything: names, numbers, notes, promises, tasks, files' names."`
	Verify     verifyCmd     `cmd:"" help:"Check the whole file, or tell whether a PDF is one of its statements."`
	Repair     repairCmd     `cmd:"" help:"Make anew what search finds things by, when verify says that it is wrong."`
	Backup     backupCmd     `cmd:"" help:"Make a checked copy."`
}

type versionFlag bool

// day is a flag that holds YYYY-MM-DD.
type day struct{ calendar.Day }

// UnmarshalText reads YYYY-MM-DD.
func (d *day) UnmarshalText(text []byte) error {
	v, err := calendar.ParseDay(string(text))
	d.Day = v
	return err
}

// call is one command on its way: the world, the flags that hold for all, and where it prints.
type call struct {
	World
	ctx   context.Context
	flags *cli
	looks bool // the verb only reads
	sess  *Session
}

// Run does what args ask for and gives the exit status.
func Run(ctx context.Context, args []string, w World) int {
	c, parsed, code, err := parse(args, grammar(args), w)
	if err != nil && code < 0 { // the sentence about a mistake is made with all verbs in view
		c, parsed, code, err = parse(args, reflect.ValueOf(&cli{}), w)
	}
	if code >= 0 {
		return code // --help, --version
	}
	if err != nil {
		c.JSON = slices.Contains(args, "--json") // what stands before the mistake may not have been read
		return (&call{World: w, flags: &c}).wrong(err, "See `rapport --help`.")
	}
	run := &call{World: w, ctx: ctx, flags: &c, looks: onlyReads(parsed.Selected())}
	err = parsed.Run(run)
	if run.sess != nil {
		err = errors.Join(err, run.sess.Close())
	}
	return run.fail(err)
}

// parse reads args by a grammar, which is filled. code is the exit status when the grammar has done all there is to do, -1 otherwise.
func parse(args []string, by reflect.Value, w World) (c cli, parsed *kong.Context, code int, err error) {
	code = -1
	k, err := kong.New(by.Interface(), kong.Name("rapport"), kong.Description("Partner relationship management on one computer."),
		kong.Writers(w.Out, w.Err), kong.Exit(func(n int) { code = n }), kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Bind(w), kong.BindToProvider((*call).firm))
	if err == nil {
		parsed, err = k.Parse(signed(args, k.Model))
	}
	c.put(by)
	return c, parsed, code, err
}

// onlyReads tells whether a verb changes nothing in the data file, so that it works while a window has it open.
func onlyReads(verb *kong.Node) bool {
	if verb.Parent != nil && verb.Parent.Name == "report" {
		return verb.Name != "save" && verb.Name != "drop"
	}
	switch verb.Name {
	case "list", "list-sources", "show", "catalogue", "explain", "replay", "due", "quiet", "reprint", "trend", "info", "verify", "holders", "search", "timeline", "fields", "try", "keys", "got":
		return true
	case "queue":
		return verb.Parent.Name != "mail"
	case "test", "password":
		return verb.Parent.Name == "mail"
	case "export": // of data; a payout's is recorded
		return verb.Parent.Type == kong.ApplicationNode || verb.Parent.Name == "material" || verb.Parent.Name == "newsletter"
	case "check":
		return verb.Parent.Name == "payment" || verb.Parent.Name == "template"
	}
	return false
}

// BeforeReset prints the version.
func (versionFlag) BeforeReset(app *kong.Kong, w World) error {
	fmt.Fprintln(w.Out, "rapport", w.Version)
	app.Exit(0)
	return nil
}

// errNotOpened marks a data file that can't be used: exit status 3.
type errNotOpened struct{ error }

func (e errNotOpened) Unwrap() error { return e.error }

// errSilent ends with status 1 without a sentence: the document printed says it all.
var errSilent = errors.New("not ok")

// errUsage marks what kong can't see is wrong usage.
type errUsage struct{ error }

// fail prints a refusal and gives its exit status.
func (c *call) fail(err error) int {
	if err == nil {
		return done
	}
	if errors.Is(err, errSilent) {
		return refused
	}
	var u errUsage
	if errors.As(err, &u) {
		return c.wrong(u.error, "")
	}
	p := app.AsProblem(err)
	c.problem(string(p.Kind), p.Field, p.Say, p.Try)
	var n errNotOpened
	if errors.As(err, &n) {
		return noFile
	}
	return refused
}

// wrong says what of the usage is.
func (c *call) wrong(err error, try string) int {
	say := err.Error()
	if !strings.HasSuffix(say, ".") {
		say += "."
	}
	c.problem("usage", "", say, try)
	return usage
}

// problem prints a refusal: on standard error as a sentence, or as the one JSON document.
func (c *call) problem(kind, field, say, try string) {
	if c.flags.JSON {
		c.json(map[string]any{"problem": map[string]any{"kind": kind, "field": field, "say": say, "try": try}})
		return
	}
	fmt.Fprintln(c.Err, "rapport:", strings.TrimSpace(say+" "+try))
}

func (c *call) who() Who {
	actor := c.flags.As
	if actor == "" {
		actor = c.Actor
	}
	return Who{Actor: actor, Today: c.flags.Today.Day}
}

// firm opens the data file once and gives its use-cases. Verbs whose Run takes a firm get it from here.
func (c *call) firm() (*app.Firm, error) {
	if c.sess != nil {
		return c.sess.Firm, nil
	}
	path := c.flags.File
	if path == "" {
		path = c.Last()
	}
	if path == "" {
		return nil, errUsage{errors.New("no data file was used yet: name one with --file PATH, or make one with `rapport new` or `rapport demo`")}
	}
	open := c.Open
	if c.looks {
		open = c.Look
	}
	s, err := open(c.ctx, path, c.who())
	if err != nil {
		return nil, errNotOpened{err}
	}
	c.sess = s
	return s.Firm, c.heedClock()
}

// heedClock refuses to write by a clock that is likely wrong, unless the day is said.
func (c *call) heedClock() error {
	if c.looks || c.flags.Preview || c.flags.Today.Day != 0 {
		return nil
	}
	say, err := c.sess.Firm.Setup.Clock(c.ctx)
	if err != nil || say == "" {
		return err
	}
	return app.No(say, "Nothing was saved. Say what day it is with --today, or look first with --preview.")
}

// ask is what goes with every write of this call.
func (c *call) ask() app.Ask { return app.Ask{Key: c.NewKey(), Preview: c.flags.Preview} }

// receipt prints what a write did, or the refusal.
func (c *call) receipt(r app.Receipt, err error, extra map[string]any) error {
	if err != nil {
		return err
	}
	if c.flags.JSON {
		doc := map[string]any{"id": r.ID, "number": r.Number, "say": r.Label, "warnings": list(r.Warnings), "preview": r.Preview}
		for k, v := range extra {
			doc[k] = v
		}
		return c.json(doc)
	}
	say := r.Label
	if r.Preview {
		say = "Preview, nothing was changed: " + say
	}
	fmt.Fprintln(c.Out, strings.TrimSuffix(say, ".")+".")
	for _, w := range r.Warnings {
		fmt.Fprintln(c.Out, "Note:", w)
	}
	return nil
}

// list makes an empty list of a missing one, so that JSON shows [].
func list[T any](l []T) []T {
	if l == nil {
		return []T{}
	}
	return l
}

// save writes bytes beside their place and moves them there, so that no half file carries the final name. A preview writes none.
func (c *call) save(path string, data []byte) error {
	if err := notADataFile(path); err != nil || c.flags.Preview {
		return err
	}
	tmp, err := os.CreateTemp(dirOf(path), ".rapport-*")
	if err != nil {
		return notWritten(path, err)
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(data)
	err = errors.Join(err, tmp.Sync(), tmp.Close())
	if err == nil {
		err = os.Chmod(tmp.Name(), 0o600)
	}
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		return notWritten(path, err)
	}
	return nil
}

// notADataFile refuses to write over a firm's data, or what belongs to it.
func notADataFile(path string) error {
	base := path
	for _, end := range []string{"-wal", "-shm", ".lock"} {
		base = strings.TrimSuffix(base, end)
	}
	f, err := os.Open(base)
	if err != nil {
		return nil // nothing is there
	}
	defer f.Close()
	var head [16]byte
	if _, err := io.ReadFull(f, head[:]); err == nil && string(head[:15]) == "SQLite format 3" {
		return app.Bad("out", path+" is a data file and was left alone.", "Choose another name.")
	}
	return nil
}

func notWritten(path string, err error) error {
	return &app.Problem{Kind: app.Storage, Say: fmt.Sprintf("%s could not be written: %v.", path, err),
		Try: "Choose another folder or free some space; nothing else was changed.", Cause: err}
}
