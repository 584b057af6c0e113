//go:build !headless

package face

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rapport/views/desk"
)

// filesShown is how many files are offered at once.
const filesShown = 40

// homeFolder is the person's own folder, "." where the system knows none.
func homeFolder() string {
	if home, err := os.UserHomeDir(); err == nil {
		return home
	}
	return "."
}

// fromHome puts the person's folder in the place of ~.
func fromHome(path string) string {
	path = strings.TrimSpace(path)
	if path == "~" || strings.HasPrefix(path, "~/") {
		path = homeFolder() + path[1:]
	}
	return filepath.Clean(path)
}

// startFolder is where files are saved first: Documents, or the person's own folder.
func startFolder() string {
	docs := filepath.Join(homeFolder(), "Documents")
	if info, err := os.Stat(docs); err == nil && info.IsDir() {
		return docs
	}
	return homeFolder()
}

// mayWrite says what is wrong with a path to be written, "" if nothing.
func mayWrite(path string) string {
	path = fromHome(path)
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		return "There is no folder " + filepath.Dir(path)
	}
	if _, err := os.Lstat(path); err == nil {
		return "There is a file of this name; choose another name"
	}
	return ""
}

// files lists what a person may mean by what they typed: what is in a folder they began to write, else files of that name
// in the folders where files usually arrive. Folders come first, then the newest files.
func files(ctx context.Context, typed string, extensions []string) ([]desk.FileThere, error) {
	if strings.ContainsAny(typed, "/~"+string(filepath.Separator)) {
		path := fromHome(typed)
		if strings.HasSuffix(strings.TrimSpace(typed), "/") || typed == "~" {
			return inFolder(path, "", extensions)
		}
		return inFolder(filepath.Dir(path), filepath.Base(path), extensions)
	}
	var out []desk.FileThere
	for _, folder := range []string{"Downloads", "Documents", "Desktop", ""} {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if found, err := inFolder(filepath.Join(homeFolder(), folder), typed, extensions); err == nil { // one that is missing holds nothing
			out = append(out, found...)
		}
	}
	return out[:min(len(out), filesShown)], nil
}

// inFolder lists the folders and the files with one of the extensions whose name holds words.
func inFolder(folder, words string, extensions []string) ([]desk.FileThere, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	type found struct {
		desk.FileThere
		at int64
	}
	var list []found
	for _, e := range entries {
		name := e.Name()
		fits := e.IsDir() || len(extensions) == 0 || slices.Contains(extensions, strings.ToLower(filepath.Ext(name)))
		if strings.HasPrefix(name, ".") || !fits || !strings.Contains(strings.ToLower(name), strings.ToLower(words)) {
			continue
		}
		info, err := e.Info()
		if err != nil {
			continue // it went away meanwhile
		}
		f := found{desk.FileThere{Path: filepath.Join(folder, name), Name: name, Note: sizeWords(info.Size())}, info.ModTime().Unix()}
		if e.IsDir() {
			f.Path, f.Note, f.Folder = f.Path+"/", "folder", true
		}
		list = append(list, f)
	}
	slices.SortStableFunc(list, func(a, b found) int {
		if a.Folder != b.Folder {
			if a.Folder {
				return -1
			}
			return 1
		}
		return cmp.Compare(b.at, a.at)
	})
	out := make([]desk.FileThere, 0, min(len(list), filesShown))
	for _, f := range list[:min(len(list), filesShown)] {
		out = append(out, f.FileThere)
	}
	return out, nil
}

func sizeWords(n int64) string {
	switch {
	case n < 1<<10:
		return fmt.Sprintf("%d bytes", n)
	case n < 1<<20:
		return fmt.Sprintf("%d KB", n>>10)
	}
	return fmt.Sprintf("%d MB", n>>20)
}
