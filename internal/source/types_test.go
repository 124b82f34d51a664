package source

import (
	"go/types"
	"testing"
)

// What two predicates say of the same type differs where they mean different things.
func TestTypes(t *testing.T) {
	p := load(t, `package p

import (
	"context"
	"sync"
	"time"
)

type (
	Ctx       interface{ Done() chan int; Err() error }
	Future    struct{}
	Request   struct{}
	Duration  int64
	Seconds   float64
	WaitGroup struct{ sync.WaitGroup }
	Problem   struct{}
)

func (Future) Done() bool                 { return false }
func (Future) Err() error                 { return nil }
func (*Request) Context() context.Context { return nil }
func (*Problem) Error() string            { return "" }

var (
	ctx       context.Context
	cancel    context.CancelFunc
	like      Ctx
	future    Future
	request   *Request
	err       error
	problem   *Problem
	timer     *time.Timer
	ticker    time.Ticker
	now       time.Time
	delay     time.Duration
	own       Duration
	seconds   Seconds
	group     *sync.WaitGroup
	ownGroup  WaitGroup
	fns       map[string]func()
	list      []int
	number    uint8
)
`)
	typeOf := func(name string) types.Type { return p.Types.Scope().Lookup(name).Type() }
	for _, test := range []struct {
		name string
		is   func(types.Type) bool
		yes  []string
		no   []string
	}{
		{"IsContext", IsContext, []string{"ctx"}, []string{"like", "future", "cancel"}},
		{"IsContextLike", IsContextLike, []string{"ctx", "like"}, []string{"future", "cancel", "request", "number"}},
		{"IsCancelFunc", IsCancelFunc, []string{"cancel"}, []string{"fns", "like", "ctx"}},
		{"IsError", IsError, []string{"err"}, []string{"problem"}},
		{"ImplementsError", ImplementsError, []string{"err", "problem"}, []string{"future"}},
		{"IsTimer", IsTimer, []string{"timer", "ticker"}, []string{"now", "delay"}},
		{"IsTime", IsTime, []string{"now"}, []string{"timer"}},
		{"IsDuration", IsDuration, []string{"delay"}, []string{"own", "number"}},
		{"IsDurationLike", IsDurationLike, []string{"delay", "own"}, []string{"seconds", "number"}},
		{"IsWaitGroup", IsWaitGroup, []string{"group"}, []string{"ownGroup"}},
		{"IsWaitGroupLike", IsWaitGroupLike, []string{"group", "ownGroup"}, []string{"future"}},
		{"IsInteger", IsInteger, []string{"number", "delay"}, []string{"seconds", "list"}},
		{"IsContainer", IsContainer, []string{"fns", "list"}, []string{"number"}},
		{"HoldsFuncs", HoldsFuncs, []string{"fns"}, []string{"list", "cancel"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, name := range test.yes {
				if !test.is(typeOf(name)) {
					t.Errorf("%s: no", name)
				}
			}
			for _, name := range test.no {
				if test.is(typeOf(name)) {
					t.Errorf("%s: yes", name)
				}
			}
			if test.is(nil) {
				t.Error("nil: yes")
			}
		})
	}
}

func TestTakesContext(t *testing.T) {
	p := load(t, `package p

import (
	"context"
	"net/http"
)

func direct(n int, ctx context.Context)  {}
func handed(w http.ResponseWriter, r *http.Request) {}
func none(n int, s string) {}
`)
	for name, want := range map[string]bool{"direct": true, "handed": true, "none": false} {
		fn := p.Types.Scope().Lookup(name).(*types.Func)
		if got := TakesContext(fn.Signature()); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
