package handlers

import (
	"context"
	"fmt"
	"slices"

	"sereda/council"
	"sereda/locales"
)

// registerMeetings: the meetings, their calling, moving and agenda.
func (a *App) registerMeetings() {
	a.commands["meetings"] = meetingList
	a.presses["gl"] = meetingList                       // 1 for the past, page
	a.presses[meetingCard] = seeingMeeting(showMeeting) // meeting
	a.openBeside(meetingCard)

	a.presses["gc"] = callMeeting              // page
	a.presses["gcb"] = calling(callDay)        // body
	a.presses["gcd"] = calling(callHour)       // body, day
	a.presses["gct"] = calling(callGround)     // body, day, minute
	a.presses["gcg"] = calling(callWithGround) // body, day, minute, place of the ground + 1
	a.steps[stepCallDay] = calling(callDayTyped)
	a.steps[stepCallHour] = calling(callHourTyped)
	a.steps[stepCallGround] = calling(callGroundTyped)

	a.presses["gv"] = changing(moveDay)      // meeting, version
	a.presses["gvd"] = changing(moveHour)    // meeting, version, day
	a.presses["gvt"] = changing(askMove)     // meeting, version, day, minute
	a.presses["gvy"] = changing(moveMeeting) // meeting, version, day, minute
	a.steps[stepMoveDay] = changing(moveDayTyped)
	a.steps[stepMoveHour] = changing(moveHourTyped)

	a.presses["gp"] = changing(askMeetingVenue)    // meeting, version
	a.presses["gpb"] = changing(usualVenue)        // meeting, version
	a.presses["gpy"] = changing(moveVenue)         // meeting, version
	a.steps[stepMeetingVenue] = changing(venueFor) // the venue
	a.presses["gf"] = changing(askMode)            // meeting, version, place of the mode + 1
	a.presses["gfy"] = changing(changeMode)        // meeting, version, mode + 1, 1 without a link
	a.steps[stepMeetingLink] = changing(linkTyped) // the link
	a.presses["go"] = changing(openToPublic)       // meeting, version, 1 for open
	a.presses["gx"] = changing(cancelMeeting)      // meeting, version, 1 when confirmed
	a.registerAgenda()
}

// meetingCard is the button that opens a meeting's card.
const meetingCard = "gm"

// The questions of the meetings' dialogues.
const (
	stepCallDay      = "g.call.day"
	stepCallHour     = "g.call.hour"
	stepCallGround   = "g.call.ground"
	stepMoveDay      = "g.move.day"
	stepMoveHour     = "g.move.hour"
	stepMeetingVenue = "g.venue"
	stepMeetingLink  = "g.link"
)

// sitting is a meeting with its body.
type sitting struct {
	council.Meeting
	body council.Body
}

// meetingFunc decides a turn about one meeting.
type meetingFunc func(ctx context.Context, t *turn, s sitting) error

// sittingNamed loads the meeting that the button or the conversation names.
// Who has nothing to do with its body learns nothing.
func (t *turn) sittingNamed(ctx context.Context) (sitting, error) {
	id := t.conversation.Meeting
	if t.query != nil {
		id = t.press.arg(0)
	}
	return t.sitting(ctx, id)
}

func (t *turn) sitting(ctx context.Context, id int64) (sitting, error) {
	m, err := t.store.MeetingByID(ctx, id)
	if err != nil {
		return sitting{}, err
	}
	b, err := t.store.BodyByID(ctx, m.BodyID)
	if err != nil {
		return sitting{}, err
	}
	s := sitting{m, b}
	if t.Access.SeesMeetings(b) {
		return s, nil
	}
	sent, err := t.isDeputy(ctx, m)
	if err == nil && !sent {
		err = fmt.Errorf("meeting %d: %w", id, council.ErrForbidden)
	}
	return s, err
}

// isDeputy tells that somebody sends the person in their stead (11.7).
func (t *turn) isDeputy(ctx context.Context, m council.Meeting) (bool, error) {
	responses, err := t.store.ResponsesOf(ctx, m)
	return slices.ContainsFunc(responses, func(r council.Response) bool {
		return r.Answer == council.SendsDeputy && r.DeputyID == t.Access.Person.ID
	}), err
}

func seeingMeeting(do meetingFunc) turnFunc {
	return func(ctx context.Context, t *turn) error {
		s, err := t.sittingNamed(ctx)
		if err != nil {
			return err
		}
		return do(ctx, t, s)
	}
}

// meetingList is the coming meetings, or those of the last months.
func meetingList(ctx context.Context, t *turn) error {
	const ahead, back = 60, 120
	t.rest()
	past := t.press.arg(0)
	from, to := t.today(), t.today().AddDays(ahead)
	if past == 1 {
		from, to = t.today().AddDays(-back), t.today().AddDays(-1)
	}
	sittings, err := t.sittings(ctx, from, to)
	if err != nil {
		return err
	}
	if past == 1 {
		slices.Reverse(sittings)
	}
	var choices []choice
	for _, s := range sittings {
		choices = append(choices, choice{sittingLabel(s), press("gm", s.ID)})
	}
	rows := t.choiceRows(choices, t.press.arg(1), func(n int) string { return press("gl", past, int64(n)) })
	foot, err := t.meetingDoors(ctx, past == 1)
	if err != nil {
		return err
	}
	key := "meeting.list"
	if past == 1 {
		key = "meeting.list_past"
	}
	if len(sittings) == 0 {
		key += "_empty"
	}
	rows = append(rows, foot...)
	t.show(t.txt(key), append(rows, t.homeButtons()...)...)
	return nil
}

// sittings are the meetings of the days that the person may see.
func (t *turn) sittings(ctx context.Context, from, to council.Date) ([]sitting, error) {
	meetings, err := t.store.MeetingsBetween(ctx, from, to)
	if err != nil {
		return nil, err
	}
	bodies := map[int64]council.Body{}
	var found []sitting
	for _, m := range meetings {
		b, known := bodies[m.BodyID]
		if !known {
			if b, err = t.store.BodyByID(ctx, m.BodyID); err != nil {
				return nil, err
			}
			bodies[m.BodyID] = b
		}
		if t.Access.SeesMeetings(b) {
			found = append(found, sitting{m, b})
		}
	}
	return found, nil
}

// sittingLabel is a meeting on a button.
func sittingLabel(s sitting) string {
	mark := ""
	switch s.State {
	case council.Cancelled:
		mark = "✖️ "
	case council.Open:
		mark = "🔴 "
	case council.Closed:
		mark = "☑️ "
	}
	return mark + locales.ShortDay(s.Day) + " " + s.Start.String() + " · " + s.body.Name
}

// meetingDoors are the ways on from the list.
func (t *turn) meetingDoors(ctx context.Context, past bool) ([][]council.Button, error) {
	convened, err := t.bodiesFor(ctx, t.Access.ConvenesFor)
	if err != nil {
		return nil, err
	}
	managed, err := t.bodiesFor(ctx, t.Access.ManagesBody)
	if err != nil {
		return nil, err
	}
	var buttons []council.Button
	if len(convened) > 0 {
		buttons = append(buttons, primary(t.button("button.call_meeting", press("gc"))))
	}
	if len(managed) > 0 || t.Access.May(council.ManageBodies) {
		buttons = append(buttons, t.button("button.bodies", press("bo")))
	}
	if past {
		buttons = append(buttons, t.button("button.coming_meetings", press("gl")))
	} else {
		buttons = append(buttons, t.button("button.past_meetings", press("gl", 1)))
	}
	return inRows(buttons, 2), nil
}
