package app_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/bank"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// TestWrittenCases does what testdata/written tells of days of a firm, and holds what is said there to be against what is.
func TestWrittenCases(t *testing.T) {
	files, err := filepath.Glob("testdata/written/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range strings.Split("\n"+string(text), "\n[")[1:] {
			name, body, _ := strings.Cut(part, "]\n")
			t.Run(name, func(t *testing.T) { tell(t, body) })
		}
	}
}

// told is a case on its way.
type told struct {
	*desk
	text    string // of the line at hand
	ash     app.ID[app.Partner]
	signed  app.ID[app.Agreement]
	tm      terms.Terms
	clients map[string]app.ID[app.Referral]
	said    string // what the last act said
	err     error  // why it was refused
	payout  app.ID[app.Payout]
	bytes   string
	task    app.ID[app.Task]
	args    []string
}

func tell(t *testing.T, body string) {
	c := &told{desk: open(t), clients: map[string]app.ID[app.Referral]{}}
	c.settings(func(s *app.Settings) {
		s.Payouts.Payer = bank.Payer{IBAN: "NL91ABNA0417164300", Address: bank.Address{Town: "Amsterdam", Country: "NL"}}
	})
	for _, line := range strings.Split(body, "\n") {
		if c.text = strings.TrimSpace(line); c.text == "" || strings.HasPrefix(c.text, "#") {
			continue
		}
		if on, err := calendar.ParseDay(c.text[:min(10, len(c.text))]); err == nil {
			c.heard()
			c.on(on.String())
			c.do(c.text[11:], thatHappen())
			continue
		}
		c.do(c.text, thatStand())
	}
	c.heard()
	if c.ash != 0 {
		c.explained(c.ash)
	}
	c.clean()
}

// heard wants the last act to have been done, unless the case said that it is refused.
func (c *told) heard() {
	if c.err != nil {
		c.t.Fatalf("refused: %v; before: %s", c.err, c.text)
	}
}

// phrase is a sentence of a case, and what it does; c.args are its parts in brackets.
type phrase struct {
	of *regexp.Regexp
	do func(c *told)
}

func phrases(list ...any) (out []phrase) {
	for i := 0; i < len(list); i += 2 {
		out = append(out, phrase{regexp.MustCompile("^" + list[i].(string) + "$"), list[i+1].(func(*told))})
	}
	return out
}

func (c *told) do(text string, all []phrase) {
	c.t.Helper()
	for _, p := range all {
		if c.args = p.of.FindStringSubmatch(text); c.args != nil {
			c.args = c.args[1:]
			p.do(c)
			return
		}
	}
	c.t.Fatalf("nobody knows what this means: %s", text)
}

// after keeps what an act said.
func (c *told) after(r app.Receipt, err error) {
	c.said, c.err = r.Label+" "+strings.Join(r.Warnings, " "), err
}

func (c *told) number(i int) int64 {
	n, err := strconv.ParseInt(c.args[i], 10, 64)
	if err != nil {
		c.t.Fatalf("%s: %v", c.text, err)
	}
	return n
}

func (c *told) numbers(i int) (out []int64) {
	for _, text := range strings.Split(c.args[i], ", ") {
		n, _ := strconv.ParseInt(text, 10, 64)
		out = append(out, n)
	}
	return out
}

// amount is the money of two parts, a figure and a currency.
func (c *told) amount(i int) money.Money {
	m, err := money.ParseAmount(c.args[i], money.Currency(c.args[i+1]), money.Point)
	if err != nil {
		c.t.Fatalf("%s: %v", c.text, err)
	}
	return m
}

// dayOr is the day of a part, else today.
func (c *told) dayOr(i int) calendar.Day {
	if c.args[i] == "" {
		return c.today()
	}
	return day(c.args[i])
}

