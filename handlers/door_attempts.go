package handlers

import (
	"context"
	"strings"
	"time"

	"sereda/council"
	"sereda/locales"
)

// attemptsShown is how far back the screen of attempts looks.
const attemptsShown = 30 * 24 * time.Hour

// attemptsScreen shows the administrator which strangers tried to get in.
func attemptsScreen(ctx context.Context, t *turn) error {
	if err := t.need(council.SeeAttempts); err != nil {
		return err
	}
	t.rest()
	attempts, err := t.store.Attempts(ctx, t.Now.Add(-attemptsShown))
	if err != nil {
		return err
	}
	if len(attempts) == 0 {
		t.show(t.txt("attempts.none"), t.homeButtons()...)
		return nil
	}
	page, pages := pageOf(len(attempts), t.press.arg(0))
	var lines []string
	for _, a := range onPage(attempts, page) {
		lines = append(lines, t.txt("attempts.line", map[string]any{
			"Account": a.Account, "Way": t.label("attempts.way." + string(a.Way)), "Count": a.Count,
			"At": locales.Instant(a.Last, t.app.Zone)}))
	}
	html := t.txt("attempts.title") + "\n\n" + strings.Join(lines, "\n")
	var rows [][]council.Button
	if pages > 1 {
		rows = append(rows, t.pager(page, pages, func(n int) string { return press("da", int64(n)) }))
	}
	t.show(html, append(rows, t.homeButtons()...)...)
	return nil
}
