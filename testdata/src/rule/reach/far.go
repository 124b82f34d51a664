package reach

import (
	"context"
	"time"
)

// A chain of eight calls is told as a whole, one of nine without its middle.

//jobvet:operator
func eight(ctx context.Context) { eight1() }

func eight1() { eight2() }
func eight2() { eight3() }
func eight3() { eight4() }
func eight4() { eight5() }
func eight5() { eight6() }
func eight6() { eight7() }
func eight7() { eight8() }
func eight8() {
	time.Sleep(1) // want `operator eight \(.*\) sleeps in time\.Sleep via eight1 → eight2 → eight3 → eight4 → eight5 → eight6 → eight7 → eight8;`
}

//jobvet:operator
func nine(ctx context.Context) { nine1() }

func nine1() { nine2() }
func nine2() { nine3() }
func nine3() { nine4() }
func nine4() { nine5() }
func nine5() { nine6() }
func nine6() { nine7() }
func nine7() { nine8() }
func nine8() { nine9() }
func nine9() {
	time.Sleep(1) // want `operator nine \(.*\) sleeps in time\.Sleep via nine1 → nine2 → nine3 → \.\.\. 3 more \.\.\. → nine7 → nine8 → nine9;`
}

// All of many operators count, though not all are named.

func popular() {
	time.Sleep(1) // want `operator popular1 \(.*\) sleeps in time\.Sleep via popular;.* \(and 13 more operators\)$`
}

//jobvet:operator
func popular1(ctx context.Context) { popular() }

//jobvet:operator
func popular2(ctx context.Context) { popular() }

//jobvet:operator
func popular3(ctx context.Context) { popular() }

//jobvet:operator
func popular4(ctx context.Context) { popular() }

//jobvet:operator
func popular5(ctx context.Context) { popular() }

//jobvet:operator
func popular6(ctx context.Context) { popular() }

//jobvet:operator
func popular7(ctx context.Context) { popular() }

//jobvet:operator
func popular8(ctx context.Context) { popular() }

//jobvet:operator
func popular9(ctx context.Context) { popular() }

//jobvet:operator
func popular10(ctx context.Context) { popular() }

//jobvet:operator
func popular11(ctx context.Context) { popular() }

//jobvet:operator
func popular12(ctx context.Context) { popular() }

//jobvet:operator
func popular13(ctx context.Context) { popular() }

// This one goes another way, which is longer.
//
//jobvet:operator
func popular14(ctx context.Context) { less() }

func less() { popular() }
