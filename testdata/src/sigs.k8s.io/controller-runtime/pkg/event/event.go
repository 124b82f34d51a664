// Package event is a stub of sigs.k8s.io/controller-runtime/pkg/event: as much of its
// API as the tests need.
package event

import "sigs.k8s.io/controller-runtime/pkg/client"

type CreateEvent = TypedCreateEvent[client.Object]

type TypedCreateEvent[object any] struct{ Object object }

type TypedDeleteEvent[object any] struct{ Object object }

type TypedGenericEvent[object any] struct{ Object object }

type TypedUpdateEvent[object any] struct{ ObjectOld, ObjectNew object }
