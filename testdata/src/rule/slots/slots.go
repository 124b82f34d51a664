// Package slots has code that the standard library runs because it was put into a value.
package slots

import (
	"bufio"
	"container/heap"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"sort"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// limited is a transport that waits, and logged one that only passes on.
type limited struct {
	lim  *rate.Limiter
	base http.RoundTripper
}

func (l *limited) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := l.lim.Wait(r.Context()); err != nil { // want `^ratewait: operator \(\*op\)\.\w+ .* blocks in \(\*rate\.Limiter\)\.Wait via \(\*limited\)\.RoundTrip`
		return nil, err
	}
	return l.base.RoundTrip(r)
}

// slow is the same, and is wrapped.
type slow struct{ http.RoundTripper }

func (s *slow) RoundTrip(r *http.Request) (*http.Response, error) {
	time.Sleep(1) // want `^timewait: operator \(\*op\)\.Wrapped .* via \(\*logged\)\.RoundTrip → \(\*slow\)\.RoundTrip`
	return s.RoundTripper.RoundTrip(r)
}

type logged struct{ next http.RoundTripper }

func (l *logged) RoundTrip(r *http.Request) (*http.Response, error) { return l.next.RoundTrip(r) }

// unused has the method, and no client has it.
type unused struct{}

func (unused) RoundTrip(r *http.Request) (*http.Response, error) {
	time.Sleep(1)
	return nil, nil
}

// test stands for it in a second client of the same field.
type sometimes struct{}

func (sometimes) RoundTrip(r *http.Request) (*http.Response, error) {
	time.Sleep(1) // want `^timewait: caution: operator \(\*op\)\.Either .* via sometimes\.RoundTrip`
	return nil, nil
}

type op struct {
	c, plain, wrapped, either *http.Client
}

func newOp() *op {
	c := &http.Client{Transport: &limited{rate.NewLimiter(10, 1), http.DefaultTransport}, Timeout: time.Second}
	return &op{c: c, plain: &http.Client{}, wrapped: wrap(&slow{http.DefaultTransport}), either: &http.Client{Transport: sometimes{}}}
}

func newTest(o *op) { o.either = http.DefaultClient }

func wrap(rt http.RoundTripper) *http.Client { return &http.Client{Transport: &logged{rt}} }

//jobvet:operator
func (o *op) Do(r *http.Request) {
	_, _ = o.c.Do(r)
	_, _ = o.plain.Do(r)
}

//jobvet:operator
func (o *op) Get(u string) {
	_, _ = o.c.Get(u)
	_, _ = http.Get(u)
}

//jobvet:operator
func (o *op) Wrapped(r *http.Request) { _, _ = o.wrapped.Do(r) }

//jobvet:operator
func (o *op) Either(r *http.Request) { _, _ = o.either.Do(r) }

// bounded waits with the request's context, which is its own.
//
//jobvet:operator bounded
func (o *op) bounded(ctx context.Context) {
	r, _ := http.NewRequestWithContext(ctx, "GET", "x", nil)
	_, _ = o.paced().Do(r)
}

//jobvet:operator bounded
func (o *op) unbounded(ctx context.Context) {
	r, _ := http.NewRequest("GET", "x", nil)
	_, _ = o.foreign().Do(r)
}

func (o *op) paced() *http.Client { return &http.Client{Transport: &paced{}} }

func (o *op) foreign() *http.Client { return &http.Client{Transport: &foreign{}} }

type paced struct{ lim *rate.Limiter }

func (p *paced) RoundTrip(r *http.Request) (*http.Response, error) {
	return nil, p.lim.Wait(r.Context()) // want `^ratewait: caution: operator \(\*op\)\.bounded `
}

type foreign struct{ lim *rate.Limiter }

func (f *foreign) RoundTrip(r *http.Request) (*http.Response, error) {
	return nil, f.lim.Wait(r.Context()) // want `^ratewait: operator \(\*op\)\.unbounded `
}

// reader is what several functions read.
type reader struct{ lim *rate.Limiter }

func (r reader) Read(b []byte) (int, error) {
	return len(b), r.lim.WaitN(context.Background(), 1) // want `^ratewait: operator \w+ .* blocks in \(\*rate\.Limiter\)\.WaitN via reader\.Read`
}

//jobvet:operator
func copies() { _, _ = io.Copy(io.Discard, reader{}) }

//jobvet:operator
func scans() {
	s := bufio.NewScanner(reader{})
	for s.Scan() {
	}
}

//jobvet:operator
func decodes(v any) { _ = json.NewDecoder(io.LimitReader(reader{}, 10)).Decode(v) }

//jobvet:operator
func reads() {
	var r io.Reader = reader{}
	_, _ = r.Read(nil)
	_, _ = io.ReadAll(strings.NewReader(""))
}

//jobvet:operator
func posts(o *op) {
	_, _ = o.plain.Post("x", "y", reader{})
}

// quiet is a reader that nobody reads.
type quiet struct{}

func (quiet) Read([]byte) (int, error) { time.Sleep(1); return 0, nil }

//jobvet:operator
func keeps() { _ = bufio.NewReader(quiet{}) }

// writer is written to in one of two cases.
type writer struct{}

func (writer) Write(b []byte) (int, error) {
	time.Sleep(1) // want `^timewait: caution: operator writes .* via writer\.Write`
	return len(b), nil
}

//jobvet:operator
func writes(some bool) {
	w := io.Discard
	if some {
		w = writer{}
	}
	_, _ = w.Write(nil)
	fmt.Fprintln(w, "x")
}

// text waits in each method by which others print or encode it.
type text struct{}

func (text) String() string {
	time.Sleep(1) // want `^timewait: operator prints .* via text\.String`
	return ""
}

func (text) MarshalJSON() ([]byte, error) {
	time.Sleep(1) // want `^timewait: operator encodes .* via text\.MarshalJSON`
	return nil, nil
}

func (*text) UnmarshalJSON([]byte) error {
	time.Sleep(1) // want `^timewait: operator encodes .* via \(\*text\)\.UnmarshalJSON`
	return nil
}

//jobvet:operator
func prints() {
	fmt.Println("x", text{})
	fmt.Println("x", "y")
}

//jobvet:operator
func encodes(b []byte) {
	_, _ = json.Marshal(text{})
	_ = json.Unmarshal(b, &text{})
}

type list []int

func (l list) Len() int { return len(l) }

func (l list) Swap(i, j int) {}

func (l list) Less(i, j int) bool {
	time.Sleep(1) // want `^timewait: operator (sorts|heaps) .* via list\.Less`
	return false
}

func (l list) Push(any) {}

func (l list) Pop() any { return nil }

//jobvet:operator
func sorts() { sort.Sort(list{}) }

//jobvet:operator
func heaps() { heap.Init(&list{}) }

var (
	pool = sync.Pool{New: func() any {
		time.Sleep(1) // want `^timewait: operator pools .* sleeps in time\.Sleep via `
		return nil
	}}
	unasked = sync.Pool{New: func() any { time.Sleep(1); return nil }}
	once    = sync.OnceValue(func() int {
		time.Sleep(1) // want `^timewait: operator pools .* sleeps in time\.Sleep via `
		return 1
	})
	never = sync.OnceFunc(func() { time.Sleep(1) })
)

//jobvet:operator
func pools() {
	unasked.Put(pool.Get())
	_ = once()
}
