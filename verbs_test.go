package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"

	"rapport/app"
	"rapport/app/terms"
	"rapport/assets"
	"rapport/data"
	"rapport/internal/postoffice"
	"rapport/views/term"
)

// line is the command line on one data file, run inside the test.
type line struct {
	*program
	world term.World
}

func newLine(t *testing.T) *line {
	p := newProgram(t)
	t.Setenv("RAPPORT_FILE", p.file)
	t.Chdir(p.home)
	w := world()
	w.Actor, w.Window, w.Shot, w.Last = "Ms Tester", nil, nil, func() string { return p.file }
	w.Create = func(ctx context.Context, path string, who term.Who) (*term.Session, error) { // not to be remembered
		s, err := data.Create(ctx, path, data.Options{})
		if err != nil {
			return nil, err
		}
		return session(s, who)
	}
	return &line{program: p, world: w}
}

// say runs one command and gives what it printed and its exit status.
func (l *line) say(args ...string) (out, errs string, status int) {
	l.t.Helper()
	var o, e bytes.Buffer
	w := l.world
	w.Out, w.Err = &o, &e
	status = term.Run(context.Background(), append(args, "--today", "2026-02-10"), w)
	return o.String(), e.String(), status
}

// must runs one command that has to work.
func (l *line) must(args ...string) string {
	l.t.Helper()
	out, errs, status := l.say(args...)
	if status != 0 {
		l.t.Fatalf("%s: status %d\n%s%s", strings.Join(args, " "), status, out, errs)
	}
	return out
}

// folder is every file there with its content. What SQLite keeps beside an open file is not looked at.
func (l *line) folder() map[string]string {
	l.t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(l.home, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, ".lock") {
			return err
		}
		raw, err := os.ReadFile(path)
		out[path] = string(raw)
		return err
	})
	if err != nil {
		l.t.Fatal(err)
	}
	return out
}

// A step is a verb as it is typed, in the order of a firm's first weeks: each works on what the ones before it left.
type step struct {
	verb, args string // args: separated by |
	reads      bool   // changes nothing
}

