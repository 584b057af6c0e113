package sample

import (
	"strings"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
)

// given is what the firm sends its partners, what it hears of the market, and what is wanted of the quarters. Its acts carry no request keys,
// so that those of the others stay as they are.
func (s *script) given() {
	for _, g := range []struct {
		key, client, service string
		days                 int // before today
		pounds               int64
		to                   app.OutboundState
		after                int // days until the outcome
		came                 int64
		reason               string
	}{
		{"kestrel", "Thistledown Farm", "Land and succession", 410, 4200, app.Engaged, 24, 3900, ""},
		{"kestrel", "Estate of Ruth Cavendish", "Probate", 190, 6500, app.Engaged, 31, 7150, ""},
		{"kestrel", "Orrin Blake", "Divorce", 64, 3000, app.NotEngaged, 20, 0, "chose another firm"},
		{"kestrel", "Pinfold Nurseries", "Lease", 23, 1800, app.Acknowledged, 4, 0, ""},
		{"finch", "The Arkwright Trust", "Trust deed", 260, 5200, app.Engaged, 18, 5200, ""},
		{"finch", "Saltmarsh Holdings", "Share sale", 40, 12000, app.Met, 12, 0, ""},
		{"delacroix", "Atelier Moreau", "Bail commercial", 150, 2400, app.Engaged, 40, 0, ""},
		{"delacroix", "Cavendish & Roe", "Succession", 29, 3100, app.Given, 0, 0, ""},
		{"wexford", "Brendan Achebe", "Pension transfer", 120, 2600, app.NotEngaged, 35, 0, "timing"},
		{"wexford", "Marchbanks Dental", "Retirement plan", 75, 4800, app.Engaged, 22, 4450, ""},
		{"okafor", "Kelso Joinery", "Payroll in Scotland", 88, 900, app.Engaged, 10, 860, ""},
		{"ashdown", "Wolds Bakery", "Bookkeeping", 55, 1400, app.Met, 9, 0, ""},
		{"pemberton", "Ferndale Schools", "Restructuring", 14, 9000, app.Given, 0, 0, ""},
		{"oyelaran", "Ines Falk", "Protection", 17, 700, app.Given, 0, 0, ""},
	} {
		o := app.Outbound{Service: g.service, Estimate: money.New(g.pounds*100, s.named[g.key].counts())}
		m := app.OutboundMove{Move: app.Move{Reason: g.reason}}
		if g.came > 0 {
			m.Value = money.New(g.came*100, o.Estimate.Currency)
		}
		s.give(g.key, g.client, o, workday(s.ago(g.days)), g.to, workday(s.ago(g.days-g.after)), m)
	}
	s.market()
	s.wanted()
}

// give introduces a client to a partner, and moves it on when there was news.
func (s *script) give(key, client string, o app.Outbound, day calendar.Day, to app.OutboundState, news calendar.Day, m app.OutboundMove) {
	var id app.ID[app.Outbound]
	s.on(day, priya, func(k *desk) error {
		o.Partner, o.Consented = s.named[key].id, k.day
		r, err := k.Outbounds.Give(k.ctx, app.Ask{}, o, client)
		id = app.ID[app.Outbound](r.ID)
		return err
	})
	if to == app.Given || news >= s.today {
		return
	}
	s.on(news, priya, func(k *desk) error {
		_, err := k.Outbounds.SetState(k.ctx, app.Ask{}, id, to, m)
		return err
	})
}

// counts is the currency in which a partner counts.
func (p *partner) counts() money.Currency {
	if p.currency == "" {
		return gbp
	}
	return p.currency
}

// market is what partners told the firm.
func (s *script) market() {
	for _, n := range []struct {
		key, said, tags string
		kind            app.MarketKind
		days            int
	}{
		{"kestrel", "Executors find a fixed fee for estate accounts easier to explain than an hourly one", "price", app.Objection, 160},
		{"finch", "Families ask for trusts in Jersey again", "trusts", app.Need, 148},
		{"ashdown", "Audit quotes of a national firm come in a third below ours", "price audit", app.Competitor, 120},
		{"wexford", "The fee for a pension review is compared with free ones online", "price", app.Objection, 83},
		{"okafor", "Owners want one bill for payroll and accounts", "payroll", app.Need, 76},
		{"kestrel", "A bank in Lewes has begun to offer probate", "banks probate", app.Competitor, 61},
		{"brightwater", "More clients sell before the reliefs change", "reliefs", app.MarketShift, 52},
		{"pemberton", "Schools ask for academy accounts with the restructuring", "audit", app.Need, 33},
		{"kestrel", "Too many forms before the first meeting", "onboarding", app.Objection, 27},
		{"wexford", "Clients over seventy want to sign on paper", "onboarding", app.Objection, 18},
		{"ashdown", "Small companies drop the audit where they may", "audit", app.MarketShift, 11},
		{"finch", "A chain of solicitors buys practices in Kent", "consolidation", app.Competitor, 6},
	} {
		s.on(workday(s.ago(n.days)), thomas, func(k *desk) error {
			note := app.MarketNote{Kind: n.kind, Said: n.said, Tags: strings.Fields(n.tags), Partner: s.named[n.key].id}
			_, err := k.Market.Add(k.ctx, app.Ask{}, note)
			return err
		})
	}
}

// wanted are targets of this quarter and the next with the partner that is met first.
func (s *script) wanted() {
	now := calendar.QuarterOf(s.today)
	before, next := calendar.QuarterOf(now.From-1), calendar.QuarterOf(now.To)
	for i, g := range []app.Target{{Period: before, Received: 8, Given: 2}, {Period: now, Received: 8, Given: 3, Note: "A seminar for executors together"}, {Period: next, Received: 9, Given: 4}} {
		s.on(workday(s.ago(30-i)), eleanor, func(k *desk) error {
			g.Partner = s.named["kestrel"].id
			_, err := k.Reciprocity.SetTarget(k.ctx, app.Ask{}, g)
			return err
		})
	}
}
