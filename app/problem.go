package app

import (
	"errors"
	"fmt"
	"strings"
)

// ProblemKind says what sort of refusal a Problem is, so that faces can place it.
type ProblemKind string

// The kinds of problem. Everything else is an internal fault and is shown as such.
const (
	Invalid  ProblemKind = "invalid"   // a field holds something that cannot be
	NotFound ProblemKind = "not found" // nothing is kept under that number or name
	Conflict ProblemKind = "conflict"  // somebody else's newer change, or a second of what may be once
	Refused  ProblemKind = "refused"   // a rule of the field stands against it
	Storage  ProblemKind = "storage"   // the data file or its disk
	Cancel   ProblemKind = "cancelled" // the person stopped it
	Internal ProblemKind = "internal"  // our fault
)

// Problem is an error as a sentence for people: what happened, in which field, what to do.
// Whatever was asked for did not happen; nothing is half done.
type Problem struct {
	Kind  ProblemKind
	Code  string // storage catalogue key such as E-FULL; empty otherwise
	Field string // the form field or import column, empty when none
	Say   string // what happened and what was kept
	Try   string // the way out
	Cause error  // for the log
	Gate  Gate   // the gate that refuses and may be set aside for Of; empty for other refusals
	Of    ID[Partner]
}

// Error is the whole sentence, with the way out.
func (p *Problem) Error() string {
	if p.Try == "" {
		return p.Say
	}
	return p.Say + " " + p.Try
}

// Unwrap gives the technical cause.
func (p *Problem) Unwrap() error { return p.Cause }

// Bad is a problem with one field: what is wrong and the way out.
func Bad(field, say, try string) *Problem {
	return &Problem{Kind: Invalid, Field: field, Say: ended(say), Try: try}
}

// ended ends a text with a full stop, so that what follows it can be read: errors of the building blocks have none.
func ended(say string) string {
	if say == "" || strings.ContainsAny(say[len(say)-1:], ".?!:") {
		return say
	}
	return say + "."
}

// No is a refusal by a rule.
func No(say, try string) *Problem { return &Problem{Kind: Refused, Say: say, Try: try} }

// gated is a refusal by a gate, which a person may set aside for the partner.
func gated(g Gate, of ID[Partner], say, try string) *Problem {
	return &Problem{Kind: Refused, Say: say, Try: try, Gate: g, Of: of}
}

// Missing is a thing asked for that is not kept.
func Missing(what string) *Problem {
	return &Problem{Kind: NotFound, Say: what + " is not in this file.", Try: "Check the number or search by name."}
}

// Stale is a write over somebody else's newer one.
func Stale(what string) *Problem {
	return &Problem{Kind: Conflict, Say: what + " was changed meanwhile; your change was not saved.",
		Try: "Look at the newer version and make the change again."}
}

// AsProblem gives the Problem in err, or wraps it as an internal one; nil stays nil.
func AsProblem(err error) *Problem {
	if err == nil {
		return nil
	}
	var p *Problem
	if errors.As(err, &p) {
		return p
	}
	return &Problem{Kind: Internal, Code: "E-BUG", Cause: err,
		Say: fmt.Sprintf("Something went wrong inside Rapport: %v. Nothing was saved.", err),
		Try: "Try again; if it happens again, send the log to support."}
}

// IsNotFound tells whether err says that something is not kept.
func IsNotFound(err error) bool {
	var p *Problem
	return errors.As(err, &p) && p.Kind == NotFound
}