// thatHappen are what may be done on a day.
func thatHappen() []phrase {
	return phrases(
		`agreement (\d+) %(?: in ([A-Z]{3}))?(?:, held (\d+) days)?`, (*told).agreement,
		`amended to (\d+) %(?: from (\S+))?(, also for what was worked out)?`, (*told).amended,
		`agreement ends`, func(c *told) { c.after(c.Agreements.End(ctx(), app.Ask{}, c.signed, c.today(), "")) },
		`won (\w+)`, func(c *told) { c.clients[c.args[0]] = c.won(c.ash, c.args[0], c.today().String()) },
		`client (\w+) is now called (\w+)`, (*told).renamed,
		`received ([\d.]+) ([A-Z]{3}) of (\w+)(?:, of it ([\d.]+) ([A-Z]{3}) passed through)?(?: on (\S+))?`, (*told).fee,
		`refunded ([\d.]+) ([A-Z]{3}) of fee (\d+)`, func(c *told) {
			m, of := c.amount(0), app.ID[app.Fee](c.number(2))
			c.after(c.Fees.Record(ctx(), app.Ask{}, app.Fee{Referral: c.clients["Amber"], Kind: app.Credited, Day: c.today(), Amount: m, Of: of}))
		},
		`rate 1 ([A-Z]{3}) = ([\d.]+) ([A-Z]{3}), (\w+)(?: on (\S+))?`, func(c *told) {
			c.after(c.Rates.Add(ctx(), app.Ask{}, app.Rate{From: money.Currency(c.args[0]), To: money.Currency(c.args[2]), Day: c.dayOr(4), FX: fx(c.args[1]), Source: c.args[3]}))
		},
		`run`, func(c *told) {
			r, res, err := c.Commissions.Run(ctx(), app.Ask{}, 0, nil)
			c.after(r, err)
			for _, w := range res.Waiting {
				c.said += " " + w.Say
			}
		},
		`line (\d+) held: (.+)`, func(c *told) { c.after(c.Commissions.Hold(ctx(), app.Ask{}, c.number(0), c.args[1], 0)) },
		`line (\d+) released: (.+)`, func(c *told) { c.after(c.Commissions.Release(ctx(), app.Ask{}, c.number(0), c.args[1])) },
		`line (\d+) void: (.+)`, func(c *told) { c.after(c.Commissions.Void(ctx(), app.Ask{}, c.number(0), c.args[1])) },
		`approving ([\d, ]+) is asked`, func(c *told) { c.approves(app.Ask{Preview: true}) },
		`approved ([\d, ]+)`, func(c *told) { c.approves(app.Ask{}) },
		`statement of (\S+)`, func(c *told) { c.statements(c.args[0], c.ash) },
		`statement (\S+) void: (.+)`, func(c *told) { c.after(c.Statements.Void(ctx(), app.Ask{}, c.statement(c.args[0]).ID, c.args[1])) },
		`payout (\w+)`, (*told).pays,
		`task (monthly|yearly)`, func(c *told) {
			c.task = c.desk.task(app.Task{What: "Look at the agreement", Due: c.today(), Every: every(c.args[0])})
		},
		`task done`, func(c *told) { c.after(c.Tasks.Mark(ctx(), app.Ask{}, c.task, app.TaskDone, 0)) },
		`reminded`, func(c *told) { c.said = fmt.Sprintf("%d reminder", len(c.shown().Items)); c.said += "s" },
	)
}

