package lease

import (
	"context"
	_ "embed"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"
)

// A store answers the calls of workers. It is Redis, or a model of it in tests.
type store interface {
	lease(ctx context.Context, q request) (reply, error)
}

// request is what a worker says and asks.
type request struct {
	seq  int64
	held int64 // what it may still spend
	// spent is all that it has ever spent of its leases, and owed what it has granted
	// without one since.
	spent, owed int64
	// want is how many more permits it asks for. Fewer than need are of no use.
	want, need int64
}

// reply is the answer.
type reply struct {
	granted int64
	// wait is how long it takes until more is there, or negative if that is not known.
	wait  time.Duration
	lost  bool // what is held counts as spent already
	short bool // somebody got less than was asked for, not long ago
}

//go:embed lease.lua
var source string

// redisStore is one limit of one worker in Redis.
type redisStore struct {
	client redis.Scripter
	script *redis.Script
	keys   []string
	worker string
	limit  *limit
}

func newRedisStore(client redis.Scripter, prefix, name, worker string, l *limit) *redisStore {
	key := prefix + "{" + name + "}"
	return &redisStore{client: client, script: redis.NewScript(source), keys: []string{key, key + ":due"}, worker: worker, limit: l}
}

func (s *redisStore) lease(ctx context.Context, q request) (reply, error) {
	got, err := s.script.Run(ctx, s.client, s.keys,
		s.limit.unit, s.limit.pace, s.limit.burst, ttl.Microseconds(),
		s.worker, q.seq, q.held, q.spent, q.owed, q.want, q.need, s.limit.keep.Milliseconds()).Int64Slice()
	if err != nil {
		return reply{}, err
	}
	if len(got) != replies || got[0] < 0 || got[0] > q.want {
		return reply{}, fmt.Errorf("lease: the store answered %v to a request for %d permits", got, q.want)
	}
	return reply{granted: got[0], wait: time.Duration(got[1]) * time.Microsecond, lost: got[2] != 0, short: got[3] != 0}, nil
}

// replies is how many numbers the script returns: the permits granted, or -1 for a request that
// came after a later one; in how many microseconds there are more; whether
// what the worker holds is lost; whether somebody went short; and the server's time.
const replies = 5
