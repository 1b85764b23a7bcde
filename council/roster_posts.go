package council

import "slices"

// comparePosts finds the posts that begin, end, pass on or change their title.
func (c *RosterChanges) comparePosts(now, next roster) {
	var taken, left []RosterPost
	for _, p := range next.posts.all {
		old, known := now.posts.find(p.identity())
		switch {
		case !known:
			taken = append(taken, p)
		case p.Title != "" && p.Title != old.Title:
			c.PostsRenamed = append(c.PostsRenamed, PostRename{p, old.Title})
		}
	}
	for _, p := range now.posts.all {
		if !next.posts.has(p.identity()) {
			left = append(left, p)
		}
	}
	nowTitled, nextTitled := leadersByTitle(now), leadersByTitle(next)
	for _, p := range taken {
		i := slices.IndexFunc(left, func(old RosterPost) bool {
			return p.succeeds(old, nowTitled[Fold(old.Title)] == 1 && nextTitled[Fold(p.Title)] == 1)
		})
		if i < 0 {
			c.PostsTaken = append(c.PostsTaken, p)
			continue
		}
		c.Handovers = append(c.Handovers, Handover{left[i], p})
		left = slices.Delete(left, i, i+1)
	}
	for _, p := range left {
		if next.speaksOf(p.Key, p.Unit) {
			c.PostsLeft = append(c.PostsLeft, p)
		}
	}
}

// succeeds tells that the post is old, gone to a new holder: a unit has one
// head; a leader's post is known by its title when one person bears it.
func (p RosterPost) succeeds(old RosterPost, titleIsUnique bool) bool {
	switch {
	case p.Kind != old.Kind:
		return false
	case p.Kind == Head:
		return Fold(p.Unit) == Fold(old.Unit)
	}
	return p.Kind == LeaderRole && titleIsUnique && Fold(p.Title) == Fold(old.Title)
}

func leadersByTitle(r roster) map[string]int {
	count := make(map[string]int)
	for _, p := range r.posts.all {
		if p.Kind == LeaderRole {
			count[Fold(p.Title)]++
		}
	}
	return count
}

// speaksOf tells that the roster names both the person and the unit, so that
// its silence about the person's place there is meant.
func (r roster) speaksOf(key, unit string) bool {
	return r.people.has(key) && (unit == "" || r.units.has(Fold(unit)))
}

func (c *RosterChanges) compareGrants(now, next roster) {
	for _, g := range next.grants.all {
		if !now.grants.has(g.identity()) {
			c.Granted = append(c.Granted, g)
		}
	}
	for _, g := range now.grants.all {
		if !next.grants.has(g.identity()) && next.speaksOf(g.Key, g.Unit) {
			c.Revoked = append(c.Revoked, g)
		}
	}
}
