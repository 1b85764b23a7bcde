package handlers

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"sereda/council"
	"sereda/locales"
)

// meetingNews are the kinds of notices about a meeting that the list of who was
// told has: what goes to those invited and to who comes in their stead, and what
// reminds who records of papers. What officers hear of quorums is left out.
var meetingNews = append([]string{string(council.Invite), "called", "moved", "venue", "mode", linkNews, cancelledNews,
	string(council.SendMaterials), string(council.AskSilent), handReminder, string(council.RemindMeeting), "deputy"}, paperReminders...)

// linkNews is the kind of the news of another address to join, with the
// update's number behind it.
const linkNews = "link"

// answerable are the kinds of which note is taken by an answer.
var answerable = append(council.AskingKinds(), string(council.AskSilent), handReminder)

// toldDoor is the way from a meeting's card to who was told of it.
func toldDoor(_ context.Context, t *turn, s sitting) ([][]council.Button, error) {
	if !t.Access.SeesToldOf(s.body) {
		return nil, nil
	}
	return [][]council.Button{{t.button("button.who_was_told", press("gd", s.ID))}}, nil
}

// seeingTold loads a meeting for those who may see who was told of it.
func seeingTold(do meetingFunc) turnFunc {
	return seeingMeeting(func(ctx context.Context, t *turn, s sitting) error {
		if err := t.needToldOf(s); err != nil {
			return err
		}
		return do(ctx, t, s)
	})
}

func (t *turn) needToldOf(s sitting) error {
	if !t.Access.SeesToldOf(s.body) {
		return fmt.Errorf("see who was told of meeting %d: %w", s.ID, council.ErrForbidden)
	}
	return nil
}

// meetingDelivery lists what was told about a meeting, with how it fared.
func meetingDelivery(ctx context.Context, t *turn) error {
	return seeingTold(func(ctx context.Context, t *turn, s sitting) error {
		t.rest()
		groups, err := t.toldOfMeeting(ctx, s)
		if err != nil {
			return err
		}
		head := t.txt("delivery.about", locales.Data{"Of": locales.HTML(t.ofSitting(s))})
		return t.showToldList(head, "", groups, func(page int) string { return press("gd", s.ID, int64(page)) }, press(meetingCard, s.ID))
	})(ctx, t)
}

// ofMeeting loads the group in a button.
func ofMeeting(do toldFunc) turnFunc {
	return seeingTold(func(ctx context.Context, t *turn, s sitting) error {
		groups, err := t.toldOfMeeting(ctx, s)
		if err != nil {
			return err
		}
		return pressedGroup(ctx, t, groups, do)
	})
}

func (t *turn) ofSitting(s sitting) string {
	return t.txt("delivery.of_meeting", t.sittingData(s))
}

// toldOfMeeting are the groups of notices about a meeting, the latest first,
// those of its earlier versions too. Who has answered the version that a notice
// put to them, in whatever way, has taken note of it.
func (t *turn) toldOfMeeting(ctx context.Context, s sitting) ([]told, error) {
	all, err := t.store.Deliveries(ctx, council.AboutMeeting(s.ID), "")
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(all, func(a, b council.Delivery) int { return a.Begun.Compare(b.Begun) })
	answers := map[int64]map[int64]council.Response{}
	for _, d := range all {
		version := numberIn(d.Key, 2)
		if _, known := answers[version]; known {
			continue
		}
		if answers[version], err = t.answersTo(ctx, s.Meeting, int(version)); err != nil {
			return nil, err
		}
	}
	papers, err := t.papersAsTold(ctx, s, all)
	if err != nil {
		return nil, err
	}
	groups := grouped(all, func(d council.Delivery) string {
		_, name := newsOf(d)
		return name
	}, func(d council.Delivery, name string) told { return t.newsGroup(s, d, name) },
		func(g told, d council.Delivery) (council.Delivery, bool) {
			r, answered := answers[numberIn(d.Key, 2)][d.Person.ID]
			if g.noted == notedByAnswer && answered && !r.At.Before(d.Begun) {
				d.State, d.AcknowledgedAt = council.Acknowledged, r.At
			}
			if at, done := papers.doneSince(d); done && d.State != council.Withdrawn {
				d.State, d.AcknowledgedAt = council.Acknowledged, at
			}
			return d, true
		})
	slices.Reverse(groups)
	linked := false
	for i, g := range groups {
		// Of several addresses the last is right.
		groups[i].outdated = g.outdated || g.kind == linkNews && linked
		linked = linked || g.kind == linkNews
	}
	return groups, nil
}

// answersTo are the answers to a version, by person.
func (t *turn) answersTo(ctx context.Context, m council.Meeting, version int) (map[int64]council.Response, error) {
	m.Version = version
	responses, err := t.store.ResponsesOf(ctx, m)
	if err != nil {
		return nil, err
	}
	found := make(map[int64]council.Response, len(responses))
	for _, r := range responses {
		found[r.PersonID] = r
	}
	return found, nil
}

// newsOf is the kind of a notice about a meeting and the name of its group: the
// kind, the version and what of it, as an hour before or a day before. Who comes
// in somebody's stead is told with the others; the name is "" for what the list
// does not have.
func newsOf(d council.Delivery) (kind, name string) {
	full := strings.TrimSuffix(d.Kind, deputyNews)
	kind, _, _ = strings.Cut(full, linkNews+"_")
	if kind == "" {
		kind = linkNews
	}
	if !slices.Contains(meetingNews, kind) {
		return "", ""
	}
	part := ""
	if fields := strings.Split(d.Letter(), ":"); kind != "deputy" && len(fields) > 3 {
		part, _, _ = strings.Cut(fields[3], "part")
		part, _, _ = strings.Cut(part, "for")
	}
	return kind, fmt.Sprintf("%s:%d:%s", full, numberIn(d.Key, 2), part)
}

// newsGroup names a group by its first notice.
func (t *turn) newsGroup(s sitting, d council.Delivery, name string) told {
	kind, _ := newsOf(d)
	version := int(numberIn(d.Key, 2))
	word := kind
	if kind == string(council.Invite) && version > 1 {
		word = "invite_again"
	}
	title := t.kindWord("delivery.news.", word)
	g := told{kind: kind, about: council.AboutMeeting(s.ID), meeting: s.ID, name: name, of: t.ofSitting(s),
		title:    t.titleAt(title, d.Begun),
		outdated: version != s.Version || !s.At(t.app.Zone).After(t.Now)}
	switch {
	case slices.Contains(answerable, kind):
		g.noted = notedByAnswer
	case slices.Contains(paperReminders, kind):
		g.noted, g.outdated = notedByDoing, version != s.Version || t.paperReminderOver(s, kind)
	}
	data := t.sittingData(s)
	data["What"] = untagged(title)
	g.paper = t.label("delivery.paper_meeting", data)
	return g.under("gd", s.ID)
}