var steps = []step{
	{"new", "other.rapport|--firm|Other Ltd|--currency|usd", false},
	{"info", "", true},
	{"partner add", "Alder Tax|--type|accountant|--person|Ann Alder", false},
	{"partner add", "Birch Law", false},
	{"partner add", "Birch Law LLP", false},
	{"partner merge", "Birch Law LLP|Birch Law", false},
	{"partner set", "Alder Tax|--phone|+44 20 7946 0123|--tag|gold", false},
	{"partner list", "--sort|-name|--where|state=prospect", true},
	{"partner show", "Alder Tax", true},
	{"segment save", "Golden|--test|tag = gold|--test|not introduced in 6 months|--note|to be called", false},
	{"segment save", "Tin|--test|tag = tin|--any", false},
	{"segment list", "", true},
	{"segment show", "golden", true},
	{"segment keys", "", true},
	{"segment delete", "Tin", false},
	{"partner list", "--segment|Golden", true},
	{"checkin round", "Golden|--day|2026-03-02|--per-day|3|--subject|Spring", false},
	{"cadence set", "--segment|Golden|--every|8 weeks", false},
	{"report reciprocity", "--segment|Golden", true},
	{"agreement add", "Alder Tax|--terms|once.yaml|--from|2026-01-01", false},
	{"agreement stage", "A-0001|in review", false},
	{"agreement sign", "A-0001|--by|Ann Alder|--on|2026-01-01", false},
	{"agreement list", "--sort|-number", true},
	{"agreement show", "A-0001", true},
	{"plan add", "--from|accounting-first-year", false},
	{"plan add", "Ten per cent|--terms|once.yaml|--note|the usual", false},
	{"plan edit", "Ten per cent|--note|for accountants", false},
	{"plan list", "--sort|-agreements", true},
	{"plan show", "PL-0002|--at|1000|--at|2500", true},
	{"plan catalogue", "", true},
	{"plan catalogue", "affiliate-grow|--currency|JPY", true},
	{"agreement add", "Birch Law|--plan|Ten per cent|--from|2026-02-01", false},
	{"plan archive", "PL-0001", false},
	{"plan archive", "PL-0001|--back", false},
	{"plan remove", "PL-0001", false},
	{"partner stage", "Alder Tax|in review", false},
	{"partner stage", "Alder Tax|onboarding", false},
	{"prospect list", "--sort|-score", true},
	{"prospect apply", "Birch Law|--note|asked us", false},
	{"prospect review", "Birch Law|--by|2026-03-01", false},
	{"prospect show", "Birch Law", true},
	{"prospect list-sources", "", true},
	{"profile set", "Age of the firm|--weight|5", false},
	{"profile drop", "Age of the firm", false},
	{"profile rate", "Birch Law|Region|3|--note|next door", false},
	{"profile list", "", true},
	{"profile show", "Birch Law", true},
	{"material add", "Our fees|--text|We charge by the hour.|--tag|fees|--for|accountant|--expires|2026-12-31", false},
	{"material edit", "Our fees|--note|kept by the partners", false},
	{"material submit", "M-0001", false},
	{"material back", "M-0001|--reason|Name the cap.", false},
	{"material approve", "M-0001|--expires|2027-01-31", false},
	{"material publish", "Our fees", false},
	{"material deliver", "M-0001|Alder Tax|--way|post", false},
	{"material version", "M-0001|--attach|once.yaml|--news|as a file", false},
	{"material approve", "M-0001|--version-no|2", false},
	{"material publish", "M-0001|--version-no|2", false},
	{"material list", "--where|kind=product overview", true},
	{"material show", "M-0001", true},
	{"material holders", "", true},
	{"material holders", "M-0001", true},
	{"material search", "fees hour", true},
	{"material export", "M-0001|--version-no|1|--out|pieces", false},
	{"material brand", "M-0001|Alder Tax|--version-no|1|--out|fees-alder.pdf", false},
	{"material leave", "M-0001", false},
	{"material deliver", "M-0001|Alder Tax", false},
	{"material withdraw", "M-0001|--reason|wrong fee", false},
	{"material recalled", "M-0001|Alder Tax|--version-no|2", false},
	{"material takeback", "1", false},
	{"credential add", "Alder Tax|licence|Chartered accountant|--issuer|ICAEW|--expires|2026-02-01", false},
	{"credential renew", "1|Chartered accountant|--issuer|ICAEW|--expires|2026-03-01", false},
	{"credential add", "Alder Tax|screening|Sanctions list|--result|clear", false},
	{"credential retire", "3", false},
	{"credential rule", "hold|--required|licence,insurance", false},
	{"credential list", "", true},
	{"credential list", "Alder Tax", true},
	{"goal add", "qualified referrals|20|--period|2026", false},
	{"goal edit", "1|25", false},
	{"goal list", "", true},
	{"goal add", "revenue|12000.00|--period|2026-Q1", false},
	{"goal remove", "2", false},
	{"onboarding show", "Alder Tax", true},
	{"onboarding add", "Alder Tax|Logo on our website|--due|2026-02-01", false},
	{"onboarding list", "", true},
	{"onboarding edit", "Alder Tax|7|--owner|Ben", false},
	{"onboarding done", "Alder Tax|7", false},
	{"onboarding reopen", "Alder Tax|7", false},
	{"onboarding remove", "Alder Tax|7", false},
	{"onboarding waive", "Alder Tax|3|--reason|no tax", false},
	{"onboarding fill", "Birch Law", false},
	{"partner stage", "Alder Tax|active|--checklist|waived|--reason|a sister firm", false},
	{"client add", "Northgate Dental|--industry|health", false},
	{"client add", "North Gate Dental", false},
	{"client merge", "North Gate Dental|Northgate Dental", false},
	{"client list", "--search|north", true},
	{"client show", "Northgate Dental", true},
	{"referral add", "Alder Tax|Northgate Dental|--introduced|2026-01-05|--estimate|9000|--person|Ann Alder", false},
	{"referral add", "Alder Tax|Marlow Ltd|--introduced|2026-01-06", false},
	{"referral split", "R-2026-0001|Alder Tax=60|Birch Law=40", false},
	{"referral split", "R-2026-0001|Alder Tax=100", false},
	{"referral stage", "R-2026-0001|won|--on|2026-01-10", false},
	{"referral stage", "R-2026-0002|won|--on|2026-01-10", false},
	{"referral list", "--where|stage=won|--sort|-introduced", true},
	{"fee add", "R-2026-0001|1000|--on|2026-01-12", false},
	{"fee add", "R-2026-0001|17|--on|2026-01-13", false},
	{"fee add", "R-2026-0002|500|--on|2026-01-13", false},
	{"fee void", "2|--reason|entered twice", false},
	{"fee list", "--where|day=2026-01-01..2026-01-31", true},
	{"checkin add", "Alder Tax|--person|Ann Alder|--note|Met @Ann Alder|--we|send the fee sheet=2026-02-20|--they|introduce Mr Finch|--next|2026-03-10", false},
	{"checkin add", "Alder Tax|--kind|meeting|--day|2026-02-20|--at|14:30|--notice|1 day", false},
	{"checkin move", "3|--to|2026-02-24|--reason|holidays", false},
	{"checkin hold", "4|--day|2026-02-10|--mood|good", false},
	{"checkin add", "Birch Law|--planned|--day|2026-02-09", false},
	{"checkin missed", "5|--reason|nobody there", false},
	{"checkin add", "Birch Law|--planned|--day|2026-02-11", false},
	{"checkin skip", "6", false},
	{"checkin add", "Birch Law|--planned|--day|2026-02-12", false},
	{"checkin cancel", "7|--reason|not needed", false},
	{"checkin list", "--where|state=held|--sort|-day", true},
	{"checkin show", "1", true},
	{"partner attach", "Alder Tax|letter.txt", false},
	{"partner timeline", "Alder Tax|--kind|contact|--kind|referral|--from|2026-01-01|--to|2026-12-31", true},
	{"checkin promise", "Alder Tax|the new price list|--due|2026-02-28", false},
	{"checkin kept", "1", false},
	{"checkin broken", "2", false},
	{"checkin dropped", "3|--note|no longer wanted", false},
	{"outbound add", "Alder Tax|Northgate Dental|--given|2026-01-15|--estimate|4000|--consented|2026-01-14|--person|Ann Alder", false},
	{"outbound add", "Birch Law|Quay Ltd", false},
	{"outbound set", "G-2026-0001|--service|probate", false},
	{"outbound chase", "G-2026-0001|--note|asked by telephone", false},
	{"outbound move", "G-2026-0001|engaged|--on|2026-02-01|--value|3800", false},
	{"outbound list", "--where|state=given|--sort|-estimate", true},
	{"outbound show", "G-2026-0001", true},
	{"market add", "objection|Too dear for executors|--tag|price|--referral|R-2026-0001", false},
	{"market add", "competitor|A bank offers probate|--partner|Birch Law", false},
	{"market set", "2|--kind|market shift|--tag|banks", false},
	{"market list", "--search|bank", true},
	{"market trend", "--by|month", true},
	{"market trend", "--format|xlsx|--out|market.xlsx", false},
	{"market remove", "2", false},
	{"code link", "https://firm.example/refer?p={code}", false},
	{"code link", "", true},
	{"code add", "Alder Tax|--campaign|Spring mailing|--letters|ALDER", false},
	{"code set", "alder|--until|2026-06-30", false},
	{"code list", "Alder Tax", true},
	{"code list", "", true},
	{"code qr", "ALDER|--out|alder.svg", false},
	{"code qr", "ALDER|--out|alder.png", false},
	{"code cards", "ALDER|--out|alder-cards.pdf", false},
	{"code remove", "ALDER", false},
	{"partner target", "Alder Tax|--quarter|2026-Q2|--received|5|--from-us|3", false},
	{"partner target", "Alder Tax", true},
	{"report reciprocity", "", true},
	{"report reciprocity", "--partner|Alder Tax|--by|both", true},
	{"report reciprocity", "--format|pdf|--out|given.pdf", false},
	{"report works", "--by|partner", true},
	{"report works", "--by|material", true},
	{"report works", "--by|incentive|--format|pdf|--out|works.pdf", false},
	{"report figures", "--period|2026", true},
	{"report figures", "--of|conversion", true},
	{"report figures", "--format|pdf|--out|figures.pdf", false},
	{"report figures", "--months|revenue|--period|2026", true},
	{"report figures", "--months|conversion|--format|pdf|--out|conversion.pdf", false},
	{"report league", "--period|2026", true},
	{"report league", "--format|pdf|--out|league.pdf", false},
	{"report cohorts", "", true},
	{"report cohorts", "--format|xlsx|--out|cohorts.xlsx", false},
	{"report time-to-win", "--period|2026", true},
	{"report time-to-win", "--format|pdf|--out|time.pdf", false},
	{"report funnel", "", true},
	{"report lost", "", true},
	{"report objections", "--period|2026-Q1", true},
	{"report forecast", "", true},
	{"report forecast", "--format|pdf|--out|forecast.pdf", false},
	{"report ideal", "", true},
	{"profile learn", "", true},
	{"report review", "--period|2026|--out|program.pdf", false},
	{"report save", "Board|--report|review|--period|last quarter", false},
	{"report save", "By incentive|--report|works|--by|incentive", false},
	{"report saved", "", true},
	{"report run", "By incentive", true},
	{"report run", "Board|--format|pdf|--out|board.pdf", false},
	{"report drop", "By incentive", false},
	{"report qbr", "Alder Tax|--quarter|2026-Q1|--out|review.pdf", false},
	{"template begin", "--language|en", false},
	{"template add", "Hello|--text|{{ greeting }}, all well at {{ partner.name }}?|--kind|letter", false},
	{"partner set", "Alder Tax|--email|office@alder.example", false},
	{"segment save", "Tagged gold|--test|tag = gold", false},
	{"segment write", "Tagged gold|Hello", false},
	{"template edit", "Hello|--note|any time", false},
	{"template list", "--where|language=en", true},
	{"template show", "Hello", true},
	{"template fields", "", true},
	{"template check", "", true},
	{"template try", "Hello|--partner|Alder Tax", true},
	{"landing set", "--privacy|https://firm.example/privacy|--form|mailto:hello@firm.example|--colour|#107040", false},
	{"landing set", "", true},
	{"material add", "What Alder gets|--kind|disclosure|--text|{{ partner.name }} may receive a payment.", false},
	{"material approve", "What Alder gets", false},
	{"material publish", "What Alder gets", false},
	{"landing write", "Alder Tax|--out|pages|--language|en", false},
	{"landing list", "", true},
	{"landing down", "1", false},
	{"letter write", "Hello|--partner|Alder Tax|--person|Ann Alder", false},
	{"letter write", "Hello|--partner|Alder Tax|--out|hello.pdf", false},
	{"letter write", "Hello|--partner|Alder Tax|--out|hello.eml", false},
	{"letter reprint", "L-00001|--out|again-letter.pdf", false},
	{"letter list", "Alder Tax", true},
	{"letter show", "L-00001", true},
	{"mail settings", "--way|server|--server|127.0.0.1|--port|{port}|--security|STARTTLS|--user|ann|--sender|office@aldgate.example", false},
	{"mail password", "", true},
	{"mail test", "--to|me@aldgate.example", true},
	{"partner add", "Dover Mail|--email|post@dover.example", false},
	{"letter write", "Hello|--partner|Dover Mail", false},
	{"mail letter", "L-00004", false},
	{"mail edit", "E-00001|--subject|Good day", false},
	{"mail show", "E-00001", true},
	{"mail queue", "E-00001", false},
	{"mail hold", "E-00001", false},
	{"mail letter", "L-00004|--queue", false},
	{"mail list", "--where|state=queued", true},
	{"mail send", "", false},
	{"mail bounced", "E-00003|--reason|mailbox full", false},
	{"mail drafts", "E-00001|--out|drafts", false},
	{"mail again", "E-00001", false},
	{"mail drafts", "E-00001|--out|drafts2", false},
	{"mail went", "E-00001", false},
	{"mail letter", "L-00004", false},
	{"mail cancel", "E-00004|--reason|not needed", false},
	{"material mail", "What Alder gets|Alder Tax", false},
	{"mail rules add", "accepted|Hello|--auto", false},
	{"mail rules list", "", true},
	{"mail rules remove", "1", false},
	{"newsletter add", "News for {{ partner.name }}|--segment|Tagged gold|--text|# Hello\n\n{{ greeting }}, all is well.", false},
	{"newsletter add", "Second|--text|Not for long.", false},
	{"newsletter edit", "N-0001|--language|en", false},
	{"newsletter list", "", true},
	{"newsletter show", "N-0001", true},
	{"newsletter show", "N-0001|--partner|Alder Tax", true},
	{"newsletter audience", "N-0001", true},
	{"newsletter export", "N-0001|--partner|Alder Tax|--out|news.html", false},
	{"newsletter send", "N-0001", false},
	{"newsletter got", "N-0001", true},
	{"newsletter remove", "N-0002", false},
	{"template archive", "Hello", false},
	{"template archive", "Hello|--back", false},
	{"template remove", "Hello", false},
	{"partner logo", "Alder Tax|--attach|logo.png", false},
	{"partner logo", "Alder Tax", false},
	{"checkin settings", "--notice|1 day|--counting|call, meeting|--closed|2026-12-25, 2026-12-28..2027-01-01|--chase|21", false},
	{"task add", "Order cards|--due|2026-02-11|--every|monthly|--partner|Alder Tax", false},
	{"task edit", "1|--what|Order the cards|--at|14:30|--notice|2 hours|--owner|Bo", false},
	{"task done", "1", false},
	{"task drop", "1", false},
	{"task open", "1", false},
	{"task list", "--sort|-due", true},
	{"cadence set", "Alder Tax|--every|4 weeks|--most|6 weeks|--from|2026-01-05", false},
	{"cadence list", "", true},
	{"checkin due", "--until|2026-03-31", true},
	{"checkin quiet", "", true},
	{"commission run", "--until|2026-02-10", false},
	{"commission list", "--sort|-amount", true},
	{"commission explain", "1", true},
	{"commission replay", "--all|--months|3", true},
	{"commission hold", "1|--reason|to be asked", false},
	{"commission release", "1|--reason|asked", false},
	{"commission adjust", "Alder Tax|-12.50|--reason|agreed by telephone", false},
	{"commission adjust", "Alder Tax|99|--reason|a mistake", false},
	{"commission adjust", "Alder Tax|7|--reason|another", false},
	{"commission void", "6|--reason|not meant", false},
	{"commission approve", "--all", false},
	{"commission reverse", "7|--reason|not meant either", false},
	{"referral show", "R-2026-0001", true},
	{"statement run", "--period|2026-01|--out|out", false},
	{"statement list", "--sort|-number", true},
	{"statement show", "S-2026-0001", true},
	{"statement reprint", "S-2026-0001|--out|again.pdf", false},
	{"partner set", "Alder Tax|--email|tax@alder.example", false},
	{"mail statements", "--period|2026-01", false},
	{"statement send", "S-2026-0001|--to|post", false},
	{"statement stage", "S-2026-0001|queried|--note|asks for the invoice", false},
	{"payment add", "S-2026-0001|1.00|--reference|17", false},
	{"payment list", "Alder Tax", true},
	{"payment check", "Alder Tax|149.00", true},
	{"statement run", "--period|2026-02", false},
	{"statement void", "S-2026-0002|--reason|too early", false},
	{"agreement amend", "A-0001|--terms|once.yaml|--effective|2026-01-20|--by|Ann Alder|--retroactive", false},
	{"agreement amend", "A-0001|--terms|once.yaml|--effective|2026-03-01|--by|Ann Alder", false},
	{"agreement end", "A-0001|--last|2026-12-31", false},
	{"report liability", "", true},
	{"report liability", "--format|pdf|--out|liability.pdf", false},
	{"report liability", "--format|xlsx|--out|liability.xlsx", false},
	{"partner tax", "Alder Tax|--w9|2026-01-02|--vat-rate|20 %", false},
	{"gate override", "Alder Tax|tax number|--reason|its number is applied for", false},
	{"gate list", "Alder Tax", true},
	{"gate restore", "Alder Tax|tax number", false},
	{"threshold set", "2100|--from|2027-01-01|--source|as published", false},
	{"threshold list", "", true},
	{"report tax-year", "--year|2026", true},
	{"report tax-year", "--year|2026|--single", true},
	{"report tax-year", "--year|2026|--format|pdf|--out|year.pdf", false},
	{"partner tax", "Alder Tax|--vat-number|GB123456789|--vat-by|total|--self-billed|2026-01-01", false},
	{"selfbill run", "--period|2026-01", false},
	{"selfbill list", "--sort|-gross", true},
	{"selfbill show", "SB-2026-0001", true},
	{"selfbill reprint", "SB-2026-0001|--out|bill.pdf", false},
	{"verify", "bill.pdf", true},
	{"selfbill credit", "SB-2026-0001|--reason|wrong rate", false},
	{"import partners", "partners.csv", false},
	{"import people", "people.csv", false},
	{"import clients", "clients.csv", false},
	{"import referrals", "referrals.csv", false},
	{"import fees", "fees.csv", false},
	{"import deals", "deals.csv", false},
	{"import checkins", "checkins.csv", false},
	{"import outbound", "outbound.csv", false},
	{"import leads", "leads.csv", false},
	{"import list", "", true},
	{"import undo", "6", false},
	{"lead list", "--where|state=new", true},
	{"lead show", "1", true},
	{"lead accept", "1|--partner|Alder Tax|--client|Leeds & Co|--owner|Clara", false},
	{"lead accept", "2|3", false},
	{"lead decline", "4|--reason|not our field", false},
	{"lead spam", "5", false},
	{"partner bank set", "Alder Tax|--currency|EUR|--method|other", false},
	{"partner bank confirm", "Alder Tax|--currency|EUR|--how|called the number on the agreement", false},
	{"partner bank list", "Alder Tax", true},
	{"gift propose", "Alder Tax|--person|Ann Alder|--what|a book|--value|30", false},
	{"gift approve", "1", false},
	{"gift sent", "1", false},
	{"gift received", "1", false},
	{"gift list", "Alder Tax", true},
	{"gift propose", "Alder Tax|--person|Ann Alder|--what|a pen|--value|10", false},
	{"gift declined", "2", false},
	{"payout threshold", "5|--currency|EUR", false},
	{"payout payer", "--name|Aldgate Partners|--town|London|--country|GB", false},
	{"payout run", "", false},
	{"payout list", "", true},
	{"payout show", "PO-2026-0001", true},
	{"payout cancel", "PO-2026-0001|--reason|not yet", false},
	{"payout run", "", false},
	{"payout approve", "--all", false},
	{"payout export", "--format|csv|--out|first.csv", false},
	{"payout export", "--again|F-2026-0001|--out|again.csv", false},
	{"payout files", "", true},
	{"payout sent", "PO-2026-0002", false},
	{"payout failed", "PO-2026-0002|--reason|account closed", false},
	{"payout run", "", false},
	{"payout approve", "PO-2026-0003", false},
	{"payout export", "--format|csv|--out|second.csv", false},
	{"payout sent", "--all", false},
	{"payout returned", "PO-2026-0003|--reason|account unknown", false},
	{"payout run", "", false},
	{"payout approve", "--all", false},
	{"payout export", "--format|csv|--out|third.csv", false},
	{"payout sent", "--all", false},
	{"payout cleared", "--all|--reference|77", false},
	{"rate add", "USD|EUR|0.9229|--source|the bank|--on|2026-02-02", false},
	{"rate import", "eurofxref.csv", false},
	{"rate list", "USD|EUR", true},
	{"tier set", "Alder Tax|gold|--reason|as agreed", false},
	{"tier show", "Alder Tax", true},
	{"tier review", "", false},
	{"delivery add", "Alder Tax|2|--service|post", false},
	{"delivery list", "Alder Tax", true},
	{"delivery void", "1|--reason|not delivered", false},
	{"referral consent", "R-2026-0002|--document|letter of 4 February", false},
	{"dispute open", "2|--figure|60|--by|Ann Alder|--claim|We agreed on 12 %.|--attach|letter.txt", false},
	{"dispute move", "D-2026-0001|in review|--note|asked for the letter", false},
	{"dispute list", "", true},
	{"dispute show", "D-2026-0001", true},
	{"dispute move", "D-2026-0001|rejected|--note|it says 10 %", false},
	{"dispute close", "D-2026-0001", false},
	{"commission queue", "", true},
	{"commission adjust", "Birch Law|-5|--reason|agreed", false},
	{"commission approve", "--all", false},
	{"commission writeoff", "Birch Law|--reason|too small to ask for", false},
	{"export", "partners", true},
	{"export", "journal|--out|journal.ledger", false},
	{"export", "commissions|--format|csv|--out|commissions.csv", false},
	{"search", "north", true},
	{"partner add", "Alder Tax Ltd", false},
	{"view save", "Won this year|--of|referrals|--where|stage=won|--where|closed=this year|--sort|-closed", false},
	{"view list", "", true},
	{"referral list", "--view|Won this year", true},
	{"view remove", "Won this year", false},
	{"history list", "--limit|5|--where|about=partner", true},
	{"history list", "--partner|Alder Tax", true},
	{"history show", "3", true},
	{"duplicates list", "", true},
	{"duplicates list", "--clients", true},
	{"duplicates show", "Alder Tax Ltd|Alder Tax", true},
	{"duplicates dismiss", "Alder Tax Ltd|Alder Tax|--note|sisters", false},
	{"duplicates apart", "", true},
	{"duplicates reconsider", "Alder Tax Ltd|Alder Tax", false},
	{"history undo", "", false},
	{"repair", "", false},
	{"verify", "", true},
	{"backup", "--to|copy.rapport", false},
	{"demo", "--dir|demo|--no-window", false},
}

