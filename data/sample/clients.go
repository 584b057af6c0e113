package sample

import (
	"math/rand/v2"
	"strings"

	"rapport/app"
)

// client is somebody introduced. An empty name is a code name.
type client struct {
	app.Client
	name string
	full bool // more than the name is known
	id   app.ID[app.Client]
}

// add keeps the client when there is more to keep than its name; logging adds it otherwise.
func (c *client) add(k *desk) error {
	if c.id != 0 || !c.full {
		return nil
	}
	r, err := k.Clients.Add(k.ctx, k.ask(), c.Client)
	c.id = app.ID[app.Client](r.ID)
	return err
}

// namer draws names that were not drawn before.
type namer struct {
	rng   *rand.Rand
	lands map[string]land
	used  map[string]bool
}

// land is how people and companies of a country are called. An organisation is a pattern with % for a family name.
type land struct {
	given, family, firms []string
}

func newNamer(rng *rand.Rand) namer {
	return namer{rng: rng, lands: lands(), used: map[string]bool{}}
}

// personal are the services that persons ask for; the others are for organisations, some also for sole traders.
func personal(service string) bool {
	switch service {
	case taxReturn, estate, portfolio, pension:
		return true
	}
	return false
}

func soleTraders(service string) bool {
	return service == books || service == vat || service == incorporat
}

// client draws a client for a service. One in twenty gives no name, for only the partner knows it.
func (n *namer) client(country, service string) *client {
	if n.rng.IntN(20) == 0 {
		return &client{}
	}
	l := n.lands[country]
	for range 50 {
		person := personal(service) || soleTraders(service) && n.rng.IntN(4) == 0
		name := n.one(l.given) + " " + n.one(l.family)
		if !person {
			name = strings.ReplaceAll(n.one(l.firms), "%", n.one(l.family))
		}
		if n.used[name] {
			continue
		}
		n.used[name] = true
		c := &client{name: name, full: n.rng.IntN(10) < 7}
		c.Name, c.Person, c.Country = name, person, country
		if !person {
			c.Industry = n.one(industries())
		}
		return c
	}
	return &client{}
}

func (n *namer) one(list []string) string { return list[n.rng.IntN(len(list))] }

func industries() []string {
	return []string{"Retail", "Construction", "Hospitality", "Health", "Software", "Manufacturing", "Logistics", "Property", "Agriculture",
		"Education", "Creative", "Legal"}
}

// called is a client of a story; no name is a code name.
func (n *namer) called(name, country string, person bool) *client {
	if name == "" {
		return &client{}
	}
	n.used[name] = true
	c := &client{name: name, full: true}
	c.Name, c.Person, c.Country = name, person, country
	return c
}
