package job

import "cross/pool/pool"

var (
	all, _ = pool.New(8)
	few    = pool.NewFew()
	limit  = pool.NewLimit(3)
	queue  = pool.NewQueue(9)
)

// A pool whose size does not show may have a box for each worker; to give one back never
// waits.
//
//jobvet:operator bounded
func lends() {
	b := all.Acquire() // want `^chanwait: caution: `
	defer all.Release(b)
}

//jobvet:operator bounded
func lendsFew() {
	b := few.Acquire() // want `^chanwait: operator `
	defer func() { few.Release(b) }()
}

//jobvet:operator bounded
func gives(b *pool.Box) {
	all.Release(b) // want `^chanwait: operator gives .* sends to p\.free`
}

//jobvet:operator bounded
func givesAnother(other *pool.Pool) {
	b := other.Acquire() // want `^chanwait: caution: `
	all.Release(b)       // want `^chanwait: operator givesAnother .* sends to p\.free`
}

//jobvet:operator bounded
func limited() {
	limit.Acquire() // want `^chanwait: operator limited .* sends to l\.c`
	defer limit.Release()
}

//jobvet:operator bounded
func late() {
	limit.Release() // want `^chanwait: operator late .* receives from l\.c`
	limit.Acquire() // want `^chanwait: operator late .* sends to l\.c`
}

//jobvet:operator bounded
func gets() *pool.Box {
	return queue.Get() // want `^chanwait: operator gets .* receives from q\.c`
}

//jobvet:operator bounded
func puts(b *pool.Box) {
	queue.Put(b) // want `^chanwait: operator puts .* sends to q\.c`
}
