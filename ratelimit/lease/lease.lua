-- One call of a worker: it says what it still holds and what it has spent, and asks for
-- more. The package's documentation says why this keeps the limit; internal/model has
-- the same in Go, which is explored in every order and compared with this.
--
-- Permits are counted in units, of which a permit has a whole number and a microsecond
-- gains a whole number: nothing is rounded.
local state, dues = KEYS[1], KEYS[2]
local unit, pace, burst, ttl = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local worker, seq, held, spent = ARGV[5], tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
local owed, want, need, keep = tonumber(ARGV[9]), tonumber(ARGV[10]), tonumber(ARGV[11]), ARGV[12]

local RECENT = 200000 -- microseconds for which a request that went short is remembered

local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]

-- What was written by another process may lack what that granted last: a snapshot is
-- older than its end, and a replica lags behind.
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
	.. string.match(redis.call('INFO', 'replication'), 'master_replid:(%w+)')

local kept = redis.call('HMGET', state, 'run', 'unit', 'burst', 'debt', 'at', 'out', 'short', worker)
local debt, at, out, short = tonumber(kept[4]), tonumber(kept[5]), tonumber(kept[6]), tonumber(kept[7])
local lease = kept[8]

if kept[1] ~= run or at > now + ttl then
	-- What workers hold is not known, nor, if the clock was set back, for how long. They
	-- hold at most a burst, and spend it before ttl has passed.
	redis.call('DEL', state, dues)
	debt, at, out, short, lease = burst * unit, now + ttl, 0, 0, false
elseif tonumber(kept[2]) ~= unit or tonumber(kept[3]) ~= burst then
	-- Another limit: the permits there are stay as they are, up to the new burst.
	debt = math.max(0, math.ceil(debt / tonumber(kept[2]) * unit) + (burst - tonumber(kept[3])) * unit)
end

-- pass lets time pass: the debt is paid off.
local function pass(to)
	if to > at then
		debt = math.max(0, debt - pace * (to - at))
		at = to
	end
end

-- Leases that have expired count as spent, at the last moment.
local expired = redis.call('ZRANGEBYSCORE', dues, '-inf', string.format('%.0f', now), 'WITHSCORES')
for i = 1, #expired, 2 do
	pass(tonumber(expired[i + 1]))
	local n = tonumber(string.match(redis.call('HGET', state, expired[i]), '^%d+'))
	debt, out = debt + n * unit, out - n
	redis.call('HDEL', state, expired[i])
	redis.call('ZREM', dues, expired[i])
	if expired[i] == worker then lease = false end
end
pass(now)

local granted, wait = 0, 0
local n, last, lastSpent, lastGranted = 0, -1, spent, 0
local lost = 0
if lease then
	n, last, lastSpent, lastGranted = string.match(lease, '^(%d+) (%d+) (%d+) (%d+)$')
	n, last, lastSpent, lastGranted = tonumber(n), tonumber(last), tonumber(lastSpent), tonumber(lastGranted)
elseif held > 0 then
	-- They count as spent already, and must not be used any more.
	lost, held = 1, 0
end
if seq == last then
	granted = lastGranted -- the client has sent it twice
elseif seq < last then
	granted = -1 -- it was on its way for so long that a later one came before
else
	-- What the worker held, holds no longer and has not spent, it gives back.
	debt = debt + (spent - lastSpent + owed) * unit
	out = out - n + held
	local room = burst * unit - debt - out * unit
	if room >= need * unit then
		granted = math.min(want, math.floor(room / unit))
	end
	if granted < want then
		short = now
		local next = need
		if granted > 0 then next = 1 end
		local lack = next * unit - room + granted * unit
		wait = -1 -- until others spend what they hold, or give it back
		if lack <= debt then wait = math.ceil(lack / pace) + at - now end
	end
	out = out + granted
	if held + granted > 0 then
		redis.call('HSET', state, worker, string.format('%.0f %.0f %.0f %.0f', held + granted, seq, spent, granted))
		redis.call('ZADD', dues, string.format('%.0f', now + ttl), worker)
	elseif lease then
		redis.call('HDEL', state, worker)
		redis.call('ZREM', dues, worker)
	end
end

redis.call('HSET', state, 'run', run, 'unit', string.format('%.0f', unit), 'burst', string.format('%.0f', burst),
	'debt', string.format('%.0f', debt), 'at', string.format('%.0f', at), 'out', string.format('%.0f', out),
	'short', string.format('%.0f', short))
redis.call('PEXPIRE', state, keep)
redis.call('PEXPIRE', dues, keep)
return { granted, wait, lost, now - short < RECENT and 1 or 0, now }
