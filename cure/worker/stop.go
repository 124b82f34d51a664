package worker

import "time"

// Within stops a worker, and returns after a second if it has not stopped by then: the
// program ends all the same.
func Within(stop func()) {
	stopped := make(chan struct{})
	go func() {
		stop()
		close(stopped)
	}()
	select {
	case <-stopped:
	case <-time.After(time.Second):
	}
}
