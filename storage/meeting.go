package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

const meetingColumns = `
	m.id, m.body_id, m.version, m.invited, m.state, m.day, m.start_minute, m.venue, m.mode, m.link, m.open_to_public,
	m.regular, m.regular_on, m.ground, coalesce(m.entered_by, 0), coalesce(m.number, 0), coalesce(m.chaired_by, 0),
	m.opened_at, m.closed_at, m.entered_after`

func scanMeeting(row pgx.CollectableRow) (council.Meeting, error) {
	var m council.Meeting
	var opened, closed *time.Time
	err := row.Scan(meetingTargets(&m, &opened, &closed)...)
	m.OpenedAt, m.ClosedAt = instant(opened), instant(closed)
	return m, err
}

func meetingTargets(m *council.Meeting, opened, closed **time.Time) []any {
	return []any{&m.ID, &m.BodyID, &m.Version, &m.Invited, &m.State, &m.Day, &m.Start, &m.Venue, &m.Mode, &m.Link, &m.OpenToPublic,
		&m.Regular, &m.RegularOn, &m.Ground, &m.EnteredBy, &m.Number, &m.ChairedBy, opened, closed, &m.EnteredAfter}
}

// MeetingByID finds a meeting.
func (tx *Tx) MeetingByID(ctx context.Context, id int64) (council.Meeting, error) {
	return tx.meeting(ctx, id, "")
}

// LockMeeting finds a meeting and keeps it for this transaction: whoever moves,
// opens or closes it next waits.
func (tx *Tx) LockMeeting(ctx context.Context, id int64) (council.Meeting, error) {
	return tx.meeting(ctx, id, "FOR UPDATE")
}

func (tx *Tx) meeting(ctx context.Context, id int64, lock string) (council.Meeting, error) {
	rows, err := tx.tx.Query(ctx, `SELECT `+meetingColumns+` FROM meeting m WHERE m.id = $1 `+lock, id)
	if err != nil {
		return council.Meeting{}, fmt.Errorf("find meeting %d: %w", id, err)
	}
	m, err := pgx.CollectExactlyOneRow(rows, scanMeeting)
	if err != nil {
		return council.Meeting{}, fmt.Errorf("find meeting %d: %w", id, kindOf(err))
	}
	return m, nil
}

// MeetingsBetween finds the meetings of the days from..to, both inclusive, in
// order; cancelled ones included.
func (tx *Tx) MeetingsBetween(ctx context.Context, from, to council.Date) ([]council.Meeting, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT `+meetingColumns+`
		FROM meeting m
		WHERE m.day BETWEEN $1 AND $2
		ORDER BY m.day, m.start_minute, m.id`, from, to)
	if err != nil {
		return nil, fmt.Errorf("find meetings: %w", err)
	}
	meetings, err := pgx.CollectRows(rows, scanMeeting)
	if err != nil {
		return nil, fmt.Errorf("find meetings: %w", err)
	}
	return meetings, nil
}

// insertMeeting asks first: an insert that conflicts uses up an id, and regular
// meetings are asked for again and again.
const insertMeeting = `
	INSERT INTO meeting (body_id, version, state, day, start_minute, venue, mode, link, open_to_public,
		regular, regular_on, ground, entered_by, invited)
	SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, nullif($13::bigint, 0), $14
	WHERE NOT EXISTS (SELECT FROM meeting WHERE body_id = $1 AND regular_on = $11)
	ON CONFLICT (body_id, regular_on) DO NOTHING
	RETURNING id`

func meetingValues(m council.Meeting) []any {
	return []any{m.BodyID, max(1, m.Version), m.State, m.Day, m.Start, m.Venue, m.Mode, m.Link, m.OpenToPublic,
		m.Regular, m.RegularOn, m.Ground, m.EnteredBy, m.Invited}
}

// AddMeeting makes a meeting and returns its id. A regular one of a day that
// the cadence has already given is a conflict.
func (tx *Tx) AddMeeting(ctx context.Context, m council.Meeting) (int64, error) {
	var id int64
	if err := tx.tx.QueryRow(ctx, insertMeeting, meetingValues(m)...).Scan(&id); err != nil {
		return 0, fmt.Errorf("add meeting of body %d: %w", m.BodyID, conflictIfNone(err))
	}
	return id, nil
}

// AddRegularMeetings makes those that have not appeared yet, once per body and
// day of its cadence, whatever became of the meeting since. It returns them
// with their ids.
func (tx *Tx) AddRegularMeetings(ctx context.Context, meetings []council.Meeting) ([]council.Meeting, error) {
	batch := &pgx.Batch{}
	var added []council.Meeting
	for _, m := range meetings {
		batch.Queue(insertMeeting, meetingValues(m)...).Query(func(rows pgx.Rows) error {
			_, err := pgx.ForEachRow(rows, []any{&m.ID}, func() error {
				added = append(added, m)
				return nil
			})
			return err
		})
	}
	if err := tx.tx.SendBatch(ctx, batch).Close(); err != nil {
		return nil, fmt.Errorf("add regular meetings: %w", err)
	}
	return added, nil
}

// otherInCalendars tells that calendars must show the meeting anew.
const otherInCalendars = `(day, start_minute, venue, mode, link, open_to_public, state = 'cancelled')
	IS DISTINCT FROM ($4::date, $5::smallint, $6::text, $7::text, $8::text, $9::boolean, $3::text = 'cancelled')`

// UpdateMeeting writes a meeting as it is now; the day its cadence gave it
// stays.
func (tx *Tx) UpdateMeeting(ctx context.Context, m council.Meeting) error {
	return tx.one(ctx, "update meeting", m.ID, `
		UPDATE meeting SET version = $2, state = $3, day = $4, start_minute = $5, venue = $6, mode = $7, link = $8,
			open_to_public = $9, ground = $10, number = nullif($11::int, 0), chaired_by = nullif($12::bigint, 0),
			opened_at = $13, closed_at = $14, entered_after = $15, invited = $16,
			sequence = CASE WHEN `+otherInCalendars+` THEN sequence + 1 ELSE sequence END,
			changed_at = CASE WHEN `+otherInCalendars+` THEN now() ELSE changed_at END
		WHERE id = $1`,
		m.ID, m.Version, m.State, m.Day, m.Start, m.Venue, m.Mode, m.Link, m.OpenToPublic, m.Ground,
		m.Number, m.ChairedBy, stamp(m.OpenedAt), stamp(m.ClosedAt), m.EnteredAfter, m.Invited)
}

// NextNumber is the number of the body's next record of the year. Two who ask
// at once wait for each other until the first has written it.
func (tx *Tx) NextNumber(ctx context.Context, bodyID int64, year int) (int, error) {
	if _, err := tx.tx.Exec(ctx, `SELECT FROM body WHERE id = $1 FOR NO KEY UPDATE`, bodyID); err != nil {
		return 0, fmt.Errorf("lock body %d: %w", bodyID, err)
	}
	var number int
	err := tx.tx.QueryRow(ctx, `
		SELECT coalesce(max(number), 0) + 1 FROM meeting
		WHERE body_id = $1 AND day BETWEEN make_date($2, 1, 1) AND make_date($2, 12, 31)`, bodyID, year).Scan(&number)
	if err != nil {
		return 0, fmt.Errorf("find next number of body %d: %w", bodyID, err)
	}
	return number, nil
}
