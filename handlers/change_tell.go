package handlers

import (
	"context"
	"slices"
	"strings"

	"sereda/council"
	"sereda/locales"
)

// tellChanges tells exactly those whom a change concerns, once: the leaders who
// take part or took part with their assistants, who goes for one, the units, the
// responsible.
// What is today or tomorrow all recipients of the plan are told at once; of the
// rest they hear in the evening. Who asked, who decided, and whom the meeting
// itself tells are not told again.
func tellChanges(ctx context.Context, t *turn, r council.Revision, changes []council.Change) error {
	if len(changes) == 0 {
		return nil
	}
	all, err := t.store.Addressees(ctx, t.today())
	if err != nil {
		return err
	}
	for _, c := range changes {
		if err := t.tellChange(ctx, r, c, all); err != nil {
			return err
		}
	}
	return nil
}

func (t *turn) tellChange(ctx context.Context, r council.Revision, c council.Change, all []council.Addressee) error {
	skip, err := t.toldOtherwise(ctx, c)
	if err != nil {
		return err
	}
	holders, err := t.store.CopyHolders(ctx, c.Week)
	if err != nil {
		return err
	}
	for _, a := range all {
		if !holders[a.Person.ID] {
			skip[a.Person.ID] = true // the revision goes to them in full
		}
	}
	responsible, err := t.responsibleFor(ctx, c)
	if err != nil {
		return err
	}
	sent, err := t.sentBy(ctx, c)
	if err != nil {
		return err
	}
	soon := c.Soon(t.today())
	composer := t.app.composer()
	tell := func(personID int64, class council.Class, shown council.Change) {
		if skip[personID] {
			return
		}
		skip[personID] = true
		t.tell(council.Notice{PersonID: personID, Class: class, About: about(c.Week), Key: council.ChangeKey(c.ID, personID),
			Message: composer.Changed(r, shown)})
	}
	concerned := council.Bulk
	if soon {
		concerned = council.Urgent
	}
	for _, a := range all {
		if c.Concerns(a.Posts, a.Units) {
			tell(a.Person.ID, concerned, c)
		}
	}
	for _, id := range sent {
		tell(id, concerned, c)
	}
	for _, id := range responsible {
		tell(id, concerned, c.For(council.StaffPart))
	}
	for _, a := range all {
		if soon && (a.Part() == council.WholePart || !c.OnlyForLeaders()) {
			tell(a.Person.ID, council.Bulk, c.For(a.Part()))
		}
	}
	return nil
}

// toldOtherwise are those who know of the change already: who made it, who
// asked, and who is invited to the meeting; a meeting that followed its schedule
// has told nobody.
func (t *turn) toldOtherwise(ctx context.Context, c council.Change) (map[int64]bool, error) {
	known := map[int64]bool{t.Access.Person.ID: true, c.AskedBy: true}
	if id := c.Entry().MeetingID; id != 0 && c.AskedBy != 0 {
		m, err := t.store.MeetingByID(ctx, id)
		if err != nil {
			return nil, err
		}
		seats, err := t.invited(ctx, m)
		if err != nil {
			return nil, err
		}
		for _, s := range seats {
			known[s.Person.ID] = true
		}
	}
	return known, nil
}

// sentBy are who goes or was to go for a leader, and is still in the directory.
func (t *turn) sentBy(ctx context.Context, c council.Change) ([]int64, error) {
	sent := c.Sent()
	if len(sent) == 0 {
		return nil, nil
	}
	people, err := t.store.PeopleOn(ctx, t.today())
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(sent, func(id int64) bool {
		return !slices.ContainsFunc(people, func(p council.Person) bool { return p.ID == id })
	}), nil
}

// responsibleFor are the people whom the entry names as responsible, where the
// directory has one of that name.
func (t *turn) responsibleFor(ctx context.Context, c council.Change) ([]int64, error) {
	words := ""
	for _, e := range []*council.RevisionEntry{c.Was, c.Now} {
		if e != nil && e.MeetingID == 0 && (e.Visibility != council.LeadersOnly) {
			words += " " + e.Responsible
		}
	}
	if strings.TrimSpace(words) == "" {
		return nil, nil
	}
	people, err := t.store.PeopleOn(ctx, t.today())
	if err != nil {
		return nil, err
	}
	return council.NamedIn(words, people), nil
}

