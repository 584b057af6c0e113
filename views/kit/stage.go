package kit

import (
	"context"
	"runtime/debug"
	"sync"
	"time"

	"fyne.io/fyne/v2"
)

// Stage is the only door between workers and the screen.
//
// Everything a widget does happens on the screen's goroutine; everything that
// may wait happens in Go. In the program the stage is live, in tests it is
// stepped by hand and nothing runs on its own.
type Stage interface {
	// Go starts work away from the screen. Cancelling asks it to stop; it must heed its context.
	Go(work func(ctx context.Context)) (cancel func())
	// Do runs f on the screen's goroutine, later. Calls keep their order.
	Do(f func())
	// After runs f on the screen's goroutine once d has passed, unless cancelled before.
	After(d time.Duration, f func()) (cancel func())
	// Now is the time timers and double clicks go by.
	Now() time.Time
}

// Slot remembers the latest request of one place on the screen. The zero value
// is ready; use it on the screen's goroutine only.
type Slot struct {
	turn   uint64
	cancel func()
}

// Cancel stops what is under way in the slot; its answer will be dropped.
func (s *Slot) Cancel() {
	s.turn++
	if s.cancel != nil {
		s.cancel()
		s.cancel = nil
	}
}

// Busy tells whether an answer is still awaited.
func (s *Slot) Busy() bool { return s.cancel != nil }

// Load fetches something for the screen: load runs away from it, show on it. A
// newer request on the slot cancels the older one, and a late answer is dropped.
func Load[T any](stage Stage, slot *Slot, load func(ctx context.Context) (T, error), show func(T, error)) {
	slot.Cancel()
	turn := slot.turn
	slot.cancel = stage.Go(func(ctx context.Context) {
		v, err := load(ctx)
		stage.Do(func() {
			if slot.turn != turn {
				return
			}
			slot.cancel = nil
			show(v, err)
		})
	})
}

// Latest lets through only the newest of many calls, once per turn of the
// screen: progress reports do not pile up. Safe from any goroutine.
type Latest struct {
	stage   Stage
	mu      sync.Mutex
	next    func()
	pending bool
}

// NewLatest makes a Latest on a stage.
func NewLatest(stage Stage) *Latest { return &Latest{stage: stage} }

// Do replaces what is waiting to run on the screen.
func (l *Latest) Do(f func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.next = f
	if l.pending {
		return
	}
	l.pending = true
	l.stage.Do(l.run)
}

func (l *Latest) run() {
	l.mu.Lock()
	f := l.next
	l.next, l.pending = nil, false
	l.mu.Unlock()
	if f != nil {
		f()
	}
}

// turnBudget is how long one turn may keep the screen from input and paint.
const turnBudget = 8 * time.Millisecond

// LiveStage runs work on goroutines and hands results to Fyne's loop.
type LiveStage struct {
	ctx     context.Context
	stop    context.CancelFunc
	guard   func(reason any, stack []byte)
	workers sync.WaitGroup

	mu     sync.Mutex
	queue  []func()
	posted bool
	closed bool
}

// NewLiveStage makes the stage of a real window. guard is told of a panic in
// work or in a callback, on whatever goroutine it happened; nil lets it pass.
func NewLiveStage(guard func(reason any, stack []byte)) *LiveStage {
	ctx, stop := context.WithCancel(context.Background())
	return &LiveStage{ctx: ctx, stop: stop, guard: guard}
}

// Go starts work on its own goroutine; after Close it does nothing.
func (s *LiveStage) Go(work func(ctx context.Context)) func() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return func() {}
	}
	ctx, cancel := context.WithCancel(s.ctx)
	s.workers.Add(1)
	go func() {
		defer s.workers.Done()
		defer cancel()
		s.guarded(func() { work(ctx) })
	}()
	return cancel
}

// Do queues f for the screen; many calls become one message to Fyne's loop.
func (s *LiveStage) Do(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return
	}
	s.queue = append(s.queue, f)
	s.post()
}

// post asks Fyne's loop for a turn; the lock is held.
func (s *LiveStage) post() {
	if s.posted {
		return
	}
	s.posted = true
	go fyne.Do(s.drain)
}

// drain runs what is queued, but yields to input and paint when it takes long.
func (s *LiveStage) drain() {
	began := time.Now()
	for {
		s.mu.Lock()
		if len(s.queue) == 0 || s.closed {
			s.queue, s.posted = nil, false
			s.mu.Unlock()
			return
		}
		if time.Since(began) > turnBudget {
			s.posted = false
			s.post()
			s.mu.Unlock()
			return
		}
		f := s.queue[0]
		s.queue = s.queue[1:]
		s.mu.Unlock()
		s.guarded(f)
	}
}

// After waits on a timer of its own.
func (s *LiveStage) After(d time.Duration, f func()) func() {
	var once sync.Mutex
	gone := false
	timer := time.AfterFunc(d, func() {
		s.Do(func() {
			once.Lock()
			skip := gone
			once.Unlock()
			if !skip {
				f()
			}
		})
	})
	return func() {
		once.Lock()
		gone = true
		once.Unlock()
		timer.Stop()
	}
}

// Now is the clock on the wall.
func (s *LiveStage) Now() time.Time { return time.Now() }

// Close cancels all work, drops what was meant for the screen, and waits up to d
// for the workers. It tells whether they all ended.
func (s *LiveStage) Close(d time.Duration) bool {
	s.mu.Lock()
	s.closed, s.queue = true, nil
	s.mu.Unlock()
	s.stop()
	done := make(chan struct{})
	go func() { s.workers.Wait(); close(done) }()
	select {
	case <-done:
		return true
	case <-time.After(d):
		return false
	}
}

func (s *LiveStage) guarded(f func()) {
	if s.guard != nil {
		defer func() {
			if r := recover(); r != nil {
				s.guard(r, debug.Stack())
			}
		}()
	}
	f()
}
