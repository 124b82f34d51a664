// Package register is a stub of github.com/apache/beam/sdks/v2/go/pkg/beam/register: as much of its API
// as the tests need.
package register

type genericDoFn0x0 interface {
	ProcessElement()
}

type genericDoFn0x1[R0 any] interface {
	ProcessElement() R0
}

type genericDoFn0x2[R0 any, R1 any] interface {
	ProcessElement() (R0, R1)
}

type genericDoFn0x3[R0 any, R1 any, R2 any] interface {
	ProcessElement() (R0, R1, R2)
}

type genericDoFn0x4[R0 any, R1 any, R2 any, R3 any] interface {
	ProcessElement() (R0, R1, R2, R3)
}

type genericDoFn0x5[R0 any, R1 any, R2 any, R3 any, R4 any] interface {
	ProcessElement() (R0, R1, R2, R3, R4)
}

type genericDoFn10x0[I0 any, I1 any, I2 any, I3 any, I4 any, I5 any, I6 any, I7 any, I8 any, I9 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4, i5 I5, i6 I6, i7 I7, i8 I8, i9 I9)
}

type genericDoFn10x1[I0 any, I1 any, I2 any, I3 any, I4 any, I5 any, I6 any, I7 any, I8 any, I9 any, R0 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4, i5 I5, i6 I6, i7 I7, i8 I8, i9 I9) R0
}

type genericDoFn10x2[I0 any, I1 any, I2 any, I3 any, I4 any, I5 any, I6 any, I7 any, I8 any, I9 any, R0 any, R1 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4, i5 I5, i6 I6, i7 I7, i8 I8, i9 I9) (R0, R1)
}

type genericDoFn10x3[I0 any, I1 any, I2 any, I3 any, I4 any, I5 any, I6 any, I7 any, I8 any, I9 any, R0 any, R1 any, R2 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4, i5 I5, i6 I6, i7 I7, i8 I8, i9 I9) (R0, R1, R2)
}

type genericDoFn10x4[I0 any, I1 any, I2 any, I3 any, I4 any, I5 any, I6 any, I7 any, I8 any, I9 any, R0 any, R1 any, R2 any, R3 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4, i5 I5, i6 I6, i7 I7, i8 I8, i9 I9) (R0, R1, R2, R3)
}

type genericDoFn10x5[I0 any, I1 any, I2 any, I3 any, I4 any, I5 any, I6 any, I7 any, I8 any, I9 any, R0 any, R1 any, R2 any, R3 any, R4 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4, i5 I5, i6 I6, i7 I7, i8 I8, i9 I9) (R0, R1, R2, R3, R4)
}

type genericDoFn1x0[I0 any] interface {
	ProcessElement(i0 I0)
}

type genericDoFn1x1[I0 any, R0 any] interface {
	ProcessElement(i0 I0) R0
}

type genericDoFn1x2[I0 any, R0 any, R1 any] interface {
	ProcessElement(i0 I0) (R0, R1)
}

type genericDoFn1x3[I0 any, R0 any, R1 any, R2 any] interface {
	ProcessElement(i0 I0) (R0, R1, R2)
}

type genericDoFn1x4[I0 any, R0 any, R1 any, R2 any, R3 any] interface {
	ProcessElement(i0 I0) (R0, R1, R2, R3)
}

type genericDoFn1x5[I0 any, R0 any, R1 any, R2 any, R3 any, R4 any] interface {
	ProcessElement(i0 I0) (R0, R1, R2, R3, R4)
}

type genericDoFn2x0[I0 any, I1 any] interface {
	ProcessElement(i0 I0, i1 I1)
}

type genericDoFn2x1[I0 any, I1 any, R0 any] interface {
	ProcessElement(i0 I0, i1 I1) R0
}

type genericDoFn2x2[I0 any, I1 any, R0 any, R1 any] interface {
	ProcessElement(i0 I0, i1 I1) (R0, R1)
}

type genericDoFn2x3[I0 any, I1 any, R0 any, R1 any, R2 any] interface {
	ProcessElement(i0 I0, i1 I1) (R0, R1, R2)
}

type genericDoFn2x4[I0 any, I1 any, R0 any, R1 any, R2 any, R3 any] interface {
	ProcessElement(i0 I0, i1 I1) (R0, R1, R2, R3)
}

type genericDoFn2x5[I0 any, I1 any, R0 any, R1 any, R2 any, R3 any, R4 any] interface {
	ProcessElement(i0 I0, i1 I1) (R0, R1, R2, R3, R4)
}

type genericDoFn3x0[I0 any, I1 any, I2 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2)
}

type genericDoFn3x1[I0 any, I1 any, I2 any, R0 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2) R0
}

