package fact

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"maps"
	"slices"
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
	b := appendBytes(nil, []byte(s.Module))
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
		b = appendBytes(appendBytes(b, []byte(key)), p.data)
	}
	return b
}

// appendBytes appends the length of data as a uvarint, and data.
func appendBytes(b, data []byte) []byte {
	return append(binary.AppendUvarint(b, uint64(len(data))), data...)
}

// decodeSeams reads what encode returned.
func decodeSeams(data []byte) (*Seams, error) {
	s := new(Seams)
	if len(data) == 0 {
		return s, nil
	}
	d := decoder{rest: data}
	s.Module = string(d.bytes())
	s.slots = cutParts[Slot](&d)
	s.operators = cutParts[Operator](&d)
	s.handed = cutParts[Handed](&d)
	if d.bad || len(d.rest) > 0 {
		return nil, errors.New("corrupt jobvet fact")
	}
	return s, nil
}

func cutParts[T any](d *decoder) map[string]*part[T] {
	parts := make(map[string]*part[T])
	for range d.uvarint() {
		key := string(d.bytes())
		if d.bad {
			break
		}
		parts[key] = &part[T]{data: d.bytes()}
	}
	return parts
}

// A decoder cuts bytes into parts. It turns bad, and returns nothing, once there is not
// enough to read.
type decoder struct {
	rest []byte
	bad  bool
}

func (d *decoder) uvarint() uint64 {
	v, n := binary.Uvarint(d.rest)
	if n <= 0 {
		d.bad, d.rest = true, nil
		return 0
	}
	d.rest = d.rest[n:]
	return v
}

func (d *decoder) bytes() []byte {
	n := d.uvarint()
	if n > uint64(len(d.rest)) {
		d.bad, d.rest = true, nil
		return nil
	}
	b := d.rest[:n:n]
	d.rest = d.rest[n:]
	return b
}
