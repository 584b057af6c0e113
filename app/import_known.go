package app

import (
	"fmt"
	"slices"

	"rapport/app/calendar"
	"rapport/app/names"
)

// What becomes of an imported row that introduces a client the firm knew before.
const (
	KnownNoted   = ""       // it is taken, and its note says what is known
	KnownRefused = "refuse" // it is refused, with what is known as the reason
)

// mostAlikeInFile bounds how many clients one name of a file is held against, and mostKnownRows how many rows are listed.
const mostAlikeInFile, mostKnownRows = 12, 1000

// knownCheck holds the clients that rows introduce against those that were kept before the import, all of a chunk at once. What the file itself
// brings is not held against it.
type knownCheck struct {
	im    *importer
	began bool
	none  bool                       // the firm had no clients when the import began
	of    map[ID[Client]]KnownClient // who introduced a client first, as it was before the import
	by    map[string][]KnownClient   // by folded name, as the file writes it
}

func newKnownCheck(im *importer) *knownCheck {
	return &knownCheck{im: im, of: map[ID[Client]]KnownClient{}, by: map[string][]KnownClient{}}
}

// begin looks once whether there is any client to be known.
func (c *knownCheck) begin() error {
	if c.began {
		return nil
	}
	c.began, c.none = true, true
	return c.im.t.ClientIDs(Query{}.First(1), func([]int32) error { c.none = false; return nil })
}

// look finds what is known of clients by the texts that rows have for them.
func (c *knownCheck) look(texts []string, kept func(text string) *Client) error {
	if err := c.begin(); err != nil || c.none {
		return err
	}
	found := map[string][]Client{} // by text
	keys := map[string]string{}
	for _, text := range texts {
		if _, done := c.by[names.Fold(text)]; done {
			continue
		}
		switch exact := kept(text); {
		case exact == nil:
			keys[text] = names.Alike(text)
		case c.im.made(KindClient, int64(exact.ID)):
			c.by[names.Fold(text)] = nil
		default:
			found[text] = []Client{*exact}
		}
	}
	if err := c.alike(keys, found); err != nil {
		return err
	}
	return c.keep(found)
}

// alike finds clients whose names are almost those of the file.
func (c *knownCheck) alike(keys map[string]string, found map[string][]Client) error {
	var some []string
	for _, k := range keys {
		if k != "" {
			some = append(some, k)
		}
	}
	if len(some) == 0 {
		return nil
	}
	slices.Sort(some)
	near, err := c.im.t.ClientsAlike(slices.Compact(some), mostAlikeInFile)
	if err != nil {
		return err
	}
	for text, key := range keys {
		found[text] = nil
		for _, o := range near[key] {
			if score, _ := howAlike(Party{Name: text}, Party{Name: o.Name}); score >= worthALook && !o.CodeName && !c.im.made(KindClient, int64(o.ID)) {
				found[text] = append(found[text], o)
			}
		}
	}
	return nil
}

// keep remembers of every text who its clients were introduced by first.
func (c *knownCheck) keep(found map[string][]Client) error {
	var open []Client
	for _, some := range found {
		for _, o := range some {
			if _, done := c.of[o.ID]; !done {
				c.of[o.ID] = KnownClient{}
				open = append(open, o)
			}
		}
	}
	known, err := introducedFirst(c.im.t, c.im.t.settings, c.im.t.today, open)
	if err != nil {
		return err
	}
	for _, k := range known {
		c.of[k.Client.ID] = k
	}
	for text, some := range found {
		var all []KnownClient
		for _, o := range some {
			if k := c.of[o.ID]; k.Client.Since != 0 || k.First.ID != 0 {
				all = append(all, k)
			}
		}
		c.by[names.Fold(text)] = all
	}
	return nil
}

// say tells what was known of a client on the day somebody introduces it: that it was a client of the firm, or that another partner was first.
func (c *knownCheck) say(text string, by ID[Partner], introduced calendar.Day) string {
	for _, k := range c.by[names.Fold(text)] {
		if k.Client.Since > introduced {
			k.Client.Since = 0
		}
		if k.First.Partner == by || k.First.Introduced > introduced {
			k.First = ReferralRow{}
		}
		if k.Client.Since != 0 || k.First.ID != 0 {
			return k.Say()
		}
	}
	return ""
}

// heed refuses a row that introduces a client known before, or gives its note with what is known.
func (c *knownCheck) heed(in referralRow, by ID[Partner], introduced calendar.Day) (note, say string, err error) {
	if c.none || in.client == "" {
		return in.note, "", nil
	}
	say = c.say(in.client, by, introduced)
	switch {
	case say == "":
		return in.note, "", nil
	case c.im.plan.KnownClients == KnownRefused:
		return "", "", Bad("client", say, "Take such rows with a note instead, or leave this one out.")
	case in.note != "":
		return in.note + "\n" + say, say, nil
	}
	return say, say, nil
}

// knew counts a row that was taken with a note, and lists the first ones.
func (im *importer) knew(line int, client, say string) {
	im.res.KnownRows++
	if len(im.res.Known) < mostKnownRows {
		im.res.Known = append(im.res.Known, ImportProblem{Row: line, Column: im.heading("client"), Value: shortened(client), Reason: say})
	}
}

// knownWords says how many rows introduce clients that were known.
func (im *importer) knownWords() (out []string) {
	if n := im.res.KnownRows; n > 0 {
		out = append(out, fmt.Sprintf("%s taken with a note: another partner introduced the client before, or it was a client of the firm. They can be refused instead.", counted(n, "row")))
	}
	return out
}

// lookBefore looks at what is known of the clients of rows that may be new.
func (u *referralImport) lookBefore(rows []importRow) error {
	var texts []string
	for i := range rows {
		if _, kept := u.byRef[rows[i].cell("reference")]; kept {
			continue
		}
		if text := rows[i].text("client"); text != "" {
			texts = append(texts, text)
		}
		rows[i].bad = nil
	}
	return u.before.look(texts, u.clients.get)
}