type genericDoFn3x2[I0 any, I1 any, I2 any, R0 any, R1 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2) (R0, R1)
}

type genericDoFn3x3[I0 any, I1 any, I2 any, R0 any, R1 any, R2 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2) (R0, R1, R2)
}

type genericDoFn3x4[I0 any, I1 any, I2 any, R0 any, R1 any, R2 any, R3 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2) (R0, R1, R2, R3)
}

type genericDoFn3x5[I0 any, I1 any, I2 any, R0 any, R1 any, R2 any, R3 any, R4 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2) (R0, R1, R2, R3, R4)
}

type genericDoFn4x0[I0 any, I1 any, I2 any, I3 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3)
}

type genericDoFn4x1[I0 any, I1 any, I2 any, I3 any, R0 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3) R0
}

type genericDoFn4x2[I0 any, I1 any, I2 any, I3 any, R0 any, R1 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3) (R0, R1)
}

type genericDoFn4x3[I0 any, I1 any, I2 any, I3 any, R0 any, R1 any, R2 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3) (R0, R1, R2)
}

type genericDoFn4x4[I0 any, I1 any, I2 any, I3 any, R0 any, R1 any, R2 any, R3 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3) (R0, R1, R2, R3)
}

type genericDoFn4x5[I0 any, I1 any, I2 any, I3 any, R0 any, R1 any, R2 any, R3 any, R4 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3) (R0, R1, R2, R3, R4)
}

type genericDoFn5x0[I0 any, I1 any, I2 any, I3 any, I4 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4)
}

type genericDoFn5x1[I0 any, I1 any, I2 any, I3 any, I4 any, R0 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4) R0
}

type genericDoFn5x2[I0 any, I1 any, I2 any, I3 any, I4 any, R0 any, R1 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4) (R0, R1)
}

type genericDoFn5x3[I0 any, I1 any, I2 any, I3 any, I4 any, R0 any, R1 any, R2 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4) (R0, R1, R2)
}

type genericDoFn5x4[I0 any, I1 any, I2 any, I3 any, I4 any, R0 any, R1 any, R2 any, R3 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4) (R0, R1, R2, R3)
}

type genericDoFn5x5[I0 any, I1 any, I2 any, I3 any, I4 any, R0 any, R1 any, R2 any, R3 any, R4 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4) (R0, R1, R2, R3, R4)
}

type genericDoFn6x0[I0 any, I1 any, I2 any, I3 any, I4 any, I5 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4, i5 I5)
}

type genericDoFn6x1[I0 any, I1 any, I2 any, I3 any, I4 any, I5 any, R0 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4, i5 I5) R0
}

type genericDoFn6x2[I0 any, I1 any, I2 any, I3 any, I4 any, I5 any, R0 any, R1 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4, i5 I5) (R0, R1)
}

type genericDoFn6x3[I0 any, I1 any, I2 any, I3 any, I4 any, I5 any, R0 any, R1 any, R2 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4, i5 I5) (R0, R1, R2)
}

type genericDoFn6x4[I0 any, I1 any, I2 any, I3 any, I4 any, I5 any, R0 any, R1 any, R2 any, R3 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4, i5 I5) (R0, R1, R2, R3)
}

type genericDoFn6x5[I0 any, I1 any, I2 any, I3 any, I4 any, I5 any, R0 any, R1 any, R2 any, R3 any, R4 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4, i5 I5) (R0, R1, R2, R3, R4)
}

type genericDoFn7x0[I0 any, I1 any, I2 any, I3 any, I4 any, I5 any, I6 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4, i5 I5, i6 I6)
}

type genericDoFn7x1[I0 any, I1 any, I2 any, I3 any, I4 any, I5 any, I6 any, R0 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4, i5 I5, i6 I6) R0
}

type genericDoFn7x2[I0 any, I1 any, I2 any, I3 any, I4 any, I5 any, I6 any, R0 any, R1 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4, i5 I5, i6 I6) (R0, R1)
}

type genericDoFn7x3[I0 any, I1 any, I2 any, I3 any, I4 any, I5 any, I6 any, R0 any, R1 any, R2 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4, i5 I5, i6 I6) (R0, R1, R2)
}

type genericDoFn7x4[I0 any, I1 any, I2 any, I3 any, I4 any, I5 any, I6 any, R0 any, R1 any, R2 any, R3 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4, i5 I5, i6 I6) (R0, R1, R2, R3)
}

type genericDoFn7x5[I0 any, I1 any, I2 any, I3 any, I4 any, I5 any, I6 any, R0 any, R1 any, R2 any, R3 any, R4 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4, i5 I5, i6 I6) (R0, R1, R2, R3, R4)
}

type genericDoFn8x0[I0 any, I1 any, I2 any, I3 any, I4 any, I5 any, I6 any, I7 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4, i5 I5, i6 I6, i7 I7)
}

