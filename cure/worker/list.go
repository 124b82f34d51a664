package worker

import (
	"context"
	"slices"
	"strconv"
	"sync"
)

// A List stands for what an application keeps in its own database for jobs that have
// no queue: the items that are still to be done. Its methods are safe for concurrent use.
type List struct {
	mu    sync.Mutex
	items []string
}

// List returns a list with what a process before this one has left.
func (l *Load) List() (*List, error) {
	list := new(List)
	if !l.Again {
		return list, nil
	}
	done, err := Done(l.Log)
	if err != nil {
		return nil, err
	}
	for _, item := range items(0, l.Items) {
		if i, _ := strconv.Atoi(item); done[i] == 0 {
			list.Add(item)
		}
	}
	return list, nil
}

// Add appends items.
func (l *List) Add(items ...string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.items = append(l.items, items...)
}

// Items returns the items that are left.
func (l *List) Items() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.items)
}

// Remove removes an item that is done, if it is still there.
func (l *List) Remove(item string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if i := slices.Index(l.items, item); i >= 0 {
		l.items = slices.Delete(l.items, i, i+1)
	}
}

// Take removes and returns all items.
func (l *List) Take() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	items := l.items
	l.items = nil
	return items
}

// Lists are the two lists of an application whose framework keeps no queue. They are the
// methods of a Framework that such frameworks have in common.
type Lists struct {
	// Limited has the items of the job, and Others those that no limiter holds up.
	Limited, Others *List
}

// Lists returns the lists, with what a process before this one has left.
func (l *Load) Lists() (Lists, error) {
	list, err := l.List()
	return Lists{Limited: list, Others: new(List)}, err
}

// Add puts items on a list.
func (l Lists) Add(_ context.Context, limited bool, items ...string) error {
	if limited {
		l.Limited.Add(items...)
	} else {
		l.Others.Add(items...)
	}
	return nil
}

// Failed returns nothing: the framework counts nothing.
func (Lists) Failed(context.Context) (failed, dead int, err error) { return 0, 0, nil }

// Close does nothing.
func (Lists) Close() error { return nil }
