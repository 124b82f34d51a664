// Package proof runs the jobs on the clusters, holds them to what they are
// expected to do, and writes down what they did.
package proof
