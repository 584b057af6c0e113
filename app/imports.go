package app

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/money"
)

// ActImport is the act of an import in the audit log; its subject is the batch.
const ActImport = "import"

// Imports are the use-cases of bringing in the files of other programs.
type Imports struct{ f *Firm }

// ImportResult is what an import did, or would do in a preview. Counts are by concept: partners, people, clients, referrals, fees.
type ImportResult struct {
	Batch     ID[Batch]        `json:"batch"` // 0 when nothing was written
	Rows      int64            `json:"rows"`
	Created   map[string]int64 `json:"created"`
	Updated   map[string]int64 `json:"updated"`
	Unchanged map[string]int64 `json:"unchanged"`
	Refused   int64            `json:"refused"` // rows
	Problems  []ImportProblem  `json:"problems"`
	KnownRows int64            `json:"known"`         // rows that were taken though their client was known before
	Known     []ImportProblem  `json:"known_clients"` // the first thousand of them, with what is known
	Skipped   []int            `json:"skipped"`       // lines of rows that were here already and change nothing
	Notes     []string         `json:"notes"`         // what the person should know
	Preview   bool             `json:"preview,omitempty"`
}

// ImportProblem is why a row was refused. Column is the heading, empty when the whole row is meant.
type ImportProblem struct {
	Row    int    `json:"row"` // line of the file
	Column string `json:"column"`
	Value  string `json:"value"`
	Reason string `json:"reason"`
}

// Run imports a file: all of it in one transaction, or none when it is cancelled or breaks. A row that is refused changes
// nothing, the others go on unless the plan asks for all or nothing. progress is told the rows done; nil is allowed.
// The file that was imported before changes nothing. The result is given beside a refusal as well, with its problems.
func (u Imports) Run(ctx context.Context, ask Ask, plan ImportPlan, sheet Sheet, progress func(done int)) (ImportResult, error) {
	var res ImportResult
	receipt, err := u.f.write(ctx, ask, ActImport, func(t *tx) error {
		im, err := newImporter(ctx, t, plan, sheet.Headings())
		if err != nil {
			return err
		}
		im.progress, im.dry = progress, ask.Preview
		err = im.run(sheet)
		res = im.res
		if err != nil {
			return err
		}
		res, err = im.record()
		return err
	})
	switch {
	case err != nil && res.Refused > 0 && AsProblem(err).Kind == Refused:
		res.Created, res.Updated, res.Unchanged = map[string]int64{}, map[string]int64{}, map[string]int64{}
		return res, err
	case err != nil:
		return ImportResult{}, err
	case receipt.Repeated:
		return u.repeated(ctx, ID[Batch](receipt.ID))
	}
	return res, nil
}

// repeated answers a request that was done before.
func (u Imports) repeated(ctx context.Context, id ID[Batch]) (ImportResult, error) {
	b, err := read(ctx, u.f, func(b Books) (Batch, error) { return b.Batch(id) })
	return ImportResult{Batch: b.ID, Created: b.Created, Updated: b.Updated, Unchanged: b.Unchanged, Refused: b.Refused,
		Problems: []ImportProblem{}, Skipped: []int{}, Notes: []string{"This import was done before; it was not done again."}}, err
}

// Batches gives the newest imports.
func (u Imports) Batches(ctx context.Context, limit int) ([]Batch, error) {
	return read(ctx, u.f, func(b Books) ([]Batch, error) { return b.Batches(limit) })
}

// Get gives one import.
func (u Imports) Get(ctx context.Context, id ID[Batch]) (Batch, error) {
	return read(ctx, u.f, func(b Books) (Batch, error) { return b.Batch(id) })
}

// Undo takes an import back: what it made is removed, what it changed becomes what it was. When anything of it was changed
// or used since, nothing is undone and the refusal says what.
func (u Imports) Undo(ctx context.Context, ask Ask, id ID[Batch]) (Receipt, error) {
	return u.f.write(ctx, ask, "import.undo", func(t *tx) error {
		b, err := t.Batch(id)
		if err != nil {
			return err
		}
		if b.Undone {
			return No(fmt.Sprintf("Import %d was undone before.", id), "")
		}
		if err := t.unmake(b); err != nil {
			return err
		}
		if err := t.MarkBatchUndone(id); err != nil {
			return err
		}
		t.noUndo = true
		for kind := range b.Made {
			t.touch(kind, 0)
		}
		t.did(KindBatch, int64(id), "Undone: import %d of %s", id, orElse(b.File, b.What))
		return nil
	})
}

// unmake removes the fees a batch made, puts back the rows it changed, then removes the rest of what it made.
func (t *tx) unmake(b Batch) error {
	fees, rest := map[Kind]Span{}, map[Kind]Span{}
	for kind, span := range b.Made {
		if kind == KindFee {
			fees[kind] = span
		} else {
			rest[kind] = span
		}
	}
	if err := t.unmakeSpans(b, fees); err != nil {
		return err
	}
	for _, img := range slices.Backward(onceChanged(b.Changed)) {
		if _, err := t.restore(img); err != nil {
			p := AsProblem(err)
			if p.Kind != Conflict && p.Kind != NotFound && p.Kind != Refused {
				return err
			}
			return No(fmt.Sprintf("Import %d can't be undone: a %s it changed was changed or used since. Nothing was undone.", b.ID, img.Kind),
				orElse(p.Try, "Correct it by hand, or import a corrected file."))
		}
		t.audit.Images = append(t.audit.Images, Image{Kind: img.Kind, ID: img.ID, Before: img.After, After: img.Before})
		t.touch(img.Kind, img.ID)
	}
	return t.unmakeSpans(b, rest)
}

