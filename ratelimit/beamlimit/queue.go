package beamlimit

import (
	"encoding/binary"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/graph/mtime"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/state"
)

// A queue is what one shard holds in one window, the oldest first.
//
// A bag can only be read as a whole. So that a turn of a few elements does not read all
// that is held, the queue has levels: elements leave at the first, come in at the last,
// and move on in portions that grow from the first to the last. So an element is read
// and written a few times, however many are held.
type queue struct {
	p    state.Provider
	bags [levels]*state.Bag[[]byte]
	meta *state.Value[[]byte]

	// oldest is the least timestamp in each level, or none; changed if it is not as in the
	// state.
	oldest  [levels]mtime.Time
	changed bool
	// read are the levels that have been read. They are written by close: a bag that is read
	// again after it was cleared is not as it was written (Beam Go 2.77).
	read [levels]*level
}

// A level is the records of a level that has been read.
type level struct {
	records []record
	changed bool
}

const levels = 4

// portions is how many bytes the levels but the last take over at a time.
var portions = [levels - 1]int{64 << 10, 1 << 20, 16 << 20}

// none is the least timestamp of an empty level.
const none = mtime.MaxTimestamp + 1

func (q *queue) open() error {
	for i := range q.oldest {
		q.oldest[i] = none
	}
	data, ok, err := q.meta.Read(q.p)
	if err != nil || !ok {
		return err
	}
	for i := range q.oldest {
		v, n := binary.Varint(data)
		if n <= 0 {
			return errMalformed
		}
		q.oldest[i], data = mtime.Time(v), data[n:]
	}
	return nil
}

func (q *queue) empty() bool { return q.least() == none }

// least is the least timestamp of all that is held.
func (q *queue) least() mtime.Time {
	return min(q.oldest[0], q.oldest[1], q.oldest[2], q.oldest[3])
}

// push adds a record.
func (q *queue) push(r record) error {
	const last = levels - 1
	if r.at < q.oldest[last] {
		q.oldest[last], q.changed = r.at, true
	}
	if l := q.read[last]; l != nil {
		l.records, l.changed = append(l.records, r), true
		return nil
	}
	return q.bags[last].Add(q.p, r.append(nil))
}

// front returns the first records, or none if the queue is empty.
func (q *queue) front() ([]record, error) {
	l, err := q.level(0)
	if err != nil || len(l.records) > 0 {
		return l.records, err
	}
	rs, err := q.portion(1, portions[0])
	if err != nil || len(rs) == 0 {
		return nil, err
	}
	q.set(0, rs)
	return rs, nil
}

// drop removes the first n records of the front, which has been read.
func (q *queue) drop(n int) { q.set(0, q.read[0].records[n:]) }

// portion takes about so many bytes from a level. If the level is empty, it gets a
// portion of the next one before.
func (q *queue) portion(i, size int) ([]record, error) {
	l, err := q.level(i)
	if err != nil {
		return nil, err
	}
	rs := l.records
	if len(rs) == 0 && i < levels-1 {
		if rs, err = q.portion(i+1, portions[i]); err != nil {
			return nil, err
		}
	}
	n := 0
	for ; n < len(rs) && size > 0; n++ {
		size -= rs[n].size()
	}
	q.set(i, rs[n:])
	return rs[:n:n], nil
}

// level returns a level, and reads it first if need be.
func (q *queue) level(i int) (*level, error) {
	if q.read[i] != nil {
		return q.read[i], nil
	}
	l := &level{}
	if q.oldest[i] != none {
		blocks, _, err := q.bags[i].Read(q.p)
		if err != nil {
			return nil, err
		}
		for _, b := range blocks {
			if l.records, err = parse(l.records, b); err != nil {
				return nil, err
			}
		}
	}
	q.read[i] = l
	return l, nil
}

// set changes the records of a level that has been read.
func (q *queue) set(i int, rs []record) {
	l := q.read[i]
	if len(l.records) == 0 && len(rs) == 0 {
		return
	}
	l.records, l.changed = rs, true
	q.oldest[i], q.changed = leastOf(rs), true
}

// close writes what has changed. Of what it has read, the queue keeps the first level, for
// the next call in the same bundle: nobody else changes it meanwhile.
func (q *queue) close() error {
	for i, l := range q.read {
		if l != nil && l.changed {
			if err := q.write(i, l.records); err != nil {
				return err
			}
			l.changed = false
		}
		if i > 0 {
			q.read[i] = nil
		}
	}
	if !q.changed {
		return nil
	}
	q.changed = false
	if q.empty() {
		return q.meta.Clear(q.p)
	}
	var data []byte
	for _, t := range q.oldest {
		data = binary.AppendVarint(data, int64(t))
	}
	return q.meta.Write(q.p, data)
}

func (q *queue) write(i int, rs []record) error {
	if err := q.bags[i].Clear(q.p); err != nil || len(rs) == 0 {
		return err
	}
	var block []byte
	for _, r := range rs {
		block = r.append(block)
	}
	return q.bags[i].Add(q.p, block)
}

func leastOf(rs []record) mtime.Time {
	least := mtime.Time(none)
	for _, r := range rs {
		least = min(least, r.at)
	}
	return least
}
