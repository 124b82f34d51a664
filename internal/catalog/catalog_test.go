package catalog

import (
	"go/types"
	"slices"
	"sync"
	"testing"
)

func sym(t *testing.T, s string) Symbol {
	t.Helper()
	out, err := ParseSymbol(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestOwns(t *testing.T) {
	c := Default()
	for pkg, want := range map[string]string{
		"golang.org/x/time/rate":                  "xtime",
		"golang.org/x/time":                       "xtime",
		"golang.org/x/timex":                      "",
		"github.com/cenkalti/backoff":             "cenkalti-backoff-v3",
		"github.com/cenkalti/backoff/v4":          "cenkalti-backoff",
		"github.com/cenkalti/backoff/v4/internal": "cenkalti-backoff",
		"cloud.google.com/go/pubsub/v2":           "pubsub",
		"cloud.google.com/go/storage":             "",
		"time":                                    "std",
		"net/http":                                "std",
		"net/http/httptest":                       "",
		"errors":                                  "",
		"std":                                     "",
		"std/time":                                "",
		"mycorp/time":                             "",
		"a":                                       "",
		"":                                        "",
		"github.com/apache/beam/sdks/v2/go/pkg/beam":  "beam",
		"github.com/Shopify/sarama":                   "sarama",
		"github.com/RichardKnop/machinery/v1/tasks":   "machinery",
		"github.com/jobvet/jobvet/ratelimit":          "jobvet-ratelimit",
		"github.com/jobvet/jobvet/analyzer":           "",
		"github.com/ThreeDotsLabs/watermill-nats/pkg": "",
	} {
		if got := c.Owns(pkg); got != (want != "") {
			t.Errorf("Owns(%q) = %v", pkg, got)
		}
		got := ""
		if table := c.Table(pkg); table != nil {
			got = table.Name
		}
		if got != want {
			t.Errorf("Table(%q) = %q, want %q", pkg, got, want)
		}
	}
}

func TestCatalogCounts(t *testing.T) {
	c := Default()
	for pkg, want := range map[string]bool{
		"golang.org/x/time/rate":           true,
		"golang.org/x/sync/semaphore":      true, // a spin on TryAcquire
		"github.com/riverqueue/river":      true,
		"go.temporal.io/sdk/workflow":      true,
		"go.uber.org/zap":                  false,
		"k8s.io/klog/v2":                   false,
		"github.com/samber/lo":             false,
		"github.com/sourcegraph/conc/pool": false,
		"time":                             false,
		"example.com/unknown":              false,
	} {
		if got := c.Counts(pkg); got != want {
			t.Errorf("Counts(%q) = %t", pkg, got)
		}
	}
	more := c.Extend([]*Table{{Modules: []string{"go.uber.org/zap"}, Calls: []*Call{{Effect: "ratewait"}}}})
	if !more.Counts("go.uber.org/zap") {
		t.Error("a limiter of a table that extends the catalogue does not count")
	}
}

// TestLazy: a question decodes the tables of the package it is about.
func TestLazy(t *testing.T) {
	c := load(tableFS())
	decoded := func() (names []string) {
		for _, e := range c.all {
			if e.value != nil {
				names = append(names, e.name)
			}
		}
		return names
	}
	c.Owns("golang.org/x/time/rate")
	c.Call(sym(t, "example.com/p.F"))
	if got := decoded(); got != nil {
		t.Errorf("decoded %q for nothing", got)
	}
	c.Call(sym(t, "(*golang.org/x/time/rate.Limiter).Wait"))
	c.Callback("slices")
	if got, want := decoded(), []string{"std", "xtime"}; !slices.Equal(got, want) {
		t.Errorf("decoded %q, want %q", got, want)
	}
}

func TestLookups(t *testing.T) {
	c := Default()
	if call := c.Call(sym(t, "(*golang.org/x/time/rate.Limiter).Wait")); call == nil || call.Effect != "ratewait" || call.Context == nil || *call.Context != 0 {
		t.Errorf("rate.Limiter.Wait: %+v", call)
	} else if got, want := call.SiblingSymbol(), sym(t, "(*golang.org/x/time/rate.Limiter).Allow"); got != want {
		t.Errorf("its sibling is %v, want %v", got, want)
	}
	if call := c.Call(sym(t, "golang.org/x/time/rate.NewSometimes")); call != nil {
		t.Errorf("rate.NewSometimes: %+v", call)
	}
	if !c.Callback("slices") || c.Callback("time") || c.Callback("example.com/slices") {
		t.Error("Callback")
	}

	for s, framework := range map[string]string{
		"github.com/apache/beam/sdks/v2/go/pkg/beam.ParDo":                             "Beam",
		"github.com/apache/beam/sdks/v2/go/pkg/beam/register.DoFn10x5":                 "Beam",
		"(go.temporal.io/sdk/worker.WorkflowRegistry).RegisterWorkflow":                "Temporal workflow",
		"(go.temporal.io/sdk/worker.ActivityRegistry).RegisterActivity":                "Temporal activity",
		"(*github.com/RichardKnop/machinery/v1.Server).RegisterTask":                   "machinery",
		"(*github.com/benthosdev/benthos/v4/public/service.Environment).RegisterInput": "Benthos",
		"github.com/cloudevents/sdk-go/v2.NewHTTPReceiveHandler":                       "CloudEvents",
	} {
		regs := c.ByCall(sym(t, s))
		if len(regs) != 1 || regs[0].Framework().Name != framework {
			t.Errorf("ByCall(%s): %d registrations", s, len(regs))
		}
	}
	if regs := c.ByConversion(sym(t, "github.com/hibiken/asynq.HandlerFunc")); len(regs) != 1 || regs[0].Framework().Table().Name != "asynq" {
		t.Errorf("ByConversion(asynq.HandlerFunc): %d", len(regs))
	}
	if regs := c.Interfaces("github.com/riverqueue/river/rivertype"); !slices.ContainsFunc(regs, func(r *Registration) bool {
		return slices.Contains(r.Symbols(), sym(t, "github.com/riverqueue/river.Worker"))
	}) {
		t.Error("Interfaces of river lack Worker")
	}
	if regs := c.Fields("github.com/hibiken/asynq"); !slices.ContainsFunc(regs, func(r *Registration) bool {
		return slices.Contains(r.Symbols(), sym(t, "github.com/hibiken/asynq.Config.IsFailure"))
	}) {
		t.Error("Fields of asynq lack Config.IsFailure")
	}
	if sigs := c.Signatures("go.temporal.io/sdk/workflow"); len(sigs) != 3 || sigs[0].Framework().Policy != Forbid {
		t.Errorf("Signatures of Temporal: %d", len(sigs))
	}
	if f := c.IsAsync(sym(t, "(github.com/lovoo/goka.Context).DeferCommit")); f == nil || f.Name != "goka" {
		t.Error("IsAsync(DeferCommit)")
	}
	if f := c.IsPerCall(sym(t, "github.com/lovoo/goka.Context")); f == nil || f.Name != "goka" {
		t.Error("IsPerCall(goka.Context)")
	}
	if f := c.IsChannel(sym(t, "(github.com/Shopify/sarama.ConsumerGroupClaim).Messages")); f == nil || f.Name != "sarama" {
		t.Error("IsChannel(Messages)")
	}
	for s, sleeps := range map[string]bool{
		"time.Sleep": true, "time.After": false, "time.AfterFunc": false, "github.com/samber/lo.AttemptWithDelay": false,
		"k8s.io/client-go/util/retry.OnError": false, "(*github.com/juju/ratelimit.Bucket).WaitMaxDuration": false,
	} {
		if call := c.Call(sym(t, s)); call == nil || call.Sleeps() != sleeps {
			t.Errorf("Sleeps of %s: want %v", s, sleeps)
		}
	}
	for many, one := range map[string]string{
		"(*golang.org/x/time/rate.Limiter).AllowN":                      "(golang.org/x/time/rate.Limiter).Allow",
		"(*github.com/jobvet/jobvet/ratelimit.Limiter).TryAcquireN":     "(github.com/jobvet/jobvet/ratelimit.Limiter).TryAcquire",
		"(*github.com/jobvet/jobvet/ratelimit.Limiter).TryAcquire":      "",
		"(*github.com/juju/ratelimit.Bucket).TakeAvailable":             "",
		"(*github.com/jobvet/jobvet/ratelimit.Reservation).TryAcquireN": "",
	} {
		if got := c.Single(sym(t, many)).String(); got != one {
			t.Errorf("Single(%s) is %s, want %s", many, got, one)
		}
	}
	for _, s := range []Symbol{{}, sym(t, "time.Sleep"), sym(t, "github.com/lovoo/goka.Input")} {
		if c.IsAsync(s) != nil || c.IsPerCall(s) != nil || c.IsChannel(s) != nil || c.ByConversion(s) != nil {
			t.Errorf("%v is too much", s)
		}
	}
}

func TestExtend(t *testing.T) {
	base := Default()
	tables, err := Parse("mine.json", []byte(`[
{
  "modules": ["golang.org/x/time"], "name": "mine",
  "calls": [
    {"call": "(*~/rate.Limiter).Wait", "class": "nonblocking", "note": "Ours never waits."},
    {"call": "~/rate.Mine", "class": "blocking", "effect": "ratewait"}
  ]
},
{
  "modules": ["github.com/hibiken/asynq"], "name": "asynq",
  "frameworks": [{
    "name": "asynq, ours", "policy": "forbid", "wait": "w", "spawn": "s",
    "operators": [
      {"interface": "~.Handler", "hot": ["ProcessTask"]},
      {"call": "(*~.ServeMux).HandleFunc", "args": [1]},
      {"convert": "~.HandlerFunc", "role": "lifecycle"}
    ],
    "signatures": [{"func": "func(*~.Task)"}]
  }]
},
{
  "modules": ["mycorp/streams"], "name": "streams",
  "frameworks": [{
    "name": "streams", "policy": "forbid", "wait": "w", "spawn": "s",
    "operators": [{"call": "~/flow.Map", "args": [0]}],
    "channels": ["(~/flow.Op).In"], "async": ["~/flow.Later"], "per_call": ["~/flow.Context"]
  }]
},
{
  "modules": ["std"], "name": "mystd",
  "calls": [{"call": "(*net/rpc.Client).Call", "class": "blocking", "effect": "syncwait"}],
  "callbacks": ["go/token"]
}]`))
	if err != nil {
		t.Fatal(err)
	}
	c := base.Extend(tables)

	wait, waitN := sym(t, "(*golang.org/x/time/rate.Limiter).Wait"), sym(t, "(*golang.org/x/time/rate.Limiter).WaitN")
	if got := c.Call(wait); got.Class != NonBlocking {
		t.Errorf("Wait is %s: the user's entry does not win", got.Class)
	}
	if got := c.Call(waitN); got == nil || got.Effect != "ratewait" {
		t.Errorf("WaitN: %+v: the embedded entry is lost", got)
	}
	if c.Call(sym(t, "golang.org/x/time/rate.Mine")) == nil {
		t.Error("rate.Mine is lost")
	}
	if got := base.Call(wait); got.Effect != "ratewait" || base.Call(sym(t, "golang.org/x/time/rate.Mine")) != nil {
		t.Error("Extend changed the catalogue that it extends")
	}

	if regs := c.ByCall(sym(t, "(*github.com/hibiken/asynq.ServeMux).HandleFunc")); len(regs) != 1 || regs[0].Framework().Policy != Forbid {
		t.Error("the user's registration does not win")
	}
	if regs := c.ByConversion(sym(t, "github.com/hibiken/asynq.HandlerFunc")); len(regs) != 1 || regs[0].Role != "lifecycle" {
		t.Error("the user's conversion does not win")
	}
	if regs := c.ByCall(sym(t, "(*github.com/hibiken/asynq.ServeMux).Use")); len(regs) != 1 || regs[0].Framework().Policy != Bounded {
		t.Error("the embedded registration is lost")
	}
	var names []string
	for _, r := range c.Interfaces("github.com/hibiken/asynq") {
		for _, s := range r.Symbols() {
			names = append(names, r.Framework().Name+": "+s.Name)
		}
	}
	if want := []string{"asynq, ours: Handler", "asynq: GroupAggregator"}; !slices.Equal(names, want) {
		t.Errorf("interfaces %q, want %q", names, want)
	}
	if sigs := c.Signatures("github.com/hibiken/asynq"); len(sigs) != 2 || sigs[0].Framework().Name != "asynq, ours" {
		t.Errorf("%d signatures", len(sigs))
	}

	if !c.Owns("mycorp/streams/flow") || c.Owns("mycorp/streamsx") || len(c.ByCall(sym(t, "mycorp/streams/flow.Map"))) != 1 {
		t.Error("a module without a dot")
	}
	if c.IsChannel(sym(t, "(mycorp/streams/flow.Op).In")) == nil || c.IsAsync(sym(t, "mycorp/streams/flow.Later")) == nil || c.IsPerCall(sym(t, "mycorp/streams/flow.Context")) == nil {
		t.Error("channels, async, per_call")
	}
	if !c.Owns("net/rpc") || base.Owns("net/rpc") || c.Call(sym(t, "(*net/rpc.Client).Call")) == nil || c.Call(sym(t, "time.Sleep")) == nil || !c.Callback("go/token") || !c.Callback("slices") {
		t.Error("the user's table of the standard library")
	}
	if all := c.Tables(); len(all) != len(base.Tables())+4 || all[0].Name != "asynq" || all[4].Name != "amqp091" {
		t.Error("Tables")
	}
	twice := c.Extend(tables[2:3])
	if twice.Call(wait).Class != NonBlocking || twice.Call(waitN) == nil {
		t.Error("extended twice")
	}
}

func TestConcurrent(t *testing.T) {
	c := load(tableFS())
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for _, table := range c.Tables() {
				for _, call := range table.Calls {
					if c.Call(call.Symbols()[0]) == nil {
						t.Errorf("%v not found", call.Symbols()[0])
					}
				}
			}
		})
	}
	group.Wait()
}

func TestMatchNothing(t *testing.T) {
	for _, table := range Default().Tables() {
		for _, f := range table.Frameworks {
			for _, s := range f.Signatures {
				if s.Match(types.NewSignatureType(nil, nil, nil, nil, nil, false)) {
					t.Errorf("%s: %s matches func()", f.Name, s.Func)
				}
			}
		}
	}
}
