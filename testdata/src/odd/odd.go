// Package odd has code that is valid, and seldom seen.
package odd

import (
	. "context"
	"fmt"
	tm "time"
	_ "unsafe"

	. "github.com/apache/beam/sdks/v2/go/pkg/beam"
	"golang.org/x/time/rate"
)

var lim *rate.Limiter

// Functions without bodies, of which the linker or the assembler knows.
func assembly(Context)

//go:linkname linked runtime.linked
func linked()

// Blank names.
var _ = func() int { tm.Sleep(1); return 1 }()

func _()          { tm.Sleep(1) }
func _(_ Context) {}

type _ struct{ _ int }

func (_ named) blank(_ int) (_ error) { return }

type named struct{}

func (named) unnamed(int, ...string) (a, _ int) { return }

func init() {}
func init() { ParDo(Scope{}, op, PCollection{}) }

// Shadowed builtins and packages.
func make(n int) chan int     { return nil }
func close(ch chan int)       {}
func panic(v any)             {}
func append(a, b []int) []int { return a }

type string struct{ time int }
type error interface{ Error() string }

func op(x int) int {
	ch := make(1)
	ch <- 1 // want `chanwait: operator op`
	close(ch)
	panic(nil)
	append(nil, nil)
	time := 1
	_ = time
	true := false
	_ = true
	labels(x)
	recursive(&list[int]{})
	types()
	nested()
	Background().Done()
	<-Background().Done() // want `chanwait: operator op`
	var nothing func()
	nothing()
	var table [3]func(int)
	table[x](x)
	(slow)()
	(*named).blank(nil, 1)
	struct{ named }{}.blank(1)
	interface{ blank(int) error }(named{}).blank(1)
	assembly(nil)
	linked()
	defer func() { recover() }()
	for range ch { // want `chanwait: operator op`
	}
	for range 3 {
	}
	for i := range func(yield func(int) bool) { yield(1) } {
		_ = i
	}
	for range func(func() bool) {} {
	}
	select { // want `chanwait: operator op`
	case (ch) <- 1:
	case v, ok := <-(ch):
		_, _ = v, ok
	}
	select {
	case <-ch:
	case ch <- 1:
	default:
	}
	switch v := any(x).(type) {
	case interface{ Wait(Context) error }:
		v.Wait(nil) // its error is not the predeclared one
	case nil:
	}
	go func() { go func() { go op(1) }() }() // want `gospawn: operator op`
	defer func(f func()) { f() }(slow)
	fmt.Println(func() { tm.Sleep(1) })
	return x
}

func slow() { tm.Sleep(tm.Second) } // want `timewait: operator op`

func labels(n int) {
	goto end
loop:
	for {
		select {
		case <-tm.After(1):
			break loop
		default:
			continue loop
		}
	}
	{
		goto end
	}
end:
	switch {
	case n > 0:
		fallthrough
	default:
	}
	if n == 0 {
		return
	}
	n--
	goto end
}

// Types that contain themselves.
type list[T any] struct {
	next *list[T]
	more *list2[T]
	fn   func(*list[T]) *list[T]
	ch   chan chan list[T]
}

type list2[T any] struct{ l *list[T] }

type self func(self) self

type tree map[rune]tree

type slice []slice

type iface interface{ method(iface) iface }

func recursive[T any](l *list[T]) {
	if l.fn != nil {
		recursive(l.fn(l))
	}
	var s self
	s = func(t self) self { return s(t) }
	s(s)(s)
	var tr tree
	tr = tree{'a': tr}
	_ = slice{slice{}, nil}
}

// Type parameters everywhere.
type num interface{ ~int | ~int64 }

type pair[K comparable, V any] struct {
	k K
	v V
}

func (p pair[K, _]) key() K                            { return p.k }
func (*pair[_, V]) wait(v V)                           { slow() }
func send[C ~chan E, E any](c C, e E)                  { c <- e } // want `chanwait: operator op`
func pick[T any, F ~func(T)](f F, t T)                 { f(t) }
func recv[C interface{ ~chan int | ~<-chan int }](c C) { <-c } // want `chanwait: operator op`

type alias[T any] = pair[int, T]

func types() {
	var p alias[int]
	p.key()
	p.wait(1)
	wait := (*pair[int, int]).wait
	wait(&p, 1)
	send(make(1), 1)
	pick(func(int) { slow() }, 1)
	f := pick[int, func(int)]
	f(func(int) {}, 1)
	recv(make(1))
	_ = [...]func(){0: slow, 5: nil}
	_ = map[pair[int, int]]func(){{1, 2}: slow}
	_ = []*pair[int, int]{{1, 2}, {}}
	_ = struct{ a, b func() }{slow, nil}
}

func nested() func() func() func() {
	return func() func() func() {
		return func() func() {
			return func() {
				nested()()()()
			}
		}
	}
}
