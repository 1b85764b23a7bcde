package storage

import (
	"context"
	"fmt"

	"sereda/council"
)

// endings end what the roster takes away, before anything begins.
func (r *rosterTx) endings(ctx context.Context, c council.RosterChanges) error {
	for _, p := range c.PostsLeft {
		_, err := r.tx.Exec(ctx, `
			UPDATE holding SET to_date = $4 FROM post
			WHERE post.id = holding.post_id AND holding.person_id = $1 AND post.kind = $2
				AND post.unit_id IS NOT DISTINCT FROM nullif($3::bigint, 0) AND coalesce(holding.to_date, 'infinity') > $4`,
			r.keys[p.Key], postKind(p), r.unitID(p.Unit), r.yesterday())
		if err != nil {
			return fmt.Errorf("end post of %s: %w", p.Key, err)
		}
	}
	for _, g := range c.Revoked {
		if err := r.revoke(ctx, g); err != nil {
			return err
		}
	}
	return nil
}

func (r *rosterTx) revoke(ctx context.Context, g council.RosterGrant) error {
	person := r.keys[g.Key]
	if g.Role == council.DeputyRole {
		_, err := r.tx.Exec(ctx, `
			UPDATE substitution SET to_date = $3 WHERE substitute_id = $1 AND unit_id = $2 AND to_date IS NULL`,
			person, r.unitID(g.Unit), r.yesterday())
		return err
	}
	post, err := r.leaderPost(ctx, g)
	if err != nil {
		return err
	}
	return r.RevokeRole(ctx, person, g.Role, post, r.yesterday())
}

func (r *rosterTx) posts(ctx context.Context, c council.RosterChanges) error {
	for _, h := range c.Handovers {
		if err := r.handOver(ctx, h); err != nil {
			return err
		}
	}
	for _, p := range c.PostsTaken {
		if err := r.take(ctx, p); err != nil {
			return err
		}
	}
	for _, rename := range c.PostsRenamed {
		if err := r.retitle(ctx, rename.Post); err != nil {
			return err
		}
	}
	return nil
}

// handOver passes a post on; a leader's post stays the same post, so that what
// refers to it follows.
func (r *rosterTx) handOver(ctx context.Context, h council.Handover) error {
	if h.New.Kind == council.Head {
		return r.take(ctx, h.New)
	}
	_, err := r.tx.Exec(ctx, `
		WITH ended AS (
			UPDATE holding SET to_date = $4 FROM post
			WHERE post.id = holding.post_id AND post.kind = 'leader' AND holding.person_id = $1
				AND post.unit_id IS NOT DISTINCT FROM nullif($3::bigint, 0) AND post.title = $5
				AND coalesce(holding.to_date, 'infinity') > $4
			RETURNING post_id
		)
		INSERT INTO holding (post_id, person_id, from_date) SELECT post_id, $2, $4::date + 1 FROM ended`,
		r.keys[h.Old.Key], r.keys[h.New.Key], r.unitID(h.Old.Unit), r.yesterday(), h.Old.Title)
	if err != nil {
		return fmt.Errorf("hand over %q: %w", h.New.Title, err)
	}
	return r.retitle(ctx, h.New)
}

// take begins a post. A vacant leader's post of that title is taken up again.
func (r *rosterTx) take(ctx context.Context, p council.RosterPost) error {
	person, unit := r.keys[p.Key], r.unitID(p.Unit)
	switch p.Kind {
	case council.Head:
		if err := r.AppointHead(ctx, unit, person, p.Title, r.today); err != nil {
			return err
		}
		return r.retitle(ctx, p)
	case council.LeaderRole:
		tag, err := r.tx.Exec(ctx, `
			INSERT INTO holding (post_id, person_id, from_date)
			SELECT post.id, $1, $2 FROM post
			WHERE post.kind = 'leader' AND post.to_date IS NULL AND post.title = $3
				AND post.unit_id IS NOT DISTINCT FROM nullif($4::bigint, 0)
				AND NOT EXISTS (SELECT FROM holding h WHERE h.post_id = post.id AND coalesce(h.to_date, 'infinity') >= $2)
			ORDER BY post.id LIMIT 1`, person, r.today, p.Title, unit)
		if err != nil || tag.RowsAffected() > 0 {
			return err
		}
	}
	return r.AddPost(ctx, council.Post{Kind: postKind(p), Title: p.Title, Unit: council.Unit{ID: unit}}, person, r.today)
}

// retitle renames the post the person holds in the unit; who holds none there
// yet, a deputy from elsewhere, takes it.
func (r *rosterTx) retitle(ctx context.Context, p council.RosterPost) error {
	if p.Title == "" {
		return nil
	}
	tag, err := r.tx.Exec(ctx, `
		UPDATE post SET title = $4 FROM holding h
		WHERE h.post_id = post.id AND h.person_id = $1 AND post.kind = $2
			AND post.unit_id IS NOT DISTINCT FROM nullif($3::bigint, 0)
			AND $5 BETWEEN h.from_date AND coalesce(h.to_date, 'infinity')`,
		r.keys[p.Key], postKind(p), r.unitID(p.Unit), p.Title, r.today)
	if err != nil {
		return fmt.Errorf("rename post of %s: %w", p.Key, err)
	}
	if tag.RowsAffected() > 0 {
		return nil
	}
	return r.AddPost(ctx, council.Post{Kind: postKind(p), Title: p.Title, Unit: council.Unit{ID: r.unitID(p.Unit)}}, r.keys[p.Key], r.today)
}

func (r *rosterTx) grants(ctx context.Context, c council.RosterChanges) error {
	for _, g := range c.Granted {
		if g.Role == council.DeputyRole {
			if err := r.deputise(ctx, g); err != nil {
				return err
			}
			continue
		}
		post, err := r.leaderPost(ctx, g)
		if err != nil {
			return err
		}
		if err := r.GrantRole(ctx, r.keys[g.Key], g.Role, post, r.today); err != nil {
			return err
		}
	}
	return nil
}

// deputise makes a standing deputy of the unit's head, when there is one.
func (r *rosterTx) deputise(ctx context.Context, g council.RosterGrant) error {
	_, err := r.tx.Exec(ctx, `
		INSERT INTO substitution (absent_id, substitute_id, unit_id, from_date)
		SELECT h.person_id, $2, $1, $3
		FROM post JOIN holding h ON h.post_id = post.id AND $3 BETWEEN h.from_date AND coalesce(h.to_date, 'infinity')
		WHERE post.unit_id = $1 AND post.kind = 'head' AND h.person_id <> $2`,
		r.unitID(g.Unit), r.keys[g.Key], r.today)
	if err != nil {
		return fmt.Errorf("deputy %s: %w", g.Key, err)
	}
	return nil
}

// leaderPost finds the post an assistant's role is scoped to, 0 for the roles
// that have no scope.
func (r *rosterTx) leaderPost(ctx context.Context, g council.RosterGrant) (int64, error) {
	if g.Role != council.Assistant {
		return 0, nil
	}
	leaders, err := r.LeadersOn(ctx, r.today)
	if err != nil {
		return 0, err
	}
	for _, l := range leaders {
		if council.Fold(l.Title) == council.Fold(g.Scope) {
			return l.PostID, nil
		}
	}
	return 0, fmt.Errorf("assistant %s of %q: %w", g.Key, g.Scope, council.ErrNotFound)
}

func postKind(p council.RosterPost) council.PostKind {
	switch p.Kind {
	case council.Head:
		return council.HeadPost
	case council.LeaderRole:
		return council.LeaderPost
	}
	return council.StaffPost
}
