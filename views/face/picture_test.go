//go:build !headless

package face

import (
	"bytes"
	"context"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/report"
	"rapport/data"
	"rapport/views/desk"
	"rapport/views/kit"
)

// A picture is painted without a display, with the firm's name and data on it: another firm gives another picture.
func TestAPictureNeedsNoDisplay(t *testing.T) {
	t.Setenv("DISPLAY", "")
	t.Setenv("WAYLAND_DISPLAY", "")
	if Display() {
		t.Fatal("there is a display without one")
	}
	paint := func(name string, dark bool) []byte {
		picture, err := Picture(func(stage kit.Stage, opts desk.Options) *desk.Desk {
			return desk.New(stage, firm(t, name), opts)
		}, time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC), 1280, 800, dark)
		if err != nil {
			t.Fatal(err)
		}
		return picture
	}
	light, dark, other := paint("Aldgate Partners", false), paint("Aldgate Partners", true), paint("Harcourt & Lowe LLP", false)
	if path := os.Getenv("RAPPORT_PICTURE"); path != "" {
		if err := os.WriteFile(path, light, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	img, err := png.Decode(bytes.NewReader(light))
	if err != nil {
		t.Fatal(err)
	}
	if s := img.Bounds().Size(); s.X != 1280 || s.Y != 800 {
		t.Errorf("the picture is %v", s)
	}
	if bytes.Equal(light, dark) || bytes.Equal(light, other) {
		t.Error("the picture shows neither the colours nor the firm")
	}
	if !bytes.Equal(light, paint("Aldgate Partners", false)) {
		t.Error("the same firm gives another picture")
	}
}

func TestWithoutADisplayRunSaysWhatToDo(t *testing.T) {
	t.Setenv("DISPLAY", "")
	t.Setenv("WAYLAND_DISPLAY", "")
	err := Run(context.Background(), Program{}, nil)
	if p := app.AsProblem(err); p == nil || p.Kind != app.Refused || p.Try == "" {
		t.Errorf("%v", err)
	}
}

func firm(t *testing.T, name string) *app.Firm {
	t.Helper()
	ctx := context.Background()
	store, err := data.Create(ctx, filepath.Join(t.TempDir(), "firm.rapport"), data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	now := func() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }
	f := app.New(app.Deps{Store: store, Keep: store, Now: now, Today: calendar.D("2026-11-22"), Actor: "Mei Tanaka",
		Print: func(report.Document) ([]byte, error) { return nil, nil }})
	if _, err := f.Setup.Begin(ctx, app.Settings{FirmName: name, Currency: "GBP"}); err != nil {
		t.Fatal(err)
	}
	return f
}
