// Package beam is a stub of the Beam Go SDK.
package beam

import "reflect"

type Scope struct{}
type PCollection struct{}
type Option interface{}

func ParDo(s Scope, dofn any, col PCollection, opts ...Option) PCollection { return PCollection{} }
func ParDo0(s Scope, dofn any, col PCollection, opts ...Option)            {}
func Combine(s Scope, fn any, col PCollection, opts ...Option) PCollection { return PCollection{} }
func Seq(s Scope, col PCollection, dofns ...any) PCollection               { return PCollection{} }
func RegisterFunction(fn any)                                              {}
func RegisterDoFn(dofn any)                                                {}
func RegisterType(t reflect.Type)                                          {}