type genericDoFn8x1[I0 any, I1 any, I2 any, I3 any, I4 any, I5 any, I6 any, I7 any, R0 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4, i5 I5, i6 I6, i7 I7) R0
}

type genericDoFn8x2[I0 any, I1 any, I2 any, I3 any, I4 any, I5 any, I6 any, I7 any, R0 any, R1 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4, i5 I5, i6 I6, i7 I7) (R0, R1)
}

type genericDoFn8x3[I0 any, I1 any, I2 any, I3 any, I4 any, I5 any, I6 any, I7 any, R0 any, R1 any, R2 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4, i5 I5, i6 I6, i7 I7) (R0, R1, R2)
}

type genericDoFn8x4[I0 any, I1 any, I2 any, I3 any, I4 any, I5 any, I6 any, I7 any, R0 any, R1 any, R2 any, R3 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4, i5 I5, i6 I6, i7 I7) (R0, R1, R2, R3)
}

type genericDoFn8x5[I0 any, I1 any, I2 any, I3 any, I4 any, I5 any, I6 any, I7 any, R0 any, R1 any, R2 any, R3 any, R4 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4, i5 I5, i6 I6, i7 I7) (R0, R1, R2, R3, R4)
}

type genericDoFn9x0[I0 any, I1 any, I2 any, I3 any, I4 any, I5 any, I6 any, I7 any, I8 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4, i5 I5, i6 I6, i7 I7, i8 I8)
}

type genericDoFn9x1[I0 any, I1 any, I2 any, I3 any, I4 any, I5 any, I6 any, I7 any, I8 any, R0 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4, i5 I5, i6 I6, i7 I7, i8 I8) R0
}

type genericDoFn9x2[I0 any, I1 any, I2 any, I3 any, I4 any, I5 any, I6 any, I7 any, I8 any, R0 any, R1 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4, i5 I5, i6 I6, i7 I7, i8 I8) (R0, R1)
}

type genericDoFn9x3[I0 any, I1 any, I2 any, I3 any, I4 any, I5 any, I6 any, I7 any, I8 any, R0 any, R1 any, R2 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4, i5 I5, i6 I6, i7 I7, i8 I8) (R0, R1, R2)
}

type genericDoFn9x4[I0 any, I1 any, I2 any, I3 any, I4 any, I5 any, I6 any, I7 any, I8 any, R0 any, R1 any, R2 any, R3 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4, i5 I5, i6 I6, i7 I7, i8 I8) (R0, R1, R2, R3)
}

type genericDoFn9x5[I0 any, I1 any, I2 any, I3 any, I4 any, I5 any, I6 any, I7 any, I8 any, R0 any, R1 any, R2 any, R3 any, R4 any] interface {
	ProcessElement(i0 I0, i1 I1, i2 I2, i3 I3, i4 I4, i5 I5, i6 I6, i7 I7, i8 I8) (R0, R1, R2, R3, R4)
}

func Combiner1[T0 any](accum any) { panic("stub") }

func Combiner2[T0, T1 any](accum any) { panic("stub") }

func Combiner3[T0, T1, T2 any](accum any) { panic("stub") }

func DoFn0x0(doFn genericDoFn0x0) { panic("stub") }

func DoFn0x1[R0 any](doFn genericDoFn0x1[R0]) { panic("stub") }

func DoFn0x2[R0, R1 any](doFn genericDoFn0x2[R0, R1]) { panic("stub") }

func DoFn0x3[R0, R1, R2 any](doFn genericDoFn0x3[R0, R1, R2]) { panic("stub") }

func DoFn0x4[R0, R1, R2, R3 any](doFn genericDoFn0x4[R0, R1, R2, R3]) { panic("stub") }

func DoFn0x5[R0, R1, R2, R3, R4 any](doFn genericDoFn0x5[R0, R1, R2, R3, R4]) { panic("stub") }

func DoFn10x0[I0, I1, I2, I3, I4, I5, I6, I7, I8, I9 any](doFn genericDoFn10x0[I0, I1, I2, I3, I4, I5, I6, I7, I8, I9]) {
	panic("stub")
}

func DoFn10x1[I0, I1, I2, I3, I4, I5, I6, I7, I8, I9, R0 any](doFn genericDoFn10x1[I0, I1, I2, I3, I4, I5, I6, I7, I8, I9, R0]) {
	panic("stub")
}

func DoFn10x2[I0, I1, I2, I3, I4, I5, I6, I7, I8, I9, R0, R1 any](doFn genericDoFn10x2[I0, I1, I2, I3, I4, I5, I6, I7, I8, I9, R0, R1]) {
	panic("stub")
}

