// Package pdftext reads the text of PDF files with PDFium, compiled to WebAssembly: a file can reach nothing, and what it may use of memory
// and time is bounded.
package pdftext

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"

	"rapport/views/files"
)

// Limits of what one file may use.
const (
	mostPages  = 1_000
	mostText   = 1 << 20          // bytes
	mostTime   = 20 * time.Second // of reading; making the reader ready comes before
	mostMemory = 512 << 20 >> 16  // in pages of 64 KB
)

// Read gives the text of a PDF, page by page. cache is the folder for the compiled reader, "" for none: without it every call takes seconds.
// A file that is damaged, protected, too long or too slow is no error: the note says what was not read.
func Read(ctx context.Context, cache string, pdf []byte) (files.Text, error) {
	inside, end := context.WithCancel(context.WithoutCancel(ctx))
	defer end()
	config := wazero.NewRuntimeConfig().WithCloseOnContextDone(true).WithMemoryLimitPages(mostMemory)
	if cache != "" && os.MkdirAll(cache, 0o700) == nil {
		if store, err := wazero.NewCompilationCacheWithDir(cache); err == nil {
			defer store.Close(context.WithoutCancel(ctx))
			config = config.WithCompilationCache(store)
		}
	}
	pool, err := webassembly.Init(webassembly.Config{Context: inside, MaxIdle: 1, MaxTotal: 1, RuntimeConfig: config, FSConfig: wazero.NewFSConfig(),
		Stdout: io.Discard, Stderr: io.Discard})
	if err != nil {
		return files.Text{}, fmt.Errorf("pdftext: %w", err)
	}
	defer pool.Close()
	tool, err := pool.GetInstanceWithContext(inside)
	if err != nil {
		return files.Text{}, fmt.Errorf("pdftext: %w", err)
	}
	over, stop := context.WithTimeout(ctx, mostTime)
	defer stop()
	defer context.AfterFunc(over, end)() // ends what PDFium is doing
	text := read(over, tool, pdf)
	return text, ctx.Err()
}

// read goes over the pages until the text, the pages or the time are used up.
func read(ctx context.Context, tool pdfium.Pdfium, pdf []byte) files.Text {
	opened, err := tool.OpenDocument(&requests.OpenDocument{File: &pdf})
	if err != nil {
		return files.Text{Note: slow(ctx, "It is damaged or protected by a password; only its title and tags are searched.")}
	}
	count, err := tool.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: opened.Document})
	if err != nil {
		return files.Text{Note: slow(ctx, "It is damaged; only its title and tags are searched.")}
	}
	var out strings.Builder
	for i := range min(count.PageCount, mostPages) {
		said, err := pageText(tool, opened.Document, i)
		if err != nil {
			return files.Text{Text: out.String(), Note: slow(ctx, fmt.Sprintf("Page %d can't be read; what comes from there on is not searched.", i+1))}
		}
		out.WriteString(said)
		out.WriteByte('\n')
		if out.Len() > mostText {
			return files.Text{Text: out.String()[:mostText], Note: fmt.Sprintf("It is very long; only its first %d pages are searched.", i+1)}
		}
	}
	text := files.Text{Text: out.String()}
	switch {
	case count.PageCount > mostPages:
		text.Note = fmt.Sprintf("It has %d pages; only the first %d are searched.", count.PageCount, mostPages)
	case strings.TrimSpace(text.Text) == "":
		text.Note = "It holds no text, such as a scan; only its title and tags are searched."
	}
	return text
}

// slow is the note of a file that used up its time, else another one.
func slow(ctx context.Context, other string) string {
	if ctx.Err() != nil {
		return "It took too long to read; not all of it is searched."
	}
	return other
}

func pageText(tool pdfium.Pdfium, doc references.FPDF_DOCUMENT, i int) (string, error) {
	said, err := tool.GetPageText(&requests.GetPageText{Page: requests.Page{ByIndex: &requests.PageByIndex{Document: doc, Index: i}}})
	if err != nil {
		return "", err
	}
	return said.Text, nil
}
