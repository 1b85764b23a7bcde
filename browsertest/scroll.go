package browsertest

import (
	"fmt"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// Wheel turns the mouse's wheel over what the CSS selector finds first; by is
// in CSS pixels, downwards.
func Wheel(selector string, by float64) Step {
	return Step{fmt.Sprintf("turn the wheel by %.0f over %s", by, selector), func(p *Page) error {
		var at []float64
		if err := p.Ask(fmt.Sprintf("eyes.middle(document.querySelector(%q))", selector), &at); err != nil || len(at) != 2 {
			return err
		}
		// Chromium wants both, and the library leaves a zero out.
		const aside = 1e-6
		_, err := chromedp.Call(p.ctx, input.DispatchMouseEvent,
			input.DispatchMouseEventParams{Type: chromedp.MouseWheel, X: at[0], Y: at[1], DeltaX: aside, DeltaY: by})
		return err
	}}
}

// Meanwhile repeats the steps, at least once, until another step is done.
func Meanwhile(until Step, steps ...Step) Step {
	return Step{until.name, func(p *Page) error {
		done := make(chan error, 1)
		go func() { done <- until.do(p) }()
		for {
			if err := p.Do(steps...); err != nil {
				return err
			}
			select {
			case err := <-done:
				return err
			default:
			}
		}
	}}
}
