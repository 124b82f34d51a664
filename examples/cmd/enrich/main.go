// Enrich runs the job: on Beam's Prism in this process, or on a cluster with
// Beam's own flags.
//
//	go run ./cmd/enrich -pattern=recommended
//	go run ./cmd/enrich -pattern=bulk -runner=flink -endpoint=localhost:8099 -environment_type=LOOPBACK
package main

import (
	"context"
	"flag"
	"log"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/debug"
	"github.com/jobvet/jobvet/examples/enrich"
)

func main() {
	pattern := flag.String("pattern", "recommended", "how to keep to the service's limit")
	addresses := flag.Int("addresses", 200, "how many addresses to look up")
	flag.Parse()
	beam.Init()

	p, s := beam.NewPipelineWithRoot()
	lines, err := enrich.Build(s, *pattern, *addresses)
	if err != nil {
		log.Fatal(err)
	}
	debug.Print(s, lines)
	if err := beamx.Run(context.Background(), p); err != nil {
		log.Fatal(err)
	}
}
