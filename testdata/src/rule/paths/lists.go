package paths

// A channel for each goroutine: only a count would show that each is served.
//
//jobvet:operator bounded
func eachItsOwn(xs []int) (sum int) {
	var chans []chan int
	for _, x := range xs {
		c := make(chan int, 1)
		chans = append(chans, c)
		go func() { c <- x }() // want `^gospawn: caution: operator eachItsOwn `
	}
	for _, c := range chans {
		sum += <-c // want `^chanwait: caution: operator eachItsOwn `
	}
	return sum
}

//jobvet:operator bounded
func byIndex(xs []int) (sum int) {
	chans := make([]chan int, len(xs))
	for i, x := range xs {
		chans[i] = make(chan int)
		go func() { chans[i] <- x }() // want `^gospawn: caution: operator byIndex `
	}
	for _, c := range chans {
		sum += <-c // want `^chanwait: caution: operator byIndex `
	}
	return sum
}

//jobvet:operator bounded
func listForNobody(xs []int) {
	var chans []chan int
	for _, x := range xs {
		c := make(chan int)
		chans = append(chans, c)
		go func() { c <- x }() // want `^gospawn: operator listForNobody .* can outlive the call; `
	}
}
