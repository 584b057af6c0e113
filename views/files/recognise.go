package files

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
)

// recognise tells by its content what a file is and makes a table of it, without
// its header yet. Anything but CSV, XLSX, vCard and mail is refused by name.
func recognise(name string, data []byte, o Options) (*Table, error) {
	switch {
	case len(data) > MaxFile:
		return nil, refuse("Split it into smaller files, for example by year.",
			"%s is %d MB; files up to %d MB are read.", name, len(data)>>20, MaxFile>>20)
	case len(bytes.TrimSpace(data)) == 0:
		return nil, noRows("Check that it was saved, and choose the file again.", "%s is empty.", name)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("PK\x05\x06")):
		return recogniseZip(name, data, o)
	}
	if isVCard(data) {
		return recogniseVCard(name, data, o)
	}
	if isMail(data) {
		return recogniseMail(name, data)
	}
	if what, try := foreign(data); what != "" {
		return nil, refuse(try, "%s is %s, not a CSV, XLSX or vCard file.", name, what)
	}
	return recogniseCSV(name, data, o)
}

// saveAs is the way out for other programs' files.
const saveAs = "Open it in its own program, save it as XLSX or CSV, and choose that file."

// foreign names the format of a file that is neither CSV nor a zip archive, and
// the way out; "" for what may be text.
func foreign(data []byte) (what, try string) {
	if bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) {
		return oldOffice(data)
	}
	for _, f := range []struct{ magic, what, try string }{
		{"%PDF-", "a PDF document", "Ask for the list as XLSX or CSV."},
		{"SQLite format 3\x00", "a SQLite database", "If it is a Rapport file, open it with File › Open."},
		{"\x89PNG", "a PNG picture", "Ask for the list as XLSX or CSV."},
		{"\xFF\xD8\xFF", "a JPEG picture", "Ask for the list as XLSX or CSV."},
		{"GIF8", "a GIF picture", "Ask for the list as XLSX or CSV."},
		{"II*\x00", "a TIFF picture", "Ask for the list as XLSX or CSV."},
		{"\x1F\x8B", "a gzip archive", "Unpack it and choose the file inside."},
		{"7z\xBC\xAF\x27\x1C", "a 7-Zip archive", "Unpack it and choose the file inside."},
		{"Rar!", "a RAR archive", "Unpack it and choose the file inside."},
		{"{\\rtf", "an RTF document", saveAs},
		{"BEGIN:VCALENDAR", "a calendar file", "Export the list as XLSX or CSV."},
	} {
		if bytes.HasPrefix(data, []byte(f.magic)) {
			return f.what, f.try
		}
	}
	if what := markup(data); what != "" {
		return what, saveAs
	}
	if binaryData(data) {
		return "a binary file", "Choose the list itself, saved as XLSX or CSV."
	}
	return "", ""
}

// oldOffice tells apart what uses the container of Office 97: an old workbook,
// or a new one behind a password.
func oldOffice(data []byte) (what, try string) {
	has := func(s string) bool {
		var b []byte
		for _, u := range utf16.Encode([]rune(s)) {
			b = binary.LittleEndian.AppendUint16(b, u)
		}
		return bytes.Contains(data, b)
	}
	switch {
	case has("EncryptedPackage"):
		return "a workbook protected with a password",
			"Open it in Excel, take the password away under File › Info › Protect Workbook, save it and choose it again."
	case has("Workbook"), has("Book"):
		return "an old Excel workbook (.xls)", "Open it in Excel or LibreOffice, save it as XLSX, and choose that file."
	}
	return "an old Office document", saveAs
}

// markup names a text that is not a table: web pages under the name .xls are common.
func markup(data []byte) string {
	start := strings.ToLower(string(bytes.TrimSpace(bytes.TrimPrefix(data[:min(len(data), 600)], []byte("\xEF\xBB\xBF")))))
	switch {
	case strings.HasPrefix(start, "<!doctype html"), strings.HasPrefix(start, "<html"), strings.HasPrefix(start, "<table"):
		return "a web page"
	case strings.HasPrefix(start, "<?xml") && strings.Contains(start, "urn:schemas-microsoft-com:office:spreadsheet"):
		return "an Excel 2003 XML file"
	case strings.HasPrefix(start, "<?xml"):
		return "an XML file"
	case strings.HasPrefix(start, "{\""), strings.HasPrefix(start, "[{"), strings.HasPrefix(start, "{\n"):
		return "a JSON file"
	}
	return ""
}

// binaryData reports a share of control characters that no text has. UTF-16 is
// known by its mark or its zeros before.
func binaryData(data []byte) bool {
	if bytes.HasPrefix(data, []byte("\xFF\xFE")) || bytes.HasPrefix(data, []byte("\xFE\xFF")) ||
		zeroPattern(data[:min(len(data), 4096)]) != "" {
		return false
	}
	head, odd := data[:min(len(data), 8192)], 0
	for _, b := range head {
		if b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' {
			odd++
		}
	}
	return odd > 4 && odd > len(head)/20
}

// recogniseCSV settles encoding and delimiter of a text.
func recogniseCSV(name string, data []byte, o Options) (*Table, error) {
	t := &Table{Guess: Guess{Kind: CSV}}
	t.Guess.Encoding, t.Guess.Confident = guessEncoding(data)
	if !t.Guess.Confident {
		t.note("The file does not say how it writes letters; %s is assumed. Look at the names below and choose another encoding if they are wrong.", t.Guess.Encoding)
	}
	if o.Encoding != "" {
		if t.Guess.Encoding = listed(o.Encoding); t.Guess.Encoding == "" {
			return nil, refuse("Choose one of: "+strings.Join(Encodings(), ", ")+".", "There is no encoding %q here.", short(o.Encoding))
		}
		t.Guess.Confident, t.Guess.Notes = true, nil
	}
	text, err := toUTF8(name, data, t.Guess.Encoding)
	if err != nil {
		return nil, err
	}
	s := csvSource{name: name, text: text}
	if err := t.settleDelimiter(&s, o.Delimiter); err != nil {
		return nil, err
	}
	t.source, t.clean = s, unspoiled(s.text)
	return t, nil
}
