package ratelimit

import (
	"bytes"
	"encoding"
	"encoding/gob"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

var (
	_ json.Marshaler           = (*Limiter)(nil)
	_ json.Unmarshaler         = (*Limiter)(nil)
	_ encoding.TextMarshaler   = (*Limiter)(nil)
	_ encoding.TextUnmarshaler = (*Limiter)(nil)
	_ gob.GobEncoder           = (*Limiter)(nil)
	_ gob.GobDecoder           = (*Limiter)(nil)
)

// codecs encode and decode a limiter in every form.
var codecs = map[string]func(l *Limiter) (*Limiter, error){
	"json": func(l *Limiter) (*Limiter, error) {
		data, err := json.Marshal(l)
		if err != nil {
			return nil, err
		}
		decoded := new(Limiter)
		return decoded, json.Unmarshal(data, decoded)
	},
	"text": func(l *Limiter) (*Limiter, error) {
		data, err := l.MarshalText()
		if err != nil {
			return nil, err
		}
		decoded := new(Limiter)
		return decoded, decoded.UnmarshalText(data)
	},
	"gob": func(l *Limiter) (*Limiter, error) {
		type doFn struct{ Limiter *Limiter }
		var data bytes.Buffer
		if err := gob.NewEncoder(&data).Encode(doFn{l}); err != nil {
			return nil, err
		}
		var decoded doFn
		err := gob.NewDecoder(&data).Decode(&decoded)
		return decoded.Limiter, err
	},
}

func TestRoundTrip(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		drained := Must(New(0.1, 1000))
		drained.TryAcquireN(900)
		time.Sleep(5 * time.Second)
		changed := Must(New(1, 5))
		if err := changed.SetRate(1.0 / 3); err != nil {
			t.Fatal(err)
		}
		for _, l := range []*Limiter{
			Must(New(10, 20)), Must(New(1.0/86400, MaxBurst, Exact())), Must(New(MaxRate, 1)), Must(New(MinRate, 3)), drained, changed,
		} {
			for name, codec := range codecs {
				got, err := codec(l)
				if err != nil {
					t.Errorf("%s: %v: %v", name, l, err)
					continue
				}
				if got.String() != l.String() {
					t.Errorf("%s: %v became %v", name, l, got)
				}
				if got.Available() != l.Available() || got.RetryAfter(l.Burst()) < l.RetryAfter(l.Burst()) {
					t.Errorf("%s: %v holds %d, not %d", name, l, got.Available(), l.Available())
				}
			}
		}
		if drained.String() != "0.1/s burst=1000 held=100.5" {
			t.Errorf("text is %q", drained)
		}
	})
}

func TestDecodersAreAsStrictAsNew(t *testing.T) {
	for _, text := range []string{
		``, ` `, `burst=20`, `10/s`, `10 burst=20`, `10/ burst=20`, `10/x burst=20`, `/s burst=20`, `0/s burst=20`, `-1/s burst=20`,
		`NaN/s burst=20`, `Inf/s burst=20`, `1e400/s burst=1`, `1e10/s burst=20`, `1e-10/s burst=20`, `10/s burst=0`, `10/s burst=-5`,
		`10/s burst=1.5`, `10/s burst=1099511627777`, `10/s burst=99999999999999999999`, `10/s burst=`, `10/s burst`, `10/s burst=20 burst=20`,
		`10/s burst=20 exact=true`, `10/s burst=20 name=`, `10/s burst=20 held=-1`, `10/s burst=20 held=21`, `10/s burst=20 held=NaN`,
		`10/s burst=20 name=a held=3`, `10/s burst=20 more`, `10/s burst=20 name=` + strings.Repeat("x", 129),
	} {
		l := new(Limiter)
		if err := l.UnmarshalText([]byte(text)); !errors.Is(err, ErrInvalid) {
			t.Errorf("%q: %v, %v", text, l, err)
		}
		if l.Burst() != 0 {
			t.Errorf("%q: left a limiter behind: %v", text, l)
		}
	}
	for _, text := range []string{
		``, `null`, `{}`, `[]`, `"10/s burst=20"`, `{"rate":10}`, `{"burst":20}`, `{"rate":null,"burst":20}`, `{"rate":"10","burst":20}`,
		`{"rate":0,"burst":20}`, `{"rate":1e10,"burst":20}`, `{"rate":10,"burst":0}`, `{"rate":10,"burst":1.5}`, `{"rate":10,"burst":1e30}`,
		`{"rate":10,"burst":20,"x":1}`, `{"rate":10,"burst":20} {}`, `{"rate":10,"burst":20}x`, `{"rate":10,"burst":20,"held":21}`,
		`{"rate":10,"burst":20,"name":"a b"}`, `{"rate":10,"burst":20,"name":"a","held":2}`, `{"rate":10,"burst":20`,
	} {
		l := Must(New(3, 4))
		if err := l.UnmarshalJSON([]byte(text)); !errors.Is(err, ErrInvalid) {
			t.Errorf("%s: %v, %v", text, l, err)
		}
		if l.String() != "3/s burst=4" {
			t.Errorf("%s: changed the limiter to %v", text, l)
		}
	}
	var fn struct{ Limiter Limiter }
	if err := json.Unmarshal([]byte(`{"Limiter":null}`), &fn); err == nil {
		t.Error("null became a limiter")
	}
}

