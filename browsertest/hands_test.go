package browsertest

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Keys by their names.
const (
	down   = kb.ArrowDown
	enter  = kb.Enter
	escape = kb.Escape
)

func keys(pressed string) Step {
	return Step{fmt.Sprintf("press %q", pressed), func(p *Page) error { return chromedp.Do(p.ctx, chromedp.KeyEvent(pressed)) }}
}

func typed(text string) Step {
	return Step{"type «" + text + "»", keys(text).do}
}

// focus goes where a keyboard is already.
func focus(selector string) Step {
	return Step{"focus " + selector, func(p *Page) error {
		return p.Ask(fmt.Sprintf("document.querySelector(%q).focus()", selector), new(any))
	}}
}

// backTo goes back with Shift+Tab until the expression is true.
func backTo(there string) Step {
	return Step{"go back to " + there, func(p *Page) error {
		return p.until(Patience, func() (ok bool, err error) {
			if err := chromedp.Do(p.ctx, chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(chromedp.ModifierShift))); err != nil {
				return false, err
			}
			err = p.Ask(there, &ok)
			return ok, err
		})
	}}
}

// choose picks a file, as in the system's window.
func choose(selector, path string) Step {
	return Step{"choose " + path, func(p *Page) error {
		return chromedp.Do(p.ctx, chromedp.SetUploadFiles(chromedp.CSS(selector), []string{path}))
	}}
}

// tries writes a message that will not be sent.
func (c Chat) tries(text string) Step {
	return c.step("try to write «"+text+"»", func(p *Page) error {
		if err := p.fill(fmt.Sprintf("eyes.column(%d).querySelector('[data-input]')", c), text); err != nil {
			return err
		}
		return chromedp.Do(p.ctx, chromedp.KeyEvent(enter))
	})
}

// download clicks the element and tells the path of what the browser saved.
func (p *Page) download(element, dir string) (path string, err error) {
	events := true
	_, err = chromedp.CallBrowser(p.ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
		Behavior: browser.SetDownloadBehaviorBehaviorAllow, DownloadPath: dir, EventsEnabled: &events})
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(p.ctx, Patience)
	defer cancel()
	began := chromedp.BrowserEvents(ctx, browser.DownloadWillBegin)
	progress := chromedp.BrowserEvents(ctx, browser.DownloadProgress)
	if err := p.click(element, 1); err != nil {
		return "", err
	}
	for e, err := range began {
		if err != nil {
			return "", err
		}
		path = filepath.Join(dir, e.SuggestedFilename)
		break
	}
	for e, err := range progress {
		if err != nil || e.State == browser.DownloadProgressStateCompleted {
			return path, err
		}
	}
	return "", errNever
}
