package catalog

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"slices"
)

// Parse reads a catalogue file: one table or an array of tables. It is
// strict, and its errors name the file and the line.
func Parse(file string, data []byte) ([]*Table, error) {
	root, err := readJSON(string(data))
	if err != nil {
		var le lineError
		errors.As(err, &le)
		return nil, fmt.Errorf("%s:%d: %s", file, le.line, le.msg)
	}
	p := &problems{file: file}
	nodes := []node{root}
	if root.kind == arrayNode {
		nodes = root.elems
		if len(nodes) == 0 {
			p.fail(root, "the file holds no table")
		}
	}
	d := &decoder{p}
	var tables []*Table
	for _, n := range nodes {
		t := &Table{}
		d.object(n, reflect.ValueOf(t).Elem())
		v := &validator{problems: p, modules: t.Modules}
		v.table(n, t)
		tables = append(tables, t)
	}
	if err := p.err(); err != nil {
		return nil, err
	}
	for _, t := range tables {
		t.compile()
	}
	return tables, nil
}

// problems are what is wrong with a file.
type problems struct {
	file string
	list []lineError
}

// fail notes what is wrong with a value.
func (p *problems) fail(n node, format string, args ...any) {
	p.list = append(p.list, lineError{n.line, n.end, fmt.Sprintf(format, args...)})
}

// failAt notes what is wrong with a member; its line is that of the key.
func (p *problems) failAt(m member, format string, args ...any) {
	p.list = append(p.list, lineError{m.line, m.value.end, fmt.Sprintf(format, args...)})
}

// maxErrors bounds the errors of one file.
const maxErrors = 10

// err returns the problems in the order of their lines; those of a line in the
// order in which the things end that they are about, so that what is wrong
// within an object comes before what is wrong with it as a whole.
func (p *problems) err() error {
	slices.SortStableFunc(p.list, func(a, b lineError) int {
		return cmp.Or(cmp.Compare(a.line, b.line), cmp.Compare(a.end, b.end))
	})
	var errs []error
	for i, e := range p.list {
		if i == maxErrors {
			errs = append(errs, fmt.Errorf("%s: and %d more errors", p.file, len(p.list)-i))
			break
		}
		errs = append(errs, fmt.Errorf("%s:%d: %s", p.file, e.line, e.msg))
	}
	return errors.Join(errs...)
}
