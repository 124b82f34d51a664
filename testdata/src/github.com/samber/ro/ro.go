// Package ro is a stub of github.com/samber/ro: as much of its API
// as the tests need.
package ro

import (
	"context"
	"time"
)

type ConcurrencyMode int8

type ConnectableConfig[T any] struct{}

type ConnectableObservable[T any] interface {
	Observable[T]
	Connect() Subscription
	ConnectWithContext(ctx context.Context) Subscription
}

type Observable[T any] interface {
	Subscribe(destination Observer[T]) Subscription
	SubscribeWithContext(ctx context.Context, destination Observer[T]) Subscription
}

type Observer[T any] interface {
	Complete()
	CompleteWithContext(ctx context.Context)
	Error(err error)
	ErrorWithContext(ctx context.Context, err error)
	HasThrown() bool
	IsClosed() bool
	IsCompleted() bool
	Next(value T)
	NextWithContext(ctx context.Context, value T)
}

type Subscription interface {
	Unsubscribable
	Add(teardown Teardown)
	AddUnsubscribable(unsubscribable Unsubscribable)
	IsClosed() bool
	Wait()
}

type Teardown func()

type Unsubscribable interface {
	Unsubscribe()
}

func All[T any](predicate func(T) bool) func(Observable[T]) Observable[bool] { panic("stub") }

func AllI[T any](predicate func(item T, index int64) bool) func(Observable[T]) Observable[bool] {
	panic("stub")
}

func AllIWithContext[T any](predicate func(ctx context.Context, item T, index int64) bool) func(Observable[T]) Observable[bool] {
	panic("stub")
}

func AllWithContext[T any](predicate func(ctx context.Context, item T) bool) func(Observable[T]) Observable[bool] {
	panic("stub")
}

func BufferWithTimeOrCount[T any](size int, duration time.Duration) func(Observable[T]) Observable[[]T] {
	panic("stub")
}

func Catch[T any](finally func(err error) Observable[T]) func(Observable[T]) Observable[T] {
	panic("stub")
}

func Contains[T any](predicate func(item T) bool) func(Observable[T]) Observable[bool] { panic("stub") }

func ContainsI[T any](predicate func(item T, index int64) bool) func(Observable[T]) Observable[bool] {
	panic("stub")
}

func ContainsIWithContext[T any](predicate func(ctx context.Context, item T, index int64) bool) func(Observable[T]) Observable[bool] {
	panic("stub")
}

func ContainsWithContext[T any](predicate func(ctx context.Context, item T) bool) func(Observable[T]) Observable[bool] {
	panic("stub")
}

func ContextMap[T any](project func(ctx context.Context) context.Context) func(Observable[T]) Observable[T] {
	panic("stub")
}

func ContextMapI[T any](project func(ctx context.Context, index int64) context.Context) func(Observable[T]) Observable[T] {
	panic("stub")
}

func Defer[T any](factory func() Observable[T]) Observable[T] { panic("stub") }

func DelayEach[T any](duration time.Duration) func(Observable[T]) Observable[T] { panic("stub") }

func DistinctBy[T any, K comparable](keySelector func(item T) K) func(Observable[T]) Observable[T] {
	panic("stub")
}

func DistinctByWithContext[T any, K comparable](keySelector func(ctx context.Context, item T) (context.Context, K)) func(Observable[T]) Observable[T] {
	panic("stub")
}

func Do[T any](onNext func(value T), onError func(err error), onComplete func()) func(Observable[T]) Observable[T] {
	panic("stub")
}

func DoOnComplete[T any](onComplete func()) func(Observable[T]) Observable[T] { panic("stub") }

func DoOnCompleteWithContext[T any](onComplete func(ctx context.Context)) func(Observable[T]) Observable[T] {
	panic("stub")
}

func DoOnError[T any](onError func(err error)) func(Observable[T]) Observable[T] { panic("stub") }

func DoOnErrorWithContext[T any](onError func(ctx context.Context, err error)) func(Observable[T]) Observable[T] {
	panic("stub")
}

