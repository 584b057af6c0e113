package files

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// WriteFolder puts the files of a page into a folder beside others', and says whether anything had to be written: a folder that holds exactly
// these bytes is left alone. Each file is written beside its place and moved there, the pictures before the page that shows them.
// A folder of that name that holds something else, or is no folder, is refused.
func WriteFolder(parent, name string, list []WebFile) (changed bool, err error) {
	if name == "" || filepath.Base(name) != name || name[0] == '.' {
		return false, fmt.Errorf("%q is not the name of a folder", name)
	}
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return false, err
	}
	root, err := os.OpenRoot(parent)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	if err := root.Mkdir(name, 0o755); err != nil && !errors.Is(err, os.ErrExist) {
		return false, err
	}
	dir, err := root.OpenRoot(name)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, dir.Close()) }()
	if err := onlyPage(dir); err != nil {
		return false, fmt.Errorf("the folder %s: %w", filepath.Join(parent, name), err)
	}
	for _, f := range slices.Backward(list) {
		old, err := dir.ReadFile(f.Name)
		if err == nil && bytes.Equal(old, f.Bytes) {
			continue
		}
		changed = true
		if err := replaceIn(dir, f); err != nil {
			return changed, err
		}
	}
	return changed, nil
}

// errOthers says that a folder is not one of ours.
var errOthers = errors.New("it holds other files and was left alone")

// onlyPage refuses a folder with files that are not of a page, so that nobody's work is mixed up with it.
func onlyPage(dir *os.Root) error {
	f, err := dir.Open(".")
	if err != nil {
		return err
	}
	defer f.Close()
	names, err := f.Readdirnames(-1)
	for _, name := range names {
		if !slices.Contains([]string{"index.html", "firm.png", "firm.jpg", "partner.png", "partner.jpg"}, name) && filepath.Ext(name) != ".part" {
			return errOthers
		}
	}
	return err
}

// replaceIn writes a file so that its name never stands for half of it.
func replaceIn(dir *os.Root, f WebFile) error {
	part := f.Name + ".part"
	out, err := dir.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	_, err = out.Write(f.Bytes)
	err = errors.Join(err, out.Sync(), out.Close())
	if err == nil {
		err = dir.Rename(part, f.Name)
	}
	if err != nil {
		_ = dir.Remove(part)
	}
	return err
}
