//go:build race

package interleave

const raceDetector = true
