package handlers

import (
	"context"
	"slices"

	"sereda/council"
)

// grantable are the roles that do not follow from a post, as buttons carry
// them: by place, from 1.
var grantable = []council.Role{council.Organiser, council.Secretary, council.Administrator, council.Assistant}

// grantNames are the roles in words.
func (t *turn) grantNames(grants []council.Grant) []string {
	var names []string
	for _, g := range grants {
		name := t.label("role." + string(g.Role))
		if g.Title != "" {
			name += " (" + cut(g.Title, 80) + ")"
		}
		names = append(names, name)
	}
	return names
}

// rolesPressed shows the roles; each button carries the state it sets, so that
// a double tap changes nothing.
func rolesPressed(ctx context.Context, t *turn, c council.PersonCard) error {
	t.rest()
	role, chosen := placed(grantable, t.press.arg(1))
	if chosen {
		refused, err := t.setRole(ctx, c, council.Grant{Role: role, PostID: t.press.arg(2)}, t.press.arg(3) == 1)
		if err != nil || refused {
			return err
		}
		if c, err = t.store.PersonCardOn(ctx, c.Person.ID, t.today()); err != nil {
			return err
		}
	}
	return t.showRoles(ctx, c)
}

// setRole gives or takes a role from today on. It refuses what would leave the
// council without an administrator.
func (t *turn) setRole(ctx context.Context, c council.PersonCard, g council.Grant, give bool) (refused bool, err error) {
	id, today := c.Person.ID, t.today()
	if !t.Access.MayGrant(g.Role) {
		t.alert("person.administrators_only")
		return true, nil
	}
	if c.Holds(g.Role, g.PostID) == give {
		return false, nil
	}
	if give {
		if err := t.knownPost(ctx, g); err != nil {
			return false, err
		}
		if err := t.store.GrantRole(ctx, id, g.Role, g.PostID, today); err != nil {
			return false, err
		}
		return false, t.audit(ctx, "role.granted", personSubject(id), map[string]any{"role": g.Role, "post": g.PostID})
	}
	if last, err := t.lastAdministrator(ctx, c); err != nil || last && g.Role == council.Administrator {
		t.alert("role.last_administrator")
		return true, err
	}
	if err := t.store.RevokeRole(ctx, id, g.Role, g.PostID, today.AddDays(-1)); err != nil {
		return false, err
	}
	return false, t.audit(ctx, "role.revoked", personSubject(id), map[string]any{"role": g.Role, "post": g.PostID})
}

// knownPost refuses an assistant of nobody and a scope that is no leader's post.
func (t *turn) knownPost(ctx context.Context, g council.Grant) error {
	leaders, err := t.store.LeadersOn(ctx, t.today())
	if err != nil {
		return err
	}
	isLeader := slices.ContainsFunc(leaders, func(l council.Leader) bool { return l.PostID == g.PostID })
	if isLeader != (g.Role == council.Assistant) {
		return council.ErrNotFound
	}
	return nil
}

// lastAdministrator tells that nobody else administers the council.
func (t *turn) lastAdministrator(ctx context.Context, c council.PersonCard) (bool, error) {
	if !c.Holds(council.Administrator, 0) {
		return false, nil
	}
	people, err := t.store.PeopleWith(ctx, council.Administrator, t.today())
	return len(people) <= 1, err
}

func (t *turn) showRoles(ctx context.Context, c council.PersonCard) error {
	leaders, err := t.store.LeadersOn(ctx, t.today())
	if err != nil {
		return err
	}
	var rows [][]council.Button
	for i, role := range grantable {
		if !t.Access.MayGrant(role) {
			continue
		}
		if role != council.Assistant {
			rows = append(rows, row(t.roleButton(c, t.label("role."+string(role)), int64(i+1), council.Grant{Role: role})))
			continue
		}
		for _, l := range leaders[:min(len(leaders), 12)] {
			label := t.label("role.assistant_of", map[string]any{"Title": l.Title})
			rows = append(rows, row(t.roleButton(c, label, int64(i+1), council.Grant{Role: role, PostID: l.PostID})))
		}
	}
	t.show(t.txt("role.title", map[string]any{"Name": c.Person.Full()}), append(rows, t.backRow("dp", c.Person.ID))...)
	return nil
}

func (t *turn) roleButton(c council.PersonCard, label string, place int64, g council.Grant) council.Button {
	mark, set := "⬜ ", int64(1)
	if c.Holds(g.Role, g.PostID) {
		mark, set = "✅ ", 0
	}
	return council.Button{Text: cut(mark+label, 60), Data: press("dpr", c.Person.ID, place, g.PostID, set)}
}
