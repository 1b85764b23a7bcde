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

// Task is one of a page's main thread. Until it ends nothing the page's own
// code would do is done.
type Task struct {
	// Lasted is from its beginning to its end, Worked how long it had a processor.
	Lasted, Worked time.Duration
}

// LongestTask is the longest task of the pages' main thread while do ran.
func (b *Browser) LongestTask(do func() error) (Task, error) {
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
		return Task{}, err
	}
	config := &tracing.TraceConfig{IncludedCategories: []string{"toplevel"}, ExcludedCategories: []string{"*"}}
	if _, err := chromedp.CallBrowser(ctx, tracing.Start, tracing.StartParams{TraceConfig: config}); err != nil {
		return Task{}, err
	}
	failed := do()
	if _, err := chromedp.CallBrowser(ctx, tracing.End, cdp.Empty{}); err != nil {
		return Task{}, errors.Join(failed, err)
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

// longest is the longest task of the threads that draw pages.
func longest(pieces []traced) Task {
	type thread struct{ process, id int }
	main := map[thread]bool{}
	for _, p := range pieces {
		if p.Name == "thread_name" && p.Args.Name == "CrRendererMain" {
			main[thread{p.Process, p.Thread}] = true
		}
	}
	var most traced
	for _, p := range pieces {
		if p.Name == "ThreadControllerImpl::RunTask" && main[thread{p.Process, p.Thread}] && p.Lasted > most.Lasted {
			most = p
		}
	}
	return Task{time.Duration(most.Lasted) * time.Microsecond, time.Duration(most.Worked) * time.Microsecond}
}
