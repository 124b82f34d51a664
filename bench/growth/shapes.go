package main

import (
	"fmt"
	"strings"
)

// A shape is a kind of package that grows: its source for a size n. What is in
// it should cost the analysis time in proportion to n.
type shape struct {
	name, what string
	write      func(w *writer, n int)
}

// A writer makes a file.
type writer struct{ strings.Builder }

func (w *writer) line(format string, args ...any) {
	fmt.Fprintf(&w.Builder, format, args...)
	w.WriteByte('\n')
}

// repeat writes a line for each i below n, with i in place of the verbs.
func (w *writer) repeat(n int, format string, of func(i int) []any) {
	for i := range n {
		w.line(format, of(i)...)
	}
}

// source returns the text of a package.
func (s shape) source(n int) string {
	w := new(writer)
	w.line("package grown\n\nimport (\n\t\"context\"\n\t\"sync\"\n\t\"time\"\n)\n")
	w.line("var (\n\t_ context.Context\n\t_ sync.Mutex\n)\n")
	w.line("const second = time.Second\n")
	s.write(w, n)
	return w.String()
}

const operator = "//jobvet:operator\n"

// calls writes functions of which each calls the next, and the last one waits.
func calls(w *writer, n int, prefix string) {
	w.repeat(n-1, prefix+"func step%d(ctx context.Context) { step%d(ctx) }", func(i int) []any { return []any{i, i + 1} })
	w.line(prefix+"func step%d(ctx context.Context) { time.Sleep(second) }", n-1)
}

var shapes = []shape{
	{"calls", "a chain of n calls", func(w *writer, n int) {
		calls(w, n, "")
		w.line(operator + "func run(ctx context.Context) { step0(ctx) }")
	}},
	{"operators", "the same, and each function is an operator", func(w *writer, n int) { calls(w, n, operator) }},
	{"sites", "the same, and each function waits", func(w *writer, n int) {
		w.repeat(n-1, operator+"func step%d(ctx context.Context) { time.Sleep(second); step%d(ctx) }", func(i int) []any { return []any{i, i + 1} })
		w.line(operator+"func step%d(ctx context.Context) { time.Sleep(second) }", n-1)
	}},
	{"shared", "n operators that share 100 helpers", func(w *writer, n int) {
		calls(w, 100, "")
		w.repeat(n, operator+"func run%d(ctx context.Context) { step%d(ctx) }", func(i int) []any { return []any{i, i % 100} })
	}},
	{"contexts", "a chain of n functions that permute four contexts", func(w *writer, n int) {
		w.line(operator + "func run(ctx context.Context) { turn0(ctx, ctx, context.Background(), ctx) }")
		w.repeat(n, "func turn%d(a, b, c, d context.Context) { turn%[2]d(b, c, d, a); turn%[2]d(context.TODO(), b, a, c) }", func(i int) []any { return []any{i, i + 1} })
		w.line("func turn%d(a, b, c, d context.Context) { <-a.Done(); <-b.Done(); <-c.Done(); <-d.Done() }", n)
	}},
	{"sends", "a function with n sends", func(w *writer, n int) {
		w.line("var out, tokens = make(chan int), make(chan bool)\n\n" + operator + "func run(ctx context.Context) {")
		w.repeat(n, "\tout <- %d\n\ttokens <- true\n\t_ = ctx", func(i int) []any { return []any{i} })
		w.line("}")
	}},
	{"channels", "a function with n channels of its own", func(w *writer, n int) {
		w.line(operator + "func run(ctx context.Context) {")
		w.repeat(n, "\tc%d := make(chan int)\n\tgo func() { c%[1]d <- 1 }()\n\t<-c%[1]d", func(i int) []any { return []any{i} })
		w.line("}")
	}},
	{"spawns", "a function that starts n goroutines and waits for them", func(w *writer, n int) {
		w.line(operator + "func run(ctx context.Context) {\n\tdone := make(chan bool)")
		w.repeat(n, "\tgo func() { done <- true }()", func(int) []any { return nil })
		w.repeat(n, "\t<-done", func(int) []any { return nil })
		w.line("}")
	}},
	{"groups", "a function with n wait groups", func(w *writer, n int) {
		w.line(operator + "func run(ctx context.Context) {\n\tvar err error")
		w.repeat(n, "\tvar g%d sync.WaitGroup\n\tg%[1]d.Add(1)\n\tgo func() { defer g%[1]d.Done() }()\n\tif err != nil { return }\n\tg%[1]d.Wait()", func(i int) []any { return []any{i} })
		w.line("}")
	}},
	{"methods", "an interface with n implementations", func(w *writer, n int) {
		w.line("type doer interface{ do(ctx context.Context) }\n\n" + operator + "func run(ctx context.Context, d doer) { d.do(ctx) }")
		w.repeat(n, "type doer%d struct{}\n\nfunc (doer%[1]d) do(ctx context.Context) { time.Sleep(second) }", func(i int) []any { return []any{i} })
	}},
	{"table", "a map of n functions", func(w *writer, n int) {
		w.line("var table = map[int]func(context.Context){")
		w.repeat(n, "\t%d: func(ctx context.Context) { time.Sleep(second) },", func(i int) []any { return []any{i} })
		w.line("}\n\n" + operator + "func run(ctx context.Context, i int) { table[i](ctx) }")
	}},
	{"literals", "n local functions, of which each calls two others", func(w *writer, n int) {
		w.line(operator + "func run(ctx context.Context) {\n\tf0 := func() { time.Sleep(second) }")
		w.repeat(n-1, "\tf%d := func() { f%d(); f%d() }", func(i int) []any { return []any{i + 1, i, (i + 1) / 2} })
		w.line("\tf%d()\n}", n-1)
	}},
	{"branches", "a chain of n else-ifs that wait", func(w *writer, n int) {
		w.line("var in = make(chan int)\n\n" + operator + "func run(ctx context.Context, x int) {\n\tif x < 0 {\n\t\t<-in")
		w.repeat(n, "\t} else if x == %d {\n\t\t<-in", func(i int) []any { return []any{i} })
		w.line("\t}\n}")
	}},
	{"selects", "n nested selects", func(w *writer, n int) {
		w.line("var in = make(chan int)\n\n" + operator + "func run(ctx context.Context) {")
		w.WriteString(strings.Repeat("select { case <-in:\n", n))
		w.line("%s}", strings.Repeat("}\n", n))
	}},
}
