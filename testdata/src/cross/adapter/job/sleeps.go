package job

import "time"

func sleeps() {
	time.Sleep(time.Second) // want `timewait: operator own .* sleeps in time\.Sleep via Own\.Go → sleeps;`
}