// firstFirm makes the file that the steps begin with, and the files they read.
func (l *line) firstFirm() {
	l.must("new", l.file, "--firm", "Aldgate Partners", "--currency", "EUR")
	l.write("once.yaml", "currency: EUR\nrules:\n  - {kind: percent once, rate: 10 %}\n")
	l.write("logo.png", string(assets.ExampleLogo()))
	l.write("partners.csv", "name,type\nCedar & Co,accountant\n")
	l.write("people.csv", "partner,name\nCedar & Co,Cy Cedar\n")
	l.write("clients.csv", clientsFile(2))
	l.write("referrals.csv", "reference,partner,client,introduced\nX1,Alder Tax,Newcomer 0,2026-01-20\n")
	l.write("fees.csv", "reference,referral,kind,day,amount\nF1,R-2026-0002,received,2026-02-01,40.00\n")
	l.write("deals.csv", dealsFile("D", 5))
	l.write("checkins.csv", "partner,kind,day,note\nAlder Tax,call,2026-01-20,went well\n")
	l.write("outbound.csv", "partner,client,given,state\nAlder Tax,Marlow Ltd,2026-01-20,met\n")
	l.write("leads.csv", "name,email,message,code,Submitted at\nAnna,anna@leeds.example,A will,,2026-02-01 10:20:30\nBob,bob@x.example,b,QV9-W8F,2026-02-01T10:20:30Z\n"+
		"Carl,carl@x.example,c,QV9W8F,2026-02-02 10:00\nDora,dora@x.example,d,,2026-02-02 10:00\nEve,eve@x.example,e,,2026-02-02 10:00\n")
	l.write("letter.txt", "ten per cent")
	l.write("eurofxref.csv", "Date,USD,GBP,\n2026-02-03,1.0835,0.8530,\n2026-02-02,1.0830,0.8535,\n")
	l.tiers()
}

