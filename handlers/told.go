package handlers

import (
	"context"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"sereda/council"
	"sereda/locales"
)

// registerTold: who was told, once more to whom it did not reach, and the list
// for the rest to sign.
func (a *App) registerTold() {
	a.presses["mz"] = weekDelivery            // week
	a.presses["mzg"] = ofWeek(showTold)       // week, group, page
	a.presses["mza"] = ofWeek(sendAgain)      // week, group, round, sure
	a.presses["mzp"] = ofWeek(printRest)      // week, group
	a.presses["bw"] = ofBroadcast(showTold)   // broadcast, 0, page
	a.presses["bwa"] = ofBroadcast(sendAgain) // broadcast, 0, round, sure
	a.presses["bwp"] = ofBroadcast(printRest) // broadcast, 0
}

// told is a group of notices that say the same to many: a revision of a plan,
// a reminder, a message of the organiser.
type told struct {
	kind  string
	title string
	// paper is the title on a list to sign, plain text.
	paper string
	about string
	// name tells the group apart from others of the subject, see groupOf.
	name       string
	deliveries []council.Delivery
	// outdated is a plan, or what was told of a change, that was changed since: it
	// is not sent again.
	outdated bool
	// to makes the data of the group's buttons: show, again, print.
	to   func(what string, args ...int64) string
	back string
}

const (
	toShow  = ""
	toAgain = "a"
	toPrint = "p"
)

type toldFunc func(ctx context.Context, t *turn, g told) error

// weekDelivery lists what was told about a week's plan, with how it fared. Where
// there is one thing only it is shown at once.
func weekDelivery(ctx context.Context, t *turn) error {
	if err := t.need(council.SeeDelivery); err != nil {
		return err
	}
	week := t.press.week(0)
	groups, err := t.toldOfWeek(ctx, week)
	if err != nil {
		return err
	}
	back, err := t.backFromTold(ctx, week)
	if err != nil {
		return err
	}
	spreading, err := t.spreading(ctx, week)
	if err != nil {
		return err
	}
	if len(groups) == 1 && spreading == "" {
		groups[0].back = back
		return t.showGroup(groups[0], 0)
	}
	lines := []string{t.txt("delivery.week", locales.Data{"Week": locales.WeekDays(week)}), ""}
	var rows [][]council.Button
	for _, g := range groups[:min(len(groups), mostGroups)] {
		lines = append(lines, "• "+g.title+" — "+t.toldCounts(g))
		rows = append(rows, row(council.Button{Text: cut(plainTitle(g.title), 50), Data: g.to(toShow, 0)}))
	}
	switch {
	case spreading != "":
		lines = slices.Insert(lines, 1, spreading)
	case len(groups) == 0:
		lines = append(lines, t.txt("delivery.none"))
	}
	rows = append(rows, row(t.button("button.refresh", t.query.Data), t.button("button.back", back)))
	t.show(strings.Join(lines, "\n"), append(rows, t.homeButtons()...)...)
	return nil
}

// spreading tells of a plan whose letters are still being written, and of what
// is in the way; "" when all are.
func (t *turn) spreading(ctx context.Context, week council.Week) (string, error) {
	all, err := t.store.Spreads(ctx)
	if err != nil {
		return "", err
	}
	at := slices.IndexFunc(all, func(s council.Spread) bool { return s.Week == week })
	switch {
	case at < 0:
		return "", nil
	case all[at].Problem == "":
		return t.txt("delivery.spreading", locales.Data{"Number": all[at].Number}), nil
	}
	return t.txt("delivery.spread_failed", locales.Data{"Number": all[at].Number, "Count": all[at].Failures}), nil
}

// mostGroups are as many as a screen bears, the latest.
const mostGroups = 30

// backFromTold leads to the plan once it was agreed, before to the missing.
func (t *turn) backFromTold(ctx context.Context, week council.Week) (string, error) {
	plan, err := t.store.PlanOf(ctx, week)
	if plan.Number > 0 {
		return press("wk", weekArg(week)), err
	}
	return press("mi", weekArg(week)), err
}