func DoOnFinalize[T any](onFinalize func()) func(Observable[T]) Observable[T] { panic("stub") }

func DoOnNext[T any](onNext func(value T)) func(Observable[T]) Observable[T] { panic("stub") }

func DoOnNextWithContext[T any](onNext func(ctx context.Context, value T)) func(Observable[T]) Observable[T] {
	panic("stub")
}

func DoOnSubscribe[T any](onSubscribe func()) func(Observable[T]) Observable[T] { panic("stub") }

func DoOnSubscribeWithContext[T any](onSubscribe func(ctx context.Context)) func(Observable[T]) Observable[T] {
	panic("stub")
}

func DoWhile[T any](condition func() bool) func(Observable[T]) Observable[T] { panic("stub") }

func DoWhileI[T any](condition func(index int64) bool) func(Observable[T]) Observable[T] {
	panic("stub")
}

func DoWhileIWithContext[T any](condition func(ctx context.Context, index int64) (context.Context, bool)) func(Observable[T]) Observable[T] {
	panic("stub")
}

func DoWhileWithContext[T any](condition func(ctx context.Context) (context.Context, bool)) func(Observable[T]) Observable[T] {
	panic("stub")
}

func DoWithContext[T any](onNext func(ctx context.Context, value T), onError func(ctx context.Context, err error), onComplete func(ctx context.Context)) func(Observable[T]) Observable[T] {
	panic("stub")
}

func Filter[T any](predicate func(item T) bool) func(Observable[T]) Observable[T] { panic("stub") }

func FilterI[T any](predicate func(item T, index int64) bool) func(Observable[T]) Observable[T] {
	panic("stub")
}

func FilterIWithContext[T any](predicate func(ctx context.Context, item T, index int64) (context.Context, bool)) func(Observable[T]) Observable[T] {
	panic("stub")
}

func FilterWithContext[T any](predicate func(ctx context.Context, item T) (context.Context, bool)) func(Observable[T]) Observable[T] {
	panic("stub")
}

func Find[T any](predicate func(item T) bool) func(Observable[T]) Observable[T] { panic("stub") }

func FindI[T any](predicate func(item T, index int64) bool) func(Observable[T]) Observable[T] {
	panic("stub")
}

func FindIWithContext[T any](predicate func(ctx context.Context, item T, index int64) bool) func(Observable[T]) Observable[T] {
	panic("stub")
}

func FindWithContext[T any](predicate func(ctx context.Context, item T) bool) func(Observable[T]) Observable[T] {
	panic("stub")
}

func First[T any](predicate func(item T) bool) func(Observable[T]) Observable[T] { panic("stub") }

func FirstI[T any](predicate func(item T, index int64) bool) func(Observable[T]) Observable[T] {
	panic("stub")
}

func FirstIWithContext[T any](predicate func(ctx context.Context, item T, index int64) (context.Context, bool)) func(Observable[T]) Observable[T] {
	panic("stub")
}

func FirstWithContext[T any](predicate func(ctx context.Context, item T) (context.Context, bool)) func(Observable[T]) Observable[T] {
	panic("stub")
}

func FlatMap[T, R any](project func(item T) Observable[R]) func(Observable[T]) Observable[R] {
	panic("stub")
}

func FlatMapI[T, R any](project func(item T, index int64) Observable[R]) func(Observable[T]) Observable[R] {
	panic("stub")
}

func FlatMapIWithContext[T, R any](project func(ctx context.Context, item T, index int64) Observable[R]) func(Observable[T]) Observable[R] {
	panic("stub")
}

func FlatMapWithContext[T, R any](project func(ctx context.Context, item T) Observable[R]) func(Observable[T]) Observable[R] {
	panic("stub")
}

func Future[T any](factory func() (T, error)) Observable[T] { panic("stub") }

func GroupBy[T any, K comparable](iteratee func(item T) K) func(Observable[T]) Observable[Observable[T]] {
	panic("stub")
}

