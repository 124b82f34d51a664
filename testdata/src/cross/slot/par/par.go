// Package par has helpers that call functions: at once, in goroutines, or later.
package par

import "sync"

// Each waits for the calls.
func Each[T any](xs []T, f func(T)) {
	var wg sync.WaitGroup
	for _, x := range xs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			f(x)
		}()
	}
	wg.Wait()
}

// Start does not.
func Start(f func()) { go f() }

type Group struct {
	funcs []func() error
	after func()
}

func (g *Group) Add(f func() error) { g.funcs = append(g.funcs, f) }

func (g *Group) After(f func()) { g.after = f }

// Run calls what Add was given, and nothing else.
func (g *Group) Run() error {
	for _, f := range g.funcs {
		if err := f(); err != nil {
			return err
		}
	}
	return nil
}

func (g *Group) Len() int { return len(g.funcs) }