// postOffice is where the mail of the firm goes; it gives the port.
func (l *line) postOffice() string {
	l.t.Helper()
	keyring.MockInit()
	o := postoffice.Open(l.t, false, postoffice.Faults{})
	opened := func(readOnly bool) func(context.Context, string, term.Who) (*term.Session, error) {
		return func(ctx context.Context, path string, who term.Who) (*term.Session, error) {
			s, err := data.Open(ctx, path, data.Options{ReadOnly: readOnly, DeferCheck: !readOnly})
			if err != nil {
				return nil, err
			}
			return sessionBy(s, who, data.Mailer{Roots: o.Roots})
		}
	}
	l.world.Open, l.world.Look = opened(false), opened(true)
	l.world.Secret = func(string) (string, error) { return "secret", nil }
	return strconv.Itoa(o.Port)
}

// tiers gives the firm its partner tiers, which are entered in the window.
func (l *line) tiers() {
	l.t.Helper()
	s, err := l.world.Open(context.Background(), l.file, term.Who{Actor: "Ms Tester"})
	if err != nil {
		l.t.Fatal(err)
	}
	defer s.Close()
	settings, err := s.Firm.Setup.Settings(context.Background())
	if err != nil {
		l.t.Fatal(err)
	}
	settings.PartnerTiers = []app.PartnerTier{{Name: "silver", Measure: terms.ByWonCount, Window: terms.CalendarYear, AtLeast: 1}, {Name: "gold"}}
	if _, err := s.Firm.Setup.Edit(context.Background(), app.Ask{}, settings); err != nil {
		l.t.Fatal(err)
	}
}

