package browsertest

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

//go:embed eyes.js
var eyes string

// Patience is how long somebody waits for the page before a step fails; a
// story has Long.
const (
	Patience = 90 * time.Second
	Long     = 3 * time.Minute
)

// Page is an open tab.
type Page struct {
	ctx context.Context // chromedp keeps the tab in it
	end context.CancelFunc
}

// Step is something done or waited for; it says what when it fails.
type Step struct {
	name string
	do   func(p *Page) error
}

// Do takes the steps one after another, up to the first that fails.
func (p *Page) Do(steps ...Step) error {
	for _, s := range steps {
		if err := s.do(p); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	return nil
}

// Close closes the tab.
func (p *Page) Close() { p.end() }

// Ask evaluates an expression, or what a promise gives, into out.
func (p *Page) Ask(js string, out any) error {
	raw, err := chromedp.Run(p.ctx, chromedp.Evaluate[[]byte](js, chromedp.EvalAwaitPromise))
	if err != nil {
		return err
	}
	if len(raw) == 0 {
		raw = []byte("null")
	}
	return json.Unmarshal(raw, out)
}

// Rest takes the mouse and the cursor away.
func (p *Page) Rest() error {
	if err := p.Ask("document.activeElement.blur()", new(any)); err != nil {
		return err
	}
	return chromedp.Do(p.ctx, chromedp.MouseEvent(chromedp.MouseMoved, 0, 0))
}

// Picture is what the screen shows, as PNG.
func (p *Page) Picture() ([]byte, error) { return chromedp.Run(p.ctx, chromedp.CaptureScreenshot()) }

var errNever = errors.New("it did not come about in time")

// until asks again and again, until accept is content. While a page loads,
// asking fails; the last failure is told if time runs out.
func (p *Page) until(patience time.Duration, accept func() (bool, error)) error {
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	tick := time.NewTicker(15 * time.Millisecond)
	defer tick.Stop()
	for {
		ok, err := accept()
		if ok && err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return errors.Join(errNever, err)
		case <-tick.C:
		}
	}
}

// Wait waits until the expression is true.
func Wait(js string) Step { return wait(js, Patience) }

func wait(js string, patience time.Duration) Step {
	return Step{"wait for " + js, func(p *Page) error {
		return p.until(patience, func() (ok bool, err error) {
			err = p.Ask("Boolean("+js+")", &ok)
			return ok, err
		})
	}}
}

// Story waits until a story is set up: the council's time, as RFC 3339, at
// which it stops.
func Story(at string) Step { return wait(fmt.Sprintf("eyes.set(%q)", at), Long) }

// Hears waits until a passing line has said the words, however soon it passed.
func Hears(words string) Step { return Wait(fmt.Sprintf("eyes.heard.includes(%q)", words)) }

// Tell sets up a story from the page's menu and waits for it.
func Tell(name, at string) Step {
	return Step{"story " + name, func(p *Page) error {
		return p.Do(Click("#stories-button"), Click(fmt.Sprintf("[data-story=%q]", name)), Wait("'playing' in document.body.dataset"), Story(at))
	}}
}

// Click clicks what the CSS selector finds first.
func Click(selector string) Step {
	return Step{"click " + selector, func(p *Page) error { return p.click(fmt.Sprintf("document.querySelector(%q)", selector), 1) }}
}

// Fill puts a text into the field that the CSS selector finds first.
func Fill(selector, text string) Step {
	return Step{"fill " + selector, func(p *Page) error { return p.fill(fmt.Sprintf("document.querySelector(%q)", selector), text) }}
}

// click clicks an element, as often as told, once it stands still, is
// enabled and nothing covers it.
func (p *Page) click(element string, times int) error {
	var before, at []float64
	err := p.until(Patience, func() (bool, error) {
		before, at = at, nil
		err := p.Ask("eyes.point("+element+")", &at)
		return len(at) == 2 && len(before) == 2 && at[0] == before[0] && at[1] == before[1], err
	})
	for range times {
		if err == nil {
			err = chromedp.Do(p.ctx, chromedp.MouseClickXY(at[0], at[1]))
		}
	}
	return err
}

// fill clicks a field and puts a text into it, as from the clipboard, in place
// of what is there.
func (p *Page) fill(field, text string) error {
	if err := p.click(field, 1); err != nil {
		return err
	}
	// A window that closes just now would give the focus back elsewhere.
	if err := p.until(Patience, func() (ok bool, err error) {
		err = p.Ask("(field => { field.focus(); field.select(); return document.activeElement === field; })("+field+")", &ok)
		return ok, err
	}); err != nil {
		return err
	}
	_, err := chromedp.Call(p.ctx, input.InsertText, input.InsertTextParams{Text: text})
	return err
}
