package handlers

import (
	"context"
	"strconv"
	"strings"
	"time"

	"sereda/council"
	"sereda/locales"
)

// showBody is a body's card: what it is, when it meets, by which rules, who
// sits in it.
func showBody(ctx context.Context, t *turn, b council.Body) error {
	t.rest()
	total, err := t.store.CompositionOn(ctx, b.ID, t.today())
	if err != nil {
		return err
	}
	seats, err := t.store.SeatsOn(ctx, b.ID, t.today())
	if err != nil {
		return err
	}
	rows := [][]council.Button{
		row(t.button("button.body_seats", press("bop", b.ID)), t.button("button.body_rules", press("bor", b.ID))),
		row(t.button("button.body_name", press("bow", b.ID, wordsName)), t.button("button.body_venue", press("bow", b.ID, wordsVenue))),
		row(t.button("button.call_meeting", press("gcb", b.ID)), t.button("button.signatories", press("bow", b.ID, wordsSignatories))),
	}
	if t.Access.May(council.ManageBodies) {
		rows = append(rows, row(danger(t.button("button.end_body", press("boe", b.ID)))))
	}
	t.show(t.bodyText(b, total, seats), append(rows, t.backRow("bo"))...)
	return nil
}

func (t *turn) bodyText(b council.Body, total int, seats []council.SeatHolder) string {
	lines := []string{t.txt("body.title", map[string]any{"Body": b.Name, "Kind": t.label("body.kind." + string(b.Kind))}), ""}
	lines = append(lines, t.officerLines(seats)...)
	lines = append(lines, t.txt("body.composition", map[string]any{"Total": total, "Filled": len(council.VotingMembers(seats))}), "")
	lines = append(lines, t.txt("body.schedule", map[string]any{"Cadence": t.cadence(b.Cadence), "Start": b.Start.String()}))
	if b.Venue != "" {
		lines = append(lines, t.txt("body.venue", map[string]any{"Venue": b.Venue}))
	}
	for i := range bodyRules {
		if r := bodyRules[i]; !r.ofSchedule {
			lines = append(lines, t.ruleLine(r, b))
		}
	}
	if len(b.Signatories) > 0 {
		lines = append(lines, t.txt("body.signatories", map[string]any{"Names": strings.Join(b.Signatories, "; ")}))
	}
	return strings.Join(lines, "\n")
}

// officerLines are the lines of the chair, the secretary and the deputies.
func (t *turn) officerLines(seats []council.SeatHolder) []string {
	var lines []string
	for _, s := range seats {
		switch s.Kind {
		case council.ChairSeat, council.SecretarySeat, council.DeputySecretarySeat:
			lines = append(lines, t.txt("body.officer", map[string]any{"Seat": sentence(t.label("seat." + string(s.Kind))), "Name": t.seatName(s)}))
		}
	}
	return lines
}

// cadence is when regular meetings are, in words.
func (t *turn) cadence(c council.Cadence) string {
	weekday := locales.Weekday(c.Weekday)
	switch c.Kind {
	case council.EveryWeek:
		return t.label("cadence.weekly", map[string]any{"Weekday": weekday})
	case council.EveryOtherWeek:
		return t.label("cadence.every_other", map[string]any{"Weekday": weekday})
	case council.NthWeekday:
		return t.label("cadence.nth."+strconv.Itoa(max(c.Nth, 0)), map[string]any{"Weekday": weekday})
	}
	return t.label("cadence.none")
}

// ahead is a list of durations in words: "за 24 год., за 1 год.".
func (t *turn) ahead(all ...time.Duration) string {
	parts := make([]string, len(all))
	for i, d := range all {
		parts[i] = t.label("ahead.hours", map[string]any{"Hours": int(d.Hours())})
	}
	return strings.Join(parts, ", ")
}
