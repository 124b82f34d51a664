package paths

// A sender and its receiver hold the two ends of one channel in fields of their own.
type outlet struct{ values chan<- int }

type inlet struct{ values <-chan int }

func ends() (outlet, inlet) {
	c := make(chan int)
	return outlet{c}, inlet{c}
}

func (o outlet) send(x int) bool {
	select {
	case o.values <- x:
		return true
	}
}

type walker struct{ in inlet }

func walk(xs []int) *walker {
	out, in := ends()
	var visit func([]int) bool
	visit = func(xs []int) bool { return len(xs) == 0 || out.send(xs[0]) && visit(xs[1:]) }
	go func() { // want `^gospawn: operator walks `
		visit(xs)
		close(out.values)
	}()
	return &walker{in}
}

func (w *walker) next() (int, bool) {
	x, ok := <-w.in.values // want `^chanwait: caution: operator walks `
	return x, ok
}

//jobvet:operator
func walks(xs []int) (sum int) {
	w := walk(xs)
	for {
		x, ok := w.next()
		if !ok {
			return sum
		}
		sum += x
	}
}

// Nobody is at the other end of this inlet.
type idler struct{ values <-chan int }

//jobvet:operator
func idles() int {
	c := make(chan int)
	i := idler{c}
	return <-i.values // want `^chanwait: operator idles `
}

// A channel with methods is reached by its receiver, and by a variable.
type port chan int

var opened port

func open() port {
	opened = make(chan int)
	return opened
}

func (p port) accept() int { return <-p } // want `^chanwait: operator accepts `

func dial() { opened <- 1 } // want `^chanwait: caution: operator opens `

//jobvet:operator
func opens() {
	p := open()
	go func() { // want `^gospawn: `
		for {
			p.accept()
		}
	}()
	dial()
}

//jobvet:operator
func accepts() int { return open().accept() }

// A function returns the channel of the goroutine that it has started.
type poller struct{ poll func() error }

func (p *poller) untilStopped() chan<- struct{} {
	stop := make(chan struct{})
	go func() { // want `^gospawn: `
		for {
			select {
			case <-stop:
				return
			default:
				_ = p.poll()
			}
		}
	}()
	return stop
}

//jobvet:operator bounded
func stopsPolls(p *poller) {
	stop := p.untilStopped()
	stop <- struct{}{}
}

func (p *poller) untilError() chan<- struct{} {
	stop := make(chan struct{})
	go func() { // want `^gospawn: `
		for {
			select {
			case <-stop:
				return
			default:
				if p.poll() != nil {
					return
				}
			}
		}
	}()
	return stop
}

//jobvet:operator bounded
func stopsFailed(p *poller) {
	stop := p.untilError()
	stop <- struct{}{} // want `^chanwait: operator stopsFailed .*, on some path for ever`
}

func unused() chan<- struct{} {
	stop := make(chan struct{})
	go beat() // want `^gospawn: `
	return stop
}

//jobvet:operator bounded
func stopsNobody() {
	stop := unused()
	stop <- struct{}{} // want `^chanwait: operator stopsNobody `
}

// What is decided of a variable of the package counts until that is set.
var trace string

//jobvet:operator
func takesTurnsWithTrace(b func(string)) {
	c := make(chan int, 1)
	c <- 1
	select {
	case c <- 0:
	case <-c:
		if b("1"); trace != "1" {
			println("trace")
		}
		trace = ""
		if b("2"); trace != "2" {
			println("trace")
		}
	}
	c <- 1
	if b("3"); trace != "3" {
		println("trace")
	}
	<-c
}

//jobvet:operator
func fullOnOnePath(b func(string)) {
	c := make(chan int, 1)
	if b("1"); trace != "1" {
		c <- 1
	}
	if b("2"); trace != "2" {
		println("trace")
	}
	c <- 1 // want `^chanwait: operator fullOnOnePath `
}
