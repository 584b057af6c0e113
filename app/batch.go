package app

import (
	"encoding/json"
	"time"
)

// Batch is one import: what it made and changed, so that it can be taken back.
type Batch struct {
	ID        ID[Batch]        `json:"id"`
	At        time.Time        `json:"at"`
	Actor     string           `json:"actor"`
	What      string           `json:"what"` // the import kind: partners, deals, …
	File      string           `json:"file"` // name only
	SHA256    [32]byte         `json:"-"`
	Created   map[string]int64 `json:"created"`
	Updated   map[string]int64 `json:"updated"`
	Unchanged map[string]int64 `json:"unchanged"`
	Refused   int64            `json:"refused"`
	Made      map[Kind]Span    `json:"-"` // ids made, one run of consecutive ids a kind
	Changed   []Image          `json:"-"` // rows changed, as they were and became
	Undone    bool             `json:"undone"`
}

// Span is a run of consecutive ids, both ends inside.
type Span struct {
	From int64 `json:"from"`
	To   int64 `json:"to"`
}

// BatchBooks keeps imports and remembered column mappings.
type BatchBooks interface {
	AddBatch(Batch) error
	Batch(ID[Batch]) (Batch, error)
	Batches(limit int) ([]Batch, error)                            // newest first
	BatchByHash(sha256 [32]byte, what string) (Batch, bool, error) // the latest not undone
	MarkBatchUndone(ID[Batch]) error
	Mapping(what, headerKey string) (json.RawMessage, bool, error) // remembered for a kind and a file's columns
	PutMapping(what, headerKey string, mapping json.RawMessage) error
	// UndoSpans removes rows of the spans that are at version 1 and that nothing else refers to; it returns how many
	// of each kind stay because they were changed or used since, and removes nothing when any stays.
	UndoSpans(map[Kind]Span) (stay map[Kind]int64, err error)
}
