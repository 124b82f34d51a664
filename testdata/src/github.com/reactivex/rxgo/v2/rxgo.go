// Package rxgo is a stub of github.com/reactivex/rxgo/v2: as much of its API
// as the tests need.
package rxgo

import (
	"context"
	"time"
)

type BackpressureStrategy uint32

type Comparator func(interface{}, interface{}) int

type CompletedFunc func()

type Disposed <-chan struct{}

type Duration interface {
	duration() time.Duration
}

type ErrFunc func(error)

type ErrorFunc func(error) interface{}

type ErrorToObservable func(error) Observable

type Func func(context.Context, interface{}) (interface{}, error)

type Func2 func(context.Context, interface{}, interface{}) (interface{}, error)

type FuncN func(...interface{}) interface{}

type Item struct {
	V interface{}
	E error
}

func (Item) Error() bool { panic("stub") }

func (Item) SendBlocking(ch chan<- Item) { panic("stub") }

func (Item) SendContext(ctx context.Context, ch chan<- Item) bool { panic("stub") }

func (Item) SendNonBlocking(ch chan<- Item) bool { panic("stub") }

type ItemToObservable func(Item) Observable

type Iterable interface {
	Observe(opts ...Option) <-chan Item
}

type Marshaller func(interface{}) ([]byte, error)

type NextFunc func(interface{})

type Observable interface {
	Iterable
	All(predicate Predicate, opts ...Option) Single
	Contains(equal Predicate, opts ...Option) Single
	Distinct(apply Func, opts ...Option) Observable
	DistinctUntilChanged(apply Func, opts ...Option) Observable
	DoOnCompleted(completedFunc CompletedFunc, opts ...Option) Disposed
	DoOnError(errFunc ErrFunc, opts ...Option) Disposed
	DoOnNext(nextFunc NextFunc, opts ...Option) Disposed
	Filter(apply Predicate, opts ...Option) Observable
	Find(find Predicate, opts ...Option) OptionalSingle
	FlatMap(apply ItemToObservable, opts ...Option) Observable
	ForEach(nextFunc NextFunc, errFunc ErrFunc, completedFunc CompletedFunc, opts ...Option) Disposed
	GroupBy(length int, distribution func(Item) int, opts ...Option) Observable
	GroupByDynamic(distribution func(Item) string, opts ...Option) Observable
	Join(joiner Func2, right Observable, timeExtractor func(interface{}) time.Time, window Duration, opts ...Option) Observable
	Map(apply Func, opts ...Option) Observable
	Marshal(marshaller Marshaller, opts ...Option) Observable
	Max(comparator Comparator, opts ...Option) OptionalSingle
	Min(comparator Comparator, opts ...Option) OptionalSingle
	OnErrorResumeNext(resumeSequence ErrorToObservable, opts ...Option) Observable
	OnErrorReturn(resumeFunc ErrorFunc, opts ...Option) Observable
	Reduce(apply Func2, opts ...Option) OptionalSingle
	Retry(count int, shouldRetry func(error) bool, opts ...Option) Observable
	Scan(apply Func2, opts ...Option) Observable
	Serialize(from int, identifier func(interface{}) int, opts ...Option) Observable
	SkipWhile(apply Predicate, opts ...Option) Observable
	TakeUntil(apply Predicate, opts ...Option) Observable
	TakeWhile(apply Predicate, opts ...Option) Observable
	ToMap(keySelector Func, opts ...Option) Single
	ToMapWithValueSelector(keySelector Func, valueSelector Func, opts ...Option) Single
	Unmarshal(unmarshaller Unmarshaller, factory func() interface{}, opts ...Option) Observable
	ZipFromIterable(iterable Iterable, zipper Func2, opts ...Option) Observable
}

type Option interface{}

type OptionalSingle interface {
	Iterable
	Get(opts ...Option) (Item, error)
	Map(apply Func, opts ...Option) OptionalSingle
	Run(opts ...Option) Disposed
}

type Predicate func(interface{}) bool

type Producer func(ctx context.Context, next chan<- Item)

type Single interface {
	Iterable
	Filter(apply Predicate, opts ...Option) OptionalSingle
	Get(opts ...Option) (Item, error)
	Map(apply Func, opts ...Option) Single
	Run(opts ...Option) Disposed
}

type Supplier func(ctx context.Context) Item

type Unmarshaller func([]byte, interface{}) error

func CombineLatest(f FuncN, observables []Observable, opts ...Option) Observable { panic("stub") }

func Create(f []Producer, opts ...Option) Observable { panic("stub") }

func Defer(f []Producer, opts ...Option) Observable { panic("stub") }

func Just(items ...interface{}) func(opts ...Option) Observable { panic("stub") }

func Start(fs []Supplier, opts ...Option) Observable { panic("stub") }

func WithBackPressureStrategy(strategy BackpressureStrategy) Option { panic("stub") }

func WithPool(pool int) Option { panic("stub") }
