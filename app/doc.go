// Package app is the firm: its words, rules and use-cases.
//
// A firm records who introduced which client (Referral), what the agreement with that partner says (Agreement and its
// frozen versions), and what fees came in (Fee). Facts that commission may follow from wait in a queue; a commission run
// puts them to the engine (package terms) and posts lines to the append-only ledger (Line), each with its reason. Approved
// lines go on the partner's numbered Statement; a Payment lowers what is owed.
//
// Firm offers the use-cases, grouped by concept. Every write goes through the gate (gate.go): one transaction, one audit
// line, a repeated request recognised by its key, news only after the commit, and a preview that changes nothing. Store
// and Books (store.go) are what storage must offer; nothing here knows SQL, files, clocks or screens.
package app