func DoFn10x3[I0, I1, I2, I3, I4, I5, I6, I7, I8, I9, R0, R1, R2 any](doFn genericDoFn10x3[I0, I1, I2, I3, I4, I5, I6, I7, I8, I9, R0, R1, R2]) {
	panic("stub")
}

func DoFn10x4[I0, I1, I2, I3, I4, I5, I6, I7, I8, I9, R0, R1, R2, R3 any](doFn genericDoFn10x4[I0, I1, I2, I3, I4, I5, I6, I7, I8, I9, R0, R1, R2, R3]) {
	panic("stub")
}

func DoFn10x5[I0, I1, I2, I3, I4, I5, I6, I7, I8, I9, R0, R1, R2, R3, R4 any](doFn genericDoFn10x5[I0, I1, I2, I3, I4, I5, I6, I7, I8, I9, R0, R1, R2, R3, R4]) {
	panic("stub")
}

func DoFn1x0[I0 any](doFn genericDoFn1x0[I0]) { panic("stub") }

func DoFn1x1[I0, R0 any](doFn genericDoFn1x1[I0, R0]) { panic("stub") }

func DoFn1x2[I0, R0, R1 any](doFn genericDoFn1x2[I0, R0, R1]) { panic("stub") }

func DoFn1x3[I0, R0, R1, R2 any](doFn genericDoFn1x3[I0, R0, R1, R2]) { panic("stub") }

func DoFn1x4[I0, R0, R1, R2, R3 any](doFn genericDoFn1x4[I0, R0, R1, R2, R3]) { panic("stub") }

func DoFn1x5[I0, R0, R1, R2, R3, R4 any](doFn genericDoFn1x5[I0, R0, R1, R2, R3, R4]) { panic("stub") }

func DoFn2x0[I0, I1 any](doFn genericDoFn2x0[I0, I1]) { panic("stub") }

func DoFn2x1[I0, I1, R0 any](doFn genericDoFn2x1[I0, I1, R0]) { panic("stub") }

func DoFn2x2[I0, I1, R0, R1 any](doFn genericDoFn2x2[I0, I1, R0, R1]) { panic("stub") }

func DoFn2x3[I0, I1, R0, R1, R2 any](doFn genericDoFn2x3[I0, I1, R0, R1, R2]) { panic("stub") }

func DoFn2x4[I0, I1, R0, R1, R2, R3 any](doFn genericDoFn2x4[I0, I1, R0, R1, R2, R3]) { panic("stub") }

func DoFn2x5[I0, I1, R0, R1, R2, R3, R4 any](doFn genericDoFn2x5[I0, I1, R0, R1, R2, R3, R4]) {
	panic("stub")
}

func DoFn3x0[I0, I1, I2 any](doFn genericDoFn3x0[I0, I1, I2]) { panic("stub") }

func DoFn3x1[I0, I1, I2, R0 any](doFn genericDoFn3x1[I0, I1, I2, R0]) { panic("stub") }

func DoFn3x2[I0, I1, I2, R0, R1 any](doFn genericDoFn3x2[I0, I1, I2, R0, R1]) { panic("stub") }

func DoFn3x3[I0, I1, I2, R0, R1, R2 any](doFn genericDoFn3x3[I0, I1, I2, R0, R1, R2]) { panic("stub") }

func DoFn3x4[I0, I1, I2, R0, R1, R2, R3 any](doFn genericDoFn3x4[I0, I1, I2, R0, R1, R2, R3]) {
	panic("stub")
}

func DoFn3x5[I0, I1, I2, R0, R1, R2, R3, R4 any](doFn genericDoFn3x5[I0, I1, I2, R0, R1, R2, R3, R4]) {
	panic("stub")
}

func DoFn4x0[I0, I1, I2, I3 any](doFn genericDoFn4x0[I0, I1, I2, I3]) { panic("stub") }

func DoFn4x1[I0, I1, I2, I3, R0 any](doFn genericDoFn4x1[I0, I1, I2, I3, R0]) { panic("stub") }

func DoFn4x2[I0, I1, I2, I3, R0, R1 any](doFn genericDoFn4x2[I0, I1, I2, I3, R0, R1]) { panic("stub") }

func DoFn4x3[I0, I1, I2, I3, R0, R1, R2 any](doFn genericDoFn4x3[I0, I1, I2, I3, R0, R1, R2]) {
	panic("stub")
}

func DoFn4x4[I0, I1, I2, I3, R0, R1, R2, R3 any](doFn genericDoFn4x4[I0, I1, I2, I3, R0, R1, R2, R3]) {
	panic("stub")
}

func DoFn4x5[I0, I1, I2, I3, R0, R1, R2, R3, R4 any](doFn genericDoFn4x5[I0, I1, I2, I3, R0, R1, R2, R3, R4]) {
	panic("stub")
}

