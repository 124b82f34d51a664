// Package beam is a stub of github.com/apache/beam/sdks/v2/go/pkg/beam: as much of its API
// as the tests need.
package beam

import (
	"context"
	"reflect"
)

type Option interface {
	private()
}

type PCollection struct{}

type Scope struct{}

func Combine(s Scope, combinefn any, col PCollection, opts ...Option) PCollection { panic("stub") }

func CombinePerKey(s Scope, combinefn any, col PCollection, opts ...Option) PCollection {
	panic("stub")
}

type Counter struct{ c *int }

func NewCounter(ns, n string) Counter { panic("stub") }

func (c Counter) Inc(ctx context.Context, v int64) { panic("stub") }

// EncodedFunc encodes itself.
type EncodedFunc struct{ Fn interface{ Name() string } }

func (w EncodedFunc) MarshalJSON() ([]byte, error) { panic("stub") }

func (w *EncodedFunc) UnmarshalJSON(buf []byte) error { panic("stub") }

func Init() { panic("stub") }

func RegisterSchemaProvider(rt reflect.Type, provider any) { panic("stub") }

func ParDo(s Scope, dofn any, col PCollection, opts ...Option) PCollection { panic("stub") }

func ParDo0(s Scope, dofn any, col PCollection, opts ...Option) { panic("stub") }

func ParDo2(s Scope, dofn any, col PCollection, opts ...Option) (PCollection, PCollection) {
	panic("stub")
}

func ParDo3(s Scope, dofn any, col PCollection, opts ...Option) (PCollection, PCollection, PCollection) {
	panic("stub")
}

func ParDo4(s Scope, dofn any, col PCollection, opts ...Option) (PCollection, PCollection, PCollection, PCollection) {
	panic("stub")
}

func ParDo5(s Scope, dofn any, col PCollection, opts ...Option) (PCollection, PCollection, PCollection, PCollection, PCollection) {
	panic("stub")
}

func ParDo6(s Scope, dofn any, col PCollection, opts ...Option) (PCollection, PCollection, PCollection, PCollection, PCollection, PCollection) {
	panic("stub")
}

func ParDo7(s Scope, dofn any, col PCollection, opts ...Option) (PCollection, PCollection, PCollection, PCollection, PCollection, PCollection, PCollection) {
	panic("stub")
}

func ParDoN(s Scope, dofn any, col PCollection, opts ...Option) []PCollection { panic("stub") }

func Partition(s Scope, n int, fn any, col PCollection) []PCollection { panic("stub") }

func RegisterCoder(t reflect.Type, encoder any, decoder any) { panic("stub") }

func RegisterDoFn(dofn any) { panic("stub") }

func RegisterFunction(fn any) { panic("stub") }

func RegisterType(t reflect.Type) { panic("stub") }

func Seq(s Scope, col PCollection, dofns ...any) PCollection { panic("stub") }

func TryCombine(s Scope, combinefn any, col PCollection, opts ...Option) (PCollection, error) {
	panic("stub")
}

func TryCombinePerKey(s Scope, combinefn any, col PCollection, opts ...Option) (PCollection, error) {
	panic("stub")
}

func TryParDo(s Scope, dofn any, col PCollection, opts ...Option) ([]PCollection, error) {
	panic("stub")
}
