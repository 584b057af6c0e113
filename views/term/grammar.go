package term

import (
	"reflect"
	"slices"
	"strings"
)

// grammar gives the part of the command line that args can mean: the flags that every verb has, and the verbs whose names stand among args.
// Reading what is said of every verb takes longer than doing most of them. It is all of it where help is wanted or no verb is named.
func grammar(args []string) reflect.Value {
	whole := reflect.TypeFor[cli]()
	var fields []reflect.StructField
	verbs := 0
	for i := range whole.NumField() {
		f := whole.Field(i)
		if _, verb := f.Tag.Lookup("cmd"); !verb {
			fields = append(fields, f)
		} else if slices.Contains(args, strings.ToLower(f.Name)) {
			fields = append(fields, f)
			verbs++
		}
	}
	if verbs == 0 || slices.Contains(args, "--help") || slices.Contains(args, "-h") {
		return reflect.New(whole)
	}
	return reflect.New(reflect.StructOf(fields))
}

// put takes over what was read by a part of the grammar.
func (c *cli) put(part reflect.Value) {
	to := reflect.ValueOf(c).Elem()
	for i := range part.Elem().NumField() {
		to.FieldByName(part.Elem().Type().Field(i).Name).Set(part.Elem().Field(i))
	}
}
