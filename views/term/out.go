package term

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/schollz/progressbar/v3"

	"rapport/app"
	"rapport/app/money"
	"rapport/app/report"
)

func dirOf(path string) string { return filepath.Dir(path) }

// json prints one document.
func (c *call) json(doc any) error {
	e := json.NewEncoder(c.Out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(doc)
}

// rows prints a list as a table or as {"rows": …, "total": n}. doc gives a row's JSON, cells its table cells.
func rows[T any](c *call, cols []report.Column, all []T, total int, doc func(T) map[string]any, cells func(T) []report.Cell) error {
	if c.flags.JSON {
		return c.json(map[string]any{"rows": docs(all, doc), "total": total})
	}
	t := report.Table{Columns: cols}
	for _, r := range all {
		t.Rows = append(t.Rows, report.Row{Cells: cells(r)})
	}
	c.table(t)
	if total > len(all) {
		fmt.Fprintf(c.Out, "%d of %d; --limit 0 shows all\n", len(all), total)
	}
	return nil
}

// docs gives the JSON of each; never nil, so that an empty list shows as [].
func docs[T any](all []T, doc func(T) map[string]any) []map[string]any {
	out := make([]map[string]any, len(all))
	for i, x := range all {
		out[i] = doc(x)
	}
	return out
}

// table prints a table with aligned columns.
func (c *call) table(t report.Table) {
	if len(t.Rows) == 0 {
		fmt.Fprintln(c.Out, "Nothing to show.")
		return
	}
	width := make([]int, len(t.Columns))
	text := make([][]string, 0, len(t.Rows)+1)
	heads := make([]string, len(t.Columns))
	for i, col := range t.Columns {
		heads[i] = col.Title
	}
	text = append(text, heads)
	for _, r := range t.Rows {
		line := make([]string, len(t.Columns))
		for i := range line {
			if i < len(r.Cells) {
				line[i] = clean(r.Cells[i].Shown())
			}
		}
		text = append(text, line)
	}
	for _, line := range text {
		for i, s := range line {
			width[i] = max(width[i], utf8.RuneCountInString(s))
		}
	}
	for _, line := range text {
		c.line(t.Columns, width, line)
	}
}

func (c *call) line(cols []report.Column, width []int, cells []string) {
	var b strings.Builder
	for i, s := range cells {
		pad := strings.Repeat(" ", width[i]-utf8.RuneCountInString(s))
		if cols[i].Resolved() == report.Right {
			b.WriteString(pad + s)
		} else {
			b.WriteString(s + pad)
		}
		b.WriteString("  ")
	}
	fmt.Fprintln(c.Out, strings.TrimRight(b.String(), " "))
}

// clean keeps a cell on one line of the terminal.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s)
}

func col(title string) report.Column      { return report.Column{Title: title} }
func moneyCol(title string) report.Column { return report.Column{Title: title, Kind: report.KindMoney} }

// idsFunc and pageFunc are the two halves of every list use-case.
type (
	idsFunc         = func(context.Context, app.Query, func([]int32) error) error
	pageFunc[T any] = func(context.Context, []int32) ([]T, error)
)

// gather reads a list: its ids in order, then its rows in pages. limit 0 means all.
func gather[T any](ctx context.Context, q app.Query, limit int, ids idsFunc, page pageFunc[T]) ([]T, int, error) {
	var all []int32
	if err := ids(ctx, q, func(chunk []int32) error {
		all = append(all, chunk...)
		return nil
	}); err != nil {
		return nil, 0, err
	}
	want := all
	if limit > 0 && len(want) > limit {
		want = want[:limit]
	}
	out := make([]T, 0, len(want))
	for len(want) > 0 {
		n := min(len(want), 500)
		some, err := page(ctx, want[:n])
		if err != nil {
			return nil, 0, err
		}
		out = append(out, some...)
		want = want[n:]
	}
	return out, len(all), nil
}

// listed is a list verb: what the flags ask for, read and printed.
func listed[T any](c *call, l listing, ids idsFunc, page pageFunc[T], cols []report.Column, doc func(T) map[string]any, cells func(T) []report.Cell) error {
	q, err := l.query(c)
	if err != nil {
		return err
	}
	all, total, err := gather(c.ctx, q, l.Limit, ids, page)
	if err != nil {
		return err
	}
	return rows(c, cols, all, total, doc, cells)
}

// found finds the thing a verb names, does the act on it and prints what it did.
func found[T any](c *call, find func(context.Context, string) (T, error), name string, act func(T) (app.Receipt, error)) error {
	thing, err := find(c.ctx, name)
	if err != nil {
		return err
	}
	r, err := act(thing)
	return c.receipt(r, err, nil)
}

// pair finds two things of a kind, such as the two sides of a merge.
func pair[T any](c *call, find func(context.Context, string) (T, error), one, two string) (a, b T, err error) {
	if a, err = find(c.ctx, one); err != nil {
		return a, b, err
	}
	b, err = find(c.ctx, two)
	return a, b, err
}

// progress draws a bar on a terminal; elsewhere it says nothing.
func (c *call) progress(label string) func(done, total int64) {
	if !c.Terminal {
		return nil
	}
	var bar *progressbar.ProgressBar
	return func(done, total int64) {
		if bar == nil {
			bar = progressbar.NewOptions64(total, progressbar.OptionSetWriter(c.Err), progressbar.OptionSetDescription(label),
				progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100_000_000))
		}
		_ = bar.Set64(done)
	}
}

// moneyDoc is an amount in JSON; nil when there is none.
func moneyDoc(m money.Money) any {
	if m.Currency == "" {
		return nil
	}
	return m
}

func minor(n int64, c money.Currency) money.Money { return money.New(n, c) }
