package handlers

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"sereda/council"
)

// meetingModes are as buttons carry them: by place, from 1.
var meetingModes = []council.MeetingMode{council.InPerson, council.Remotely, council.Mixed}

// withoutLink is the last argument of the button that wants no link, whatever
// was typed before it was pressed.
const withoutLink = 1

// longestLink is more than any conference's address needs.
const longestLink = 500

func askMeetingVenue(_ context.Context, t *turn, s sitting) error {
	t.waitAbout(s, stepMeetingVenue, council.Date{}, "")
	var rows [][]council.Button
	if s.body.Venue != "" && s.body.Venue != s.Venue {
		rows = append(rows, row(council.Button{Text: cut("📍 "+s.body.Venue, 60), Data: s.press("gpb")}))
	}
	t.show(t.txt("venue.ask", t.sittingData(s)), append(rows, t.backRow("gm", s.ID))...)
	return nil
}

func usualVenue(_ context.Context, t *turn, s sitting) error {
	t.confirmVenue(s, s.body.Venue)
	return nil
}

func venueFor(_ context.Context, t *turn, s sitting) error {
	venue := oneLine(t.text)
	if utf8.RuneCountInString(venue) > council.MaxVenue {
		t.say(t.txt("body.bad_venue"), t.backRow("gm", s.ID))
		return nil
	}
	t.confirmVenue(s, venue)
	return nil
}

// confirmVenue shows the new place; everybody will be told of it.
func (t *turn) confirmVenue(s sitting, venue string) {
	t.waitAbout(s, stepMeetingVenue, council.Date{}, venue)
	data := t.sittingData(s)
	data["Venue"] = venue
	t.show(t.txt("venue.confirm", data)+"\n\n"+t.txt("move.consequence"),
		row(primary(t.button("button.move_venue_yes", s.press("gpy")))),
		row(t.button("button.back", s.press("gp")), t.homeButtons()[0][0]))
}

func moveVenue(ctx context.Context, t *turn, s sitting) error {
	c := t.conversation
	if c.Step != stepMeetingVenue || c.Meeting != s.ID || c.Text == "" {
		t.toast("press.stale")
		return askMeetingVenue(ctx, t, s)
	}
	was := s.Meeting
	s.Venue = c.Text
	if s.Venue == was.Venue {
		t.toast("move.same")
		return showMeeting(ctx, t, s)
	}
	return t.change(ctx, was, s, "venue", map[string]any{"from": was.Venue, "to": s.Venue})
}

// askMode offers the forms of a meeting; one with remote participants wants a
// link to join.
func askMode(_ context.Context, t *turn, s sitting) error {
	mode, chosen := placed(meetingModes, t.press.arg(2))
	if !chosen {
		t.rest()
		var rows [][]council.Button
		for i, m := range meetingModes {
			label := t.label("mode." + string(m))
			if m == s.Mode {
				label = "✅ " + label
			}
			rows = append(rows, row(council.Button{Text: label, Data: s.press("gf", int64(i+1))}))
		}
		t.show(t.txt("mode.ask", t.sittingData(s)), append(rows, t.backRow("gm", s.ID))...)
		return nil
	}
	if mode == council.InPerson {
		t.confirmMode(s, mode, "")
		return nil
	}
	t.wait(Conversation{Step: stepMeetingLink, Meeting: s.ID, Item: int64(s.Version), Audience: string(mode)})
	t.show(t.txt("mode.ask_link", t.sittingData(s)),
		row(t.button("button.no_link", s.press("gfy", t.press.arg(2), withoutLink))),
		row(t.button("button.back", s.press("gf")), t.homeButtons()[0][0]))
	return nil
}

func linkTyped(_ context.Context, t *turn, s sitting) error {
	link, ok := readLink(t.text)
	if !ok {
		t.say(t.txt("mode.bad_link"), t.backRow("gm", s.ID))
		return nil
	}
	t.confirmMode(s, council.MeetingMode(t.conversation.Audience), link)
	return nil
}

// readLink takes an address as people paste it.
func readLink(text string) (string, bool) {
	link := strings.TrimSpace(text)
	if !strings.HasPrefix(link, "https://") && !strings.HasPrefix(link, "http://") {
		link = "https://" + link
	}
	host, _, _ := strings.Cut(strings.SplitN(link, "//", 2)[1], "/")
	sensible := strings.Contains(host, ".") && !strings.ContainsAny(link, " \n\t<>\"")
	return link, sensible && len(link) <= longestLink
}

