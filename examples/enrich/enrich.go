// Package enrich adds countries to addresses, in a Beam pipeline, with a service
// that accepts a limited number of requests a second. It does so in several ways
// that a unit test cannot tell apart; on a cluster only some of them work:
//
//	problematic.go  waits for the limiter, or lets a goroutine wait
//	recommended.go  asks the limiter and gives the element back
//	holding.go      holds elements before they reach the function
//	cautious.go     waits, but not for ever
//	bulk.go         takes the permits of a batch at once
//	mixed.go        shares a client with programs that may wait
package enrich

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/transforms/stats"
)

// A Pattern adds the step that turns addresses into countries to a pipeline.
type Pattern func(s beam.Scope, addrs beam.PCollection) (beam.PCollection, error)

// Patterns are the ways, by name.
func Patterns() map[string]Pattern {
	return map[string]Pattern{
		"waiting":     Waiting,
		"async":       Async,
		"recommended": Recommended,
		"holding":     Holding,
		"cautious":    Cautious,
		"bulk":        Bulk,
		"mixed":       Mixed,
	}
}

// Build adds the whole job to a pipeline: so many addresses, their countries by
// one of the patterns, and how many addresses each country has, as lines.
func Build(s beam.Scope, pattern string, addresses int) (beam.PCollection, error) {
	add, ok := Patterns()[pattern]
	if !ok {
		names := slices.Sorted(maps.Keys(Patterns()))
		return beam.PCollection{}, fmt.Errorf("no pattern %q: there are %s", pattern, strings.Join(names, ", "))
	}
	addrs := make([]string, addresses)
	for i := range addrs {
		addrs[i] = fmt.Sprintf("%d Main Street", i)
	}
	countries, err := add(s, beam.CreateList(s, addrs))
	if err != nil {
		return beam.PCollection{}, err
	}
	return beam.ParDo(s, line, stats.Count(s, countries)), nil
}

func line(country string, n int) string { return fmt.Sprintf("%s %d", country, n) }

func init() { register.Function2x1(line) }
