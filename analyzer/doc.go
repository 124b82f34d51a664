// Package analyzer finds code that waits inside of stream and batch jobs.
//
// The functions that a framework (Beam, goka, watermill, river, asynq, ...)
// calls once per element, message or task are its operators. Code that an
// operator reaches must not block in a rate limiter, hand rate limiting to a
// goroutine, wait on a channel that nothing bounds, leave goroutines behind or
// sleep: it passes every local test, and on a cluster it stalls bundles, loses
// output or hangs. The analyzer finds the operators by how they are
// registered, follows their calls within the package and, by facts, across
// packages, and explains the whole chain.
//
// Each finding has a rule, which is the diagnostic's category and the first
// word of its message. See https://github.com/jobvet/jobvet for the rules,
// the directives and the design.
package analyzer
