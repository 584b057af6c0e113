package arrows

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// mutableVariables finds the package variables of a folder that something may
// change while the program runs. What is set once where it is declared and
// never touched again, such as a table or a compiled expression, is allowed.
func mutableVariables(t tree, p *pkg) []offence {
	m := mutations{tree: t, pkg: p}
	for _, f := range p.files {
		m.file = f
		if !f.test {
			m.declared()
		}
		ast.Inspect(f.syntax, m.visit)
	}
	return m.found
}

type mutations struct {
	tree  tree
	pkg   *pkg
	file  *file
	found []offence
}

func (m *mutations) report(at token.Pos, format string, args ...any) {
	m.found = append(m.found, offence{m.file.path, m.tree.fset.Position(at).Line, mutable, fmt.Sprintf(format, args...)})
}

// declared looks at the declarations: a variable without a value is there to be
// given one later, and what sync offers changes by itself.
func (m *mutations) declared() {
	for _, decl := range m.file.syntax.Decls {
		group, ok := decl.(*ast.GenDecl)
		if !ok || group.Tok != token.VAR {
			continue
		}
		for _, spec := range group.Specs {
			spec := spec.(*ast.ValueSpec)
			for i, name := range spec.Names {
				switch {
				case name.Name == "_" || embedded(group, spec):
				case len(spec.Values) == 0:
					m.report(name.Pos(), "%s has no value of its own, so something sets it later", name.Name)
				case i < len(spec.Values) && m.fromSync(spec.Values[i]):
					m.report(name.Pos(), "%s changes while the program runs", name.Name)
				}
			}
		}
	}
}

func embedded(group *ast.GenDecl, spec *ast.ValueSpec) bool {
	for _, doc := range []*ast.CommentGroup{group.Doc, spec.Doc} {
		if doc == nil {
			continue
		}
		for _, line := range doc.List {
			if strings.HasPrefix(line.Text, "//go:embed ") {
				return true
			}
		}
	}
	return false
}

// fromSync reports whether the value is made of a type of sync or sync/atomic.
// sync.OnceValue is a function that always answers the same, and allowed.
func (m *mutations) fromSync(value ast.Expr) bool {
	if address, ok := value.(*ast.UnaryExpr); ok {
		value = address.X
	}
	literal, ok := value.(*ast.CompositeLit)
	if !ok {
		return false
	}
	sel, ok := literal.Type.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	from, _ := m.pkg.importOf(sel)
	return from == "sync" || from == "sync/atomic"
}

// visit looks for everything that can change a variable.
func (m *mutations) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.AssignStmt:
		if n.Tok != token.DEFINE {
			for _, left := range n.Lhs {
				m.changed(left, "is assigned")
			}
		}
	case *ast.IncDecStmt:
		m.changed(n.X, "is counted up or down")
	case *ast.RangeStmt:
		if n.Tok == token.ASSIGN {
			m.changed(n.Key, "is assigned")
			m.changed(n.Value, "is assigned")
		}
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			m.changed(n.X, "has its address taken")
		}
	case *ast.CallExpr:
		if len(n.Args) > 0 && m.rearranges(n.Fun) {
			m.changed(n.Args[0], "is changed in place")
		}
	}
	return true
}

// rearranges reports whether a function changes its first argument.
func (m *mutations) rearranges(fun ast.Expr) bool {
	switch fun := fun.(type) {
	case *ast.Ident:
		_, builtin := m.pkg.info.Uses[fun].(*types.Builtin)
		return builtin && (fun.Name == "delete" || fun.Name == "clear" || fun.Name == "copy")
	case *ast.SelectorExpr:
		from, _ := m.pkg.importOf(fun)
		name := fun.Sel.Name
		return from == "sort" && !strings.HasPrefix(name, "Search") && !strings.HasSuffix(name, "AreSorted") ||
			from == "slices" && (strings.HasPrefix(name, "Sort") && !strings.HasPrefix(name, "Sorted") || name == "Reverse") ||
			from == "maps" && (name == "Copy" || name == "DeleteFunc")
	}
	return false
}

// changed reports the package variable an expression leads to, of this package
// or of another one.
func (m *mutations) changed(e ast.Expr, how string) {
	for {
		switch inner := e.(type) {
		case *ast.ParenExpr:
			e = inner.X
		case *ast.IndexExpr:
			e = inner.X
		case *ast.SliceExpr:
			e = inner.X
		case *ast.StarExpr:
			e = inner.X
		case *ast.SelectorExpr:
			if from, ok := m.pkg.importOf(inner); ok {
				if how == "is assigned" && !m.file.test {
					m.report(inner.Pos(), "%s.%s belongs to another package and %s here", from, inner.Sel.Name, how)
				}
				return
			}
			e = inner.X
		case *ast.Ident:
			object, ok := m.pkg.info.Uses[inner].(*types.Var)
			if ok && object.Parent() == m.pkg.scope && !m.inTest(object) {
				m.report(inner.Pos(), "%s %s", inner.Name, how)
			}
			return
		default:
			return
		}
	}
}

// inTest reports whether the variable is declared in a test.
func (m *mutations) inTest(object types.Object) bool {
	return strings.HasSuffix(m.tree.fset.Position(object.Pos()).Filename, "_test.go")
}