func TestUnitsOfText(t *testing.T) {
	for text, rate := range map[string]float64{"5/s burst=1": 5, "30/m burst=1": 0.5, "36/h burst=1": 0.01, "1/d burst=1": 1.0 / 86400} {
		var l Limiter
		if err := l.UnmarshalText([]byte(text)); err != nil || l.Rate() != rate {
			t.Errorf("%s: rate %v, %v", text, l.Rate(), err)
		}
	}
	flags := flag.NewFlagSet("", flag.ContinueOnError)
	var l Limiter
	flags.TextVar(&l, "limit", Must(New(1, 1)), "")
	if err := flags.Parse([]string{"-limit", "600/m burst=5 exact"}); err != nil || l.String() != "10/s burst=5 exact" {
		t.Errorf("%v, %v", &l, err)
	}
}

func TestNamesShareOneLimiter(t *testing.T) {
	for _, name := range []string{"api", "other"} {
		defer Forget(name)
	}
	first := Must(New(MinRate, 300, Name("api")))
	limiters := []*Limiter{first, Must(New(MinRate, 300, Name("api")))}
	for _, codec := range codecs {
		l, err := codec(first)
		if err != nil {
			t.Fatal(err)
		}
		limiters = append(limiters, l)
	}
	found, ok := Lookup("api")
	if !ok {
		t.Fatal("not found")
	}
	limiters = append(limiters, found)
	var wg sync.WaitGroup
	granted := make([]int, len(limiters))
	for i, l := range limiters {
		wg.Go(func() {
			for range 1000 {
				granted[i] += count(l.TryAcquire())
			}
		})
	}
	wg.Wait()
	total := 0
	for _, n := range granted {
		total += n
	}
	if total != 300 {
		t.Errorf("%d handles were granted %d of 300", len(limiters), total)
	}
	// A change by one handle is seen by all, and is not encoded.
	if err := first.SetBurst(400); err != nil {
		t.Fatal(err)
	}
	first.Reset()
	for _, l := range limiters {
		if l.Burst() != 400 || l.Name() != "api" || l.String() != "1e-09/s burst=300 name=api" || !l.TryAcquire() {
			t.Errorf("%v: burst %d", l, l.Burst())
		}
	}
	for _, bad := range []string{"2/s burst=300 name=api", "1e-9/s burst=301 name=api", "1e-9/s burst=300 exact name=api"} {
		if err := new(Limiter).UnmarshalText([]byte(bad)); !errors.Is(err, ErrInvalid) {
			t.Errorf("%s: %v", bad, err)
		}
	}
	Forget("api")
	if _, ok := Lookup("api"); ok {
		t.Error("not forgotten")
	}
	if l := Must(New(2, 2, Name("api"))); l.Available() != 2 || first.Burst() != 400 {
		t.Error("a forgotten name lives on")
	}
	if _, ok := Lookup("other"); ok {
		t.Error("found what was never made")
	}
}