func DoFn5x0[I0, I1, I2, I3, I4 any](doFn genericDoFn5x0[I0, I1, I2, I3, I4]) { panic("stub") }

func DoFn5x1[I0, I1, I2, I3, I4, R0 any](doFn genericDoFn5x1[I0, I1, I2, I3, I4, R0]) { panic("stub") }

func DoFn5x2[I0, I1, I2, I3, I4, R0, R1 any](doFn genericDoFn5x2[I0, I1, I2, I3, I4, R0, R1]) {
	panic("stub")
}

func DoFn5x3[I0, I1, I2, I3, I4, R0, R1, R2 any](doFn genericDoFn5x3[I0, I1, I2, I3, I4, R0, R1, R2]) {
	panic("stub")
}

func DoFn5x4[I0, I1, I2, I3, I4, R0, R1, R2, R3 any](doFn genericDoFn5x4[I0, I1, I2, I3, I4, R0, R1, R2, R3]) {
	panic("stub")
}

func DoFn5x5[I0, I1, I2, I3, I4, R0, R1, R2, R3, R4 any](doFn genericDoFn5x5[I0, I1, I2, I3, I4, R0, R1, R2, R3, R4]) {
	panic("stub")
}

func DoFn6x0[I0, I1, I2, I3, I4, I5 any](doFn genericDoFn6x0[I0, I1, I2, I3, I4, I5]) { panic("stub") }

func DoFn6x1[I0, I1, I2, I3, I4, I5, R0 any](doFn genericDoFn6x1[I0, I1, I2, I3, I4, I5, R0]) {
	panic("stub")
}

func DoFn6x2[I0, I1, I2, I3, I4, I5, R0, R1 any](doFn genericDoFn6x2[I0, I1, I2, I3, I4, I5, R0, R1]) {
	panic("stub")
}

func DoFn6x3[I0, I1, I2, I3, I4, I5, R0, R1, R2 any](doFn genericDoFn6x3[I0, I1, I2, I3, I4, I5, R0, R1, R2]) {
	panic("stub")
}

func DoFn6x4[I0, I1, I2, I3, I4, I5, R0, R1, R2, R3 any](doFn genericDoFn6x4[I0, I1, I2, I3, I4, I5, R0, R1, R2, R3]) {
	panic("stub")
}

func DoFn6x5[I0, I1, I2, I3, I4, I5, R0, R1, R2, R3, R4 any](doFn genericDoFn6x5[I0, I1, I2, I3, I4, I5, R0, R1, R2, R3, R4]) {
	panic("stub")
}

func DoFn7x0[I0, I1, I2, I3, I4, I5, I6 any](doFn genericDoFn7x0[I0, I1, I2, I3, I4, I5, I6]) {
	panic("stub")
}

func DoFn7x1[I0, I1, I2, I3, I4, I5, I6, R0 any](doFn genericDoFn7x1[I0, I1, I2, I3, I4, I5, I6, R0]) {
	panic("stub")
}

func DoFn7x2[I0, I1, I2, I3, I4, I5, I6, R0, R1 any](doFn genericDoFn7x2[I0, I1, I2, I3, I4, I5, I6, R0, R1]) {
	panic("stub")
}

func DoFn7x3[I0, I1, I2, I3, I4, I5, I6, R0, R1, R2 any](doFn genericDoFn7x3[I0, I1, I2, I3, I4, I5, I6, R0, R1, R2]) {
	panic("stub")
}

func DoFn7x4[I0, I1, I2, I3, I4, I5, I6, R0, R1, R2, R3 any](doFn genericDoFn7x4[I0, I1, I2, I3, I4, I5, I6, R0, R1, R2, R3]) {
	panic("stub")
}

func DoFn7x5[I0, I1, I2, I3, I4, I5, I6, R0, R1, R2, R3, R4 any](doFn genericDoFn7x5[I0, I1, I2, I3, I4, I5, I6, R0, R1, R2, R3, R4]) {
	panic("stub")
}

func DoFn8x0[I0, I1, I2, I3, I4, I5, I6, I7 any](doFn genericDoFn8x0[I0, I1, I2, I3, I4, I5, I6, I7]) {
	panic("stub")
}

func DoFn8x1[I0, I1, I2, I3, I4, I5, I6, I7, R0 any](doFn genericDoFn8x1[I0, I1, I2, I3, I4, I5, I6, I7, R0]) {
	panic("stub")
}

func DoFn8x2[I0, I1, I2, I3, I4, I5, I6, I7, R0, R1 any](doFn genericDoFn8x2[I0, I1, I2, I3, I4, I5, I6, I7, R0, R1]) {
	panic("stub")
}

