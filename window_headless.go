//go:build headless

package main

import (
	"context"

	"rapport/views/term"
)

// This build has no window.

func window(term.World) func(context.Context, *term.Session) error { return nil }
func shot() func(*term.Session, string) error                      { return nil }

func openDesk(ctx context.Context, w term.World) int { return term.Run(ctx, []string{"--help"}, w) }
