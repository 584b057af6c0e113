package app

import (
	"time"

	"rapport/app/calendar"
)

// TaskState is where a task stands.
type TaskState string

// The states of a task. One that repeats stays open: doing it moves it to its next day.
const (
	TaskOpen    TaskState = "open"
	TaskDone    TaskState = "done"
	TaskDropped TaskState = "dropped"
)

// TaskStates are all of them.
func TaskStates() []TaskState { return []TaskState{TaskOpen, TaskDone, TaskDropped} }

func taskMoves() moves[TaskState] {
	return moves[TaskState]{TaskOpen: {TaskDone, TaskDropped}, TaskDone: {TaskOpen}, TaskDropped: {TaskOpen}}
}

// Task is something to do by a day, once or again and again.
type Task struct {
	ID      ID[Task]       `json:"id"`
	Partner ID[Partner]    `json:"partner,omitempty"`
	About   Kind           `json:"about,omitempty"` // what else it is about: a referral, an agreement, a statement …
	AboutID int64          `json:"about_id,omitempty"`
	What    string         `json:"what"`
	Note    string         `json:"note,omitempty"`
	Owner   string         `json:"owner,omitempty"`
	Start   calendar.Day   `json:"start"` // the first day; months and years are counted from it
	Due     calendar.Day   `json:"due"`
	At      calendar.Clock `json:"at,omitempty"`
	Zone    string         `json:"zone,omitempty"` // of At
	Every   calendar.Every `json:"every,omitempty"`
	Until   calendar.Day   `json:"until,omitempty"`  // the last day it may fall on
	Notice  calendar.Lead  `json:"notice,omitempty"` // it is pointed out so long before; NoLead: not, when the firm usually does
	State   TaskState      `json:"state"`
	Ended   calendar.Day   `json:"ended,omitempty"`
	MadeAt  time.Time      `json:"made_at"`
	Version int64          `json:"version"`
}

// next is the day a repeating task comes again after it was done on a day; 0 when it is over. Days that were missed are not caught up
// one by one: it comes once, on the first of its days to come.
func (t Task) next(done calendar.Day) calendar.Day {
	day := t.Every.After(t.Start, max(t.Due, done))
	if t.Until != 0 && day > t.Until {
		return 0
	}
	return day
}

// notice is that of one that is still to do.
func (t Task) notice() calendar.Lead {
	if t.State == TaskOpen {
		return t.Notice
	}
	return 0
}

// TaskRow is a task as lists show it.
type TaskRow struct {
	Task
	PartnerName string
	AboutName   string // the number of what it is about; empty when that is not kept any more
}

// TaskFields and TaskSorts are what the list may be filtered and sorted by.
func TaskFields() []string {
	return []string{"id", "partner", "about", "about_id", "state", "due", "owner"}
}

// TaskSorts are the sort keys; the first is the list's own order.
func TaskSorts() []string { return []string{"due", "partner", "state", "what"} }

// Reminder is what was shown: the thing, the occasion, when, and when it is to come back.
type Reminder struct {
	Kind     Kind      `json:"kind"`
	Subject  int64     `json:"subject"`
	Occasion string    `json:"occasion"` // the day it was due, with its time
	ShownAt  time.Time `json:"shown_at"`
	Again    time.Time `json:"again,omitzero"` // snoozed until; zero: it does not come back
}

// TaskBooks keeps tasks, and which reminders were shown.
type TaskBooks interface {
	AddTask(Task) error
	PutTask(Task) error
	DeleteTask(ID[Task]) error
	Task(ID[Task]) (Task, error)
	TaskIDs(q Query, each func([]int32) error) error
	TaskRows([]int32) ([]TaskRow, error)
	Reminder(kind Kind, subject int64, occasion string) (Reminder, bool, error)
	PutReminders([]Reminder) error // over those of the same occasion
	DeleteReminder(Reminder) error
	RemindersSince(time.Time) ([]Reminder, error) // shown then or later
	FileID() (string, error)                      // of the data file, the same for ever
}
