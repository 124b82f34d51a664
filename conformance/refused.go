package conformance

// refused are the modules of the catalogue that cannot be had: the module
// proxy answers 403, "This module version is not available", or the checksum
// database does not know the module. Their tables were read off the source.
//
// For many other modules the proxy serves the version of go.mod, but neither
// the list of versions nor the latest one: pin these by hand.
var refused = []string{
	"github.com/apache/pulsar/pulsar-function-go",
	"github.com/bsm/ratelimit/v3",
	"github.com/vgarvardt/gue/v6", // v5 has the same names
}

// gone are packages that the pinned version of their module no longer has;
// their names were checked when they were there.
var gone = []string{
	"github.com/dapr/go-sdk/workflow", // up to v1.11.0
}