// plainTitle is a title of the catalogue on a button.
func plainTitle(html string) string { return sentence(untagged(html)) }

// toldCounts is how a group fares: "3 з 5, ознайомилися 2".
func (t *turn) toldCounts(g told) string {
	arrived, noted, asked := 0, 0, false
	people := g.people()
	for _, d := range people {
		if d.State == council.Delivered || d.State == council.Acknowledged {
			arrived++
		}
		if d.State == council.Acknowledged {
			noted++
		}
		asked = asked || d.Asked
	}
	data := locales.Data{"Arrived": arrived, "All": len(people), "Noted": ""}
	if asked {
		data["Noted"] = strconv.Itoa(noted)
	}
	return t.txt("delivery.counts", data)
}

// toldOfWeek are the groups of notices about the week, the latest first.
func (t *turn) toldOfWeek(ctx context.Context, week council.Week) ([]told, error) {
	all, err := t.store.Deliveries(ctx, about(week), "")
	if err != nil {
		return nil, err
	}
	plan, err := t.store.PlanOf(ctx, week)
	if err != nil {
		return nil, err
	}
	changes, err := t.store.ChangesOf(ctx, week)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(all, func(a, b council.Delivery) int { return b.Begun.Compare(a.Begun) })
	var groups []told
	for _, d := range all {
		name := groupOf(d)
		at := slices.IndexFunc(groups, func(g told) bool { return g.name == name })
		if at < 0 {
			at = len(groups)
			groups = append(groups, t.weekGroup(week, plan, changes, d, name))
		}
		groups[at].deliveries = append(groups[at].deliveries, d)
	}
	for _, g := range groups {
		byName(g.deliveries)
	}
	return groups, nil
}

func byName(all []council.Delivery) {
	slices.SortStableFunc(all, func(a, b council.Delivery) int { return council.CompareNames(a.Person.Full(), b.Person.Full()) })
}

// toMany are the kinds of which each one is told to many at once: each has a
// list of its own.
var toMany = []string{string(council.Ask), string(council.Remind), string(council.Chase), string(council.Missing), string(council.Digest),
	"nudge", "moved", council.ChangesLetter}

// groupOf tells apart what is told to many: a plan by its revision, a change by
// itself, reminders and the days' changes by when they were written. Other
// notices stand together by kind.
func groupOf(d council.Delivery) string {
	switch {
	case slices.Contains(toMany, d.Kind):
		return fmt.Sprintf("%s:%d", d.Kind, d.Begun.Unix())
	case d.Kind == council.CopyKind || d.Kind == council.ChangeLetter:
		last := strings.LastIndex(strings.TrimSuffix(d.Key, ":"+string(council.ByMail)), ":")
		return d.Key[:last+1]
	}
	return d.Kind + ":"
}

// weekGroup names a group by its first notice.
func (t *turn) weekGroup(week council.Week, plan council.Plan, changes []council.Change, d council.Delivery, name string) told {
	g := told{kind: d.Kind, title: t.kindOf(d.Kind), about: about(week), name: name, back: press("mz", weekArg(week))}
	switch d.Kind {
	case council.ChangeLetter:
		id := numberIn(d.Key, 1)
		if at := slices.IndexFunc(changes, func(c council.Change) bool { return c.ID == id }); at >= 0 {
			g.title = t.txt("delivery.change", locales.Data{"Title": cut(changes[at].Entry().Title, 60)})
			g.outdated = changedSince(changes, func(c council.Change) bool { return c.ID == id })
		}
	case council.ChangesLetter:
		last := numberIn(d.Key, 2)
		g.outdated = changedSince(changes, func(c council.Change) bool { return c.ID <= last })
	}
	if d.Kind == council.ChangeLetter || slices.Contains(toMany, d.Kind) {
		g.title = t.txt("delivery.at", locales.Data{"What": locales.HTML(g.title), "At": locales.Instant(d.Begun, t.app.Zone)})
	}
	g.paper = t.label("delivery.paper", locales.Data{"Week": locales.WeekDays(week), "What": untagged(g.title)})
	if d.Kind == council.CopyKind {
		number := int(numberIn(d.Key, 2))
		g.title = t.txt("delivery.plan", locales.Data{"Number": number})
		g.paper = t.label("delivery.paper_plan", locales.Data{"Week": locales.WeekDays(week), "Number": number})
		g.outdated = number < plan.Number
	}
	id := groupID(name)
	g.to = func(what string, args ...int64) string {
		do := map[string]string{toShow: "mzg", toAgain: "mza", toPrint: "mzp"}[what]
		return press(do, append([]int64{weekArg(week), id}, args...)...)
	}
	return g
}

