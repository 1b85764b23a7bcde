package council

import "slices"

// StandIn is somebody who goes to an event of the plan for the leader of a post
// (3.18).
type StandIn struct {
	Post int64 `json:"post"`
	// PersonID is 0 for somebody whom the directory does not know.
	PersonID int64 `json:"person_id,omitempty"`
	// Name is as plans print it: "Прізвище І.П.", or the words that were given.
	Name string `json:"name"`
}

// StandInFor is who goes for the leader of the post.
func (e Entry) StandInFor(post int64) (StandIn, bool) {
	at := slices.IndexFunc(e.Instead, func(s StandIn) bool { return s.Post == post })
	if at < 0 {
		return StandIn{}, false
	}
	return e.Instead[at], true
}

// Sends tells that the person goes for one of the leaders.
func (e Entry) Sends(personID int64) bool {
	return personID != 0 && slices.ContainsFunc(e.Instead, func(s StandIn) bool { return s.PersonID == personID })
}

// With is the entry with what becomes of the post's leader: takes part, or has
// somebody go instead, or neither. Who takes part needs nobody.
func (e Entry) With(post int64, takesPart bool, instead *StandIn) Entry {
	e.Leaders = slices.DeleteFunc(slices.Clone(e.Leaders), func(id int64) bool { return id == post })
	e.Instead = slices.DeleteFunc(slices.Clone(e.Instead), func(s StandIn) bool { return s.Post == post })
	if takesPart {
		e.Leaders = append(e.Leaders, post)
	} else if instead != nil {
		e.Instead = append(e.Instead, *instead)
	}
	return e.tidy()
}

// tidy leaves nobody to go for a leader who takes part.
func (e Entry) tidy() Entry {
	e.Instead = slices.DeleteFunc(slices.Clone(e.Instead), func(s StandIn) bool { return slices.Contains(e.Leaders, s.Post) })
	if len(e.Instead) == 0 {
		e.Instead = nil
	}
	return e
}

// WithLeaders is the entry with these leaders taking part.
func (e Entry) WithLeaders(posts []int64) Entry {
	e.Leaders = posts
	return e.tidy()
}

// withStandIns lays over the current ones what a change makes of them, post by
// post.
func withStandIns(current, was, wanted []StandIn) []StandIn {
	of := func(all []StandIn, post int64) StandIn {
		s, _ := Entry{Instead: all}.StandInFor(post)
		return s
	}
	var found []StandIn
	for _, s := range current {
		if of(was, s.Post) == of(wanted, s.Post) {
			found = append(found, s)
		}
	}
	for _, s := range wanted {
		if of(was, s.Post) != s {
			found = append(found, s)
		}
	}
	return found
}
