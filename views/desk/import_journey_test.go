package desk

import (
	"strings"
	"testing"

	"rapport/app"
	"rapport/views/files"
)

// TestImportDryRunCountsWhatTheImportDoes: what the check promises is what happens, and it can be taken back.
func TestImportDryRunCountsWhatTheImportDoes(t *testing.T) {
	w := someWorld(t)
	b := open(t, w, 1280, 800)
	b.importKind(app.ImportPartners, "partner.csv", latin(partnersCSV))
	m := b.d.screens["import"].screen.(*imports)
	if m.flow.step != importRead || !strings.Contains(b.Dump(), "Müller & Söhne") {
		t.Fatalf("the file is not shown as it is read:\n%s", b.Dump())
	}
	b.keys("Ctrl+Enter", "Ctrl+Enter")
	dry := m.flow.dry
	if m.flow.step != importCheck || dry.Created["partners"] != 2 || dry.Refused != 3 || len(dry.Problems) != 3 {
		t.Fatalf("step %d, dry run %+v", m.flow.step, dry)
	}
	if _, err := w.firm.Partners.Find(w.ctx, "Müller & Söhne"); !app.IsNotFound(err) {
		t.Fatalf("the check wrote something: %v", err)
	}
	b.keys("Ctrl+Enter")
	if res := m.flow.result; m.flow.step != importDone || res.Created["partners"] != dry.Created["partners"] || res.Refused != dry.Refused {
		t.Fatalf("done: %+v", res)
	}
	p, err := w.firm.Partners.Find(w.ctx, "Müller & Söhne")
	w.check(err)
	if p.Owner != "Ana Ruiz" || p.Email != "info@mueller.example" {
		t.Errorf("kept: %+v", p)
	}
	b.Tap(t, "Undo this import")
	b.settle()
	if _, err := w.firm.Partners.Find(w.ctx, "Müller & Söhne"); !app.IsNotFound(err) {
		t.Errorf("it was not taken back: %v", err)
	}
}

// TestImportAsksWhatOnlyAPersonKnows: days that can be read two ways are asked about once, and nothing goes on before.
func TestImportAsksWhatOnlyAPersonKnows(t *testing.T) {
	w := someWorld(t)
	b := open(t, w, 1280, 800)
	b.importKind(app.ImportDeals, "deals.csv", dealsCSV)
	b.keys("Ctrl+Enter", "Ctrl+Enter", "Ctrl+Enter")
	m := b.d.screens["import"].screen.(*imports)
	if m.flow.step != importColumns || !b.Sees("1 question is open") {
		t.Fatalf("step %d:\n%s", m.flow.step, b.Dump())
	}
	b.Tap(t, "DD/MM/YYYY")
	b.keys("Ctrl+Enter")
	if m.flow.step != importCheck || m.flow.plan.DateFormat != "DD/MM/YYYY" || m.flow.dry.Created["referrals"] != 3 {
		t.Errorf("step %d, %q, %+v:\n%s", m.flow.step, m.flow.plan.DateFormat, m.flow.dry, b.Dump())
	}
}

// TestRefusedRowsCanBeSavedAndReadAgain: the file of refused rows names row, column, value and reason.
func TestRefusedRowsCanBeSavedAndReadAgain(t *testing.T) {
	w := someWorld(t)
	b := open(t, w, 1280, 800)
	b.importKind(app.ImportPartners, "partner.csv", latin(partnersCSV))
	b.keys("Ctrl+Enter", "Ctrl+Enter")
	b.Tap(t, "Save as CSV…")
	b.settle()
	m := b.d.opts.Outside.(*machine)
	raw := m.saved["Refused rows of partner.csv.csv"]
	table, err := files.Open("refused.csv", raw, files.Options{})
	if err != nil {
		t.Fatalf("%v: %v", m.saved, err)
	}
	if table.Count != 3 || strings.Join(table.Headings(), "|") != "Row|Column|Value|Reason" {
		t.Errorf("%d rows under %v", table.Count, table.Headings())
	}
}

// TestImportReadsAgainInAnotherEncoding: a choice over the guess takes effect at once.
func TestImportReadsAgainInAnotherEncoding(t *testing.T) {
	w := someWorld(t)
	b := open(t, w, 1280, 800)
	b.importKind(app.ImportPartners, "partner.csv", latin(partnersCSV))
	m := b.d.screens["import"].screen.(*imports)
	m.flow.options.Encoding = "macOS Roman"
	for _, e := range files.Encodings() {
		if strings.Contains(strings.ToLower(e), "mac") {
			m.flow.options.Encoding = e
		}
	}
	m.open(func() {})
	b.settle()
	if strings.Contains(b.Dump(), "Müller & Söhne") {
		t.Errorf("read as %s it still says Müller & Söhne:\n%s", m.flow.options.Encoding, b.Dump())
	}
}

