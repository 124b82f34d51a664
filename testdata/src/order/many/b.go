package many

import "time"

func b(x int) {
	c(x)
	time.Sleep(2)
}

func c(x int) int {
	a(x)
	ch <- x
	return x
}

var ch = make(chan int)
