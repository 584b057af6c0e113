package icons

import (
	"encoding/xml"
	"strings"
	"testing"
)

func TestEveryIconIsOneStrokeDrawing(t *testing.T) {
	if len(Names()) < 50 {
		t.Fatalf("only %d icons", len(Names()))
	}
	for _, name := range Names() {
		src := string(SVG(name))
		if err := xml.Unmarshal([]byte(src), new(struct{})); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, want := range []string{`viewBox="0 0 24 24"`, `stroke="currentColor"`, `stroke-width="1.8"`, `fill="none"`} {
			if !strings.Contains(src, want) {
				t.Errorf("%s: no %s", name, want)
			}
		}
	}
}

func TestUnknownIconIsNil(t *testing.T) {
	if SVG("no-such-icon") != nil {
		t.Error("an unknown name gave a drawing")
	}
}
