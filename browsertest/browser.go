// Package browsertest uses the demonstration's page as people do, in a real
// Chromium: it looks, clicks and types. The tests are here; the pictures of the
// guides and the page's measurements are made with it too.
package browsertest

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"time"

	"github.com/chromedp/cdproto/emulation"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// ErrNoChromium: there is no Chromium on this machine.
var ErrNoChromium = errors.New("no chromium found (chromium, chromium-browser, google-chrome); make test installs it on Debian")

// Browser is a running Chromium with a profile of its own.
type Browser struct {
	ctx context.Context // chromedp keeps the browser in it
	end context.CancelFunc
}

// Screen is what a page is looked at on.
type Screen struct {
	Width, Height int64
	// Scale is how many points of a picture make one of the page; 0 means 1.
	Scale float64
	Dark  bool
}

// Desk and Hand are a desktop's screen and a phone's.
var (
	Desk = Screen{Width: 1400, Height: 900}
	Hand = Screen{Width: 390, Height: 844}
)

// Start starts Chromium, or fails with ErrNoChromium. Programs that package
// process starts must be started before: when one of them ends so does a
// thread, and Chromium ends with the thread that started it.
func Start(ctx context.Context) (*Browser, error) {
	program, err := find()
	if err != nil {
		return nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program),
		// The only pages are our own, and in a container the sandbox cannot work.
		chromedp.NoSandbox,
		chromedp.Flag("disable-gpu", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("no-proxy-server", true),
	)
	ctx, endProcess := chromedp.NewExecAllocator(ctx, options...)
	ctx, endBrowser := chromedp.NewContext(ctx)
	b := &Browser{ctx: ctx, end: func() { endBrowser(); endProcess() }}
	if err := chromedp.Do(ctx); err != nil {
		b.end()
		return nil, fmt.Errorf("start %s: %w", program, err)
	}
	return b, nil
}

// Available is nil, or ErrNoChromium.
func Available() error {
	_, err := find()
	return err
}

func find() (string, error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", ErrNoChromium
}

// Close ends Chromium and removes its profile.
func (b *Browser) Close() {
	ctx, cancel := context.WithTimeout(b.ctx, 10*time.Second)
	_ = chromedp.Cancel(ctx) // end kills what would not close
	cancel()
	b.end()
}

// Open opens an address in a tab of its own.
func (b *Browser) Open(address string, s Screen) (*Page, error) {
	p := b.tab()
	if err := p.enter(address, s); err != nil {
		p.end()
		return nil, fmt.Errorf("open %s: %w", address, err)
	}
	return p, nil
}

func (b *Browser) tab() *Page {
	ctx, end := chromedp.NewContext(b.ctx)
	return &Page{ctx: ctx, end: end}
}

func (p *Page) enter(address string, s Screen) error {
	if _, err := chromedp.Call(p.ctx, cdppage.AddScriptToEvaluateOnNewDocument,
		cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: eyes}); err != nil {
		return err
	}
	if err := p.Look(s); err != nil {
		return err
	}
	return chromedp.Do(p.ctx, chromedp.Navigate(address))
}

// Look changes the screen under the open page.
func (p *Page) Look(s Screen) error {
	light := "light"
	if s.Dark {
		light = "dark"
	}
	if s.Scale == 0 {
		s.Scale = 1
	}
	if _, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: light},
			{Name: "prefers-reduced-motion", Value: "reduce"},
		},
	}); err != nil {
		return err
	}
	return chromedp.Do(p.ctx, chromedp.EmulateViewport(s.Width, s.Height, chromedp.EmulateScale(s.Scale)))
}
