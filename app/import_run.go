package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/names"
)

// importChunk is how many rows are looked up together.
const importChunk = 500

// importFlush is how many things wait before they are written: enough that few statements carry few rows.
const importFlush = 4000

// importing is the part of an import that differs by kind.
type importing interface {
	prepare(rows []importRow) error // looks up what the rows of a chunk name
	take(r *importRow) error        // takes one row in, or says with a Problem why not; then nothing of it has happened
	finish() []string               // what the person should know at the end
}

// importer is one run over a file.
type importer struct {
	ctx      context.Context
	t        *tx
	plan     ImportPlan
	headings []string
	at       map[string]int          // column of a field
	needed   []string                // required fields
	days     map[string]calendar.Day // read before
	kind     importing
	res      ImportResult
	batch    Batch
	out      importOut
	ids      map[Kind]*issued
	seen     map[string]int          // what a row is known by, and its line
	met      map[string]bool         // values of a column, used by column alone
	counted  map[Kind]map[int64]bool // things that are in the result already
	done     int                     // things made and changed
	services []string                // of the referrals made and changed, in the order they came
	dry      bool                    // a preview: rows are checked, and what they would make is counted and dropped
	progress func(done int)
}

func newImporter(ctx context.Context, t *tx, plan ImportPlan, headings []string) (*importer, error) {
	if err := checkPlan(&plan, t.settings, headings); err != nil {
		return nil, err
	}
	im := &importer{ctx: ctx, t: t, plan: plan, headings: headings, at: map[string]int{}, days: map[string]calendar.Day{},
		ids: map[Kind]*issued{}, seen: map[string]int{}, met: map[string]bool{}, counted: map[Kind]map[int64]bool{}, batch: Batch{Made: map[Kind]Span{}},
		res: ImportResult{Created: map[string]int64{}, Updated: map[string]int64{}, Unchanged: map[string]int64{},
			Problems: []ImportProblem{}, Known: []ImportProblem{}, Skipped: []int{}, Notes: []string{}}}
	for _, f := range importFields(plan.Kind) {
		if at := slices.Index(headings, plan.Columns[f.Key]); at >= 0 && plan.Columns[f.Key] != "" {
			im.at[f.Key] = at
		}
		if f.Required {
			im.needed = append(im.needed, f.Key)
		}
	}
	im.kind = im.newKind()
	return im, im.noteEarlier()
}

func (im *importer) newKind() importing {
	switch im.plan.Kind {
	case ImportPartners:
		return newPartnerImport(im)
	case ImportPeople:
		return newPeopleImport(im)
	case ImportClients:
		return newClientImport(im)
	case ImportCheckins:
		return newCheckinImport(im)
	case ImportLeads:
		return newLeadImport(im)
	case ImportOutbound:
		return newOutboundImport(im)
	case ImportFees:
		return newFeeImport(im)
	}
	return newReferralImport(im, im.plan.Kind == ImportDeals)
}

// noteEarlier says when this very file was imported before.
func (im *importer) noteEarlier() error {
	if im.plan.SHA256 == [32]byte{} {
		return nil
	}
	b, ok, err := im.t.BatchByHash(im.plan.SHA256, im.plan.Kind)
	if ok {
		im.note("This file was imported on %s already (import %d); what is unchanged stays as it is.", b.At.Format("2 Jan 2006"), b.ID)
	}
	return err
}

func (im *importer) note(format string, args ...any) {
	im.res.Notes = append(im.res.Notes, fmt.Sprintf(format, args...))
}

// run goes over the file, chunk by chunk, and writes what it found.
func (im *importer) run(sheet Sheet) error {
	chunk := make([]importRow, 0, importChunk)
	width := len(im.headings)
	cells := make([]string, 0, importChunk*width)
	err := sheet.Each(func(line int, row []string, column int, flaw string) error {
		at := len(cells)
		cells = append(cells, row[:min(width, len(row))]...)
		r := importRow{im: im, line: line, cells: cells[at:len(cells):len(cells)]}
		if flaw != "" {
			r.flaw = im.flawOf(r, column, flaw)
		}
		if chunk = append(chunk, r); len(chunk) < importChunk {
			return nil
		}
		err := im.takeAll(chunk)
		chunk, cells = chunk[:0], cells[:0]
		return err
	})
	if err != nil {
		return err
	}
	if err := im.takeAll(chunk); err != nil {
		return err
	}
	return im.end()
}

