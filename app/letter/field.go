// Package letter fills templates in: a text in Markdown with fields such as {{ partner.name }} becomes a letter to one partner.
//
// The language is Liquid without includes, ranges and loops inside loops. Check says at which line and column a template is wrong and what
// was probably meant; Fill gives Markdown in which whatever came from data is text and nothing else. Fields is the one table of what there
// is: the editor's list, the check and the manual follow it.
package letter

import "strings"

// Field is one thing a template can name.
type Field struct {
	Name    string // partner.name; of the entries of a list people[].name
	Is      string // what it is, for the list in the editor
	Example string
	List    bool // for {% for one in NAME %}
	Link    bool // an address of the web: may stand as the aim of a link
}

// Fields are all there are, in the order in which people look for them.
func Fields() []Field {
	return []Field{
		{Name: "greeting", Is: "the words a letter begins with, to the person or to the partner, by the form of address", Example: "Dear Ms Becker"},
		{Name: "today", Is: "the day it is written", Example: "15 October 2026"},
		{Name: "sender.name", Is: "who writes", Example: "Clara Lindt"},

		{Name: "partner.name", Is: "the partner", Example: "Harcourt & Lowe"},
		{Name: "partner.number", Is: "its number", Example: "P-0007"},
		{Name: "partner.type", Is: "its type, as the firm calls it", Example: "attorney"},
		{Name: "partner.email", Is: "its e-mail address", Example: "office@harcourt.example"},
		{Name: "partner.phone", Is: "its telephone number", Example: "+44 20 7946 0011"},
		{Name: "partner.website", Is: "its website", Example: "https://harcourt.example", Link: true},
		{Name: "partner.address", Is: "its address on one line", Example: "12 Ely Place, London EC1N 6RY"},
		{Name: "partner.code", Is: "the code by which the firm knows who introduced a client", Example: "K7M-Q4X"},
		{Name: "partner.link", Is: "the firm's link with that code; empty until Settings has a pattern", Example: "https://lindt.example/refer?p=K7MQ4X", Link: true},
		{Name: "partner.owner", Is: "who at the firm looks after it", Example: "Clara Lindt"},
		{Name: "partner.referrals", Is: "how many introductions it made", Example: "12"},
		{Name: "partner.won", Is: "how many of them became clients", Example: "5"},
		{Name: "partner.last", Is: "the day of its latest introduction", Example: "2 September 2026"},

		{Name: "person.name", Is: "who at the partner is written to", Example: "Anna Becker"},
		{Name: "person.first", Is: "the first word of the name", Example: "Anna"},
		{Name: "person.formal", Is: "the name with its form of address, where one is entered", Example: "Ms Anna Becker"},
		{Name: "person.role", Is: "the role there", Example: "Managing partner"},
		{Name: "person.email", Is: "the person's e-mail address", Example: "anna@harcourt.example"},
		{Name: "person.phone", Is: "the person's telephone number", Example: "+44 20 7946 0012"},

		{Name: "referral.number", Is: "the number of the introduction", Example: "R-2026-0147"},
		{Name: "referral.client", Is: "the client, as this partner may see it: name, initials or code", Example: "N. A. L."},
		{Name: "referral.service", Is: "the service line", Example: "Tax advice"},
		{Name: "referral.stage", Is: "how it stands, in words", Example: "a proposal is with the client"},
		{Name: "referral.introduced", Is: "the day of the introduction", Example: "2 September 2026"},
		{Name: "referral.closed", Is: "the day it was won, lost or closed otherwise", Example: "1 October 2026"},
		{Name: "referral.reason", Is: "why it was lost or not accepted, in words", Example: "the timing was not right"},
		{Name: "referral.owner", Is: "who at the firm looks after it", Example: "Clara Lindt"},
		{Name: "client.name", Is: "the same as referral.client", Example: "N. A. L."},
		{Name: "client.number", Is: "the client's code", Example: "C-00042"},

		{Name: "agreement.number", Is: "the number of the agreement in force", Example: "A-0007"},
		{Name: "agreement.title", Is: "what it is called", Example: "Referral agreement"},
		{Name: "agreement.from", Is: "its first day", Example: "1 January 2026"},
		{Name: "agreement.to", Is: "its last day; empty when it is open", Example: "31 December 2027"},
		{Name: "agreement.terms", Is: "what it pays, in words; other than in English only where that is one simple rule", Example: "10 % of fees collected for 24 months"},
		{Name: "agreement.payment_days", Is: "within how many days of the statement it is paid", Example: "30"},

		{Name: "balance", Is: "what is approved and not paid yet", Example: "1,240.00 EUR"},
		{Name: "statement.number", Is: "the number of the latest statement", Example: "S-2026-0042"},
		{Name: "statement.period", Is: "its period", Example: "September 2026"},
		{Name: "statement.issued", Is: "the day it was issued", Example: "3 October 2026"},
		{Name: "statement.closing", Is: "its closing balance", Example: "1,240.00 EUR"},
		{Name: "statement.query_by", Is: "the day to query it by", Example: "2 November 2026"},

		{Name: "material.title", Is: "the material that goes with it, or is withdrawn", Example: "Fees at a glance"},
		{Name: "material.number", Is: "its number", Example: "M-0012"},
		{Name: "material.version", Is: "the number of its version", Example: "2"},
		{Name: "material.news", Is: "what is new in this version", Example: "fixed fees for start-ups"},
		{Name: "material.until", Is: "the last day it may be used; empty when there is none", Example: "31 December 2026"},
		{Name: "material.ended", Is: "the day it was withdrawn", Example: "1 October 2026"},
		{Name: "material.reason", Is: "why it was withdrawn", Example: "The fee named in it is out of date"},

		{Name: "people", Is: "everybody at the partner", Example: "{% for one in people %}", List: true},
		{Name: "people[].name", Is: "of each: the name", Example: "Anna Becker"},
		{Name: "people[].role", Is: "of each: the role", Example: "Managing partner"},
		{Name: "people[].email", Is: "of each: the e-mail address", Example: "anna@harcourt.example"},
		{Name: "referrals", Is: "the introductions that are under way", Example: "{% for one in referrals %}", List: true},
		{Name: "referrals[].number", Is: "of each: the number", Example: "R-2026-0147"},
		{Name: "referrals[].client", Is: "of each: the client, as this partner may see it", Example: "N. A. L."},
		{Name: "referrals[].service", Is: "of each: the service line", Example: "Tax advice"},
		{Name: "referrals[].stage", Is: "of each: how it stands, in words", Example: "accepted"},
		{Name: "referrals[].introduced", Is: "of each: the day of the introduction", Example: "2 September 2026"},

		{Name: "firm.name", Is: "the firm", Example: "Lindt & Partner"},
		{Name: "firm.address", Is: "its address on one line", Example: "Beethovenstrasse 12, 60325 Frankfurt am Main"},
		{Name: "firm.email", Is: "its e-mail address", Example: "partners@lindt.example"},
		{Name: "firm.phone", Is: "its telephone number", Example: "+49 69 4305 2210"},
		{Name: "firm.website", Is: "its website", Example: "https://lindt.example", Link: true},
	}
}

