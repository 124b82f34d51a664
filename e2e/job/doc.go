// Package job is what the pipelines of this module share: where their elements
// come from, where they go, and how a run of the pipeline is recorded.
//
// What happened is written to a file and not read from Beam's metrics, because
// the runs that matter here are those that hang or lose their worker, and such
// a run has no metrics. All processes of a run are on one machine.
package job