// TestEveryVerb holds each verb to the conventions: --preview does everything but leaves every file as it was, --json is one
// document, plain text says something, and a verb that only reads changes nothing.
func TestEveryVerb(t *testing.T) {
	l := newLine(t)
	l.world.Demo = func(ctx context.Context, dir string, who term.Who) (*term.Session, error) {
		return l.world.Open(ctx, l.file, who)
	}
	l.firstFirm()
	port := l.postOffice()
	for _, s := range steps {
		args := strings.Fields(s.verb)
		s.args = strings.ReplaceAll(s.args, "{port}", port)
		if s.args != "" {
			args = append(args, strings.Split(s.args, "|")...)
		}
		before := l.folder()
		out := l.must(append(args, "--preview", "--json")...)
		var doc map[string]any
		if err := json.Unmarshal([]byte(out), &doc); err != nil {
			t.Errorf("%s: not one JSON document: %v\n%s", args, err, out)
		}
		if after := l.folder(); !maps.Equal(before, after) {
			t.Errorf("%s --preview changed something: %q", args, changes(before, after))
		}
		if !s.reads && doc["preview"] != true {
			t.Errorf("%s --preview does not say so: %s", args, out)
		}
		if text := l.must(args...); strings.TrimSpace(text) == "" || strings.HasPrefix(text, "{") {
			t.Errorf("%s says %q", args, text)
		}
		if changed := !maps.Equal(before, l.folder()); changed == s.reads && s.verb != "demo" {
			t.Errorf("%s changed files: %v", args, changed)
		}
	}
}

