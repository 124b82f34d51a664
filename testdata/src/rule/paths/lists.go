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

var sums = make(chan int)

func answer(x int) { sums <- x } // want `^chanwait: operator asksAlone `

func gather(n int) (sum int) {
	for range n {
		sum += <-sums // want `^chanwait: caution: operator startsThenCollects `
	}
	return sum
}

// The partner is started by the caller of what waits.
//
//jobvet:operator bounded
func startsThenCollects(xs []int) int {
	for _, x := range xs {
		go answer(x) // want `^gospawn: caution: operator startsThenCollects `
	}
	return gather(len(xs))
}

//jobvet:operator bounded
func asksAlone(x int) { answer(x) }

// daisyChain hands each goroutine the channel of the one before.
//
//jobvet:operator bounded
func daisyChain() {
	in := make(chan int)
	start := in
	for x := range 12 { // too many to be tried out
		out := make(chan int)
		go link(x, in, out)
		in = out
	}
	start <- 0 // want `^chanwait: caution: operator daisyChain `
	<-in
}

func link(x int, in <-chan int, out chan<- int) { out <- x + <-in }

// numbers is a generator: what comes next is on its way.
func numbers() <-chan int {
	c := make(chan int)
	for i := range 12 { // too many to be tried out
		go func() { c <- i }() // want `^gospawn: caution: operator takesOne `
	}
	return c
}

//jobvet:operator bounded
func takesOne() int {
	n := numbers()
	return <-n // want `^chanwait: caution: operator takesOne `
}
