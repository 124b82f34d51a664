package enrich

import (
	"flag"
	"fmt"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/passert"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/ptest"
	"github.com/jobvet/jobvet/examples/geo"
)

// The cluster context: the functions are encoded, sent to a worker and run in
// bundles. Prism, in this process, is what there is everywhere; the same tests
// run on a cluster:
//
//	go test ./enrich -run Cluster -runner=flink -endpoint=localhost:8099 -environment_type=LOOPBACK
//
// Prism 2.77 must not split bundles of functions that hold state: some of it would be lost.
func TestMain(m *testing.M) {
	if err := flag.Set("experiments", "prism_disable_sdf_split"); err != nil {
		panic(err)
	}
	ptest.Main(m)
}

// On a runner, no pattern may lose an address. (The two problematic ones do not
// lose any either: they hold the bundle up.)
func TestCluster(t *testing.T) {
	const addresses = 60 // three times the burst
	for name := range Patterns() {
		t.Run(name, func(t *testing.T) {
			p, s := beam.NewPipelineWithRoot()
			lines, err := Build(s, name, addresses)
			if err != nil {
				t.Fatal(err)
			}
			passert.Equals(s, lines, beam.CreateList(s, wantLines(addresses)))
			ptest.RunAndValidate(t, p)
		})
	}
}

func TestUnknownPattern(t *testing.T) {
	_, s := beam.NewPipelineWithRoot()
	if _, err := Build(s, "hopeful", 1); err == nil {
		t.Error("no error")
	}
}

func wantLines(addresses int) []string {
	counts := make(map[string]int)
	for i := range addresses {
		counts[geo.Country(fmt.Sprintf("%d Main Street", i))]++
	}
	var lines []string
	for country, n := range counts {
		lines = append(lines, line(country, n))
	}
	return lines
}
