package files

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"slices"
	"strings"
)

// Limits of a zip archive: beyond them it is an attack or a mistake.
const (
	maxEntries  = 2_000
	maxUnpacked = 200 << 20 // bytes of all entries together
	maxRatio    = 100       // unpacked to packed, for entries over ratioFrom
	ratioFrom   = 100 << 10
)

const (
	damagedTry = "Open it in Excel or LibreOffice, save it again as XLSX, and choose that file."
	harmfulTry = "Do not open it; ask the sender what it is."
)

// recogniseZip makes a table of a workbook and names other archives.
func recogniseZip(name string, data []byte, o Options) (*Table, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, refuse("Copy or download it again, and choose that file.",
			"%s is damaged: it is cut off or was not copied whole.", name)
	}
	if err := guardZip(name, z); err != nil {
		return nil, err
	}
	p := pack{name: name, zip: z}
	if p.file("xl/workbook.xml") == nil && p.file("[Content_Types].xml") == nil {
		what, try := p.archive()
		return nil, refuse(try, "%s is %s, not a CSV, XLSX or vCard file.", name, what)
	}
	return recogniseWorkbook(p, o)
}

// guardZip refuses archives that would unpack to more than a workbook can be.
func guardZip(name string, z *zip.Reader) error {
	if len(z.File) > maxEntries {
		return refuse(harmfulTry, "%s holds %d files inside; a workbook has at most %d.", name, len(z.File), maxEntries)
	}
	var total uint64
	for _, f := range z.File {
		total += min(f.UncompressedSize64, maxUnpacked+1)
		ratio := f.UncompressedSize64 / max(f.CompressedSize64, 1)
		if f.UncompressedSize64 > ratioFrom && ratio > maxRatio {
			return refuse(harmfulTry, "%s unpacks to %d times its size, which no real list does.", name, ratio)
		}
	}
	if total > maxUnpacked {
		return refuse("Split it into smaller workbooks, or save it as CSV.",
			"%s unpacks to more than %d MB, the most that is read.", name, maxUnpacked>>20)
	}
	return nil
}

// pack is the zip archive of a workbook.
type pack struct {
	name string // of the file, for sentences
	zip  *zip.Reader
}

// file finds an entry; the names are compared without regard to case, as Excel does.
func (p pack) file(entry string) *zip.File {
	i := slices.IndexFunc(p.zip.File, func(f *zip.File) bool {
		return strings.EqualFold(strings.ReplaceAll(f.Name, `\`, "/"), entry)
	})
	if i < 0 {
		return nil
	}
	return p.zip.File[i]
}

// archive names an archive that is not a workbook, and the way out.
func (p pack) archive() (what, try string) {
	if f := p.file("mimetype"); f != nil {
		if r, err := f.Open(); err == nil {
			kind, _ := io.ReadAll(io.LimitReader(r, 100))
			if strings.Contains(string(kind), "opendocument.spreadsheet") {
				return "an OpenDocument workbook (.ods)", "Open it in LibreOffice, save it as XLSX or CSV, and choose that file."
			}
			if strings.Contains(string(kind), "opendocument") {
				return "an OpenDocument file", saveAs
			}
		}
	}
	for _, f := range p.zip.File {
		if path.Ext(f.Name) == ".iwa" || path.Base(f.Name) == "Index.zip" {
			return "an Apple Numbers or Pages file", "Open it in Numbers, choose File › Export To › Excel or CSV, and choose that file."
		}
	}
	return "a zip archive", "Unpack it and choose the file inside."
}

// open starts to read an entry as XML. Its checksum is verified at its end.
func (p pack) open(entry string) (*xmlReader, error) {
	f := p.file(entry)
	if f == nil {
		return nil, p.damaged("the part " + short(entry) + " is missing")
	}
	r, err := f.Open()
	if err != nil {
		return nil, p.damaged("the part " + short(entry) + " cannot be unpacked")
	}
	return newXMLReader(io.LimitReader(r, maxUnpacked)), nil
}

// damaged is the refusal of a workbook that is not whole.
func (p pack) damaged(why string) error {
	return refuse(damagedTry, "%s is damaged: %s.", p.name, why)
}

// ended turns the end of a part into nil, or into a refusal if it came early or
// the part holds what a workbook never has.
func (p pack) ended(x *xmlReader, entry string) error {
	switch {
	case x.err == errDoctype:
		return refuse(harmfulTry, "%s holds a DOCTYPE declaration in %s, which no workbook has and which can be an attack.", p.name, short(entry))
	case x.err == errEncoding:
		return p.damaged("the part " + short(entry) + " is not UTF-8")
	case x.err == errToken:
		return p.damaged("the part " + short(entry) + " has a value of more than 4 MB")
	case x.err != io.EOF || x.depth != 0:
		return p.damaged("the part " + short(entry) + " is cut off or altered")
	}
	return nil
}
