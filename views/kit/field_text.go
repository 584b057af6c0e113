package kit

import (
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app/money"
)

// TextField asks for words, in one line or several.
type TextField struct {
	fieldBox
	input  *Input
	clean  func(string) string
	secret bool
}

// NewTextField asks for one line. What is pasted or typed is trimmed when the
// focus leaves.
func NewTextField(spec Spec, placeholder string) *TextField {
	return newTextField(spec, NewInput(placeholder))
}

// NewMultilineField asks for several lines; Tab moves on.
func NewMultilineField(spec Spec, placeholder string, lines int) *TextField {
	return newTextField(spec, NewNoteInput(placeholder, lines))
}

// NewPhoneField asks for a telephone number: pasted dashes, non-breaking spaces
// and "tel:" are cleaned away.
func NewPhoneField(spec Spec) *TextField {
	f := NewTextField(spec, "")
	f.clean = cleanPhone
	return f
}

// NewEmailField asks for an e-mail address: "Name <a@b>" and "mailto:" are cleaned.
func NewEmailField(spec Spec) *TextField {
	f := NewTextField(spec, "")
	f.clean = cleanEmail
	f.own = func() string {
		local, domain, ok := strings.Cut(f.Value(), "@")
		if !ok || local == "" || !strings.Contains(domain, ".") || strings.ContainsAny(f.Value(), " ,;") {
			return f.spec.Label + " is not an e-mail address, such as ana@example.com"
		}
		return ""
	}
	return f
}

func newTextField(spec Spec, input *Input) *TextField {
	f := &TextField{input: input, clean: strings.TrimSpace}
	f.blank = func() bool { return f.Value() == "" }
	f.wrong = input.SetWrong
	input.Entry.listen(func(string) { f.changed() })
	input.onFocus(func(here bool) {
		if here {
			f.entered()
		} else {
			f.input.Entry.Put(f.clean(f.input.Entry.Text))
			f.left()
		}
	})
	f.setUp(f, spec, input)
	return f
}

// NewSecretField asks for a password: dots are shown, and no draft of it is kept.
func NewSecretField(spec Spec) *TextField {
	f := NewTextField(spec, "")
	f.clean = func(s string) string { return s }
	f.input.Entry.Password, f.secret = true, true
	return f
}

// Value is what was entered, cleaned.
func (f *TextField) Value() string { return f.clean(f.input.Entry.Text) }

// Set shows a value; OnChange is not told.
func (f *TextField) Set(s string) { f.input.Entry.Put(s) }

// Draft belongs to Field.
func (f *TextField) Draft() string {
	if f.secret {
		return ""
	}
	return f.input.Entry.Text
}

// Restore belongs to Field.
func (f *TextField) Restore(s string) { f.Set(s) }

// Target belongs to Field.
func (f *TextField) Target() fyne.Focusable { return f.input.Entry }

// Entry is the entry inside, for keys of one's own.
func (f *TextField) Entry() *Entry { return f.input.Entry }

func cleanPhone(s string) string {
	s = strings.TrimPrefix(strings.TrimSpace(s), "tel:")
	s = strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\u202f', '\t', '\n':
			return ' '
		case '‑', '–', '—', '−':
			return '-'
		case '\u200e', '\u200f', '\u202a', '\u202c', '\ufeff':
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

func cleanEmail(s string) string {
	s = strings.TrimSpace(s)
	if i, j := strings.LastIndex(s, "<"), strings.LastIndex(s, ">"); i >= 0 && j > i {
		s = s[i+1 : j]
	}
	s = strings.TrimPrefix(s, "mailto:")
	s, _, _ = strings.Cut(s, "?")
	return strings.Trim(s, " ;,\u00a0\ufeff")
}

// MoneyField asks for an amount in one currency: 1,234.5 or €1234.50.
type MoneyField struct {
	fieldBox
	input    *Input
	currency money.Currency
	decimal  money.Decimal
	unit     *Text
}

// NewMoneyField asks for an amount. decimal says which sign begins the decimals
// where both readings are possible.
func NewMoneyField(spec Spec, c money.Currency, decimal money.Decimal) *MoneyField {
	f := &MoneyField{currency: c, decimal: decimal, unit: NewText(string(c), Caption())}
	f.input = NewInput("").WithTail(Pad(0, 6, 0, 0, f.unit))
	f.blank = func() bool { return strings.TrimSpace(f.input.Entry.Text) == "" }
	f.wrong = f.input.SetWrong
	f.own = func() string {
		if _, _, err := f.Value(); err != nil {
			return err.Error()
		}
		return ""
	}
	f.input.Entry.listen(func(string) { f.changed() })
	f.input.onFocus(func(here bool) {
		if here {
			f.entered()
		} else {
			f.tidy()
			f.left()
		}
	})
	f.setUp(f, spec, f.input)
	return f
}

// tidy writes a readable amount the usual way.
func (f *MoneyField) tidy() {
	if m, ok, err := f.Value(); ok && err == nil {
		f.Set(m)
	}
}

// Value reads the amount; false means nothing was entered. The error is a
// sentence for people.
func (f *MoneyField) Value() (m money.Money, ok bool, err error) {
	if f.blank() {
		return money.Money{Currency: f.currency}, false, nil
	}
	m, err = money.ParseAmount(f.input.Entry.Text, f.currency, f.decimal)
	return m, err == nil, err
}

// Set shows an amount.
func (f *MoneyField) Set(m money.Money) {
	if m.Currency != "" && m.Currency != f.currency {
		f.SetCurrency(m.Currency)
	}
	f.input.Entry.Put(f.written(m))
}

// written uses the decimal sign the field reads, so that its own text reads back.
func (f *MoneyField) written(m money.Money) string {
	if f.decimal != money.Comma {
		return m.Amount()
	}
	return strings.NewReplacer(",", ".", ".", ",").Replace(m.Amount())
}

// Clear empties the field.
func (f *MoneyField) Clear() { f.input.Entry.Put("") }

// SetCurrency changes the currency; what was typed stays and is read anew.
func (f *MoneyField) SetCurrency(c money.Currency) {
	f.currency = c
	f.unit.Set(string(c))
	if f.touched {
		f.Validate()
	}
}

// Draft belongs to Field.
func (f *MoneyField) Draft() string { return f.input.Entry.Text }

// Restore belongs to Field.
func (f *MoneyField) Restore(s string) { f.input.Entry.Put(s) }

// Target belongs to Field.
func (f *MoneyField) Target() fyne.Focusable { return f.input.Entry }
