package files

func recogniseZip(name string, data []byte, o Options) (*Table, error) {
	return nil, refuse(saveAs, "%s is a zip archive, not a CSV or XLSX file.", name)
}
