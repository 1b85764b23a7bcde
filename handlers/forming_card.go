package handlers

import (
	"context"
	"fmt"
	"strings"

	"sereda/council"
	"sereda/locales"
)

// planItem is one entry of a week's plan, as its screens see it.
type planItem struct {
	forming
	e council.PlanEntry
}

type planItemFunc func(ctx context.Context, t *turn, i planItem) error

func (i planItem) press(do string, more ...int64) string {
	return press(do, append([]int64{weekArg(i.Week), i.e.ID, int64(i.e.Version)}, more...)...)
}

// seeingEntry finds the entry a button names, for whoever sees the week.
func seeingEntry(do planItemFunc) turnFunc {
	return func(ctx context.Context, t *turn) error {
		f, err := t.seen(ctx, t.press.week(0))
		if err != nil {
			return err
		}
		return t.withItem(ctx, f, t.press.arg(1), do)
	}
}

func (t *turn) withItem(ctx context.Context, f forming, id int64, do planItemFunc) error {
	e, found := f.plan.Entry(id)
	if !found {
		t.toast("error.gone")
		t.showWeek(f)
		return nil
	}
	return do(ctx, t, planItem{f, e})
}

// onPlanItem loads an entry for changing it while the plan is open. The button, or
// the question that was asked, carries the entry's version: when somebody else
// was quicker, the card is shown as it is and nothing changes.
func onPlanItem(action council.Action, do planItemFunc) turnFunc {
	return func(ctx context.Context, t *turn) error {
		if err := t.need(action); err != nil {
			return err
		}
		week, id, version := t.conversation.week(), t.conversation.Entry, t.conversation.Item
		if t.query != nil {
			week, id, version = t.press.week(0), t.press.arg(1), t.press.arg(2)
		}
		return t.withFresh(ctx, week, id, version, do)
	}
}

func (t *turn) withFresh(ctx context.Context, week council.Week, id, version int64, do planItemFunc) error {
	if _, err := t.store.LockPlan(ctx, week); err != nil {
		return err
	}
	f, err := t.forming(ctx, week)
	if err != nil {
		return err
	}
	return t.withItem(ctx, f, id, func(ctx context.Context, t *turn, i planItem) error {
		switch {
		case !i.plan.Open():
			return t.overtaken(ctx, i, "forming.already_agreed")
		case int64(i.e.Version) != version:
			return t.overtaken(ctx, i, "forming.entry_changed")
		}
		return do(ctx, t, i)
	})
}

// overtaken says why nothing changed, and shows the entry as it is.
func (t *turn) overtaken(ctx context.Context, i planItem, key string) error {
	t.rest()
	if t.query != nil {
		t.alert(key)
		return showPlanEntry(ctx, t, i)
	}
	t.say(t.txt(key), row(t.button("button.open_entry", press("fe", weekArg(i.Week), i.e.ID))), t.homeButtons()[0])
	return nil
}

// showPlanEntry is an entry's card: what it says, where it comes from, and what
// the person may do with it.
func showPlanEntry(_ context.Context, t *turn, i planItem) error {
	t.rest()
	t.leaders = i.leaders
	lines := []string{t.txt("forming.card", map[string]any{"Week": locales.WeekDays(i.Week), "Entry": locales.HTML(t.entryCard(i.e.Entry))})}
	lines = append(lines, t.itemNotes(i)...)
	var rows [][]council.Button
	if i.plan.Open() {
		rows = t.itemDoors(i)
	} else if agreed, there := i.plan.Draft(i.Deadline, i.leaders).Entry(i.e.ID); there {
		rows = t.changeDoors(i.Week, agreed)
	}
	if door := t.historyDoor(i.Week, i.e.ID); door != nil {
		rows = append(rows, door)
	}
	rows = append(rows, row(t.button("button.back", press("fl", weekArg(i.Week), listDay, dayOf(i.Week, i.e.Entry)))))
	t.show(strings.Join(lines, "\n"), append(rows, t.weekFoot(i.Week)...)...)
	return nil
}

