// Package reach has the ways in which an operator reaches an effect.
package reach

import (
	"context"
	"iter"
	"slices"
	"sort"
	"sync"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/samber/lo"
	"golang.org/x/time/rate"
)

var lim = rate.NewLimiter(1, 1)

// Literals are run where they stand, or elsewhere.
type Literals struct{ later []func() }

func (l *Literals) ProcessElement(ctx context.Context, xs []int, emit func(int)) {
	func() {
		time.Sleep(1) // want `timewait: operator \(\*Literals\)\.ProcessElement .* via \(\*Literals\)\.ProcessElement\.func1;`
	}()
	f := func() {
		time.Sleep(2) // want `timewait: operator`
	}
	f()
	notCalled := func() { time.Sleep(3) }
	_ = notCalled
	l.later = append(l.later, func() { time.Sleep(4) })
	keep(func() { time.Sleep(5) })
	_ = make1(func() { time.Sleep(6) })

	slices.SortFunc(xs, func(a, b int) int {
		time.Sleep(7) // want `timewait: operator`
		return a - b
	})
	sort.Slice(xs, func(i, j int) bool {
		time.Sleep(8) // want `timewait: operator`
		return i < j
	})
	_ = lo.Map(xs, func(x, _ int) int {
		time.Sleep(9) // want `timewait: operator`
		return x
	})
	lo.ForEach(xs, slow)
	each(xs, func(int) {
		time.Sleep(11) // want `timewait: operator .* via \(\*Literals\)\.ProcessElement\.func`
	})
	twice(func() {
		time.Sleep(12) // want `timewait: operator`
	})
	var once sync.Once
	once.Do(func() {
		time.Sleep(13) // want `timewait: operator`
	})
	get := sync.OnceValue(func() int { return 1 })
	get()
	defer func() {
		time.Sleep(14) // want `timewait: operator`
	}()
	defer nap()
	func(run func()) { run() }(func() {
		time.Sleep(15) // want `timewait: operator`
	})
}

func slow(x, i int) { time.Sleep(10) } // want `timewait: operator \(\*Literals\)\.ProcessElement .* via slow;`

func nap() { time.Sleep(16) } // want `timewait: operator .* via nap;`

var kept []func()

// keep stores its argument.
func keep(f func()) { kept = append(kept, f) }

// make1 returns its argument.
func make1(f func()) func() { return f }

// each calls its argument.
func each(xs []int, f func(int)) {
	for _, x := range xs {
		f(x)
	}
}

// twice calls its argument through another.
func twice(f func()) { each([]int{1, 2}, func(int) { f() }) }

// Iterators are functions that a range statement calls.
type Iterators struct{}

func (Iterators) ProcessElement(ctx context.Context, x int, emit func(int)) {
	for v := range numbers(x) {
		emit(v)
	}
	for v := range func(yield func(int) bool) {
		time.Sleep(1) // want `timewait: operator Iterators\.ProcessElement`
		yield(1)
	} {
		emit(v)
	}
	for v := range slices.Values([]int{1}) {
		time.Sleep(2) // want `timewait: operator`
		emit(v)
	}
	_ = unused(x) // built, and not run
}

func numbers(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		time.Sleep(3) // want `timewait: operator Iterators\.ProcessElement .* via numbers\.func1;`
		yield(n)
	}
}

func unused(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		time.Sleep(4)
		yield(n)
	}
}

// Recursive calls functions that call each other.
type Recursive struct{}

func (Recursive) ProcessElement(x int) int { return even(x) }

func even(n int) int {
	if n == 0 {
		return 1
	}
	return odd(n - 1)
}

func odd(n int) int {
	time.Sleep(1) // want `timewait: operator Recursive\.ProcessElement .* via even → odd;`
	if n == 0 {
		return 0
	}
	return even(n - 1)
}

// Values calls methods and functions through variables.
type Values struct {
	lim *rate.Limiter               // want `^opstate: `
	do  func(context.Context) error // want `^opstate: `
	fns map[string]func()           // want `^opstate: `
}

func NewValues() *Values {
	v := &Values{lim: lim}
	v.do = v.wait
	v.fns = map[string]func(){"nap": napping}
	return v
}

func (v *Values) ProcessElement(ctx context.Context, x int) error {
	m := v.method
	m()
	(*Values).expression(v)
	v.fns["nap"]()
	return v.do(ctx)
}

