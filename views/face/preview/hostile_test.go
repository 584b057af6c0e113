package preview_test

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapport/views/face/preview"
)

// strokes is a PDF of one page on which a curve is drawn so many times. A few kB become a page that takes hours.
func strokes(t *testing.T, times int) []byte {
	t.Helper()
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	if _, err := z.Write([]byte(strings.Repeat("0 0 m 200 0 0 200 200 200 c 100 0 l h B\n", times))); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	objects := []string{"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>", "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << >> >>",
		fmt.Sprintf("<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream", packed.Len(), packed.String())}
	out := bytes.NewBufferString("%PDF-1.4\n")
	at := make([]int, len(objects))
	for i, o := range objects {
		at[i] = out.Len()
		fmt.Fprintf(out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := out.Len()
	fmt.Fprintf(out, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, a := range at {
		fmt.Fprintf(out, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(out, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return out.Bytes()
}

// A PDF that would be drawn for hours is given up when nobody waits for it any more, and the next one is drawn as ever.
func TestSZ_APDFThatHangsThePreviewIsGivenUp(t *testing.T) {
	r := preview.New(filepath.Join(os.TempDir(), "rapport-preview-test"))
	t.Cleanup(func() { _ = r.Close() })
	ctx := context.Background()
	d, err := r.Open(ctx, strokes(t, 20))
	if err != nil {
		t.Fatal(err)
	}
	if ink(render(t, d, 0, 400)) == 0 { // the control: a little of it is drawn
		t.Error("nothing was drawn")
	}
	if d, err = r.Open(ctx, strokes(t, 300_000)); err != nil {
		t.Fatal(err)
	}
	over, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	began := time.Now()
	if _, err := d.Render(over, 0, 4000); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("%v", err)
	}
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("it was given up after %v", took)
	}
	if _, err := d.Render(ctx, 0, 100); err == nil {
		t.Error("what was given up was drawn")
	}
	if d, err = r.Open(ctx, strokes(t, 20)); err != nil {
		t.Fatal(err)
	}
	render(t, d, 0, 400)
}
