package main

import (
	"context"

	"golang.org/x/time/rate"
	"sigs.k8s.io/controller-runtime/pkg/reconcile"

	"github.com/jobvet/jobvet/cure/worker"
)

// A reconciler works on objects at the limiter's pace.
type reconciler struct {
	objects worker.Lists
	lim     *rate.Limiter
	tally   *worker.Tally
}

func newReconciler(objects worker.Lists, lim *rate.Limiter, tally *worker.Tally) *reconciler {
	return &reconciler{objects: objects, lim: lim, tally: tally}
}

func (r *reconciler) Reconcile(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	if req.Namespace == others {
		r.tally.Other(req.Name)
		return reconcile.Result{}, nil
	}
	r.tally.Ran(req.Name)
	if err := r.lim.Wait(context.Background()); err != nil {
		return reconcile.Result{}, err
	}
	r.work(req)
	return reconcile.Result{}, nil
}

// work does what the object is for, once.
func (r *reconciler) work(req reconcile.Request) {
	r.tally.Did(req.Name)
	r.objects.Limited.Remove(req.Name)
}
