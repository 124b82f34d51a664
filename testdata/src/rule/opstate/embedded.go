package opstate

import (
	"encoding/json"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"golang.org/x/time/rate"
)

// state is embedded by DoFns only.
type state struct {
	lim *rate.Limiter // want `^opstate: operator \(\*embedsState\)\.ProcessElement .* loses its field lim, which newEmbedsState sets \(embedded\.go:\d+\); only exported fields are shipped`
	Lim *rate.Limiter // want `loses what its field Lim holds, which newEmbedsState sets`
	Max int
	n   int // no operator reads it
	buf []int
}

func (s *state) allow() bool { return s.lim.Allow() && s.Lim.Allow() && s.Max > len(s.buf) }

type embedsState struct {
	state
	N int
}

func newEmbedsState() *embedsState {
	e := &embedsState{state: state{lim: rate.NewLimiter(1, 1), Max: 3, n: 2}}
	e.Lim = rate.NewLimiter(1, 1)
	return e
}

func (e *embedsState) ProcessElement(x string) { _ = e.allow() }

// deepState is embedded by a pointer, in an embedded struct.
type deepState struct{ *deeper }

type deeper struct {
	seen map[string]bool // want `opstate: operator \(\*embedsDeep\)\.ProcessElement .* loses its field seen`
}

type embedsDeep struct{ deepState }

func (e *embedsDeep) ProcessElement(x string) bool { return e.seen[x] }

// setState is set on the worker: by a method, by an assignment, by decoding, as a whole.
type (
	setByMethod   struct{ lim *rate.Limiter }
	setAsWhole    struct{ lim *rate.Limiter }
	setByPointer  struct{ lim *rate.Limiter }
	setByCall     struct{ lim *rate.Limiter }
	embedsMethod  struct{ setByMethod }
	embedsWhole   struct{ setAsWhole }
	embedsPointer struct{ setByPointer }
	embedsCall    struct{ *setByCall }
)

func (s *setByMethod) setUp()                    { s.lim = rate.NewLimiter(1, 1) }
func (e *embedsMethod) Setup()                   { e.setUp() }
func (e *embedsMethod) ProcessElement(x string)  { e.lim.Allow() }
func (e *embedsWhole) Setup()                    { e.setAsWhole = setAsWhole{rate.NewLimiter(1, 1)} }
func (e *embedsWhole) ProcessElement(x string)   { e.lim.Allow() }
func (e *embedsPointer) Setup()                  { _ = json.Unmarshal(nil, &e.setByPointer) }
func (e *embedsPointer) ProcessElement(x string) { e.lim.Allow() }
func (e *embedsCall) Setup()                     { _ = json.Unmarshal(nil, e.setByCall) }
func (e *embedsCall) ProcessElement(x string)    { e.lim.Allow() }

// shared is part of what is not shipped, too.
type shared struct{ lim *rate.Limiter }

type server struct{ shared }

type embedsShared struct{ shared }

func newShared() shared { return shared{rate.NewLimiter(1, 1)} }

func (e *embedsShared) ProcessElement(x string) {
	if e.lim != nil {
		e.lim.Allow()
	}
}

// embedsLimiter embeds what has no exported fields.
type embedsLimiter struct {
	*rate.Limiter // want `opstate: operator \(\*embedsLimiter\)\.ProcessElement .* loses its field Limiter, which embedding sets \(embedded\.go:\d+\); of what is embedded only exported fields are shipped, a \*rate\.Limiter has none, and on a worker it is nil`
	N             int
}

func (e *embedsLimiter) ProcessElement(x string) { e.Allow() }

type embedsSetLimiter struct{ *rate.Limiter }

func (e *embedsSetLimiter) Setup()                  { e.Limiter = rate.NewLimiter(1, 1) }
func (e *embedsSetLimiter) ProcessElement(x string) { e.Allow() }

func embedding(s beam.Scope, col beam.PCollection) {
	beam.ParDo(s, newEmbedsState(), col)
	beam.ParDo(s, &embedsDeep{deepState{&deeper{seen: map[string]bool{"a": true}}}}, col)
	beam.ParDo(s, &embedsMethod{setByMethod{rate.NewLimiter(1, 1)}}, col)
	beam.ParDo(s, &embedsWhole{setAsWhole{rate.NewLimiter(1, 1)}}, col)
	beam.ParDo(s, &embedsPointer{setByPointer{rate.NewLimiter(1, 1)}}, col)
	beam.ParDo(s, &embedsCall{&setByCall{rate.NewLimiter(1, 1)}}, col)
	beam.ParDo(s, &embedsShared{newShared()}, col)
	beam.ParDo(s, &embedsLimiter{Limiter: rate.NewLimiter(1, 1)}, col)
	beam.ParDo(s, &embedsSetLimiter{rate.NewLimiter(1, 1)}, col)
	_ = server{newShared()}
}
