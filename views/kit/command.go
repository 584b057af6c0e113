package kit

import (
	"slices"
	"time"
)

// Command is something a person can do: in the palette, by key, from a button.
type Command struct {
	ID    string
	Title string
	Icon  string
	Group string // heading in the help sheet
	Keys  string // "Ctrl+K", "G T", "E, F2"; the first is shown
	// Hidden keeps it out of the palette, for keys that only move about.
	Hidden bool
	// Name says that the title holds a name, such as a file's: the palette finds it by text that stands in it.
	Name bool
	// When tells whether it makes sense now; nil means always.
	When func() bool
	Run  func()
}

// Available tells whether the command can be run now.
func (c *Command) Available() bool { return c.Run != nil && (c.When == nil || c.When()) }

// sequenceTime is how long the first key of a sequence such as G T waits for the second.
const sequenceTime = 1200 * time.Millisecond

// Commands is the registry and the one dispatcher of keys.
type Commands struct {
	stage   Stage
	list    []*bound
	pending []chord
	since   time.Time
	onAdd   func(chord)
}

type bound struct {
	Command
	ways [][]chord
}

// NewCommands makes an empty registry; the stage's clock ends unfinished sequences.
func NewCommands(stage Stage) *Commands { return &Commands{stage: stage} }

// Add registers commands. A command with an ID already there replaces it.
func (c *Commands) Add(commands ...Command) {
	for _, cmd := range commands {
		b := &bound{Command: cmd, ways: parseKeys(cmd.Keys)}
		if i := c.index(cmd.ID); i >= 0 {
			c.list[i] = b
		} else {
			c.list = append(c.list, b)
		}
		for _, way := range b.ways {
			if c.onAdd != nil {
				c.onAdd(way[0])
			}
		}
	}
}

// Remove takes commands away.
func (c *Commands) Remove(ids ...string) {
	c.list = slices.DeleteFunc(c.list, func(b *bound) bool { return slices.Contains(ids, b.ID) })
}

func (c *Commands) index(id string) int {
	return slices.IndexFunc(c.list, func(b *bound) bool { return b.ID == id })
}

// Find gives a command by its ID.
func (c *Commands) Find(id string) (Command, bool) {
	if i := c.index(id); i >= 0 {
		return c.list[i].Command, true
	}
	return Command{}, false
}

// Run runs a command by its ID if it is available now.
func (c *Commands) Run(id string) bool {
	cmd, ok := c.Find(id)
	if !ok || !cmd.Available() {
		return false
	}
	cmd.Run()
	return true
}

// All lists every command in the order of registration, for the help sheet.
func (c *Commands) All() []Command {
	out := make([]Command, len(c.list))
	for i, b := range c.list {
		out[i] = b.Command
	}
	return out
}

// Available lists what the palette offers now.
func (c *Commands) Available() []Command {
	var out []Command
	for _, b := range c.list {
		if !b.Hidden && b.Available() {
			out = append(out, b.Command)
		}
	}
	return out
}

// press takes one stroke and tells whether it meant something: it ran a command
// or began a sequence. A stroke that breaks a sequence is tried on its own.
func (c *Commands) press(stroke chord) bool {
	if !c.begun() {
		c.pending = nil
	}
	typed := append(slices.Clone(c.pending), stroke)
	run, begun := c.match(typed)
	if run == nil && !begun && len(c.pending) > 0 {
		typed = []chord{stroke}
		run, begun = c.match(typed)
	}
	c.pending = nil
	switch {
	case run != nil:
		run.Run()
		return true
	case begun:
		c.pending, c.since = typed, c.stage.Now()
		return true
	}
	return false
}

// begun tells whether a sequence waits for its second stroke.
func (c *Commands) begun() bool {
	return len(c.pending) > 0 && c.stage.Now().Sub(c.since) <= sequenceTime
}

// match finds the available command these strokes spell, or whether one begins so. What belongs to the place goes before what is there everywhere.
func (c *Commands) match(typed []chord) (full *bound, begun bool) {
	for _, b := range c.list {
		for _, way := range b.ways {
			if len(way) < len(typed) || !slices.Equal(way[:len(typed)], typed) || !b.Available() {
				continue
			}
			switch {
			case len(way) > len(typed):
				begun = true
			case b.When != nil:
				return b, false
			case full == nil:
				full = b
			}
		}
	}
	return full, begun && full == nil
}
