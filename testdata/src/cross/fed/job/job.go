package job

import "cross/fed/feed"

//jobvet:operator bounded
func closed(task any) (sum int) {
	results, done := feed.Closed(task)
	defer done()
	for r := range results {
		sum += r
	}
	return sum
}

//jobvet:operator bounded
func forgotten(xs []int) {
	for range feed.Forgotten(xs) { // want `^chanwait: ` `^gospawn: caution: `
	}
}

//jobvet:operator bounded
func left(xs []int) {
	for range feed.Left(xs) { // want `^chanwait: ` `^gospawn: caution: `
	}
}

// once does not receive if there is an error, and there may be a goroutine then.
//
//jobvet:operator bounded
func once(n int) int {
	c, err := feed.Once(n) // want `^gospawn: caution: `
	if err != nil {
		return 0
	}
	return <-c
}

//jobvet:operator bounded
func all(s *feed.Source) (sum int) {
	for x := range s.All() {
		sum += x
	}
	return sum
}

//jobvet:operator bounded
func waits(in chan int) {
	for range feed.Waits(in) { // want `^chanwait: ` `^gospawn: caution: `
	}
}
