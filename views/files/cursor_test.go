package files

import (
	"errors"
	"fmt"
	"slices"
	"testing"
)

func TestIM07_RowsAreGivenWithTheirFlaws(t *testing.T) {
	table, err := Open("deals.csv", []byte("id,partner,value\n1,Anna,5\n2,Ben\n3,\"Eva\nMaria\",7\n"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := table.Headings(); !slices.Equal(got, []string{"id", "partner", "value"}) {
		t.Errorf("headings are %q", got)
	}
	var got []string
	err = table.Each(func(line int, cells []string, column int, flaw string) error {
		got = append(got, fmt.Sprintf("%d %s %d %t", line, cells[1], column, flaw != ""))
		return nil
	})
	if want := []string{"2 Anna 0 false", "3 Ben 0 true", "4 Eva\nMaria 0 false"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("got %q, %v; want %q", got, err, want)
	}
	stop, calls := errors.New("enough"), 0
	err = table.Each(func(int, []string, int, string) error { calls++; return stop })
	if !errors.Is(err, stop) || calls != 1 {
		t.Errorf("stopped with %v after %d rows", err, calls)
	}
}