// end writes the rest and closes the result.
func (im *importer) end() error {
	if im.res.Rows == 0 {
		return Bad("file", "The file has headings but no rows; nothing was imported.", "Check that the right file is chosen.")
	}
	if im.plan.AllOrNothing && im.res.Refused > 0 {
		return No(fmt.Sprintf("%d of %d rows are refused, and all or nothing was asked for; nothing was imported.", im.res.Refused, im.res.Rows),
			"Correct the rows, or import the others without them.")
	}
	if err := im.flush(); err != nil {
		return err
	}
	im.countMade()
	im.res.Notes = append(im.res.Notes, im.kind.finish()...)
	return nil
}

func (im *importer) takeAll(chunk []importRow) error {
	if err := im.ctx.Err(); err != nil {
		return err
	}
	good := make([]importRow, 0, len(chunk))
	for i := range chunk {
		if chunk[i].flaw == nil {
			good = append(good, chunk[i])
		}
	}
	if err := im.kind.prepare(good); err != nil {
		return err
	}
	for i := range chunk {
		if err := im.takeRow(&chunk[i]); err != nil {
			return err
		}
	}
	if im.dry || im.out.waiting() >= importFlush {
		if err := im.flush(); err != nil {
			return err
		}
	}
	if im.progress != nil {
		im.progress(int(im.res.Rows))
	}
	return nil
}

// takeRow takes one row or keeps why it is refused. Only faults of storage end the import.
func (im *importer) takeRow(r *importRow) error {
	im.res.Rows++
	if r.flaw != nil {
		im.refuse(*r.flaw)
		return nil
	}
	warned, done := len(im.t.warnings), im.done
	err := im.complete(r)
	if err == nil {
		err = im.kind.take(r)
	}
	if err == nil {
		if im.done == done {
			im.res.Skipped = append(im.res.Skipped, r.line)
		}
		return nil
	}
	var p *Problem
	if !errors.As(err, &p) || p.Kind == Storage || p.Kind == Internal || p.Kind == Cancel {
		return err
	}
	im.t.warnings = im.t.warnings[:warned]
	column, value := im.place(r, p.Field)
	im.refuse(ImportProblem{Row: r.line, Column: column, Value: value, Reason: p.Error()})
	return nil
}

// complete refuses a row in which a required field is empty.
func (im *importer) complete(r *importRow) error {
	for _, key := range im.needed {
		if r.cell(key) == "" {
			return Bad(key, fmt.Sprintf("There is no %s.", strings.ReplaceAll(key, "_", " ")), "Fill the column "+im.heading(key)+" in.")
		}
	}
	return nil
}

func (im *importer) refuse(p ImportProblem) {
	im.res.Refused++
	p.Value = strings.Clone(shortened(p.Value))
	im.res.Problems = append(im.res.Problems, p)
}

// flawOf is a row that could not be read.
func (im *importer) flawOf(r importRow, column int, flaw string) *ImportProblem {
	p := &ImportProblem{Row: r.line, Reason: flaw}
	if column > 0 && column <= len(im.headings) && column <= len(r.cells) {
		p.Column, p.Value = im.headings[column-1], r.cells[column-1]
	}
	return p
}

func (im *importer) heading(key string) string {
	if at, ok := im.at[key]; ok {
		return im.headings[at]
	}
	return key
}

// place gives the column a problem's field stands for, and the value in it.
func (im *importer) place(r *importRow, field string) (column, value string) {
	for _, key := range []string{strings.ReplaceAll(field, " ", "_"), fieldBehind(field)} {
		if at, ok := im.at[key]; ok && at < len(r.cells) {
			return im.headings[at], r.cells[at]
		}
	}
	return "", ""
}

// fieldBehind is the import field that gives what a rule calls otherwise.
func fieldBehind(field string) string {
	switch field {
	case "day":
		return "closed"
	case "amount", "estimate":
		return "value"
	case "referral", "first":
		return "stage"
	}
	return ""
}

func shortened(value string) string {
	if letters := []rune(value); len(letters) > 80 {
		return string(letters[:80]) + "…"
	}
	return value
}

// identity is by what a thing is recognised: its reference or, without one, its name; and itself when it is kept.
func identity(ref, name string, id int64) (keys []string) {
	if ref != "" {
		keys = append(keys, "ref "+ref)
	} else {
		keys = append(keys, "name "+names.Fold(name))
	}
	if id != 0 {
		keys = append(keys, fmt.Sprint("id ", id))
	}
	return keys
}

// twice refuses what stands in an earlier row of the file already.
func (im *importer) twice(field, what string, keys []string) error {
	for _, key := range keys {
		if line, ok := im.seen[key]; ok {
			return Bad(field, fmt.Sprintf("%s is in row %d already.", what, line), "Keep one of the two rows.")
		}
	}
	return nil
}

// mark remembers what a row that was taken is recognised by.
func (im *importer) mark(line int, keys ...string) {
	for _, key := range keys {
		im.seen[key] = line
	}
}
