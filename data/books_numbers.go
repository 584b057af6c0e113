package data

import "rapport/app"

// take takes the next n numbers of a series and gives the first. The counter moves only with the transaction, so a series that is
// taken from only here has no gaps.
func (b *books) take(series string, n int) (int64, error) {
	last, _, err := value[int64](b, `INSERT INTO counter(series, last) VALUES ($1, $2)
		ON CONFLICT(series) DO UPDATE SET last = last + excluded.last RETURNING last`, series, n)
	return last - int64(n) + 1, err
}

// NextID gives the first of n consecutive ids of a kind that were never used.
func (b *books) NextID(kind app.Kind, n int) (int64, error) { return b.take("#"+string(kind), n) }

// NextNo takes the next n numbers of a people-facing series.
func (b *books) NextNo(series string, n int) (int64, error) { return b.take(series, n) }

// NextNumber takes the next number of a gapless series of statements.
func (b *books) NextNumber(series string) (int64, error) { return b.take("statement "+series, 1) }
