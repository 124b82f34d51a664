// Package statejobs has DoFns whose state other packages set.
package statejobs

import (
	"sync"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"golang.org/x/time/rate"
)

var (
	limiter, early, both, inInit, lazy, settled, piped, unread *rate.Limiter

	declared = rate.NewLimiter(1, 1)
	once     sync.Once

	Exported, Checked, Settled, Lazy, Unread, ByAddress *rate.Limiter

	Declared = rate.NewLimiter(1, 1)
)

func init() {
	inInit = rate.NewLimiter(1, 1)
	register.DoFn2x0[int, func(int)](&Fn{})
	register.DoFn2x0[int, func(int)](&OpenFn{})
}

// Configure sets what only it sets.
func Configure(n int) { set(n) }

func set(n int) { limiter, unread = rate.NewLimiter(rate.Limit(n), n), rate.NewLimiter(1, 1) }

func Early(n int)  { early = rate.NewLimiter(rate.Limit(n), n) }
func Both(n int)   { both = rate.NewLimiter(rate.Limit(n), n) }
func Settle(n int) { settled = rate.NewLimiter(rate.Limit(n), n) }
func Pipe(n int)   { piped = rate.NewLimiter(rate.Limit(n), n) }

// Override sets what workers set, too.
func Override(n int) {
	inInit = rate.NewLimiter(rate.Limit(n), n)
	declared, lazy = inInit, inInit
}

// A Config is set by a method.
type Config struct{ limiter *rate.Limiter }

var config Config

func (c *Config) Apply(n int) { config.limiter = rate.NewLimiter(1, n) }

type Fn struct{}

func (f *Fn) ProcessElement(x int, emit func(int)) {
	once.Do(func() { lazy = rate.NewLimiter(1, 1) })
	if Lazy == nil {
		Lazy = rate.NewLimiter(1, 1)
	}
	for _, l := range []*rate.Limiter{limiter, early, both, inInit, lazy, settled, declared, piped, config.limiter} {
		l.Allow()
	}
	for _, l := range []*rate.Limiter{Exported, BeforeInit, Settled, Lazy, ByAddress, Declared} {
		l.Allow()
	}
	if Checked != nil {
		Checked.Allow()
	}
	emit(x)
}

// BeforeInit is set before workers start.
var BeforeInit *rate.Limiter

// OpenFn has fields that others set.
type OpenFn struct {
	Lim   *rate.Limiter
	Made  *rate.Limiter
	Unset *rate.Limiter
	N     int
	Tag   string `json:"-"`
}

func (f *OpenFn) Setup() { f.Made = rate.NewLimiter(1, f.N) }

func (f *OpenFn) ProcessElement(x int, emit func(int)) {
	if f.Lim.Allow() && f.Made.Allow() && f.Unset.Allow() && f.Tag == "" {
		emit(x)
	}
}

// BareFn is registered elsewhere.
type BareFn struct {
	N   int
	lim *rate.Limiter
	Lim *rate.Limiter
}

func NewBareFn(n int) *BareFn { return &BareFn{N: n, lim: rate.NewLimiter(rate.Limit(n), n)} }

func (f *BareFn) ProcessElement(x int, emit func(int)) {
	if f.lim.Allow() && f.Lim.Allow() {
		emit(x)
	}
}

// MadeFn is registered elsewhere, and makes its limiter on the worker.
type MadeFn struct {
	N   int
	lim *rate.Limiter
}

func NewMadeFn(n int) *MadeFn { return &MadeFn{N: n, lim: rate.NewLimiter(rate.Limit(n), n)} }

func (f *MadeFn) Setup() { f.lim = rate.NewLimiter(rate.Limit(f.N), f.N) }

func (f *MadeFn) ProcessElement(x int, emit func(int)) {
	if f.lim.Allow() {
		emit(x)
	}
}

// FuncFn and SentFn have an exported function.
type FuncFn struct{ Each func(int) int }

func (f *FuncFn) ProcessElement(x int, emit func(int)) { emit(f.Each(x)) }

// LocalFn is registered by nobody.
type LocalFn struct {
	lim *rate.Limiter
	Lim *rate.Limiter
}

func NewLocalFn() *LocalFn { return &LocalFn{lim: rate.NewLimiter(1, 1)} }

func (f *LocalFn) ProcessElement(x int, emit func(int)) {
	if f.lim.Allow() && f.Lim.Allow() {
		emit(x)
	}
}