// TestNamesAreBounded fills the registry, as hostile input might.
func TestNamesAreBounded(t *testing.T) {
	named.Lock()
	kept := named.buckets
	named.buckets = map[string]*bucket{}
	for i := range maxNamed {
		named.buckets[fmt.Sprint(i)] = nil
	}
	named.Unlock()
	defer func() {
		named.Lock()
		defer named.Unlock()
		named.buckets = kept
	}()
	if _, err := New(1, 1, Name("one more")); !errors.Is(err, ErrInvalid) {
		t.Error(err)
	}
}

// TestIdleHandlesHoldNothing checks that a handle that is never used does not
// keep every generation since alive.
func TestIdleHandlesHoldNothing(t *testing.T) {
	l := Must(New(1, 10))
	g := l.gen.Load()
	for range 3 {
		if err := l.SetRate(2); err != nil {
			t.Fatal(err)
		}
	}
	if g.next.Load() != nil {
		t.Error("a sealed generation still points to the next one")
	}
}

func FuzzUnmarshalText(f *testing.F) {
	for _, seed := range []string{"10/s burst=20", "1/d burst=1 exact held=0.5", "1e-9/s burst=1099511627776 name=x", "NaN/s burst=1", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) { checkDecoded(t, text, (*Limiter).UnmarshalText) })
}

func FuzzUnmarshalJSON(f *testing.F) {
	for _, seed := range []string{`{"rate":10,"burst":20}`, `{"rate":1e-9,"burst":1,"held":0.5,"exact":true}`, `{"rate":1,"burst":2,"name":"x"}`, `null`, `{"Rate":1,"BURST":1}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) { checkDecoded(t, text, (*Limiter).UnmarshalJSON) })
}

// checkDecoded checks that a decoder either fails and leaves nothing, or makes a
// limiter that New would make and that survives another round.
func checkDecoded(t *testing.T, text string, decode func(*Limiter, []byte) error) {
	var l Limiter
	if err := decode(&l, []byte(text)); err != nil {
		if l.Burst() != 0 {
			t.Fatalf("%q: an error and a limiter: %v, %v", text, err, &l)
		}
		return
	}
	defer Forget(l.Name())
	if _, err := New(l.Rate(), l.Burst()); err != nil {
		t.Fatalf("%q: New refuses %v: %v", text, &l, err)
	}
	if n := l.Available(); n < 0 || n > l.Burst() || math.IsNaN(l.Utilization()) {
		t.Fatalf("%q: %v holds %d", text, &l, n)
	}
	if l.RetryAfter(l.Burst()) < 0 || l.TryAcquireN(l.Burst()+1) {
		t.Fatalf("%q: %v", text, &l)
	}
	for name, codec := range codecs {
		if _, err := codec(&l); err != nil {
			t.Fatalf("%q: %s: %v", text, name, err)
		}
	}
}

// FuzzTryAcquireAt feeds times in any order to a limiter and the exact model.
func FuzzTryAcquireAt(f *testing.F) {
	f.Add(1000.0, 10, []byte{1, 2, 3, 250, 4, 255, 0})
	f.Add(3e8, 1, []byte{0, 0, 0, 1, 1, 1})
	f.Add(1.0/86400, 1<<30, []byte{255, 128, 64})
	start := time.Now()
	f.Fuzz(func(t *testing.T, rate float64, burst int, moves []byte) {
		l, err := New(rate, burst)
		if err != nil {
			return
		}
		m := newModel(l)
		interval := max(1e9/rate, 1)
		for i, move := range moves {
			// Up to 32 intervals forward or back of a slowly advancing line.
			offset := (float64(i) + float64(int8(move))/4) * interval
			now := start.Add(time.Duration(max(min(offset, 1e17), -1e17)))
			n := 1 + int(move)%min(burst, 7)
			at := l.bucket().at(now)
			got := l.TryAcquireAt(now, n)
			if got && m.surelyNot(at, n) || !got && m.surely(at, n) {
				t.Fatalf("%v: move %d: TryAcquireAt(%v, %d) = %t, exact level %s", l, i, now.Sub(start), n, got, m.level(at).FloatString(9))
			}
			if got {
				m.charge(at, n)
			}
		}
	})
}
