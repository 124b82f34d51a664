package main

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"
	"time"

	jobvet "github.com/jobvet/jobvet/ratelimit"
	"golang.org/x/time/rate"
)

// keyedRow is a limiter per key.
type keyedRow struct {
	name  string
	bytes float64   // per key
	first []float64 // ns per call, the first of each key
	again []float64 // ns per call, in random order
}

const (
	keyRate  = 1.0 / 60
	keyBurst = 100
)

// measureKeyed gives each kind of keyed limiter one request of every key, and then
// one of every key in random order. The keys themselves count for none of them.
func measureKeyed(keys, rounds int) []*keyedRow {
	names := make([]string, keys)
	for i := range names {
		names[i] = fmt.Sprintf("user-%d", i)
	}
	order := rand.New(rand.NewPCG(1, 2)).Perm(keys)
	rows := []*keyedRow{{name: "jobvet Keyed"}, {name: "map of x/time/rate, mutex"}, {name: "sync.Map of x/time/rate"}}
	for range rounds {
		for i, r := range rows {
			before := heap()
			var try func(key string) bool
			switch i {
			case 0:
				try = must(jobvet.NewKeyed[string](keyRate, keyBurst, keys)).TryAcquire
			case 1:
				try = mutexMap()
			case 2:
				try = syncMap()
			}
			r.first = append(r.first, perKey(names, nil, try))
			r.bytes = float64(heap()-before) / float64(keys)
			r.again = append(r.again, perKey(names, order, try))
		}
	}
	return rows
}

// heap returns the bytes in use.
func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// perKey calls try for every key and returns the time per call.
func perKey(names []string, order []int, try func(key string) bool) float64 {
	refused := 0
	began := time.Now()
	for i := range names {
		if order != nil {
			i = order[i]
		}
		if !try(names[i]) {
			refused++
		}
	}
	ns := float64(time.Since(began)) / float64(len(names))
	if refused > len(names)/1000 {
		panic(fmt.Sprintf("%d of %d keys were refused", refused, len(names)))
	}
	return ns
}

// mutexMap is what most programs have.
func mutexMap() func(key string) bool {
	var mu sync.Mutex
	limiters := map[string]*rate.Limiter{}
	return func(key string) bool {
		mu.Lock()
		l := limiters[key]
		if l == nil {
			l = rate.NewLimiter(keyRate, keyBurst)
			limiters[key] = l
		}
		mu.Unlock()
		return l.Allow()
	}
}

func syncMap() func(key string) bool {
	var limiters sync.Map
	return func(key string) bool {
		l, ok := limiters.Load(key)
		if !ok {
			l, _ = limiters.LoadOrStore(key, rate.NewLimiter(keyRate, keyBurst))
		}
		return l.(*rate.Limiter).Allow()
	}
}
