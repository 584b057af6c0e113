package letter

import (
	"fmt"
	"slices"
	"strings"
)

// tag checks {% … %}.
func (c *check) tag(p piece) {
	words := wordsIn(p.body)
	if len(words) == 0 || words[0].kind != name {
		c.fault(p.at, p.text, "Nothing stands between these braces.", "Write an instruction, such as {% if person.name %}, or remove them.", "")
		return
	}
	before := len(c.faults)
	c.known(p.off, words[0].text, "instruction", Tags())
	if len(c.faults) > before {
		return
	}
	switch first := words[0].text; first {
	case "if", "unless", "case", "elsif", "when":
		if c.opens(p, first) {
			c.condition(p, words)
		}
	case "else":
		c.within(p, "else", "if", "unless", "case", "for")
		c.alone(p, words)
	case "for":
		c.loop(p, words)
	case "assign":
		c.assign(p, words)
	case "comment":
		c.blocks = append(c.blocks, block{tag: first, at: p.at})
	default:
		c.closes(p, strings.TrimPrefix(first, "end"))
		c.alone(p, words)
	}
}

// opens takes note of what waits for its end; elsif and when stand inside it.
func (c *check) opens(p piece, first string) bool {
	switch first {
	case "elsif":
		return c.within(p, first, "if", "unless")
	case "when":
		return c.within(p, first, "case")
	}
	c.blocks = append(c.blocks, block{tag: first, at: p.at})
	return true
}

func (c *check) within(p piece, what string, of ...string) bool {
	if n := len(c.blocks); n > 0 && slices.Contains(of, c.blocks[n-1].tag) {
		return true
	}
	c.fault(p.at, p.text, fmt.Sprintf("{%% %s %%} does not belong to anything here.", what), "It stands between {% "+of[0]+" … %} and {% end"+of[0]+" %}.", "")
	return false
}

func (c *check) closes(p piece, what string) {
	n := len(c.blocks)
	switch {
	case n == 0:
		c.fault(p.at, p.text, fmt.Sprintf("{%% end%s %%} ends nothing.", what), "Remove it, or begin with {% "+what+" … %}.", "")
	case c.blocks[n-1].tag != what:
		c.fault(p.at, p.text, fmt.Sprintf("{%% end%s %%} stands where {%% %s %%} has to end.", what, c.blocks[n-1].tag), "Write {% end"+c.blocks[n-1].tag+" %} first.", "end"+c.blocks[n-1].tag)
		for n--; n >= 0; n-- { // what stands open inside it ends with it
			if c.blocks[n].tag == what {
				c.blocks = c.blocks[:n]
				break
			}
		}
	default:
		delete(c.locals, c.blocks[n-1].local)
		c.blocks = c.blocks[:n-1]
	}
}

func (c *check) alone(p piece, words []word) {
	if len(words) > 1 {
		c.fault(p.off+words[1].off, words[1].text, fmt.Sprintf("{%% %s %%} stands alone.", words[0].text), "Remove what follows it.", "")
	}
}

func (c *check) condition(p piece, words []word) {
	if len(words) == 1 {
		c.fault(p.at, p.text, fmt.Sprintf("{%% %s %%} does not say what it asks.", words[0].text), "Name a field, such as {% if person.name %}.", "")
		return
	}
	c.value(p, words[1:], false)
}

// loop checks {% for one in people %}.
func (c *check) loop(p piece, words []word) {
	b := block{tag: "for", at: p.at}
	defer func() { c.blocks = append(c.blocks, b) }()
	if slices.ContainsFunc(c.blocks, func(b block) bool { return b.tag == "for" }) {
		c.fault(p.at, p.text, "A loop can't stand inside a loop.", "End the first one before it.", "")
		return
	}
	if len(words) != 4 || words[1].kind != name || words[2].text != "in" || words[3].kind != name {
		c.fault(p.at, p.text, "A loop goes through a list.", "Write {% for one in people %} or {% for one in referrals %}.", "")
		return
	}
	var lists []string
	for _, f := range Fields() {
		if f.List {
			lists = append(lists, f.Name)
		}
	}
	c.known(p.off+words[3].off, words[3].text, "list", lists)
	if c.free(p, words[1]) {
		b.local = words[1].text
		c.locals[b.local] = words[3].text
	}
}

// assign checks {% assign short = partner.name | truncate: 20 %}.
func (c *check) assign(p piece, words []word) {
	if len(words) < 4 || words[1].kind != name || words[2].text != "=" {
		c.fault(p.at, p.text, "This gives nothing a name.", `Write {% assign town = "London" %}.`, "")
		return
	}
	c.value(p, words[3:], true)
	if c.free(p, words[1]) {
		c.locals[words[1].text] = ""
	}
}

// free refuses a name that a field has already: the template would mean two things by it.
func (c *check) free(p piece, w word) bool {
	for _, f := range Fields() {
		if group, _, _ := strings.Cut(strings.ReplaceAll(f.Name, "[]", ""), "."); group == w.text || strings.ContainsAny(w.text, ".-") {
			c.fault(p.off+w.off, w.text, w.text+" can't be a name of your own.", "Choose another word, such as one.", "")
			return false
		}
	}
	return true
}
