package main

import (
	"context"
	"errors"
	"fmt"
	"math"

	"sereda/browsertest"
)

// The people whose chats are watched: the secretary, an organiser, two heads.
const (
	secretaryChat = browsertest.Chat(7000005)
	organiserChat = browsertest.Chat(7000073)
	firstHeadChat = browsertest.Chat(7000007)
	lateHeadChat  = browsertest.Chat(7000033)
)

// page measures the demonstration's page in a browser, where there is one.
func page(ctx context.Context, s *stage) (_ []string, err error) {
	if err := browsertest.Available(); err != nil {
		progress("NOT RUN: browser_longest_task_ms, page_kb: %v", err)
		return nil, nil
	}
	d, err := browsertest.StartDemonstration(ctx, s.program)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, d.Stop()) }()
	b, err := browsertest.Start(ctx)
	if err != nil {
		return nil, err
	}
	defer b.Close()
	tab, err := b.Open(d.Address+"?story=digest", browsertest.Desk)
	if err != nil {
		return nil, err
	}
	longest, err := b.LongestTasks(func() error { return tab.Do(watchedWeek()...) })
	if err != nil {
		return nil, err
	}
	if longest.Working == 0 {
		return nil, errors.New("the browser's trace tells of no task")
	}
	progress("a week watched: the longest task worked %v; with its waiting for a processor the longest lasted %v", longest.Working, longest.Lasting)
	bytes, err := b.Weigh(d.Address, browsertest.Desk, loaded)
	if err != nil {
		return nil, err
	}
	return []string{
		fmt.Sprintf("browser_longest_task_ms %.0f", math.Ceil(float64(longest.Working.Microseconds())/1000)),
		fmt.Sprintf("page_kb %.0f", math.Ceil(float64(bytes)/1000)),
	}, nil
}

// loaded: both chats that open by themselves, the people, the log are there.
var loaded = browsertest.Wait(`document.body.dataset.connection === 'live' && document.querySelectorAll('[data-person]').length > 60 &&
	document.querySelectorAll('[data-line]').length > 100 &&
	document.querySelectorAll('[data-column]').length === 2 && [...document.querySelectorAll('[data-column]')].every((c) => c.querySelector('[data-message]'))`)

// watchedWeek: the week is played up to the digest, then the clock goes on and
// people act, while somebody scrolls whatever can be scrolled.
func watchedWeek() []browsertest.Step {
	while := func(until browsertest.Step) browsertest.Step { return browsertest.Meanwhile(until, everywhere()...) }
	return []browsertest.Step{
		while(browsertest.Story("2026-11-26T15:00:00+02:00")),
		firstHeadChat.Beside(), lateHeadChat.Beside(),
		while(secretaryChat.Shows("Заступник міського голови")),
		secretaryChat.Write("/week"), while(secretaryChat.Sees("Зведений план")),
		secretaryChat.Press("пт 04.12"), while(secretaryChat.Shows("П’ятниця")),
		lateHeadChat.Press("Нічого не заплановано"), while(lateHeadChat.Sees("із запізненням")),
		while(organiserChat.Shows("Відділ з питань праці")),
		browsertest.Click("[data-jump=next]"), while(browsertest.Wait("document.querySelector('[data-clock]').dateTime > '2026-11-27'")),
		browsertest.Click("[data-running]"), while(browsertest.Wait("document.querySelector('[data-running]').ariaChecked === 'true'")),
		while(firstHeadChat.Write("/plan")),
	}
}

// everywhere scrolls chats, people and the log there and back.
func everywhere() []browsertest.Step {
	var steps []browsertest.Step
	for _, by := range []float64{-700, -900, 400, 3000} {
		for _, place := range []string{secretaryChat.In(".scroller"), organiserChat.In(".scroller"), "#list", ".wire"} {
			down := by
			if place == "#list" || place == ".wire" {
				down = -by // they begin at their top, chats at their end
			}
			steps = append(steps, browsertest.Wheel(place, down))
		}
	}
	return steps
}
