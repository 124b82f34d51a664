// Package fx is a stub of go.uber.org/fx: as much of its API as the tests need.
package fx

type (
	Option     interface{ apply() }
	Annotation interface{ apply() }
	App        struct{}
	In         struct{ _ int }
	Out        struct{ _ int }
	Annotated  struct {
		Name   string
		Target any
	}
)

func New(opts ...Option) *App { return nil }

func Options(opts ...Option) Option { return nil }

func Module(name string, opts ...Option) Option { return nil }

func Provide(constructors ...any) Option { return nil }

func Invoke(funcs ...any) Option { return nil }

func Decorate(decorators ...any) Option { return nil }

func Supply(values ...any) Option { return nil }

func Replace(values ...any) Option { return nil }

func Annotate(t any, anns ...Annotation) any { return nil }

func As(interfaces ...any) Annotation { return nil }
