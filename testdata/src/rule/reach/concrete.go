package reach

import (
	"context"
	"time"
)

type halter interface{ pause() }

type hurried struct{}

func (hurried) pause() {}

type sluggish struct{}

func (sluggish) pause() {
	time.Sleep(1) // want `^timewait: operator overSluggish \(.*\) sleeps in time\.Sleep via sluggish\.pause; [^(]*$`
}

// Only one of the two types is behind the interface, so that the other one
// neither makes a finding nor a doubt.

//jobvet:operator
func overHurried(ctx context.Context) {
	var p halter = hurried{}
	p.pause()
}

//jobvet:operator
func overSluggish(ctx context.Context) {
	var p halter = sluggish{}
	p.pause()
}
