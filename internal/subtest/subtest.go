// Package subtest is for tests that do their work for many inputs at once,
// because it costs less than to do it for each. It gives them a subtest for each
// input all the same, so that go test -run selects inputs, and only those need
// be worked on.
package subtest

import (
	"fmt"
	"strings"
	"testing"
)

// A Set is the subtests of one test. It is used by the test's own goroutine.
type Set struct {
	t      *testing.T
	names  []string
	asked  map[string]bool     // by name; false if -run leaves it out
	faults map[string][]string // by name
}

// Start starts a subtest for each name that -run asks for. A name with slashes
// is that of a subtest of a subtest. All of them end after the test that calls
// Start has returned, and fail if it has called Errorf for them.
func Start(t *testing.T, names []string) *Set {
	t.Helper()
	s := &Set{t: t, asked: make(map[string]bool), faults: make(map[string][]string)}
	for _, name := range names {
		s.asked[name] = false
	}
	s.start(t, "", names)
	return s
}

// start starts the subtests whose names, below a folder, are the given ones.
func (s *Set) start(t *testing.T, folder string, names []string) {
	t.Helper()
	var firsts []string
	below := make(map[string][]string) // by first element
	leaf := make(map[string]bool)
	for _, name := range names {
		first, rest, deep := strings.Cut(name, "/")
		if !leaf[first] && below[first] == nil {
			firsts = append(firsts, first)
		}
		if deep {
			below[first] = append(below[first], rest)
		} else {
			leaf[first] = true
		}
	}
	for _, first := range firsts {
		t.Run(first, func(t *testing.T) {
			name := folder + first
			if leaf[first] {
				s.names = append(s.names, name)
				s.asked[name] = true
			}
			s.start(t, name+"/", below[first])
			t.Parallel() // stops here until the test around it has returned
			for _, fault := range s.faults[name] {
				t.Error(fault)
			}
		})
	}
}

// Names returns the names that -run asks for, in the order they were given in,
// with those of one folder together.
func (s *Set) Names() []string { return s.names }

// Asked reports whether -run asks for a name.
func (s *Set) Asked(name string) bool { return s.asked[name] }

// Errorf makes a subtest fail with a message. The whole test fails if there is no
// subtest of that name, and nothing does if -run leaves it out.
func (s *Set) Errorf(name, format string, args ...any) {
	s.t.Helper()
	asked, known := s.asked[name]
	switch {
	case asked:
		s.faults[name] = append(s.faults[name], fmt.Sprintf(format, args...))
	case !known:
		s.t.Errorf(format, args...)
	}
}
