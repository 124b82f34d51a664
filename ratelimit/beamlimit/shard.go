package beamlimit

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/fnv"
	"math/rand/v2"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
)

func init() {
	register.DoFn2x1[beam.T, func(int, []byte), error](&shardFn{})
	register.DoFn3x1[beam.T, beam.U, func(int, []byte), error](&shardPairFn{})
	register.DoFn2x1[[]byte, func(beam.T), error](&decodeFn{})
	register.DoFn2x1[[]byte, func(beam.T, beam.U), error](&decodePairFn{})
	register.Emitter2[int, []byte]()
	register.Emitter1[beam.T]()
	register.Emitter2[beam.T, beam.U]()
}

// shardFn encodes elements and deals them out to the shards in turn.
type shardFn struct {
	Shards int
	Type   beam.EncodedType

	enc  beam.ElementEncoder
	next int
}

func (f *shardFn) Setup() {
	f.enc = beam.NewElementEncoder(f.Type.T)
	f.next = rand.IntN(f.Shards)
}

func (f *shardFn) ProcessElement(v beam.T, emit func(int, []byte)) error {
	var b bytes.Buffer
	if err := f.enc.Encode(v, &b); err != nil {
		return err
	}
	f.next = (f.next + 1) % f.Shards
	emit(f.next, b.Bytes())
	return nil
}

// shardPairFn encodes pairs and gives them the shard of their key.
type shardPairFn struct {
	Shards     int
	Key, Value beam.EncodedType

	key, value beam.ElementEncoder
}

func (f *shardPairFn) Setup() {
	f.key, f.value = beam.NewElementEncoder(f.Key.T), beam.NewElementEncoder(f.Value.T)
}

func (f *shardPairFn) ProcessElement(k beam.T, v beam.U, emit func(int, []byte)) error {
	var key, value bytes.Buffer
	if err := errors.Join(f.key.Encode(k, &key), f.value.Encode(v, &value)); err != nil {
		return err
	}
	h := fnv.New64a()
	h.Write(key.Bytes())
	pair := binary.AppendUvarint(nil, uint64(key.Len()))
	emit(int(h.Sum64()%uint64(f.Shards)), append(append(pair, key.Bytes()...), value.Bytes()...))
	return nil
}

// decodeFn undoes shardFn.
type decodeFn struct {
	Type beam.EncodedType

	dec beam.ElementDecoder
}

func (f *decodeFn) Setup() { f.dec = beam.NewElementDecoder(f.Type.T) }

func (f *decodeFn) ProcessElement(data []byte, emit func(beam.T)) error {
	v, err := f.dec.Decode(bytes.NewReader(data))
	if err != nil {
		return err
	}
	emit(v)
	return nil
}

// decodePairFn undoes shardPairFn.
type decodePairFn struct {
	Key, Value beam.EncodedType

	key, value beam.ElementDecoder
}

func (f *decodePairFn) Setup() {
	f.key, f.value = beam.NewElementDecoder(f.Key.T), beam.NewElementDecoder(f.Value.T)
}

func (f *decodePairFn) ProcessElement(data []byte, emit func(beam.T, beam.U)) error {
	n, size := binary.Uvarint(data)
	if size <= 0 || n > uint64(len(data)-size) {
		return errMalformed
	}
	k, err := f.key.Decode(bytes.NewReader(data[size : size+int(n)]))
	if err != nil {
		return err
	}
	v, err := f.value.Decode(bytes.NewReader(data[size+int(n):]))
	if err != nil {
		return err
	}
	emit(k, v)
	return nil
}
