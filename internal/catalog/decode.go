package catalog

import (
	"go/token"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// A decoder fills structs from nodes, by the tags of their fields. It knows
// JSON and Go types, and does not know what a table means.
type decoder struct {
	*problems
}

// A field is a field of a struct that has a key.
type field struct {
	index  int
	key    string
	needed bool     // the key must be there
	words  []string // what a text must be one of, if there are any
}

// schema has the fields of a table, and of all structs in it.
var schema = sync.OnceValue(func() map[reflect.Type][]field {
	fields := map[reflect.Type][]field{}
	addFields(fields, reflect.TypeFor[Table]())
	return fields
})

func addFields(fields map[reflect.Type][]field, t reflect.Type) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || fields[t] != nil {
		return
	}
	for i := range t.NumField() {
		f := t.Field(i)
		key, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if key == "" {
			continue
		}
		var words []string
		if list := f.Tag.Get("words"); list != "" {
			words = strings.Split(list, ", ")
		}
		fields[t] = append(fields[t], field{i, key, options != "omitempty", words})
		addFields(fields, f.Type)
	}
}

// object fills the struct v.
func (d *decoder) object(n node, v reflect.Value) {
	if n.kind != objectNode {
		d.fail(n, "want an object, found %s", n.kind)
		return
	}
	fields := schema()[v.Type()]
	for i, m := range n.members {
		if d.isDuplicate(n, i) {
			continue
		}
		at := slices.IndexFunc(fields, func(f field) bool { return f.key == m.key })
		if at < 0 {
			d.failAt(m, "unknown key %q; the keys here are %s", m.key, keys(fields))
			continue
		}
		d.value(m, m.value, fields[at].words, v.Field(fields[at].index))
	}
}

// isDuplicate reports whether the key of the i-th member of an object stands in
// front of it already, which is a problem.
func (d *decoder) isDuplicate(n node, i int) bool {
	m := n.members[i]
	for _, other := range n.members[:i] {
		if other.key == m.key {
			d.failAt(m, "duplicate key %q", m.key)
			return true
		}
	}
	return false
}

func keys(fields []field) string {
	var names []string
	for _, f := range fields {
		names = append(names, f.key)
	}
	return strings.Join(names, ", ")
}

// value fills v from n, which is the value of the member m or an element of it.
func (d *decoder) value(m member, n node, words []string, v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(d.text(m, n, words))
	case reflect.Bool:
		if n.kind != trueNode && n.kind != falseNode {
			d.failAt(m, "%q wants true or false, found %s", m.key, n.kind)
		}
		v.SetBool(n.kind == trueNode)
	case reflect.Int:
		i, ok := small(n)
		if !ok {
			d.fail(n, "%q wants a number from 0 to %d", m.key, maxNumber)
		}
		v.SetInt(i)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		if v = v.Elem(); v.Kind() == reflect.Struct {
			d.object(n, v)
		} else {
			v.SetInt(d.argument(m, n))
		}
	case reflect.Slice:
		d.list(m, v)
	case reflect.Map:
		d.texts(m, v)
	default:
		d.failAt(m, "%q has the type %s in the schema, which no value has", m.key, v.Type())
	}
}

var (
	namesType   = reflect.TypeFor[Names]()
	methodsType = reflect.TypeFor[Methods]()
	numbersType = reflect.TypeFor[[]int]()
)

// list fills the slice v. It gets an element for each element of the node, in order,
// even if one of them is wrong.
func (d *decoder) list(m member, v reflect.Value) {
	nodes := m.value.elems
	switch {
	case m.value.kind == arrayNode:
		if len(nodes) == 0 && v.Type() == namesType {
			d.failAt(m, "%q is empty", m.key)
		}
	case v.Type() == namesType:
		nodes = []node{m.value}
	default:
		d.failAt(m, "%q wants an array, found %s", m.key, m.value.kind)
		return
	}
	if len(nodes) == 0 {
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(nodes), len(nodes)))
	for i, n := range nodes {
		if v.Type() == numbersType {
			v.Index(i).SetInt(d.argument(m, n))
		} else {
			d.value(m, n, nil, v.Index(i))
		}
	}
	d.elements(m, v)
}

// elements checks the indices or the names of methods in a slice.
func (d *decoder) elements(m member, v reflect.Value) {
	switch v.Type() {
	case numbersType:
		list := v.Interface().([]int)
		if !slices.IsSorted(list) || len(slices.Compact(slices.Clone(list))) != len(list) {
			d.failAt(m, "%q wants each index once, in increasing order", m.key)
		}
	case methodsType:
		for _, name := range v.Interface().(Methods) {
			if name != "" && !token.IsIdentifier(name) {
				d.failAt(m, "%q wants method names, found %q", m.key, name)
			}
		}
	}
}

// texts fills the map v, from texts to texts.
func (d *decoder) texts(m member, v reflect.Value) {
	if m.value.kind != objectNode {
		d.failAt(m, "%q wants an object, found %s", m.key, m.value.kind)
		return
	}
	texts := make(map[string]string, len(m.value.members))
	for i, e := range m.value.members {
		if !d.isDuplicate(m.value, i) {
			texts[e.key] = d.text(e, e.value, nil)
		}
	}
	v.Set(reflect.ValueOf(texts))
}

func (d *decoder) text(m member, n node, words []string) string {
	switch {
	case n.kind != stringNode:
		d.fail(n, "%q wants a string, found %s", m.key, n.kind)
		return ""
	case n.text == "":
		d.fail(n, "%q is empty: leave the key out", m.key)
	case words != nil && !slices.Contains(words, n.text):
		d.failAt(m, "unknown %s %q; want %s", m.key, n.text, oneOf(words))
	}
	return n.text
}

func oneOf(words []string) string {
	last := len(words) - 1
	if last == 0 {
		return words[0]
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// argument reads the index of an argument.
func (d *decoder) argument(m member, n node) int64 {
	i, ok := small(n)
	if !ok {
		d.fail(n, "%q wants an argument index, counted from 0 without the receiver", m.key)
	}
	return i
}

// maxNumber is the largest number in a table.
const maxNumber = 99

func small(n node) (int64, bool) {
	i, err := strconv.ParseInt(n.text, 10, 64)
	if n.kind != numberNode || err != nil || i < 0 || i > maxNumber {
		return 0, false
	}
	return i, true
}