// numberIn is the number at the place in a notice's key.
func numberIn(key string, place int) int64 {
	fields := strings.Split(key, ":")
	if place >= len(fields) {
		return 0
	}
	n, _ := strconv.ParseInt(fields[place], 10, 64)
	return n
}

// changedSince tells that an entry of what was told was changed once more: the
// news of it would be wrong now.
func changedSince(changes []council.Change, told func(council.Change) bool) bool {
	latest := map[int64]int{}
	for _, c := range changes {
		if c.State == council.ChangeAccepted && told(c) {
			latest[c.EntryID] = max(latest[c.EntryID], c.Number)
		}
	}
	return slices.ContainsFunc(changes, func(c council.Change) bool {
		number, is := latest[c.EntryID]
		return is && c.State == council.ChangeAccepted && c.Number > number
	})
}

// inParts are the kinds of which one person may get several messages at once:
// they are one on the list.
var inParts = []string{string(council.Missing), string(council.Digest), council.ChangesLetter}

// people are those who were told, by name, each once by each channel: of
// messages that are one the worst counts, for part of the news is none. Who took
// note of their last has taken note.
func (g told) people() []council.Delivery {
	if !slices.Contains(inParts, g.kind) {
		return g.deliveries
	}
	var found []council.Delivery
	for _, d := range g.deliveries {
		at := slices.IndexFunc(found, func(f council.Delivery) bool { return f.Person.ID == d.Person.ID && f.Channel == d.Channel })
		if at < 0 {
			found = append(found, d)
			continue
		}
		asked := found[at].Asked || d.Asked
		if slices.Index(partStates, d.State) < slices.Index(partStates, found[at].State) {
			found[at] = d
		}
		found[at].Asked = asked
	}
	return found
}

// partStates are the states in the order in which they count for a whole.
var partStates = []council.DeliveryState{council.OutOfReach, council.Refused, council.Undelivered,
	council.Waiting, council.Acknowledged, council.Delivered, council.Withdrawn}

// groupID is the group in a button.
func groupID(name string) int64 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(name))
	return int64(h.Sum32())
}

// kindOf is the kind of a notice in words.
func (t *turn) kindOf(kind string) string {
	key := "delivery.kind." + kind
	if text := t.txt(key); text != key {
		return text
	}
	return t.txt("delivery.kind.other")
}

// ofWeek loads the group in a button, for those who may see it.
func ofWeek(do toldFunc) turnFunc {
	return func(ctx context.Context, t *turn) error {
		if err := t.need(council.SeeDelivery); err != nil {
			return err
		}
		groups, err := t.toldOfWeek(ctx, t.press.week(0))
		if err != nil {
			return err
		}
		for _, g := range groups {
			if groupID(g.name) == t.press.arg(1) {
				return do(ctx, t, g)
			}
		}
		return fmt.Errorf("group %d of week: %w", t.press.arg(1), council.ErrNotFound)
	}
}

// ofBroadcast loads a message of the organiser.
func ofBroadcast(do toldFunc) turnFunc {
	return func(ctx context.Context, t *turn) error {
		if err := t.need(council.SeeDelivery); err != nil {
			return err
		}
		id := t.press.arg(0)
		b, err := t.store.BroadcastByID(ctx, id)
		if err != nil {
			return err
		}
		g := told{kind: broadcastKind, about: aboutBroadcast(id), back: press("bl"), title: t.txt("broadcast.about", locales.Data{
			"At": locales.Instant(b.At, t.app.Zone), "Audience": t.label("broadcast.audience." + string(b.Audience)), "Text": cut(b.Text, 200)})}
		g.paper = t.label("delivery.paper_message", locales.Data{"At": locales.Instant(b.At, t.app.Zone)})
		g.to = func(what string, args ...int64) string { return press("bw"+what, append([]int64{id, 0}, args...)...) }
		if g.deliveries, err = t.store.Deliveries(ctx, g.about, ""); err != nil {
			return err
		}
		return do(ctx, t, g)
	}
}

