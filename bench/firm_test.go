//go:build bench

package bench

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/report"
	"rapport/app/terms"
	"rapport/data"
)

// size is how large a firm is.
type size struct {
	name                      string
	partners, referrals, fees int
}

func sizes() map[string]size {
	return map[string]size{"S": {"S", 200, 5_000, 20_000}, "M": {"M", 2_000, 100_000, 400_000}, "L": {"L", 10_000, 1_000_000, 4_000_000}}
}

// The firm of a size is the same every time. Partners refer by Zipf–Mandelbrot, 1/(rank+2); introductions lie evenly in 2021 to
// 2025; 40 % are won and share the fee events, up to monthly, lognormal around 900; 3 % of the fee events are credits. Each partner
// has one marginal plan by calendar year, dealt 60, 30 and 10 %.
const (
	firstDay = "2021-01-01"
	today    = "2025-12-31"
)

// newFirm makes the firm of a size in a folder and gives its file, closed. One that RAPPORT_FIRMS, a folder, holds already is copied.
func newFirm(t *testing.T, folder string, s size) string {
	t.Helper()
	path := filepath.Join(folder, s.name+".rapport")
	if made := os.Getenv("RAPPORT_FIRMS"); made != "" {
		made = filepath.Join(made, s.name+".rapport")
		if _, err := os.Stat(made); err != nil {
			makeFirm(t, made, s)
		}
		copyFile(t, made, path)
		return path
	}
	makeFirm(t, path, s)
	return path
}

