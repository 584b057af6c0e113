//go:build !headless

package preview

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"io"
	"os"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
)

// Limits of what one file may use: the widest a page is drawn, in pixels, since a mistake in the asking must not take the memory; how long
// opening a file or drawing a page takes; and memory, in pages of 64 KB.
const (
	most       = 6000
	mostTime   = 20 * time.Second
	mostMemory = 1 << 30 >> 16
)

// ErrSlow says that a file took longer to open or draw than any real one does.
var ErrSlow = errors.New("it took longer than 20 seconds to draw and was given up")

// Renderer draws PDFs, one at a time. It is made ready at the first use, which takes seconds once and less from then on,
// when the compiled program is in the cache folder. It may be used from any goroutine.
type Renderer struct {
	cache string
	mu    sync.Mutex
	store wazero.CompilationCache
	pool  pdfium.Pool
	tool  pdfium.Pdfium
	end   context.CancelFunc // ends what the tool is doing, and the tool with it
	open  *Document
}

// New makes a renderer that keeps its compiled program in a folder, made if it is not there; "" keeps nothing.
func New(cache string) *Renderer { return &Renderer{cache: cache} }

// Ready compiles the program, so that the first page does not wait for it.
func (r *Renderer) Ready(ctx context.Context) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.ready(ctx)
}

func (r *Renderer) ready(ctx context.Context) error {
	if r.tool != nil {
		return ctx.Err()
	}
	lasting, end := context.WithCancel(context.WithoutCancel(ctx)) // the program outlives the first one who asked for it
	config := wazero.NewRuntimeConfig().WithCloseOnContextDone(true).WithMemoryLimitPages(mostMemory)
	if r.cache != "" && os.MkdirAll(r.cache, 0o700) == nil {
		store, err := wazero.NewCompilationCacheWithDir(r.cache)
		if err == nil {
			r.store = store
			config = config.WithCompilationCache(store)
		}
	}
	pool, err := webassembly.Init(webassembly.Config{Context: lasting, MaxIdle: 1, MaxTotal: 1, RuntimeConfig: config,
		FSConfig: wazero.NewFSConfig(), Stdout: io.Discard, Stderr: io.Discard})
	if err != nil {
		end()
		return fmt.Errorf("preview: %w", err)
	}
	tool, err := pool.GetInstanceWithContext(lasting)
	if err != nil {
		defer end()
		return errors.Join(fmt.Errorf("preview: %w", err), pool.Close())
	}
	r.pool, r.tool, r.end = pool, tool, end
	return ctx.Err()
}

// within lets the tool do something until ctx is done or the time is up; then the tool is ended, and made anew for the next file.
func (r *Renderer) within(ctx context.Context, do func() error) error {
	over, stop := context.WithTimeout(ctx, mostTime)
	defer stop()
	rest := context.AfterFunc(over, r.end)
	err := do()
	if rest() {
		return err
	}
	_ = r.giveUp() // what was ended has nothing to say any more
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return fmt.Errorf("preview: %w", ErrSlow)
}

// Open reads a PDF; the one opened before is given up.
func (r *Renderer) Open(ctx context.Context, pdf []byte) (*Document, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.ready(ctx); err != nil {
		return nil, err
	}
	if err := r.shut(); err != nil {
		return nil, err
	}
	d := &Document{r: r}
	return d, r.within(ctx, func() error {
		opened, err := r.tool.OpenDocument(&requests.OpenDocument{File: &pdf})
		if err != nil {
			return fmt.Errorf("preview: %w", err)
		}
		d.ref = opened.Document
		r.open = d
		return d.measure()
	})
}

// shut gives up the open document.
func (r *Renderer) shut() error {
	if r.open == nil {
		return nil
	}
	ref := r.open.ref
	r.open = nil
	_, err := r.tool.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: ref})
	return err
}

// Close gives up everything; the renderer can be used again and is made ready anew.
func (r *Renderer) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.tool == nil {
		return nil
	}
	return errors.Join(r.shut(), r.giveUp())
}

// giveUp ends the tool and all it has.
func (r *Renderer) giveUp() error {
	err := errors.Join(r.tool.Close(), r.pool.Close())
	r.end()
	if r.store != nil {
		err = errors.Join(err, r.store.Close(context.Background()))
	}
	r.tool, r.pool, r.store, r.open, r.end = nil, nil, nil, nil, nil
	return err
}

// Document is a PDF opened for drawing.
type Document struct {
	r     *Renderer
	ref   references.FPDF_DOCUMENT
	sizes [][2]float64 // points
}

// measure reads how large each page is.
func (d *Document) measure() error {
	count, err := d.r.tool.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: d.ref})
	if err != nil {
		return fmt.Errorf("preview: %w", err)
	}
	for i := range count.PageCount {
		size, err := d.r.tool.GetPageSize(&requests.GetPageSize{Page: d.page(i)})
		if err != nil {
			return fmt.Errorf("preview: page %d: %w", i+1, err)
		}
		d.sizes = append(d.sizes, [2]float64{size.Width, size.Height})
	}
	return nil
}

func (d *Document) page(i int) requests.Page {
	return requests.Page{ByIndex: &requests.PageByIndex{Document: d.ref, Index: i}}
}

// Pages is how many there are.
func (d *Document) Pages() int { return len(d.sizes) }

// Size is a page's width and height in points, the first page is 0.
func (d *Document) Size(page int) (width, height float64) { return d.sizes[page][0], d.sizes[page][1] }

// Render draws a page so many pixels wide. It waits for its turn, and may take some 100 ms.
func (d *Document) Render(ctx context.Context, page, width int) (image.Image, error) {
	d.r.mu.Lock()
	defer d.r.mu.Unlock()
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case d.r.open != d:
		return nil, errors.New("preview: another document was opened since")
	case page < 0 || page >= len(d.sizes) || width < 1 || width > most:
		return nil, fmt.Errorf("preview: no page %d of width %d", page, width)
	}
	var own *image.RGBA
	err := d.r.within(ctx, func() error {
		drawn, err := d.r.tool.RenderPageInPixels(&requests.RenderPageInPixels{Page: d.page(page), Width: width})
		if err != nil {
			return fmt.Errorf("preview: page %d: %w", page+1, err)
		}
		defer drawn.Cleanup() // the pixels belong to the program
		own = image.NewRGBA(drawn.Result.RenderedImage.Bounds())
		draw.Draw(own, own.Bounds(), drawn.Result.RenderedImage, own.Bounds().Min, draw.Src)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return own, nil
}