func GroupByI[T any, K comparable](iteratee func(item T, index int64) K) func(Observable[T]) Observable[Observable[T]] {
	panic("stub")
}

func GroupByIWithContext[T any, K comparable](iteratee func(ctx context.Context, item T, index int64) (context.Context, K)) func(Observable[T]) Observable[Observable[T]] {
	panic("stub")
}

func GroupByWithContext[T any, K comparable](iteratee func(ctx context.Context, item T) (context.Context, K)) func(Observable[T]) Observable[Observable[T]] {
	panic("stub")
}

func Iif[T any](predicate func() bool, source1 Observable[T], source2 Observable[T]) func() Observable[T] {
	panic("stub")
}

func Just[T any](values ...T) Observable[T] { panic("stub") }

func Last[T any](predicate func(item T) bool) func(Observable[T]) Observable[T] { panic("stub") }

func LastI[T any](predicate func(item T, index int64) bool) func(Observable[T]) Observable[T] {
	panic("stub")
}

func LastIWithContext[T any](predicate func(ctx context.Context, item T, index int64) (context.Context, bool)) func(Observable[T]) Observable[T] {
	panic("stub")
}

func LastWithContext[T any](predicate func(ctx context.Context, item T) (context.Context, bool)) func(Observable[T]) Observable[T] {
	panic("stub")
}

func Map[T, R any](project func(item T) R) func(Observable[T]) Observable[R] { panic("stub") }

func MapErr[T, R any](project func(item T) (R, error)) func(Observable[T]) Observable[R] {
	panic("stub")
}

func MapErrI[T, R any](project func(item T, index int64) (R, error)) func(Observable[T]) Observable[R] {
	panic("stub")
}

func MapErrIWithContext[T, R any](project func(ctx context.Context, item T, index int64) (R, context.Context, error)) func(Observable[T]) Observable[R] {
	panic("stub")
}

func MapErrWithContext[T, R any](project func(ctx context.Context, item T) (R, context.Context, error)) func(Observable[T]) Observable[R] {
	panic("stub")
}

func MapI[T, R any](project func(item T, index int64) R) func(Observable[T]) Observable[R] {
	panic("stub")
}

func MapIWithContext[T, R any](project func(ctx context.Context, item T, index int64) (context.Context, R)) func(Observable[T]) Observable[R] {
	panic("stub")
}

func MapWithContext[T, R any](project func(ctx context.Context, item T) (context.Context, R)) func(Observable[T]) Observable[R] {
	panic("stub")
}

func MergeMap[T, R any](projection func(item T) Observable[R]) func(Observable[T]) Observable[R] {
	panic("stub")
}

func MergeMapI[T, R any](projection func(item T, index int64) Observable[R]) func(Observable[T]) Observable[R] {
	panic("stub")
}

func MergeMapIWithContext[T, R any](projection func(ctx context.Context, item T, index int64) (context.Context, Observable[R])) func(Observable[T]) Observable[R] {
	panic("stub")
}

func MergeMapWithContext[T, R any](projection func(ctx context.Context, item T) Observable[R]) func(Observable[T]) Observable[R] {
	panic("stub")
}

func NewConnectableObservable[T any](subscribe func(destination Observer[T]) Teardown) ConnectableObservable[T] {
	panic("stub")
}

func NewConnectableObservableWithConfig[T any](subscribe func(destination Observer[T]) Teardown, config ConnectableConfig[T]) ConnectableObservable[T] {
	panic("stub")
}

func NewConnectableObservableWithConfigAndContext[T any](subscribe func(ctx context.Context, destination Observer[T]) Teardown, config ConnectableConfig[T]) ConnectableObservable[T] {
	panic("stub")
}

func NewConnectableObservableWithContext[T any](subscribe func(ctx context.Context, destination Observer[T]) Teardown) ConnectableObservable[T] {
	panic("stub")
}

func NewEventuallySafeObservable[T any](subscribe func(destination Observer[T]) Teardown) Observable[T] {
	panic("stub")
}

