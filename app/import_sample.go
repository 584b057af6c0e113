package app

import (
	"errors"
	"slices"

	"rapport/app/calendar"
	"rapport/app/names"
)

// ImportSample is one row of a file as a plan reads it, for people to look at before it is imported.
type ImportSample struct {
	Line    int
	Values  map[string]string // by field: days as 2026-11-22, amounts with their currency, stages by our names; as in the file when not readable
	Problem *ImportProblem    // the first value that can't be read
}

// errEnough ends the reading of a file.
var errEnough = errors.New("enough")

// Samples gives the first rows of a file as a plan reads them. Nothing is looked up, so an unknown partner shows only in a preview of
// Run. Days and amounts are shown as in the file while the plan does not say how to read them.
func (u Imports) Samples(plan ImportPlan, sheet Sheet, most int) ([]ImportSample, error) {
	fields := importFields(plan.Kind)
	if fields == nil {
		return nil, unknownKind(plan.Kind)
	}
	im := &importer{plan: plan, headings: sheet.Headings(), at: map[string]int{}, days: map[string]calendar.Day{}}
	for _, f := range fields {
		if at := slices.Index(im.headings, plan.Columns[f.Key]); at >= 0 && plan.Columns[f.Key] != "" {
			im.at[f.Key] = at
		}
	}
	var out []ImportSample
	err := sheet.Each(func(line int, cells []string, column int, flaw string) error {
		if len(out) == most {
			return errEnough
		}
		r := importRow{im: im, line: line, cells: slices.Clone(cells)}
		s := ImportSample{Line: line, Values: map[string]string{}}
		if flaw != "" {
			s.Problem = im.flawOf(r, column, flaw)
		}
		for _, f := range fields {
			if _, mapped := im.at[f.Key]; mapped {
				s.Values[f.Key] = r.understood(f)
			}
		}
		if s.Problem == nil && r.bad != nil {
			in, value := im.place(&r, r.bad.Field)
			s.Problem = &ImportProblem{Row: line, Column: in, Value: value, Reason: r.bad.Error()}
		}
		out = append(out, s)
		return nil
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	return out, err
}

// understood is a cell as its field reads it.
func (r *importRow) understood(f ImportField) string {
	good := r.bad == nil
	raw := r.cell(f.Key)
	var read string
	switch {
	case raw == "":
	case f.Kind == FieldDay && r.im.plan.DateFormat != "":
		read = r.day(f.Key).String()
	case f.Kind == FieldMoney:
		if c := r.currency("currency"); c != "" && !ambiguous(raw, c) || r.im.plan.Decimal != 0 {
			read = r.money(f.Key, c).String()
		}
	case f.Key == "stage":
		stage, _ := stageMeant(names.Fold(raw))
		read = string(stage)
	}
	if read == "" || good && r.bad != nil {
		return raw
	}
	return read
}
