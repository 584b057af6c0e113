package letter

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/osteele/liquid"
)

// Filled is a template with its fields filled in.
type Filled struct {
	Text    string
	Missing []string // fields that stand in the text and have nothing to say, each once
}

// MostText is the longest text a template can become, in bytes.
const MostText = 200_000

// ErrLong says that a text grew beyond MostText.
var ErrLong = errors.New("the text grew too long")

// Broken says that a template can't be used, and where.
type Broken struct{ Faults []Fault }

func (b *Broken) Error() string {
	f := b.Faults[0]
	return strings.TrimSpace(fmt.Sprintf("Line %d, column %d: %s %s", f.Line, f.Column, f.Say, f.Try))
}

// A value stands between these two while the text is being made; neither can come from a template or from data.
const (
	begin = '\uE000'
	end   = '\uE001'
)

// Fill gives a template's text as Markdown. What comes from data is escaped: it reads as it is written and never becomes markup or a field.
func Fill(src string, v Values) (Filled, error) { return NewPress().Fill(src, v) }

// FillLine gives a template's text as one plain line, for the subject of an e-mail.
func FillLine(src string, v Values) (Filled, error) { return NewPress().FillLine(src, v) }

var marks = regexp.MustCompile("[" + string(begin) + string(end) + "]")

// Press fills the same templates in for one after the other and reads each but once. It does not work for several at a time.
type Press struct {
	engine  *liquid.Engine
	ready   map[string]*liquid.Template
	missing []string // of the text being filled in
}

// NewPress is one that has read nothing yet.
func NewPress() *Press {
	p := &Press{engine: engine(), ready: map[string]*liquid.Template{}}
	p.engine.RegisterFilter("shown", p.shown)
	return p
}

// shown marks a value, and names one that has nothing to say.
func (p *Press) shown(value any, name string) string {
	text, _ := value.(string)
	if n, ok := value.(int); ok {
		text = fmt.Sprint(n)
	}
	if text = tidy(text); text == "" {
		if !slices.Contains(p.missing, name) {
			p.missing = append(p.missing, name)
		}
		text = "[" + name + "]"
	}
	return string(begin) + text + string(end)
}

// Fill is Fill of the package.
func (p *Press) Fill(src string, v Values) (Filled, error) { return p.fill(src, v, markdown) }

// FillLine is FillLine of the package.
func (p *Press) FillLine(src string, v Values) (Filled, error) {
	return p.fill(src, v, func(s string) string { return tidy(marks.ReplaceAllString(s, "")) })
}

func (p *Press) fill(src string, v Values, finish func(string) string) (Filled, error) {
	t, known := p.ready[src]
	if !known {
		if faults := Check(src); len(faults) > 0 {
			return Filled{}, &Broken{faults}
		}
		var err error
		if t, err = p.read(watched(marks.ReplaceAllString(src, ""))); err != nil {
			return Filled{}, err
		}
		p.ready[src] = t
	}
	p.missing = nil
	w := &limited{}
	if err := render(t, v.bound(), w); err != nil {
		if w.full {
			err = ErrLong
		}
		return Filled{}, err
	}
	return Filled{Text: finish(w.String()), Missing: p.missing}, nil
}

// read gives an error also where the library panics: a template is not worth the program.
func (p *Press) read(src string) (t *liquid.Template, err error) {
	defer refuse(&err)
	t, bad := p.engine.ParseString(src)
	if bad != nil {
		return nil, bad
	}
	return t, nil
}

// watched lets every value of a template go through the filter that marks it.
func watched(src string) string {
	var b strings.Builder
	all := pieces(src)
	for i, p := range all {
		if p.kind != output {
			if p.kind == plainText && i > 0 && all[i-1].kind == tag && lone(src, all[i-1]) {
				_, p.text, _ = strings.Cut(p.text, "\n")
			}
			b.WriteString(p.text)
			continue
		}
		first, _, _ := strings.Cut(p.body, "|")
		inner := p.text[2 : len(p.text)-2]
		trim := ""
		if strings.HasSuffix(inner, "-") {
			inner, trim = inner[:len(inner)-1], "-"
		}
		fmt.Fprintf(&b, "{{%s | shown: \"%s\" %s}}", inner, strings.ReplaceAll(strings.TrimSpace(first), `"`, "'"), trim)
	}
	return b.String()
}

// lone tells whether a tag is alone on its line; the line then leaves no empty one behind.
func lone(src string, p piece) bool {
	before := src[strings.LastIndexByte(src[:p.at], '\n')+1 : p.at]
	after, _, more := strings.Cut(src[p.at+len(p.text):], "\n")
	return more && strings.TrimSpace(before+after) == ""
}

// engine is Liquid without what reaches outside or never ends.
func engine() *liquid.Engine {
	e := liquid.NewEngine()
	for _, tag := range []string{"include", "render", "tablerow", "cycle", "capture", "raw", "break", "continue"} {
		e.UnregisterTag(tag)
	}
	e.RegisterFilter("capitalize", func(s string) string {
		for i, r := range s {
			return s[:i] + string(unicode.ToUpper(r)) + s[i+len(string(r)):]
		}
		return s
	})
	return e
}

// refuse makes a panic of the library an error.
func refuse(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("the template can't be filled in: %v", r)
	}
}

func render(t *liquid.Template, bound map[string]any, w *limited) (err error) {
	defer refuse(&err)
	if bad := t.FRender(w, bound); bad != nil {
		return bad
	}
	return nil
}

// limited takes so much text and no more.
type limited struct {
	strings.Builder
	full bool
}

func (l *limited) Write(p []byte) (int, error) {
	if l.Len()+len(p) > MostText {
		l.full = true
		return 0, ErrLong
	}
	return l.Builder.Write(p)
}