// Insert is what the editor writes for a field.
func (f Field) Insert() string {
	if f.List {
		return "{% for one in " + f.Name + " %}\n- {{ one." + firstOf(f.Name) + " }}\n{% endfor %}"
	}
	if _, entry, ok := strings.Cut(f.Name, "[]."); ok {
		return "{{ one." + entry + " }}"
	}
	return "{{ " + f.Name + " }}"
}

// firstOf is the first field of the entries of a list.
func firstOf(list string) string {
	for _, f := range Fields() {
		if entry, ok := strings.CutPrefix(f.Name, list+"[]."); ok {
			return entry
		}
	}
	return ""
}

func fieldNamed(name string) (Field, bool) {
	for _, f := range Fields() {
		if f.Name == name {
			return f, true
		}
	}
	return Field{}, false
}

// Values are what the fields say for one letter. A name that is missing or empty has nothing to say.
type Values struct {
	One  map[string]string              // by field name
	Many map[string][]map[string]string // by list, then by the entry's own name
}

// MostEntries is how many entries of a list a template sees.
const MostEntries = 100

// bound is the values as Liquid knows them: maps in maps, nothing for what is empty.
func (v Values) bound() map[string]any {
	all := map[string]any{}
	for name, text := range v.One {
		put(all, name, text)
	}
	for name, entries := range v.Many {
		var list []any
		for _, entry := range entries[:min(len(entries), MostEntries)] {
			one := map[string]any{}
			for key, text := range entry {
				put(one, key, text)
			}
			list = append(list, one)
		}
		if len(list) > 0 {
			all[name] = list
		}
	}
	return all
}

func put(all map[string]any, name, text string) {
	if text = tidy(text); text == "" {
		return
	}
	if group, rest, ok := strings.Cut(name, "."); ok {
		inner, _ := all[group].(map[string]any)
		if inner == nil {
			inner = map[string]any{}
			all[group] = inner
		}
		inner[rest] = text
		return
	}
	all[name] = text
}
