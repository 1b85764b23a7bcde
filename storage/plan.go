package storage

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// PlanOf finds the week's plan with all its entries. A week that nobody has
// looked at has an empty one, forming.
func (tx *Tx) PlanOf(ctx context.Context, week council.Week) (council.Plan, error) {
	return tx.plan(ctx, week, "")
}

// PlanHead is where the week's plan stands, without its entries.
func (tx *Tx) PlanHead(ctx context.Context, week council.Week) (council.Plan, error) {
	p, _, err := tx.planHead(ctx, week, "")
	return p, err
}

// HoldPlan is where the week's plan stands, without its entries, and keeps it
// from being agreed until the transaction ends. Who changes it does not wait for
// that: many hold it at once, and some of them go on to change it.
func (tx *Tx) HoldPlan(ctx context.Context, week council.Week) (council.Plan, error) {
	p, _, err := tx.planHead(ctx, week, " FOR KEY SHARE")
	return p, err
}

// LockPlan finds the week's plan for changing it: whoever else would waits.
func (tx *Tx) LockPlan(ctx context.Context, week council.Week) (council.Plan, error) {
	return tx.lockPlan(ctx, week, " FOR NO KEY UPDATE")
}

// SealPlan is LockPlan for changing where the plan stands: it waits for those who
// hold it, too.
func (tx *Tx) SealPlan(ctx context.Context, week council.Week) (council.Plan, error) {
	return tx.lockPlan(ctx, week, " FOR UPDATE")
}

func (tx *Tx) lockPlan(ctx context.Context, week council.Week, lock string) (council.Plan, error) {
	_, err := tx.tx.Exec(ctx, `INSERT INTO plan (week) VALUES ($1) ON CONFLICT DO NOTHING`, week.Monday)
	if err != nil {
		return council.Plan{}, fmt.Errorf("start plan of week %s: %w", week, err)
	}
	return tx.plan(ctx, week, lock)
}

func (tx *Tx) plan(ctx context.Context, week council.Week, lock string) (council.Plan, error) {
	p, begun, err := tx.planHead(ctx, week, lock)
	if err != nil || !begun {
		return p, err
	}
	if p.Accepted, err = tx.acceptedClashes(ctx, week); err != nil {
		return p, err
	}
	p.Entries, err = tx.planEntries(ctx, week)
	return p, err
}

func (tx *Tx) planHead(ctx context.Context, week council.Week, lock string) (p council.Plan, begun bool, err error) {
	p = council.Plan{Week: week, State: council.Forming}
	err = tx.tx.QueryRow(ctx, `
		SELECT state, version, number, remark, coalesce(sent_at, 'epoch'), coalesce(sent_by, 0)
		FROM plan WHERE week = $1`+lock, week.Monday).
		Scan(&p.State, &p.Version, &p.Number, &p.Remark, &p.SentAt, &p.SentBy)
	if errors.Is(err, pgx.ErrNoRows) {
		return p, false, nil
	}
	if err != nil {
		return p, false, fmt.Errorf("find plan of week %s: %w", week, err)
	}
	p.SentAt = notEpoch(p.SentAt)
	return p, true, nil
}

// UpdatePlan writes where the plan stands; its entries are written apart.
func (tx *Tx) UpdatePlan(ctx context.Context, p council.Plan) error {
	tag, err := tx.tx.Exec(ctx, `
		UPDATE plan SET state = $2, number = $3, remark = $4, sent_at = $5, sent_by = nullif($6::bigint, 0), version = version + 1
		WHERE week = $1`, p.Week.Monday, p.State, p.Number, p.Remark, stamp(p.SentAt), p.SentBy)
	if err != nil {
		return fmt.Errorf("update plan of week %s: %w", p.Week, err)
	}
	if tag.RowsAffected() != 1 {
		return fmt.Errorf("update plan of week %s: %w", p.Week, council.ErrNotFound)
	}
	return nil
}

// FollowPlan finds the week's plan, brought in step with what was gathered
// from the units and the meetings. An agreed one stays as it is.
func (tx *Tx) FollowPlan(ctx context.Context, week council.Week, fresh []council.PlanEntry) (council.Plan, error) {
	p, err := tx.PlanOf(ctx, week)
	if err != nil || !p.Open() || len(p.Follow(fresh)) == 0 {
		return p, err
	}
	if p, err = tx.LockPlan(ctx, week); err != nil || !p.Open() {
		return p, err
	}
	if err := tx.WritePlanEntries(ctx, week, p.Follow(fresh)...); err != nil {
		return p, err
	}
	return tx.PlanOf(ctx, week)
}

// AgreedWeeks are the weeks from the day on whose plans are agreed, in order.
func (tx *Tx) AgreedWeeks(ctx context.Context, from council.Date) ([]council.Week, error) {
	rows, err := tx.tx.Query(ctx, `SELECT week FROM plan WHERE week >= $1 AND state = 'agreed' ORDER BY week`, from)
	if err != nil {
		return nil, fmt.Errorf("find agreed weeks: %w", err)
	}
	weeks, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (council.Week, error) {
		var w council.Week
		return w, row.Scan(&w.Monday)
	})
	if err != nil {
		return nil, fmt.Errorf("find agreed weeks: %w", err)
	}
	return weeks, nil
}

// WeeksOfMeeting are the weeks whose plans have an entry of the meeting, in
// order.
func (tx *Tx) WeeksOfMeeting(ctx context.Context, meetingID int64) ([]council.Week, error) {
	rows, err := tx.tx.Query(ctx, `SELECT week FROM plan_entry WHERE meeting_id = $1 ORDER BY week`, meetingID)
	if err != nil {
		return nil, fmt.Errorf("find weeks of meeting %d: %w", meetingID, err)
	}
	weeks, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (council.Week, error) {
		var w council.Week
		return w, row.Scan(&w.Monday)
	})
	if err != nil {
		return nil, fmt.Errorf("find weeks of meeting %d: %w", meetingID, err)
	}
	return weeks, nil
}
