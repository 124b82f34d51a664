// Command mutation plants the calls of the catalogue into operators of real
// modules, lets jobvet fix them, and builds what comes out:
//
//	go run ./mutation -rounds 4        (in the directory conformance)
//
// The operators come from packages of the modules that go.mod pins: examples
// of Beam, goka, NATS and others, watermill's middleware. They are copied into
// a module of their own, jobvet -operators finds them, and each copy of a
// package gets one statement in each of its operators: a call of the catalogue
// in one of the shapes of shapes.go, at some place of the operator's body.
//
// Then the real binary fixes all copies, they are built and vetted, linted
// again and fixed again. It ends with status 1 if something does not compile, is
// not stable, or loses an element silently. The same seed plants the same
// statements.
package main
