// Package beam stands in for github.com/apache/beam/sdks/v2/go/pkg/beam.
package beam

type Scope struct{ name string }

func (s Scope) Scope(name string) Scope { return Scope{name} }

type PCollection struct{ fn any }

type Option interface{ private() }

func ParDo(s Scope, dofn any, col PCollection, opts ...Option) PCollection { return PCollection{dofn} }

func ParDo0(s Scope, dofn any, col PCollection, opts ...Option) {}
