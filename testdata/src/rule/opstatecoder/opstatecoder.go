// Package opstatecoder gives types an encoding of their own.
package opstatecoder

import (
	"reflect"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
)

type fn struct{ Take func() bool }

func (f *fn) ProcessElement(x string, emit func(string)) { f.Take() }

func init() {
	register.DoFn2x0[string, func(string)](&fn{})
	beam.RegisterCoder(reflect.TypeOf((*fn)(nil)).Elem(), enc, dec)
}

func enc(f fn) []byte { return nil }

func dec([]byte) fn { return fn{} }
