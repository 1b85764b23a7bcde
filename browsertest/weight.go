package browsertest

import (
	"sync"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// Weigh opens an address as somebody who was never there, in a tab of its own,
// and tells how many bytes came over the wire, headers too, until the step was
// done.
func (b *Browser) Weigh(address string, s Screen, until Step) (int64, error) {
	p := b.tab()
	defer p.end()
	w := weighing{received: map[network.RequestID]int64{}}
	if err := chromedp.Listen(p.ctx, w.take); err != nil {
		return 0, err
	}
	if _, err := chromedp.Call(p.ctx, network.Enable, network.EnableParams{}); err != nil {
		return 0, err
	}
	if _, err := chromedp.Call(p.ctx, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true}); err != nil {
		return 0, err
	}
	if err := p.enter(address, s); err != nil {
		return 0, err
	}
	err := p.Do(until)
	return w.total(), err
}

// weighing is what came so far, by request.
type weighing struct {
	mu       sync.Mutex
	received map[network.RequestID]int64
}

func (w *weighing) take(event any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch e := event.(type) {
	case *network.EventResponseReceived:
		w.received[e.RequestID] += int64(e.Response.EncodedDataLength)
	case *network.EventDataReceived:
		w.received[e.RequestID] += e.EncodedDataLength
	case *network.EventLoadingFinished:
		w.received[e.RequestID] = int64(e.EncodedDataLength)
	}
}

func (w *weighing) total() (bytes int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, n := range w.received {
		bytes += n
	}
	return bytes
}
