package data

import (
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/gofrs/flock"

	"rapport/app"
)

// holder is what the lock file says of the program that holds it. It serves the message only: the lock itself is the operating
// system's and dies with the process, so a file left behind never blocks anybody.
type holder struct {
	Process int       `json:"pid"`
	Host    string    `json:"host"`
	Since   time.Time `json:"since"`
}

// sideLock holds `<name>.lock` beside the data file.
type sideLock struct{ f *flock.Flock }

func lockName(path string) string { return path + ".lock" }

// takeLock takes the lock or says who has it. The lock file is never deleted: that would let two programs lock two files of one name.
func takeLock(path string, now time.Time) (*sideLock, error) {
	name := lockName(path)
	f := flock.New(name, flock.SetPermissions(0o600))
	ok, err := f.TryLock()
	if err != nil {
		return nil, trouble(codeOpen, fmt.Sprintf("Cannot lock %s.", path),
			"Its folder may be write-protected or on a share that has no locks; move the file to a folder on this computer.", err)
	}
	if !ok {
		return nil, alreadyOpen(path, readHolder(name))
	}
	leaveNote(name, now)
	return &sideLock{f}, nil
}

// leaveNote says who holds the lock. It is a courtesy: where a locked file cannot be written (Windows), or on a full disk, the lock
// holds without it.
func leaveNote(name string, now time.Time) {
	host, _ := os.Hostname()
	note, err := json.Marshal(holder{Process: os.Getpid(), Host: host, Since: now.UTC().Truncate(time.Second)})
	if err == nil {
		_ = os.WriteFile(name, append(note, '\n'), 0o600)
	}
}

func readHolder(name string) holder {
	var h holder
	text, err := os.ReadFile(name)
	if err != nil || json.Unmarshal(text, &h) != nil {
		return holder{}
	}
	return h
}

func alreadyOpen(path string, h holder) *app.Problem {
	say := fmt.Sprintf("Already open: another window has %s open.", path)
	if h.Process != 0 {
		say = fmt.Sprintf("Already open: Rapport has %s open on %s since %s (process %d).", path, h.Host, h.Since.Format("2006-01-02 15:04 MST"), h.Process)
	}
	return trouble(codeLocked, say, "Use that window, or close it and open the file here.", nil)
}

func (l *sideLock) release() {
	if l != nil {
		_ = l.f.Close()
	}
}