// onceChanged makes one image of several changes of a row: as it was before the first and became by the last.
func onceChanged(changed []Image) []Image {
	var out []Image
	at := map[Change]int{}
	for _, img := range changed {
		row := Change{img.Kind, img.ID}
		i, again := at[row]
		if again {
			out[i].After = img.After
			continue
		}
		at[row] = len(out)
		out = append(out, img)
	}
	return out
}

func (t *tx) unmakeSpans(b Batch, spans map[Kind]Span) error {
	if len(spans) == 0 {
		return nil
	}
	stay, err := t.UndoSpans(spans)
	if err != nil {
		return err
	}
	var what []string
	for _, kind := range importKindsMade() {
		if n := stay[kind]; n > 0 {
			what = append(what, countedKind(n, kind))
		}
	}
	if len(what) == 0 {
		return nil
	}
	return No(fmt.Sprintf("Import %d can't be undone: of it, %s changed or came into use since. Nothing was undone.", b.ID, strings.Join(what, ", ")),
		"Correct them by hand, or import a corrected file.")
}

// importKindsMade are the kinds an import can make, in the order in which they refer to each other.
func importKindsMade() []Kind {
	return []Kind{KindPartner, KindPerson, KindClient, KindReferral, KindFee, KindCheckin, KindOutbound, KindLead}
}

// conceptName is the plural of a kind, as results count it.
func conceptName(kind Kind) string {
	switch kind {
	case KindPerson:
		return "people"
	case KindOutbound:
		return "outbound"
	}
	return string(kind) + "s"
}

// countedKind is a number with the word of its concept: "1 person", "12 people".
func countedKind(n int64, kind Kind) string {
	if kind == KindPerson && n != 1 {
		return fmt.Sprintf("%d people", n)
	}
	if kind == KindOutbound {
		return counted(n, "outbound referral")
	}
	return counted(n, string(kind))
}

// checkPlan refuses a plan that a file can't be read by.
func checkPlan(p *ImportPlan, s Settings, headings []string) error {
	fields := importFields(p.Kind)
	if fields == nil {
		return unknownKind(p.Kind)
	}
	if asks := missingColumns(fields, *p, headings); len(asks) > 0 {
		return Bad(asks[0].Field, asks[0].Say+" Nothing was imported.", "Choose one of "+orList(headings)+".")
	}
	known, days := map[string]bool{}, false
	for _, f := range fields {
		known[f.Key] = true
		days = days || f.Kind == FieldDay && p.Columns[f.Key] != ""
	}
	for key, column := range p.Columns {
		if !known[key] {
			return Bad(key, fmt.Sprintf("%s have no field %q.", p.Kind, key), "Choose "+orList(fieldKeys(fields))+".")
		}
		if column != "" && !slices.Contains(headings, column) {
			return Bad(key, fmt.Sprintf("The file has no column %q.", column), "Choose one of "+orList(headings)+".")
		}
	}
	if days && !slices.Contains(calendar.Formats(), p.DateFormat) {
		return Bad("date format", "It is not said how this file writes its days. Nothing was imported.", "Choose "+orList(calendar.Formats())+".")
	}
	if p.Currency == "" {
		p.Currency = s.Currency
	}
	c, err := money.ParseCurrency(string(p.Currency))
	if err != nil {
		return Bad("currency", sentence(err), "")
	}
	p.Currency = c
	return nil
}

func fieldKeys(fields []ImportField) []string {
	keys := make([]string, len(fields))
	for i, f := range fields {
		keys[i] = f.Key
	}
	return keys
}

// record keeps the batch and the mapping when anything was written, and gives the result.
func (im *importer) record() (ImportResult, error) {
	t, b := im.t, im.batch
	im.res.Preview = im.dry
	im.res.Notes = append(im.res.Notes, t.warnings...)
	if len(im.res.Created)+len(im.res.Updated) == 0 {
		return im.res, nil
	}
	if err := im.offer(); err != nil || im.dry {
		return im.res, err
	}
	id, err := t.nextID(KindBatch)
	if err != nil {
		return im.res, err
	}
	b.ID, b.At, b.Actor, b.What, b.File, b.SHA256 = ID[Batch](id), t.now, t.actor, im.plan.Kind, im.plan.FileName, im.plan.SHA256
	b.Created, b.Updated, b.Unchanged, b.Refused = im.res.Created, im.res.Updated, im.res.Unchanged, im.res.Refused
	if err := t.AddBatch(b); err != nil {
		return im.res, err
	}
	kept := im.plan
	kept.FileName, kept.Day, kept.AllOrNothing = "", 0, false
	raw, err := json.Marshal(kept)
	if err != nil {
		return im.res, err
	}
	t.noUndo = true
	for kind := range b.Made {
		t.touch(kind, 0)
	}
	t.did(KindBatch, id, "Imported %s%s", im.plan.Kind, im.summary())
	im.res.Batch = b.ID
	return im.res, t.PutMapping(im.plan.Kind, headerKey(im.headings), raw)
}

// summary says what an import did: " from deals.csv: 8,800 referrals new, 12 changed".
func (im *importer) summary() string {
	var parts []string
	for _, kind := range importKindsMade() {
		name := conceptName(kind)
		if n := im.res.Created[name]; n > 0 {
			parts = append(parts, countedKind(n, kind)+" new")
		}
		if n := im.res.Updated[name]; n > 0 {
			parts = append(parts, countedKind(n, kind)+" changed")
		}
	}
	from := ""
	if im.plan.FileName != "" {
		from = " from " + im.plan.FileName
	}
	return from + ": " + strings.Join(parts, ", ")
}