func (v *Values) wait(ctx context.Context) error {
	return v.lim.Wait(ctx) // want `ratewait: operator \(\*Values\)\.ProcessElement .* via \(\*Values\)\.wait;`
}

func (v *Values) method()     { time.Sleep(1) } // want `timewait: operator \(\*Values\)\.ProcessElement`
func (v *Values) expression() { time.Sleep(2) } // want `timewait: operator \(\*Values\)\.ProcessElement`
func napping()                { time.Sleep(3) } // want `timewait: operator \(\*Values\)\.ProcessElement`

// single is implemented once.
type single interface{ Fetch() }

type client struct{}

func (client) Fetch() { time.Sleep(1) } // want `timewait: operator Interfaces\.ProcessElement .* via client\.Fetch;`

// several is implemented more than once: once with a wait.
type several interface{ Store() }

type memory struct{}

func (*memory) Store() {}

type disk struct{}

func (*disk) Store() { time.Sleep(1) } // want `timewait: caution: operator Interfaces\.ProcessElement .* via \(\*disk\)\.Store;`

// all is implemented more than once, and always waits.
type all interface{ Flush() }

type left struct{}

func (left) Flush() { time.Sleep(1) } // want `timewait: operator Interfaces\.ProcessElement`

type right struct{}

func (right) Flush() { time.Sleep(1) } // want `timewait: operator Interfaces\.ProcessElement`

// none has no implementation in sight.
type none interface{ Nothing() }

// limiter is a rate limiter in disguise.
type limiter interface {
	Wait(ctx context.Context) error
}

type Interfaces struct {
	single  single
	several several
	all     all
	none    none
	limiter limiter
}

func (i Interfaces) ProcessElement(ctx context.Context, x int) error {
	i.single.Fetch()
	i.several.Store()
	i.all.Flush()
	i.none.Nothing()
	var s several = &memory{} // only this one
	s.Store()
	return i.limiter.Wait(ctx) // want `ratewait: operator Interfaces\.ProcessElement .* blocks in limiter\.Wait;`
}

// Generic is a generic operator with generic helpers.
type Generic[T any] struct{ lim *rate.Limiter }

func (g *Generic[T]) ProcessElement(ctx context.Context, x T, emit func(T)) error {
	apply(x, emit)
	applyWait[T](x)
	return g.lim.Wait(ctx) // want `ratewait: operator \(\*Generic\)\.ProcessElement \(beam\.ParDo, `
}

func apply[T any](x T, f func(T)) { f(x) }

func applyWait[T any](x T) {
	time.Sleep(1) // want `timewait: operator \(\*Generic\)\.ProcessElement .* via applyWait;`
}

// number has methods that wait.
type waiter interface{ Pause() }

type long struct{}

func (long) Pause() { time.Sleep(1) } // want `timewait: operator constrained .* via `

func pause[W waiter](w W) { w.Pause() }

func constrained(x int) int {
	pause(long{})
	return x
}

// Embedded has its hot method by embedding.
type Embedded struct{ base }

type base struct{}

func (base) ProcessElement(x int) { time.Sleep(1) } // want `timewait: operator base\.ProcessElement \(beam\.ParDo, `

// Two operators reach the same wait: there is one finding.
type Two struct{}

func (Two) ProcessElement(x int) { shared() }

func three(x int) int { shared(); return x }

func four(x int) int { shared(); return x }

func shared() { time.Sleep(1) } // want `timewait: operator Two\.ProcessElement .* \(and 2 more operators\)$`

// Shortest has two chains to the same wait.
type Shortest struct{}

func (Shortest) ProcessElement(x int) { long1(); short() }

func long1() { long2() }
func long2() { end() }
func short() { end() }
func end()   { time.Sleep(1) } // want `timewait: operator Shortest\.ProcessElement .* via short → end;`

func main() {
	nothing()
	var s beam.Scope
	var col beam.PCollection
	beam.ParDo(s, &Literals{}, col)
	beam.ParDo(s, Iterators{}, col)
	beam.ParDo(s, Recursive{}, col)
	beam.ParDo(s, NewValues(), col)
	beam.ParDo(s, Interfaces{}, col)
	beam.ParDo(s, &Generic[int]{}, col)
	beam.ParDo(s, constrained, col)
	beam.ParDo(s, &Embedded{}, col)
	beam.ParDo(s, Two{}, col)
	beam.ParDo(s, three, col)
	beam.ParDo(s, four, col)
	beam.ParDo(s, Shortest{}, col)
}

// nothing is run by main only.
func nothing() { time.Sleep(1) }
