package data

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"rapport/app"
)

// applicationID marks a file of ours in its header: "RPRT".
const applicationID = 0x52505254

// header is what the first 100 bytes of a database file say. See sqlite.org/fileformat.html section 1.3.
type header struct {
	PageSize    int64
	Pages       int64 // 0 when an old writer did not keep it
	Schema      int   // user_version
	Application uint32
	ReadVersion byte
	WriteVer    byte
}

// magic is how every SQLite 3 file begins.
const magic = "SQLite format 3\x00"

// lookAt makes the checks that need no opening: that there is a plain, non-empty file, and what it is.
func lookAt(path string) (fs.FileInfo, error) {
	info, err := os.Lstat(path)
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		info, err = os.Stat(path)
	}
	switch {
	case os.IsNotExist(err):
		return nil, trouble(codeMissing, fmt.Sprintf("File not found: %s was moved or deleted.", path), "Look for it, or open a backup.", err)
	case os.IsPermission(err):
		return nil, noPermission(path, err)
	case err != nil:
		return nil, trouble(codeOpen, fmt.Sprintf("Cannot open %s.", path), "Check the path.", err)
	case info.IsDir():
		return nil, trouble(codeOpen, fmt.Sprintf("Cannot open %s: it is a folder.", path), "Choose the file inside it.", nil)
	case !info.Mode().IsRegular():
		return nil, trouble(codeOpen, fmt.Sprintf("Cannot open %s: it is not a plain file.", path), "Choose a Rapport file.", nil)
	case info.Size() == 0:
		return nil, trouble(codeNotDB, fmt.Sprintf("The file is empty: %s holds nothing.", path), "Open a backup, or make a new file under another name.", nil)
	}
	return info, nil
}

func noPermission(path string, err error) *app.Problem {
	return trouble(codeOpen, fmt.Sprintf("Cannot open %s: you may not read it.", path), "Ask whoever owns the file to allow it.", err)
}

// readHeader reads and judges the header. It is called before SQLite opens the file, because a plain close later would drop locks.
func readHeader(path string) (header, error) {
	f, err := os.Open(path)
	if os.IsPermission(err) {
		return header{}, noPermission(path, err)
	}
	if err != nil {
		return header{}, classify(err, path)
	}
	defer f.Close()
	b := make([]byte, 512)
	n, err := io.ReadFull(f, b)
	if err != nil && err != io.ErrUnexpectedEOF {
		return header{}, classify(err, path)
	}
	b = b[:n]
	if !bytes.HasPrefix(b, []byte(magic)) {
		return header{}, notOurs(path, b)
	}
	if n < 100 {
		return header{}, damaged(path, "the file ends inside its first page", nil)
	}
	return parseHeader(b), nil
}

func parseHeader(b []byte) header {
	size := int64(binary.BigEndian.Uint16(b[16:]))
	if size == 1 {
		size = 65536
	}
	return header{
		PageSize:    size,
		Pages:       int64(binary.BigEndian.Uint32(b[28:])),
		Schema:      int(int32(binary.BigEndian.Uint32(b[60:]))),
		Application: binary.BigEndian.Uint32(b[68:]),
		WriteVer:    b[18],
		ReadVersion: b[19],
	}
}

// notOurs says what the file looks like, so that the person knows which door to take.
func notOurs(path string, b []byte) *app.Problem {
	say := fmt.Sprintf("This is not a Rapport file: %s looks like %s.", filepath.Base(path), looksLike(b))
	return trouble(codeNotDB, say, "To take data from it, use Import; otherwise choose another file.", nil)
}

func looksLike(b []byte) string {
	switch {
	case bytes.HasPrefix(b, []byte("%PDF-")):
		return "a PDF"
	case bytes.HasPrefix(b, []byte("PK\x03\x04")):
		if bytes.Contains(b, []byte("[Content_Types].xml")) || bytes.Contains(b, []byte("xl/")) {
			return "an Excel workbook"
		}
		return "a ZIP archive"
	case bytes.HasPrefix(b, []byte("\xd0\xcf\x11\xe0")):
		return "an old Excel or Word file"
	case isText(b):
		first, _, _ := strings.Cut(string(b), "\n")
		if strings.ContainsAny(first, ",;\t") {
			return "a CSV table"
		}
		return "text"
	}
	return "something else"
}

func isText(b []byte) bool {
	for _, c := range b {
		if c < 0x20 && c != '\n' && c != '\r' && c != '\t' {
			return false
		}
	}
	return len(b) > 0
}

// judge refuses what is foreign, newer or cut short. hot says that a write-ahead log waits, so sizes may be older than the truth.
func (h header) judge(path string, size int64, newest int, hot bool) error {
	switch {
	case h.Application != applicationID:
		return trouble(codeForeign, fmt.Sprintf("This database belongs to another program: %s was not made by Rapport. It was not changed.", filepath.Base(path)),
			"Choose a Rapport file; to take data from another program, export it there and use Import.", nil)
	case h.Schema > newest || h.ReadVersion > 2 || h.WriteVer > 2:
		return newer(path, h.Schema, newest)
	case h.Schema < 1:
		return damaged(path, "its tables are missing", nil)
	case h.PageSize < 512 || h.PageSize&(h.PageSize-1) != 0:
		return damaged(path, "its first page is not readable", nil)
	case !hot && h.Pages > 0 && size < h.Pages*h.PageSize:
		return damaged(path, fmt.Sprintf("it is %d bytes long and should be %d", size, h.Pages*h.PageSize), nil)
	}
	return nil
}

// surplus is how many bytes lie behind the last page: harmless, but not ours.
func (h header) surplus(size int64, hot bool) int64 {
	if hot || h.Pages == 0 || size <= h.Pages*h.PageSize {
		return 0
	}
	return size - h.Pages*h.PageSize
}

// older refuses to read a file that would have to be changed first.
func older(path string, has, newest int) *app.Problem {
	return trouble(codeOlder, fmt.Sprintf("Made with an older Rapport: %s has schema %d and this program works with %d. Looking at it changes nothing, so it was not updated.",
		filepath.Base(path), has, newest), "Open it in the window once; a backup is made before it is updated.", nil)
}

func newer(path string, has, newest int) *app.Problem {
	return trouble(codeNewer, fmt.Sprintf("Made with a newer Rapport: %s has schema %d and this program knows up to %d. It was not changed.", filepath.Base(path), has, newest),
		"Install the newest Rapport and open it there.", nil)
}