func DoFn8x3[I0, I1, I2, I3, I4, I5, I6, I7, R0, R1, R2 any](doFn genericDoFn8x3[I0, I1, I2, I3, I4, I5, I6, I7, R0, R1, R2]) {
	panic("stub")
}

func DoFn8x4[I0, I1, I2, I3, I4, I5, I6, I7, R0, R1, R2, R3 any](doFn genericDoFn8x4[I0, I1, I2, I3, I4, I5, I6, I7, R0, R1, R2, R3]) {
	panic("stub")
}

func DoFn8x5[I0, I1, I2, I3, I4, I5, I6, I7, R0, R1, R2, R3, R4 any](doFn genericDoFn8x5[I0, I1, I2, I3, I4, I5, I6, I7, R0, R1, R2, R3, R4]) {
	panic("stub")
}

func DoFn9x0[I0, I1, I2, I3, I4, I5, I6, I7, I8 any](doFn genericDoFn9x0[I0, I1, I2, I3, I4, I5, I6, I7, I8]) {
	panic("stub")
}

func DoFn9x1[I0, I1, I2, I3, I4, I5, I6, I7, I8, R0 any](doFn genericDoFn9x1[I0, I1, I2, I3, I4, I5, I6, I7, I8, R0]) {
	panic("stub")
}

func DoFn9x2[I0, I1, I2, I3, I4, I5, I6, I7, I8, R0, R1 any](doFn genericDoFn9x2[I0, I1, I2, I3, I4, I5, I6, I7, I8, R0, R1]) {
	panic("stub")
}

func DoFn9x3[I0, I1, I2, I3, I4, I5, I6, I7, I8, R0, R1, R2 any](doFn genericDoFn9x3[I0, I1, I2, I3, I4, I5, I6, I7, I8, R0, R1, R2]) {
	panic("stub")
}

func DoFn9x4[I0, I1, I2, I3, I4, I5, I6, I7, I8, R0, R1, R2, R3 any](doFn genericDoFn9x4[I0, I1, I2, I3, I4, I5, I6, I7, I8, R0, R1, R2, R3]) {
	panic("stub")
}

func DoFn9x5[I0, I1, I2, I3, I4, I5, I6, I7, I8, R0, R1, R2, R3, R4 any](doFn genericDoFn9x5[I0, I1, I2, I3, I4, I5, I6, I7, I8, R0, R1, R2, R3, R4]) {
	panic("stub")
}

func Function0x0(doFn func()) { panic("stub") }

func Function0x1[R0 any](doFn func() R0) { panic("stub") }

func Function0x2[R0, R1 any](doFn func() (R0, R1)) { panic("stub") }

func Function0x3[R0, R1, R2 any](doFn func() (R0, R1, R2)) { panic("stub") }

func Function0x4[R0, R1, R2, R3 any](doFn func() (R0, R1, R2, R3)) { panic("stub") }

func Function0x5[R0, R1, R2, R3, R4 any](doFn func() (R0, R1, R2, R3, R4)) { panic("stub") }

func Function10x0[I0, I1, I2, I3, I4, I5, I6, I7, I8, I9 any](doFn func(I0, I1, I2, I3, I4, I5, I6, I7, I8, I9)) {
	panic("stub")
}

func Function10x1[I0, I1, I2, I3, I4, I5, I6, I7, I8, I9, R0 any](doFn func(I0, I1, I2, I3, I4, I5, I6, I7, I8, I9) R0) {
	panic("stub")
}

func Function10x2[I0, I1, I2, I3, I4, I5, I6, I7, I8, I9, R0, R1 any](doFn func(I0, I1, I2, I3, I4, I5, I6, I7, I8, I9) (R0, R1)) {
	panic("stub")
}

func Function10x3[I0, I1, I2, I3, I4, I5, I6, I7, I8, I9, R0, R1, R2 any](doFn func(I0, I1, I2, I3, I4, I5, I6, I7, I8, I9) (R0, R1, R2)) {
	panic("stub")
}

func Function10x4[I0, I1, I2, I3, I4, I5, I6, I7, I8, I9, R0, R1, R2, R3 any](doFn func(I0, I1, I2, I3, I4, I5, I6, I7, I8, I9) (R0, R1, R2, R3)) {
	panic("stub")
}

func Function10x5[I0, I1, I2, I3, I4, I5, I6, I7, I8, I9, R0, R1, R2, R3, R4 any](doFn func(I0, I1, I2, I3, I4, I5, I6, I7, I8, I9) (R0, R1, R2, R3, R4)) {
	panic("stub")
}

func Function1x0[I0 any](doFn func(I0)) { panic("stub") }

func Function1x1[I0, R0 any](doFn func(I0) R0) { panic("stub") }

