package handlers

import (
	"context"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"time"

	"sereda/council"
	"sereda/locales"
)

// registerTold: who was told, once more to whom it did not reach, and the list
// for the rest to sign.
func (a *App) registerTold() {
	a.presses["mz"] = weekDelivery            // week, page
	a.presses["mzg"] = ofWeek(showTold)       // week, group, page
	a.presses["mza"] = ofWeek(sendAgain)      // week, group, round, sure
	a.presses["mzp"] = ofWeek(printRest)      // week, group
	a.presses["gd"] = meetingDelivery         // meeting, page
	a.presses["gdg"] = ofMeeting(showTold)    // meeting, group, page
	a.presses["gda"] = ofMeeting(sendAgain)   // meeting, group, round, sure
	a.presses["gdp"] = ofMeeting(printRest)   // meeting, group
	a.presses["jn"] = errandDelivery          // assignment, page
	a.presses["jng"] = ofErrand(showTold)     // assignment, group, page
	a.presses["jna"] = ofErrand(sendAgain)    // assignment, group, round, sure
	a.presses["jnp"] = ofErrand(printRest)    // assignment, group
	a.presses["ju"] = quarterDelivery         // quarter, page
	a.presses["jug"] = ofQuarter(showTold)    // quarter, group, page
	a.presses["jua"] = ofQuarter(sendAgain)   // quarter, group, round, sure
	a.presses["jup"] = ofQuarter(printRest)   // quarter, group
	a.presses["bw"] = ofBroadcast(showTold)   // broadcast, 0, page
	a.presses["bwa"] = ofBroadcast(sendAgain) // broadcast, 0, round, sure
	a.presses["bwp"] = ofBroadcast(printRest) // broadcast, 0
	a.cards = append(a.cards, toldDoor)
	a.papers[council.HandoverKind] = handoverPaper
}

// told is a group of notices that say the same to many: a revision of a plan,
// a reminder, an invitation, a message of the organiser.
type told struct {
	kind  string
	title string
	// of is what it is about, under the title.
	of string
	// paper is the title on a list to sign, plain text.
	paper string
	about string
	// meeting is the one that it is about, 0 for another subject.
	meeting int64
	// name tells the group apart from others of the subject, see groupOf.
	name       string
	deliveries []council.Delivery
	// outdated is what was changed since, or is over: it is not sent again.
	outdated bool
	// noted is how note of it is taken, when not by the button.
	noted string
	// anew is the notice as it is said now, where that is told by the day; nil
	// when it stays as it was written.
	anew func(n council.Notice) council.Message
	// units are those that reminders are about, by id; nil for other notices.
	units map[int64]council.Standing
	// to makes the data of the group's buttons: show, again, print.
	to   func(what string, args ...int64) string
	back string
}

// How note is taken, as the catalogue's keys have it: by an answer to an
// invitation, by the plan that was reminded of, by accepting an assignment, by
// the report on it, by what was to be done.
const (
	notedByAnswer     = "answered"
	notedByPlan       = "submitted"
	notedByAcceptance = "accepted"
	notedByReport     = "reported"
	notedByDoing      = "done"
)

const (
	toShow  = ""
	toAgain = "a"
	toPrint = "p"
)

type toldFunc func(ctx context.Context, t *turn, g told) error

// under makes the buttons of a group on the list of a subject. Those for one of
// its groups have a letter behind the list's own.
func (g told) under(list string, subject int64) told {
	g.back = press(list, subject)
	id := groupID(g.name)
	g.to = func(what string, args ...int64) string {
		if what == toShow {
			what = "g"
		}
		return press(list+what, append([]int64{subject, id}, args...)...)
	}
	return g
}

// grouped puts the notices that say the same together, the groups in the order
// of their first notices. name is the group of one, "" where the list has none;
// begin names a group by its first; taken adds how its receiver took note of
// one, and is false for one that another of the group stands for.
func grouped(all []council.Delivery, name func(council.Delivery) string, begin func(d council.Delivery, name string) told,
	taken func(g told, d council.Delivery) (council.Delivery, bool)) []told {
	var groups []told
	for _, d := range all {
		of := name(d)
		if of == "" {
			continue
		}
		at := slices.IndexFunc(groups, func(g told) bool { return g.name == of })
		if at < 0 {
			at = len(groups)
			groups = append(groups, begin(d, of))
		}
		if d, counts := taken(groups[at], d); counts {
			groups[at].deliveries = append(groups[at].deliveries, d)
		}
	}
	for _, g := range groups {
		byName(g.deliveries)
	}
	return groups
}