// changes are the files that differ.
func changes(a, b map[string]string) (out []string) {
	for _, name := range slices.Sorted(maps.Keys(b)) {
		if a[name] != b[name] {
			out = append(out, filepath.Base(name))
		}
	}
	return out
}

// TestNoVerbIsLeftOut compares the steps with the help.
func TestNoVerbIsLeftOut(t *testing.T) {
	help, _, _ := newLine(t).say("--help")
	_, commands, _ := strings.Cut(help, "Commands:")
	found := regexp.MustCompile(`(?m)^  ([a-z]+(?: [a-z]+)*)  `).FindAllStringSubmatch(commands, -1)
	if len(found) < 40 {
		t.Fatalf("the help lists %d verbs:\n%s", len(found), help)
	}
	for _, f := range found {
		if !slices.ContainsFunc(steps, func(s step) bool { return s.verb == f[1] }) {
			t.Errorf("%s has no step", f[1])
		}
	}
}

// TestRefusalsSayWhatToDo: the exit status, and the words that tell a person which of the things typed is wrong and the way out.
func TestRefusalsSayWhatToDo(t *testing.T) {
	l := newLine(t)
	l.firstFirm()
	l.must("partner", "add", "Alder")
	l.must("agreement", "add", "Alder", "--terms", "once.yaml", "--from", "2026-01-01", "--sign", "Ann Alder")
	l.must("partner", "stage", "Alder", "in review")
	l.must("partner", "stage", "Alder", "onboarding")
	l.must("referral", "add", "Alder", "Marlow Ltd", "--introduced", "2026-01-06")
	l.must("referral", "stage", "R-2026-0001", "won")
	l.write("bad.yaml", "currency: EUR\nrules: []\ncap: {amount: lots, window: quarter}\n")
	before := l.folder()
	for _, c := range []struct {
		typed  string
		status int
		says   string
	}{
		{"fee add R-2026-0001 abc", 1, `The amount can't be read: "abc" is not an amount; write it like 1234.50.`},
		{"fee add R-2026-0001 10.005", 1, "The amount can't be read: EUR has 2 decimals; 10.005 has 3."},
		{"fee add R-2026-0001 10 --excluded 1.2.3", 1, "The excluded can't be read"},
		{"referral add Alder Q --estimate x", 1, "The estimate can't be read"},
		{"referral add Alder Q --estimate 1 --currency XQQ", 1, `The currency can't be read: "XQQ" is not a currency`},
		{"referral split R-2026-0001 Alder=x", 1, `"x" is not`},
		{"agreement add Alder --terms bad.yaml --from 2026-01-01", 1, "cap.amount of the terms file"},
		{"commission adjust Alder -1.005 --reason x", 1, "The amount can't be read"},
		{"partner stage Alder active", 1, "add --checklist waived --reason TEXT."},
		{"partner stage Alder active --reason done", 1, "Tax form, Bank details confirmed and Materials delivered are missing"},
		{"partner stage Alder active --checklist waived", 1, "is done or waived"},
		{"onboarding done Alder 2", 1, "as soon as a check-in of the kind kickoff was held"},
		{"onboarding done Alder 9", 1, "no item 9 on this checklist"},
		{"partner stage Alder active --checklist perhaps", 2, "--checklist must be one of"},
		{"statement run --period 2026-13", 1, "The period can't be read: Month 13 does not exist."},
		{"fee list --where day=2026-13-01", 1, "Month 13 does not exist. Write days as"},
		{"fee list --where day=2026-01-01..2026-02-30", 1, "Write days as 2026-11-22"},
		{"fee list --where kind=banana", 1, `"banana" is not a kind of this list. Choose from invoiced, received`},
		{"fee list --where currency=EURO", 1, "EURO"},
		{"fee list --where colour=red", 1, "Choose from currency, day, id, kind"},
		{"partner list --where state=banana", 1, "prospect, in talks"},
		{"partner list --where type=banana", 1, `"banana" is not a type of partner here. Choose from accountant`},
		{"agreement list --where state=banana", 1, "draft, in review, out for signature"},
		{"referral list --where stage=banana", 1, "logged, checking"},
		{"referral list --where stage=won,banana", 1, `"banana"`},
		{"referral list --where entered=banana", 1, "Write days as"},
		{"commission list --where state=banana", 1, "accrued, held"},
		{"commission list --where kind=banana", 1, "earning, milestone"},
		{"commission list --where hold=banana", 1, "hold period"},
		{"dispute list --where state=banana", 1, "waiting for partner"},
		{"statement list --where state=banana", 1, "superseded"},
		{"payout list --where state=banana", 1, "draft, approved, exported"},
		{"payout list --where method=banana", 1, "sepa"},
		{"payout list --where made=banana", 1, "Write days as"},
		{"selfbill list --where currency=banana", 1, "banana"},
		{"client list --where code_name=banana", 1, "neither yes nor no"},
		{"export fees --where kind=banana", 1, "is not a kind"},
		{"payout export --out x.csv", 2, "--again"},
		{"payout export --format csv --columns payee,banana,amount --out x.csv", 1, `There is no column "banana". Choose from number, payee`},
		{"payout export --format csv --columns payee --out x.csv", 1, "needs the amount"},
		{"payout export --format sepa --columns amount --out x.csv", 1, "The layout of sepa is fixed"},
		{"payout export --again F-2026-0009 --out x.csv", 1, "F-2026-0009 is not in this file"},
		{"fee list --limit -1", 1, "--limit is the most rows to show."},
		{"fee list --sort -nonsense", 1, "nonsense"},
		{"report liability --format pdf", 2, "--out FILE"},
		{"report liability --format docx", 2, `"pdf"`},
		{"new firm.rapport --firm Other --currency EUR", 3, "exists already. It was not touched."},
		{"new firm.rapport --firm Other --currency EUR --preview", 3, "exists already. It was not touched."},
		{"new nowhere/a.rapport --firm Other --currency EUR --preview", 3, "Make the folder first"},
		{"new a.rapport --firm Other --currency XXQ", 1, `"XXQ" is not a currency`},
		{"new a.rapport --firm Other --currency EUR --zone Mars", 1, "Europe/Berlin"},
		{"export partners --out firm.rapport", 1, "is a data file and was left alone."},
		{"info --file nothing.rapport", 3, "nothing.rapport"},
		{"agreement add Alder --plan nothing --from 2026-01-01", 1, `There is no plan "nothing".`},
		{"agreement add Alder --from 2026-01-01", 2, "--terms"},
		{"plan add X", 2, "say --terms FILE or --from PLAN"},
		{"plan add --from law", 1, `The catalogue has no plan "law". List it`},
		{"plan catalogue law-division --at ten", 1, "The example amounts can't be read"},
		{"commission approve", 2, "name the lines, or say --all"},
		{"commission hold 1 --reason --until 2026-03-01", 2, "--reason"},
	} {
		_, errs, status := l.say(strings.Fields(c.typed)...)
		if status != c.status || !strings.Contains(errs, c.says) {
			t.Errorf("%s: status %d, %q", c.typed, status, errs)
		}
	}
	if after := l.folder(); !maps.Equal(before, after) {
		t.Errorf("refused, and yet changed: %q", changes(before, after))
	}
}

