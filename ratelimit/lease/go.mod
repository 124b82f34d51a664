// A module of its own, because it needs a client of Redis and the limiter does not.
module github.com/jobvet/jobvet/ratelimit/lease

go 1.26.0

require (
	github.com/jobvet/jobvet v0.0.0
	github.com/redis/go-redis/v9 v9.14.1
)

require (
	github.com/cespare/xxhash/v2 v2.3.0 // indirect
	github.com/dgryski/go-rendezvous v0.0.0-20200823014737-9f7001d12a5f // indirect
)

replace github.com/jobvet/jobvet => ../..