// thatStand are how things may be said to be.
func thatStand() []phrase {
	return phrases(
		`refused: (.+)`, func(c *told) {
			if c.err == nil || !strings.Contains(c.err.Error(), c.args[0]) {
				c.t.Errorf("%s: it was %v", c.text, c.err)
			}
			c.err = nil
		},
		`says: (.+)`, func(c *told) { c.wants(c.said) },
		`ledger: (.+)`, func(c *told) {
			if got := said(c.lines(c.ash)); got != strings.TrimPrefix(c.args[0], "none") {
				c.t.Errorf("the ledger says\n %s, not\n %s", got, c.args[0])
			}
		},
		`(line) (\d+) says: (.+)`, func(c *told) {
			e, err := c.Commissions.Explain(ctx(), c.number(1))
			if err != nil {
				c.t.Fatalf("%s: %v", c.text, err)
			}
			var all []string
			for _, s := range e.Tree {
				all = append(all, s.Text)
			}
			c.wants(strings.Join(all, "\n"))
		},
		`(line) (\d+) notes: (.+)`, func(c *told) { c.wants(c.lines(c.ash)[c.number(1)-1].Standing.Note) },
		`statement (\S+): (\w+), closing (\S+)`, func(c *told) {
			if s := c.statement(c.args[0]); string(s.State) != c.args[1] || eur(s.Closing).Plain() != c.args[2] {
				c.t.Errorf("%s: it is %s and closes with %s", c.text, s.State, eur(s.Closing))
			}
		},
		`owed: (\S+)`, func(c *told) {
			if got := eur(c.due(c.ash)).Plain(); got != c.args[0] {
				c.t.Errorf("%s: it is %s", c.text, got)
			}
		},
		`task: (\w+), due (\S+)`, func(c *told) {
			if k, err := c.Tasks.Get(ctx(), c.task); err != nil || string(k.State) != c.args[0] || k.Due.String() != c.args[1] {
				c.t.Errorf("%s: it is %s, due %s (%v)", c.text, k.State, k.Due, err)
			}
		},
	)
}

// wants the last part of the sentence to be in a text.
func (c *told) wants(text string) {
	c.t.Helper()
	if want := c.args[len(c.args)-1]; !strings.Contains(text, want) {
		c.t.Errorf("%q is not in\n%s", want, text)
	}
}

func (c *told) agreement() {
	c.ash = c.partner("Ash")
	c.tm = percentOfAll("0." + fmt.Sprintf("%02d", c.number(0)))
	if c.args[1] != "" {
		c.tm.Currency = money.Currency(c.args[1])
	}
	if c.args[2] != "" {
		c.tm.HoldDays = int(c.number(2))
	}
	c.signed = c.sign(c.ash, c.today().String(), c.tm)
	c.paidTo(berlin(c.ash))
}

func (c *told) amended() {
	c.tm.Rules = percentOfAll("0." + fmt.Sprintf("%02d", c.number(0))).Rules
	c.after(c.Agreements.Amend(ctx(), app.Ask{}, c.signed, c.dayOr(1), c.tm, app.Signature{By: "A. Partner", Retroactive: c.args[2] != ""}))
}

func (c *told) renamed() {
	r, err := c.Referrals.Get(ctx(), c.clients[c.args[0]])
	if err != nil {
		c.t.Fatalf("%v", err)
	}
	client, err := c.Clients.Get(ctx(), r.Client)
	if err != nil {
		c.t.Fatalf("%v", err)
	}
	client.Name = c.args[1]
	c.after(c.Clients.Edit(ctx(), app.Ask{}, client))
}

func (c *told) fee() {
	f := app.Fee{Referral: c.clients[c.args[2]], Kind: app.Received, Day: c.dayOr(5), Amount: c.amount(0)}
	if c.args[3] != "" {
		f.Excluded = c.amount(3).Minor
	}
	c.after(c.Fees.Record(ctx(), app.Ask{}, f))
}

func (c *told) approves(ask app.Ask) {
	r, seen, err := c.Commissions.Approve(ctx(), ask, app.Query{}, c.numbers(0))
	c.after(r, err)
	c.said += " " + seen.Words()
}

// pays takes the one payout a step further.
func (c *told) pays() {
	switch c.args[0] {
	case "drafted":
		res := c.payouts(app.PayoutOrder{})
		if c.said = "no payout"; len(res.Made) == 1 {
			c.payout, c.said = res.Made[0].ID, "one payout"
		}
	case "approved":
		r, _, err := c.Payouts.Approve(ctx(), app.Ask{}, []app.ID[app.Payout]{c.payout})
		c.after(r, err)
	case "exported":
		f := c.exported()
		if f.Copy && string(f.Bytes) == c.bytes {
			c.said = "the same file, a copy"
		}
		c.bytes = string(f.Bytes)
	default:
		r, _, err := c.Payouts.Mark(ctx(), app.Ask{}, []app.ID[app.Payout]{c.payout}, app.PayoutState(c.args[0]), app.PayoutMove{Reason: "the bank said so"})
		c.after(r, err)
	}
}
