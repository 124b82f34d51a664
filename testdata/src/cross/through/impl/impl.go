// Package impl implements an interface of another package.
package impl

import (
	"context"

	"cross/through/tx"
)

type other struct{}

func New() tx.Other { return other{} }

func (other) Within(ctx context.Context, f func(context.Context) error) error { return f(ctx) }
