package gostreams

import (
	"time"

	"github.com/reugn/go-streams/flow"
)

func zip(xs []int) int {
	time.Sleep(1) // want `timewait: operator .*\(flow\.ZipWith, `
	return 0
}

var zipped = flow.ZipWith(zip)
