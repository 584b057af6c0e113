//go:build !headless

package face

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"github.com/emersion/go-autostart"

	"rapport/app"
	"rapport/views/desk"
	webfiles "rapport/views/files"
)

// Names of what is remembered of reminders.
const prefNotify, prefTray, prefFeed = "reminders.notify", "reminders.tray", "reminders.feed"

// machine is this computer beside the window.
type machine struct {
	app   fyne.App
	login *autostart.App
}

func newMachine(a fyne.App) *machine {
	self, err := os.Executable()
	if err != nil {
		self = "rapport"
	}
	return &machine{app: a, login: &autostart.App{Name: appID, DisplayName: "Rapport", Exec: []string{self}}}
}

// Habits belongs to desk.Machine.
func (m *machine) Habits() desk.Habits {
	p := m.app.Preferences()
	return desk.Habits{Notify: p.Bool(prefNotify), Tray: p.Bool(prefTray), Feed: p.String(prefFeed), AtLogin: m.login.IsEnabled()}
}

// Keep belongs to desk.Machine.
func (m *machine) Keep(h desk.Habits) error {
	if h.Feed != "" {
		h.Feed = fromHome(h.Feed)
		if info, err := os.Stat(h.Feed); err != nil || !info.IsDir() {
			return app.Bad("feed", h.Feed+" is not a folder.", "Make the folder first, or choose another one.")
		}
	}
	if h.AtLogin != m.login.IsEnabled() {
		change := m.login.Disable
		if h.AtLogin {
			change = m.login.Enable
		}
		if err := change(); err != nil {
			return app.Bad("login", "This computer does not let Rapport change what starts at login: "+err.Error()+".", "Add it in the system's own settings.")
		}
	}
	p := m.app.Preferences()
	p.SetBool(prefNotify, h.Notify)
	p.SetBool(prefTray, h.Tray)
	p.SetString(prefFeed, h.Feed)
	return nil
}

// Notify belongs to desk.Machine.
func (m *machine) Notify(text string) {
	m.app.SendNotification(fyne.NewNotification("Rapport", text))
}

// WriteFeed belongs to desk.Machine.
func (m *machine) WriteFeed(folder, name string, content []byte) error {
	path := filepath.Join(folder, webfiles.Name(name))
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, content) {
		return nil
	}
	const say = "The calendar file could not be written."
	tmp, err := os.CreateTemp(folder, ".rapport-*")
	if err != nil {
		return problem(say, err)
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(content)
	if err = errors.Join(err, tmp.Close()); err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	return problem(say, err)
}

// tray keeps an icon in the system's tray, where there is one and the person wants it; closing the window then leaves the icon.
func (m *machine) tray(a fyne.App, w fyne.Window) bool {
	t, ok := a.(desktop.App)
	if !ok || !m.app.Preferences().Bool(prefTray) {
		return false
	}
	t.SetSystemTrayMenu(fyne.NewMenu("Rapport", fyne.NewMenuItem("Open Rapport", w.Show)))
	return true
}
