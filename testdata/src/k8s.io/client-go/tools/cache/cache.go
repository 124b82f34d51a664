// Package cache is a stub of k8s.io/client-go/tools/cache: as much of its API
// as the tests need.
package cache

import "time"

type FilteringResourceEventHandler struct {
	FilterFunc func(obj interface{}) bool
	Handler    ResourceEventHandler
}

func (FilteringResourceEventHandler) OnAdd(obj interface{}, isInInitialList bool) { panic("stub") }

func (FilteringResourceEventHandler) OnUpdate(oldObj, newObj interface{}) { panic("stub") }

func (FilteringResourceEventHandler) OnDelete(obj interface{}) { panic("stub") }

type HandlerOptions struct{}

type ResourceEventHandler interface {
	OnAdd(obj interface{}, isInInitialList bool)
	OnUpdate(oldObj, newObj interface{})
	OnDelete(obj interface{})
}

type ResourceEventHandlerDetailedFuncs struct {
	AddFunc    func(obj interface{}, isInInitialList bool)
	UpdateFunc func(oldObj, newObj interface{})
	DeleteFunc func(obj interface{})
}

func (ResourceEventHandlerDetailedFuncs) OnAdd(obj interface{}, isInInitialList bool) { panic("stub") }

func (ResourceEventHandlerDetailedFuncs) OnUpdate(oldObj, newObj interface{}) { panic("stub") }

func (ResourceEventHandlerDetailedFuncs) OnDelete(obj interface{}) { panic("stub") }

type ResourceEventHandlerFuncs struct {
	AddFunc    func(obj interface{})
	UpdateFunc func(oldObj, newObj interface{})
	DeleteFunc func(obj interface{})
}

func (ResourceEventHandlerFuncs) OnAdd(obj interface{}, isInInitialList bool) { panic("stub") }

func (ResourceEventHandlerFuncs) OnUpdate(oldObj, newObj interface{}) { panic("stub") }

func (ResourceEventHandlerFuncs) OnDelete(obj interface{}) { panic("stub") }

type ResourceEventHandlerRegistration interface{ HasSynced() bool }

type SharedInformer interface {
	AddEventHandler(handler ResourceEventHandler) (ResourceEventHandlerRegistration, error)
	AddEventHandlerWithOptions(handler ResourceEventHandler, options HandlerOptions) (ResourceEventHandlerRegistration, error)
	AddEventHandlerWithResyncPeriod(handler ResourceEventHandler, resyncPeriod time.Duration) (ResourceEventHandlerRegistration, error)
}
