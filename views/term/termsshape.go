package term

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"rapport/app"
	"rapport/app/calendar"
)

// onlyDocument reads the one document of a JSON or YAML file; numbers keep the digits they were written with.
func onlyDocument(raw []byte) (*yaml.Node, error) {
	d := yaml.NewDecoder(bytes.NewReader(raw))
	var first, more yaml.Node
	err := d.Decode(&first)
	if errors.Is(err, io.EOF) || err == nil && first.Content[0].Tag == "!!null" {
		return nil, app.Bad("terms", "The terms file is empty.", "See the manual for an example of each kind.")
	}
	if err != nil {
		return nil, notYAML(err)
	}
	switch err := d.Decode(&more); {
	case errors.Is(err, io.EOF):
		return first.Content[0], nil
	case err != nil:
		return nil, notYAML(err)
	}
	return nil, app.Bad("terms", fmt.Sprintf("The terms file holds a second document from line %d on.", more.Line), "Keep the terms of one agreement in a file, without “---” between them.")
}

func notYAML(err error) error {
	return app.Bad("terms", fmt.Sprintf("The terms file is neither JSON nor YAML: %s.", strings.TrimPrefix(err.Error(), "yaml: ")), "Correct it at the place named.")
}

// shaped holds a part of a terms file against what belongs there: its keys, once each, and lists, numbers and texts where they should be.
func shaped(n *yaml.Node, want reflect.Type, path string) error {
	if n.Kind == yaml.AliasNode {
		return misshapen(n, path, "refers to another place of the file", "Write it out")
	}
	for want.Kind() == reflect.Pointer {
		want = want.Elem()
	}
	switch {
	case n.Tag == "!!null":
		return nil
	case want == reflect.TypeFor[calendar.Day]():
		if _, err := calendar.ParseDay(n.Value); n.Kind != yaml.ScalarNode || err != nil {
			return misshapen(n, path, "is not a day", "Write it as 2026-05-01")
		}
	case want == reflect.TypeFor[flag]():
		var f flag
		if n.Kind != yaml.ScalarNode || f.UnmarshalJSON([]byte(n.Value)) != nil {
			return misshapen(n, path, "is neither yes nor no", "Write yes or no")
		}
	case want.Kind() == reflect.Struct:
		return shapedKeys(n, want, path)
	case want.Kind() == reflect.Slice:
		return shapedList(n, want, path)
	case n.Kind != yaml.ScalarNode:
		return misshapen(n, path, "holds more than one value", "Write one number or text")
	case want.Kind() != reflect.String && !whole(n):
		return misshapen(n, path, "is not a whole number", "Write it in digits, such as 12")
	}
	return nil
}

func shapedKeys(n *yaml.Node, want reflect.Type, path string) error {
	if n.Kind != yaml.MappingNode {
		return misshapen(n, path, "is one value where several named ones belong", "See the manual for an example")
	}
	fields, seen := map[string]reflect.Type{}, map[string]int{}
	for _, f := range reflect.VisibleFields(want) {
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" {
			fields[name] = f.Type
		}
	}
	for i := 0; i < len(n.Content); i += 2 {
		key := n.Content[i]
		at := strings.TrimPrefix(path+"."+key.Value, ".")
		field, known := fields[key.Value]
		switch {
		case !known:
			return misshapen(key, at, "is nothing that terms have", "Correct the word, or take it out")
		case seen[key.Value] > 0:
			return misshapen(key, at, fmt.Sprintf("is given a second time, after line %d", seen[key.Value]), "Keep one of the two")
		}
		seen[key.Value] = key.Line
		if err := shaped(n.Content[i+1], field, at); err != nil {
			return err
		}
	}
	return nil
}

func shapedList(n *yaml.Node, want reflect.Type, path string) error {
	if n.Kind != yaml.SequenceNode {
		return misshapen(n, path, "is not a list", "Put it in brackets, or begin each entry with a dash")
	}
	for i, entry := range n.Content {
		if err := shaped(entry, want.Elem(), path+"."+strconv.Itoa(i+1)); err != nil {
			return err
		}
	}
	return nil
}

func misshapen(n *yaml.Node, path, say, try string) error {
	field := path
	if field == "" {
		field = "terms"
	}
	return app.Bad(field, fmt.Sprintf("%s in line %d of the terms file %s.", field, n.Line, say), try+".")
}

// whole tells whether a value is a whole number as JSON writes it, and not in another notation that YAML knows.
func whole(n *yaml.Node) bool {
	i, err := strconv.ParseInt(n.Value, 10, 32)
	return err == nil && strconv.FormatInt(i, 10) == n.Value
}
