package app_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"rapport/app"
)

// Every constant of a state or kind is among the known ones: a new one that is forgotten there could not be filtered by.
func TestEveryConstantIsKnown(t *testing.T) {
	known := map[string][]string{
		"PartnerState": texts(app.PartnerStates()), "AgreementState": texts(app.AgreementStates()), "Stage": texts(app.Stages()), "FeeKind": texts(app.FeeKinds()),
		"LineKind": texts(app.LineKinds()), "LineState": texts(app.LineStates()), "StatementState": texts(app.StatementStates()),
		"DisputeState": texts(app.DisputeStates()), "PayoutState": texts(app.PayoutStates()), "Hold…": app.HoldKinds(),
	}
	found := constants(t)
	for name, all := range known {
		slices.Sort(all)
		slices.Sort(found[name])
		if !slices.Equal(all, found[name]) {
			t.Errorf("%s: known %q, declared %q", name, all, found[name])
		}
	}
}

func texts[T ~string](all []T) []string {
	out := make([]string, len(all))
	for i, v := range all {
		out[i] = string(v)
	}
	return out
}

// constants are the texts of the package's constants by their type; those without one whose names begin with Hold are under "Hold…".
func constants(t *testing.T) map[string][]string {
	out := map[string][]string{}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.CONST {
				for _, s := range g.Specs {
					if name, text := constant(s.(*ast.ValueSpec)); name != "" {
						out[name] = append(out[name], text)
					}
				}
			}
		}
	}
	return out
}

func constant(s *ast.ValueSpec) (name, text string) {
	if len(s.Values) != 1 {
		return "", ""
	}
	lit, ok := s.Values[0].(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", ""
	}
	text, _ = strconv.Unquote(lit.Value)
	if kind, ok := s.Type.(*ast.Ident); ok {
		return kind.Name, text
	}
	if strings.HasPrefix(s.Names[0].Name, "Hold") {
		return "Hold…", text
	}
	return "", ""
}
