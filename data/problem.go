package data

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"syscall"

	"modernc.org/sqlite"

	"rapport/app"
)

// Keys of the storage catalogue, carried in Problem.Code.
const (
	codeFull     = "E-FULL"
	codeIO       = "E-IO"
	codeSync     = "E-SYNC"
	codeBusy     = "E-BUSY"
	codeReadOnly = "E-RO"
	codeMissing  = "E-MISSING"
	codeOpen     = "E-OPEN"
	codeNotDB    = "E-NOTDB"
	codeForeign  = "E-FOREIGN"
	codeNewer    = "E-NEWER"
	codeOlder    = "E-OLDER"
	codeDamaged  = "E-DAMAGED"
	codeAltered  = "E-ALTERED"
	codeMoved    = "E-MOVED"
	codeLocked   = "E-LOCKED2"
	codeMigrate  = "E-MIGRATE"
	codeCancel   = "E-CANCEL"
	codeExists   = "E-EXISTS"
	codeNetwork  = "E-NETWORK"
	codeBackup   = "E-BACKUP"
	codeBug      = "E-BUG"
)

// trouble builds a storage problem.
func trouble(code, say, try string, cause error) *app.Problem {
	return &app.Problem{Kind: app.Storage, Code: code, Say: say, Try: try, Cause: cause}
}

// Extended result codes of SQLite that the catalogue tells apart; the low byte is the class.
const (
	sqliteBusy, sqliteLocked, sqliteReadOnly, sqliteIO = 5, 6, 8, 10
	sqliteCorrupt, sqliteFull, sqliteCantOpen          = 11, 13, 14
	sqliteConstraint, sqliteNotADB                     = 19, 26
	sqliteFsync, sqliteDirFsync                        = 1034, 1290
	sqliteShortRead                                    = 522
	sqliteInterrupt                                    = 9
)

// sqliteCode gives the extended result code in err, 0 when there is none.
func sqliteCode(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code()
	}
	return 0
}

// classify turns whatever a read or a write ended with into a sentence. Problems of the field pass through untouched.
func (s *Store) classify(err error) error { return classify(err, s.path) }

func classify(err error, path string) error {
	var p *app.Problem
	switch {
	case err == nil:
		return nil
	case errors.As(err, &p):
		return err
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return cancelled(err)
	}
	if p := classifySystem(err, path); p != nil {
		return p
	}
	return classifySQLite(err, path)
}

func cancelled(err error) *app.Problem {
	return &app.Problem{Kind: app.Cancel, Code: codeCancel, Say: "Cancelled: nothing was saved.", Cause: err}
}

// classifySystem knows the answers of the operating system that arrive as such, not through SQLite.
func classifySystem(err error, path string) *app.Problem {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return diskFull(path, err)
	case errors.Is(err, syscall.EROFS):
		return readOnly(path, err)
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
		return trouble(codeOpen, fmt.Sprintf("Cannot open %s: too many files are open.", path), "Close other programs and try again.", err)
	}
	return nil
}

// classifySQLite is the table of result codes.
func classifySQLite(err error, path string) error {
	code := sqliteCode(err)
	switch code {
	case sqliteFsync, sqliteDirFsync:
		return trouble(codeSync, "The drive could not confirm the save. To be safe, saving has stopped.",
			"Make a backup to another drive now, then open the file again.", err)
	}
	switch code & 0xff {
	case sqliteFull:
		return diskFull(path, err)
	case sqliteIO:
		return trouble(codeIO, fmt.Sprintf("Not saved: the drive of %s refused to work (code %d). Nothing saved before is affected.", path, code),
			"The drive may be write-protected, over quota or disconnected. Put it right and open the file again.", err)
	case sqliteBusy, sqliteLocked:
		return trouble(codeBusy, "Not saved: another program is using your file.", "Close that program and save again.", err)
	case sqliteReadOnly:
		return readOnly(path, err)
	case sqliteCantOpen:
		return trouble(codeOpen, fmt.Sprintf("Cannot open %s.", path), "Check that the folder can be written to and that the file is not in use.", err)
	case sqliteNotADB:
		return trouble(codeNotDB, fmt.Sprintf("%s is not a Rapport file.", filepath.Base(path)), "Open another file.", err)
	case sqliteCorrupt:
		return damaged(path, err.Error(), err)
	case sqliteInterrupt:
		return cancelled(err)
	}
	return bug(err)
}

func bug(err error) *app.Problem {
	p := *app.AsProblem(err)
	p.Code = codeBug
	return &p
}

func diskFull(path string, err error) *app.Problem {
	return trouble(codeFull, "Not saved: the disk is full. Nothing entered so far was lost.",
		fmt.Sprintf("Free at least 50 MB on the drive of %s and save again.", filepath.Dir(path)), err)
}

func readOnly(path string, err error) *app.Problem {
	return trouble(codeReadOnly, fmt.Sprintf("Opened for reading only: %s or its folder %s is write-protected.", filepath.Base(path), filepath.Dir(path)),
		"Allow writing to both, or copy the file to a folder of your own, and open it again.", err)
}

// lookedAt is why a file that was opened for reading only takes no write.
func lookedAt(path string) *app.Problem {
	return trouble(codeReadOnly, fmt.Sprintf("%s was opened for reading only. Nothing was changed.", filepath.Base(path)), "Open it for writing.", nil)
}

func damaged(path, what string, err error) *app.Problem {
	return trouble(codeDamaged, fmt.Sprintf("Damage found in %s: %s. The file was not changed.", filepath.Base(path), what),
		"Open the last good backup.", err)
}

// stopsWriting tells whether an error at a commit means that the drive can no longer be trusted with another one.
func stopsWriting(err error) bool {
	switch sqliteCode(err) & 0xff {
	case sqliteIO, sqliteCorrupt, sqliteNotADB:
		return true
	}
	return false
}