func NewEventuallySafeObservableWithContext[T any](subscribe func(ctx context.Context, destination Observer[T]) Teardown) Observable[T] {
	panic("stub")
}

func NewObservable[T any](subscribe func(destination Observer[T]) Teardown) Observable[T] {
	panic("stub")
}

func NewObservableWithConcurrencyMode[T any](subscribe func(ctx context.Context, destination Observer[T]) Teardown, mode ConcurrencyMode) Observable[T] {
	panic("stub")
}

func NewObservableWithContext[T any](subscribe func(ctx context.Context, destination Observer[T]) Teardown) Observable[T] {
	panic("stub")
}

func NewObserver[T any](onNext func(value T), onError func(err error), onComplete func()) Observer[T] {
	panic("stub")
}

func NewObserverWithContext[T any](onNext func(ctx context.Context, value T), onError func(ctx context.Context, err error), onComplete func(ctx context.Context)) Observer[T] {
	panic("stub")
}

func NewSafeObservable[T any](subscribe func(destination Observer[T]) Teardown) Observable[T] {
	panic("stub")
}

func NewSafeObservableWithContext[T any](subscribe func(ctx context.Context, destination Observer[T]) Teardown) Observable[T] {
	panic("stub")
}

func NewUnsafeObservable[T any](subscribe func(destination Observer[T]) Teardown) Observable[T] {
	panic("stub")
}

func NewUnsafeObservableWithContext[T any](subscribe func(ctx context.Context, destination Observer[T]) Teardown) Observable[T] {
	panic("stub")
}

func OnComplete[T any](onComplete func()) Observer[T] { panic("stub") }

func OnCompleteWithContext[T any](onComplete func(ctx context.Context)) Observer[T] { panic("stub") }

func OnError[T any](onError func(err error)) Observer[T] { panic("stub") }

func OnErrorWithContext[T any](onError func(ctx context.Context, err error)) Observer[T] {
	panic("stub")
}

func OnNext[T any](onNext func(value T)) Observer[T] { panic("stub") }

func OnNextWithContext[T any](onNext func(ctx context.Context, value T)) Observer[T] { panic("stub") }

func Pipe1[A, B any](source Observable[A], operator1 func(Observable[A]) Observable[B]) Observable[B] {
	panic("stub")
}

func Reduce[T, R any](accumulator func(agg R, item T) R, seed R) func(Observable[T]) Observable[R] {
	panic("stub")
}

func ReduceI[T, R any](accumulator func(agg R, item T, index int64) R, seed R) func(Observable[T]) Observable[R] {
	panic("stub")
}

func ReduceIWithContext[T, R any](accumulator func(ctx context.Context, agg R, item T, index int64) (context.Context, R), seed R) func(Observable[T]) Observable[R] {
	panic("stub")
}

func ReduceWithContext[T, R any](accumulator func(ctx context.Context, agg R, item T) (context.Context, R), seed R) func(Observable[T]) Observable[R] {
	panic("stub")
}

func SampleTime[T any](interval time.Duration) func(Observable[T]) Observable[T] { panic("stub") }

func Scan[T, R any](reduce func(accumulator R, item T) R, seed R) func(Observable[T]) Observable[R] {
	panic("stub")
}

func ScanI[T, R any](reduce func(accumulator R, item T, index int64) R, seed R) func(Observable[T]) Observable[R] {
	panic("stub")
}

func ScanIWithContext[T, R any](reduce func(ctx context.Context, accumulator R, item T, index int64) (context.Context, R), seed R) func(Observable[T]) Observable[R] {
	panic("stub")
}

func ScanWithContext[T, R any](reduce func(ctx context.Context, accumulator R, item T) (context.Context, R), seed R) func(Observable[T]) Observable[R] {
	panic("stub")
}

func SkipWhile[T any](predicate func(item T) bool) func(Observable[T]) Observable[T] { panic("stub") }

func SkipWhileI[T any](predicate func(item T, index int64) bool) func(Observable[T]) Observable[T] {
	panic("stub")
}

