// Package jobexit has operators that end more than their own work, and some
// that only seem to.
package jobexit

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"runtime"
	"sync"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	beamlog "github.com/apache/beam/sdks/v2/go/pkg/beam/log"
	"github.com/hibiken/asynq"
	"github.com/riverqueue/river"
	"github.com/robfig/cron/v3"
	zerolog "github.com/rs/zerolog/log"
	"github.com/sirupsen/logrus"
	"go.uber.org/zap"
	"k8s.io/klog/v2"
)

func fetch(int) error { return errors.New("no") }
func compute()        {}

// Enrich is a Beam DoFn.
type Enrich struct {
	logger *zap.Logger
	once   sync.Once
	mu     sync.Mutex
}

// What a worker cannot start without it may end with.
func (e *Enrich) Setup() {
	if err := fetch(0); err != nil {
		log.Fatal(err)
	}
}

func (e *Enrich) Teardown() { os.Exit(1) }

func (e *Enrich) ProcessElement(ctx context.Context, x int, emit func(int)) error {
	if err := fetch(x); err != nil {
		log.Fatalf("fetch: %v", err) // want `^jobexit: operator \(\*Enrich\)\.ProcessElement \(beam\.ParDo, jobexit\.go:\d+\) ends the process in log\.Fatalf; the worker dies with all its bundles, and the job only says that it was disconnected: return the error instead of ending the process; Beam fails the job with it$`
	}
	switch x {
	case 1:
		os.Exit(3) // want `^jobexit: operator .* ends the process in os\.Exit;`
	case 2:
		log.Default().Fatal("no") // want `^jobexit: operator .* ends the process in \(\*log\.Logger\)\.Fatal;`
	case 3:
		e.logger.Fatal("no", zap.Error(nil)) // want `^jobexit: operator .* in \(\*zap\.Logger\)\.Fatal;`
	case 4:
		logrus.WithError(nil).Fatal("no") // want `^jobexit: operator .* in \(\*logrus\.Entry\)\.Fatal;`
	case 5:
		klog.Exit("no") // want `^jobexit: operator .* in klog\.Exit;`
	case 6:
		zerolog.Fatal().Msg("no") // want `^jobexit: operator .* in log\.Fatal;`
	case 7:
		beamlog.Exitf(ctx, "no") // want `^jobexit: operator .* in log\.Exitf;`
	case 8:
		runtime.Goexit() // want `^jobexit: operator .* ends the goroutine that runs it in runtime\.Goexit; it never returns to its caller, which learns of no result and no error: return the error$`
	case 9:
		die("a", "b")
	case 10:
		e.once.Do(func() {
			log.Fatal("no") // want `^jobexit: operator .* via \(\*Enrich\)\.ProcessElement\.func\d+;`
		})
	case 11:
		defer func() {
			if r := recover(); r != nil {
				os.Exit(2) // want `^jobexit: operator`
			}
		}()
	case 12:
		defer os.Exit(2) // want `^jobexit: operator`
	case 13:
		run(os.Exit) // want `^jobexit: operator .* ends the process in os\.Exit`
	case 14:
		var quit exiter = loud{}
		quit.exit()
	case 15:
		zerolog.Error().Msg("fine")
		logrus.WithError(nil).Error("fine")
		e.logger.Error("fine")
	}
	return nil
}

func die(v ...string) {
	log.Println(v)
	os.Exit(1) // want `^jobexit: operator \(\*Enrich\)\.ProcessElement .* via die;`
}

func run(f func(int)) { f(1) }

type exiter interface{ exit() }

type loud struct{}

func (loud) exit() { os.Exit(1) } // want `^jobexit: operator .* via loud\.exit;`

// Tame is a Beam DoFn that ends nothing.
type Tame struct{ later []func() }

func (t *Tame) ProcessElement(ctx context.Context, x int, emit func(int)) error {
	// Beam recovers what panics on its own goroutine, and fails the bundle.
	if x == 0 {
		panic("no")
	}
	if x == 1 {
		log.Panic("no")
	}
	beamlog.Fatal(ctx, "panics, and Beam recovers it")

	// Only built, and run elsewhere.
	t.later = append(t.later, func() { os.Exit(1) })
	keep(func() { log.Fatal("no") })
	_ = func() { os.Exit(1) }
	if x == 2 {
		return nil
		log.Fatal("never")
	}
	return nil
}

func (t *Tame) FinishBundle() {
	if debug {
		os.Exit(1)
	}
	if !debug {
		return
	} else {
		os.Exit(1)
	}
}

const debug = false

// released has exits that only a debug build comes to, and some that all do.
func released(ctx context.Context, t *asynq.Task) error {
	if debug && t != nil {
		os.Exit(1)
	}
	if t == nil && (debug || t.Type() == "" && debug) {
		os.Exit(1)
	}
	for debug {
		os.Exit(1)
	}
	if debug || t != nil {
		os.Exit(1) // want `^jobexit: operator released`
	}
	switch t == nil {
	case false:
		os.Exit(1) // want `^jobexit: operator released`
	}
	for !debug && t != nil {
		os.Exit(1) // want `^jobexit: operator released`
	}
	if !debug || t == nil {
		return nil
	}
	os.Exit(1)
	return nil
}

