package lab

import (
	"fmt"
	"math"
	"strings"
)

// The plot has a row for each framework and two panels with logarithmic axes: the
// time of a full queue over the ideal one, and how often the job ran for an item.
const (
	rowHeight  = 30
	panelWidth = 300
	panelGap   = 40
	nameWidth  = 110
	plotTop    = 44
)

var wayColours = map[Way]string{Waiting: "#7f8c8d", Fixed: "#2471a3", Advised: "#17a589", GiveBack: "#c0392b", Booked: "#d68910", Throttle: "#8e44ad"}

// A panel is a part of the plot with an axis of its own, from 1 to a power of ten.
type panel struct {
	title string
	left  int
	ends  float64
	value func(*Trial) float64
}

// Plot returns a picture of how the ways do with a full queue, as SVG.
func (r *Results) Plot() string {
	panels := []panel{
		{"time / ideal", nameWidth, 1, func(t *Trial) float64 {
			if t.Done < t.Items {
				return math.Inf(1)
			}
			return t.Seconds / t.Ideal
		}},
		{"runs of the job an item", nameWidth + panelWidth + panelGap, 5, func(t *Trial) float64 { return float64(t.Runs) / float64(t.Items) }},
	}
	width, bottom := nameWidth+2*panelWidth+panelGap+20, plotTop+len(r.Frameworks)*rowHeight
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="11">`+"\n", width, bottom+56)
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="white"/>`+"\n", width, bottom+56)
	for _, p := range panels {
		p.axis(&b, bottom)
	}
	for i, f := range r.Frameworks {
		top := plotTop + i*rowHeight
		fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="end">%s</text>`, nameWidth-10, top+rowHeight/2+4, f.Key)
		fmt.Fprintf(&b, `<line x1="%d" y1="%d" x2="%d" y2="%d" stroke="#eee"/>`+"\n", nameWidth, top+rowHeight, width-20, top+rowHeight)
		for _, p := range panels {
			p.row(&b, f, top)
		}
	}
	for i, way := range Ways() {
		x := nameWidth + i*90
		fmt.Fprintf(&b, `<circle cx="%d" cy="%d" r="4" fill="%s"/><text x="%d" y="%d">%s</text>`+"\n", x, bottom+30, wayColours[way], x+8, bottom+34, way)
	}
	fmt.Fprintf(&b, `<text x="%d" y="%d">A ring: not all items were done in five times the ideal time.</text>`+"\n</svg>\n", nameWidth, bottom+50)
	return b.String()
}

func (p panel) axis(b *strings.Builder, bottom int) {
	fmt.Fprintf(b, `<text x="%d" y="16" font-weight="bold">%s</text>`+"\n", p.left, p.title)
	marks := []float64{1, 2, 5, 10}
	if p.ends > 1 {
		marks = nil
		for e := range int(p.ends) + 1 {
			marks = append(marks, math.Pow10(e))
		}
	}
	for _, v := range marks {
		x := p.x(v)
		fmt.Fprintf(b, `<line x1="%.1f" y1="%d" x2="%.1f" y2="%d" stroke="#ddd"/><text x="%.1f" y="34" text-anchor="middle">%.0f</text>`+"\n", x, plotTop, x, bottom, x, v)
	}
}

// row draws a mark for each way, one below the other.
func (p panel) row(b *strings.Builder, f *Result, top int) {
	for i, way := range Ways() {
		t := f.Trial(way, Full)
		if t == nil {
			continue
		}
		fill := wayColours[way]
		if t.Done < t.Items {
			fill = "white"
		}
		fmt.Fprintf(b, `<circle cx="%.1f" cy="%d" r="2.5" fill="%s" stroke="%s"/>`, p.x(p.value(t)), top+5+i*(rowHeight-10)/(len(Ways())-1), fill, wayColours[way])
	}
	b.WriteString("\n")
}

// x returns the place of a value, at the end of the axis if it lies behind it.
func (p panel) x(v float64) float64 {
	return float64(p.left) + panelWidth*min(max(math.Log10(v), 0), p.ends)/p.ends
}
