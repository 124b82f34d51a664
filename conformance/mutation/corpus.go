package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/conformance/internal/tool"
)

// A source is a package of a real module with operators in it.
type source struct {
	module string
	dirs   []string
	// example is a file of a package's tests that becomes a package of its own.
	example string
	// short tells that the quick run takes it.
	short bool
}

// sources are taken from what conformance/go.mod pins, at its versions. A
// package may import only modules that are pinned there, and no internal ones.
var sources = []source{
	{module: "github.com/ThreeDotsLabs/watermill", short: true, dirs: []string{"message/router/middleware", "components/requestreply", "components/forwarder", "components/requeuer"}},
	{module: "github.com/lovoo/goka", short: true, dirs: []string{
		"examples/1-simplest", "examples/2-clicks", "examples/3-messaging/collector", "examples/3-messaging/detector",
		"examples/3-messaging/blocker", "examples/3-messaging/translator", "examples/5-multiple", "examples/8-monitoring",
		"examples/9-defer-commit", "examples/10-visit"}},
	{module: "github.com/hibiken/asynq", short: true, dirs: []string{"."}, example: "example_test.go"},
	{module: "github.com/nats-io/nats.go", short: true, dirs: []string{
		"examples/nats-sub", "examples/nats-qsub", "examples/nats-rply", "examples/jetstream/js-consume", "examples/jetstream/js-parallel-consume",
		"examples/docs/learn-jetstream-acknowledgment-nakWithDelay", "examples/docs/learn-jetstream-acknowledgment-termPoison",
		"examples/docs/learn-jetstream-worker-pool-worker", "examples/docs/request-reply-calculator", "examples/docs/basics-subscribe"}},
	{module: "github.com/apache/beam/sdks/v2", dirs: []string{
		"go/examples/snippets", "go/pkg/beam/transforms/filter", "go/pkg/beam/transforms/periodic", "go/pkg/beam/transforms/batch"}},
	{module: "github.com/adjust/rmq/v5", dirs: []string{"example/consumer", "example/batch_consumer"}},
	{module: "github.com/inngest/inngestgo", dirs: []string{"examples/http", "examples/connect"}},
	{module: "cloud.google.com/go/pubsub/v2", dirs: []string{"."}, example: "example_test.go"},
	{module: "cloud.google.com/go/pubsub", dirs: []string{"."}, example: "example_test.go"},
	{module: "github.com/wagslane/go-rabbitmq", dirs: []string{"examples/consumer"}},
	{module: "github.com/go-co-op/gocron/v2", dirs: []string{"."}, example: "example_test.go"},
	{module: "github.com/eclipse/paho.mqtt.golang", dirs: []string{"cmd/sample", "cmd/routing", "cmd/simple"}},
}

// A workspace is the module in which statements are planted.
type workspace struct {
	dir    string // below it src, the real packages, and m, the planted ones
	jobvet string // the binary
}

const modulePath = "example.com/planted"

// newWorkspace makes a module in dir that requires all that this one requires,
// and builds jobvet.
func newWorkspace(dir string) (*workspace, error) {
	root, err := filepath.Abs(filepath.Join(tool.ModuleDir(), ".."))
	if err != nil {
		return nil, err
	}
	w := &workspace{dir: dir, jobvet: filepath.Join(dir, "jobvet.exe")}
	mod, err := os.ReadFile(filepath.Join(tool.ModuleDir(), "go.mod"))
	if err != nil {
		return nil, err
	}
	text := string(mod)
	_, rest, ok := strings.Cut(text, "\ngo ")
	if !ok {
		return nil, fmt.Errorf("go.mod has no go line")
	}
	text = "module " + modulePath + "\n\ngo " + strings.ReplaceAll(rest, "=> ../", "=> "+root+"/")
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte(text), 0o666); err != nil {
		return nil, err
	}
	sum, err := os.ReadFile(filepath.Join(tool.ModuleDir(), "go.sum"))
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(dir, "go.sum"), sum, 0o666); err != nil {
		return nil, err
	}
	if err := tool.Build(w.jobvet); err != nil {
		return nil, err
	}
	return w, nil
}

// run runs a program in the workspace and returns what it prints.
func (w *workspace) run(name string, args ...string) (stdout, stderr []byte, err error) {
	return tool.Run(w.dir, name, args...)
}

// copySources copies the real packages to src.
func (w *workspace) copySources(short bool, only string) error {
	var modules []string
	for _, s := range sources {
		if only != "" && strings.Contains(s.module, only) || only == "" && (s.short || !short) {
			modules = append(modules, s.module)
		}
	}
	out, msg, err := w.run("go", append([]string{"mod", "download", "-json"}, modules...)...)
	if err != nil {
		return fmt.Errorf("go mod download: %v\n%s%s", err, out, msg)
	}
	dirs := make(map[string]string)
	for dec := json.NewDecoder(bytes.NewReader(out)); dec.More(); {
		var m struct{ Path, Dir string }
		if err := dec.Decode(&m); err != nil {
			return err
		}
		dirs[m.Path] = m.Dir
	}
	for _, s := range sources {
		if dirs[s.module] == "" {
			continue
		}
		for _, dir := range s.dirs {
			to := filepath.Join(w.dir, "src", strings.ReplaceAll(path.Join(s.module, dir), "/", "_"))
			if err := copyPackage(filepath.Join(dirs[s.module], dir), to, s.example); err != nil {
				return err
			}
		}
	}
	return nil
}

// copyPackage copies the files of a package, or the one example.
func copyPackage(from, to, example string) error {
	files, err := filepath.Glob(filepath.Join(from, "*.go"))
	if err != nil || len(files) == 0 {
		return fmt.Errorf("no package in %s", from)
	}
	for _, f := range files {
		name := filepath.Base(f)
		switch {
		case example != "" && name != example, example == "" && strings.HasSuffix(name, "_test.go"):
			continue
		}
		name = strings.TrimSuffix(strings.TrimSuffix(name, ".go"), "_test") + ".go"
		if err := copyFile(f, filepath.Join(to, name)); err != nil {
			return err
		}
	}
	return nil
}

// copyFile copies a file. Commands become packages, which are not linked.
func copyFile(from, to string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return tool.Write(to, mainClause.ReplaceAll(data, []byte("package job")))
}

var mainClause = regexp.MustCompile(`(?m)^package main\b`)

// lint runs jobvet over packages, all of which must build.
func (w *workspace) lint(args ...string) (*tool.Report, error) {
	r, err := tool.Lint(w.jobvet, w.dir, args...)
	if err == nil && len(r.Failures) > 0 {
		err = fmt.Errorf("jobvet %s: %v", strings.Join(args, " "), r.Failures)
	}
	if err != nil {
		return nil, err
	}
	return r, nil
}

// operators returns the operators of the real packages, by directory.
func (w *workspace) operators() (map[string][]tool.Operator, error) {
	r, err := w.lint("-operators", "./src/...")
	if err != nil {
		return nil, err
	}
	found := make(map[string][]tool.Operator)
	for _, op := range r.Operators {
		found[path.Dir(op.File)] = append(found[path.Dir(op.File)], op)
	}
	for _, ops := range found {
		slices.SortFunc(ops, func(a, b tool.Operator) int {
			return strings.Compare(fmt.Sprintf("%s:%6d:%6d", a.File, a.Line, a.Column), fmt.Sprintf("%s:%6d:%6d", b.File, b.Line, b.Column))
		})
	}
	return found, nil
}
