// Package frame puts bytes behind one another and takes them apart again. Each part has
// its length before it, as a uvarint. There is one encoding of each list of parts.
package frame

import "encoding/binary"

// Append appends the length of data, and data, to b.
func Append(b, data []byte) []byte {
	return append(binary.AppendUvarint(b, uint64(len(data))), data...)
}

// A Reader takes parts from Rest. It turns Bad, and returns zeros, once there is not
// enough to read.
type Reader struct {
	Rest []byte
	Bad  bool
}

// Byte takes a byte.
func (r *Reader) Byte() byte {
	if len(r.Rest) == 0 {
		r.Bad = true
		return 0
	}
	c := r.Rest[0]
	r.Rest = r.Rest[1:]
	return c
}

// Uvarint takes a uvarint.
func (r *Reader) Uvarint() uint64 {
	v, n := binary.Uvarint(r.Rest)
	if n <= 0 || n > 1 && r.Rest[n-1] == 0 { // the latter says with more bytes what fewer say
		r.Bad, r.Rest = true, nil
		return 0
	}
	r.Rest = r.Rest[n:]
	return v
}

// Bytes takes what Append appended. It does not copy.
func (r *Reader) Bytes() []byte {
	n := r.Uvarint()
	if n > uint64(len(r.Rest)) {
		r.Bad, r.Rest = true, nil
		return nil
	}
	b := r.Rest[:n:n]
	r.Rest = r.Rest[n:]
	return b
}
