// Package formats holds what jobvet gives to other programs against what they
// expect: SARIF against its schema, action.yml against what GitHub runs. It is a
// module of its own, so that jobvet itself does not depend on validators.
package formats
