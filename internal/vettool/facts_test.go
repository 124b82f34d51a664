package vettool

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func records() []*Record {
	return []*Record{
		{},
		{Opaque: true},
		{Fact: []byte{}},
		{Fact: []byte("waits"), FuncTypes: []string{"Handler", "Option"}},
		{FuncTypes: []string{"F"}},
		{Fact: bytes.Repeat([]byte{0xff, 0}, 1000)},
	}
}

func TestRecordRoundTrip(t *testing.T) {
	for _, want := range records() {
		got, err := decodeRecord(want.encode())
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%+v becomes %+v, %v", want, got, err)
		}
	}
}

// A changed bit, a missing or an additional byte is an error, not a fact.
func TestRecordCorrupt(t *testing.T) {
	for _, r := range records() {
		file := r.encode()
		for i := range len(file) * 8 {
			broken := slices.Clone(file)
			broken[i/8] ^= 1 << (i % 8)
			if _, err := decodeRecord(broken); err == nil {
				t.Errorf("%+v: no error with bit %d changed", r, i)
			}
		}
		for n := range file {
			if _, err := decodeRecord(file[:n]); err == nil {
				t.Errorf("%+v: no error with %d of %d bytes", r, n, len(file))
			}
		}
		if _, err := decodeRecord(append(file, 0)); err == nil {
			t.Errorf("%+v: no error with a byte more", r)
		}
	}
}

func TestRecordForeign(t *testing.T) {
	newer := new(Record).encode()
	newer[len(magic)-1]++
	for _, tt := range []struct{ file, want string }{
		{"", "not a file of jobvet's facts"},
		{"vetx\x00\x00\x00\x00\x00\x00\x00\x00", "unitchecker"},
		{"something else altogether", "not a file of jobvet's facts"},
		{string(newer), fmt.Sprintf("format %d, not %d", newer[len(magic)-1], newer[len(magic)-1]-1)},
	} {
		if _, err := decodeRecord([]byte(tt.file)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: %v, want %s", tt.file, err, tt.want)
		}
	}
}

func FuzzRecord(f *testing.F) {
	for _, r := range records() {
		f.Add(r.encode()[headerBytes:])
	}
	f.Add([]byte{hasFact, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1})
	f.Add([]byte{0, 0xff, 0xff, 0xff, 0xff, 0x0f})
	f.Fuzz(func(t *testing.T, payload []byte) {
		file := seal(payload)
		r, err := decodeRecord(file)
		if err == nil && !bytes.Equal(r.encode(), file) {
			t.Errorf("%q decodes as %+v, which is %q", file, r, r.encode())
		}
	})
}
