package arrows

import (
	"fmt"
	"go/ast"
	"go/token"
	"path"
	"strconv"
	"strings"
)

// The kinds of offence; exceptions name them.
const (
	wrongImport = "import"
	wrongCall   = "call"
	goStatement = "go statement"
	screenDoor  = "screen thread"
	mutable     = "mutable variable"
	tooLong     = "long file"
	moneyMath   = "arithmetic on money"
	noRow       = "no row in the table"
)

type offence struct {
	file string
	line int
	kind string
	say  string
}

func (o offence) String() string { return fmt.Sprintf("%s:%d: %s: %s", o.file, o.line, o.kind, o.say) }

// check holds a whole tree against the table.
func check(t tree) []offence {
	var found []offence
	for _, p := range t.packages {
		row, ok := rowOf(p.dir)
		if !ok {
			found = append(found, offence{p.files[0].path, 1, noRow, "the folder " + p.dir + " has no row in the table of arrows"})
			continue
		}
		for _, f := range p.files {
			if !f.test {
				c := checker{tree: t, pkg: p, file: f, row: row}
				c.run()
				found = append(found, c.found...)
			}
		}
		found = append(found, mutableVariables(t, p)...)
	}
	return found
}

// rowOf is the row whose pattern fits the folder and is the longest.
func rowOf(dir string) (best layer, ok bool) {
	for _, row := range table {
		if fits(dir, row.dir) && len(row.dir) >= len(best.dir) {
			best, ok = row, true
		}
	}
	return best, ok
}

// fits reports whether a path is what the pattern names. "a/..." is a and all
// below it, "a/*" only what is below it, "..." everything.
func fits(name, pattern string) bool {
	if pattern == "..." {
		return true
	}
	if base, ok := strings.CutSuffix(pattern, "/..."); ok {
		return name == base || strings.HasPrefix(name, base+"/")
	}
	if base, ok := strings.CutSuffix(pattern, "/*"); ok {
		return strings.HasPrefix(name, base+"/")
	}
	return name == pattern
}

func fitsAny(name string, patterns []string) bool {
	for _, pattern := range patterns {
		if fits(name, pattern) {
			return true
		}
	}
	return false
}

// checker looks at one file that is not a test.
type checker struct {
	tree  tree
	pkg   *pkg
	file  *file
	row   layer
	found []offence
}

func (c *checker) report(at token.Pos, kind, format string, args ...any) {
	line := c.tree.fset.Position(at).Line
	c.found = append(c.found, offence{c.file.path, line, kind, fmt.Sprintf(format, args...)})
}

func (c *checker) run() {
	if c.file.lines > longest && !ast.IsGenerated(c.file.syntax) {
		c.report(c.file.syntax.FileStart, tooLong, "%d lines, more than %d", c.file.lines, longest)
	}
	for _, spec := range c.file.syntax.Imports {
		c.imported(spec)
	}
	ast.Inspect(c.file.syntax, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			if !fits(c.pkg.dir, screenThreads) {
				c.report(n.Pos(), goStatement, "only views/kit starts goroutines")
			}
		case *ast.SelectorExpr:
			c.used(n)
		case *ast.BinaryExpr:
			c.computed(n)
		}
		return true
	})
}

func (c *checker) imported(spec *ast.ImportSpec) {
	name, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return
	}
	if spec.Name != nil && spec.Name.Name == "." {
		c.report(spec.Pos(), wrongImport, "an import with a dot hides where names come from")
	}
	if name == module || strings.HasPrefix(name, module+"/") {
		if rest := strings.TrimPrefix(name, module+"/"); !fitsAny(rest, c.row.inside) {
			c.report(spec.Pos(), wrongImport, "%s may not import %s", c.pkg.dir, name)
		}
		return
	}
	if fitsAny(name, c.row.never) || c.row.outside != nil && !fitsAny(name, c.row.outside) {
		c.report(spec.Pos(), wrongImport, "%s may not import %s", c.pkg.dir, name)
	}
	if fitsAny(name, driver) && !fits(c.pkg.dir, "views/face/...") {
		c.report(spec.Pos(), wrongImport, "only views/face opens Fyne's driver")
	}
}

// used looks at path.Name where path is an imported package.
func (c *checker) used(n *ast.SelectorExpr) {
	from, ok := c.pkg.importOf(n)
	if !ok {
		return
	}
	name := from + "." + n.Sel.Name
	switch {
	case name == "fyne.io/fyne/v2.Do" || name == "fyne.io/fyne/v2.DoAndWait":
		if !fits(c.pkg.dir, screenThreads) {
			c.report(n.Pos(), screenDoor, "%s.%s outside views/kit; use its Stage", path.Base(path.Dir(from)), n.Sel.Name)
		}
	case fitsAny(name, c.row.quiet):
		c.report(n.Pos(), wrongCall, "%s may not use %s", c.pkg.dir, name)
	}
}

// computed refuses sums and products of minor units where money is only shown.
func (c *checker) computed(n *ast.BinaryExpr) {
	switch n.Op {
	case token.ADD, token.SUB, token.MUL, token.QUO:
	default:
		return
	}
	for _, side := range []ast.Expr{n.X, n.Y} {
		if sel, ok := side.(*ast.SelectorExpr); ok && c.row.exact && sel.Sel.Name == "Minor" {
			c.report(n.Pos(), moneyMath, "%s shows money; app computes it", c.pkg.dir)
		}
	}
}
