package kit

import (
	"context"
	"errors"
	"testing"
	"time"
)

func TestANewerLoadCancelsTheOlderAndItsAnswerIsDropped(t *testing.T) {
	s := NewStepStage(time.Unix(0, 0))
	var slot Slot
	var shown []string
	var first context.Context
	show := func(v string, _ error) { shown = append(shown, v) }
	Load(s, &slot, func(ctx context.Context) (string, error) { first = ctx; return "old", nil }, show)
	s.Step() // the first work is done, its answer waits
	Load(s, &slot, func(context.Context) (string, error) { return "new", nil }, show)
	if first.Err() == nil {
		t.Error("the older work was not cancelled")
	}
	s.Run()
	if len(shown) != 1 || shown[0] != "new" {
		t.Errorf("shown %v", shown)
	}
	if slot.Busy() {
		t.Error("the slot still waits")
	}
}

func TestCancelDropsTheAnswer(t *testing.T) {
	s := NewStepStage(time.Unix(0, 0))
	var slot Slot
	Load(s, &slot, func(context.Context) (int, error) { return 1, nil }, func(int, error) { t.Error("shown after cancel") })
	slot.Cancel()
	s.Run()
}

func TestTimersRingInTheirOrder(t *testing.T) {
	s := NewStepStage(time.Unix(0, 0))
	var rung []string
	s.After(2*time.Second, func() { rung = append(rung, "b") })
	s.After(time.Second, func() {
		rung = append(rung, "a")
		s.After(500*time.Millisecond, func() { rung = append(rung, "a2") })
	})
	gone := s.After(time.Second, func() { rung = append(rung, "cancelled") })
	gone()
	s.Advance(3 * time.Second)
	if got := len(rung); got != 3 || rung[0] != "a" || rung[1] != "a2" || rung[2] != "b" {
		t.Errorf("rung %v", rung)
	}
	if s.Now() != time.Unix(3, 0) {
		t.Errorf("clock at %v", s.Now())
	}
}

func TestLatestRunsOnlyTheNewest(t *testing.T) {
	s := NewStepStage(time.Unix(0, 0))
	l := NewLatest(s)
	ran := 0
	for i := range 100 {
		l.Do(func() { ran = i })
	}
	if s.Waiting() != 1 {
		t.Errorf("%d calls wait", s.Waiting())
	}
	s.Run()
	if ran != 99 {
		t.Errorf("ran %d", ran)
	}
}

func TestLiveStageGuardsWorkersAndEnds(t *testing.T) {
	caught := make(chan any, 1)
	s := NewLiveStage(func(reason any, stack []byte) {
		if len(stack) == 0 {
			t.Error("no stack")
		}
		caught <- reason
	})
	s.Go(func(context.Context) { panic("worker") })
	if got := <-caught; got != "worker" {
		t.Errorf("caught %v", got)
	}
	stopped := make(chan error, 1)
	s.Go(func(ctx context.Context) { <-ctx.Done(); stopped <- ctx.Err() })
	if !s.Close(time.Minute) { // it goes on as soon as they have ended
		t.Error("workers did not end")
	}
	if err := <-stopped; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	s.Do(func() { t.Error("ran after close") })
	s.Go(func(context.Context) { t.Error("worked after close") })
}

func TestLiveStageSaysWhenAWorkerDoesNotHeed(t *testing.T) {
	s := NewLiveStage(nil)
	release := make(chan struct{})
	s.Go(func(context.Context) { <-release })
	if s.Close(10 * time.Millisecond) {
		t.Error("a stuck worker went unnoticed")
	}
	close(release)
}