// TestWrongUsageIsAProblemInJSON: with --json a mistake in the usage is one document on standard output, too, wherever --json stands.
func TestWrongUsageIsAProblemInJSON(t *testing.T) {
	l := newLine(t)
	l.firstFirm()
	for _, typed := range []string{"nonsense --json", "--json nonsense", "partner add --json", "partner list --nonsense --json", "fee list --limit x --json",
		"payout export --out x --json", "commission approve --json", "report liability --format docx --json"} {
		out, errs, status := l.say(strings.Fields(typed)...)
		var doc struct{ Problem struct{ Kind, Say string } }
		if err := json.Unmarshal([]byte(out), &doc); err != nil || status != 2 || errs != "" || doc.Problem.Kind != "usage" || doc.Problem.Say == "" {
			t.Errorf("%s: status %d, %v\n%s%s", typed, status, err, out, errs)
		}
	}
	if out, errs, status := l.say("nonsense"); status != 2 || out != "" || !strings.Contains(errs, "rapport --help") {
		t.Errorf("without it: status %d, %q, %q", status, out, errs)
	}
}

// TestExportsLeaveOtherFilesAlone: a payout file goes only where nothing is, or the same file, unless told to.
func TestExportsLeaveOtherFilesAlone(t *testing.T) {
	l := newLine(t)
	l.firstFirm()
	for _, s := range steps {
		if s.verb == "payout export" {
			break
		}
		if mail := strings.HasPrefix(s.verb, "mail ") || strings.HasPrefix(s.verb, "newsletter "); !s.reads && !mail {
			l.must(append(strings.Fields(s.verb), strings.FieldsFunc(s.args, func(r rune) bool { return r == '|' })...)...)
		}
	}
	l.write("there.csv", "mine")
	export := []string{"payout", "export", "--format", "csv", "--out", "there.csv"}
	before := l.folder()
	_, errs, status := l.say(export...)
	if status != 1 || !strings.Contains(errs, "there.csv is there already") || !maps.Equal(before, l.folder()) {
		t.Fatalf("status %d, %q", status, errs)
	}
	l.must(append(export, "--force")...)
	written := l.folder()[filepath.Join(l.home, "there.csv")]
	if !strings.Contains(written, "PO-2026-0002") {
		t.Fatalf("wrote %q", written)
	}
	l.must(export...) // a copy, over the same bytes
	l.write("there.csv", written+"x")
	if _, errs, status := l.say(export...); status != 1 || !strings.Contains(errs, "--force") {
		t.Errorf("a copy over another file: status %d, %q", status, errs)
	}
	l.must("payout", "export", "--format", "csv", "--out", ".") // a folder: by the file's own name
	l.must("payout", "sent", "--all")
	if _, errs, status := l.say("payout", "export", "--format", "csv", "--out", "new.csv"); status != 1 || !strings.Contains(errs, "payout export --again F-2026-0001") {
		t.Errorf("nothing new: status %d, %q", status, errs)
	}
	l.must("payout", "export", "--again", "F-2026-0001", "--out", "new.csv")
	if got := l.folder()[filepath.Join(l.home, "new.csv")]; got != written {
		t.Errorf("again, other bytes: %q", got)
	}
}
