// Package informer has every way to handle the events of an informer.
package informer

import (
	"time"

	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/util/workqueue"
)

var ch = make(chan any)

type watcher struct {
	queue workqueue.TypedRateLimitingInterface[string]
	ready chan bool
}

func (w *watcher) added(obj any) {
	<-w.ready // want `^chanwait: caution: operator \(\*watcher\)\.added \(cache\.ResourceEventHandlerFuncs\.AddFunc, informer\.go:\d+\) .*; the later events wait behind it, and are kept in memory: `
	w.queue.AddRateLimited("key")
	time.Sleep(time.Millisecond)
}

// resync is called by main.
func (w *watcher) resync(obj any) { <-w.ready }

type handles struct{}

func (handles) OnAdd(obj any, isInInitialList bool) {}

func (handles) OnUpdate(oldObj, newObj any) {
	<-ch // want `chanwait: caution: operator handles\.OnUpdate \(cache\.SharedInformer\.AddEventHandler, `
}

func (handles) OnDelete(obj any) {}

type returned struct{ handles }

func (returned) OnDelete(obj any) {
	<-ch // want `chanwait: caution: operator returned\.OnDelete \(cache\.ResourceEventHandler, `
}

func handler() cache.ResourceEventHandler { return returned{} }

// unused has the methods, and nobody makes a handler of it.
type unused struct{}

func (unused) OnAdd(obj any, isInInitialList bool) { <-ch }

func (unused) OnUpdate(oldObj, newObj any) {}

func (unused) OnDelete(obj any) {}

func (w *watcher) register(i cache.SharedInformer) {
	_, _ = i.AddEventHandler(cache.ResourceEventHandlerFuncs{AddFunc: w.added})
	_, _ = i.AddEventHandler(handles{})
}