func keep(f func()) { kept = append(kept, f) }

var kept []func()

// endless never comes to its exit.
func endless(ctx context.Context, t *asynq.Task) error {
	for {
		if err := fetch(1); err != nil {
			return err
		}
	}
	log.Fatal("never")
	return nil
}

// onlyHere says that it is not meant for the cluster.
func onlyHere(ctx context.Context, t *asynq.Task) error {
	if os.Getenv("LOCAL") != "" {
		//jobvet:local a developer wants to see it at once
		log.Fatal("no")
	}
	dump()
	log.Fatal("no") //jobvet:ignore jobexit a test of ours
	return nil
}

//jobvet:local for developers only
func dump() { os.Exit(0) }

// noError returns no error, so that it has to say it in another way.
func noError(x int, emit func(int)) {
	log.Fatal("no") // want `^jobexit: operator noError .*: hand the failure to the framework instead$`
}

type Args struct{}

func (Args) Kind() string { return "args" }

// Spawner is a river worker with goroutines that panic.
type Spawner struct {
	river.WorkerDefaults[Args]
	mu sync.Mutex
}

func (s *Spawner) Work(ctx context.Context, job *river.Job[Args]) error {
	var wg sync.WaitGroup
	defer wg.Wait()
	wg.Add(10)
	ctx, cancel := context.WithCancel(ctx)
	go func() {
		defer wg.Done()
		if err := fetch(1); err != nil {
			panic(err) // want `^jobexit: operator \(\*Spawner\)\.Work \(.*\) starts a goroutine that ends the process in panic; .*: recover in the goroutine, and hand the operator an error$`
		}
	}()
	go func() {
		defer wg.Done()
		defer cancel()
		defer close(make(chan int))
		defer s.mu.Unlock()
		defer compute()
		log.Panicf("no: %v", 1) // want `^jobexit: operator .* ends the process in log\.Panicf;`
	}()
	go func() {
		defer wg.Done()
		log.Fatal("no") // want `^jobexit: operator .* ends the process in log\.Fatal via \(\*Spawner\)\.Work\.func\d+;`
	}()
	go panic("no") // want `^jobexit: operator .* ends the process in panic;` `^gospawn: `
	go s.loop(&wg) // gospawn: joined
	go os.Exit(1)  // want `^jobexit: operator .* ends the process in os\.Exit;` `^gospawn: `
	go func() {
		defer wg.Done()
		go func() {
			panic(errors.New("nested")) // want `^jobexit: operator .* via \(\*Spawner\)\.Work\.func\d+;`
		}()
	}()

	// Assertions are less certain.
	go func() {
		defer wg.Done()
		switch job.Args {
		case Args{}:
		default:
			panic(fmt.Sprint(1)) // want `^jobexit: caution: operator .* ends the process in panic;`
		}
	}()
	go func() {
		defer wg.Done()
		panic(fmt.Sprintf("unexpected state %d", 1)) // want `^jobexit: caution: operator`
	}()

	// These are recovered, or may be.
	go func() {
		defer wg.Done()
		defer func() { _ = recover() }()
		panic("no")
	}()
	go func() {
		defer wg.Done()
		defer logPanic()
		panic("no")
	}()
	go func() {
		defer wg.Done()
		defer s.after()
		panic("no") // want `^jobexit: operator`
	}()
	go func() {
		defer wg.Done()
		defer handler()
		panic("no")
	}()
	go func() {
		defer wg.Done()
		defer sync.OnceFunc(logPanic)() // what the standard library returns may be anything
		panic("no")
	}()

	// This ends nothing but itself.
	go func() {
		defer wg.Done()
		runtime.Goexit()
	}()
	go func() {
		defer wg.Done()
		for {
			compute()
		}
		panic("never")
	}()
	return nil
}

func (s *Spawner) loop(wg *sync.WaitGroup) {
	defer wg.Done()
	if fetch(2) != nil {
		panic("loop") // want `^jobexit: operator .* ends the process in panic via \(\*Spawner\)\.loop;`
	}
}

// after recovers nothing: only what a deferred function itself recovers counts.
func (s *Spawner) after() { handler() }

var handler = func() { recover() }

func logPanic() {
	if r := recover(); r != nil {
		log.Print(r)
	}
}

func job() {
	log.Fatal("no") // want `^jobexit: caution: operator job \(.*Cron\.AddFunc`
}

func init() { log.Fatal("no operator reaches it") }

func main() {
	if err := run2(); err != nil {
		log.Fatal(err)
	}
	os.Exit(0)
}

func run2() error {
	var s beam.Scope
	var col beam.PCollection
	beam.ParDo(s, &Enrich{}, col)
	beam.ParDo(s, &Tame{}, col)
	beam.ParDo(s, noError, col)
	mux := asynq.NewServeMux()
	mux.HandleFunc("endless", endless)
	mux.HandleFunc("released", released)
	mux.HandleFunc("local", onlyHere)
	river.AddWorker(river.NewWorkers(), &Spawner{})
	_, err := cron.New().AddFunc("@daily", job)
	return err
}
