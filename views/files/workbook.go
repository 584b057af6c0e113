package files

import (
	"path"
	"slices"
	"strconv"
	"strings"
)

// maxStrings bounds the memory of a workbook's list of texts.
const maxStrings = 5_000_000

// workbook is what a sheet needs to be read.
type workbook struct {
	pack
	sheets   []sheet
	serial04 bool         // days count from 1904
	strings  []string     // shared by the sheets
	formats  []numberKind // of the cell styles
}

// sheet is one entry of the workbook's list.
type sheet struct {
	name   string
	hidden bool
	part   string // its entry in the archive
}

// recogniseWorkbook opens the parts all sheets share and chooses a sheet: the
// person's, else the first visible one.
func recogniseWorkbook(p pack, o Options) (*Table, error) {
	w, err := openWorkbook(p)
	if err != nil {
		return nil, err
	}
	t := &Table{Guess: Guess{Kind: XLSX, Serial1904: w.serial04, Confident: true}}
	for _, s := range w.sheets {
		t.Guess.Sheets = append(t.Guess.Sheets, s.name)
	}
	at := slices.IndexFunc(w.sheets, func(s sheet) bool { return !s.hidden })
	if o.Sheet != "" {
		at = slices.IndexFunc(w.sheets, func(s sheet) bool { return strings.EqualFold(s.name, strings.TrimSpace(o.Sheet)) })
	}
	if at < 0 && o.Sheet != "" {
		return nil, refuse("Choose one of: "+short(strings.Join(t.Guess.Sheets, ", "))+".",
			"%s has no sheet called %s.", p.name, short(o.Sheet))
	}
	at = max(at, 0)
	t.Guess.Sheet = w.sheets[at].name
	t.tellSheets(w.sheets, at, o.Sheet != "")
	t.source = &sheetSource{workbook: w, part: w.sheets[at].part, tell: t.note}
	return t, nil
}

// tellSheets says which sheet is read and which are not.
func (t *Table) tellSheets(all []sheet, at int, chosen bool) {
	var hidden []string
	for _, s := range all {
		if s.hidden {
			hidden = append(hidden, strconv.Quote(s.name))
		}
	}
	if visible := len(all) - len(hidden); visible > 1 && !chosen {
		t.Guess.Confident = false
		t.note("The workbook has %d visible sheets; %q is read.", visible, all[at].name)
	}
	if len(hidden) > 0 {
		t.note("Hidden in the workbook: %s.", short(strings.Join(hidden, ", ")))
	}
	if all[at].hidden {
		t.note("The sheet %q is hidden; it is read all the same.", all[at].name)
	}
}

// openWorkbook reads the list of sheets, the shared texts and the styles.
func openWorkbook(p pack) (*workbook, error) {
	main, _, err := p.relations("")
	if err != nil {
		return nil, err
	}
	part := main["officeDocument"]
	if part == "" {
		part = "xl/workbook.xml"
	}
	switch {
	case path.Ext(part) == ".bin":
		return nil, refuse(saveAs, "%s is a binary workbook (.xlsb), not a CSV, XLSX or vCard file.", p.name)
	case strings.HasPrefix(part, "word/"), strings.HasPrefix(part, "ppt/"):
		return nil, refuse(saveAs, "%s is a Word or PowerPoint document, not a CSV, XLSX or vCard file.", p.name)
	}
	w := &workbook{pack: p}
	kinds, ids, err := p.relations(part)
	if err != nil {
		return nil, err
	}
	if err := w.readSheets(part, ids); err != nil {
		return nil, err
	}
	if part := kinds["sharedStrings"]; part != "" {
		if err := w.readStrings(part); err != nil {
			return nil, err
		}
	}
	if part := kinds["styles"]; part != "" {
		return w, w.readStyles(part)
	}
	return w, nil
}

// relations reads what a part points to, by kind and by id; the package itself
// is the part "". A missing list is an empty one.
func (p pack) relations(part string) (kinds, ids map[string]string, err error) {
	entry := path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
	if part == "" {
		entry = "_rels/.rels"
	}
	kinds, ids = map[string]string{}, map[string]string{}
	if p.file(entry) == nil {
		return kinds, ids, nil
	}
	x, err := p.open(entry)
	if err != nil {
		return nil, nil, err
	}
	for x.next() {
		if !x.open || string(x.name) != "Relationship" || x.attr("TargetMode") == "External" {
			continue
		}
		target := x.attr("Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join("/", path.Dir(part), target)
		}
		target = strings.TrimPrefix(path.Clean(target), "/")
		kinds[path.Base(x.attr("Type"))] = target
		ids[x.attr("Id")] = target
	}
	return kinds, ids, p.ended(x, entry)
}

// readSheets reads the list of sheets. Charts on a sheet of their own are no tables.
func (w *workbook) readSheets(part string, ids map[string]string) error {
	x, err := w.open(part)
	if err != nil {
		return err
	}
	for x.next() {
		if !x.open {
			continue
		}
		switch string(x.name) {
		case "workbookPr":
			v := x.attr("date1904")
			w.serial04 = v == "1" || v == "true"
		case "sheet":
			s := sheet{name: x.attr("name"), hidden: strings.Contains(strings.ToLower(x.attr("state")), "hidden"), part: ids[x.attr("id")]}
			if !strings.Contains(s.part, "chartsheets/") {
				w.sheets = append(w.sheets, s)
			}
		}
	}
	if err := w.ended(x, part); err != nil {
		return err
	}
	if len(w.sheets) == 0 {
		return w.damaged("it has no sheet")
	}
	return nil
}

// readStrings reads the texts the cells point to by number.
func (w *workbook) readStrings(part string) error {
	x, err := w.open(part)
	if err != nil {
		return err
	}
	for x.next() {
		if x.open && string(x.name) == "si" {
			w.strings = append(w.strings, x.richText())
		}
		if len(w.strings) > maxStrings {
			return refuse("Save it as CSV, and choose that file.", "%s has more than %d different texts.", w.name, maxStrings)
		}
	}
	return w.ended(x, part)
}

// richText reads the text of an element just opened: all its t parts, without
// the reading aids of Japanese.
func (x *xmlReader) richText() string {
	var out []byte
	for at := x.depth; x.next() && x.depth >= at; {
		switch {
		case x.open && string(x.name) == "rPh":
			x.skip()
		case !x.open && string(x.name) == "t":
			out = appendText(out, x.text)
		}
	}
	return excelText(string(out))
}

// excelText undoes Excel's own escapes, such as _x000D_, and makes line ends LF.
func excelText(s string) string {
	if strings.Contains(s, "_x") {
		var out strings.Builder
		for {
			before, rest, found := strings.Cut(s, "_x")
			out.WriteString(before)
			if !found {
				break
			}
			if s = rest; len(rest) >= 5 && rest[4] == '_' {
				if n, err := strconv.ParseUint(rest[:4], 16, 16); err == nil {
					out.WriteRune(rune(n))
					s = rest[5:]
					continue
				}
			}
			out.WriteString("_x")
		}
		s = out.String()
	}
	return strings.ReplaceAll(s, "\r\n", "\n")
}
