package fact

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"maps"
	"slices"

	"github.com/jobvet/jobvet/internal/frame"
)

// A part is a value that stays encoded until it is asked for. Packages share it.
type part[T any] struct {
	data  []byte // its JSON, nil if it was made here
	value *T     // nil if it was not asked for
}

// get returns the value, or nil if there is none. It must not be changed.
func (p *part[T]) get() *T {
	if p == nil {
		return nil
	}
	if p.value == nil {
		v := new(T)
		if json.Unmarshal(p.data, v) != nil {
			return nil // not written by this tool: nothing is known
		}
		p.value = v
	}
	return p.value
}

// same reports whether two parts are known to be equal.
func (p *part[T]) same(q *part[T]) bool {
	return p == q || p.data != nil && bytes.Equal(p.data, q.data)
}

// values returns the values of parts in the order of their keys.
func values[T any](parts map[string]*part[T]) []*T {
	var list []*T
	for _, key := range slices.Sorted(maps.Keys(parts)) {
		if v := parts[key].get(); v != nil {
			list = append(list, v)
		}
	}
	return list
}

// put sets a part of a map to a value.
func put[T any](parts *map[string]*part[T], key string, value *T) {
	share(parts, key, &part[T]{value: value})
}

// share sets a part of a map.
func share[T any](parts *map[string]*part[T], key string, p *part[T]) {
	if *parts == nil {
		*parts = make(map[string]*part[T])
	}
	(*parts)[key] = p
}

// encode returns the seams as bytes: the module, and the parts in the order of their keys.
func (s *Seams) encode() []byte {
	b := frame.Append(nil, []byte(s.Module))
	b = appendParts(b, s.slots)
	b = appendParts(b, s.operators)
	return appendParts(b, s.handed)
}

func appendParts[T any](b []byte, parts map[string]*part[T]) []byte {
	b = binary.AppendUvarint(b, uint64(len(parts)))
	for _, key := range slices.Sorted(maps.Keys(parts)) {
		p := parts[key]
		if p.data == nil {
			p.data = encode(p.value)
		}
		b = frame.Append(frame.Append(b, []byte(key)), p.data)
	}
	return b
}

// decodeSeams reads what encode returned.
func decodeSeams(data []byte) (*Seams, error) {
	s := new(Seams)
	if len(data) == 0 {
		return s, nil
	}
	d := frame.Reader{Rest: data}
	s.Module = string(d.Bytes())
	s.slots = cutParts[Slot](&d)
	s.operators = cutParts[Operator](&d)
	s.handed = cutParts[Handed](&d)
	if d.Bad || len(d.Rest) > 0 {
		return nil, errors.New("corrupt jobvet fact")
	}
	return s, nil
}

func cutParts[T any](d *frame.Reader) map[string]*part[T] {
	parts := make(map[string]*part[T])
	for range d.Uvarint() {
		key := string(d.Bytes())
		if d.Bad {
			break
		}
		parts[key] = &part[T]{data: d.Bytes()}
	}
	return parts
}
