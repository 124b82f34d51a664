// Command controller runs the job on a controller of controller-runtime, with its defaults but for
// ten workers. The objects are in a list that stands for the API server: a controller that starts gets
// an event for each.
package main

import (
	"context"
	"time"

	"github.com/go-logr/logr"
	"golang.org/x/time/rate"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/util/workqueue"
	"sigs.k8s.io/controller-runtime/pkg/controller"
	"sigs.k8s.io/controller-runtime/pkg/log"
	"sigs.k8s.io/controller-runtime/pkg/reconcile"
	"sigs.k8s.io/controller-runtime/pkg/source"

	"github.com/jobvet/jobvet/cure/worker"
)

// Namespaces of the objects.
const (
	limited = "limited"
	others  = "others"
)

func main() { worker.Main(open) }

type framework struct {
	worker.Lists
	controller controller.Controller
	starts     chan queue // takes the controller's queue when it starts
	queue      queue      // of a controller that has started
	stop       context.CancelFunc
	stopped    chan error
}

type queue = workqueue.TypedRateLimitingInterface[reconcile.Request]

func open(_ context.Context, l *worker.Load, lim *rate.Limiter, tally *worker.Tally) (worker.Framework, error) {
	log.SetLogger(logr.Discard())
	lists, err := l.Lists()
	if err != nil {
		return nil, err
	}
	f := &framework{Lists: lists, starts: make(chan queue, 1), stopped: make(chan error, 1)}
	f.controller, err = controller.NewUnmanaged("cure", controller.Options{Reconciler: newReconciler(lists, lim, tally), MaxConcurrentReconciles: 10})
	if err != nil {
		return nil, err
	}
	return f, f.controller.Watch(source.Func(func(_ context.Context, q queue) error {
		f.starts <- q
		return nil
	}))
}

// Add puts objects on the list, and tells a controller that has started.
func (f *framework) Add(ctx context.Context, isLimited bool, items ...string) error {
	if err := f.Lists.Add(ctx, isLimited, items...); err != nil {
		return err
	}
	namespace := others
	if isLimited {
		namespace = limited
	}
	if f.queue != nil {
		enqueue(f.queue, namespace, items)
	}
	return nil
}

func enqueue(q queue, namespace string, items []string) {
	for _, item := range items {
		q.Add(reconcile.Request{NamespacedName: types.NamespacedName{Namespace: namespace, Name: item}})
	}
}

func (f *framework) Start(ctx context.Context) error {
	ctx, f.stop = context.WithCancel(ctx)
	go func() { f.stopped <- f.controller.Start(ctx) }()
	select {
	case f.queue = <-f.starts:
	case err := <-f.stopped:
		return err
	}
	enqueue(f.queue, limited, f.Limited.Items())
	return nil
}

// Stop gives the objects that are being worked on a second.
func (f *framework) Stop() error {
	f.stop()
	select {
	case err := <-f.stopped:
		return err
	case <-time.After(time.Second):
		return nil
	}
}
