package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// service is how many packages of a generated module belong together, as they
// do in a repository of many services. Were all connected, the go command would
// take 25 times as long to load ten times as many.
const service = 50

// generate writes a module of n packages. Package i imports up to two with
// higher numbers of its service, one near and one far, and the last of all,
// which is below all others; every tenth declares an operator, every fifth
// sleeps.
func generate(dir string, n int) error {
	if err := write(filepath.Join(dir, "go.mod"), "module example.com/gen\n\ngo 1.26.0\n"); err != nil {
		return err
	}
	for i := range n {
		if err := write(filepath.Join(dir, generatedPath(i), "p.go"), generated(i, n)); err != nil {
			return err
		}
	}
	return nil
}

func write(file, text string) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return err
	}
	return os.WriteFile(file, []byte(text), 0o666)
}

func generatedPath(i int) string { return fmt.Sprintf("d%02d/p%d", i%100, i) }

func generated(i, n int) string {
	var imports []int
	for _, step := range []int{1 + i%3, 17, n - 1 - i} {
		j := i + step
		if step > 0 && j < n && (j == n-1 || j/service == i/service) && (len(imports) == 0 || imports[len(imports)-1] < j) {
			imports = append(imports, j)
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "// Package p%d is generated.\npackage p%[1]d\n\nimport (\n\t\"context\"\n\t\"errors\"\n\t\"sort\"\n\t\"strings\"\n\t\"sync\"\n\t\"time\"\n\n", i)
	for _, j := range imports {
		fmt.Fprintf(&b, "\t\"example.com/gen/%s\"\n", generatedPath(j))
	}
	fmt.Fprint(&b, ")\n", generatedTypes)
	for k := range 5 {
		fmt.Fprintf(&b, generatedStep, k, (k+1)%5)
	}
	fmt.Fprint(&b, "\n// Do works on the keys, and has those do it that it imports.\nfunc Do(ctx context.Context, keys []string) error {\n\ts := New(len(keys))\n\tfor _, k := range keys {\n\t\tif err := s.Step0(ctx, k); err != nil {\n\t\t\treturn err\n\t\t}\n\t}\n")
	if i%5 == 0 {
		fmt.Fprint(&b, "\ttime.Sleep(s.pause)\n")
	}
	for _, j := range imports {
		fmt.Fprintf(&b, "\tif err := p%d.Do(ctx, keys); err != nil {\n\t\treturn err\n\t}\n", j)
	}
	fmt.Fprint(&b, "\treturn nil\n}\n")
	if i%10 == 0 {
		fmt.Fprint(&b, "\n//jobvet:operator free\nfunc Process(ctx context.Context, key string) error { return Do(ctx, []string{key}) }\n")
	}
	return b.String()
}

const generatedTypes = `
// A Store keeps what was seen.
type Store struct {
	mu    sync.Mutex
	seen  map[string]int
	queue chan string
	pause time.Duration
}

// New returns a store for so many keys.
func New(n int) *Store {
	return &Store{seen: make(map[string]int, n), queue: make(chan string, n), pause: time.Millisecond}
}

// Sorted returns the keys, the most frequent first.
func (s *Store) Sorted() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	keys := make([]string, 0, len(s.seen))
	for k := range s.seen {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool { return s.seen[keys[i]] > s.seen[keys[j]] })
	return keys
}

var errEmpty = errors.New("empty key")
`

const generatedStep = `
// Step%[1]d notes a key and goes on until it is short.
func (s *Store) Step%[1]d(ctx context.Context, key string) error {
	if key == "" {
		return errEmpty
	}
	s.mu.Lock()
	s.seen[key]++
	n := s.seen[key]
	s.mu.Unlock()
	parts := strings.FieldsFunc(key, func(r rune) bool { return r == '/' })
	for i, p := range parts {
		switch {
		case i > 4:
			return nil
		case len(p) > 1 && n < 3:
			if err := s.Step%[2]d(ctx, p[1:]); err != nil {
				return err
			}
		}
	}
	select {
	case s.queue <- key:
	case <-ctx.Done():
		return ctx.Err()
	default:
	}
	return nil
}
`
