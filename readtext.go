package main

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"github.com/adrg/xdg"

	"rapport/app"
	"rapport/views/files"
	"rapport/views/files/pdftext"
)

// readText reads what can be searched out of a file that is kept in the library. A file that would harm is refused.
func readText(ctx context.Context, f app.File) (app.FileText, error) {
	if strings.EqualFold(filepath.Ext(f.Name), ".pdf") {
		text, err := pdftext.Read(ctx, filepath.Join(xdg.CacheHome, "rapport", "preview"), f.Bytes)
		if err != nil && ctx.Err() == nil {
			return app.FileText{Note: "Its text can't be read on this computer; only its title and tags are searched."}, nil
		}
		return app.FileText(text), err
	}
	text, err := files.ReadText(ctx, f.Name, f.Bytes)
	var no *files.Refusal
	if errors.As(err, &no) {
		return app.FileText{}, app.Bad("file", no.Say, no.Try)
	}
	return app.FileText(text), err
}
