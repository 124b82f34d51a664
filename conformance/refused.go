package conformance

// refused are the modules of the catalogue that the module proxy does not
// serve: it answers 403, "This module version is not available", for every
// version or, of durabletask-go, for the one that the table describes. Their
// tables were read off the source of the newest tag.
var refused = []string{
	"github.com/Jeffail/tunny",
	"github.com/RichardKnop/machinery/v1",
	"github.com/RichardKnop/machinery/v2",
	"github.com/acaloiaro/neoq",
	"github.com/apache/flink-statefun/statefun-sdk-go/v3",
	"github.com/apache/pulsar/pulsar-function-go",
	"github.com/argoproj-labs/argo-dataflow",
	"github.com/beefsack/go-rate",
	"github.com/benthosdev/benthos/v4",
	"github.com/bsm/ratelimit/v3",
	"github.com/contribsys/faktory_worker_go",
	"github.com/dapr/durabletask-go",
	"github.com/gocraft/work",
	"github.com/hatchet-dev/hatchet",
	"github.com/inngest/inngestgo",
	"github.com/kevinms/leakybucket-go",
	"github.com/lovoo/goka",
	"github.com/marusama/semaphore/v2",
	"github.com/mennanov/limiters",
	"github.com/numaproj/numaflow-go",
	"github.com/platinummonkey/go-concurrency-limits",
	"github.com/reactivex/rxgo/v2",
	"github.com/redpanda-data/benthos/v4",
	"github.com/reugn/go-streams",
	"github.com/slok/goresilience",
	"github.com/vgarvardt/gue/v6",
	"github.com/warpstreamlabs/bento",
	"go.uber.org/cadence",
}

// newer are names that are younger than the newest version that the module
// proxy serves.
var newer = []string{
	"(~/service/common.Service).AddTopicEventSubscriber", // dapr/go-sdk v1.14.2
}
