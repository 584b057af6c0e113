package pdftext

import (
	"bytes"
	"compress/zlib"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// wordy is a PDF of one page that says something so many times, in a few kB.
func wordy(t testing.TB, times int) []byte {
	t.Helper()
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	if _, err := z.Write([]byte("BT /F1 1 Tf " + strings.Repeat("1 0 0 1 3 7 Tm (Our fees) Tj\n", times) + "ET")); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return file("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
		fmt.Sprintf("<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream", packed.Len(), packed.String()))
}

func cacheFolder() string { return filepath.Join(os.TempDir(), "rapport-preview-test") }

// A few kB that would take hours to read are given up when nobody waits any more.
func TestSZ_APDFThatIsReadForHoursIsGivenUp(t *testing.T) {
	if got, err := Read(context.Background(), cacheFolder(), wordy(t, 3)); err != nil || !strings.Contains(got.Text, "Our fees") { // the control
		t.Fatalf("%q %v", got.Text, err)
	}
	slow := wordy(t, 2_000_000)
	if len(slow) > 1<<20 {
		t.Errorf("the file has %d bytes", len(slow))
	}
	over, stop := context.WithTimeout(context.Background(), 3*time.Second)
	defer stop()
	began := time.Now()
	_, err := Read(over, cacheFolder(), slow)
	if took := time.Since(began); err == nil || took > 30*time.Second {
		t.Errorf("%v after %v", err, took)
	}
}

// FuzzRead holds the promises that must be true of any bytes: it comes back, and what it gives is text within its bounds.
func FuzzRead(f *testing.F) {
	f.Add(pages(1))
	f.Add(wordy(f, 2))
	f.Add([]byte("%PDF-1.4\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF"))
	f.Add(file("<< /Type /Catalog /Pages 1 0 R /Kids [1 0 R] /Count 99999999 >>"))
	f.Fuzz(func(t *testing.T, pdf []byte) {
		got, err := Read(context.Background(), cacheFolder(), pdf)
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Text) > mostText+mostPages || got.Text == "" && got.Note == "" || !utf8.ValidString(got.Text) {
			t.Errorf("%d bytes, %q", len(got.Text), got.Note)
		}
	})
}
