package app

// ID is the key of one thing of its kind: a referral's id where a partner's is wanted does not compile.
// Zero means none. Integer keys keep a million-row list in 4 MB.
type ID[Of any] int64

// Key is the request key a form carries, so that a save sent twice is recognised. It is made by the form, not by the save.
type Key [16]byte

// IsZero tells whether there is no key.
func (k Key) IsZero() bool { return k == Key{} }
