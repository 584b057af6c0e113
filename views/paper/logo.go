package paper

import (
	"bytes"
	"crypto/sha256"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"sync"

	"github.com/jung-kurt/gofpdf"
	"golang.org/x/image/draw"
)

const (
	logoMost  = 4000 // pixels of a side that are accepted
	logoKept  = 640  // pixels of a side that are printed: 300 dpi at the size it has on paper
	logoBytes = 16 << 20
)

// logo is a picture ready for any document: decoded, made small enough, without
// transparency, and without what cameras and editors write beside the picture.
type logo struct {
	data          []byte
	format        string // "PNG" or "JPG"
	width, height float64
}

// logos keeps the last logo prepared; a firm's statements all carry the same.
type logos struct {
	mu   sync.Mutex
	sum  [sha256.Size]byte
	last *logo
}

// prepared is the logo for these bytes; nil for none.
func (l *logos) prepared(data []byte) (*logo, error) {
	if data == nil {
		return nil, nil
	}
	sum := sha256.Sum256(data)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.last != nil && l.sum == sum {
		return l.last, nil
	}
	made, err := newLogo(data)
	if err == nil {
		l.sum, l.last = sum, made
	}
	return made, err
}

// newLogo decodes and prepares a picture.
func newLogo(data []byte) (*logo, error) {
	if len(data) > logoBytes {
		return nil, &LogoError{Reason: "the file is larger than 16 MB"}
	}
	decode, size, format := png.Decode, png.DecodeConfig, "PNG"
	if bytes.HasPrefix(data, []byte("\xFF\xD8")) {
		decode, size, format = jpeg.Decode, jpeg.DecodeConfig, "JPG"
	} else if !bytes.HasPrefix(data, []byte("\x89PNG")) {
		return nil, &LogoError{Reason: "the file is neither a PNG nor a JPEG picture"}
	}
	config, err := size(bytes.NewReader(data))
	if err != nil {
		return nil, &LogoError{Reason: "the picture is damaged or of an unusual form", Err: err}
	}
	if config.Width > logoMost || config.Height > logoMost || config.Width < 1 || config.Height < 1 {
		return nil, &LogoError{Reason: "the picture has too many pixels"}
	}
	picture, err := decode(bytes.NewReader(data))
	if err != nil {
		return nil, &LogoError{Reason: "the picture is damaged or incomplete", Err: err}
	}
	flat := flatten(picture)
	out := &logo{format: format, width: float64(flat.Rect.Dx()), height: float64(flat.Rect.Dy())}
	var b bytes.Buffer
	if format == "JPG" {
		err = jpeg.Encode(&b, flat, &jpeg.Options{Quality: 92})
	} else {
		err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, flat)
	}
	if err != nil {
		return nil, &LogoError{Reason: "the picture could not be prepared", Err: err}
	}
	out.data = b.Bytes()
	return out, nil
}

// flatten is the picture on white, at most logoKept pixels a side.
func flatten(in image.Image) *image.RGBA {
	w, h := in.Bounds().Dx(), in.Bounds().Dy()
	if most := max(w, h); most > logoKept {
		w, h = max(1, w*logoKept/most), max(1, h*logoKept/most)
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(out, out.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.CatmullRom.Scale(out, out.Rect, in, in.Bounds(), draw.Over, nil)
	return out
}

// picture puts a logo within a box on this page, at x from the left and from y
// down, and returns where it ends.
func (s *sheet) picture(l *logo, x, y, width, height float64) float64 {
	scale := min(width/l.width, height/l.height)
	s.pictures = append(s.pictures, placed{len(s.pages) - 1, l, frame{x, y, l.width * scale, l.height * scale}})
	return y + l.height*scale
}

// draw puts the logo on the page at hand.
func (l *logo) draw(f *gofpdf.Fpdf, name string, at frame) {
	options := gofpdf.ImageOptions{ImageType: l.format}
	f.RegisterImageOptionsReader(name, options, bytes.NewReader(l.data))
	f.ImageOptions(name, at.x, at.y, at.width, at.height, false, options, 0, "")
}
