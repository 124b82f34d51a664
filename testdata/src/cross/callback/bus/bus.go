// Package bus has interfaces with a method that is given functions and one that runs them.
package bus

import "context"

type Bus interface {
	Subscribe(func(context.Context))
	Publish(context.Context)
}

// Quiet is the same; nobody gives it anything that waits.
type Quiet interface {
	Subscribe(func(context.Context))
	Publish(context.Context)
}

// Later is the same; it runs nothing on its own.
type Later interface {
	Subscribe(func(context.Context))
	Publish(context.Context)
}

// Mine is the same.
type Mine interface {
	Subscribe(func(context.Context))
	Publish(context.Context)
}

type Publisher interface{ Publish(context.Context) }