// Changed tells of one change what was and what is.
func (c Composer) Changed(r council.Revision, change council.Change) council.Message {
	m := council.Message{HTML: c.txt("change.notice", locales.Data{"Week": locales.WeekDays(r.Week), "Number": r.Number,
		"Change": locales.HTML(c.changeText(change, r.Leaders))})}
	return c.changeMail(r, c.askToNote(m, press(acknowledgeChangePress, change.ID)))
}

// ChangeDigest is the day's changes of a week's plan, for its recipients. last
// is the latest change of all that are told this evening: it names the letter.
// The last of its messages asks to take note.
func (c Composer) ChangeDigest(r council.Revision, changes []council.Change, last int64) []council.Message {
	items := make([]string, len(changes))
	for i, change := range changes {
		items[i] = "\n" + c.changeText(change, r.Leaders)
	}
	heading := c.txt("change.digest", locales.Data{"Week": locales.WeekDays(r.Week), "Number": r.Number, "Count": len(changes)})
	var messages []council.Message
	for i, text := range split([]section{{heading, items}}, messageCharacters, 1000, c.continued()) {
		messages = append(messages, c.changeMail(r, council.Message{HTML: text, Silent: i > 0}))
	}
	end := len(messages) - 1
	messages[end] = c.askToNote(messages[end], press(acknowledgeDayPress, weekArg(r.Week), last, int64(end)))
	return messages
}

// changeText is a change in words: what became of the entry, then what was and
// what is, as far as it differs.
func (c Composer) changeText(change council.Change, leaders []council.Leader) string {
	e := change.Entry()
	lines := []string{c.txt("change.head."+string(change.Kind), locales.Data{"Title": cut(e.Title, 300)})}
	add := func(key string, data locales.Data) { lines = append(lines, c.txt(key, data)) }
	switch {
	case change.Was == nil || change.Now == nil:
		add("change.when", locales.Data{"When": c.moment(e.Entry)})
		if e.Venue != "" {
			add("change.where", locales.Data{"Venue": e.Venue})
		}
		if names := c.names(e.Entry, leaders); names != "" {
			add("change.leaders", locales.Data{"Names": names})
		}
	default:
		was, now := change.Was.Entry, change.Now.Entry
		differs := false
		for _, f := range []struct{ field, was, now string }{
			{"when", c.moment(was), c.moment(now)}, {"title", was.Title, now.Title}, {"venue", was.Venue, now.Venue},
			{"responsible", was.Responsible, now.Responsible}, {"leaders", c.names(was, leaders), c.names(now, leaders)},
			{"visibility", c.Texts.Label("forming.visibility." + string(visibilityOf(was))), c.Texts.Label("forming.visibility." + string(visibilityOf(now)))},
		} {
			if f.was == f.now {
				continue
			}
			differs = true
			add("change.field."+f.field, locales.Data{"Was": c.orDash(cut(f.was, 200)), "Now": c.orDash(cut(f.now, 200))})
		}
		if change.Was.CityWide != change.Now.CityWide {
			key := "change.city_wide"
			if !change.Now.CityWide {
				key = "change.not_city_wide"
			}
			lines = append(lines, c.txt(key))
		}
		if !differs || c.moment(was) == c.moment(now) {
			add("change.when", locales.Data{"When": c.moment(now)})
		}
	}
	for _, s := range e.Instead {
		if s.PersonID == 0 && (change.Was == nil || !slices.Contains(change.Was.Instead, s)) {
			add("change.stranger", locales.Data{"Name": s.Name})
		}
	}
	if change.Note != "" {
		add("change.note", locales.Data{"Note": change.Note})
	}
	return strings.Join(lines, "\n")
}

func (c Composer) orDash(text string) string {
	if text == "" {
		return "—"
	}
	return text
}

// moment is the entry's day and hours in short: "вт 01.12, 10:00".
func (c Composer) moment(e council.Entry) string {
	when := c.when(council.PlanEntry{Entry: e})
	if hours := e.Hours.String(); hours != "" {
		when += ", " + hours
	}
	return when
}

// names are the leaders who take part, in their order, and who goes for one.
func (c Composer) names(e council.Entry, leaders []council.Leader) string {
	var found []string
	for _, l := range leaders {
		if slices.Contains(e.Leaders, l.PostID) {
			found = append(found, leaderName(l))
		} else if s, sent := e.StandInFor(l.PostID); sent {
			found = append(found, c.Texts.Label("entry.instead", locales.Data{"Name": s.Name, "Leader": leaderName(l)}))
		}
	}
	return strings.Join(found, ", ")
}
