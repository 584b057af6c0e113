package arrows

import (
	"bytes"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
)

const module = "rapport"

// tree is every Go file of a folder and below, whatever its build tags say.
type tree struct {
	fset     *token.FileSet
	packages []*pkg
}

// pkg is the files of one folder.
type pkg struct {
	dir   string // slash-separated, "." for the root
	files []*file
	info  types.Info // names resolved within the folder; imports stay unknown
	scope *types.Scope
}

type file struct {
	path   string
	test   bool
	lines  int
	syntax *ast.File
}

// readTree parses the tree below root. Folders the go command does not look
// into are left out.
func readTree(t *testing.T, root string) tree {
	t.Helper()
	fset, byDir := token.NewFileSet(), map[string]*pkg{}
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if base := entry.Name(); entry.IsDir() && name != root &&
			(base == "testdata" || base == "vendor" || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_")) {
			return fs.SkipDir
		}
		if entry.IsDir() || !strings.HasSuffix(name, ".go") {
			return nil
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		f, err := readFile(fset, name, filepath.ToSlash(rel))
		if err != nil {
			return err
		}
		dir := filepath.ToSlash(filepath.Dir(rel))
		if byDir[dir] == nil {
			byDir[dir] = &pkg{dir: dir}
		}
		byDir[dir].files = append(byDir[dir].files, f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	found := tree{fset: fset}
	for _, p := range byDir {
		p.resolve(fset)
		found.packages = append(found.packages, p)
	}
	sort.Slice(found.packages, func(i, j int) bool { return found.packages[i].dir < found.packages[j].dir })
	return found
}

func readFile(fset *token.FileSet, name, rel string) (*file, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	syntax, err := parser.ParseFile(fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
	return &file{rel, strings.HasSuffix(rel, "_test.go"), bytes.Count(text, []byte("\n")), syntax}, err
}

// resolve finds out what each name in the folder means. What comes from other
// packages stays unknown, and so do the errors that follow from it.
func (p *pkg) resolve(fset *token.FileSet) {
	p.info = types.Info{Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}}
	unknown := types.Config{FakeImportC: true, Error: func(error) {}, Importer: nothing{}}
	var syntax []*ast.File
	for _, f := range p.files {
		if !strings.HasSuffix(f.syntax.Name.Name, "_test") {
			syntax = append(syntax, f.syntax)
		}
	}
	found, _ := unknown.Check(p.dir, fset, syntax, &p.info) // its errors are the unknown imports
	p.scope = found.Scope()
}

type nothing struct{}

func (nothing) Import(string) (*types.Package, error) { return nil, errors.New("not looked up") }

// importOf is the import path a selector's left side stands for.
func (p *pkg) importOf(n *ast.SelectorExpr) (string, bool) {
	name, ok := n.X.(*ast.Ident)
	if !ok {
		return "", false
	}
	imported, ok := p.info.Uses[name].(*types.PkgName)
	if !ok {
		return "", false
	}
	return imported.Imported().Path(), true
}
