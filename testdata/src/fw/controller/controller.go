// Package controller has every way to make a reconciler or an event handler of
// controller-runtime.
package controller

import (
	"context"
	"time"

	"k8s.io/client-go/util/workqueue"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/builder"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/controller"
	"sigs.k8s.io/controller-runtime/pkg/event"
	"sigs.k8s.io/controller-runtime/pkg/handler"
	"sigs.k8s.io/controller-runtime/pkg/manager"
	"sigs.k8s.io/controller-runtime/pkg/predicate"
	"sigs.k8s.io/controller-runtime/pkg/reconcile"

	"golang.org/x/time/rate"
)

var (
	lim *rate.Limiter
	ch  = make(chan int)
)

type implements struct{}

var _ reconcile.Reconciler = implements{}

func (implements) Reconcile(ctx context.Context, req ctrl.Request) (ctrl.Result, error) {
	_ = lim.Wait(context.Background()) // want `^ratewait: operator implements\.Reconcile \(implements reconcile\.TypedReconciler, controller\.go:\d+\) blocks in .*; it holds one of the controller's workers, .*: wait on the operator's own context: lim\.Wait\(ctx\)`
	_ = lim.Wait(ctx)                  // want `^ratewait: caution: `
	return ctrl.Result{RequeueAfter: time.Second}, nil
}

func (implements) SetupWithManager(mgr ctrl.Manager) error {
	time.Sleep(1)
	return ctrl.NewControllerManagedBy(mgr).For(nil).Complete(reconcile.Func(helper))
}

var _ reconcile.Reconciler = reconcile.Func(byFunc)

func byFunc(ctx context.Context, req ctrl.Request) (ctrl.Result, error) {
	time.Sleep(1) // want `timewait: operator byFunc \(reconcile\.TypedFunc, `
	return ctrl.Result{}, nil
}

func byShape(ctx context.Context, req ctrl.Request) (ctrl.Result, error) {
	time.Sleep(1) // want `timewait: operator byShape \(by its parameters, `
	return helper(ctx, req)
}

// helper is called, and does not wait.
func helper(ctx context.Context, req ctrl.Request) (ctrl.Result, error) { return ctrl.Result{}, nil }

type key string

type completed struct{}

func (completed) Reconcile(ctx context.Context, req key) (ctrl.Result, error) {
	time.Sleep(1) // want `timewait: operator completed\.Reconcile \(builder\.TypedBuilder\.Complete, `
	return ctrl.Result{}, nil
}

type built struct{}

func (built) Reconcile(ctx context.Context, req key) (ctrl.Result, error) {
	time.Sleep(1) // want `timewait: operator built\.Reconcile \(builder\.TypedBuilder\.Build, `
	return ctrl.Result{}, nil
}

type object struct{}

func (*object) GetName() string { return "" }

type adapted struct{}

func (adapted) Reconcile(ctx context.Context, obj *object) (ctrl.Result, error) {
	time.Sleep(1) // want `timewait: operator adapted\.Reconcile \(reconcile\.AsReconciler, `
	return ctrl.Result{}, nil
}

type option struct{}

func (option) Reconcile(ctx context.Context, req ctrl.Request) (ctrl.Result, error) {
	time.Sleep(1) // want `timewait: operator option\.Reconcile \(controller\.TypedOptions\.Reconciler, `
	return ctrl.Result{}, nil
}

// other has a method of the name, and is none.
type other struct{}

func (other) Reconcile(a, b int) int { time.Sleep(1); return a - b }

func register(mgr manager.Manager, c client.Client) {
	_ = builder.TypedControllerManagedBy[key](mgr).Complete(completed{})
	_, _ = builder.TypedControllerManagedBy[key](mgr).Build(built{})
	_ = builder.ControllerManagedBy(mgr).Complete(reconcile.AsReconciler[*object](c, adapted{}))
	_, _ = controller.New("option", mgr, controller.Options{Reconciler: option{}})
}

type events struct{}

func (events) Create(ctx context.Context, e event.TypedCreateEvent[client.Object], q workqueue.TypedRateLimitingInterface[reconcile.Request]) {
	<-ch // want `^chanwait: caution: operator events\.Create \(implements handler\.TypedEventHandler, controller\.go:\d+\) .*; the later events of the source wait behind it: `
	q.AddRateLimited(reconcile.Request{})
}

func (events) Update(context.Context, event.TypedUpdateEvent[client.Object], workqueue.TypedRateLimitingInterface[reconcile.Request]) {
}

func (events) Delete(context.Context, event.TypedDeleteEvent[client.Object], workqueue.TypedRateLimitingInterface[reconcile.Request]) {
}

func (events) Generic(context.Context, event.TypedGenericEvent[client.Object], workqueue.TypedRateLimitingInterface[reconcile.Request]) {
	time.Sleep(1)
}

func mapped(ctx context.Context, obj client.Object) []reconcile.Request {
	<-ch // want `chanwait: caution: operator mapped \(handler\.EnqueueRequestsFromMapFunc, `
	return nil
}

func converted(ctx context.Context, obj client.Object) []reconcile.Request {
	<-ch // want `chanwait: caution: operator converted \(handler\.TypedMapFunc, `
	return nil
}

func filter(obj client.Object) bool {
	<-ch // want `chanwait: caution: operator filter \(predicate\.NewPredicateFuncs, `
	return true
}

var (
	_ = handler.Funcs{CreateFunc: func(ctx context.Context, e event.CreateEvent, q workqueue.TypedRateLimitingInterface[reconcile.Request]) {
		<-ch // want `chanwait: caution: operator .* \(handler\.TypedFuncs\.CreateFunc, `
	}}
	_ = predicate.Funcs{CreateFunc: func(event.CreateEvent) bool {
		<-ch // want `chanwait: caution: operator .* \(predicate\.TypedFuncs\.CreateFunc, `
		return true
	}}
	_ = handler.EnqueueRequestsFromMapFunc(mapped)
	_ = handler.MapFunc(converted)
	_ = predicate.NewPredicateFuncs(filter)
)
