package data

// putMeta keeps a fact about the file itself.
func (b *books) putMeta(key, text string) error {
	_, err := b.exec("INSERT INTO meta(key, value) VALUES ($1, $2) ON CONFLICT(key) DO UPDATE SET value = excluded.value", key, text)
	return err
}

// meta reads a fact about the file; empty when it was never kept.
func (b *books) meta(key string) (string, error) {
	text, _, err := value[string](b, "SELECT value FROM meta WHERE key = $1", key)
	return text, err
}
