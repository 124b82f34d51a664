// Package store waits if it is told to.
package store

import "time"

func Save(x int, sync bool) {
	if sync {
		time.Sleep(time.Second)
	}
}
