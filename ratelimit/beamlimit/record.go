package beamlimit

import (
	"encoding/binary"
	"errors"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/graph/mtime"
)

var errMalformed = errors.New("beamlimit: state that is not its own")

// A record is a held element.
type record struct {
	// at is the element's timestamp, came the wall clock in milliseconds when it came.
	at   mtime.Time
	came int64
	data []byte
}

// size is about what a record takes.
func (r record) size() int { return len(r.data) + 16 }

// append appends the record to a block of records.
func (r record) append(block []byte) []byte {
	block = binary.AppendVarint(block, int64(r.at))
	block = binary.AppendVarint(block, r.came)
	block = binary.AppendUvarint(block, uint64(len(r.data)))
	return append(block, r.data...)
}

// parse appends the records of a block to rs.
func parse(rs []record, block []byte) ([]record, error) {
	for len(block) > 0 {
		at, n := binary.Varint(block)
		if n <= 0 {
			return nil, errMalformed
		}
		came, m := binary.Varint(block[n:])
		if m <= 0 {
			return nil, errMalformed
		}
		size, k := binary.Uvarint(block[n+m:])
		start := n + m + k
		if k <= 0 || size > uint64(len(block)-start) {
			return nil, errMalformed
		}
		end := start + int(size)
		rs = append(rs, record{at: mtime.Time(at), came: came, data: block[start:end:end]})
		block = block[end:]
	}
	return rs, nil
}
