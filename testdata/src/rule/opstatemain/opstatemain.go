// Command opstatemain sets variables before and after its workers start.
package main

import (
	"flag"
	"io"
	"os"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"golang.org/x/time/rate"
)

var (
	lim              *rate.Limiter
	bucket           = "default"
	early            *rate.Limiter
	inInit           *rate.Limiter
	declared         = rate.NewLimiter(1, 1)
	qps              = flag.Float64("qps", 1, "rate")
	byFlag           string
	lazy             *rate.Limiter
	elsewhere, twice *rate.Limiter
	unread           *rate.Limiter
	table            = map[string]int{}
	ignored          int
	out              io.Closer
)

func init() {
	inInit = rate.NewLimiter(1, 1)
	flag.StringVar(&byFlag, "by", "", "flag")
}

func process(x string, emit func(string)) {
	if lazy == nil {
		lazy = rate.NewLimiter(1, 1)
	}
	if lim.Allow() && early.Allow() && inInit.Allow() && declared.Allow() && lazy.Allow() && elsewhere.Allow() && twice.Allow() {
		emit(x + bucket + byFlag)
	}
	helper()
}

func helper() {
	var c io.Closer = closer{}
	defer c.Close()
	_, _ = table["a"], ignored
}

type closer struct{}

func (closer) Close() error { return nil }

// launcher is a closer that is never on a worker.
type launcher struct{}

func (*launcher) Close() error { return out.Close() }

// setUp is called only behind beam.Init; both is called before it, too.
func setUp() { elsewhere = rate.NewLimiter(1, 1) } // want `^opstate: operator process .* reads elsewhere \(opstatemain\.go:\d+\), which main sets behind beam\.Init;`

func both() { twice = rate.NewLimiter(1, 1) }

func main() {
	flag.Parse()
	early = rate.NewLimiter(1, 1)
	both()
	beam.Init()
	lim = rate.NewLimiter(rate.Limit(*qps), 1) // want `^opstate: operator process \(beam\.ParDo, opstatemain\.go:\d+\) reads lim \(opstatemain\.go:\d+\), which main sets behind beam\.Init; a worker never comes to that line, so that it works locally and on a cluster has its first value: set it in init, or build what it holds in a lifecycle method from exported fields$`
	if *qps > 1 {
		bucket = "fast" // want `^opstate: operator process .* reads bucket`
	}
	byFlag = "set by the flag as well"
	lazy = rate.NewLimiter(1, 1)
	unread = rate.NewLimiter(1, 1)
	table["a"] = 1 // want `^opstate: operator process .* reads table`
	ignored = 1    //jobvet:ignore opstate it is for the launcher
	setUp()
	both()
	out = os.Stdout
	defer new(launcher).Close()

	var s beam.Scope
	var col beam.PCollection
	beam.ParDo(s, process, col)
	_ = unread
}