func makeFirm(t *testing.T, path string, s size) {
	t.Helper()
	store, err := data.Create(t.Context(), path, data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := firmOn(store, nil).Setup.Begin(t.Context(), app.Settings{FirmName: "Marchetti Steuerberatung", Currency: "EUR", Zone: "Europe/Berlin"}); err != nil {
		t.Fatal(err)
	}
	m := maker{t: t, s: s, rnd: rand.New(rand.NewPCG(1, 1)), numbers: map[int]int64{}, taken: map[int]int64{}}
	m.put(store, 1, m.partnersAndPlans)
	const part = 10_000
	m.deal()
	for from := 0; from < s.referrals; from += part {
		m.put(store, from, m.referrals)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
}

// firmOn is the use-cases over a store on the firm's last day.
func firmOn(s app.Store, print func(report.Document) ([]byte, error)) *app.Firm {
	return app.New(app.Deps{Store: s, Now: calendar.D(today).Time, Today: calendar.D(today), Actor: "bench", Print: print})
}

func openFirm(t *testing.T, path string) (*data.Store, *app.Firm) {
	t.Helper()
	s, err := data.Open(t.Context(), path, data.Options{DeferCheck: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s, firmOn(s, nil)
}

// maker makes a firm's rows.
type maker struct {
	t     *testing.T
	s     size
	rnd   *rand.Rand
	share []float64 // of partners, running sum
	left  int       // fee events to come
	won   int       // won referrals to come
	fee   app.ID[app.Fee]

	numbers, taken map[int]int64 // of referrals, by year
}

func (m *maker) put(store *data.Store, from int, fill func(b app.Books, from int) error) {
	m.t.Helper()
	if err := store.Write(context.Background(), func(b app.Books) error { return fill(b, from) }); err != nil {
		m.t.Fatal(err)
	}
}

// deal decides what the referrals share.
func (m *maker) deal() {
	sum := 0.0
	for rank := range m.s.partners {
		sum += 1 / float64(rank+2)
		m.share = append(m.share, sum)
	}
	m.left, m.won = m.s.fees, m.s.referrals*2/5
}

func (m *maker) partner() app.ID[app.Partner] {
	x := m.rnd.Float64() * m.share[len(m.share)-1]
	return app.ID[app.Partner](sort.SearchFloat64s(m.share, x) + 1)
}

func plans() []terms.Terms {
	percent := func(text string) money.Rate {
		r, err := money.ParsePercent(text)
		if err != nil {
			panic(err)
		}
		return r
	}
	plan := func(thousands []int64, rates ...string) terms.Terms {
		r := terms.Rule{Kind: terms.Tiered, Measure: terms.ByRevenue, Mode: terms.Marginal, Window: terms.CalendarYear}
		for i, rate := range rates {
			r.Tiers = append(r.Tiers, terms.Tier{From: thousands[i] * 100_000, Rate: percent(rate)})
		}
		return terms.Terms{Currency: "EUR", Rules: []terms.Rule{r}}
	}
	return []terms.Terms{
		plan([]int64{0, 50, 150, 500}, "5", "8", "10", "12"),
		plan([]int64{0, 40, 120, 400}, "7", "9.5", "11.5", "13.5"),
		plan([]int64{0, 30, 100, 300, 1000}, "8.5", "10.25", "12.5", "14.75", "16"),
	}
}

func (m *maker) partnersAndPlans(b app.Books, _ int) error {
	first, err := b.NextID(app.KindPartner, m.s.partners)
	if err != nil || first != 1 {
		return fmt.Errorf("partners begin at %d: %v", first, err)
	}
	ps := make([]app.Partner, m.s.partners)
	for i := range ps {
		n := int64(i + 1)
		ps[i] = app.Partner{ID: app.ID[app.Partner](n), Number: app.Number("P", n, 4), Name: m.name(i) + " & Partners", Type: "accountant", State: app.Active,
			Tags: []string{}, Currency: "EUR", Version: 1}
	}
	if err := b.AddPartners(ps); err != nil {
		return err
	}
	all, from := plans(), calendar.D(firstDay)
	for i := range ps {
		n := int64(i + 1)
		a := app.Agreement{ID: app.ID[app.Agreement](n), Number: app.Number("A", n, 4), Partner: ps[i].ID, Title: "Referral agreement", State: app.AgreementActive,
			From: from, PaymentDays: 30, Version: 1}
		v := app.AgreementVersion{ID: app.ID[app.AgreementVersion](n), Agreement: a.ID, No: 1, State: app.VersionFrozen, Effective: from, SignedOn: from,
			SignedBy: ps[i].Name, Terms: all[[]int{0, 0, 0, 0, 0, 0, 1, 1, 1, 2}[i%10]]}
		if err := b.AddAgreement(a); err != nil {
			return err
		}
		if err := b.AddVersion(v); err != nil {
			return err
		}
	}
	return nil
}

// referrals adds ten thousand referrals with their clients, fee events and facts.
func (m *maker) referrals(b app.Books, from int) error {
	to := min(from+10_000, m.s.referrals)
	var (
		clients   []app.Client
		referrals []app.Referral
		fees      []app.Fee
		facts     []app.Fact
	)
	for i := from; i < to; i++ {
		n := int64(i + 1)
		clients = append(clients, app.Client{ID: app.ID[app.Client](n), Number: app.Number("C", n, 5), Name: m.name(i) + " " + legal(i), Version: 1})
		r := m.referral(i)
		referrals = append(referrals, r)
		if r.Stage != app.Won {
			continue
		}
		for _, f := range m.feesOf(r) {
			fees = append(fees, f)
			facts = append(facts, app.Fact{Kind: app.FactFee, Day: f.Day, Referral: r.ID, Fee: f.ID})
		}
	}
	for kind, n := range map[app.Kind]int{app.KindClient: len(clients), app.KindReferral: len(clients), app.KindFee: len(fees)} {
		if _, err := b.NextID(kind, max(n, 1)); err != nil {
			return err
		}
	}
	if err := m.takeNumbers(b, len(clients)); err != nil {
		return err
	}
	for _, add := range []func() error{
		func() error { return b.AddClients(clients) }, func() error { return b.AddReferrals(referrals) },
		func() error { return b.AddFees(fees) }, func() error { return b.AddFacts(facts) },
	} {
		if err := add(); err != nil {
			return err
		}
	}
	return nil
}

// takeNumbers moves the counters past the numbers given to clients and referrals.
func (m *maker) takeNumbers(b app.Books, clients int) error {
	_, err := b.NextNo("C", clients)
	for year, n := range m.numbers {
		if err == nil && n > m.taken[year] {
			_, err = b.NextNo(fmt.Sprintf("R-%d", year), int(n-m.taken[year]))
			m.taken[year] = n
		}
	}
	return err
}

func (m *maker) referral(i int) app.Referral {
	n := int64(i + 1)
	day := calendar.D(firstDay) + calendar.Day(m.rnd.IntN(5*365-200))
	p := m.partner()
	m.numbers[day.Year()]++
	r := app.Referral{ID: app.ID[app.Referral](n), Number: app.Number(fmt.Sprintf("R-%d", day.Year()), m.numbers[day.Year()], 4), Partner: p, Client: app.ID[app.Client](n),
		Service: []string{"Annual accounts", "Tax return and advice", "Payroll", "Wealth plan"}[i%4], Introduced: day, Stage: app.Meeting,
		Estimate: money.New(int64(m.rnd.IntN(900_000)+50_000), "EUR"), Owner: "Anna Weiß", EnteredAt: day.Time(), Version: 1}
	switch i % 20 {
	case 0, 3, 5, 8, 10, 13, 15, 18: // 40 %
		r.Stage, r.Closed, r.Accepted, r.Agreement = app.Won, day+20, day+2, app.ID[app.AgreementVersion](p)
	case 1, 4, 7, 9, 12, 14, 17: // 35 %
		r.Stage, r.Closed, r.Accepted, r.Reason = app.Lost, day+40, day+2, "price"
	}
	return r
}

// feesOf deals a won referral its part of the fee events that are left.
func (m *maker) feesOf(r app.Referral) []app.Fee {
	n := m.left / max(m.won, 1)
	if m.won > 1 && n > 1 {
		n = 1 + m.rnd.IntN(2*n-1)
	}
	m.won--
	m.left -= n
	day, last := r.Closed+calendar.Day(m.rnd.IntN(30)), calendar.D(today)
	fees := make([]app.Fee, n)
	for k := range fees {
		m.fee++
		f := app.Fee{ID: m.fee, Referral: r.ID, Kind: app.Received, Day: min(day, last), EnteredAt: last.Time(),
			Amount: money.New(int64(90_000*math.Exp(0.8*m.rnd.NormFloat64()))+100, "EUR")}
		if k > 0 && m.rnd.IntN(100) < 3 {
			f.Kind, f.Of = app.Credited, fees[k-1].ID
			f.Amount.Minor = 1 + fees[k-1].Amount.Minor*int64(10+m.rnd.IntN(90))/100
			if fees[k-1].Kind != app.Received {
				f.Kind, f.Of = app.Received, 0
			}
		}
		fees[k] = f
		day += calendar.Day(1 + m.rnd.IntN(45))
	}
	return fees
}

func (m *maker) name(i int) string {
	given := []string{"Alder", "Bright", "Cask", "Dorn", "Elm", "Fern", "Glen", "Hart", "Ivers", "Jarrow", "Kirk", "Lang", "Marl", "North", "Oaken", "Pell"}
	place := []string{"gate", "water", "combe", "field", "hurst", "ley", "mere", "stead", "ton", "wick", "worth", "bourne", "dale"}
	trade := []string{"Dental Group", "Holdings", "Family Trust", "Brewery", "Foods", "Architects", "Software", "Logistics", "Clinic", "Estates", "Textiles"}
	x := i*7919 + 17
	return strings.Join([]string{given[x%len(given)] + place[x/16%len(place)], given[x/208%len(given)] + "s", trade[x/3328%len(trade)]}, " ")
}

func legal(i int) string { return []string{"Ltd", "GmbH", "LLP", "S.A.", "Inc."}[i%5] }
