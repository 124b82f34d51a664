// Command opstateflag has flags that operators read.
package main

import (
	"flag"
	"fmt"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/spf13/pflag"
)

var (
	qps      = flag.Float64("qps", 1, "rate")
	topic    string
	workers  = pflag.Int("workers", 1, "rate")
	name     string
	unread   string
	launcher = flag.Bool("launcher", false, "only main reads it")
	again    = flag.Int("again", 1, "Setup sets it, too")
	shared   int
	whole    = struct{ limit int }{}
)

// Fn reads flags.
type Fn struct{ QPS float64 }

func init() {
	register.DoFn1x0[string](&Fn{})
	flag.StringVar(&topic, "topic", "a", "topic")
	flag.IntVar(&shared, "shared", 1, "something else gets its address")
	flag.IntVar(&whole.limit, "limit", 1, "it is a part of a variable")
}

func (f *Fn) Setup() { *again = 3 }

func (f *Fn) ProcessElement(x string) {
	if *qps > 1 { // want `^opstate: caution: operator \(\*Fn\)\.ProcessElement .* reads the flag qps; a worker does not get the launcher's command line, and has the flag's default: copy it to an exported field of the operator, where the pipeline is built$`
		return
	}
	topicOf(x)
	if *workers > 1 { // want `opstate: caution: operator \(\*Fn\)\.ProcessElement .* reads the flag workers`
		_ = name // want `opstate: caution: operator \(\*Fn\)\.ProcessElement .* reads the flag name`
	}
	_ = f.QPS + float64(*again+shared)
	_ = whole.limit
}

func topicOf(x string) string {
	return topic + x // want `opstate: caution: operator \(\*Fn\)\.ProcessElement .* reads the flag topic`
}

func main() {
	flag.Parse()
	var set pflag.FlagSet
	set.StringVarP(&name, "name", "n", "a", "name")
	set.StringVarP(&unread, "unread", "u", "a", "only main reads it")
	_ = unread
	beam.Init()
	var s beam.Scope
	var col beam.PCollection
	fmt.Sscan("3", &shared)
	if *launcher {
		beam.ParDo0(s, &Fn{QPS: *qps}, col)
	}
}
