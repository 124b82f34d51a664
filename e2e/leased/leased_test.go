// Package leased tests that pipelines in several processes keep one limit, whose permits their
// workers lease from Redis.
package leased

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"reflect"
	"sync"
	"testing"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/prism"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/passert"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/ptest"
	"github.com/redis/go-redis/v9"

	"github.com/jobvet/jobvet/internal/daemon"
	"github.com/jobvet/jobvet/ratelimit/beamlimit"
	"github.com/jobvet/jobvet/ratelimit/lease"
)

// The limit of both processes together, and how many elements each of them has.
const (
	rate  = 40
	burst = 8
	each  = 60
)

// addressOf is an environment variable: the store of a process that runs a pipeline.
const addressOf = "JOBVET_E2E_LEASE"

func init() {
	register.DoFn2x0[int, func(int)](&numbersFn{})
	register.Emitter1[int]()
	beam.RegisterType(reflect.TypeFor[lease.Limiter]())
}

func TestMain(m *testing.M) {
	// Prism 2.77 splits bundles with keys that are worked on.
	if err := flag.Set("experiments", "prism_disable_sdf_split"); err != nil {
		panic(err)
	}
	ptest.MainWithDefault(m, "prism")
}

// numbersFn emits numbers. Its worker leases the permits for what comes after it.
type numbersFn struct {
	Address string
	client  *redis.Client
	limiter *lease.Limiter
}

// Setup begins to lease permits in this worker.
func (f *numbersFn) Setup(ctx context.Context) error {
	var err error
	f.client = redis.NewClient(&redis.Options{Addr: f.Address, ContextTimeoutEnabled: true})
	f.limiter, err = lease.New(ctx, f.client, "jobs", rate, burst)
	return err
}

// ProcessElement emits the numbers below n.
func (f *numbersFn) ProcessElement(n int, emit func(int)) {
	for i := range n {
		emit(i)
	}
}

// Teardown gives back what is left.
func (f *numbersFn) Teardown(ctx context.Context) error {
	return errors.Join(f.limiter.Close(ctx), f.client.Close())
}

// TestPipeline is what each process runs.
func TestPipeline(t *testing.T) {
	address := os.Getenv(addressOf)
	if address == "" {
		t.Skip("TestThrottle runs it in processes of their own")
	}
	c := redis.NewClient(&redis.Options{Addr: address, ContextTimeoutEnabled: true})
	defer c.Close()
	l, err := lease.New(t.Context(), c, "jobs", rate, burst)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close(context.Background())
	p, s := beam.NewPipelineWithRoot()
	out := beamlimit.Throttle(s, beam.ParDo(s, &numbersFn{Address: address}, beam.Create(s, each)), l)
	var want []any
	for i := range each {
		want = append(want, i)
	}
	passert.Equals(s, out, want...)
	if err := ptest.Run(p); err != nil {
		t.Fatal(err)
	}
}

// TestThrottle runs two processes, each with a runner and a worker: all elements come, not faster than one limit allows.
func TestThrottle(t *testing.T) {
	s, err := daemon.StartRedis(t.Context(), 0)
	if errors.Is(err, daemon.ErrMissing) {
		t.Skipf("NOT TESTED: %v; .ci/run installs it", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer s.Stop()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	const processes = 2
	var wg sync.WaitGroup
	start := time.Now()
	for range processes {
		wg.Go(func() {
			cmd := exec.CommandContext(t.Context(), self, "-test.run=^TestPipeline$", "-test.v")
			cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%s", addressOf, daemon.Address(s.Port)))
			out, err := cmd.CombinedOutput()
			if err != nil || !bytes.Contains(out, []byte("--- PASS: TestPipeline")) {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
	wg.Wait()
	took, least := time.Since(start), time.Duration(processes*each-burst)*time.Second/rate
	t.Logf("%d elements in %v; the limit allows it in %v", processes*each, took, least)
	if took < least {
		t.Errorf("done in %v; the limit allows it in %v", took, least)
	}
}
