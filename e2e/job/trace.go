package job

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
)

// Places in a pipeline whose elements are recorded.
const (
	In      = "in"      // on the way into the operator under test
	Emitted = "emitted" // what the operator emits, in the bundle in which it does
	Out     = "out"     // behind a shuffle: output that the runner has committed
)

// Trace is a DoFn that appends a line for each element to a file and passes the
// element on.
type Trace struct {
	// Path is the file, Place one of the places above.
	Path, Place string

	file *os.File
}

// Setup opens the file.
func (t *Trace) Setup(context.Context) error {
	f, err := os.OpenFile(t.Path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o644)
	t.file = f
	return err
}

// ProcessElement records the element. A line is one write, so that lines of
// several processes do not mix.
func (t *Trace) ProcessElement(_ context.Context, x int, emit func(int)) error {
	if _, err := fmt.Fprintf(t.file, "%s %d %d %d\n", t.Place, time.Now().UnixMicro(), os.Getpid(), x); err != nil {
		return err
	}
	emit(x)
	return nil
}

// Teardown closes the file.
func (t *Trace) Teardown() error { return t.file.Close() }

func init() {
	register.DoFn3x1[context.Context, int, func(int), error](&Trace{})
	register.Emitter1[int]()
}

// Record adds a Trace to the pipeline.
func Record(s beam.Scope, path, place string, in beam.PCollection) beam.PCollection {
	return beam.ParDo(s, &Trace{Path: path, Place: place}, in)
}

// A Line is one element at one place.
type Line struct {
	Place string
	Time  time.Time
	// PID is the worker process.
	PID   int
	Value int
}

// ReadTrace reads what the workers have written so far. A file that does not
// exist is a run without elements.
func ReadTrace(path string) ([]Line, error) {
	f, err := os.Open(path)
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var lines []Line
	for in := bufio.NewScanner(f); in.Scan(); {
		var l Line
		var micros int64
		// The last line may be cut off where a worker was killed.
		if _, err := fmt.Sscanf(in.Text(), "%s %d %d %d", &l.Place, &micros, &l.PID, &l.Value); err != nil {
			continue
		}
		l.Time = time.UnixMicro(micros)
		lines = append(lines, l)
	}
	return lines, nil
}