func Function1x2[I0, R0, R1 any](doFn func(I0) (R0, R1)) { panic("stub") }

func Function1x3[I0, R0, R1, R2 any](doFn func(I0) (R0, R1, R2)) { panic("stub") }

func Function1x4[I0, R0, R1, R2, R3 any](doFn func(I0) (R0, R1, R2, R3)) { panic("stub") }

func Function1x5[I0, R0, R1, R2, R3, R4 any](doFn func(I0) (R0, R1, R2, R3, R4)) { panic("stub") }

func Function2x0[I0, I1 any](doFn func(I0, I1)) { panic("stub") }

func Function2x1[I0, I1, R0 any](doFn func(I0, I1) R0) { panic("stub") }

func Function2x2[I0, I1, R0, R1 any](doFn func(I0, I1) (R0, R1)) { panic("stub") }

func Function2x3[I0, I1, R0, R1, R2 any](doFn func(I0, I1) (R0, R1, R2)) { panic("stub") }

func Function2x4[I0, I1, R0, R1, R2, R3 any](doFn func(I0, I1) (R0, R1, R2, R3)) { panic("stub") }

func Function2x5[I0, I1, R0, R1, R2, R3, R4 any](doFn func(I0, I1) (R0, R1, R2, R3, R4)) {
	panic("stub")
}

func Function3x0[I0, I1, I2 any](doFn func(I0, I1, I2)) { panic("stub") }

func Function3x1[I0, I1, I2, R0 any](doFn func(I0, I1, I2) R0) { panic("stub") }

func Function3x2[I0, I1, I2, R0, R1 any](doFn func(I0, I1, I2) (R0, R1)) { panic("stub") }

func Function3x3[I0, I1, I2, R0, R1, R2 any](doFn func(I0, I1, I2) (R0, R1, R2)) { panic("stub") }

func Function3x4[I0, I1, I2, R0, R1, R2, R3 any](doFn func(I0, I1, I2) (R0, R1, R2, R3)) {
	panic("stub")
}

func Function3x5[I0, I1, I2, R0, R1, R2, R3, R4 any](doFn func(I0, I1, I2) (R0, R1, R2, R3, R4)) {
	panic("stub")
}

func Function4x0[I0, I1, I2, I3 any](doFn func(I0, I1, I2, I3)) { panic("stub") }

func Function4x1[I0, I1, I2, I3, R0 any](doFn func(I0, I1, I2, I3) R0) { panic("stub") }

func Function4x2[I0, I1, I2, I3, R0, R1 any](doFn func(I0, I1, I2, I3) (R0, R1)) { panic("stub") }

func Function4x3[I0, I1, I2, I3, R0, R1, R2 any](doFn func(I0, I1, I2, I3) (R0, R1, R2)) {
	panic("stub")
}

func Function4x4[I0, I1, I2, I3, R0, R1, R2, R3 any](doFn func(I0, I1, I2, I3) (R0, R1, R2, R3)) {
	panic("stub")
}

func Function4x5[I0, I1, I2, I3, R0, R1, R2, R3, R4 any](doFn func(I0, I1, I2, I3) (R0, R1, R2, R3, R4)) {
	panic("stub")
}

func Function5x0[I0, I1, I2, I3, I4 any](doFn func(I0, I1, I2, I3, I4)) { panic("stub") }

func Function5x1[I0, I1, I2, I3, I4, R0 any](doFn func(I0, I1, I2, I3, I4) R0) { panic("stub") }

func Function5x2[I0, I1, I2, I3, I4, R0, R1 any](doFn func(I0, I1, I2, I3, I4) (R0, R1)) {
	panic("stub")
}

func Function5x3[I0, I1, I2, I3, I4, R0, R1, R2 any](doFn func(I0, I1, I2, I3, I4) (R0, R1, R2)) {
	panic("stub")
}

func Function5x4[I0, I1, I2, I3, I4, R0, R1, R2, R3 any](doFn func(I0, I1, I2, I3, I4) (R0, R1, R2, R3)) {
	panic("stub")
}

func Function5x5[I0, I1, I2, I3, I4, R0, R1, R2, R3, R4 any](doFn func(I0, I1, I2, I3, I4) (R0, R1, R2, R3, R4)) {
	panic("stub")
}

func Function6x0[I0, I1, I2, I3, I4, I5 any](doFn func(I0, I1, I2, I3, I4, I5)) { panic("stub") }

func Function6x1[I0, I1, I2, I3, I4, I5, R0 any](doFn func(I0, I1, I2, I3, I4, I5) R0) { panic("stub") }

func Function6x2[I0, I1, I2, I3, I4, I5, R0, R1 any](doFn func(I0, I1, I2, I3, I4, I5) (R0, R1)) {
	panic("stub")
}