// dayOf is the day under which the entry is listed, as buttons carry it.
func dayOf(week council.Week, e council.Entry) int64 {
	if e.From.IsZero() || e.From != e.To || e.Kind == council.DuringWeek || e.Kind == council.ToBeAnnounced || !week.Contains(e.From) {
		return noDay
	}
	return int64(e.From.DaysSince(week.Monday))
}

// itemNotes tell where the entry comes from and how it stands.
func (t *turn) itemNotes(i planItem) []string {
	e := i.e
	var lines []string
	note := func(key string, data map[string]any) { lines = append(lines, t.txt(key, data)) }
	switch {
	case e.MeetingID != 0:
		note("forming.note.meeting", nil)
	case e.Unit.Name != "":
		note("forming.note.unit", map[string]any{"Unit": cut(e.Unit.Name, nameCharacters)})
	default:
		note("forming.note.own", nil)
	}
	for _, d := range i.plan.Doubles(e.ID) {
		note("forming.note.double", map[string]any{"Unit": cut(d.Unit.Name, nameCharacters), "Title": cut(d.Title, 100)})
	}
	note("forming.note.visibility."+string(visibilityOf(e.Entry)), nil)
	if e.CityWide {
		note("forming.note.city_wide", nil)
	}
	switch {
	case e.State == council.StruckOut:
		note("forming.note.struck", map[string]any{"Remark": e.Remark})
	case e.State == council.Merged:
		into, _ := i.plan.Entry(e.Into)
		note("forming.note.merged", map[string]any{"Title": cut(into.Title, 100)})
	case e.State == council.Vanished:
		note("forming.note.vanished", nil)
	case e.Remark != "":
		note("forming.note.returned", map[string]any{"Remark": e.Remark})
	}
	if e.Offered != nil {
		note("forming.note.offered", map[string]any{"Entry": locales.HTML(t.entryCard(*e.Offered))})
	}
	return lines
}

// visibilityOf is whom the entry is for; an old one without the word is for the
// staff.
func visibilityOf(e council.Entry) council.Visibility {
	if e.Visibility == "" {
		return council.StaffOnly
	}
	return e.Visibility
}

// itemDoors are what the person may do with the entry while the plan is open.
func (t *turn) itemDoors(i planItem) [][]council.Button {
	e := i.e
	aside := e.State == council.StruckOut || e.State == council.Merged
	var rows [][]council.Button
	if t.Access.May(council.FormPlan) {
		switch {
		case aside:
			rows = append(rows, row(primary(t.button("button.put_back", i.press("fb")))))
		case e.State == council.InPlan:
			rows = append(rows, t.formingDoors(i)...)
		}
	}
	if t.Access.May(council.AgreePlan) && e.State == council.InPlan && i.State == council.ForAgreement {
		if e.Remark == "" {
			rows = append(rows, row(t.button("button.return_entry", i.press("fg"))))
		} else {
			rows = append(rows, row(t.button("button.lift_remark", i.press("fh"))))
		}
	}
	return rows
}

func (t *turn) formingDoors(i planItem) [][]council.Button {
	e, x := i.e, t.planTarget(i)
	city := t.button("button.city_wide", i.press("fc", 1))
	if e.CityWide {
		city = t.button("button.not_city_wide", i.press("fc", 0))
	}
	if e.MeetingID != 0 {
		return [][]council.Button{{city}, {t.button("button.see_meeting", beside(meetingCard, e.MeetingID))}}
	}
	rows := append(t.fieldDoors(x),
		row(city, t.button("button.visibility", i.press("fv"))),
		row(t.button("button.merge", i.press("fm")), danger(t.button("button.strike_out", i.press("fx")))))
	if e.Offered != nil {
		rows = append(rows, row(t.button("button.take_offered", i.press("ft")), t.button("button.keep_ours", i.press("fk"))))
	} else if e.Edited && e.Seen != nil {
		rows = append(rows, row(t.button("button.take_source", i.press("ft"))))
	}
	return rows
}

