package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// Installation is the name that tells this council's events from all others.
func (tx *Tx) Installation(ctx context.Context) (string, error) {
	var id string
	if err := tx.tx.QueryRow(ctx, `SELECT id::text FROM installation`).Scan(&id); err != nil {
		return "", fmt.Errorf("find installation: %w", err)
	}
	return id, nil
}

// LatestRevisions are the numbers of the latest revisions of the weeks from the
// day on.
func (tx *Tx) LatestRevisions(ctx context.Context, from council.Date) (map[council.Week]int, error) {
	rows, err := tx.tx.Query(ctx, `SELECT week, max(number) FROM plan_revision WHERE week >= $1 GROUP BY week`, from)
	if err != nil {
		return nil, fmt.Errorf("find latest revisions: %w", err)
	}
	found := map[council.Week]int{}
	var week council.Week
	var number int
	_, err = pgx.ForEachRow(rows, []any{&week.Monday, &number}, func() error {
		found[week] = number
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("find latest revisions: %w", err)
	}
	return found, nil
}

// RevisionsAfter are the week's revisions with higher numbers, in their order.
func (tx *Tx) RevisionsAfter(ctx context.Context, week council.Week, number int) ([]council.Revision, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT snapshot FROM plan_revision WHERE week = $1 AND number > $2 ORDER BY number`, week.Monday, number)
	if err != nil {
		return nil, fmt.Errorf("find revisions of week %s: %w", week, err)
	}
	found, err := pgx.CollectRows(rows, pgx.RowTo[council.Revision])
	if err != nil {
		return nil, fmt.Errorf("find revisions of week %s: %w", week, err)
	}
	return found, nil
}

// CalendarMeetings are the meetings from the day on, cancelled ones too, with
// the titles of their agenda.
func (tx *Tx) CalendarMeetings(ctx context.Context, from council.Date) ([]council.CalendarMeeting, error) {
	return tx.calendarMeetings(ctx, `m.day >= $1`, from)
}

// CalendarMeeting is one of them, of whatever day.
func (tx *Tx) CalendarMeeting(ctx context.Context, id int64) (council.CalendarMeeting, error) {
	found, err := tx.calendarMeetings(ctx, `m.id = $1`, id)
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("find meeting %d: %w", id, council.ErrNotFound)
	}
	if err != nil {
		return council.CalendarMeeting{}, err
	}
	return found[0], nil
}

func (tx *Tx) calendarMeetings(ctx context.Context, which string, argument any) ([]council.CalendarMeeting, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT `+meetingColumns+`, b.name, m.sequence, m.changed_at, coalesce((
			SELECT array_agg(a.title ORDER BY a.position, a.id) FROM agenda_item a WHERE a.meeting_id = m.id), '{}')
		FROM meeting m JOIN body b ON b.id = m.body_id
		WHERE `+which+`
		ORDER BY m.day, m.start_minute, m.id`, argument)
	if err != nil {
		return nil, fmt.Errorf("find meetings of calendars: %w", err)
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (council.CalendarMeeting, error) {
		var c council.CalendarMeeting
		var opened, closed *time.Time
		err := row.Scan(append(meetingTargets(&c.Meeting, &opened, &closed), &c.Body.Name, &c.Sequence, &c.ChangedAt, &c.Agenda)...)
		c.Meeting.OpenedAt, c.Meeting.ClosedAt = instant(opened), instant(closed)
		c.Body.ID = c.Meeting.BodyID
		return c, err
	})
	if err != nil {
		return nil, fmt.Errorf("find meetings of calendars: %w", err)
	}
	return found, nil
}

// PersonalOf is what concerns the person besides the roles: whether the name is
// theirs alone on the day, and the meetings to which somebody sends them.
func (tx *Tx) PersonalOf(ctx context.Context, p council.Person, day council.Date) (council.Personal, error) {
	namesakes, err := tx.people(ctx, `p.surname = $2`, day, p.Surname)
	if err != nil {
		return council.Personal{}, fmt.Errorf("find namesakes of person %d: %w", p.ID, err)
	}
	own := council.Personal{Alone: len(council.NamedIn(p.Short(), namesakes)) == 1}
	rows, err := tx.tx.Query(ctx, `
		SELECT m.id FROM meeting m JOIN response r ON r.meeting_id = m.id AND r.version = m.version
		WHERE r.deputy_id = $1 AND r.answer = $2
		ORDER BY m.id`, p.ID, council.SendsDeputy)
	if err != nil {
		return council.Personal{}, fmt.Errorf("find meetings of deputy %d: %w", p.ID, err)
	}
	if own.Deputises, err = pgx.CollectRows(rows, pgx.RowTo[int64]); err != nil {
		return council.Personal{}, fmt.Errorf("find meetings of deputy %d: %w", p.ID, err)
	}
	return own, nil
}