func (t *turn) confirmMode(s sitting, mode council.MeetingMode, link string) {
	t.wait(Conversation{Step: stepMeetingLink, Meeting: s.ID, Item: int64(s.Version), Audience: string(mode), Text: link})
	place := int64(0)
	for i, m := range meetingModes {
		if m == mode {
			place = int64(i + 1)
		}
	}
	data := t.sittingData(s)
	data["Mode"], data["Link"] = t.label("mode."+string(mode)), link
	t.show(t.txt("mode.confirm", data)+"\n\n"+t.txt("move.consequence"),
		row(primary(t.button("button.change_mode_yes", s.press("gfy", place)))),
		row(t.button("button.back", s.press("gf")), t.homeButtons()[0][0]))
}

func changeMode(ctx context.Context, t *turn, s sitting) error {
	mode, known := placed(meetingModes, t.press.arg(2))
	c := t.conversation
	if !known || c.Step != stepMeetingLink || c.Meeting != s.ID || c.Audience != string(mode) {
		t.toast("press.stale")
		return showMeeting(ctx, t, s)
	}
	was := s.Meeting
	s.Mode, s.Link = mode, c.Text
	if t.press.arg(3) == withoutLink {
		s.Link = ""
	}
	if s.Mode == was.Mode && s.Link == was.Link {
		t.toast("move.same")
		return showMeeting(ctx, t, s)
	}
	if s.Mode == was.Mode {
		return t.changeLink(ctx, was, s)
	}
	return t.change(ctx, was, s, "mode", map[string]any{"from": was.Mode, "to": s.Mode})
}

// changeLink tells everybody the new address. Who comes does not change with
// it, so that answers stand and what waits to remind people stays.
func (t *turn) changeLink(ctx context.Context, was council.Meeting, s sitting) error {
	if err := t.store.UpdateMeeting(ctx, s.Meeting); err != nil {
		return err
	}
	if err := t.audit(ctx, "meeting.link", council.AboutMeeting(s.ID), nil); err != nil {
		return err
	}
	seats, err := t.invited(ctx, s.Meeting)
	if err != nil {
		return err
	}
	deputies, err := t.deputiesOf(ctx, s.Meeting)
	if err != nil {
		return err
	}
	kind := fmt.Sprintf("%s_%d", linkNews, t.Update.ID)
	message := t.app.composer().changed("link", s.Meeting, was, s.body, t.Now)
	t.tellSeats(s, seats, kind, t.newsClass(s.Meeting), message)
	for _, id := range deputies {
		t.tell(council.Notice{PersonID: id, Class: t.newsClass(s.Meeting), About: council.AboutMeeting(s.ID),
			Key: council.MeetingKey(kind, s.Meeting, "", id), Message: message})
	}
	t.rest()
	t.toast("meeting.done.link")
	return t.showSitting(ctx, s, t.txt("meeting.done.link")+t.toldNote(seats))
}

// openToPublic opens or closes a meeting (4.17). The invited come as before, so
// nobody is asked anew.
func openToPublic(ctx context.Context, t *turn, s sitting) error {
	s.OpenToPublic = t.press.arg(2) == 1
	if err := t.store.UpdateMeeting(ctx, s.Meeting); err != nil {
		return err
	}
	if err := t.audit(ctx, "meeting.public", council.AboutMeeting(s.ID), map[string]any{"open": s.OpenToPublic}); err != nil {
		return err
	}
	if err := planFollowsMeeting(ctx, t, s); err != nil {
		return err
	}
	t.toast("saved")
	return showMeeting(ctx, t, s)
}

// cancelMeeting calls it off; a meeting of the cadence does not appear again.
func cancelMeeting(ctx context.Context, t *turn, s sitting) error {
	if t.press.arg(2) == 0 {
		t.show(t.txt("cancel.ask", t.sittingData(s))+t.lateNote(s, s.At(t.app.Zone)),
			t.backRow("gm", s.ID), row(danger(t.button("button.cancel_meeting_yes", s.press("gx", 1)))))
		return nil
	}
	was := s.Meeting
	s.State = council.Cancelled
	return t.change(ctx, was, s, cancelledNews, nil)
}
