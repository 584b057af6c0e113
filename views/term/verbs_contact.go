package term

import (
	"cmp"
	"fmt"
	"strings"

	"rapport/app"
	"rapport/app/calendar"
)

type checkinSettings struct {
	Notice   lead    `help:"How long before it a new check-in or task is pointed out: 15 minutes, 1 day, or none." placeholder:"TIME"`
	Counting *string `help:"Kinds of contact that count, with commas between; empty: every sort of check-in." placeholder:"KINDS"`
	Closed   *string `help:"Days when nobody is in, such as 2026-12-25 or 2026-12-24..2027-01-01, with commas between; empty: none." placeholder:"DAYS"`
	Chase    *int    `help:"After how many days without news a partner is asked what became of a client; 0 for 14." placeholder:"N"`
}

func (s *checkinSettings) Run(c *call) error {
	if *s == (checkinSettings{}) {
		return s.show(c)
	}
	return c.settings(func(_ *app.Firm, to *app.Settings) error {
		if s.Notice.Lead != 0 {
			to.Notice = max(s.Notice.Lead, 0)
		}
		if s.Counting != nil {
			to.Counting = commas(*s.Counting)
		}
		if s.Chase != nil {
			to.ChaseDays = *s.Chase
		}
		if s.Closed == nil {
			return nil
		}
		to.Closed = nil
		for _, text := range commas(*s.Closed) {
			p, err := calendar.ParseDays(text)
			if err != nil {
				return app.Bad("closed", err.Error(), "")
			}
			to.Closed = append(to.Closed, p)
		}
		return nil
	})
}

func (*checkinSettings) show(c *call) error {
	f, err := c.firm()
	if err != nil {
		return err
	}
	s, err := f.Setup.Settings(c.ctx)
	if err != nil {
		return err
	}
	closed := make([]string, len(s.Closed))
	for i, p := range s.Closed {
		closed[i] = p.Key()
	}
	if c.flags.JSON {
		return c.json(map[string]any{"notice": s.Notice.String(), "counting": list(s.Counting), "closed": closed, "chase": cmp.Or(s.ChaseDays, app.UsualChase)})
	}
	fmt.Fprintf(c.Out, "Pointed out: %s\nContact that counts: %s\nNobody is in: %s\nAsked what became of a client after: %d days\n",
		orText(before(s.Notice), "not in advance"), orText(strings.Join(s.Counting, ", "), "every sort of check-in"), orText(strings.Join(closed, ", "), "no day is off"), cmp.Or(s.ChaseDays, app.UsualChase))
	return nil
}

// commas are the words between commas.
func commas(text string) (out []string) {
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}
