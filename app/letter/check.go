package letter

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/hbollon/go-edlib"
)

// MostSource is the longest template, in characters.
const MostSource = 60_000

// Tags and Filters are what a template may use beside its fields.
func Tags() []string {
	return []string{"if", "elsif", "else", "endif", "unless", "endunless", "for", "endfor", "case", "when", "endcase", "assign", "comment", "endcomment"}
}

// Filters change a value on its way into the text: {{ partner.name | upcase }}.
func Filters() []string {
	return []string{"default", "upcase", "downcase", "capitalize", "truncate", "append", "prepend", "size", "first", "last"}
}

// block is one tag that waits for its end.
type block struct {
	tag, local string
	at         int
}

// check walks over a template and collects what is wrong.
type check struct {
	src    string
	faults []Fault
	locals map[string]string // a name of the template's own: the list its entries are of, or "" for any text
	blocks []block
}

// Check says what is wrong with a template, in the order of the text; nothing when it can be used.
func Check(src string) []Fault {
	if utf8.RuneCountInString(src) > MostSource {
		return []Fault{{Line: 1, Column: 1, Length: 1, Say: fmt.Sprintf("The template is longer than %d characters.", MostSource), Try: "Make two of it."}}
	}
	c := &check{src: src, locals: map[string]string{}}
	all := pieces(src)
	for i, p := range all {
		switch p.kind {
		case open:
			c.fault(p.at, p.text, p.text+" is opened and not closed on its line.", "Close it with "+map[string]string{"{{": "}}", "{%": "%}"}[p.text]+", or remove it.", "")
		case output:
			c.output(p, i > 0 && aims(all[i-1].text))
		case tag:
			c.tag(p)
		}
	}
	for _, b := range c.blocks {
		c.fault(b.at, "{% "+b.tag, fmt.Sprintf("{%% %s %%} has no end.", b.tag), fmt.Sprintf("Add {%% end%s %%} where it ends.", b.tag), "")
	}
	if len(c.faults) == 0 {
		c.parse()
	}
	slices.SortStableFunc(c.faults, func(a, b Fault) int { return (a.Line-b.Line)*10_000 + a.Column - b.Column })
	return c.faults
}

// aim is the beginning of a link up to where it leads.
var aim = regexp.MustCompile(`\]\([^)\s]*$`)

func aims(before string) bool { return aim.MatchString(before) }

func (c *check) fault(off int, text, say, try, meant string) {
	line, column := place(c.src, off)
	c.faults = append(c.faults, Fault{Line: line, Column: column, Length: max(1, utf8.RuneCountInString(text)), Say: say, Try: try, Meant: meant})
}

// output checks {{ … }}.
func (c *check) output(p piece, inLink bool) {
	words := wordsIn(p.body)
	if len(words) == 0 {
		c.fault(p.at, p.text, "Nothing stands between these braces.", "Put a field there, such as {{ partner.name }}.", "")
		return
	}
	if words[0].kind == name {
		f, ok := fieldNamed(c.whole(words[0].text))
		switch {
		case ok && f.List:
			c.fault(p.off, words[0].text, words[0].text+" is a list.", "Go through it with "+f.Example+" … {% endfor %}.", "")
			return
		case inLink && !(ok && f.Link && len(words) == 1):
			c.fault(p.off, words[0].text, "Only a website can be where a link leads.", "Use {{ firm.website }}, {{ partner.website }} or {{ partner.link }}, or write the address out.", "")
			return
		}
	}
	c.value(p, words, true)
}

// whole is the name by which a field of an entry stands in the table: one.name is people[].name inside its loop.
func (c *check) whole(text string) string {
	first, rest, dotted := strings.Cut(text, ".")
	if list, ok := c.locals[first]; ok && list != "" && dotted {
		return list + "[]." + rest
	}
	return text
}

// value checks an expression: values, comparisons and, where filters may stand, filters.
func (c *check) value(p piece, words []word, filters bool) {
	for i, w := range words {
		at := p.off + w.off
		switch {
		case w.kind == odd:
			c.fault(at, w.text, fmt.Sprintf("%s can't stand here.", w.text), "Name a field, or put a text in quotation marks.", "")
			return
		case w.text == "|" && !filters:
			c.fault(at, w.text, "A filter can't stand here.", "Compare the field itself.", "")
			return
		case w.text == "|" && (i+1 == len(words) || words[i+1].kind != name):
			c.fault(at, w.text, "A filter is missing after |.", "Use one of "+strings.Join(Filters(), ", ")+".", "")
			return
		case w.kind == name && i > 0 && words[i-1].text == "|":
			c.known(at, w.text, "filter", Filters())
		case w.kind == name && !slices.Contains([]string{"and", "or", "contains", "true", "false", "nil", "empty", "blank"}, w.text):
			c.field(at, w.text)
		}
	}
}

// field checks that a name is known.
func (c *check) field(at int, text string) {
	if _, ok := c.locals[text]; ok {
		if c.locals[text] != "" {
			c.fault(at, text, text+" is an entry of a list.", "Say what of it, such as "+text+"."+firstOf(c.locals[text])+".", text+"."+firstOf(c.locals[text]))
		}
		return
	}
	whole := c.whole(text)
	if _, ok := fieldNamed(whole); ok && (whole != text || !strings.Contains(text, "[]")) {
		return
	}
	var all []string
	list := strings.TrimSuffix(whole, whole[strings.Index(whole, "[].")+1:])
	for _, f := range Fields() {
		entry, of := strings.CutPrefix(f.Name, strings.TrimSuffix(list, "[")+"[].")
		switch {
		case whole != text && of:
			first, _, _ := strings.Cut(text, ".")
			all = append(all, first+"."+entry)
		case whole == text && !strings.Contains(f.Name, "[]"):
			all = append(all, f.Name)
		}
	}
	c.known(at, text, "field", all)
}

// known refuses a name that is not in a list, with the nearest that is.
func (c *check) known(at int, text, what string, all []string) {
	if slices.Contains(all, text) {
		return
	}
	near, say := nearest(text, all), fmt.Sprintf("There is no %s %s.", what, text)
	if near == "" {
		c.fault(at, text, say, fmt.Sprintf("Choose a %s from the list.", what), "")
		return
	}
	c.fault(at, text, say, "Did you mean "+near+"?", near)
}

// nearest is the name that is most like what was written, or nothing when none is.
func nearest(text string, all []string) string {
	best, least := "", 1000
	_, last, _ := strings.Cut(text, ".")
	for _, one := range all {
		far := edlib.OSADamerauLevenshteinDistance(strings.ToLower(text), one)
		if _, end, ok := strings.Cut(one, "."); ok && last != "" && end == last {
			far = min(far, 3) // client.service is referral.service
		}
		if far < least {
			best, least = one, far
		}
	}
	if least > max(3, len(text)/3) {
		return ""
	}
	return best
}

// parse lets the library read what our own check found nothing in.
func (c *check) parse() {
	if _, err := engine().ParseString(c.src); err != nil {
		line := max(1, err.LineNumber()+1)
		c.faults = append(c.faults, Fault{Line: min(line, strings.Count(c.src, "\n")+1), Column: 1, Length: 1, Say: "This line can't be read.", Try: "Look at its braces, quotation marks and commas."})
	}
}
