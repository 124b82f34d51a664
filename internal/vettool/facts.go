package vettool

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"slices"

	"github.com/jobvet/jobvet/internal/frame"
)

// A Record is what a package tells those that import it.
type Record struct {
	// Fact is the analyzer's fact, encoded; nil if there is none.
	Fact []byte
	// FuncTypes are the exported types that may be function types, sorted.
	// They are known unless Opaque is set.
	FuncTypes []string
	Opaque    bool
}

// The file of a record, which does not depend on where anything lies:
//
//	magic      8 bytes, the last is the version of the format
//	checksum   CRC-32 (IEEE) of the rest, 4 bytes, little endian
//	flags      1 byte
//	fact       uvarint length and bytes, if there is one
//	func types uvarint number, then uvarint length and bytes of each
const (
	magic       = "jvfacts\x02"
	foreign     = "vetx" // of golang.org/x/tools
	headerBytes = len(magic) + 4

	hasFact  = 1 << 0
	isOpaque = 1 << 1
)

// encode returns the file of a record.
func (r *Record) encode() []byte {
	flags := byte(0)
	if r.Fact != nil {
		flags |= hasFact
	}
	if r.Opaque {
		flags |= isOpaque
	}
	b := []byte{flags}
	if r.Fact != nil {
		b = frame.Append(b, r.Fact)
	}
	b = binary.AppendUvarint(b, uint64(len(r.FuncTypes)))
	for _, name := range r.FuncTypes {
		b = frame.Append(b, []byte(name))
	}
	return seal(b)
}

// seal puts the header before what follows it.
func seal(payload []byte) []byte {
	b := append(make([]byte, 0, headerBytes+len(payload)), magic...)
	b = binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE(payload))
	return append(b, payload...)
}

// decodeRecord reads the file of a record. There is exactly one file for each
// record, and all others are errors.
func decodeRecord(b []byte) (*Record, error) {
	switch {
	case bytes.HasPrefix(b, []byte(foreign)):
		return nil, errors.New("written by golang.org/x/tools/go/analysis/unitchecker")
	case len(b) < headerBytes || string(b[:len(magic)-1]) != magic[:len(magic)-1]:
		return nil, errors.New("not a file of jobvet's facts")
	case b[len(magic)-1] != magic[len(magic)-1]:
		return nil, fmt.Errorf("facts in format %d, not %d", b[len(magic)-1], magic[len(magic)-1])
	case crc32.ChecksumIEEE(b[headerBytes:]) != binary.LittleEndian.Uint32(b[len(magic):]):
		return nil, errors.New("corrupt: wrong checksum")
	}
	d := frame.Reader{Rest: b[headerBytes:]}
	flags := d.Byte()
	r := &Record{Opaque: flags&isOpaque != 0}
	if flags&hasFact != 0 {
		r.Fact = d.Bytes()
	}
	n := d.Uvarint()
	for range min(n, uint64(len(d.Rest))) {
		r.FuncTypes = append(r.FuncTypes, string(d.Bytes()))
	}
	if d.Bad || len(d.Rest) > 0 || flags&^(hasFact|isOpaque) != 0 || uint64(len(r.FuncTypes)) != n || !slices.IsSorted(r.FuncTypes) {
		return nil, errors.New("corrupt")
	}
	return r, nil
}

// DecodeFact returns the analyzer's fact in a file that the driver wrote, nil
// where there is none.
func DecodeFact(file []byte) ([]byte, error) {
	r, err := decodeRecord(file)
	if err != nil {
		return nil, err
	}
	return r.Fact, nil
}
