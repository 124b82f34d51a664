// Package cluster runs pipelines on Beam's runners and says how they ended.
//
// There is one executable with several roles: the program (or test) that asks
// for a run starts itself again as launcher, as job server of Prism, and as the
// pool that starts workers. Every process gets a process group of its own, and
// all of them are killed when a run is over, however it ended.
package cluster
