package kit

import (
	"context"
	"time"
)

// StepStage is the stage of tests: work, screen calls and timers wait in line
// until the test steps them, all on the test's own goroutine.
type StepStage struct {
	now   time.Time
	queue []step
	timer []timed
	serve int
}

type step struct{ run func() }

type timed struct {
	id  int
	at  time.Time
	run func()
}

// NewStepStage starts the stage's clock at a moment.
func NewStepStage(now time.Time) *StepStage { return &StepStage{now: now} }

// Go puts work in line. Cancelled before its turn, it still runs, with a cancelled context.
func (s *StepStage) Go(work func(ctx context.Context)) func() {
	ctx, cancel := context.WithCancel(context.Background())
	s.queue = append(s.queue, step{run: func() { defer cancel(); work(ctx) }})
	return cancel
}

// Do puts a screen call in line.
func (s *StepStage) Do(f func()) { s.queue = append(s.queue, step{run: f}) }

// After sets a timer that Advance will ring.
func (s *StepStage) After(d time.Duration, f func()) func() {
	s.serve++
	id := s.serve
	s.timer = append(s.timer, timed{id: id, at: s.now.Add(d), run: f})
	return func() {
		for i, t := range s.timer {
			if t.id == id {
				s.timer = append(s.timer[:i:i], s.timer[i+1:]...)
				return
			}
		}
	}
}

// Now is the stage's own clock.
func (s *StepStage) Now() time.Time { return s.now }

// Step runs the next thing in line and tells whether there was one.
func (s *StepStage) Step() bool {
	if len(s.queue) == 0 {
		return false
	}
	next := s.queue[0]
	s.queue = s.queue[1:]
	next.run()
	return true
}

// Run steps until nothing is in line.
func (s *StepStage) Run() {
	for s.Step() {
	}
}

// Waiting counts what is in line.
func (s *StepStage) Waiting() int { return len(s.queue) }

// Advance moves the clock, ringing timers in their order, and runs all that follows.
func (s *StepStage) Advance(d time.Duration) {
	end := s.now.Add(d)
	s.Run()
	for {
		next := -1
		for i, t := range s.timer {
			if !t.at.After(end) && (next < 0 || t.at.Before(s.timer[next].at)) {
				next = i
			}
		}
		if next < 0 {
			break
		}
		t := s.timer[next]
		s.timer = append(s.timer[:next:next], s.timer[next+1:]...)
		if t.at.After(s.now) {
			s.now = t.at
		}
		t.run()
		s.Run()
	}
	s.now = end
}