// writeItem keeps the entries, the first one's change is audited and its card
// shown anew.
func (t *turn) writeItem(ctx context.Context, i planItem, action string, details map[string]any, entries ...council.PlanEntry) error {
	if err := t.store.WritePlanEntries(ctx, i.Week, entries...); err != nil {
		return err
	}
	if err := t.audit(ctx, "entry."+action, council.AboutPlanEntry(i.e.ID), details); err != nil {
		return err
	}
	t.toast("saved")
	return t.showItem(ctx, i.Week, i.e.ID)
}

// showItem shows an entry's card as it stands now.
func (t *turn) showItem(ctx context.Context, week council.Week, id int64) error {
	t.rest()
	f, err := t.forming(ctx, week)
	if err != nil {
		return err
	}
	return t.withItem(ctx, f, id, showPlanEntry)
}

// setCityWide marks a main event of the city (3.19), or takes the mark away.
func setCityWide(ctx context.Context, t *turn, i planItem) error {
	i.e.CityWide = t.press.arg(3) == 1
	return t.writeItem(ctx, i, "city_wide", map[string]any{"set": i.e.CityWide}, i.e)
}

// visibilities are as buttons carry them: by place, from 1.
var visibilities = []council.Visibility{council.LeadersOnly, council.StaffOnly, council.Public}

// chooseVisibility asks who may see the entry once the plan is agreed (P10).
func chooseVisibility(ctx context.Context, t *turn, i planItem) error {
	if v, chosen := placed(visibilities, t.press.arg(3)); chosen {
		was := visibilityOf(i.e.Entry)
		i.e.Visibility = v
		return t.writeItem(ctx, i, "visibility", map[string]any{"was": was, "now": v}, i.e)
	}
	rows := t.visibilityButtons(i.e.Entry, func(place int64) string { return i.press("fv", place) })
	t.show(t.txt("forming.visibility_ask", map[string]any{"Title": cut(i.e.Title, 200)}), append(rows, t.backToItem(i))...)
	return nil
}

// visibilityButtons offer who may see the entry; press makes the data of a place.
func (t *turn) visibilityButtons(e council.Entry, press func(place int64) string) [][]council.Button {
	var rows [][]council.Button
	for n, v := range visibilities {
		b := t.button("forming.visibility."+string(v), press(int64(n+1)))
		if v == visibilityOf(e) {
			b.Text = "✅ " + b.Text
		}
		rows = append(rows, row(b))
	}
	return rows
}

func (t *turn) backToItem(i planItem) []council.Button {
	return row(t.button("button.back", press("fe", weekArg(i.Week), i.e.ID)), t.homeButtons()[0][0])
}

// takeSource undoes the organiser's edits, or takes the unit's new words.
func takeSource(ctx context.Context, t *turn, i planItem) error {
	return t.writeItem(ctx, i, "source_taken", t.differs(i.e.Entry, i.e.TakeSource().Entry), i.e.TakeSource())
}

// keepOurs lets the organiser's words stand against the unit's new ones.
func keepOurs(ctx context.Context, t *turn, i planItem) error {
	i.e.Seen, i.e.Offered = i.e.Offered, nil
	return t.writeItem(ctx, i, "kept", nil, i.e)
}

// tellUnits writes to those who answer for the entry's units; who acts is not
// told.
func (t *turn) tellUnits(i planItem, units []council.Unit, kind string, m func(u council.Unit) council.Message) {
	for _, u := range units {
		for _, s := range i.Standings {
			if s.Unit.ID != u.ID || u.ID == 0 {
				continue
			}
			for _, to := range s.Recipients {
				if to.PersonID == t.Access.Person.ID {
					continue
				}
				t.tell(council.Notice{PersonID: to.PersonID, Class: council.Bulk, About: about(i.Week), Message: m(u),
					Key: fmt.Sprintf("%s:%d:%d:%d", kind, i.e.ID, i.e.Version, to.PersonID)})
			}
		}
	}
}
