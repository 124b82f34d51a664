// Package fix makes the suggested fixes of findings. After a fix the package still
// compiles and the finding is gone. An element that is limited goes where its
// framework can give it back, or is dropped visibly. If any of that is not certain,
// there is no fix. The catalogue has as data what a library calls its non-blocking
// form, and how a framework takes an element back.
//
// # Shapes
//
// A shape is one way to write a wait. Each shape is a function that recognises it,
// plans the fix and writes the texts into the plan; [plan.commit] makes the fix of a
// plan, in one place. The fixtures are archives of testdata/fix, or files of them.
//
//	shape                                     function             fixture
//	lim.Wait(ctx)                             site.ignored         river/ignored
//	return wrap(lim.Wait(ctx))                site.nested          shapes/nested
//	if lim.Wait(ctx) != nil { }               site.compared        river/compare
//	if err := lim.Wait(ctx); err != nil { }   site.checked         river/ifinit
//	err := lim.Wait(ctx)                      site.stored          river/assignlater
//	if err != nil || stale { }                site.either          shapes/compound
//	switch err := lim.Wait(ctx); err { }      site.switched        shapes/switches
//	if !bucket.WaitMaxDuration(1, d) { }      site.grantedIf       shapes/boolean
//	ok := bucket.WaitMaxDuration(1, d)        site.grantedLater    shapes/boolean
//	return bucket.WaitMaxDuration(1, d)       site.grantedResult   shapes/boolean
//	f(bucket.WaitMaxDuration(1, d))           site.grantedWithin   shapes/boolean
//	sem.Acquire(ctx, 1)                       site.syncWait        shapes/semaphore
//	time.Sleep(lim.Reserve().Delay())         site.sleepForDelay   reservation/twice
//	<-time.After(r.Delay())                   site.receivedTimer   reservation/timer
//	select { case <-time.After(r.Delay()): }  site.selected        reservation/selects
//	for !lim.Allow() { }                      site.spin            river/spin
//	go func() { lim.Wait(ctx); f() }()        site.inlined         rateasync/river_golit
//	<-lim.TryAcquireAsync(ctx, 1)             site.answered        rateasync/river_async
//	lim.Wait(context.Background())            site.ownContext      unasked/owncontext
//	a limiter in all of the package           site.move            moves
//	time.Sleep(d)                             site.timeWait        timewait
//	ch <- v, <-ch, range ch, select { }       site.chanWait        chanwait
//	go f(x)                                   site.goSpawn         gospawn
//	time.Sleep(d) in a workflow               site.replayedSleep   replayed/sleep
//	go f(x) in a workflow                     site.coroutine       replayed/goroutine
//	log.Fatal(err)                            site.jobExit         jobexit
//	a field that is not shipped               Fixer.State          opstate
//	for range batch { if !lim.Allow() { } }   site.bulkAcquire     bulkacquire
//
// # What shapes share
//
// A [question] asks the limiter instead of waiting for it. A [refusal] is what
// becomes of an element that is refused ([plan.refuse]); [plan.refuseIn] makes the
// branch for a failed wait one for a refused element. There is no fix if the function
// owes something at the site ([site.owes]), or if somebody waits at the other end of a
// channel ([plan.abandons]).
//
// Package syntax answers questions about the syntax, package edit writes text with
// the names and imports that it needs, and package move moves a limiter to the
// bundled one.
package fix