func SkipWhileIWithContext[T any](predicate func(ctx context.Context, item T, index int64) (context.Context, bool)) func(Observable[T]) Observable[T] {
	panic("stub")
}

func SkipWhileWithContext[T any](predicate func(ctx context.Context, item T) (context.Context, bool)) func(Observable[T]) Observable[T] {
	panic("stub")
}

func Start[T any](cb func() T) Observable[T] { panic("stub") }

func TakeWhile[T any](predicate func(item T) bool) func(Observable[T]) Observable[T] { panic("stub") }

func TakeWhileI[T any](predicate func(item T, index int64) bool) func(Observable[T]) Observable[T] {
	panic("stub")
}

func TakeWhileIWithContext[T any](predicate func(ctx context.Context, item T, index int64) (context.Context, bool)) func(Observable[T]) Observable[T] {
	panic("stub")
}

func TakeWhileWithContext[T any](predicate func(ctx context.Context, item T) (context.Context, bool)) func(Observable[T]) Observable[T] {
	panic("stub")
}

func Tap[T any](onNext func(value T), onError func(err error), onComplete func()) func(Observable[T]) Observable[T] {
	panic("stub")
}

func TapOnComplete[T any](onComplete func()) func(Observable[T]) Observable[T] { panic("stub") }

func TapOnCompleteWithContext[T any](onComplete func(ctx context.Context)) func(Observable[T]) Observable[T] {
	panic("stub")
}

func TapOnError[T any](onError func(err error)) func(Observable[T]) Observable[T] { panic("stub") }

func TapOnErrorWithContext[T any](onError func(ctx context.Context, err error)) func(Observable[T]) Observable[T] {
	panic("stub")
}

func TapOnFinalize[T any](onFinalize func()) func(Observable[T]) Observable[T] { panic("stub") }

func TapOnNext[T any](onNext func(value T)) func(Observable[T]) Observable[T] { panic("stub") }

func TapOnNextWithContext[T any](onNext func(ctx context.Context, value T)) func(Observable[T]) Observable[T] {
	panic("stub")
}

func TapOnSubscribe[T any](onSubscribe func()) func(Observable[T]) Observable[T] { panic("stub") }

func TapOnSubscribeWithContext[T any](onSubscribe func(ctx context.Context)) func(Observable[T]) Observable[T] {
	panic("stub")
}

func TapWithContext[T any](onNext func(ctx context.Context, value T), onError func(ctx context.Context, err error), onComplete func(ctx context.Context)) func(Observable[T]) Observable[T] {
	panic("stub")
}

func ThrottleTime[T any](interval time.Duration) func(Observable[T]) Observable[T] { panic("stub") }

func ThrowIfEmpty[T any](throw func() error) func(Observable[T]) Observable[T] { panic("stub") }

func ToMap[T any, K comparable, V any](project func(item T) (K, V)) func(Observable[T]) Observable[map[K]V] {
	panic("stub")
}

func ToMapI[T any, K comparable, V any](mapper func(item T, index int64) (K, V)) func(Observable[T]) Observable[map[K]V] {
	panic("stub")
}

func ToMapIWithContext[T any, K comparable, V any](mapper func(ctx context.Context, item T, index int64) (K, V)) func(Observable[T]) Observable[map[K]V] {
	panic("stub")
}

func ToMapWithContext[T any, K comparable, V any](project func(ctx context.Context, item T) (K, V)) func(Observable[T]) Observable[map[K]V] {
	panic("stub")
}

func While[T any](condition func() bool) func(Observable[T]) Observable[T] { panic("stub") }

func WhileI[T any](condition func(index int64) bool) func(Observable[T]) Observable[T] { panic("stub") }

func WhileIWithContext[T any](condition func(ctx context.Context, index int64) (context.Context, bool)) func(Observable[T]) Observable[T] {
	panic("stub")
}

func WhileWithContext[T any](condition func(ctx context.Context) (context.Context, bool)) func(Observable[T]) Observable[T] {
	panic("stub")
}