// showToldList lists the groups, with how each fared, under a word of what is
// still to come. Where there is one only it is shown at once.
func (t *turn) showToldList(head, coming string, groups []told, to func(page int) string, back string) error {
	if len(groups) == 1 && coming == "" {
		groups[0].back = back
		return t.showGroup(groups[0], 0)
	}
	lines := []string{head, ""}
	var rows [][]council.Button
	pages := max(1, (len(groups)+groupsOnPage-1)/groupsOnPage)
	at := min(max(int(t.press.arg(1)), 0), pages-1)
	for _, g := range groups[at*groupsOnPage : min(len(groups), (at+1)*groupsOnPage)] {
		lines = append(lines, "• "+g.title+" — "+t.toldCounts(g))
		rows = append(rows, row(council.Button{Text: cut(plainTitle(g.title), 50), Data: g.to(toShow, 0)}))
	}
	switch {
	case coming != "":
		lines = slices.Insert(lines, 1, coming)
	case len(groups) == 0:
		lines = append(lines, t.txt("delivery.none"))
	}
	if pages > 1 {
		rows = append(rows, t.pager(at, pages, to))
	}
	rows = append(rows, row(t.button("button.refresh", to(at)), t.button("button.back", back)))
	t.show(strings.Join(lines, "\n"), append(rows, t.homeButtons()...)...)
	return nil
}

// pressedGroup finds the group in a button.
func pressedGroup(ctx context.Context, t *turn, groups []told, do toldFunc) error {
	for _, g := range groups {
		if groupID(g.name) == t.press.arg(1) {
			return do(ctx, t, g)
		}
	}
	return fmt.Errorf("group %d of what was told: %w", t.press.arg(1), council.ErrNotFound)
}

// kindWord is the kind in words, of those with the prefix in the catalogue.
func (t *turn) kindWord(prefix, kind string) string {
	key := prefix + kind
	if text := t.txt(key); text != key {
		return text
	}
	return t.txt("delivery.kind.other")
}

// titleAt is what was told with when that began.
func (t *turn) titleAt(what string, at time.Time) string {
	return t.txt("delivery.at", locales.Data{"What": locales.HTML(what), "At": locales.Instant(at, t.app.Zone)})
}

// groupsOnPage are as many as a screen bears.
const groupsOnPage = 15

// plainTitle is a title of the catalogue on a button.
func plainTitle(html string) string { return sentence(untagged(html)) }

// toldCounts is how a group fares, in people: "3 з 5, ознайомилися 2". Whom one
// of two channels reaches is reached.
func (t *turn) toldCounts(g told) string {
	all, arrived, noted := map[int64]bool{}, map[int64]bool{}, map[int64]bool{}
	asked := false
	for _, d := range g.people() {
		all[d.Person.ID] = true
		if d.State == council.Delivered || d.State == council.Acknowledged {
			arrived[d.Person.ID] = true
		}
		if d.State == council.Acknowledged {
			noted[g.countedAs(d)] = true
		}
		asked = asked || d.Asked
	}
	data := locales.Data{"Arrived": len(arrived), "All": len(all), "Noted": ""}
	if asked {
		data["Noted"] = strconv.Itoa(len(noted))
	}
	if g.noted != "" {
		data["Noted"] = len(noted)
		return t.txt("delivery.counts_"+g.noted, data)
	}
	return t.txt("delivery.counts", data)
}

// countedAs is who has taken note: the person, by a plan the unit.
func (g told) countedAs(d council.Delivery) int64 {
	if g.noted == notedByPlan {
		return unitOf(d)
	}
	return d.Person.ID
}

func byName(all []council.Delivery) {
	slices.SortStableFunc(all, func(a, b council.Delivery) int { return council.CompareNames(a.Person.Full(), b.Person.Full()) })
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

// groupID is the group in a button.
func groupID(name string) int64 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(name))
	return int64(h.Sum32())
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
	return t.txt("delivery.group", locales.Data{"What": locales.HTML(g.title), "Of": locales.HTML(g.of)})
}

// deliveryStates are the states in the order of the list.
var deliveryStates = []council.DeliveryState{council.OutOfReach, council.Refused, council.Undelivered,
	council.Waiting, council.Delivered, council.Acknowledged, council.Withdrawn}

func (t *turn) deliverySections(g told) []section {
	if len(g.deliveries) == 0 {
		return []section{{heading: t.txt("delivery.none")}}
	}
	var sections []section
	people := g.people()
	for _, state := range deliveryStates {
		var items []string
		for _, d := range people {
			if d.State == state && !g.besides(people, d, council.ByTelegram) {
				items = append(items, t.deliveryLine(g, d, g.besides(people, d, council.ByMail)))
			}
		}
		if len(items) > 0 {
			key := deliveryKey(state)
			if g.noted != "" && state == council.Acknowledged {
				key = g.noted
			}
			sections = append(sections, section{t.txt("delivery."+key, locales.Data{"Number": len(items)}), items})
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

// deliveryLine is one person: of which unit they were reminded, by which channel unless it is Telegram, when, and
// for those whom it did not reach why and how else they are found.
func (t *turn) deliveryLine(g told, d council.Delivery, mailToo bool) string {
	line := "• " + locales.Escape(cut(d.Person.Short(), nameCharacters))
	if s, is := g.units[unitOf(d)]; is {
		line += " (" + locales.Escape(cut(s.Unit.Name, nameCharacters)) + ")"
	}
	switch {
	case d.Channel == council.ByMail:
		line += " " + t.txt("delivery.by_mail")
	case mailToo:
		line += " " + t.txt("delivery.by_mail_too")
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
