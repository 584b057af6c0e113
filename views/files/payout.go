package files

import (
	"fmt"
	"time"

	"rapport/app/bank"
)

// BankFile writes an order to pay as a file of its format. Count and Minor are read back out of the bytes, so that they tell what the
// bank will see. The same order gives the same bytes.
func BankFile(o bank.Order) (bank.File, error) {
	write := map[bank.Format]func(bank.Order) (bank.File, error){
		bank.FormatSEPA: writeSEPA, bank.FormatACH: writeACH, bank.FormatCards: writeCards, bank.FormatCSV: writePayouts,
	}[o.Format]
	if write == nil {
		return bank.File{}, fmt.Errorf("%q is not a format of bank files", o.Format)
	}
	if len(o.Pay) == 0 {
		return bank.File{}, fmt.Errorf("there is nothing to pay")
	}
	for _, c := range o.Pay {
		if c.Minor <= 0 {
			return bank.File{}, fmt.Errorf("payout %s is of %d", c.Number, c.Minor)
		}
	}
	f, err := write(o)
	f.Name = o.Number + map[bank.Format]string{bank.FormatSEPA: ".xml", bank.FormatACH: ".ach"}[o.Format]
	if f.Name == o.Number {
		f.Name += ".csv"
	}
	return f, err
}

// madeAt is when a file says that it was made: to the second, in UTC.
func madeAt(o bank.Order) time.Time { return o.Made.UTC().Truncate(time.Second) }

// above refuses what a format can't carry.
func above(c bank.Credit, most int64, format string) error {
	if c.Minor > most {
		return fmt.Errorf("payout %s is above what one %s payment can carry; split it with your bank", c.Number, format)
	}
	return nil
}
