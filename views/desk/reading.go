package desk

import (
	"context"
	"errors"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// reading reads what a details pane shows and shows it: the newest one asked for wins, what is gone shows nothing.
type reading[F any] struct {
	d     *Desk
	box   *paneBox
	slot  kit.Slot
	id    int64
	shown F
	ready bool
	read  func(ctx context.Context, id int64) (F, error)
	draw  func(F)
	acts  *fyne.Container
}

// Content belongs to detailPane.
func (p *reading[F]) Content() fyne.CanvasObject { return p.box.content }

// Show reads and shows one thing, 0 nothing.
func (p *reading[F]) Show(id int64) {
	p.ready = p.ready && p.id == id
	p.id = id
	if id == 0 {
		p.slot.Cancel()
		p.box.nothing()
		return
	}
	kit.Load(p.d.stage, &p.slot, func(ctx context.Context) (F, error) { return p.read(ctx, id) }, func(f F, err error) {
		switch {
		case errors.Is(err, context.Canceled):
		case app.IsNotFound(err):
			p.ready = false
			p.box.nothing()
		case err != nil:
			p.ready = false
			p.box.broken(p.d.root.Broken(err, func() { p.Show(id) }))
		default:
			p.shown, p.ready = f, true
			p.draw(f)
			p.box.show()
		}
	})
}

// Changed reads again what is shown.
func (p *reading[F]) Changed([]app.Change) {
	if p.id != 0 {
		p.Show(p.id)
	}
}

// Enter gives the keyboard to the first act.
func (p *reading[F]) Enter() {
	for _, o := range p.acts.Objects {
		if b, ok := o.(*kit.Button); ok {
			p.d.root.Focus(b)
			return
		}
	}
}

// facts gives what was read of a thing, if it is the one shown.
func (p *reading[F]) facts(id int64) (F, bool) { return p.shown, p.ready && p.id == id }

// replace shows other objects in a container.
func replace(c *fyne.Container, objects ...fyne.CanvasObject) {
	c.RemoveAll()
	for _, o := range objects {
		c.Add(o)
	}
	c.Refresh()
}

// setFact shows a fact, or takes its row away when there is none.
func setFact(f *kit.Facts, label, value string) {
	if value == "" {
		f.Drop(label)
	} else {
		f.Set(label, value)
	}
}

// latest reads the first rows of a list.
func latest[R any](ctx context.Context, most int, q app.Query, ids func(context.Context, app.Query, func([]int32) error) error,
	rows func(context.Context, []int32) ([]R, error)) ([]R, error) {
	var first []int32
	err := ids(ctx, q.First(most), func(chunk []int32) error {
		first = append(first, chunk...)
		return nil
	})
	if err != nil || len(first) == 0 {
		return nil, err
	}
	return rows(ctx, first)
}

// happened is what was done to a thing, newest first, as a timeline. Its transitions say more than the audit lines of the
// acts that made them, which are left out.
func (d *Desk) happened(list []app.Audit, steps []app.Step, without ...string) []kit.Event {
	type moment struct {
		at    time.Time
		event kit.Event
	}
	var all []moment
	for _, a := range list {
		if !slices.Contains(without, a.Act) {
			all = append(all, moment{a.At, kit.Event{Icon: "history", What: a.Label, When: momentWords(a.At, d.today) + " · " + a.Actor}})
		}
	}
	for _, s := range steps {
		what, when := stepWords(s, d.today)
		all = append(all, moment{s.At, kit.Event{Icon: "flag", What: what, When: when}})
	}
	slices.SortStableFunc(all, func(a, b moment) int { return b.at.Compare(a.at) })
	events := make([]kit.Event, len(all))
	for i, m := range all {
		events[i] = m.event
	}
	return events
}

// pairsOf makes choices of words of the field.
func pairsOf[W ~string](words ...W) []kit.Pair {
	out := make([]kit.Pair, len(words))
	for i, w := range words {
		out[i] = kit.Pair{Value: string(w), Text: capital(string(w))}
	}
	return out
}

// wordFilters is one filter for each word.
func wordFilters[W ~string](field, title string, words ...W) []filter {
	out := make([]filter, len(words))
	for i, w := range words {
		out[i] = oneOf(field, title, string(w), string(w))
	}
	return out
}

// optionsOf makes chosen options of words.
func optionsOf(words []string) []kit.Option {
	out := make([]kit.Option, len(words))
	for i, w := range words {
		out[i] = kit.Option{ID: wordID(w), Text: w}
	}
	return out
}

// wordID is an id for a word typed by a person, so that two words are two options.
func wordID(w string) int64 {
	var h int64 = 1469598103934665603
	for _, c := range []byte(w) {
		h = (h ^ int64(c)) * 1099511628211
	}
	return h
}

// wordsField asks for any number of words: those of a list, and others as they are typed.
func (d *Desk) wordsField(spec kit.Spec, list []string) *kit.PickManyField {
	known := optionsOf(list)
	field := kit.NewPickManyField(d.stage, spec, func(ctx context.Context, text string) ([]kit.Option, error) {
		found, err := findWords(list)(ctx, text)
		for i := range found {
			found[i] = known[slices.Index(list, found[i].Text)]
		}
		return found, err
	})
	return field.Create(func(word string) { field.Set(append(field.Value(), optionsOf([]string{word})...)...) })
}

// textsOf is the words of chosen options.
func textsOf(chosen []kit.Option) []string {
	out := make([]string, len(chosen))
	for i, o := range chosen {
		out[i] = o.Text
	}
	return out
}
