package main

import (
	"context"
	"time"

	"golang.org/x/time/rate"
	"k8s.io/apimachinery/pkg/types"
	"sigs.k8s.io/controller-runtime/pkg/reconcile"

	"github.com/jobvet/jobvet/cure/worker"
	"github.com/jobvet/jobvet/ratelimit"
)

// late is how late an object may come back: the queue has no polling interval.
const late = time.Second

// A reconciler works on objects at the limiter's pace.
type reconciler struct {
	objects  worker.Lists
	bookings *ratelimit.Bookings[types.NamespacedName]
	tally    *worker.Tally
}

func newReconciler(objects worker.Lists, lim *rate.Limiter, tally *worker.Tally) *reconciler {
	return &reconciler{objects: objects, bookings: worker.Bookings[types.NamespacedName](lim, late), tally: tally}
}

func (r *reconciler) Reconcile(_ context.Context, req reconcile.Request) (reconcile.Result, error) {
	if req.Namespace == others {
		r.tally.Other(req.Name)
		return reconcile.Result{}, nil
	}
	r.tally.Ran(req.Name)
	if ok, retryAfter := r.bookings.TryAcquire(req.NamespacedName); !ok {
		return reconcile.Result{RequeueAfter: retryAfter}, nil
	}
	r.work(req)
	return reconcile.Result{}, nil
}

// work does what the object is for, once.
func (r *reconciler) work(req reconcile.Request) {
	r.tally.Did(req.Name)
	r.objects.Limited.Remove(req.Name)
}
