// Package recovered has a job that the chain of its scheduler recovers.
package recovered

import (
	"os"

	"github.com/robfig/cron/v3"
)

func job() {
	if len(os.Args) > 2 {
		os.Exit(1) // want `^jobexit: caution: `
	}
	panic("no")
}

func main(c *cron.Cron) {
	c.AddJob("@daily", cron.NewChain(cron.Recover(nil)).Then(cron.FuncJob(job)))
}
