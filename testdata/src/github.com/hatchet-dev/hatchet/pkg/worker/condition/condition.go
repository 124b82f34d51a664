// Package condition is a stub of github.com/hatchet-dev/hatchet/pkg/worker/condition: as much of its API
// as the tests need.
package condition

import "github.com/hatchet-dev/hatchet/internal/services/shared/proto/v1"

type Condition interface {
	ToPB(action v1.Action) *ConditionMulti
}

type ConditionMulti struct{}

type UserEventConditionOpt func(*userEventCondition)

type userEventCondition struct{}
