package storage

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// OthersAt finds what others have in the week that may be in the way of the
// entries: other units' submitted ones at the same hours, and the meetings. It
// is one trip to the database, whatever the number of units.
func (tx *Tx) OthersAt(ctx context.Context, unitID int64, week council.Week, entries []council.Entry, leaders []council.Leader) ([]council.PlanEntry, error) {
	var from, to []council.Date
	var start, end []*int16
	for _, e := range entries {
		if e.From.IsZero() || e.Kind == council.DuringWeek {
			continue
		}
		from, to = append(from, e.From), append(to, e.To)
		start, end = append(start, minuteOf(e.Hours.Start)), append(end, minuteOf(e.Hours.End))
	}
	if len(from) == 0 {
		return nil, nil
	}
	batch := &pgx.Batch{}
	first, last := slices.MinFunc(from, council.Date.Compare), slices.MaxFunc(to, council.Date.Compare)
	batch.Queue(entriesAt, week.Monday, unitID, dates(from), dates(to), start, end, first, last.AddDays(1))
	batch.Queue(meetingsWithPeople, week.Monday, week.Sunday())
	results := tx.tx.SendBatch(ctx, batch)
	defer results.Close()
	others, err := readOthers(results)
	if err != nil {
		return nil, fmt.Errorf("find what else is in week %s: %w", week, err)
	}
	meetings, err := readMeetingsWithPeople(results, leaders)
	if err != nil {
		return nil, fmt.Errorf("find meetings of week %s: %w", week, err)
	}
	return append(others, council.MeetingEntries(week, meetings)...), results.Close()
}

func dates(days []council.Date) []string {
	texts := make([]string, len(days))
	for i, d := range days {
		texts[i] = d.String()
	}
	return texts
}

// entriesAt looks at the days $7 to $8 alone, whatever came before. An entry
// without an end is taken to last an hour, as clashes are found; one that runs
// over midnight is always looked at.
const entriesAt = `
	SELECT s.unit_id, e.id, e.from_date, e.to_date, e.kind, e.start_minute, e.end_minute, e.title, e.venue, e.leaders
	FROM submission s JOIN entry e ON e.submission_id = s.id
	WHERE s.week = $1 AND s.state = 'submitted' AND s.unit_id <> $2 AND NOT e.removed
		AND (e.from_date BETWEEN $7 AND $8
			OR (e.to_date > e.from_date OR e.end_minute <= e.start_minute) AND e.from_date < $7 AND e.to_date >= $7::date - 1)
		AND EXISTS (
		SELECT FROM unnest($3::date[], $4::date[], $5::smallint[], $6::smallint[]) AS own(from_date, to_date, start, until)
		WHERE e.from_date <= own.to_date + 1 AND e.to_date >= own.from_date - 1 AND (
			e.start_minute IS NULL AND own.start IS NULL AND e.from_date = own.from_date AND e.to_date = own.to_date
			OR e.end_minute <= e.start_minute OR own.until <= own.start
			OR e.from_date <= own.to_date AND e.to_date >= own.from_date
				AND e.start_minute < coalesce(own.until, own.start + 60)
				AND coalesce(e.end_minute, e.start_minute + 60) > own.start))
	ORDER BY e.id`

func readOthers(results pgx.BatchResults) ([]council.PlanEntry, error) {
	rows, err := results.Query()
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (council.PlanEntry, error) {
		var e council.PlanEntry
		var start, end *int16
		err := row.Scan(&e.Unit.ID, &e.ID, &e.From, &e.To, &e.Kind, &start, &end, &e.Title, &e.Venue, &e.Leaders)
		e.Hours = council.Hours{Start: timeOfDay(start), End: timeOfDay(end)}
		return e, err
	})
}

// meetingsWithPeople are meetings with who sits in them that day, guests apart.
var meetingsWithPeople = `
	SELECT m.id, m.day, m.start_minute, m.venue, m.mode, b.name, coalesce((
		SELECT array_agg(DISTINCT s.holder_id)
		FROM (` + strings.ReplaceAll(seatHolders, "$1", "m.day") + ` AND s.body_id = m.body_id) s
		WHERE s.kind <> 'invited' AND s.holder_id IS NOT NULL), '{}')
	FROM meeting m JOIN body b ON b.id = m.body_id
	WHERE m.day BETWEEN $1 AND $2 AND m.state <> 'cancelled'
	ORDER BY m.id`

func readMeetingsWithPeople(results pgx.BatchResults, leaders []council.Leader) ([]council.BodyMeeting, error) {
	rows, err := results.Query()
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (council.BodyMeeting, error) {
		var m council.BodyMeeting
		var people []int64
		err := row.Scan(&m.Meeting.ID, &m.Meeting.Day, &m.Meeting.Start, &m.Meeting.Venue, &m.Meeting.Mode, &m.Body.Name, &people)
		m.Leaders = council.LeadersAmong(leaders, people)
		return m, err
	})
}