func Function6x3[I0, I1, I2, I3, I4, I5, R0, R1, R2 any](doFn func(I0, I1, I2, I3, I4, I5) (R0, R1, R2)) {
	panic("stub")
}

func Function6x4[I0, I1, I2, I3, I4, I5, R0, R1, R2, R3 any](doFn func(I0, I1, I2, I3, I4, I5) (R0, R1, R2, R3)) {
	panic("stub")
}

func Function6x5[I0, I1, I2, I3, I4, I5, R0, R1, R2, R3, R4 any](doFn func(I0, I1, I2, I3, I4, I5) (R0, R1, R2, R3, R4)) {
	panic("stub")
}

func Function7x0[I0, I1, I2, I3, I4, I5, I6 any](doFn func(I0, I1, I2, I3, I4, I5, I6)) {
	panic("stub")
}

func Function7x1[I0, I1, I2, I3, I4, I5, I6, R0 any](doFn func(I0, I1, I2, I3, I4, I5, I6) R0) {
	panic("stub")
}

func Function7x2[I0, I1, I2, I3, I4, I5, I6, R0, R1 any](doFn func(I0, I1, I2, I3, I4, I5, I6) (R0, R1)) {
	panic("stub")
}

func Function7x3[I0, I1, I2, I3, I4, I5, I6, R0, R1, R2 any](doFn func(I0, I1, I2, I3, I4, I5, I6) (R0, R1, R2)) {
	panic("stub")
}

func Function7x4[I0, I1, I2, I3, I4, I5, I6, R0, R1, R2, R3 any](doFn func(I0, I1, I2, I3, I4, I5, I6) (R0, R1, R2, R3)) {
	panic("stub")
}

func Function7x5[I0, I1, I2, I3, I4, I5, I6, R0, R1, R2, R3, R4 any](doFn func(I0, I1, I2, I3, I4, I5, I6) (R0, R1, R2, R3, R4)) {
	panic("stub")
}

func Function8x0[I0, I1, I2, I3, I4, I5, I6, I7 any](doFn func(I0, I1, I2, I3, I4, I5, I6, I7)) {
	panic("stub")
}

func Function8x1[I0, I1, I2, I3, I4, I5, I6, I7, R0 any](doFn func(I0, I1, I2, I3, I4, I5, I6, I7) R0) {
	panic("stub")
}

func Function8x2[I0, I1, I2, I3, I4, I5, I6, I7, R0, R1 any](doFn func(I0, I1, I2, I3, I4, I5, I6, I7) (R0, R1)) {
	panic("stub")
}

func Function8x3[I0, I1, I2, I3, I4, I5, I6, I7, R0, R1, R2 any](doFn func(I0, I1, I2, I3, I4, I5, I6, I7) (R0, R1, R2)) {
	panic("stub")
}

func Function8x4[I0, I1, I2, I3, I4, I5, I6, I7, R0, R1, R2, R3 any](doFn func(I0, I1, I2, I3, I4, I5, I6, I7) (R0, R1, R2, R3)) {
	panic("stub")
}

func Function8x5[I0, I1, I2, I3, I4, I5, I6, I7, R0, R1, R2, R3, R4 any](doFn func(I0, I1, I2, I3, I4, I5, I6, I7) (R0, R1, R2, R3, R4)) {
	panic("stub")
}

func Function9x0[I0, I1, I2, I3, I4, I5, I6, I7, I8 any](doFn func(I0, I1, I2, I3, I4, I5, I6, I7, I8)) {
	panic("stub")
}

func Function9x1[I0, I1, I2, I3, I4, I5, I6, I7, I8, R0 any](doFn func(I0, I1, I2, I3, I4, I5, I6, I7, I8) R0) {
	panic("stub")
}

func Function9x2[I0, I1, I2, I3, I4, I5, I6, I7, I8, R0, R1 any](doFn func(I0, I1, I2, I3, I4, I5, I6, I7, I8) (R0, R1)) {
	panic("stub")
}

func Function9x3[I0, I1, I2, I3, I4, I5, I6, I7, I8, R0, R1, R2 any](doFn func(I0, I1, I2, I3, I4, I5, I6, I7, I8) (R0, R1, R2)) {
	panic("stub")
}

func Function9x4[I0, I1, I2, I3, I4, I5, I6, I7, I8, R0, R1, R2, R3 any](doFn func(I0, I1, I2, I3, I4, I5, I6, I7, I8) (R0, R1, R2, R3)) {
	panic("stub")
}

func Function9x5[I0, I1, I2, I3, I4, I5, I6, I7, I8, R0, R1, R2, R3, R4 any](doFn func(I0, I1, I2, I3, I4, I5, I6, I7, I8) (R0, R1, R2, R3, R4)) {
	panic("stub")
}
