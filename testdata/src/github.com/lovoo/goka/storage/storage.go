// Package storage is a stub of github.com/lovoo/goka/storage: as much of its API
// as the tests need.
package storage

type Iterator interface {
	Err() error
	Key() []byte
	Next() bool
	Release()
	Seek(key []byte) bool
	Value() ([]byte, error)
}

type Storage interface {
	Close() error
	Delete(key string) error
	Get(key string) ([]byte, error)
	GetOffset(def int64) (int64, error)
	Has(key string) (bool, error)
	Iterator() (Iterator, error)
	IteratorWithRange(start []byte, limit []byte) (Iterator, error)
	MarkRecovered() error
	Open() error
	Set(key string, value []byte) error
	SetOffset(offset int64) error
}
