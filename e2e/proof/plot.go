package proof

import (
	"fmt"
	"math"
	"strings"

	"github.com/jobvet/jobvet/e2e/cost"
)

// The plot has a row of two panels for each place: first output and throughput
// over the limit, all axes logarithmic.
const (
	panelWidth, panelHeight = 300, 180
	marginLeft, marginTop   = 60, 40
	gap                     = 90
)

var colours = map[string]string{"wait": "#c0392b", "drop": "#7f8c8d", "yield": "#2471a3"}

func (p *Proof) plot() string {
	var places []string
	for _, c := range p.Costs {
		if len(places) == 0 || places[len(places)-1] != c.Cluster {
			places = append(places, c.Cluster)
		}
	}
	width := marginLeft + 2*panelWidth + gap + 30
	height := marginTop + len(places)*(panelHeight+gap)
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="11">`+"\n", width, height)
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="white"/>`+"\n", width, height)
	for i, place := range places {
		y := marginTop + i*(panelHeight+gap)
		p.panel(&b, marginLeft, y, place, place+": first output (s)", -3, 1, func(c *Cost) float64 { return c.First.Seconds() })
		p.panel(&b, marginLeft+panelWidth+gap, y, place, place+": committed a second", 0, 4, (*Cost).Throughput)
	}
	for i, w := range cost.Ways {
		x := marginLeft + i*150
		y := height - 14
		fmt.Fprintf(&b, `<line x1="%d" y1="%d" x2="%d" y2="%d" stroke="%s" stroke-width="2"/>`, x, y-4, x+20, y-4, colours[w.Name])
		fmt.Fprintf(&b, `<text x="%d" y="%d">%s</text>`+"\n", x+26, y, strings.ReplaceAll(w.Title, "`", ""))
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// panel draws one panel; low and high are the ends of its vertical axis, as
// powers of ten.
func (p *Proof) panel(b *strings.Builder, left, top int, place, title string, low, high int, value func(*Cost) float64) {
	xOf := func(rate float64) float64 {
		return float64(left) + (math.Log10(rate)-1)/(3.6-1)*panelWidth
	}
	yOf := func(v float64) float64 {
		l := min(max(math.Log10(v), float64(low)), float64(high))
		return float64(top+panelHeight) - (l-float64(low))/float64(high-low)*panelHeight
	}
	fmt.Fprintf(b, `<text x="%d" y="%d" font-weight="bold">%s</text>`+"\n", left, top-10, title)
	for e := low; e <= high; e++ {
		v := math.Pow10(e)
		fmt.Fprintf(b, `<line x1="%d" y1="%.1f" x2="%d" y2="%.1f" stroke="#ddd"/>`, left, yOf(v), left+panelWidth, yOf(v))
		fmt.Fprintf(b, `<text x="%d" y="%.1f" text-anchor="end">%g</text>`+"\n", left-6, yOf(v)+4, v)
	}
	for _, rate := range cost.Rates {
		x := xOf(float64(rate))
		fmt.Fprintf(b, `<line x1="%.1f" y1="%d" x2="%.1f" y2="%d" stroke="#ddd"/>`, x, top, x, top+panelHeight)
		fmt.Fprintf(b, `<text x="%.1f" y="%d" text-anchor="middle">%d/s</text>`+"\n", x, top+panelHeight+16, rate)
	}
	for _, w := range cost.Ways {
		var points []string
		for _, c := range p.costsOf(place, w) {
			if value(c) == 0 {
				continue
			}
			x, y := xOf(float64(c.Rate)), yOf(value(c))
			points = append(points, fmt.Sprintf("%.1f,%.1f", x, y))
			fmt.Fprintf(b, `<circle cx="%.1f" cy="%.1f" r="3" fill="%s"/>`, x, y, colours[w.Name])
		}
		fmt.Fprintf(b, `<polyline points="%s" fill="none" stroke="%s" stroke-width="2"/>`+"\n", strings.Join(points, " "), colours[w.Name])
	}
}