// TestABrokenFileLeavesTheImportWhereItWas: the refusal names the file, and nothing moves.
func TestABrokenFileLeavesTheImportWhereItWas(t *testing.T) {
	w := someWorld(t)
	b := open(t, w, 1280, 800)
	b.importKind(app.ImportPartners, "photo.csv", "\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01")
	m := b.d.screens["import"].screen.(*imports)
	if m.flow.step != importChoose || !strings.Contains(b.Dump(), "photo.csv is a JPEG picture") {
		t.Errorf("step %d:\n%s", m.flow.step, b.Dump())
	}
}

// TestSettingsAreChanged: a wrong prefix is refused at its field; a logo that is no picture changes nothing.
func TestSettingsAreChanged(t *testing.T) {
	w := someWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("G", "E")
	b.d.editPrint()
	b.settle()
	b.keys("Ctrl+A")
	b.Type("S1")
	b.keys("Ctrl+S")
	if !strings.Contains(b.Dump(), "A number prefix has one to six capital letters.") {
		t.Fatalf("the wrong prefix is not at its field:\n%s", b.Dump())
	}
	b.keys("Ctrl+A")
	b.Type("st")
	b.keys("Ctrl+S")
	s, err := w.firm.Setup.Settings(w.ctx)
	w.check(err)
	if s.StatementPrefix != "ST" || !b.Sees("ST") {
		t.Errorf("kept %q:\n%s", s.StatementPrefix, b.Dump())
	}
	b.feed("logo.png", "no picture at all")
	b.d.chooseLogo()
	b.settle()
	if !b.Sees("That was not done") || len(b.d.settings.Logo) != 0 {
		t.Errorf("what is no picture is not refused:\n%s", b.Dump())
	}
}

// TestCheckAndBackup: both are commands, and say what they found and made.
func TestCheckAndBackup(t *testing.T) {
	w := moneyWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("G", "E")
	b.d.root.Commands.Run("file.check")
	b.settle()
	if !b.Sees("The file is in order") {
		t.Errorf("the check says nothing:\n%s", b.Dump())
	}
	b.keys("Enter")
	b.d.root.Commands.Run("file.backup")
	b.settle()
	if !strings.Contains(b.Dump(), "Backed up and checked: ") {
		t.Errorf("the backup says nothing:\n%s", b.Dump())
	}
}

// TestKeysMeanOneThing: no two commands that are available in one place have the same keys.
func TestKeysMeanOneThing(t *testing.T) {
	w := issuedWorld(t)
	b := open(t, w, 1280, 800)
	for _, key := range []string{"T", "P", "R", "C", "S", "I", "E"} {
		b.keys("G", key)
		seen := map[string]string{}
		for _, c := range b.d.root.Commands.All() {
			if c.Keys == "" || !c.Available() {
				continue
			}
			for _, way := range strings.Split(c.Keys, ", ") {
				if other, ok := seen[way]; ok {
					t.Errorf("in %s, %s is both %s and %s", b.d.here.section, way, other, c.ID)
				}
				seen[way] = c.ID
			}
		}
	}
}

// TestRowsOfKnownClientsAreChosen: the check lists a row whose client another partner introduced before; refused by choice, it is not taken.
func TestRowsOfKnownClientsAreChosen(t *testing.T) {
	w := someWorld(t)
	b := open(t, w, 1280, 800)
	b.importKind(app.ImportReferrals, "refs.csv", "Reference,Partner,Client,Introduced\nK-1,Delacroix Legal,Meridian Clinics,2026-11-20\nK-2,Delacroix Legal,Quill Dental,2026-11-20\n")
	b.keys("Ctrl+Enter", "Ctrl+Enter")
	b.sees(t, "Meridian Clinics was introduced before")
	b.sees(t, "With a note")
	m := b.d.screens["import"].screen.(*imports)
	m.flow.plan.KnownClients = app.KnownRefused
	m.dryRun()
	b.settle()
	b.sees(t, "1 refused")
	b.sees(t, "Rows with a client that was known before") // the choice can be taken back
}
