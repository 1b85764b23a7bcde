package browsertest

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/tracing"
	"github.com/chromedp/chromedp"
)

// traced is what the browser's trace tells of a task, or of a thread.
type traced struct {
	Name    string `json:"name"`
	Process int    `json:"pid"`
	Thread  int    `json:"tid"`
	Lasted  int64  `json:"dur"`  // µs
	Worked  int64  `json:"tdur"` // µs of a processor
	Args    struct {
		Name string `json:"name"`
	} `json:"args"`
}

// Longest is how long one task of a page's main thread took at most. Until a
// task ends the page does nothing else.
type Longest struct {
	// Working is the time with a processor, Lasting from beginning to end: with
	// the waiting for one on a machine that does other things.
	Working, Lasting time.Duration
}

// LongestTasks watches the pages' main threads while do runs.
func (b *Browser) LongestTasks(do func() error) (Longest, error) {
	var pieces []traced
	complete := make(chan bool, 1)
	ctx, stop := context.WithCancel(b.ctx)
	defer stop()
	err := chromedp.ListenBrowser(ctx, func(event any) {
		switch e := event.(type) {
		case *tracing.EventDataCollected:
			for _, raw := range e.Value {
				var piece traced
				if json.Unmarshal(raw, &piece) == nil {
					pieces = append(pieces, piece)
				}
			}
		case *tracing.EventTracingComplete:
			complete <- e.DataLossOccurred
		}
	})
	if err != nil {
		return Longest{}, err
	}
	config := &tracing.TraceConfig{IncludedCategories: []string{"toplevel"}, ExcludedCategories: []string{"*"}}
	if _, err := chromedp.CallBrowser(ctx, tracing.Start, tracing.StartParams{TraceConfig: config}); err != nil {
		return Longest{}, err
	}
	failed := do()
	if _, err := chromedp.CallBrowser(ctx, tracing.End, cdp.Empty{}); err != nil {
		return Longest{}, errors.Join(failed, err)
	}
	select {
	case lost := <-complete:
		if lost {
			failed = errors.Join(failed, errors.New("the browser's trace has gaps"))
		}
	case <-ctx.Done():
		failed = errors.Join(failed, ctx.Err())
	}
	return longest(pieces), failed
}

// longest looks at the threads that draw pages.
func longest(pieces []traced) (most Longest) {
	type thread struct{ process, id int }
	main := map[thread]bool{}
	for _, p := range pieces {
		if p.Name == "thread_name" && p.Args.Name == "CrRendererMain" {
			main[thread{p.Process, p.Thread}] = true
		}
	}
	for _, p := range pieces {
		if p.Name == "ThreadControllerImpl::RunTask" && main[thread{p.Process, p.Thread}] {
			most.Working = max(most.Working, time.Duration(p.Worked)*time.Microsecond)
			most.Lasting = max(most.Lasting, time.Duration(p.Lasted)*time.Microsecond)
		}
	}
	return most
}
