package data

import (
	"bytes"
	"context"
	"os"
	"testing"
	"time"

	"rapport/app"
)

// Instants are kept as what the wall clock said: nothing in the file shows the computer's own count since it was started.
func TestCL14_TimesAreKeptWithoutTheMachinesCount(t *testing.T) {
	path := t.TempDir() + "/firm.rapport"
	ctx := context.Background()
	s, err := Create(ctx, path, Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	f := app.New(app.Deps{Store: s, Keep: s, Now: time.Now, Actor: "Ms Tester"})
	ok := func(_ app.Receipt, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ok(f.Setup.Begin(ctx, app.Settings{FirmName: "Harcourt LLP", Currency: "EUR"}))
	ok(f.Partners.Add(ctx, app.Ask{}, app.Partner{Name: "Alder", Type: "attorney"}))
	ok(f.Referrals.Log(ctx, app.Ask{}, app.NewReferral{Partner: 1, ClientName: "Oak"}))
	ok(f.Market.Add(ctx, app.Ask{}, app.MarketNote{Kind: app.Need, Said: "a will", Partner: 1}))
	shut(t, s)
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(file, []byte(" m=+")) {
		t.Error("the file holds a count of the machine")
	}
	if !bytes.Contains(file, []byte(time.Now().UTC().Format("2006-01-02T"))) {
		t.Error("the control: no instant of today is in the file at all")
	}
}