func showTold(_ context.Context, t *turn, g told) error { return t.showGroup(g, int(t.press.arg(2))) }

// showGroup lists the notices by what became of them: those that did not arrive
// first.
func (t *turn) showGroup(g told, at int) error {
	html, rows := t.page(t.deliverySections(g), at, func(page int) string { return g.to(toShow, int64(page)) })
	if n := peopleIn(g.again(0)); n > 0 {
		rows = append(rows, row(t.app.composer().button("button.send_again", g.to(toAgain, g.round()), locales.Data{"Number": n})))
	}
	if n := peopleIn(g.rest()); n > 0 {
		rows = append(rows, row(t.app.composer().button("button.print_rest", g.to(toPrint), locales.Data{"Number": n})))
	}
	rows = append(rows, row(t.button("button.refresh", g.to(toShow, int64(at))), t.button("button.back", g.back)))
	t.show(t.toldHead(g)+"\n\n"+html, append(rows, t.homeButtons()...)...)
	return nil
}

func (t *turn) toldHead(g told) string {
	if g.kind == broadcastKind {
		return g.title
	}
	week := council.Week{}
	if at, is := strings.CutPrefix(g.about, "week:"); is {
		if day, err := council.ParseDate(at); err == nil {
			week = council.WeekOf(day)
		}
	}
	return t.txt("delivery.group", locales.Data{"What": locales.HTML(g.title), "Week": locales.WeekDays(week)})
}

// deliveryStates are the states in the order of the list.
var deliveryStates = []council.DeliveryState{council.OutOfReach, council.Refused, council.Undelivered,
	council.Waiting, council.Delivered, council.Acknowledged, council.Withdrawn}

func (t *turn) deliverySections(g told) []section {
	if len(g.deliveries) == 0 {
		return []section{{heading: t.txt("delivery.none")}}
	}
	var sections []section
	for _, state := range deliveryStates {
		var items []string
		for _, d := range g.people() {
			if d.State == state {
				items = append(items, t.deliveryLine(d))
			}
		}
		if len(items) > 0 {
			sections = append(sections, section{t.txt("delivery."+deliveryKey(state), locales.Data{"Number": len(items)}), items})
		}
	}
	return sections
}

// broadcastKind is the kind of the organiser's messages.
const broadcastKind = "broadcast"

// deliveryKey is the state's word in the catalogue.
func deliveryKey(state council.DeliveryState) string {
	if state == council.OutOfReach {
		return "no_account"
	}
	return string(state)
}

// deliveryLine is one person: by which channel unless it is Telegram, when, and
// for those whom it did not reach why and how else they are found.
func (t *turn) deliveryLine(d council.Delivery) string {
	line := "• " + locales.Escape(cut(d.Person.Short(), nameCharacters))
	if d.Channel == council.ByMail {
		line += " " + t.txt("delivery.by_mail")
	}
	at := d.Written
	switch d.State {
	case council.Delivered:
		at = d.At
	case council.Acknowledged:
		at = d.AcknowledgedAt
	}
	line += " — " + locales.Escape(locales.Instant(at, t.app.Zone))
	if d.State == council.Undelivered && d.Reason != "" {
		line += " <i>(" + locales.Escape(cut(d.Reason, 100)) + ")</i>"
	}
	if d.State.Missed() && d.Person.Phone != "" {
		line += ", " + locales.Escape(d.Person.Phone)
	}
	if !d.PrintedAt.IsZero() {
		line += " " + t.txt("delivery.printed", locales.Data{"At": locales.Instant(d.PrintedAt, t.app.Zone)})
	}
	return line
}
